"""Sets two texts side by side by the length of their sentences.

After Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993): long
sentences become long ones, short ones short; what joins, splits, falls out or is put in
costs so much more, the rarer it is. Lengths are extents (`language.extent`), which stand for
the same in every language.

Only a band around the diagonal is computed, and it is widened while the way found touches
its edge, so that a hundred thousand sentences fit into memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Bead", "align"]

_Floats = npt.NDArray[np.float64]

# (sentences of the source, of the target) -> cost, -log of how often it happens.
_MOVES = ((1, 1, 0.12), (2, 1, 4.4), (1, 2, 4.4), (2, 2, 6.6), (3, 1, 7.2), (1, 3, 7.2))
_LOST = 4.6
# What is lost costs by its length too, up to here: a heading goes more easily than a page.
_LOST_PER_LETTER, _LOST_MOST = 0.01, 3.0
# Variance of a translation's length for each letter of the source, in letters of English.
_VARIANCE, _LEAST_VARIANCE = 5.0, 60.0
_COST_MOST = 30.0
_WORDY = (0.93, 1.08)
_BAND, _CELLS_MOST = 128, 150_000_000


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the source from `source` to `source_end`, and what they became."""

    source: int
    source_end: int
    target: int
    target_end: int


def align(source: Sequence[float], target: Sequence[float]) -> list[Bead]:
    """Return beads that cover both texts in order.

    Args:
        source, target: the extent of each sentence.
    """
    ours, theirs = np.asarray(source, np.float64), np.asarray(target, np.float64)
    if not len(ours) or not len(theirs):
        whole = Bead(0, len(ours), 0, len(theirs))
        return _single(whole) if len(ours) or len(theirs) else []
    if ours.sum() >= 1 and theirs.sum() >= 1:  # less than a letter says nothing
        # A translator who is wordier throughout is no sign of anything; much less text is.
        theirs = theirs * float(np.clip(ours.sum() / theirs.sum(), *_WORDY))
    band = _BAND
    while True:
        found, touched = _Table(ours, theirs, band).path()
        if not touched or 4 * band * len(ours) > _CELLS_MOST:
            return found
        band *= 4


def _single(whole: Bead) -> list[Bead]:
    """Return beads for a text whose other side is empty."""
    ours = [Bead(at, at + 1, 0, 0) for at in range(whole.source_end)]
    return ours + [Bead(0, 0, at, at + 1) for at in range(whole.target_end)]


class _Table:
    """The least cost of aligning the first i sentences with the first j, for j in a band."""

    def __init__(self, source: _Floats, target: _Floats, band: int) -> None:
        self.source, self.target = source, target
        self._width = min(2 * band + 1, len(target) + 1)
        self._starts = self._band_starts()
        self._ends = np.concatenate(([0.0], np.cumsum(target)))
        self._lost = _LOST + np.minimum(target * _LOST_PER_LETTER, _LOST_MOST)
        self._lost_sums = np.concatenate(([0.0], np.cumsum(self._lost)))
        self._moves = np.zeros((len(source) + 1, self._width), np.int8)
        self._fill()

    def _band_starts(self) -> npt.NDArray[np.int64]:
        """Return where the band of each row begins: around as much of the text as is told."""
        told = np.concatenate(([0.0], np.cumsum(self.source)))
        ends = np.cumsum(self.target)
        share = told / told[-1] * ends[-1] if told[-1] else told
        middles = np.searchsorted(ends, share)
        last = len(self.target) + 1 - self._width
        return np.clip(middles - self._width // 2, 0, last).astype(np.int64)

    def _fill(self) -> None:
        rows: list[_Floats] = []
        for row in range(len(self.source) + 1):
            costs = np.full(self._width, np.inf)
            moves = self._moves[row]
            if row == 0:
                costs[0] = 0.0
            else:
                self._reach(row, rows, costs, moves)
            self._skip(row, costs, moves)
            # Three rows back is as far as a move goes.
            rows = [*rows[-2:], costs]

    def _reach(
        self, row: int, rows: list[_Floats], costs: _Floats, moves: npt.NDArray[np.int8]
    ) -> None:
        """Take every move that ends in this row and uses a sentence of the source."""
        fallen = self.source[row - 1] * _LOST_PER_LETTER
        self._offer(
            costs, moves, self._before(row, rows, 1, 0) + _LOST + min(fallen, _LOST_MOST), 8
        )
        columns = self._starts[row] + np.arange(self._width)
        for number, (ours, theirs, rarity) in enumerate(_MOVES, start=1):
            if ours > row or ours > len(rows):
                continue
            length = self.source[row - ours : row].sum()
            began = np.maximum(columns - theirs, 0)
            other = self._ends[columns] - self._ends[began]
            spread = _LEAST_VARIANCE + _VARIANCE * (length + other) / 2
            apart = np.minimum((length - other) ** 2 / spread / 2, _COST_MOST)
            self._offer(
                costs, moves, self._before(row, rows, ours, theirs) + apart + rarity, number
            )

    def _before(self, row: int, rows: list[_Floats], ours: int, theirs: int) -> _Floats:
        """Return the costs that moves to each column of this row begin with."""
        earlier = rows[-ours]
        shift = int(self._starts[row] - self._starts[row - ours]) - theirs
        found = np.full(self._width, np.inf)
        first, last = max(0, -shift), min(self._width, self._width - shift)
        if first < last:
            found[first:last] = earlier[first + shift : last + shift]
        return found

    @staticmethod
    def _offer(costs: _Floats, moves: npt.NDArray[np.int8], offered: _Floats, move: int) -> None:
        better = offered < costs
        costs[better] = offered[better]
        moves[better] = move

    def _skip(self, row: int, costs: _Floats, moves: npt.NDArray[np.int8]) -> None:
        """Let sentences of the target stand alone, any number of them in a row."""
        start = int(self._starts[row])
        sums = self._lost_sums[start : start + self._width]
        skipped = np.minimum.accumulate(costs - sums) + sums
        better = skipped < costs - 1e-9
        costs[better] = skipped[better]
        moves[better] = 9

    def path(self) -> tuple[list[Bead], bool]:
        """Return the cheapest beads, and whether their way touches the edge of the band."""
        beads: list[Bead] = []
        row, column, touched = len(self.source), len(self.target), False
        while row or column:
            place = column - int(self._starts[row])
            touched |= self._is_edge(row, place)
            move = int(self._moves[row, place])
            ours, theirs = (1, 0) if move == 8 else (0, 1) if move == 9 else _MOVES[move - 1][:2]
            beads.append(Bead(row - ours, row, column - theirs, column))
            row, column = row - ours, column - theirs
        return beads[::-1], touched

    def _is_edge(self, row: int, place: int) -> bool:
        start = int(self._starts[row])
        low = place < 2 and start > 0
        return low or (place >= self._width - 2 and start + self._width <= len(self.target))
