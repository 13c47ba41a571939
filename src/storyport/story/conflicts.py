"""Where a bible contradicts itself: contradictions block, they do not pass silently; pure.

Severity: what cannot both be kept by any translation is critical or major; what only looks
odd, or rests on proposals alone, is minor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

from storyport.kernel.locales import parse_locale
from storyport.language.scripts import script_counts, scripts_of
from storyport.story.contradictions import Conflict, Severity, scale_conflicts, written_conflicts
from storyport.story.facts import BINDING, Bible, EntryFacts, RenderingFacts
from storyport.story.gendered import gender_of_form, gender_of_note
from storyport.story.merging import contains

__all__ = ["Conflict", "Severity", "blocking", "find_conflicts"]

_T = TypeVar("_T")
_NAMES = frozenset({"character", "place", "faction", "technique", "item", "creature", "brand"})
_SEXES = frozenset({"female", "male"})
_WORN = frozenset({"title", "disguise", "nickname"})
_FEW = 8
_RANK = {"critical": 0, "major": 1, "minor": 2, "advice": 3}


def find_conflicts(bible: Bible, locales: Iterable[str] = ()) -> list[Conflict]:
    """Return the contradictions of the bible, the worst first.

    Args:
        locales: what to look at beside the source; empty for all that the bible knows.
    """
    tags = tuple(dict.fromkeys(locales)) or bible.locales()
    found: list[Conflict] = []
    for entry in bible.entries:
        found += _gender_of_one(entry, bible.source)
        for locale in tags:
            found += _banned_by_itself(entry, locale)
            found += _scripts(entry, locale)
    found += _shared_forms(bible, tags)
    found += scale_conflicts(bible)
    found += written_conflicts(bible)
    for locale in tags:
        found += _in_locale(bible, locale)
    return sorted(found, key=lambda one: (_RANK[one.severity], one.kind, one.locale, one.message))


def blocking(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Return those that have to be settled before anything is translated."""
    return [conflict for conflict in conflicts if conflict.severity in ("critical", "major")]


def _gender_of_one(entry: EntryFacts, source: str) -> Iterator[Conflict]:
    if entry.kind not in ("character", "term", "address", "title", "creature"):
        return
    said = [(form, gender_of_form(form, source)) for form in entry.forms()]
    sexes = {sex for _, sex in said if sex}
    if entry.gender in _SEXES:
        for form, sex in said:
            if sex and sex != entry.gender:
                message = f"{entry} is {entry.gender}, and is called {form}, which is {sex}."
                # A title or a disguise may well be a man's on a woman.
                told = entry.alias_kinds.get(form) in _WORN or entry.confidence is not None
                yield Conflict("gender", "minor" if told else "major", (entry.id,), "", message)
        noted = gender_of_note(entry.note)
        if noted and noted != entry.gender:
            message = f"{entry} is {entry.gender}, and its note says {noted}."
            yield Conflict("gender", "major", (entry.id,), "", message)
    elif len(sexes) > 1:
        forms = ", ".join(form for form, sex in said if sex)
        message = f"{entry} is called both as a woman and as a man: {forms}."
        yield Conflict("gender", "minor", (entry.id,), "", message)


def _banned_by_itself(entry: EntryFacts, locale: str) -> Iterator[Conflict]:
    facts = entry.renderings.get(locale, RenderingFacts())
    texts = [(facts.text, facts.status), *facts.aliases.values()]
    for text, status in dict.fromkeys(texts):
        for ban in facts.banned:
            if text and contains(text, ban, locale):
                severity: Severity = "critical" if status in BINDING else "minor"
                message = f"{entry}: {text!r} is {status}, and its own ban {ban!r} is in it."
                yield Conflict("banned", severity, (entry.id,), locale, message)


def _scripts(entry: EntryFacts, locale: str) -> Iterator[Conflict]:
    facts = entry.renderings.get(locale, RenderingFacts())
    for text, status in dict.fromkeys(((facts.text, facts.status), *facts.aliases.values())):
        if not text or (text.isascii() and parse_locale(locale).script == "Latn"):
            continue
        counts = script_counts(text)
        wanted = scripts_of(parse_locale(locale))
        strange = [script for script in counts if script not in (*wanted, "Latn")]
        if strange and not (locale.startswith("ko") and strange == ["Hani"] and len(counts) > 1):
            message = (
                f"{entry}: {text!r} has letters ({', '.join(strange)}) that {locale} does not use."
            )
            severity: Severity = "major" if status in BINDING else "minor"
            yield Conflict("script", severity, (entry.id,), locale, message)
        elif counts and not any(script in wanted for script in counts):
            message = f"{entry}: {text!r} is in Latin letters, and {locale} is not."
            yield Conflict("script", "minor", (entry.id,), locale, message)


