"""The pieces of a form (its characters, or its words) and what they go with elsewhere.

A form that stands once says little of itself, but 峰 in three other names has become "Peak".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from storyport.kernel.locales import LocaleInfo
from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.reading import Ints

__all__ = ["Units"]

_WORD = re.compile(r"\w+")
Bools = npt.NDArray[np.bool_]
# Texts together from which on it is no chance.
_SURE = 3


class Units:
    """Pieces of forms and the texts whose sources have them."""

    def __init__(self, sources: Sequence[str], targets: Targets, locale: LocaleInfo) -> None:
        self._sources = sources
        self._targets = targets
        self._spaced = locale.spaced
        self._numbers = {name: at for at, name in enumerate(targets.names)}
        self._unit_texts: dict[str, Bools] = {}
        self._word_texts: dict[str, Bools] = {}

    def of(self, form: str) -> list[str]:
        """Return the pieces of a form, each once."""
        words = _WORD.findall(form)
        return list(dict.fromkeys(words if self._spaced else "".join(words)))

    def size(self, form: str) -> int:
        """Return how many pieces a form has, one at least."""
        words = _WORD.findall(form)
        return max(1, len(words) if self._spaced else sum(map(len, words)))

    def explain(self, form: str, words: Sequence[str], without: Ints) -> float:
        """Return how well pieces and words explain each other, 0 to 1, in texts without the form."""
        pieces = [mask for unit in self.of(form) if (mask := self._having(unit, without)).any()]
        if not pieces or not words:
            return 0.0
        total = len(self._sources) - len(without)
        gains = np.zeros((len(pieces), len(words)))
        for column, word in enumerate(words):
            having = self._texts_of(word)
            everywhere = int(having.sum()) - int(having[without].sum())
            for row, piece in enumerate(pieces):
                gains[row, column] = _gain(piece, having, everywhere, total)
        by_word, by_piece = gains.max(axis=0).mean(), gains.max(axis=1).mean()
        return float(by_word + by_piece) / 2

    def _having(self, unit: str, without: Ints) -> Bools:
        known = self._unit_texts.get(unit)
        if known is None:
            known = np.fromiter((unit in source for source in self._sources), np.bool_)
            self._unit_texts[unit] = known
        rest = known.copy()
        rest[without] = False
        return rest

    def _texts_of(self, word: str) -> Bools:
        known = self._word_texts.get(word)
        if known is None:
            known = np.zeros(len(self._sources), np.bool_)
            ngrams = self._targets.ngrams
            number = self._numbers[word]
            known[ngrams.texts[ngrams.starts_of(1, number)]] = True
            self._word_texts[word] = known
        return known


def _gain(piece: Bools, word: Bools, everywhere: int, total: int) -> float:
    """Return how much more often a word stands with a piece than by chance, 0 to 1."""
    size = int(piece.sum())
    if min(size, everywhere) < 1:
        return 0.0
    both = int((piece & word).sum())
    # By the smaller of the two, as one may stand in far more texts than the other.
    gain = both / min(size, everywhere) - max(size, everywhere) / total
    return max(0.0, gain) * min(1.0, both / _SURE)
