"""Every run of neighbouring tokens, numbered, with the texts that have it.

One array per length; what one form has claimed is masked, and no longer counts for another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from storyport.language.renderings.reading import Ints

__all__ = ["Level", "Ngrams"]

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Level:
    """Runs of one length.

    Attributes:
        ids: number of the run that begins at each token, -1 where none does.
        order: tokens that begin a run, by its number. starts: where in `order` each begins.
    """

    ids: Ints
    order: Ints
    starts: Ints


class Ngrams:
    """Runs of up to `longest` tokens; a run never crosses punctuation or a text's end."""

    def __init__(self, keys: Ints, joined: Bools, texts: Ints, longest: int) -> None:
        self.texts = texts
        self.masked: Bools = np.zeros(len(keys), np.bool_)
        self._joined = joined
        self.levels = [_level(keys.astype(np.int64))]
        for size in range(2, longest + 1):
            self.levels.append(self._longer(size))

    def _longer(self, size: int) -> Level:
        shorter, single = self.levels[-1].ids, self.levels[0].ids
        total = len(single)
        codes = np.full(total, -1, np.int64)
        last = size - 1
        if total > last:
            whole = (shorter[: total - last] >= 0) & self._joined[last:]
            width = int(single.max(initial=0)) + 1
            longer = shorter[: total - last].astype(np.int64) * width + single[last:]
            codes[: total - last][whole] = longer[whole]
        return _level(codes)

    def starts_of(self, size: int, number: int) -> Ints:
        """Return the tokens that begin a run, masked ones too."""
        level = self.levels[size - 1]
        return level.order[level.starts[number] : level.starts[number + 1]]

    def free(self, size: int, starts: Ints) -> Ints:
        """Return those of the places whose run nobody has claimed a token of."""
        taken = self.masked[starts]
        for offset in range(1, size):
            taken = taken | self.masked[starts + offset]
        return starts[~taken]

    def texts_of(self, size: int, number: int) -> Ints:
        """Return the texts that have a run which nobody claimed, each once, in order."""
        texts = self.texts[self.free(size, self.starts_of(size, number))]
        return texts[np.append(True, texts[1:] != texts[:-1])] if len(texts) else texts

    def text_counts(self, size: int) -> Ints:
        """Return for each run of a length how many texts have it unclaimed."""
        level = self.levels[size - 1]
        order = self.free(size, level.order)
        ids, texts = level.ids[order], self.texts[order]
        new = np.append(True, (ids[1:] != ids[:-1]) | (texts[1:] != texts[:-1]))[: len(ids)]
        counts: Ints = np.bincount(ids[new], minlength=len(level.starts) - 1).astype(np.int32)
        return counts

    def mask(self, size: int, starts: Ints) -> None:
        """Claim the tokens of runs."""
        for offset in range(size):
            self.masked[starts + offset] = True


def _level(codes: npt.NDArray[np.int64]) -> Level:
    order = np.argsort(codes, kind="stable").astype(np.int32)
    order = order[int(np.searchsorted(codes[order], 0)) :]
    found = codes[order]
    new = np.append(True, found[1:] != found[:-1])[: len(found)]
    ids = np.full(len(codes), -1, np.int32)
    ids[order] = np.cumsum(new, dtype=np.int32) - 1
    starts = np.append(np.flatnonzero(new), len(found)).astype(np.int32)
    return Level(ids, order, starts)
