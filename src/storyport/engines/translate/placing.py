"""Inline marks for engines that know none: taken out of a sentence, set again in its target.

Where a mark goes is judged by how far it stood between what is known to be the same on both
sides (a name, a link; else the sentence's ends), at the nearest edge of a word. The order of
marks stays, so that what was well nested stays so, and none is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storyport.engines.translate.protecting import Protected
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import Mark, MarkKind, escape, split, unescape

__all__ = ["PlacedMark", "anchors_of", "put_back", "take_out"]

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class PlacedMark:
    """A mark and where in the readable text it stands."""

    mark: Mark
    at: int


def take_out(text: str) -> tuple[str, tuple[PlacedMark, ...]]:
    """Return what a reader sees of a text, and its marks."""
    readable: list[str] = []
    found: list[PlacedMark] = []
    length = 0
    for piece in split(text):
        if isinstance(piece, Mark):
            found.append(PlacedMark(piece, length))
            continue
        shown = unescape(piece)
        readable.append(shown)
        length += len(shown)
    return "".join(readable), tuple(found)


def anchors_of(protected: Protected, target: str) -> list[tuple[int, int]]:
    """Return places of the source and where they are in its target, by what was kept."""
    found: list[tuple[int, int]] = []
    end = 0
    for span in protected.spans:
        at = target.find(span.target, end)
        if at >= 0:
            end = at + len(span.target)
            found += [(span.start, at), (span.end, end)]
    return found


def put_back(
    target: str,
    source: str,
    marks: Sequence[PlacedMark],
    locale: LocaleInfo,
    anchors: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a target with the marks of its source, each once, in their order.

    Args:
        target, source: as a reader sees them, nothing escaped.
        marks: of the source. locale: of the target.
        anchors: places of the source and of the target that belong together, rising in both.
    """
    if not marks:
        return escape(target)
    starts, ends = _edges(target, locale)
    points = [(0, 0), *anchors, (len(source), len(target))]
    pieces: list[str] = []
    done = 0
    opened: dict[int, tuple[int, int]] = {}
    for placed in marks:
        mark = placed.mark
        edges = starts if mark.kind is MarkKind.OPEN else ends
        at = max(done, _projected(placed, points, edges))
        if mark.kind is MarkKind.OPEN:
            opened[mark.number] = (at, placed.at)
        elif mark.kind is MarkKind.CLOSE and mark.number in opened:
            began, source_began = opened[mark.number]
            if at <= began and placed.at > source_began:  # around nothing, where it held text
                at = next((edge for edge in ends if edge > began), len(target))
        pieces += [escape(target[done:at]), str(mark)]
        done = at
    return "".join([*pieces, escape(target[done:])])


def _edges(target: str, locale: LocaleInfo) -> tuple[list[int], list[int]]:
    """Return where words begin and where they end; any place where none are set apart."""
    if not locale.spaced:
        everywhere = list(range(len(target) + 1))
        return everywhere, everywhere
    words = [match.span() for match in _WORD.finditer(target)]
    starts = [start for start, _ in words] or [0]
    ends = [end for _, end in words] or [0]
    return [*starts, len(target)], [0, *ends]


def _projected(placed: PlacedMark, points: Sequence[tuple[int, int]], edges: Sequence[int]) -> int:
    exact = [there for here, there in points[1:-1] if here == placed.at]
    if exact:
        return exact[0] if placed.mark.kind is MarkKind.CLOSE else exact[-1]
    before = max(point for point in points if point[0] <= placed.at)
    after = min(point for point in points if point[0] >= placed.at)
    share = (placed.at - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0.0
    return _nearest(edges, before[1] + share * (after[1] - before[1]))


def _nearest(edges: Sequence[int], wanted: float) -> int:
    return min(edges, key=lambda edge: (abs(edge - wanted), edge))
