"""The models of a story: its works, its bible, its packs and styles."""

from storyport.story.models.bible import (
    Alias,
    Entry,
    Evidence,
    Relation,
    Rendering,
    RenderingChange,
)
from storyport.story.models.works import Pack, Part, Source, Story, StyleChange, Work

__all__ = [
    "Alias",
    "Entry",
    "Evidence",
    "Pack",
    "Part",
    "Relation",
    "Rendering",
    "RenderingChange",
    "Source",
    "Story",
    "StyleChange",
    "Work",
]
