"""What every entry of the bible is called in the targets: what is agreed, what is not, where."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progressing
from storyport.localize.consistency.forms import AGREED, ROLES, Role
from storyport.localize.consistency.lines import WorkName
from storyport.localize.consistency.looking import Looker, State
from storyport.localize.consistency.surveying import survey
from storyport.localize.consistency.tally import EntryTally, FormTally, Place, Tally
from storyport.localize.standing import target_locales
from storyport.story.facts import EntryFacts
from storyport.story.matching import FactIndex, load_index
from storyport.story.models import Story

__all__ = [
    "VERDICTS",
    "Consistency",
    "EntryUse",
    "FormUse",
    "LocaleUse",
    "Verdict",
    "entry_uses",
    "find_consistency",
]

Verdict = Literal["banned", "several", "missing", "consistent", "unagreed", "untranslated", "unmet"]
"""What an entry has come to in a locale, the worst first.

`banned`: a banned form is in use. `several`: something beside the agreed rendering is in use.
`missing`: in some lines nothing stands for it. `consistent`. `unagreed`: it has no rendering in
the locale. `untranslated`: none of its lines has a target. `unmet`: no line has it.
"""

VERDICTS: tuple[Verdict, ...] = (
    "banned", "several", "missing", "consistent", "unagreed", "untranslated", "unmet",
)  # fmt: skip
_SEVERAL: tuple[State, ...] = ("former", "near", "other")
# How much worse a banned form is than another one, and that than none at all.
_WEIGHTS: Mapping[State, int] = {"banned": 6, "former": 3, "near": 3, "other": 2, "missing": 1}
_WORST = 10


@dataclass(frozen=True)
class FormUse:
    """One form in use for an entry.

    Attributes:
        form: empty where nothing stands, and for spellings beyond those told apart.
        count, lines: how often, in how many lines; of `missing`: of the source.
        of: forms of the source that it is agreed for. works: (work, count, lines).
        places: the first few of each work, the rest only counted.
    """

    role: Role
    form: str
    count: int
    lines: int
    of: tuple[str, ...]
    works: tuple[tuple[WorkName, int, int], ...]
    places: tuple[Place, ...]

    @property
    def is_agreed(self) -> bool:
        """Whether that is how it should be."""
        return self.role in AGREED


@dataclass(frozen=True)
class EntryUse:
    """One entry in one locale.

    Attributes:
        rendering: what is agreed for the headword (an alias's, where that alone has one).
        binding: whether that is decided, not merely proposed.
        sources: (form in the source, how often), the headword first.
        lines: lines that have it, or an old name of it. translated: those of them with a target.
        agreed: those of the translated in which only what is agreed stands.
        forms: in the order of `forms.ROLES`, the most frequent first.
    """

    entry: EntryFacts
    rendering: str
    binding: bool
    sources: tuple[tuple[str, int], ...]
    lines: int
    translated: int
    states: Mapping[State, int]
    forms: tuple[FormUse, ...]
    verdict: Verdict

    @property
    def occurrences(self) -> int:
        """How often the source has it."""
        return sum(count for _, count in self.sources)

    @property
    def agreed(self) -> int:
        """Lines in which what is agreed stands, and nothing that should not."""
        return self.states.get("agreed", 0)

    @property
    def missing(self) -> int:
        """Lines with a target in which nothing stands for it."""
        return self.states.get("missing", 0)

    @property
    def share(self) -> float:
        """Share of the lines with a target that are as agreed, 0 to 1."""
        return self.agreed / self.translated if self.translated else 0.0

    @property
    def weight(self) -> int:
        """How much there is to mend."""
        return sum(_WEIGHTS.get(state, 0) * n for state, n in self.states.items())

    @property
    def is_from_pack(self) -> bool:
        """Whether a genre pack knows it, not the story's own bible."""
        return self.entry.id < 0


@dataclass(frozen=True)
class LocaleUse:
    """All entries in one locale, the worst first."""

    locale: LocaleInfo
    entries: tuple[EntryUse, ...]

    @property
    def binding(self) -> list[EntryUse]:
        """Entries whose rendering is decided and that stand in a translated line."""
        return [use for use in self.entries if use.binding and use.translated]

    @property
    def occurrences(self) -> int:
        """How often the source has any entry."""
        return sum(use.occurrences for use in self.entries)

    @property
    def met(self) -> int:
        """Entries that stand in any line."""
        return sum(use.verdict != "unmet" for use in self.entries)

    @property
    def share(self) -> float | None:
        """Share of lines as agreed over all that is decided, None where there is nothing."""
        lines = sum(use.translated for use in self.binding)
        return sum(use.agreed for use in self.binding) / lines if lines else None

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many entries have each verdict."""
        found = [use.verdict for use in self.entries]
        return {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found}

    @property
    def worst(self) -> list[EntryUse]:
        """The ten decided entries with the most to mend."""
        return [use for use in self.binding if use.weight][:_WORST]


@dataclass(frozen=True)
class Consistency:
    """A story's consistency, in some locales."""

    story: str
    title: str
    source: LocaleInfo
    works: tuple[WorkName, ...]
    kinds: tuple[str, ...]
    locales: tuple[LocaleUse, ...]


def find_consistency(
    story: Story,
    locales: Sequence[LocaleInfo] = (),
    kinds: Collection[str] = (),
    progress: Progressing | None = None,
) -> Consistency:
    """Return what each entry is called in all works of a story.

    Args:
        locales: none: all that the story has targets in. kinds: only entries of these; none: all.
    """
    index = load_index(story)
    found = [
        _locale(story, index, locale, frozenset(kinds), progress)
        for locale in locales or target_locales(story)
    ]
    return Consistency(
        story=story.name,
        title=story.title or story.name,
        source=parse_locale(story.source_locale),
        works=_works(story),
        kinds=tuple(sorted(kinds)),
        locales=tuple(found),
    )


def _works(story: Story) -> tuple[WorkName, ...]:
    rows = story.works.order_by("id").values_list("medium", "name")
    return tuple(WorkName(medium, name) for medium, name in rows)


def _locale(
    story: Story,
    index: FactIndex,
    locale: LocaleInfo,
    kinds: frozenset[str],
    progress: Progressing | None,
) -> LocaleUse:
    tally = Tally(index.source, locale)
    survey(story, Looker(index, locale), tally, progress=progress)
    uses = entry_uses(index, locale, tally)
    return LocaleUse(locale, tuple(use for use in uses if not kinds or use.entry.kind in kinds))


def entry_uses(index: FactIndex, locale: LocaleInfo, tally: Tally) -> list[EntryUse]:
    """Return what was counted of each entry, the worst first.

    What a genre pack knows is left out where the story does not have it.
    """
    uses = [
        _entry_use(entry, locale, tally.entries.get(entry.id, EntryTally()))
        for entry in index.bible.entries
        if entry.id >= 0 or entry.id in tally.entries
    ]
    return sorted(uses, key=_order)


def _order(use: EntryUse) -> tuple[object, ...]:
    worst = VERDICTS.index(use.verdict)
    return (not use.binding, -use.weight, worst, -use.occurrences, use.entry.headword, use.entry.id)


def _entry_use(entry: EntryFacts, locale: LocaleInfo, tally: EntryTally) -> EntryUse:
    rendering = _rendering(entry, locale)
    lines = tally.states.total()
    forms = [
        _form_use(entry, locale, role, form, counted)
        for (role, form), counted in tally.forms.items()
    ]
    forms.sort(key=lambda use: (ROLES.index(use.role), -use.count, use.form))
    return EntryUse(
        entry=entry,
        rendering=rendering[0],
        binding=rendering[1],
        sources=tuple((form, n) for form in entry.forms() if (n := tally.sources[form])),
        lines=lines,
        translated=lines - tally.states["untranslated"],
        states=dict(tally.states),
        forms=tuple(forms),
        verdict=_verdict(tally.states, lines, agreed=bool(rendering[0])),
    )


def _form_use(
    entry: EntryFacts, locale: LocaleInfo, role: Role, form: str, counted: FormTally
) -> FormUse:
    renderings = ((own, entry.rendering_of(own, locale.tag)) for own in entry.forms())
    return FormUse(
        role=role,
        form=form,
        count=counted.count,
        lines=counted.lines,
        of=tuple(own for own, found in renderings if found and found[0] == form),
        works=tuple((work, count, met) for work, (count, met) in counted.works.items()),
        places=tuple(counted.places),
    )


def _rendering(entry: EntryFacts, locale: LocaleInfo) -> tuple[str, bool]:
    found = (entry.rendering_of(form, locale.tag) for form in entry.forms())
    return next(filter(None, found), ("", False))


def _verdict(states: Mapping[State, int], lines: int, *, agreed: bool) -> Verdict:
    if not lines:
        return "unmet"
    if states.get("banned"):
        return "banned"
    if not agreed:
        return "unagreed"
    if any(states.get(state) for state in _SEVERAL):
        return "several"
    if states.get("missing"):
        return "missing"
    return "consistent" if states.get("agreed") else "untranslated"
