"""Tells what no row can tell alone: columns sorted alone, texts that were moved or merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

__all__ = ["Trace", "holds", "misplaced_sources", "misplaced_targets"]

_FEWEST_SOURCES, _FEWEST_TARGETS = 2, 3
_SHARE = 0.5
# Of a text that was pasted into another; two lines of a story share much less.
_ALIKE = 85
_SHORT = 6


class Trace(NamedTuple):
    """What is kept of each row.

    Attributes:
        own, found: first digits of the digest its id names, and of its source text.
        before, after: hashes of the target that went out and of what came back.
    """

    place: str
    segment: int
    own: str
    found: str
    before: int
    after: int


def misplaced_sources(traces: Iterable[Trace]) -> list[str]:
    """Return places of rows whose source text is another row's: ids and texts were parted."""
    wrong = [trace for trace in traces if trace.own != trace.found]
    return _exchanged([(trace.place, trace.own, trace.found) for trace in wrong], _FEWEST_SOURCES)


def misplaced_targets(traces: Iterable[Trace]) -> list[str]:
    """Return places of rows whose targets changed places with one another.

    Few may be meant, and so may many among more that were changed otherwise; half of all
    changes is what sorting a column, or pushing its cells down by one, leaves behind.
    """
    changed = [trace for trace in traces if trace.before != trace.after]
    rows = [(trace.place, trace.before, trace.after) for trace in changed]
    found = _exchanged(rows, _FEWEST_TARGETS)
    return found if len(found) >= _SHARE * len(changed) else []


def _exchanged(rows: Sequence[tuple[str, Hashable, Hashable]], fewest: int) -> list[str]:
    """Return the places of rows (place, before, after) whose `after` was some row's `before`."""
    left = Counter(before for _, before, _ in rows)
    found = []
    for place, _, after in rows:
        if left[after]:
            left[after] -= 1
            found.append(place)
    return found if len(found) >= fewest else []


def holds(text: str, piece: str, before: str) -> bool:
    """Tell whether a text has taken in a piece that it did not hold before."""
    if len(piece) < _SHORT:
        return False
    if piece in text:
        return piece not in before
    grown = len(text) >= len(before) + len(piece) / 2
    near = fuzz.partial_ratio(piece, text) >= _ALIKE
    return grown and near and fuzz.partial_ratio(piece, before) < _ALIKE
