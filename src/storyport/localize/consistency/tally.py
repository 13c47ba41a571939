"""Counts over the lines of a locale, in one pass; places are kept up to a bound, all count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from storyport.kernel.locales import LocaleInfo
from storyport.language.terms import find_forms
from storyport.localize.consistency.excerpts import Excerpt, excerpt
from storyport.localize.consistency.forms import AGREED, Role, Use
from storyport.localize.consistency.lines import Line, WorkName
from storyport.localize.consistency.looking import Looked, Sighting, State

__all__ = ["EntryTally", "FormTally", "Place", "Tally"]

AGREED_PLACES, OTHER_PLACES = 2, 10
"""Places that are kept of a form in one work: two show what is right, more what is not."""
PLACES = 20_000
"""Places that are kept in all; beyond, one of a form in one work."""
NEAR_FORMS = 30
"""Spellings of one entry that are told apart; what is beyond counts as one."""


@dataclass(frozen=True)
class Place:
    """Where a form stands: a part and a paragraph of a work, source and target around it."""

    work: WorkName
    part: str
    key: str
    source: Excerpt
    target: Excerpt

    def __str__(self) -> str:
        return f"{self.work}, {self.part}, {self.key}"


@dataclass
class FormTally:
    """One form of one entry.

    Attributes:
        count: how often it stands in targets; of what is missing: how often the source has it.
        works: work -> (count, lines). places: the first of each work.
    """

    works: dict[WorkName, list[int]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands, over all works."""
        return sum(count for count, _ in self.works.values())

    @property
    def lines(self) -> int:
        """In how many lines it stands, over all works."""
        return sum(lines for _, lines in self.works.values())

    def add(self, work: WorkName, count: int, most: int) -> bool:
        """Count one line; tell whether its place is still to be kept."""
        counted = self.works.setdefault(work, [0, 0])
        counted[0] += count
        counted[1] += 1
        return counted[1] <= most


@dataclass
class EntryTally:
    """One entry: its forms in the source with their counts, its forms in targets, its lines."""

    sources: Counter[str] = field(default_factory=Counter)
    states: Counter[State] = field(default_factory=Counter)
    forms: dict[tuple[Role, str], FormTally] = field(default_factory=dict)


class Tally:
    """Counts what lines say of each entry."""

    def __init__(self, source: LocaleInfo, locale: LocaleInfo) -> None:
        self._source = source
        self._locale = locale
        self._entries: dict[int, EntryTally] = {}
        self._kept = 0

    @property
    def entries(self) -> Mapping[int, EntryTally]:
        """Entry id -> what was counted; an entry that no line has is not there."""
        return self._entries

    def add(self, looked: Looked) -> None:
        """Take one line in."""
        for sighting in (*looked.sightings, *looked.leftovers):
            entry = self._entries.setdefault(sighting.entry, EntryTally())
            for form, count in sighting.standing:
                entry.sources[form] += count
            entry.states[sighting.state] += 1
            if sighting.state == "missing":
                self._count(entry, looked.line, sighting, "missing", "", ())
            for (role, form), uses in _grouped(entry, sighting).items():
                self._count(entry, looked.line, sighting, role, form, uses)

    def _count(
        self,
        entry: EntryTally,
        line: Line,
        sighting: Sighting,
        role: Role,
        form: str,
        uses: tuple[Use, ...],
    ) -> None:
        tally = entry.forms.setdefault((role, form), FormTally())
        most = AGREED_PLACES if role in AGREED else OTHER_PLACES
        if self._kept >= PLACES:
            most = 1
        if tally.add(line.work, len(uses) or sighting.count, most):
            self._kept += 1
            tally.places.append(self._place(line, sighting, uses))

    def _place(self, line: Line, sighting: Sighting, uses: tuple[Use, ...]) -> Place:
        at = self._source_span(line.source, sighting)
        target = line.target or ""
        if uses:
            span = (uses[0].start, uses[0].end)
        else:
            # Nothing to point at: what stands as far into the target as the name in the source.
            middle = round(at[0] / max(1, len(line.source)) * len(target))
            span = (middle, middle)
        return Place(
            line.work,
            line.place,
            line.key,
            excerpt(line.source, at, self._source),
            excerpt(target, span, self._locale),
        )

    def _source_span(self, source: str, sighting: Sighting) -> tuple[int, int]:
        spans = (
            span
            for form, _ in sighting.standing
            for span in find_forms(source, form, self._source)[:1]
        )
        return min(spans, default=(0, 0))


def _grouped(entry: EntryTally, sighting: Sighting) -> dict[tuple[Role, str], tuple[Use, ...]]:
    grouped: dict[tuple[Role, str], tuple[Use, ...]] = {}
    for use in sighting.uses:
        key = (use.role, use.form)
        if use.role == "near" and key not in entry.forms and _is_full(entry):
            key = ("near", "")
        grouped[key] = (*grouped.get(key, ()), use)
    return grouped


def _is_full(entry: EntryTally) -> bool:
    return sum(role == "near" for role, _ in entry.forms) >= NEAR_FORMS