def _shared_forms(bible: Bible, locales: Sequence[str]) -> Iterator[Conflict]:
    shared: defaultdict[str, list[EntryFacts]] = defaultdict(list)
    for entry in bible.entries:
        for form in entry.forms():
            shared[form].append(entry)
    for form, entries in shared.items():
        for one, other in _pairs(entries):
            if one.validity_of(form).overlaps(other.validity_of(form)):
                yield _shared_form(form, one, other, locales)


def _pairs(things: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    """Give every pair of a few, neighbours only of many: a crowd needs no quadratic report."""
    return combinations(things, 2) if len(things) <= _FEW else pairwise(things)


def _shared_form(form: str, one: EntryFacts, other: EntryFacts, locales: Sequence[str]) -> Conflict:
    heads = [entry for entry in (one, other) if entry.headword == form]
    ids = (one.id, other.id)
    against = {one.gender, other.gender} == _SEXES
    differing = [locale for locale in locales if _differ(one, other, form, locale)]
    if len(heads) == 1:
        message = f"{form} is a headword, and an alias of another: {one}, {other}; is it one entry?"
        if against:
            return Conflict("split", "critical", ids, "", f"{message} One is female, one is male.")
        severity: Severity = "major" if differing else "minor"
        return Conflict("split", severity, ids, differing[0] if differing else "", message)
    if len(heads) == 2 and against:
        message = f"{one} is {one.gender}, {other} is {other.gender}; is it one entry?"
        return Conflict("gender", "major", ids, "", message)
    message = f"{form} names two entries: {one}, {other}; nothing tells which is meant."
    if not differing or len(heads) == 2:
        return Conflict("form", "minor", ids, "", message)
    return Conflict("form", "major", ids, differing[0], message)


def _differ(one: EntryFacts, other: EntryFacts, form: str, locale: str) -> bool:
    texts = [entry.rendering_of(form, locale) for entry in (one, other)]
    return len({found[0] for found in texts if found and found[1]}) > 1


@dataclass(frozen=True)
class _Use:
    """A rendering in use: whose, of which form, and whether it binds."""

    entry: EntryFacts
    form: str
    text: str
    binds: bool


def _in_locale(bible: Bible, locale: str) -> Iterator[Conflict]:
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for entry in bible.entries:
        for form in entry.forms():
            found = entry.rendering_of(form, locale)
            if found:
                uses[found[0].casefold()].append(_Use(entry, form, *found))
    for same in uses.values():
        yield from _same_rendering(same, locale)
    for entry in bible.entries:
        for ban in entry.banned_in(locale):
            yield from _banned_elsewhere(entry, ban, uses.get(ban.casefold(), []), locale)


def _same_rendering(uses: Sequence[_Use], locale: str) -> Iterator[Conflict]:
    strongest: dict[int, _Use] = {}
    for use in sorted(uses, key=_weakness):
        strongest.setdefault(use.entry.id, use)
    for one, other in _pairs(list(strongest.values())):
        if {*one.entry.forms()} & {*other.entry.forms()}:
            continue  # already told as one form of two entries
        if not one.entry.validity_of(one.form).overlaps(other.entry.validity_of(other.form)):
            continue  # never both at one time
        names = one.entry.kind == other.entry.kind and one.entry.kind in _NAMES
        heads = all(use.form == use.entry.headword for use in (one, other))
        severity: Severity = "major" if names and heads and one.binds and other.binds else "minor"
        message = f"{one.form} and {other.form} are both {one.text!r}: {one.entry}, {other.entry}."
        yield Conflict("rendering", severity, (one.entry.id, other.entry.id), locale, message)


def _weakness(use: _Use) -> tuple[bool, bool]:
    return (not use.binds, use.form != use.entry.headword)


def _banned_elsewhere(
    entry: EntryFacts, ban: str, uses: Sequence[_Use], locale: str
) -> Iterator[Conflict]:
    for use in uses:
        if use.entry.id == entry.id or use.text != ban:
            continue
        severity: Severity = "major" if use.binds else "minor"
        message = f"{ban!r} is banned for {entry}, and is what {use.form} is called ({use.entry})."
        yield Conflict("banned", severity, (entry.id, use.entry.id), locale, message)
