"""The English trigram model inside the pocketsphinx wheel, as arrays that answer many at once.

The file is a "Trie Language Model" of pocketsphinx: counts, three tables of 65,536 quantised
values, unigrams of 12 bytes, bigrams of 70 bits and trigrams of 33 bits packed without gaps,
the words. A trie node's child is the word *before* it, so that w3's path is w3, w2, w1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from storyport.language.packages import folder_of

__all__ = ["Trigrams", "model_file", "read_trigrams"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_Bytes = npt.NDArray[np.uint8]

_HEADER = b"Trie Language Model"
_LEVELS = 65_536
_QUANTISED = 16
_GAP = 8  # spare bytes that follow each packed array
_NATURAL = math.log(1.0001)  # the file's logarithms are to the base 1.0001
_ID_BITS = 17
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio, as Knuth hashes


@dataclass(frozen=True)
class _Table:
    """Open addressing: where a key stands, -1 where it is not."""

    keys: Ints
    places: npt.NDArray[np.int32]
    shift: np.uint64

    def find(self, asked: Ints) -> Ints:
        keys = asked.ravel()
        slot = ((keys.astype(np.uint64) * _MIX) >> self.shift).astype(np.int64)
        found = self.keys[slot]
        place = np.where(found == keys, self.places[slot], -1).astype(np.int64)
        open_ = np.flatnonzero((found != keys) & (found >= 0))
        while open_.size:
            slot[open_] += 1
            found, wanted = self.keys[slot[open_]], keys[open_]
            hit = open_[found == wanted]
            place[hit] = self.places[slot[hit]]
            open_ = open_[(found != wanted) & (found >= 0)]
        return place.reshape(asked.shape)


def _table(keys: Ints) -> _Table:
    size_bits = int(len(keys) * 2 - 1).bit_length()
    shift = np.uint64(64 - size_bits)
    slots = np.full((1 << size_bits) + 256, -1, dtype=np.int64)
    places = np.full(slots.size, -1, dtype=np.int32)
    left = np.arange(len(keys))
    slot = ((keys.astype(np.uint64) * _MIX) >> shift).astype(np.int64)
    while left.size:
        free = slots[slot] < 0
        # Of several that want one free slot, the last one written stands in it.
        slots[slot[free]] = keys[left[free]]
        placed = slots[slot] == keys[left]
        places[slot[placed]] = left[placed]
        left, slot = left[~placed], slot[~placed] + 1
    return _Table(slots, places, shift)


class Trigrams:
    """Natural logarithms of word probabilities, backed off from three words to one.

    Attributes:
        ids: word -> number. begin, end: numbers of the sentence's edges.
        unknown: what a word that the model does not know costs.
    """

    unknown = np.float32(-14.0)

    def __init__(
        self, words: list[str], one: Floats, two: Floats, pairs: Ints, three: Floats, triples: Ints
    ) -> None:
        self.ids = {word: number for number, word in enumerate(words)}
        self.begin, self.end = self.ids["<s>"], self.ids["</s>"]
        self.size = len(words)
        self._one, self._one_backoff = (
            np.ascontiguousarray(one[:, 0]),
            np.ascontiguousarray(one[:, 1]),
        )
        self._two, self._two_backoff = (
            np.ascontiguousarray(two[:, 0]),
            np.ascontiguousarray(two[:, 1]),
        )
        self._three = three
        self._pairs, self._triples = _table(pairs), _table(triples)

    def unigram(self, word: str) -> float:
        """Return the logarithm of a word's own probability."""
        number = self.ids.get(word)
        return float(self.unknown if number is None else self._one[number])

    def pair_places(self, before: Ints, word: Ints) -> Ints:
        """Return where pairs stand, -1 where the model has them not. Word -1 is unknown."""
        places = self._pairs.find(
            np.where((before < 0) | (word < 0), 0, (word << _ID_BITS) | before)
        )
        return np.where((before < 0) | (word < 0), -1, places)

    def pair_backoff(self, places: Ints) -> Floats:
        """Return what a history of two words costs where the third is not known after it."""
        return np.where(places >= 0, self._two_backoff[places], np.float32(0.0))

    def pair_score(self, before: Ints, word: Ints, places: Ints) -> Floats:
        """Return log P(word | before)."""
        backed = self._one[word] + np.where(before >= 0, self._one_backoff[before], np.float32(0.0))
        known = np.where(places >= 0, self._two[places], backed)
        return np.where(word >= 0, known, self.unknown)

    def score(self, first: Ints, places: Ints, pair: Floats, backoff: Floats) -> Floats:
        """Return log P(word | first, second).

        Args:
            first: two words before. places, pair: of (second, word). backoff: of (first, second).
        """
        keys = np.where((places < 0) | (first < 0), 0, (places << _ID_BITS) | first)
        found = self._triples.find(keys)
        known = (found >= 0) & (places >= 0) & (first >= 0)
        return np.where(known, self._three[found], pair + backoff)

    def run(self, ids: list[int]) -> float:
        """Return the sum of log P of the third and later words of a run."""
        first, second, word = (np.array(ids[start : len(ids) - 2 + start]) for start in range(3))
        places = self.pair_places(second, word)
        pair = self.pair_score(second, word, places)
        backoff = self.pair_backoff(self.pair_places(first, second))
        return float(self.score(first, places, pair, backoff).sum())


