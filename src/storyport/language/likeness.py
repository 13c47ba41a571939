"""Texts that are alike, found without looking at all of them.

An inverted index over short runs of characters: two where writing has no spaces (a Chinese
character says much), three elsewhere. Blocks of texts are sorted by length, so that what is
too short or too long to be alike is left out before anything is counted. The rarest runs are
read first; texts that share most of them are scored by rapidfuzz (Indel similarity: the share
of characters that stay).

How many runs must be read follows from the lowest score asked for (prefix filtering:
Chaudhuri, Ganti, Kaushik 2006): texts that share none of them cannot reach it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

__all__ = ["Likeness", "Near"]

_BLOCK = 1 << 18
_BUCKET_BITS = 22
_BUCKETS = 1 << _BUCKET_BITS
# Entries of postings that are read for one line, in all blocks together.
_READ = 120_000
_SCORED = 250
_BEGIN, _END = 2, 3
_FRAME = chr(_END) + chr(_BEGIN)
# From here on characters are ideographs, kana, hangul and their punctuation.
_DENSE = 0x2E80

_Codes = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Near:
    """A text that is alike: its place in the order given, and its score from 0 to 1."""

    place: int
    score: float


class Likeness:
    """An index over texts; more may be added, which costs no more than they do."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self._blocks: list[_Block] = []
        self.size = 0
        self.add(texts)

    def add(self, texts: Sequence[str]) -> None:
        """Add texts; their places go on where those before end."""
        source = iter(texts)
        while block := list(islice(source, _BLOCK)):
            self._blocks.append(_Block(block, self.size))
            self.size += len(block)

    def find(self, text: str, limit: int, lowest: float) -> list[Near]:
        """Return at most so many texts of at least that score, the best first."""
        if not text or not self._blocks:
            return []
        grams = np.unique(_grams(text))
        share = _READ // len(self._blocks)
        found = (near for block in self._blocks for near in block.find(text, grams, lowest, share))
        return nlargest(limit, found, key=lambda near: (near.score, -near.place))


class _Block:
    """Some texts, sorted by length; `_places` leads back to the order given."""

    def __init__(self, texts: list[str], first: int) -> None:
        lengths = np.fromiter(map(len, texts), np.int32, len(texts))
        order = np.argsort(lengths, kind="stable").astype(np.int32)
        self._texts = [texts[at] for at in order]
        self._lengths = lengths[order]
        self._places = order + first
        grams, owners = _postings(self._texts)
        self._owners = owners
        self._starts = np.zeros(_BUCKETS + 1, np.int32)
        np.cumsum(np.bincount(grams, minlength=_BUCKETS), out=self._starts[1:])

    def find(self, text: str, grams: _Codes, lowest: float, most: int) -> Iterator[Near]:
        """Give texts of at least a score; `grams` are the text's own."""
        postings = self._read(grams, _prefix(len(grams), len(text), lowest), most)
        if not postings:
            return
        near = self._candidates(np.concatenate(postings), len(text), lowest)
        chosen = [self._texts[at] for at in near.tolist()]
        cutoff = lowest * 100
        scored = process.extract(text, chosen, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None)
        for _, score, at in scored:
            yield Near(int(self._places[near[at]]), score / 100)

    def _read(self, grams: _Codes, prefix: int, most: int) -> list[_Places]:
        """Return the postings to count, rarest first: those that must be read, within reason."""
        starts, ends = self._starts[grams], self._starts[grams + 1]
        sizes = ends - starts
        order = np.argsort(sizes, kind="stable")[:prefix]
        # One at least: what is in every text is better than nothing.
        kept = max(1, int(np.searchsorted(np.cumsum(sizes[order]), most, side="right")))
        chosen = order[:kept]
        return [
            self._owners[start:end]
            for start, end in zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True)
        ]

    def _candidates(self, owners: _Places, length: int, lowest: float) -> _Places:
        """Return the texts that share most runs, of those that are not too short or too long."""
        reach = (2 - lowest) / lowest
        window = np.searchsorted(self._lengths, [length / reach, length * reach + 1e-6])
        first, last = int(window[0]), int(window[1])
        counts = np.bincount(owners, minlength=len(self._lengths))[first:last]
        near = np.flatnonzero(counts)
        if len(near) > _SCORED:
            likely = counts[near] / (length + self._lengths[near + first])
            near = near[np.argpartition(likely, -_SCORED)[-_SCORED:]]
        return (near + first).astype(np.int32)


def _prefix(grams: int, length: int, lowest: float) -> int:
    """Return how many of a text's grams must be read so that no match of a score is missed.

    Of characters that are inserted or deleted, each breaks two runs of two at most; a match
    of this score is at most `changes` of them away.
    """
    changes = length * 2 * (1 - lowest) / lowest
    shared = max(1, int(grams - changes))
    return grams - shared + 1


def _postings(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint32], _Places]:
    """Return (gram, text) pairs sorted by gram, then by text, each once."""
    keys = np.concatenate([*_keys(texts)])
    keys.sort(kind="stable")
    grams = (keys >> np.uint64(32)).astype(np.uint32)
    return grams, (keys & np.uint64(0xFFFFFFFF)).astype(np.int32)


def _keys(texts: Sequence[str]) -> Iterator[npt.NDArray[np.uint64]]:
    """Give the grams of texts with the text's number in the lower half."""
    step = 1 << 14
    for start in range(0, len(texts), step):
        some = texts[start : start + step]
        codes = _codes(_FRAME.join(map(_unframed, some)))
        owners = (np.cumsum(codes == _BEGIN, dtype=np.int64) + (start - 1)).astype(np.uint64)
        grams, inside = _hashed(codes)
        keys = (owners << np.uint64(32) | grams)[inside]
        keys.sort()
        once = keys[np.append(True, keys[1:] != keys[:-1])]
        yield once << np.uint64(32) | once >> np.uint64(32)


def _grams(text: str) -> _Codes:
    grams, inside = _hashed(_codes(_unframed(text)))
    return grams[inside]


def _unframed(text: str) -> str:
    return text.replace(chr(_BEGIN), " ").replace(chr(_END), " ")


def _codes(text: str) -> _Codes:
    framed = f"{chr(_BEGIN)}{text}{chr(_END)}"
    data = framed.encode("utf-32-le", "surrogatepass")
    return np.frombuffer(data, np.uint32)


def _hashed(codes: _Codes) -> tuple[_Codes, npt.NDArray[np.bool_]]:
    """Return a bucket for the run that begins at each place, and which places begin one."""
    second = np.append(codes[1:], np.uint32(0))
    third = np.append(codes[2:], np.zeros(2, np.uint32))
    dense = (codes >= _DENSE) | (second == _END) | ((codes == _BEGIN) & (second >= _DENSE))
    third = np.where(dense, np.uint32(0), third)
    mixed = (
        codes * np.uint32(0x9E3779B1)
        ^ second * np.uint32(0x85EBCA77)
        ^ third * np.uint32(0xC2B2AE3D)
    )
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed >> np.uint32(32 - _BUCKET_BITS), codes != _END
