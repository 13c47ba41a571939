"""Who speaks in a part, kept with the part for its text of today.

What a person said of a line is kept beside what was learned, by its paragraph's text, and holds
again whenever the speakers of the part are found anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storyport.kernel.digests import digest_text
from storyport.story.models import Part

__all__ = [
    "DECIDED",
    "SpokenLine",
    "decide_speaker",
    "lines_of_part",
    "speakers_of_part",
    "store_all_speakers",
    "store_speakers",
]

DECIDED = 1.0
"""Confidence of what a person said."""

_ANALYSIS = "speakers"
# Less sure than that, a speaker is told to nobody.
_SURE = 0.5


@dataclass(frozen=True)
class SpokenLine:
    """A quoted line: in which segment, from where to where, by whom, and how sure that is.

    Attributes:
        start, end: in the segment's text as a reader sees it.
        how: what told the speaker; empty where it is read again.
        text: the segment's text, where it is at hand.
    """

    segment: int
    start: int
    end: int
    speaker: str
    confidence: float
    how: str = ""
    text: str = ""

    @property
    def words(self) -> str:
        """What is said."""
        return self.text[self.start : self.end]


def store_speakers(part_id: int, lines: Sequence[SpokenLine]) -> None:
    """Keep the speakers of a part's lines with the part, for its text of today."""
    store_all_speakers({part_id: lines})


def store_all_speakers(found: Mapping[int, Sequence[SpokenLine]]) -> None:
    """Keep the speakers of the lines of some parts, by their ids, in one statement."""
    parts = list(Part.objects.filter(pk__in=found))
    for part in parts:
        lines = _decided(part, found[part.pk])
        part.analysis = {**part.analysis, _ANALYSIS: _kept(part, lines)}
    Part.objects.bulk_update(parts, ["analysis"])


def lines_of_part(part: Part) -> list[SpokenLine]:
    """Return the lines of a part without their text; none where the text has changed."""
    kept: dict[str, Any] = part.analysis.get(_ANALYSIS) or {}
    if kept.get("of") != part.digest:
        return []
    return [SpokenLine(*line) for line in kept.get("lines", ())]


def speakers_of_part(part: Part) -> dict[int, tuple[str, ...]]:
    """Return {segment id: who speaks in it}, surely enough; none where the text has changed."""
    found: dict[int, tuple[str, ...]] = {}
    for line in lines_of_part(part):
        if not line.speaker or line.confidence < _SURE:
            continue
        if line.speaker not in found.get(line.segment, ()):
            found[line.segment] = (*found.get(line.segment, ()), line.speaker)
    return found


def decide_speaker(part: Part, lines: Sequence[SpokenLine], number: int, speaker: str) -> None:
    """Keep what a person says of a line.

    Args:
        lines: all of the part, with their text. number: which, from 0.
        speaker: a headword, a role, or empty for nobody that can be told.
    """
    key = list(_keys(lines))[number]
    said = [row for row in part.said if tuple(row[:3]) != key]
    changed = [*lines]
    changed[number] = replace(lines[number], speaker=speaker, confidence=DECIDED)
    part.said = [*said, [*key, speaker]]
    part.analysis = {**part.analysis, _ANALYSIS: _kept(part, changed)}
    part.save(update_fields=["analysis", "said"])


def _kept(part: Part, lines: Iterable[SpokenLine]) -> dict[str, Any]:
    rows = [[one.segment, one.start, one.end, one.speaker, one.confidence] for one in lines]
    return {"of": part.digest, "lines": rows}


def _decided(part: Part, lines: Sequence[SpokenLine]) -> list[SpokenLine]:
    """Return lines with what people said of them."""
    said = {tuple(row[:3]): row[3] for row in part.said}
    return [
        replace(line, speaker=said[key], confidence=DECIDED) if key in said else line
        for line, key in zip(lines, _keys(lines), strict=True)
    ]


def _keys(lines: Iterable[SpokenLine]) -> Iterable[tuple[str, str, int]]:
    """Give what a line is known by when it moves: paragraph, words, which of the same."""
    met: Counter[tuple[str, str]] = Counter()
    for line in lines:
        key = (digest_text(line.text), line.words)
        met[key] += 1
        yield *key, met[key]
