"""Two bibles made one: what only one of them says is taken, what they disagree about is told; pure.

Where both decided something and differ, ours stays unless theirs is wanted; what is decided goes
before what is only proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from storyport.story.deciding import NOTHING, Deciding, Disagreement, Text
from storyport.story.facts import (
    Bible,
    EntryFacts,
    RelationFacts,
    RenderingFacts,
)
from storyport.story.merging import contains, merge

__all__ = ["Combined", "Disagreement", "combine", "said_of"]

_SAID = ("gender", "note", "scale", "step", "validity", "spoiler", "speech")
_SAID_THERE = ("gender", "pronouns", "voice", "choice", "codex")
# Aliases that are as good as the name itself.
_NAMES = frozenset({"full name", "variant"})
# A term is what nobody gave a kind.
_UNTOLD = ("", "term")
_Key = tuple[str, str, str]
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Combined:
    """The entries that change or are new (id 0), and what the two disagree about."""

    entries: tuple[EntryFacts, ...]
    disagreements: tuple[Disagreement, ...]


def combine(ours: Bible, theirs: Bible, *, prefer_theirs: bool = False) -> Combined:
    """Return what our bible becomes with theirs taken in.

    Args:
        prefer_theirs: where both decided, theirs holds; what is locked here stays all the same.
    """
    combining = _Combining(ours, theirs, prefer_theirs=prefer_theirs)
    entries = tuple(combining.entries())
    return Combined(entries, tuple(combining.disagreements))


def said_of(headword: str, said: EntryFacts) -> EntryFacts:
    """Return what is said under one form as said of the entry that has it as an alias.

    Its rendering is that form's, and what it calls the headword is the headword's.
    """
    form = said.headword
    if form == headword:
        return said
    return replace(
        said,
        headword=headword,
        aliases=tuple(sorted({form, *said.aliases} - {headword})),
        alias_kinds=_without(said.alias_kinds, {headword}),
        alias_times=_without(said.alias_times, {headword}),
        renderings={tag: _under(facts, form, headword) for tag, facts in said.renderings.items()},
    )


def _under(facts: RenderingFacts, form: str, headword: str) -> RenderingFacts:
    text, status = facts.aliases.get(headword, NOTHING)
    aliases = _without(facts.aliases, {headword})
    if facts.text:
        aliases = {form: (facts.text, facts.status), **_without(aliases, {form})}
    return replace(facts, text=text, status=status, aliases=aliases)


def _without(told: Mapping[str, _Value], forms: set[str]) -> dict[str, _Value]:
    return {form: value for form, value in told.items() if form not in forms}


class _Combining(Deciding):
    """Their entries meeting ours one after the other."""

    def __init__(self, ours: Bible, theirs: Bible, *, prefer_theirs: bool) -> None:
        super().__init__(prefer_theirs=prefer_theirs)
        self.ours = ours
        self.theirs = theirs
        # New entries have numbers below zero until the end.
        self._made = 0
        self._now: dict[int, EntryFacts] = dict(ours.by_id)
        self._heads: dict[str, list[int]] = {}
        for entry in ours.entries:
            self._heads.setdefault(entry.headword, []).append(entry.id)
        self._spoken = Counter(entry.headword for entry in theirs.entries)
        self._taken: dict[str, list[tuple[str, int]]] = {}

    def entries(self) -> Iterator[EntryFacts]:
        """Give the entries of ours that change, and the new ones."""
        numbers = [self._take(their) for their in self.theirs.entries]
        relations: dict[int, dict[_Key, RelationFacts]] = {}
        for number, their in zip(numbers, self.theirs.entries, strict=True):
            known = relations.setdefault(number, self._known_relations(number))
            self._relate(number, their, known)
        for number, told in relations.items():
            entry = replace(self._now[number], relations=_sorted(told))
            if number < 0:
                yield replace(entry, id=0)
                continue
            # The kind of one called may have become known; that alone is no change.
            known = self._known_relations(number)
            if entry != replace(self.ours.by_id[number], relations=_sorted(known)):
                yield entry

    def _take(self, their: EntryFacts) -> int:
        """Merge one of theirs, but for its relations, into what it is here; return its number."""
        number = self._same(their)
        if number is None:
            self._made += 1
            number = -self._made
            blank = EntryFacts(number, their.headword, their.kind or "term")
            self._now[number] = replace(blank, confidence=their.confidence)
            self._heads.setdefault(their.headword, []).append(number)
        our = self._now[number]
        self._now[number] = self._merged(our, said_of(our.headword, self._free(their, our)))
        self._taken.setdefault(their.headword, []).append((their.kind, number))
        return number

    def _same(self, their: EntryFacts) -> int | None:
        """Return which entry theirs is: of its headword and kind, else of its forms, if one.

        What nobody gave a kind is the one that the other bible has, unless it has several.
        """
        heads = [self._now[number] for number in self._heads.get(their.headword, ())]
        exact = [each for each in heads if (each.kind or "term") == (their.kind or "term")]
        if exact:
            return exact[0].id
        if heads:
            likely = [each for each in heads if _alike(each, their)]
            alone = len(likely) == 1 and self._spoken[their.headword] == 1
            return likely[0].id if alone else None
        named = {each.id for each in self.ours.named(their.headword)} or {
            each.id
            for form in their.aliases
            for each in self.ours.named(form)
            if form == each.headword or _names_one(form, each, their)
        }
        found = self._now[named.pop()] if len(named) == 1 else None
        same = found is not None and _alike(found, their) and not _differ(found, their)
        return found.id if found and same else None

    def _free(self, their: EntryFacts, our: EntryFacts) -> EntryFacts:
        """Return theirs without the aliases that name somebody else here."""
        lost: set[str] = set()
        for form in their.aliases:
            others = [each for each in self.ours.named(form) if each.id != our.id]
            if others and form not in our.forms():
                self.tell(their.headword, "form", "", str(others[0]), form, "ours")
                lost.add(form)
        if not lost:
            return their
        return replace(
            their,
            aliases=tuple(form for form in their.aliases if form not in lost),
            alias_kinds=_without(their.alias_kinds, lost),
            alias_times=_without(their.alias_times, lost),
            renderings={
                locale: replace(facts, aliases=_without(facts.aliases, lost))
                for locale, facts in their.renderings.items()
            },
        )

    def _merged(self, our: EntryFacts, their: EntryFacts) -> EntryFacts:
        said: dict[str, Any] = {
            name: self.pick(our.headword, name, "", getattr(our, name), getattr(their, name))
            for name in _SAID
        }
        taken = replace(
            their,
            kind=self._kind(our, their),
            relations=(),
            alias_kinds=self.picks("alias kind", "", our.alias_kinds, their.alias_kinds),
            alias_times=self.picks("alias times", "", our.alias_times, their.alias_times),
            renderings=dict(self._renderings(our, their)),
            **said,
        )
        merged, _ = merge(our, taken)
        sure = our.confidence is None or their.confidence is None
        learned = their.confidence if self.prefer_theirs else our.confidence
        return replace(merged, confidence=None if sure else learned)

    def _kind(self, our: EntryFacts, their: EntryFacts) -> str:
        others = {self._now[number].kind for number in self._heads[our.headword]}
        free = our.kind in _UNTOLD and their.kind not in (*_UNTOLD, *others)
        return their.kind if free else our.kind

    def _renderings(
        self, our: EntryFacts, their: EntryFacts
    ) -> Iterator[tuple[str, RenderingFacts]]:
        for locale, facts in their.renderings.items():
            own = our.renderings.get(locale, RenderingFacts())
            texts = {
                form: self._text(our, locale, form, own, facts) for form in ("", *facts.aliases)
            }
            used = {"": (own.text, own.status), **own.aliases, **texts}
            text, status = texts.pop("")
            said: dict[str, Any] = {
                name: self.pick(
                    our.headword, name, locale, getattr(own, name), getattr(facts, name)
                )
                for name in _SAID_THERE
            }
            taken = RenderingFacts(
                text,
                status,
                aliases={form: found for form, found in texts.items() if found[0]},
                banned=tuple(self._bans(our, locale, [text for text, _ in used.values()], facts)),
                forms=self.picks("shape", locale, own.forms, facts.forms),
                **said,
            )
            if taken.said():
                yield locale, taken

    def _text(
        self, our: EntryFacts, locale: str, form: str, own: RenderingFacts, other: RenderingFacts
    ) -> Text:
        """Return what a form is called from now on; never what is banned here."""
        mine = own.aliases.get(form, NOTHING) if form else (own.text, own.status)
        their = other.aliases.get(form, NOTHING) if form else (other.text, other.status)
        ban = next((ban for ban in own.banned if contains(their[0], ban, locale)), "")
        if ban:
            self.tell(form or our.headword, "ban", locale, ban, their[0], "ours")
            return mine
        return self.decide(form or our.headword, "rendering", locale, mine, their)

    def _bans(
        self, our: EntryFacts, locale: str, used: Iterable[str], other: RenderingFacts
    ) -> Iterator[str]:
        used = [text for text in used if text]
        for ban in other.banned:
            clash = next((text for text in used if contains(text, ban, locale)), "")
            if clash:
                self.tell(our.headword, "ban", locale, clash, ban, "ours")
            else:
                yield ban

    def _known_relations(self, number: int) -> dict[_Key, RelationFacts]:
        """Return our relations, with the kinds that those called have from now on."""
        our = self.ours.by_id.get(number)
        found = {}
        for one in our.relations if our else ():
            called = self._here(one)
            kind = one.other_kind if called is None else self._now[called].kind
            found[one.other, kind, one.word] = replace(one, other_kind=kind)
        return found

    def _relate(self, number: int, their: EntryFacts, known: dict[_Key, RelationFacts]) -> None:
        """Add to the known relations those of theirs, to whom they are to here."""
        who = self._now[number].headword
        for one in their.relations:
            theirs = self._taken.get(one.other)
            called = _meant(one, theirs) if theirs else self._here(one)
            if called is None:
                self.tell(who, "relation", "", "", f"{one.other} {one.word}", "ours")
                continue
            if called == number and one.other != their.headword:
                continue  # two of theirs that are one here
            target = self._now[called]
            key = (target.headword, target.kind, one.word)
            blank = RelationFacts(target.headword, one.word, target.kind)
            known[key] = self._relation(who, known.get(key, blank), one)

    def _here(self, one: RelationFacts) -> int | None:
        """Return who of ours is meant by the one called."""
        named = self.ours.named(one.other)
        heads = [each for each in named if each.headword == one.other] or named
        return _meant(one, [(each.kind, each.id) for each in heads])

    def _relation(self, who: str, own: RelationFacts, other: RelationFacts) -> RelationFacts:
        what = f"{own.word} for {own.other}"
        told = dict(own.renderings)
        for locale, text in other.renderings.items():
            told[locale] = self.decide(who, what, locale, told.get(locale, NOTHING), text)
        return replace(
            own,
            validity=self.pick(who, what, "", own.validity, other.validity),
            renderings={locale: text for locale, text in sorted(told.items()) if text[0]},
        )


def _names_one(form: str, our: EntryFacts, their: EntryFacts) -> bool:
    """Tell whether an alias of both tells that they are one: 少爷 may be anybody's."""
    return any(each.alias_kinds.get(form) in _NAMES for each in (our, their))


def _differ(our: EntryFacts, their: EntryFacts) -> bool:
    return {our.gender, their.gender} == {"female", "male"}


def _alike(our: EntryFacts, their: EntryFacts) -> bool:
    return our.kind == their.kind or our.kind in _UNTOLD or their.kind in _UNTOLD


def _meant(one: RelationFacts, named: Sequence[tuple[str, int]]) -> int | None:
    """Return the number of the one called: of this kind, else the only one."""
    of_kind = {number for kind, number in named if kind == one.other_kind}
    found = of_kind or {number for _, number in named}
    return found.pop() if len(found) == 1 else None


def _sorted(relations: Mapping[_Key, RelationFacts]) -> tuple[RelationFacts, ...]:
    return tuple(relations[key] for key in sorted(relations))
