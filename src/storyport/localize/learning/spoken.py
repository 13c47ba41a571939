"""Who speaks in a part, kept with the part for its text of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storyport.story.models import Part

__all__ = ["SpokenLine", "speakers_of_part", "store_all_speakers", "store_speakers"]

_ANALYSIS = "speakers"
# Less sure than that, a speaker is told to nobody.
_SURE = 0.5


@dataclass(frozen=True)
class SpokenLine:
    """A quoted line: in which segment, from where to where, by whom, and how sure that is."""

    segment: int
    start: int
    end: int
    speaker: str
    confidence: float
    how: str


def store_speakers(part_id: int, lines: Sequence[SpokenLine]) -> None:
    """Keep the speakers of a part's lines with the part, for its text of today."""
    store_all_speakers({part_id: lines})


def store_all_speakers(found: Mapping[int, Sequence[SpokenLine]]) -> None:
    """Keep the speakers of the lines of some parts, by their ids, in one statement."""
    parts = list(Part.objects.filter(pk__in=found))
    for part in parts:
        told = [
            [one.segment, one.start, one.end, one.speaker, one.confidence] for one in found[part.pk]
        ]
        part.analysis = {**part.analysis, _ANALYSIS: {"of": part.digest, "lines": told}}
    Part.objects.bulk_update(parts, ["analysis"])


def speakers_of_part(part: Part) -> dict[int, tuple[str, ...]]:
    """Return {segment id: who speaks in it}, surely enough; none where the text has changed."""
    kept: dict[str, Any] = part.analysis.get(_ANALYSIS) or {}
    if kept.get("of") != part.digest:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for segment, _, _, speaker, confidence in kept.get("lines", ()):
        if speaker and confidence >= _SURE and speaker not in found.get(segment, ()):
            found[segment] = (*found.get(segment, ()), speaker)
    return found
