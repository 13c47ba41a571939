"""Where the chapters of a marked-up text begin: its headings say so, if it is a novel.

A level of headings is that of chapters when what stands there reads like chapters' names
(`txt.headings`), or when the text is as long as no article is. Headings above that level are
volumes where there are several of them, else the book's title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from storyport.formats.base import Part, Unit
from storyport.formats.txt.headings import recognize
from storyport.language import marks

__all__ = ["Piece", "divide"]

_LONGEST_ARTICLE = 60_000
_LEVELS = range(1, 7)
_CHAPTERS, _VOLUMES = frozenset({"chapter", "special", "bare"}), frozenset({"volume"})
_SAYS = frozenset({"paragraph", "heading", "cell"})


@dataclass(frozen=True)
class Piece:
    """A unit in its place.

    Attributes:
        level: of the heading whose first unit it is, else 0.
        around: it stands around the text: a page's title, its description.
    """

    unit: Unit
    level: int = 0
    around: bool = False


def divide(pieces: Sequence[Piece], title: str) -> Iterator[Part]:
    """Give the parts of a text: what stands around it, what before the first chapter, chapters."""
    around = tuple(piece.unit for piece in pieces if piece.around)
    if around:
        yield Part("page", title, around, story=False)
    inside = [piece for piece in pieces if not piece.around]
    starts = _starts(inside)
    front = 0 if starts else 1
    bounds = [0, *starts, len(inside)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        units = tuple(piece.unit for piece in inside[start:end])
        if not units:
            continue
        first = not number and not front
        key = "front" if first else f"{number + front:04d}"
        story = not first or any(unit.kind == "paragraph" for unit in units)
        yield Part(key, _title(inside[start:end]) or title, units, story=story)


def _starts(pieces: Sequence[Piece]) -> list[int]:
    """Return where chapters begin; a volume's heading begins its first chapter."""
    level = _chapter_level(pieces)
    counts = [sum(piece.level == one for piece in pieces) for one in range(level + 1)]
    starts: list[int] = []
    above = 0
    for at, piece in enumerate(pieces):
        opens = 0 < piece.level <= level and (piece.level == level or counts[piece.level] > 1)
        if opens and not (above and piece.level > above):
            starts.append(at)
        if opens:
            above = piece.level
        elif piece.unit.kind != "heading" and piece.unit.kind in _SAYS:
            above = 0
    return starts


def _chapter_level(pieces: Sequence[Piece]) -> int:
    """Return the level of chapters' headings, 0 where there are no chapters."""
    headings = sorted((piece for piece in pieces if piece.level), key=lambda one: one.level)
    levels = {
        level: [marks.plain(piece.unit.source) for piece in group]
        for level, group in groupby(headings, key=lambda one: one.level)
    }
    several = [level for level in _LEVELS if len(levels.get(level, ())) > 1]
    for kinds in (_CHAPTERS, _VOLUMES):
        for level in several:
            known = [heading for title in levels[level] if (heading := recognize(title))]
            named = sum(heading.level in kinds for heading in known)
            if named >= 2 and named * 2 >= len(levels[level]):
                return level
    long = sum(len(piece.unit.source) for piece in pieces) > _LONGEST_ARTICLE
    return several[0] if several and long else 0


def _title(pieces: Sequence[Piece]) -> str:
    """Return the last of the headings that a part begins with."""
    title = ""
    for piece in pieces:
        if piece.unit.kind == "heading":
            title = marks.plain(piece.unit.source)
        elif piece.unit.kind in _SAYS:
            break
    return title
