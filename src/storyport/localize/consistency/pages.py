"""A consistency report as one HTML page that needs nothing outside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.template.loader import render_to_string

from storyport.kernel.files import write_whole
from storyport.localize.consistency.forms import Role
from storyport.localize.consistency.report import (
    Consistency,
    EntryUse,
    FormUse,
    LocaleUse,
    Verdict,
)
from storyport.localize.consistency.tally import AGREED_PLACES, OTHER_PLACES, Place

__all__ = ["PLACES", "render_page", "write_page"]

PLACES = 3000
"""Places that a page shows in all, the worst entries first; the rest is counted."""

_VERDICTS: dict[Verdict, str] = {
    "banned": "banned form in use",
    "several": "several renderings",
    "missing": "missing",
    "consistent": "consistent",
    "unagreed": "no rendering yet",
    "untranslated": "not translated yet",
    "unmet": "not in the text",
}
_TONES: dict[Verdict, str] = {"banned": "major", "several": "minor", "missing": "minor"}
_ROLES: dict[Role, str] = {
    "agreed": "agreed",
    "shape": "declared shape",
    "address": "form of address",
    "banned": "banned",
    "other": "agreed for another form of it",
    "former": "former rendering",
    "near": "looks misspelled",
    "missing": "nothing stands for it",
}
_FAULTS: tuple[Verdict, ...] = ("banned", "several", "missing")


@dataclass(frozen=True)
class _Form:
    """A form, the places that are shown of it, how many are not.

    Attributes:
        alias: form of the source that it is for, where that is not the headword.
    """

    id: str
    use: FormUse
    alias: str
    told: str
    places: Sequence[tuple[str, Place]]
    left_out: int
    works: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class _Entry:
    """An entry as the page has it."""

    id: str
    use: EntryUse
    tag: str
    tone: str
    forms: Sequence[_Form]

    @property
    def share(self) -> str:
        """How much of it is as agreed."""
        return _per_cent(self.use.share)

    @property
    def faulty(self) -> Sequence[_Form]:
        """Forms that are not as agreed."""
        return [form for form in self.forms if not form.use.is_agreed]


@dataclass(frozen=True)
class _Group:
    """Entries that are looked at together. `open`: whether they are shown at once."""

    title: str
    note: str
    entries: Sequence[_Entry]
    open: bool
    brief: bool = False


@dataclass(frozen=True)
class _Locale:
    """A locale's section."""

    use: LocaleUse
    agreed: str
    worst: Sequence[_Entry]
    groups: Sequence[_Group]
    verdicts: Sequence[tuple[Verdict, str, int]]
    bar: Sequence[tuple[str, str, float, int]]


def write_page(found: Consistency, path: Path) -> None:
    """Write the page, whole or not at all.

    Raises:
        BadInput: it cannot be written.
    """
    write_whole(path, [render_page(found).encode()])


def render_page(found: Consistency) -> str:
    """Return the page; it reads without its script, which only filters."""
    purse = _Purse(PLACES)
    locales = [_locale(use, purse, several=len(found.works) > 1) for use in found.locales]
    kinds = sorted({use.entry.kind for each in found.locales for use in each.entries})
    verdicts = {name for each in locales for name, _, _ in each.verdicts}
    context = {
        "found": found,
        "locales": locales,
        "works": [str(work) for work in found.works],
        "kinds": kinds,
        "verdicts": [(name, told) for name, told in _VERDICTS.items() if name in verdicts],
        "when": datetime.now(UTC),
        "shown": PLACES - purse.left,
        "left_out": purse.left_out,
        "most": PLACES,
        "of_agreed": AGREED_PLACES,
        "of_a_form": OTHER_PLACES,
    }
    return render_to_string("localize/consistency.html", context)


