"""A contradiction, and those that lie in single facts: scales out of order, one name written twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from storyport.kernel.locales import parse_locale
from storyport.language.ordinary import simplify
from storyport.story.facts import Bible, EntryFacts

__all__ = ["Conflict", "Severity", "scale_conflicts", "written_conflicts"]

Severity = Literal["critical", "major", "minor", "advice"]


@dataclass(frozen=True)
class Conflict:
    """One contradiction.

    Attributes:
        kind: `gender`, `split`, `form`, `rendering`, `banned`, `script`, `scale`, `written`;
            of texts `use`, `banned-use`, `gender-use`, `split-use`.
        severity: critical and major block.
        entries: ids. locale: empty where it is of the source.
        message: what contradicts what, for a person.
    """

    kind: str
    severity: Severity
    entries: tuple[int, ...]
    locale: str
    message: str


def scale_conflicts(bible: Bible) -> Iterator[Conflict]:
    """Give ranks of one scale that stand on the same step, and ranks without a step."""
    scales: defaultdict[str, list[EntryFacts]] = defaultdict(list)
    for entry in bible.entries:
        if entry.scale:
            scales[entry.scale].append(entry)
    for scale, ranks in scales.items():
        for rank in ranks:
            if not rank.step:
                message = f"{rank} is of the scale {scale}, and its step is not known."
                yield Conflict("scale", "minor", (rank.id,), "", message)
        placed = sorted((rank for rank in ranks if rank.step), key=lambda rank: rank.step)
        for lower, higher in pairwise(placed):
            if lower.step == higher.step and lower.validity.overlaps(higher.validity):
                message = f"{lower} and {higher} both are step {lower.step} of {scale}."
                yield Conflict("scale", "major", (lower.id, higher.id), "", message)


def written_conflicts(bible: Bible) -> Iterator[Conflict]:
    """Give entries that are one name, written in traditional and in simplified characters."""
    if parse_locale(bible.source).language != "zh":
        return
    same: defaultdict[str, list[EntryFacts]] = defaultdict(list)
    for entry in bible.entries:
        same[simplify(entry.headword)].append(entry)
    for entries in same.values():
        for one, other in pairwise(entries):
            if one.headword != other.headword:
                message = f"{one} and {other} are one name in other characters; is it one entry?"
                yield Conflict("written", "minor", (one.id, other.id), "", message)
