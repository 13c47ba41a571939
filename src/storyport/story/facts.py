"""The bible as plain facts, for everything that reads it and writes nothing.

Source forms (headword, aliases) and renderings are text as a reader sees it, without marks.
Locales are BCP 47 tags as `kernel.locales` writes them. Story time counts the chapters of the
novel from 1; 0 where a point of it is left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, NamedTuple

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

__all__ = [
    "ALWAYS",
    "BINDING",
    "Bible",
    "EntryFacts",
    "EvidenceFacts",
    "RelationFacts",
    "RenderingFacts",
    "Status",
    "Validity",
    "fallbacks",
]

Status = Literal["proposed", "approved", "locked"]
"""How far a rendering was decided; what is not proposed binds."""

BINDING: frozenset[str] = frozenset({"approved", "locked"})


class Validity(NamedTuple):
    """From when until when something holds, both ends in it; 0 leaves an end open."""

    since: int = 0
    until: int = 0

    def holds(self, time: int) -> bool:
        """Tell whether it holds at a point of story time; time 0 is any time."""
        if not time:
            return True
        return self.since <= time and (not self.until or time <= self.until)

    def overlaps(self, other: Validity) -> bool:
        """Tell whether there is a time at which both hold."""
        return (not self.until or other.since <= self.until) and (
            not other.until or self.since <= other.until
        )


ALWAYS = Validity()


_OF_THEIR_OWN = frozenset({"title", "nickname", "disguise", "nameless"})
_NOT_SAID: tuple[str, Status] = ("", "proposed")


@dataclass(frozen=True)
class EvidenceFacts:
    """Where something was seen: the place in words, words of the source, what they show."""

    place: str
    excerpt: str
    reason: str = ""


@dataclass(frozen=True)
class RelationFacts:
    """How an entry calls another one.

    Attributes:
        other, other_kind: headword and kind of the one called; the kind may be empty where
            the headword names one entry only.
        word: form of address in the source. renderings: locale -> (text, status).
    """

    other: str
    word: str
    other_kind: str = ""
    validity: Validity = ALWAYS
    renderings: Mapping[str, tuple[str, Status]] = field(default_factory=dict)

    def rendering_of(self, locale: str) -> tuple[str, bool] | None:
        """Return (text, whether it binds) in a locale, None where there is none."""
        for tag in fallbacks(locale):
            text, status = self.renderings.get(tag, ("", "proposed"))
            if text:
                return text, status in BINDING
        return None


@dataclass(frozen=True)
class RenderingFacts:
    """What an entry is called in one locale.

    Attributes:
        text: rendering of the headword; empty where only bans, aliases or old texts are known.
        status: of `text`.
        banned: forms that must not stand for the entry.
        aliases: alias -> (its own rendering, status); an alias without one takes `text`, unless
            it is a title, a nickname or a disguise.
        former: earlier texts of the headword, newest first, `text` itself not among them.
        former_aliases: alias -> its earlier texts, newest first.
        forms: other shapes the text takes -> what they are ("plural", "genitive", ...).
        gender, pronouns: in this locale; empty: as the entry's, or as the language has it.
        voice: which voice speaks it. choice: `translate`, `transliterate`, `explain` or empty.
        codex: what a reader may look up about it.
    """

    text: str = ""
    status: Status = "proposed"
    banned: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, Status]] = field(default_factory=dict)
    former: tuple[str, ...] = ()
    former_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    gender: str = ""
    pronouns: str = ""
    voice: str = ""
    choice: str = ""
    codex: str = ""

    def said(self) -> bool:
        """Tell whether it says anything today (old texts alone do not)."""
        return bool(self.text or self.banned or self.aliases or self.forms) or self.described()

    def described(self) -> bool:
        """Tell whether it says more than what the entry is called."""
        return bool(self.gender or self.pronouns or self.voice or self.choice or self.codex)


@dataclass(frozen=True)
class EntryFacts:
    """Someone or something of the story with a name.

    Attributes:
        id: number in the database; 0 where it is not stored yet.
        kind: one of `models.Entry.Kind`; empty where a file did not say.
        gender: `female`, `male`, `neutral`, `unknown`, or empty.
        aliases: other forms in the source, sorted. alias_kinds: alias -> what sort of form.
        renderings: locale -> what it is called there.
        scale, step: of a rank: its scale, and its place on it from 1, the lowest; 0: not known.
        validity: when it holds. alias_times: alias -> when that form is used for it.
        spoiler: story time before which a reader should not know of it; 0: no secret.
        speech: how it speaks. confidence: of what was learned (0 to 1), None where a person
            said it. evidence: where it was seen.
        relations: how it calls others.
        word_class: of its renderings, where a pack says so; not stored.
    """

    id: int
    headword: str
    kind: str = ""
    gender: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    renderings: Mapping[str, RenderingFacts] = field(default_factory=dict)
    alias_kinds: Mapping[str, str] = field(default_factory=dict)
    scale: str = ""
    step: int = 0
    validity: Validity = ALWAYS
    alias_times: Mapping[str, Validity] = field(default_factory=dict)
    spoiler: int = 0
    speech: str = ""
    confidence: float | None = None
    relations: tuple[RelationFacts, ...] = ()
    evidence: tuple[EvidenceFacts, ...] = ()
    word_class: str = ""

    def __str__(self) -> str:
        return f"{self.headword} ({self.kind})" if self.kind else self.headword

    def forms(self) -> tuple[str, ...]:
        """Return the headword and the aliases."""
        return (self.headword, *self.aliases)

    def holds(self, form: str, time: int) -> bool:
        """Tell whether a form means this entry at a point of story time (0: at any)."""
        if not time:
            return True
        return self.validity.holds(time) and self.alias_times.get(form, ALWAYS).holds(time)

    def hidden_at(self, time: int) -> bool:
        """Tell whether who it is is not known yet: a secret, or a disguise not seen through."""
        disguised = any(
            times.since > time
            for alias, times in self.alias_times.items()
            if self.alias_kinds.get(alias) == "disguise"
        )
        return time < self.spoiler or disguised

    def validity_of(self, form: str) -> Validity:
        """Return when a form means this entry."""
        own, times = self.validity, self.alias_times.get(form, ALWAYS)
        ends = [end for end in (own.until, times.until) if end]
        return Validity(max(own.since, times.since), min(ends, default=0))

    def gender_in(self, locale: str) -> str:
        """Return the gender it has in a locale."""
        found = (self.renderings[tag].gender for tag in fallbacks(locale) if tag in self.renderings)
        return next(filter(None, found), self.gender)

    def pronouns_in(self, locale: str) -> str:
        """Return its pronouns in a locale, empty where nobody said."""
        found = (
            self.renderings[tag].pronouns for tag in fallbacks(locale) if tag in self.renderings
        )
        return next(filter(None, found), "")

    def choice_in(self, locale: str) -> str:
        """Return what was chosen for a heritage term in a locale, empty where nothing was."""
        found = (self.renderings[tag].choice for tag in fallbacks(locale) if tag in self.renderings)
        return next(filter(None, found), "")

    def shapes_in(self, locale: str) -> tuple[str, ...]:
        """Return other shapes that its renderings take in a locale (plural, cases, ...)."""
        return tuple(
            dict.fromkeys(
                shape
                for tag in fallbacks(locale)
                if tag in self.renderings
                for shape in self.renderings[tag].forms
            )
        )

    def rendering_of(self, form: str, locale: str) -> tuple[str, bool] | None:
        """Return (text, whether it binds) of a form in a locale, None where there is none.

        A title, a nickname or a disguise is not called what the name is called.
        """
        for tag in fallbacks(locale):
            facts = self.renderings.get(tag)
            if facts is None:
                continue
            text, status = facts.aliases.get(form, _NOT_SAID)
            if not text and self.alias_kinds.get(form) not in _OF_THEIR_OWN:
                text, status = facts.text, facts.status
            if text:
                return text, status in BINDING
        return None

    def banned_in(self, locale: str) -> tuple[str, ...]:
        """Return the banned forms of a locale and of those it falls back on.

        What a fallback bans and the locale itself uses is not banned.
        """
        own = self.renderings.get(locale, RenderingFacts())
        used = {own.text, *(text for text, _ in own.aliases.values())}
        more = (
            form
            for tag in fallbacks(locale)[1:]
            for form in self.renderings.get(tag, RenderingFacts()).banned
            if form not in used
        )
        return tuple(dict.fromkeys((*own.banned, *more)))

    def former_in(self, form: str, locale: str) -> tuple[str, ...]:
        """Return the earlier texts of a form, newest first, its text of today not among them."""
        today = self.rendering_of(form, locale)
        found: list[str] = []
        for tag in fallbacks(locale):
            facts = self.renderings.get(tag, RenderingFacts())
            found += facts.former_aliases.get(form, ())
            if form not in facts.aliases:
                found += facts.former
        return tuple(text for text in dict.fromkeys(found) if not today or text != today[0])


@dataclass(frozen=True)
class Bible:
    """All entries of a story, in a fixed order, and the locale they are written in."""

    entries: tuple[EntryFacts, ...] = ()
    source: str = "zh-Hans"

    @cached_property
    def by_id(self) -> Mapping[int, EntryFacts]:
        """Entries by their number."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[EntryFacts, ...]]:
        found: dict[str, tuple[EntryFacts, ...]] = {}
        for entry in self.entries:
            for form in entry.forms():
                found[form] = (*found.get(form, ()), entry)
        return found

    def forms(self) -> Iterator[tuple[str, int]]:
        """Give (form, entry id) of every headword and alias; a form may name two entries."""
        for entry in self.entries:
            for form in entry.forms():
                yield form, entry.id

    def named(self, form: str) -> tuple[EntryFacts, ...]:
        """Return the entries that have this headword or alias."""
        return self._by_form.get(form, ())

    def rendering_of(self, entry: EntryFacts, form: str, locale: str) -> tuple[str, bool] | None:
        """Return (text, whether it binds) of an entry's form in a locale, None without one.

        An alias without a rendering of its own takes the headword's, unless it is a title, a
        nickname or a disguise; a locale without one takes that of its language (pt-BR -> pt),
        never across scripts.
        """
        return entry.rendering_of(form, locale)

    def locales(self) -> tuple[str, ...]:
        """Return the locales that any entry has something to say about, sorted."""
        return tuple(
            sorted(
                {
                    locale
                    for entry in self.entries
                    for locale, facts in entry.renderings.items()
                    if facts.said()
                }
            )
        )


@cache
def fallbacks(locale: str) -> tuple[str, ...]:
    """Return the locale and those it falls back on, nearest first, all of one script."""
    pieces = locale.split("-")
    wider = ("-".join(pieces[:count]) for count in range(len(pieces) - 1, 0, -1))
    return (locale, *(tag for tag in wider if _script(tag) == _script(locale)))


def _script(locale: str) -> str:
    try:
        return parse_locale(locale).script
    except BadInput:
        return locale
