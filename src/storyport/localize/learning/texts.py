"""A story's text as the learner reads it: paragraphs in order, each with its segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from storyport.language.marks import plain
from storyport.language.names import Passage
from storyport.localize.models import Segment
from storyport.story.models import Part, Source, Story

__all__ = ["Chapter", "passages_of", "read_chapter", "read_chapters"]

_READ = frozenset({"paragraph", "heading", "cell", "label"})
_FETCHED = 4000


@dataclass(frozen=True)
class Chapter:
    """A part that tells the story.

    Attributes:
        part: its id. number: of those read, from 1. title: as its document has it.
        segments: ids of its paragraphs, in order; texts: what a reader sees of each.
    """

    part: int
    number: int
    title: str
    segments: tuple[int, ...]
    texts: tuple[str, ...]

    def place(self, paragraph: int) -> str:
        """Return where a paragraph (from 0) stands, for a person."""
        return f"{self.title or f'part {self.number}'} ¶ {paragraph + 1}"


def read_chapters(story: Story, sources: Sequence[Source] = ()) -> list[Chapter]:
    """Return the parts of a story, or of some of its sources, in reading order."""
    rows = list(_parts(story, sources).values_list("id", "title"))
    texts = _texts([pk for pk, _ in rows])
    return [
        Chapter(pk, number, title, *zip(*texts[pk], strict=True))
        for number, (pk, title) in enumerate(rows, start=1)
    ]


def read_chapter(story: Story, number: int) -> Chapter | None:
    """Return the part of a story that `read_chapters` gives this number, None where none is."""
    for pk, title in _parts(story).values_list("id", "title")[number - 1 : number]:
        return Chapter(pk, number, title, *zip(*_texts([pk])[pk], strict=True))
    return None


def _parts(story: Story, sources: Sequence[Source] = ()) -> QuerySet[Part]:
    """Return the parts that tell something, in reading order."""
    told = Segment.objects.filter(part=OuterRef("pk"), gone=False, kind__in=_READ)
    parts = Part.objects.filter(Exists(told), source__work__story=story, gone=False, story=True)
    if sources:
        parts = parts.filter(source__in=sources)
    return parts.order_by("source__work", "source__order", "source_id", "order", "id")


def passages_of(chapters: Sequence[Chapter]) -> Iterator[Passage]:
    """Give the paragraphs of chapters."""
    for chapter in chapters:
        for paragraph, text in enumerate(chapter.texts):
            yield Passage(chapter.number, paragraph, text)


def _texts(parts: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for start in range(0, len(parts), 500):
        rows = Segment.objects.filter(
            part__in=parts[start : start + 500], gone=False, kind__in=_READ
        ).order_by("part", "order", "id")
        for part, pk, source in rows.values_list("part_id", "id", "source").iterator(_FETCHED):
            found.setdefault(part, []).append((pk, plain(source)))
    return found
