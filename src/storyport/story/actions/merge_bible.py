"""Takes another bible into a story's own: of another story, or of a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.combining import Disagreement, combine
from storyport.story.exchange import read_sheet
from storyport.story.exchange.base import same_writing
from storyport.story.facts import Bible, EntryFacts
from storyport.story.reading import load_bible
from storyport.story.stories import find_story
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Merged", "merge_bible", "other_bible"]


@dataclass(frozen=True)
class Merged:
    """What came of it: the entries as they are now, and what the two disagree about."""

    entries: tuple[EntryFacts, ...]
    created: int
    changed: int
    disagreements: tuple[Disagreement, ...]


def other_bible(story: Story, other: str) -> Bible:
    """Return the bible of a file, where `other` is one, else that of the story of this name.

    Raises:
        BadInput: it is neither, or of another language.
    """
    path = Path(other)
    if path.is_file():
        sheet = read_sheet(path, story.source_locale)
        return Bible(tuple(row.entry for row in sheet.rows), story.source_locale)
    found = find_story(other)
    if found.pk == story.pk:
        raise BadInput("this is the same bible.", where=other, do="Name another story, or a file.")
    if not same_writing(parse_locale(found.source_locale), parse_locale(story.source_locale)):
        raise BadInput(
            f"that story is in {found.source_locale}, and this one in {story.source_locale}.",
            where=other,
            do="Merge bibles of one language.",
        )
    return load_bible(found)


def merge_bible(
    story: Story, theirs: Bible, *, prefer_theirs: bool = False, dry: bool = False
) -> Merged:
    """Take their bible in: all of it, or nothing.

    Args:
        prefer_theirs: where both decided something, theirs holds, but for what is locked here.
        dry: change nothing, and tell what would come of it.
    """
    with changing(story) as bible:
        combined = combine(bible, theirs, prefer_theirs=prefer_theirs)
        created = sum(1 for entry in combined.entries if not entry.id)
        stored = tuple(checked_entry(entry, story.source_locale) for entry in combined.entries)
        if not dry:
            stored = write_entries(story, bible, stored)
    return Merged(
        entries=stored,
        created=created,
        changed=len(combined.entries) - created,
        disagreements=combined.disagreements,
    )
