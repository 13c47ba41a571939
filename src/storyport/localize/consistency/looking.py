"""What stands in one line's target for each entry that its source has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storyport.kernel.locales import LocaleInfo
from storyport.localize.consistency.forms import AGREED, FormTable, Role, Span, Use
from storyport.localize.consistency.lines import Line
from storyport.localize.consistency.near import find_near
from storyport.localize.leftovers import Leftovers
from storyport.story.matching import FactIndex, Hits

__all__ = ["Looked", "Looker", "Sighting", "State"]

State = Literal[
    "agreed", "banned", "former", "near", "other", "missing", "unagreed", "untranslated"
]
"""What a line is to an entry; the worst form in it says.

`unagreed`: the locale has no rendering of it yet. `untranslated`: the line has no target.
"""

_WORST: tuple[Literal["banned", "former", "near"], ...] = ("banned", "former", "near")


@dataclass(frozen=True)
class Sighting:
    """One entry in one line.

    Attributes:
        standing: (form in the source, how often). uses: forms of it in the target, in order.
    """

    entry: int
    standing: tuple[tuple[str, int], ...]
    uses: tuple[Use, ...]
    state: State

    @property
    def count(self) -> int:
        """How often the source has it."""
        return sum(count for _, count in self.standing)


@dataclass(frozen=True)
class Looked:
    """A line, the entries in it, and known forms in its target that are nobody's of these.

    Attributes:
        leftovers: entries whose old name the target has, and nothing of which the source has.
    """

    line: Line
    sightings: tuple[Sighting, ...] = ()
    strange: tuple[Span, ...] = ()
    leftovers: tuple[Sighting, ...] = ()


class Looker:
    """Knows the bible in one locale."""

    def __init__(self, index: FactIndex, locale: LocaleInfo) -> None:
        self.index = index
        self.locale = locale
        self.table = FormTable(index, locale)
        self._leftovers = Leftovers(index, locale)

    def look(self, line: Line) -> Looked:
        """Return what a line says of each entry in it."""
        hits = self.index.hits(line.source, self.index.time_of(line.part))
        standing: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for entry, form, count in hits:
            standing[entry].append((form, count))
        if line.target is None:
            return Looked(line, tuple(self._untold(standing)))
        left = tuple(self._left(line.target, hits))
        looked = self._told(line, line.target, standing) if standing else Looked(line)
        return replace(looked, leftovers=left) if left else looked

    def _left(self, target: str, hits: Hits) -> Iterable[Sighting]:
        for left in self._leftovers.find(target, hits):
            uses = tuple(Use("former", left.old, *span) for span in left.spans)
            yield Sighting(left.entry, (), uses, "former")

    @staticmethod
    def _untold(standing: dict[int, list[tuple[str, int]]]) -> Iterable[Sighting]:
        for entry, forms in standing.items():
            yield Sighting(entry, tuple(forms), (), "untranslated")

    def _told(self, line: Line, target: str, standing: dict[int, list[tuple[str, int]]]) -> Looked:
        spans = self.table.find(target)
        uses, strange = self._uses(spans, target, standing)
        wanted = {
            entry: texts
            for entry, forms in standing.items()
            if (texts := self._lacking(forms, self.table.texts(entry), uses[entry]))
        }
        near = find_near(target, spans, wanted, self.locale.language)
        sightings = [
            self._sighting(entry, tuple(forms), [*uses[entry], *near.get(entry, ())])
            for entry, forms in standing.items()
        ]
        return Looked(line, tuple(sightings), tuple(strange))

    def _uses(
        self, spans: Iterable[Span], target: str, standing: dict[int, list[tuple[str, int]]]
    ) -> tuple[defaultdict[int, list[Use]], list[Span]]:
        """Return the known forms of each entry of the source, and those that are of none."""
        uses: defaultdict[int, list[Use]] = defaultdict(list)
        strange: list[Span] = []
        doubtful: list[list[tuple[int, Use]]] = []
        for span in spans:
            owned = self._owned(span, target, standing)
            if not owned:
                strange.append(span)
            elif len(owned) > 1 and owned[0][1].role not in AGREED:
                doubtful.append(owned)
            else:
                for entry, use in owned:
                    uses[entry].append(use)
        for owned in doubtful:
            for entry, use in _short(owned, uses, standing) or owned:
                uses[entry].append(use)
        return uses, strange

    def _owned(
        self, span: Span, target: str, standing: dict[int, list[tuple[str, int]]]
    ) -> list[tuple[int, Use]]:
        """Return whom of those in the source a form stands for.

        What is agreed for one of them is no banned or former form of another.
        """
        found = []
        for entry in dict.fromkeys(self.table.owners(span.form)):
            if entry not in standing:
                continue
            told = self.table.role(entry, span, target, [form for form, _ in standing[entry]])
            if told is not None:
                found.append((entry, Use(*told, span.start, span.end)))
        agreed = [each for each in found if each[1].role in AGREED]
        return agreed or found

    def _sighting(
        self, entry: int, standing: tuple[tuple[str, int], ...], uses: list[Use]
    ) -> Sighting:
        texts = self.table.texts(entry)
        if not uses and not any(form in texts for form, _ in standing):
            return Sighting(entry, standing, (), "unagreed")
        return Sighting(
            entry,
            standing,
            tuple(sorted(uses, key=lambda use: use.start)),
            _state({use.role for use in uses}),
        )

    @staticmethod
    def _lacking(
        standing: Sequence[tuple[str, int]], texts: Mapping[str, str], uses: Sequence[Use]
    ) -> list[str]:
        """Return the renderings of an entry that stand less often than the source has them."""
        wanted: Counter[str] = Counter()
        for form, count in standing:
            if form in texts:
                wanted[texts[form]] += count
        there = Counter(use.form for use in uses)
        if there.total() >= wanted.total():
            return []
        return [text for text, count in wanted.items() if there[text] < count]


def _short(
    owned: Iterable[tuple[int, Use]],
    uses: defaultdict[int, list[Use]],
    standing: dict[int, list[tuple[str, int]]],
) -> list[tuple[int, Use]]:
    """Keep those of a form's entries that stand in the target less often than in the source."""
    return [
        (entry, use)
        for entry, use in owned
        if len(uses[entry]) < sum(count for _, count in standing[entry])
    ]


def _state(roles: set[Role]) -> State:
    for role in _WORST:
        if role in roles:
            return role
    if roles & AGREED:
        return "agreed"
    return "other" if roles else "missing"
