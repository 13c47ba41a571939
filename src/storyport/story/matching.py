"""Which facts of the bible stand in a text: what a target is made from and depends on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from storyport.checks.base import NAMING_KINDS
from storyport.engines.base import Term
from storyport.kernel.digests import digest_json
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.terms import TermForm, TermMatcher
from storyport.story.actions.set_style import story_styles, style_of
from storyport.story.facts import Bible, EntryFacts, RelationFacts
from storyport.story.guide import load_guide
from storyport.story.styles import LocaleStyle
from storyport.story.timeline import times_of_parts

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = [
    "Fact",
    "FactIndex",
    "Hits",
    "basis_of",
    "count_of",
    "facts_from_json",
    "facts_to_json",
    "load_index",
]

Hits = tuple[tuple[int, str, int], ...]
"""(entry id, form, how often) of one text, sorted."""

_DIGEST = 32


@dataclass(frozen=True)
class Fact:
    """One binding rendering of a form that stands in a text."""

    entry: int
    form: str
    text: str
    gender: str

    @property
    def name(self) -> tuple[int, str]:
        """What the fact is about, whatever it says."""
        return (self.entry, self.form)


def load_index(story: Story) -> FactIndex:
    """Return a story's bible, over its packs, ready to be matched against its parts."""
    bible = load_guide(story)
    times = times_of_parts(story) if is_timed(bible) else {}
    return FactIndex(bible, parse_locale(story.source_locale), times, story_styles(story))


def is_timed(bible: Bible) -> bool:
    """Tell whether anything in a bible holds for a time only."""
    return any(
        any(entry.validity)
        or entry.alias_times
        or entry.spoiler
        or any(any(relation.validity) for relation in entry.relations)
        for entry in bible.entries
    )


def basis_of(source_digest: str, facts: Sequence[Fact]) -> str:
    """Return the digest of what a target is made from (32 hex digits)."""
    return digest_json([source_digest, facts_to_json(facts)])[:_DIGEST] if facts else source_digest


def facts_to_json(facts: Iterable[Fact]) -> list[list[Any]]:
    """Return the facts as a Target stores them."""
    return [[fact.entry, fact.form, fact.text, fact.gender] for fact in facts]