def _field(data: _Bytes, count: int, stride: int, offset: int, width: int) -> Ints:
    """Return one field of each of `count` records of `stride` bits."""
    bit = np.arange(count, dtype=np.int64) * stride + offset
    byte = bit >> 3
    value = data[byte].astype(np.int64)
    for following in range(1, (width + 14) // 8):
        value |= data[byte + following].astype(np.int64) << (8 * following)
    field: Ints = (value >> (bit & 7)) & ((1 << width) - 1)
    return field


def model_file() -> Path:
    """Return where the wheel keeps its model."""
    return folder_of("pocketsphinx") / "model" / "en-us" / "en-us.lm.bin"


def read_trigrams(path: Path) -> Trigrams:
    """Return the model of a file.

    Raises:
        ValueError: it is no trigram model in this form.
    """
    data = np.fromfile(path, dtype=np.uint8)
    at = len(_HEADER)
    if data[:at].tobytes() != _HEADER or data[at] != 3:
        raise ValueError(f"{path} is no trigram model of pocketsphinx")
    unigrams, bigrams, trigrams, quantised = (int(n) for n in data[at + 1 : at + 17].view("<u4"))
    if quantised != 1:
        raise ValueError(f"{path} holds a model in an unknown form")
    at += 17
    tables = data[at : at + 12 * _LEVELS].view("<f4").reshape(3, _LEVELS) * np.float32(_NATURAL)
    at += 12 * _LEVELS
    ones = data[at : at + 12 * (unigrams + 1)]
    at += 12 * (unigrams + 1)
    next_bits = trigrams.bit_length()
    stride = _ID_BITS + 2 * _QUANTISED + next_bits
    middle = data[at:]
    before = _field(middle, bigrams, stride, 0, _ID_BITS)
    scores = np.stack(
        [
            tables[0][_field(middle, bigrams, stride, _ID_BITS + _QUANTISED, _QUANTISED)],
            tables[1][_field(middle, bigrams, stride, _ID_BITS, _QUANTISED)],
        ],
        axis=1,
    )
    starts = _field(middle, bigrams + 1, stride, _ID_BITS + 2 * _QUANTISED, next_bits)
    word = _owners(ones.view("<u4").reshape(-1, 3)[:, 2].astype(np.int64), bigrams)
    at += ((1 + bigrams) * stride + 7) // 8 + _GAP
    last = data[at:]
    first = _field(last, trigrams, _ID_BITS + _QUANTISED, 0, _ID_BITS)
    three = tables[2][_field(last, trigrams, _ID_BITS + _QUANTISED, _ID_BITS, _QUANTISED)]
    at += ((1 + trigrams) * (_ID_BITS + _QUANTISED) + 7) // 8 + _GAP
    names = data[at + 4 :].tobytes().decode("latin-1").split("\0")[:unigrams]
    one = ones.view("<f4").reshape(-1, 3)[:unigrams, :2] * np.float32(_NATURAL)
    return Trigrams(
        names,
        one,
        scores,
        (word << _ID_BITS) | before,
        three,
        (_owners(starts, trigrams) << _ID_BITS) | first,
    )


def _owners(starts: Ints, count: int) -> Ints:
    """Return for each child whose it is, given where each parent's children begin."""
    return np.searchsorted(starts, np.arange(count), side="right") - 1
