"""Counts of every run of Chinese characters of one length, with the company it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from storyport.language.names.marking import Marks, find_spots
from storyport.language.names.story_text import Booleans, Numbers, StoryText

__all__ = ["LEFT", "RIGHT", "Gram", "Grams", "count_forms", "count_grams"]

LEFT = (
    "start", "after_quote", "quote_open", "speaking", "person", "place", "toward", "lone", "naming", "measure", "ends",
    "office",
)  # fmt: skip
RIGHT = ("stop", "says", "human", "body", "title", "locative", "follower", "begins")
_WIDEST = 4
_PLENTY = 30
_FEW, _ALWAYS = 5, 0.9


@dataclass(frozen=True)
class Gram:
    """One run of characters: how often it stands, and with what beside it.

    Attributes:
        marks: how often with a neighbour of each sort (`marking.Marks`) and in each position:
            `crossed` with an end inside an ordinary word, `clear` with both ends good,
            `vocative` as the first clause of a quotation or the last, `uttered` as all of it,
            `peer` beside a name that is known, `subject` at the start of a clause
            before what people do, `tells` before a verb of speech, `located` as places stand
            with a stop behind them, `reached` with anything.
        first: where it stands first. left_top, right_top: share of the most frequent neighbour
            that is a Chinese character.
    """

    text: str
    count: int
    first: int
    marks: Mapping[str, float]
    left_top: float = 0.0
    right_top: float = 0.0

    def __getitem__(self, name: str) -> float:
        return self.marks[name]

    @property
    def is_fixed(self) -> bool:
        """Whether it stands in one phrase only, as no name does that comes back."""
        return self.count > _FEW and max(self.left_top, self.right_top) > _ALWAYS

    def tempered(self) -> Gram:
        """Return it as if it stood 30 times at most, with the same company.

        In a long book every word has stood everywhere once; it is the share that tells.
        """
        if self.count <= _PLENTY:
            return self
        scale = _PLENTY / self.count
        marks = {name: count * scale for name, count in self.marks.items()}
        return replace(self, count=_PLENTY, marks=marks)


@dataclass(frozen=True)
class Grams:
    """All runs of one length."""

    width: int
    keys: npt.NDArray[np.uint64]
    counts: Numbers
    firsts: Numbers
    sums: dict[str, Numbers]
    left_top: npt.NDArray[np.float64]
    right_top: npt.NDArray[np.float64]

    def select(self, chosen: Booleans) -> list[Gram]:
        """Return the chosen ones as plain objects."""
        return [self.at(int(index)) for index in np.flatnonzero(chosen)]

    def at(self, index: int) -> Gram:
        """Return one as a plain object."""
        key = int(self.keys[index])
        signs = [chr(key >> (16 * place) & 0xFFFF) for place in reversed(range(self.width))]
        return Gram(
            "".join(signs),
            int(self.counts[index]),
            int(self.firsts[index]),
            {name: int(sums[index]) for name, sums in self.sums.items()},
            float(self.left_top[index]),
            float(self.right_top[index]),
        )

    def first_signs(self) -> npt.NDArray[np.uint64]:
        """Return the first character of each."""
        return self.keys >> np.uint64(16 * (self.width - 1))

    def last_signs(self) -> npt.NDArray[np.uint64]:
        """Return the last character of each."""
        return self.keys & np.uint64(0xFFFF)


def count_grams(
    story: StoryText,
    marks: Marks,
    free: Booleans,
    width: int,
    least: int,
    *,
    firsts: str = "",
    lasts: str = "",
) -> Grams:
    """Count runs of `width` characters (4 at most) that are free and stand `least` times.

    `firsts` and `lasts` tell which characters they may begin and end with.
    """
    if not 1 <= width <= _WIDEST:
        raise ValueError(width)
    places = _places(free, width)
    if firsts:
        places = places[_table(firsts)[story.codes[places]]]
    if lasts:
        places = places[_table(lasts)[story.codes[places + width - 1]]]
    codes = story.codes.astype(np.uint64)
    keys = np.zeros(len(places), dtype=np.uint64)
    for offset in range(width):
        keys = (keys << np.uint64(16)) | codes[places + offset]
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    begins = _group_begins(keys)
    counts = np.diff(np.append(begins, len(keys)))
    if least > 1 and len(keys):
        frequent = np.repeat(counts >= least, counts)
        keys, places = keys[frequent], places[frequent]
        begins = _group_begins(keys)
        counts = np.diff(np.append(begins, len(keys)))
    sums = _sums(marks, places, places + width, begins)
    return Grams(
        width,
        keys[begins],
        counts,
        places[begins],
        sums,
        _top(story, places - 1, begins, counts),
        _top(story, places + width, begins, counts),
    )


def count_forms(
    story: StoryText, marks: Marks, free: Booleans, forms: Iterable[str]
) -> dict[str, Gram]:
    """Count forms of any length, each for itself (one inside another counts too)."""
    wanted = list(dict.fromkeys(forms))
    if not wanted:
        return {}
    spots: list[npt.NDArray[np.int64]] = [
        found for found in find_spots(story.plain, wanted) if len(found)
    ]
    if not spots:
        return {}
    found = np.concatenate(spots)
    blocked = np.concatenate(([0], np.cumsum(~free)))
    found = found[blocked[found[:, 2]] == blocked[found[:, 1]]]
    found = found[np.argsort(found[:, 0], kind="stable")]
    begins = _group_begins(found[:, 0].astype(np.uint64))
    if not len(begins):
        return {}
    counts = np.diff(np.append(begins, len(found)))
    sums = _sums(marks, found[:, 1], found[:, 2], begins)
    left = _top(story, found[:, 1] - 1, begins, counts)
    right = _top(story, found[:, 2], begins, counts)
    return {
        wanted[found[begin, 0]]: Gram(
            wanted[found[begin, 0]],
            int(counts[index]),
            int(found[begin, 1]),
            {name: int(values[index]) for name, values in sums.items()},
            float(left[index]),
            float(right[index]),
        )
        for index, begin in enumerate(begins)
    }


def _places(free: Booleans, width: int) -> Numbers:
    before = np.concatenate(([0], np.cumsum(free)))
    whole = before[width:] - before[:-width] == width
    return np.flatnonzero(whole).astype(np.int64)


def _table(signs: str) -> Booleans:
    table = np.zeros(0x10000, dtype=np.bool_)
    table[[ord(sign) for sign in signs]] = True
    return table


def _group_begins(keys: npt.NDArray[np.uint64]) -> Numbers:
    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))


def _sums(marks: Marks, places: Numbers, ends: Numbers, begins: Numbers) -> dict[str, Numbers]:
    left = {name: getattr(marks, name)[places] for name in LEFT}
    right = {name: getattr(marks, name)[ends] for name in RIGHT}
    # 山上 and 城外 reach over the end of a name of a place, and take nothing from it.
    crossed = marks.inside[places] | (marks.inside[ends] & ~marks.locative[ends])
    half = marks.half_inside[places] | marks.half_inside[ends]
    left_good = left["start"] | left["person"] | left["place"] | left["naming"] | left["ends"]
    left_good |= left["office"]
    right_good = right["stop"] | right["says"] | right["human"] | right["follower"]
    right_good |= right["title"] | right["begins"] | right["locative"]
    found = {
        **left,
        **right,
        "crossed": crossed,
        "half": half,
        "left_good": left_good & ~marks.half_inside[places],
        "right_good": right_good & ~marks.half_inside[ends],
        "clear": left_good & right_good & ~half,
        "subject": left["start"] & (right["says"] | right["human"]),
        "speaker": left["start"] & left["speaking"] & (right_good),
        "tells": left["start"] & right["says"],
        "vocative": (left["quote_open"] & marks.called_to[ends])
        | (marks.last_in_quote[places] & marks.closing[ends]),
        "called": (left["naming"] & right["stop"]) | (marks.dubbed[places] & marks.of[ends]),
        "presented": marks.presented[places] & right["stop"],
        "whole": left["start"] & right["stop"],
        "object": left["person"] & ~left["start"] & (right["stop"] | right["human"]),
        "located": left["toward"] & (right["stop"] | right["locative"]),
        "reached": left["toward"] & right_good & ~half,
        "uttered": left["quote_open"] & marks.closing[ends],
        "peer": ((marks.peer_before[places] & right_good) | (marks.peer_after[ends] & left_good)),
        "listed": marks.listed[places] | marks.listed[ends],
    }
    if not len(begins):
        return {name: np.zeros(0, dtype=np.int64) for name in found}
    return {name: np.add.reduceat(mark.astype(np.int64), begins) for name, mark in found.items()}


def _top(
    story: StoryText, neighbours: Numbers, begins: Numbers, counts: Numbers
) -> npt.NDArray[np.float64]:
    """Return the share of the most frequent neighbour that is a Chinese character."""
    if not len(begins):
        return np.zeros(0)
    groups = np.repeat(np.arange(len(begins), dtype=np.uint64), counts)
    codes = np.where(story.han[neighbours], story.codes[neighbours], 0).astype(np.uint64)
    pairs = np.sort((groups << np.uint64(16)) | codes)
    starts = _group_begins(pairs)
    sizes = np.diff(np.append(starts, len(pairs)))
    sizes[(pairs[starts] & np.uint64(0xFFFF)) == 0] = 0
    owners = (pairs[starts] >> np.uint64(16)).astype(np.int64)
    best = np.zeros(len(begins), dtype=np.int64)
    np.maximum.at(best, owners, sizes)
    return best / np.maximum(counts, 1)