def facts_from_json(stored: Iterable[Sequence[Any]]) -> tuple[Fact, ...]:
    """Return the facts that a Target stored."""
    return tuple(Fact(int(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in stored)


class FactIndex:
    """Today's bible, ready to be matched against texts of the source locale.

    Args:
        times: part id -> story time, by which a form that holds for a time only is told.
        styles: what the story's styles have other than the defaults (`story_styles`).
    """

    def __init__(
        self,
        bible: Bible,
        source: LocaleInfo,
        times: Mapping[int, int] | None = None,
        styles: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        self.bible = bible
        self.source = source
        self._told_styles = styles or {}
        self._styles: dict[str, LocaleStyle] = {}
        self._times = times or {}
        self._entries: dict[int, EntryFacts] = {entry.id: entry for entry in bible.entries}
        self._by_form: dict[str, list[int]] = defaultdict(list)
        for form, entry in bible.forms():
            self._by_form[form].append(entry)
        self._timed = is_timed(bible)
        self._turns = _turns(bible) if self._timed else []
        self._matchers: dict[int, TermMatcher] = {}
        self._facts: dict[tuple[Hits, str], tuple[Fact, ...]] = {}

    def _names(self, entry: int) -> bool:
        return self._entries[entry].kind in NAMING_KINDS

    def knows(self, entry: int) -> bool:
        """Tell whether there is an entry of this number today."""
        return entry in self._entries

    def entry(self, entry: int) -> EntryFacts:
        """Return the facts of one entry."""
        return self._entries[entry]

    def style(self, locale: LocaleInfo) -> LocaleStyle:
        """Return the story's style of a locale."""
        if locale.tag not in self._styles:
            self._styles[locale.tag] = style_of(locale, self._told_styles)
        return self._styles[locale.tag]

    @cached_property
    def _addresses(self) -> dict[str, list[RelationFacts]]:
        """Forms of address, and who uses them of whom."""
        found: dict[str, list[RelationFacts]] = {}
        for entry in self.bible.entries:
            for relation in entry.relations:
                found.setdefault(relation.word, []).append(relation)
        return found

    def speakers(self, said: Iterable[str], time: int) -> tuple[str, ...]:
        """Return who of some speakers may be told at a time, by their headwords of today.

        Not one who is a secret until later; a role (a waiter) is in no bible.
        """
        told = (who for who in said if self._may_be_told(who, time))
        return tuple(dict.fromkeys(self._headword(who, time) for who in told))

    def _headword(self, speaker: str, time: int) -> str:
        """Return the headword of one known by an alias since, unless that would tell a secret."""
        named = self.bible.named(speaker)
        alone = len(named) == 1 and named[0].kind == "character"
        if alone and self._may_be_told(named[0].headword, time):
            return named[0].headword
        return speaker

    def _may_be_told(self, speaker: str, time: int) -> bool:
        named = [entry for entry in self.bible.named(speaker) if entry.headword == speaker]
        return not named or any(
            entry.holds(speaker, time) and not (time and entry.hidden_at(time)) for entry in named
        )

    def time_of(self, part: int) -> int:
        """Return the story time of a part; 0, which is any time, where it is not known."""
        return self._times.get(part, 0)

    def hits(self, source: str, time: int = 0) -> Hits:
        """Return what of the bible stands in a text; a form of two entries counts for both.

        Args:
            time: story time of the text; 0 for any: then forms count whenever they hold.
        """
        if not self._by_form:
            return ()
        time = time if self._timed else 0
        counts = self._matcher(time).count(source)
        return tuple(
            sorted(
                (entry, form, n)
                for form, n in counts.items()
                for entry in self._by_form[form]
                if not time or self._entries[entry].holds(form, time)
            )
        )

    def _matcher(self, time: int) -> TermMatcher:
        """Return what finds the forms of a time: one that does not hold yet hides none that does."""
        span = bisect_right(self._turns, time) if time else -1
        if span not in self._matchers:
            forms = []
            for form, entries in self._by_form.items():
                held = [entry for entry in entries if self._entries[entry].holds(form, time)]
                if held:
                    forms.append(TermForm(form, str(held[0]), any(map(self._names, held))))
            self._matchers[span] = TermMatcher(forms, self.source)
        return self._matchers[span]

    def facts(self, hits: Hits, locale: str) -> tuple[Fact, ...]:
        """Return the binding facts of a locale, sorted."""
        key = (hits, locale)
        if key not in self._facts:
            if len(self._facts) > 50_000:
                self._facts.clear()
            self._facts[key] = tuple(self._binding(hits, locale))
        return self._facts[key]

    def _binding(self, hits: Hits, locale: str) -> Iterable[Fact]:
        for entry, form, _ in hits:
            facts = self._entries[entry]
            found = facts.rendering_of(form, locale)
            if found and found[1]:
                yield Fact(entry, form, found[0], facts.gender_in(locale))

    def banned(self, entry: int, locale: str) -> tuple[str, ...]:
        """Return the forms that must not stand for an entry."""
        return self._entries[entry].banned_in(locale)

    def shapes(self, entry: int, forms: Iterable[str], locale: str) -> tuple[str, ...]:
        """Return what may stand for an entry's rendering: its other shapes, forms of address."""
        addressed = (
            told[0]
            for form in forms
            for relation in self._addresses.get(form, ())
            if (told := relation.rendering_of(locale)) and told[1]
        )
        return tuple(dict.fromkeys((*self._entries[entry].shapes_in(locale), *addressed)))

    def former(self, fact: Fact, locale: str) -> tuple[str, ...]:
        """Return what was said before in place of a fact's text, newest first."""
        return self._entries[fact.entry].former_in(fact.form, locale)

    def terms(self, hits: Iterable[tuple[int, str]], locale: str) -> list[Term]:
        """Return the renderings that an engine is told, binding and proposed alike."""
        terms: list[Term] = []
        for entry, form in dict.fromkeys(hits):
            facts = self._entries[entry]
            found = facts.rendering_of(form, locale)
            if found:
                note = ", ".join(
                    filter(None, (facts.kind, facts.gender_in(locale), facts.choice_in(locale)))
                )
                banned, sort = self.banned(entry, locale), facts.word_class
                terms.append(Term(form, found[0], found[1], note, banned, sort))
        return terms


def _turns(bible: Bible) -> list[int]:
    """Return the points of story time at which some form begins to hold, or no longer does."""
    spans = (entry.validity_of(form) for entry in bible.entries for form in entry.forms())
    return sorted({at for span in spans for at in (span.since, span.until + 1) if at > 1})


def count_of(fact: Fact, hits: Hits, facts: Sequence[Fact]) -> int:
    """Return how often a source asks for a fact's rendering, by any form that shares it."""
    forms = {other.form for other in facts if other.entry == fact.entry and other.text == fact.text}
    return sum(n for entry, form, n in hits if entry == fact.entry and form in forms)
