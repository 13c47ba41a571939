"""Where the forms of names stand in a story, and how near each other."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from storyport.language.names.marking import find_spots
from storyport.language.names.story_text import Numbers, StoryText

__all__ = ["Mention", "Mentions", "find_mentions"]

_NEAR = 400
_SAMPLE = 400
_NOWHERE = np.zeros(0, dtype=np.int64)


class Mention(NamedTuple):
    """One place where a form stands."""

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Mentions:
    """All mentions in order: where each begins and ends, and the index of its form."""

    forms: tuple[str, ...]
    begins: Numbers
    ends: Numbers
    which: Numbers

    @functools.cached_property
    def starts(self) -> dict[str, Numbers]:
        """The beginnings by form."""
        order = np.argsort(self.which, kind="stable")
        edges = np.searchsorted(self.which[order], np.arange(len(self.forms) + 1))
        return {
            form: self.begins[order[edges[index] : edges[index + 1]]]
            for index, form in enumerate(self.forms)
            if edges[index + 1] > edges[index]
        }

    def at(self, index: int) -> Mention:
        """Return one."""
        form = self.forms[int(self.which[index])]
        return Mention(int(self.begins[index]), int(self.ends[index]), form)

    def count(self, form: str) -> int:
        """Return how often a form stands in the story, not within a longer one."""
        return len(self.starts.get(form, _NOWHERE))

    def first(self, form: str) -> int:
        """Return where a form stands first, or -1."""
        starts = self.starts.get(form, _NOWHERE)
        return int(starts[0]) if len(starts) else -1

    def latest(self, place: int, begin: int) -> str:
        """Return the form that stands last before a place, from `begin` on."""
        index = int(np.searchsorted(self.begins, place)) - 1
        return self.at(index).form if index >= 0 and self.begins[index] >= begin else ""

    def ending_at(self, place: int) -> str:
        """Return the form that ends right at a place."""
        index = int(np.searchsorted(self.ends, place))
        found = index < len(self.ends) and self.ends[index] == place
        return self.at(index).form if found else ""

    def within(self, begin: int, end: int) -> str:
        """Return the first form that stands between two places."""
        index = int(np.searchsorted(self.begins, begin))
        found = index < len(self.begins) and self.ends[index] <= end
        return self.at(index).form if found else ""

    def between(self, begin: int, end: int) -> Iterator[Mention]:
        """Yield all that stand between two places."""
        for index in range(int(np.searchsorted(self.begins, begin)), len(self.begins)):
            if self.ends[index] > end:
                break
            yield self.at(index)

    def adjoining(self) -> set[tuple[str, str]]:
        """Return the pairs of forms of which one stands right before the other."""
        beside = np.flatnonzero(self.ends[:-1] == self.begins[1:])
        pairs = {(int(self.which[at]), int(self.which[at + 1])) for at in beside}
        return {(self.forms[first], self.forms[second]) for first, second in pairs}

    def spoken(self, story: StoryText) -> dict[str, tuple[int, int]]:
        """Return how often each form stands in speech and in narration."""
        inside = story.speech[self.begins]
        size = len(self.forms)
        speech = np.bincount(self.which[inside], minlength=size)
        told = np.bincount(self.which[~inside], minlength=size)
        return {form: (int(speech[at]), int(told[at])) for at, form in enumerate(self.forms)}

    def closeness(self, form: str, others: Sequence[str]) -> float:
        """Return how near the others stand to a form, from 0 (never) to 1 (always beside)."""
        own = self.starts.get(form, _NOWHERE)
        near = np.sort(np.concatenate([self.starts.get(one, _NOWHERE) for one in others]))
        if not len(own) or not len(near):
            return 0.0
        sample = own[:: max(1, len(own) // _SAMPLE)]
        at = np.searchsorted(near, sample)
        before = np.abs(near[np.maximum(at - 1, 0)] - sample)
        behind = np.abs(near[np.minimum(at, len(near) - 1)] - sample)
        distance = np.minimum(np.minimum(before, behind), _NEAR)
        return float(np.mean(1.0 - distance / _NEAR))


def find_mentions(story: StoryText, forms: Iterable[str]) -> Mentions:
    """Return where the forms stand; of forms that overlap the longest counts."""
    wanted = sorted(set(forms), key=lambda form: (-len(form), form))
    spots = np.zeros((0, 3), dtype=np.int64)
    if wanted:
        found = list(find_spots(story.plain, wanted, longest=True))
        spots = np.concatenate(found) if found else spots
    return Mentions(tuple(wanted), spots[:, 1], spots[:, 2], spots[:, 0])
