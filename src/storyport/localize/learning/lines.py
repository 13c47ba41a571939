"""The quoted lines of one part with who says them, and what a person says of one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyport.kernel.errors import BadInput
from storyport.localize.learning.spoken import (
    DECIDED,
    SpokenLine,
    decide_speaker,
    lines_of_part,
)
from storyport.localize.learning.texts import read_chapter
from storyport.localize.running import hold_story
from storyport.story.finding import need_entry
from storyport.story.models import Part, Story
from storyport.story.reading import load_bible

__all__ = ["PartLines", "lines_of", "say_speaker"]


@dataclass(frozen=True)
class PartLines:
    """Lines of a part, with their text.

    Attributes:
        part: its id. number: of those of the story, from 1, in reading order.
    """

    part: int
    number: int
    title: str
    lines: tuple[SpokenLine, ...]


def lines_of(story: Story, number: int) -> PartLines:
    """Return the quoted lines of a part.

    Raises:
        BadInput: there is no such part, or who speaks in its text of today was not learned.
    """
    chapter = read_chapter(story, number)
    if chapter is None:
        raise BadInput(f"{story.name} has no part {number}.", where="LINE", do="Count from 1.")
    part = Part.objects.get(pk=chapter.part)
    texts = dict(zip(chapter.segments, chapter.texts, strict=True))
    lines = tuple(replace(line, text=texts.get(line.segment, "")) for line in lines_of_part(part))
    if not lines:
        raise BadInput(
            f"nothing was learned of who speaks in {chapter.title or f'part {number}'}.",
            where=story.name,
            do=f"Run: storyport learn --story {story.name}",
        )
    return PartLines(part.pk, number, chapter.title, lines)


def say_speaker(
    story: Story, found: PartLines, number: int, who: str = "", role: str = ""
) -> SpokenLine:
    """Say who speaks a line, and return it.

    Args:
        number: of the line, from 1. who: a form of an entry. role: of somebody without a name;
            without either, nobody can be told.

    Raises:
        BadInput: there is no such line, or no such entry. Busy: a run is at work.
    """
    if not 1 <= number <= len(found.lines):
        raise BadInput(
            f"part {found.number} has {len(found.lines)} quoted lines.",
            where=f"{found.number}.{number}",
            do=f"See them: storyport bible speakers {found.number} --story {story.name}",
        )
    speaker = need_entry(load_bible(story), who, "character").headword if who else role.strip()
    with hold_story(story):
        part = Part.objects.get(pk=found.part)
        decide_speaker(part, found.lines, number - 1, speaker)
    return replace(found.lines[number - 1], speaker=speaker, confidence=DECIDED)
