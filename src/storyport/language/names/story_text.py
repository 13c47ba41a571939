"""All paragraphs as one text with arrays beside it: where a thing stands, and what is speech."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from storyport.language.names.base import Evidence, Passage
from storyport.language.simplified import simplified

__all__ = ["Booleans", "Numbers", "StoryText", "read_story"]

Booleans = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

_QUOTE = re.compile(r"[“「『][^“”「」『』\n]*[”」』]?|\"[^\"\n]*\"?|(?<![A-Za-z])‘[^‘’\n]*’")
_SENTENCE_END = "。！？!?…\n”」』"
_EXCERPT = 24


@dataclass(frozen=True)
class StoryText:
    """The paragraphs, joined by line ends.

    Attributes:
        own: as the author wrote it. plain: in simplified characters, of the same length.
        passages: the paragraphs. starts: where each begins in the text.
    """

    own: str
    plain: str
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.plain)

    @functools.cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """The code point of every character, and a line end behind the last."""
        return np.frombuffer((self.plain + "\n").encode("utf-32-le"), dtype=np.uint32)

    @functools.cached_property
    def han(self) -> Booleans:
        """Which characters are Chinese (of the basic plane, which is where names are)."""
        codes = self.codes
        common = (codes >= 0x4E00) & (codes <= 0x9FFF)
        rare = (codes >= 0x3400) & (codes <= 0x4DBF)
        return common | rare

    @functools.cached_property
    def speech(self) -> Booleans:
        """Which characters stand between quotation marks."""
        inside = np.zeros(len(self.plain) + 1, dtype=np.bool_)
        for match in _QUOTE.finditer(self.plain):
            inside[match.start() : match.end()] = True
        return inside

    def passage_at(self, place: int) -> int:
        """Return the index of the paragraph a place is in."""
        return max(0, bisect.bisect_right(self.starts, place) - 1)

    def start_of(self, place: int) -> int:
        """Return where the paragraph of a place begins."""
        return self.starts[self.passage_at(place)]

    def own_form(self, start: int, end: int) -> str:
        """Return what the author wrote there."""
        return self.own[start:end]

    def evidence(self, start: int, end: int, reason: str) -> Evidence:
        """Return the words around a place, cut at the ends of sentences where they are near."""
        passage = self.passages[self.passage_at(start)]
        left, right = max(start - _EXCERPT, 0), min(end + _EXCERPT, len(self.own))
        left = max((self.plain.rfind(sign, left, start) + 1 for sign in _SENTENCE_END), default=0)
        left = max(left, start - _EXCERPT, 0)
        ends = [self.plain.find(sign, end, right) for sign in _SENTENCE_END]
        right = min([place for place in ends if place >= 0] + [right])
        excerpt = self.own[left : right + 1].strip()
        return Evidence(passage.part, passage.paragraph, excerpt, reason)


def read_story(passages: Iterable[Passage], *, convert: bool) -> StoryText:
    """Join paragraphs to one text; `convert` when traditional characters may occur."""
    kept: Sequence[Passage] = tuple(passage for passage in passages if passage.text.strip())
    starts, place = [], 0
    for passage in kept:
        starts.append(place)
        place += len(passage.text) + 1
    own = "\n".join(passage.text for passage in kept)
    return StoryText(own, simplified(own) if convert else own, tuple(kept), tuple(starts))
