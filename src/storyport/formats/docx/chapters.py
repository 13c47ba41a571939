"""Where a document's chapters begin: at its headings, else where its text reads like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storyport.formats.docx.reading import Paragraph
from storyport.formats.docx.styles import BODY
from storyport.formats.txt.headings import recognize
from storyport.formats.txt.outline import Candidate, choose, outline

__all__ = ["Chapter", "chapters_of"]

_LEVELS = 2  # volumes and chapters; what lies deeper are a chapter's own sections
_FEW = 3


@dataclass(frozen=True)
class Chapter:
    """A stretch of the document.

    Attributes:
        start: offset of its first paragraph; 0 of what stands before any heading.
        title: of its last heading. headings: paragraphs that are headings by what they say.
    """

    start: int
    title: str = ""
    headings: tuple[Paragraph, ...] = ()


def chapters_of(paragraphs: Sequence[Paragraph]) -> list[Chapter]:
    """Return the chapters in order; the first begins the document and may be empty."""
    free = [one for one in paragraphs if one.free]
    chapters = _by_style(free)
    if len(chapters) < _FEW:
        told = _by_text(free)
        if len(told) > len(chapters) + 1:
            chapters = told
    return [Chapter(0), *chapters]


def _by_style(paragraphs: Sequence[Paragraph]) -> list[Chapter]:
    levels = sorted({one.level for one in paragraphs if one.level < BODY})[:_LEVELS]
    chapters: list[Chapter] = []
    joined = False
    for one in paragraphs:
        if one.level not in levels:
            joined = joined and one.kind == "heading"
            continue
        if joined:
            chapters[-1] = replace(chapters[-1], title=one.text)
        else:
            chapters.append(Chapter(one.element.start, one.text))
        joined = True
    return chapters


def _by_text(paragraphs: Sequence[Paragraph]) -> list[Chapter]:
    said = [one for one in paragraphs if one.kind == "paragraph"]
    by_place = {one.element.start: one for one in said}
    told = outline(choose(list(_candidates(said))), 0)
    return [
        Chapter(
            chapter.start,
            chapter.title.strip(),
            tuple(by_place[place] for place in chapter.headings),
        )
        for chapter in told[1:]
    ]


def _candidates(paragraphs: Iterable[Paragraph]) -> Iterable[Candidate]:
    for ordinal, one in enumerate(paragraphs, 1):
        text = one.text
        heading = recognize(text)
        if heading:
            yield Candidate(one.element.start, ordinal, ordinal, text, heading)
