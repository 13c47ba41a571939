"""What a story's memory knows of lines that are equal to one, or like it.

An index holds the memory of one locale. It is built when it is first asked for, and only
for a story that has memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from storyport.formats.tmx import TmxUnit
from storyport.kernel.locales import LocaleInfo
from storyport.language.likeness import Likeness
from storyport.language.marks import Mark, plain, split
from storyport.language.normal import align_numbers, normal
from storyport.localize.memory import pairs_of, rank_of, remembered
from storyport.localize.models import MemoryUnit
from storyport.story.models import Story

__all__ = ["FUZZY", "FuzzyIndex", "Match", "examples", "examples_text", "index_memory"]

FUZZY = 0.75
"""From this score on a match helps an engine."""

# Equal words around other marks are not quite equal.
_OTHER_MARKS = 0.99
_TAKEN_AT_ONCE = 1 << 16
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that may help; `score` is from 0 to 1, 1 for an equal source."""

    source: str
    target: str
    score: float
    status: str
    origin: str


class FuzzyIndex:
    """What is known in one locale, ready for lookups; holds all of it in memory.

    Scores compare what a reader sees: marks are ignored, white space is collapsed. Where a
    match has the marks of the line that is looked up, its target gets the line's numbers.
    """

    def __init__(self, pairs: Iterable[TmxUnit] = ()) -> None:
        self._pairs: list[tuple[str, str, str, str]] = []
        self._names: dict[str, str] = {}
        self._likeness = Likeness()
        # Equal sources are found by their hash, in a sorted table: small, and quick enough.
        self._hashes = np.empty(0, np.int64)
        self._places = np.empty(0, np.int64)
        self.add(pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def add(self, pairs: Iterable[TmxUnit]) -> None:
        """Add pairs, of which later ones win among equals."""
        source, hashes = iter(pairs), [self._hashes]
        places = [self._places]
        while some := list(islice(source, _TAKEN_AT_ONCE)):
            first = len(self._pairs)
            kept = [self._keep(pair) for pair in some]
            self._likeness.add([text for text, _ in kept])
            hashes.append(np.array([sought for _, sought in kept], np.int64))
            places.append(np.arange(first, len(self._pairs)))
        every = np.concatenate(hashes)
        order = np.argsort(every, kind="stable")
        self._hashes, self._places = every[order], np.concatenate(places)[order]

    def find(self, line: str, limit: int = 5, lowest: float = FUZZY) -> list[Match]:
        """Return at most so many matches of at least a score, the best first."""
        if not line.strip():
            return []
        wanted = normal(line)
        equal = self._equal(wanted)
        found = [self._match(at, 1.0, line) for at in equal[:limit]]
        if len(found) < limit:
            near = self._likeness.find(plain(wanted), limit + len(equal), lowest)
            taken = set(equal)
            alike = [
                (min(each.score, _OTHER_MARKS), each.place)
                for each in near
                if each.place not in taken
            ]
            alike.sort(key=lambda each: (-each[0], -self._rank(each[1])))
            found += [self._match(at, score, line) for score, at in alike[: limit - len(found)]]
        return found

    def _keep(self, pair: TmxUnit) -> tuple[str, int]:
        """Keep a pair; return what a reader sees of its source, and the hash of its normal form."""
        name = self._names.setdefault
        status, origin = name(pair.status, pair.status), name(pair.origin, pair.origin)
        form = normal(pair.source)
        text = plain(form)
        source = text if text == pair.source else pair.source
        self._pairs.append((source, pair.target, status, origin))
        return text, hash(form)

    def _equal(self, wanted: str) -> list[int]:
        """Return the places of pairs with this source, the most trusted first."""
        first, last = (int(np.searchsorted(self._hashes, hash(wanted), side)) for side in _SIDES)
        places = self._places[first:last].tolist()
        found = [place for place in places if normal(self._pairs[place][0]) == wanted]
        return sorted(found, key=lambda place: -self._rank(place))

    def _rank(self, place: int) -> int:
        return rank_of(self._pairs[place][2])

    def _match(self, place: int, score: float, line: str) -> Match:
        source, target, status, origin = self._pairs[place]
        if _marks(source) == _marks(line):
            target = align_numbers(source, target, line)
        return Match(source, target, round(score, 4), status, origin)


def _marks(text: str) -> list[str]:
    """Return the kinds of a text's marks in order."""
    if "<" not in text:
        return []
    return [piece.kind.value for piece in split(text) if isinstance(piece, Mark)]


def index_memory(story: Story, locale: LocaleInfo, *, finished: bool = False) -> FuzzyIndex | None:
    """Return an index of a story's memory, None where it has none.

    Args:
        finished: take the story's finished targets too.
    """
    if finished:
        index = FuzzyIndex(pairs_of(story, locale))
        return index if len(index) else None
    if not MemoryUnit.objects.filter(story=story, locale=locale.tag).exists():
        return None
    return FuzzyIndex(remembered(story, locale))


def examples(
    index: FuzzyIndex,
    lines: Sequence[str],
    room: int,
    fits: Callable[[Match], bool] = lambda _: True,
) -> list[Match]:
    """Return matches worth showing to an engine beside these lines, the best first.

    Args:
        lines: sources, with marks. room: characters that sources and targets may take
            together, marks left out.
        fits: tells a match that may be shown: one that today's bible does not contradict.
    """
    best: dict[str, Match] = {}
    for line in lines:
        for match in index.find(line, limit=3):
            if fits(match):
                held = best.get(match.source)
                if held is None or match.score > held.score:
                    best[match.source] = match
                break
    chosen = []
    for match in sorted(best.values(), key=lambda each: -each.score):
        size = len(_shown(match))
        if size <= room:
            room -= size
            chosen.append(match)
    return chosen


def examples_text(matches: Iterable[Match]) -> str:
    """Return examples as the text of the context's role `memory`, a pair per line."""
    return "\n".join(map(_shown, matches))


def _shown(match: Match) -> str:
    source, target = (" ".join(plain(text).split()) for text in (match.source, match.target))
    return f"{source} => {target}"
