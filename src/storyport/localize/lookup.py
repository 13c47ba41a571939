"""Looks lines up in a story's memory: equal ones first, then those that are alike.

Alike means sharing characters in order: candidates are those with most trigrams in common,
their score is the share of characters that stay (Indel similarity, by rapidfuzz).
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from storyport.formats.tmx import TmxUnit
from storyport.language.marks import plain
from storyport.language.normal import align_numbers, normal, source_digest
from storyport.localize.memory import rank_of

__all__ = ["Match", "MemoryIndex"]

_MATCHES = 5
_LOWEST = 0.5
# Equal words around other marks are not quite equal.
_OTHER_MARKS = 0.99
# Trigrams are read rarest first until this many entries were seen; the most alike are scored.
_POSTINGS_READ = 20_000
_SCORED = 200


@dataclass(frozen=True)
class Match:
    """A pair that may help; `score` is from 0 to 1, 1 for an equal source."""

    source: str
    target: str
    score: float
    status: str
    origin: str


class MemoryIndex:
    """What a story knows in one locale (finished targets and memory), ready for lookups.

    Holds all of it in memory.
    """

    def __init__(self, pairs: Iterable[TmxUnit]) -> None:
        self._pairs: list[TmxUnit] = []
        self._texts: list[str] = []
        self._equal: defaultdict[str, list[int]] = defaultdict(list)
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for pair in pairs:
            self._add(pair)

    def find(self, line: str) -> list[Match]:
        """Return at most five matches, the best first."""
        if not line.strip():
            return []
        equal = self._equal.get(source_digest(line), [])
        matches = [
            replace(self._match(at, 1.0), target=self._aligned(at, line))
            for at in sorted(equal, key=lambda at: -rank_of(self._pairs[at].status))
        ]
        if len(matches) < _MATCHES:
            matches += self._alike(line, set(equal))
        return matches[:_MATCHES]

    def _add(self, pair: TmxUnit) -> None:
        at = len(self._pairs)
        self._pairs.append(pair)
        self._texts.append(plain(normal(pair.source)))
        self._equal[source_digest(pair.source)].append(at)
        for gram in _trigrams(self._texts[at]):
            self._postings[gram].append(at)

    def _alike(self, line: str, but: set[int]) -> list[Match]:
        text = plain(normal(line))
        near = [at for at, _ in self._shared(text).most_common(_SCORED + len(but)) if at not in but]
        found = process.extract(
            text,
            {at: self._texts[at] for at in near[:_SCORED]},
            scorer=fuzz.ratio,
            score_cutoff=_LOWEST * 100,
            limit=_MATCHES,
        )
        return [self._match(at, min(score / 100, _OTHER_MARKS)) for _, score, at in found]

    def _shared(self, text: str) -> Counter[int]:
        shared: Counter[int] = Counter()
        read = 0
        for posting in sorted(
            (self._postings[gram] for gram in _trigrams(text) if gram in self._postings), key=len
        ):
            if read and read + len(posting) > _POSTINGS_READ:
                break
            shared.update(posting)
            read += len(posting)
        return shared

    def _match(self, at: int, score: float) -> Match:
        pair = self._pairs[at]
        return Match(pair.source, pair.target, round(score, 4), pair.status, pair.origin)

    def _aligned(self, at: int, line: str) -> str:
        return align_numbers(self._pairs[at].source, self._pairs[at].target, line)


def _trigrams(text: str) -> set[str]:
    # The ends count as characters, so that a word of one character has a trigram too.
    framed = f"\x02{text}\x03"
    return {framed[at : at + 3] for at in range(len(framed) - 2)}
