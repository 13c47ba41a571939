"""What can be counted without a model: terms kept, source left, text lost, pronouns.

Segments are seen one at a time, and of each count only the worst are kept, so that a text
of any length fits into memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heapreplace, nlargest

from storyport.checks import length, numbers, residue
from storyport.checks.base import ExpectedTerm, Pair
from storyport.checks.evaluation.metrics import sentence_chrf
from storyport.checks.evaluation.pronouns import (
    CLASSES,
    agreement,
    count_pronouns,
    knows_pronouns,
)
from storyport.checks.terms import rendered_counts
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain

__all__ = ["Counts", "Pronouns", "Row", "Sample", "TermCount", "Worst", "count_rows"]

_KEPT = 12
_LEAST_SAID, _LONG_ENOUGH = 4, 16
_SAME = 99.95
_OMISSIONS = {
    "length.omission": "short",
    "length.sentences": "short",
    "length.cut": "cut off",
}
_GRAVE = frozenset({"critical", "major"})
_NAMES = frozenset({"character", "place", "faction"})
OMISSIONS = ("missing", "short", "cut off", "numbers", "names")
"""Kinds of omission, the gravest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """What belongs together: texts with marks, and where it stands in the source."""

    place: str
    source: str
    target: str
    references: tuple[str, ...] = ()
    terms: tuple[ExpectedTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A segment worth looking at: plain texts, and why."""

    place: str
    source: str
    target: str
    reference: str
    why: str


class Worst:
    """The worst samples of one count."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._heap: list[tuple[float, int, Sample]] = []
        self._kept = kept
        self._seen = 0

    def add(self, badness: float, row: Row, why: str) -> None:
        """Take a sample; of equally bad ones the first stay."""
        self._seen += 1
        if len(self._heap) == self._kept and badness <= self._heap[0][0]:
            return
        reference = plain(row.references[0]) if row.references else ""
        sample = Sample(row.place, plain(row.source), plain(row.target), reference, why)
        entry = (badness, -self._seen, sample)
        if len(self._heap) < self._kept:
            heappush(self._heap, entry)
        else:
            heapreplace(self._heap, entry)

    def samples(self) -> tuple[Sample, ...]:
        """Return them, the worst first."""
        return tuple(sample for _, _, sample in nlargest(self._kept, self._heap))


@dataclass(frozen=True, slots=True)
class TermCount:
    """One agreed rendering: how often its term stands in the source, how often it was kept."""

    form: str
    rendering: str
    occurrences: int
    kept: int


@dataclass
class Pronouns:
    """How often each pronoun is said, and how far target and reference agree.

    Attributes:
        source, target, reference: class -> count; empty where the language is not known.
        both: pronouns that target and reference say of the same segments.
    """

    source: Counter[str] = field(default_factory=Counter)
    target: Counter[str] = field(default_factory=Counter)
    reference: Counter[str] = field(default_factory=Counter)
    both: int = 0

    @property
    def f1(self) -> float | None:
        """Agreement with the reference from 0 to 1, None where there is nothing to compare."""
        said = self.target.total() + self.reference.total()
        return 2 * self.both / said if self.reference and said else None


@dataclass
class Counts:
    """What one system's text came to.

    Attributes:
        segments: rows with something to translate. residue: with source text left.
        omissions: kind -> rows (a row may have several). lacking: rows with any.
        terms: (form, rendering) -> occurrences and how many kept theirs.
        worst: measure -> samples.
    """

    segments: int = 0
    residue: int = 0
    lacking: int = 0
    omissions: Counter[str] = field(default_factory=Counter)
    term_occurrences: Counter[tuple[str, str]] = field(default_factory=Counter)
    term_kept: Counter[tuple[str, str]] = field(default_factory=Counter)
    pronouns: Pronouns = field(default_factory=Pronouns)
    worst: dict[str, tuple[Sample, ...]] = field(default_factory=dict)

    @property
    def term_consistency(self) -> float | None:
        """Share of occurrences with the agreed rendering; None where no term stands."""
        total = self.term_occurrences.total()
        return self.term_kept.total() / total if total else None

    def terms(self) -> list[TermCount]:
        """Return the terms, those that were lost most often first."""
        counts = [
            TermCount(form, rendering, count, self.term_kept[form, rendering])
            for (form, rendering), count in self.term_occurrences.items()
        ]
        return sorted(counts, key=lambda each: (each.kept - each.occurrences, -each.occurrences))


def count_rows(
    rows: Iterable[Row], source: LocaleInfo, target: LocaleInfo, *, scored: bool
) -> Counts:
    """Count over rows.

    Args:
        scored: whether to find the rows with the least chrF too.
    """
    counter = _Counter(source, target, scored=scored)
    for row in rows:
        counter.add(row)
    return counter.done()


class _Counter:
    def __init__(self, source: LocaleInfo, target: LocaleInfo, *, scored: bool) -> None:
        self.counts = Counts()
        self.source, self.target, self.scored = source, target, scored
        self.worst = {
            name: Worst() for name in ("chrf", "omission", "residue", "terms", "pronouns")
        }

    def add(self, row: Row) -> None:
        pair = Pair(row.source, row.target, self.source, self.target, terms=row.terms)
        if not row.source.strip() and not row.target.strip():
            return
        self.counts.segments += 1
        said = bool(row.target.strip())
        missing_names = self._terms(row, pair)
        self._omissions(row, pair, missing_names)
        if said and (found := [each for each in residue.check(pair) if each.severity in _GRAVE]):
            self.counts.residue += 1
            self.worst["residue"].add(pair.source_extent, row, found[0].message)
        self._pronouns(row, pair)
        if self.scored and row.references and any(map(str.strip, row.references)):
            score = sentence_chrf(pair.target_text, [plain(each) for each in row.references])
            # A short line may say the same in quite other words.
            if pair.source_extent >= _LONG_ENOUGH and score < _SAME:
                self.worst["chrf"].add(-score, row, f"chrF {score:.1f}")

    def _terms(self, row: Row, pair: Pair) -> list[str]:
        missing = []
        for term, (wanted, kept) in zip(row.terms, rendered_counts(pair), strict=True):
            if not wanted:
                continue
            key = (term.source_forms[0], term.rendering)
            self.counts.term_occurrences[key] += wanted
            self.counts.term_kept[key] += kept
            if kept < wanted:
                why = f"{key[0]} is not {term.rendering} ({kept} of {wanted})."
                self.worst["terms"].add(wanted - kept, row, why)
            if not kept and term.kind in _NAMES:
                missing.append(term.rendering)
        return missing

    def _omissions(self, row: Row, pair: Pair, missing_names: Sequence[str]) -> None:
        found: dict[str, str] = {}
        if not pair.target_text.strip():
            if pair.source_extent >= _LEAST_SAID:
                found["missing"] = "Nothing stands for it."
        else:
            for each in length.check(pair):
                if each.severity in _GRAVE and (kind := _OMISSIONS.get(each.check)):
                    found.setdefault(kind, each.message)
            for each in numbers.check(pair):
                found.setdefault("numbers", each.message)
            if missing_names:
                found["names"] = f"Missing: {', '.join(missing_names)}."
        if found:
            self.counts.lacking += 1
            self.counts.omissions.update(found.keys())
            gravest = min(OMISSIONS.index(kind) for kind in found)
            badness = 1e6 * (len(OMISSIONS) - gravest) + pair.source_extent
            self.worst["omission"].add(badness, row, " ".join(found.values()))

    def _pronouns(self, row: Row, pair: Pair) -> None:
        pronouns = self.counts.pronouns
        pronouns.source += count_pronouns(pair.source_text, self.source)
        if not knows_pronouns(self.target):
            return
        ours = count_pronouns(pair.target_text, self.target)
        pronouns.target += ours
        if not row.references:
            return
        theirs = count_pronouns(plain(row.references[0]), self.target)
        pronouns.reference += theirs
        pronouns.both += agreement(ours, theirs)[0]
        # One reader's "he" where the other reads "she", and neither says both.
        swapped = [
            (a, b)
            for a in CLASSES
            for b in CLASSES
            if ours[a] > theirs[a] and theirs[b] > ours[b] and not theirs[a] and not ours[b]
        ]
        if swapped:
            a, b = swapped[0]
            self.worst["pronouns"].add(ours[a] + theirs[b], row, f"{a} for {b}")

    def done(self) -> Counts:
        self.counts.worst = {
            name: samples for name, each in self.worst.items() if (samples := each.samples())
        }
        return self.counts