class _Purse:
    """How many places may still be shown."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.left_out = 0

    def take(self, places: Sequence[Place], all_: int) -> Sequence[Place]:
        """Return the places that may be shown of so many."""
        taken = places[: self.left]
        self.left -= len(taken)
        self.left_out += all_ - len(taken)
        return taken


def _locale(use: LocaleUse, purse: _Purse, *, several: bool) -> _Locale:
    entries = [_entry(each, use.locale.tag, purse, several=several) for each in use.entries]
    of = {entry.use.entry.id: entry for entry in entries}
    return _Locale(
        use=use,
        agreed="–" if use.share is None else _per_cent(use.share),
        worst=[of[each.entry.id] for each in use.worst],
        groups=[group for group in _groups(entries) if group.entries],
        verdicts=[(name, _VERDICTS[name], count) for name, count in use.verdicts.items()],
        bar=list(_bar(use)),
    )


def _groups(entries: Sequence[_Entry]) -> Iterable[_Group]:
    faulty = [entry for entry in entries if entry.use.verdict in _FAULTS]
    yield _Group("To look at", "", [entry for entry in faulty if entry.use.binding], open=True)
    yield _Group("Consistent", "", _of(entries, "consistent"), open=False)
    hints = [entry for entry in faulty if not entry.use.binding]
    yield _Group("Only proposed", "hints, which bind nobody", hints, open=False)
    yield _Group("No rendering yet", "", _of(entries, "unagreed"), open=False)
    yield _Group("Not translated yet", "", _of(entries, "untranslated"), open=False)
    yield _Group("Not in the text", "", _of(entries, "unmet"), open=False, brief=True)


def _of(entries: Sequence[_Entry], verdict: Verdict) -> list[_Entry]:
    return [entry for entry in entries if entry.use.verdict == verdict]


def _entry(use: EntryUse, locale: str, purse: _Purse, *, several: bool) -> _Entry:
    tag = _VERDICTS[use.verdict]
    if use.verdict == "missing":
        tag = f"missing in {use.missing:,} of {use.translated:,}"
    number = f"p{-use.entry.id}" if use.is_from_pack else str(use.entry.id)
    name = f"{locale}-{number}"
    forms = [
        _form(form, f"{name}-{place}", use.entry.headword, purse, several=several)
        for place, form in enumerate(use.forms, 1)
    ]
    return _Entry(name, use, tag, _TONES.get(use.verdict, "advice"), forms)


def _form(use: FormUse, name: str, headword: str, purse: _Purse, *, several: bool) -> _Form:
    places = purse.take(use.places, use.lines)
    return _Form(
        id=name,
        use=use,
        alias="" if headword in use.of or not use.of else use.of[0],
        told=_told(use),
        places=[(_where(place, several=several), place) for place in places],
        left_out=use.lines - len(places),
        works=[(str(work), count) for work, count, _ in use.works],
    )


def _per_cent(share: float) -> str:
    """Return a share; 100 % is all of it, 0 % is nothing."""
    whole = 100 * share
    if whole in (0.0, 100.0):
        return f"{whole:.0f} %"
    return f"{min(max(whole, 0.1), 99.9):.1f} %"


def _told(use: FormUse) -> str:
    if use.role == "near" and not use.form:
        return "other spellings"
    return _ROLES[use.role]


def _where(place: Place, *, several: bool) -> str:
    return f"{place.work} · {place.part}" if several else place.part


def _bar(use: LocaleUse) -> Iterable[tuple[str, str, float, int]]:
    """Give (class, words, per cent, lines) of what lines come to, over all that is decided."""
    states = {
        "agreed": ("agreed", "as agreed"),
        "other": ("other", "another rendering"),
        "banned": ("banned", "a banned form"),
        "missing": ("missing", "nothing stands for it"),
    }
    counts = dict.fromkeys(states, 0)
    for each in use.binding:
        for state, count in each.states.items():
            name = "other" if state in ("former", "near", "other") else str(state)
            if name in counts:
                counts[name] += count
    total = sum(counts.values())
    for name, (tone, told) in states.items():
        if counts[name]:
            yield tone, told, 100 * counts[name] / total, counts[name]
