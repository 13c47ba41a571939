"""The models of a story: its works, and its bible."""

from storyport.story.models.bible import Alias, Entry, Rendering, RenderingChange
from storyport.story.models.works import Part, Source, Story, Work

__all__ = ["Alias", "Entry", "Part", "Rendering", "RenderingChange", "Source", "Story", "Work"]
