"""What was learned as proposals for the bible; pure.

What a person decided is never changed: such an entry gets evidence; the other forms that were
seen of it, and what else the text says of it, are told, not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from storyport.kernel.locales import LocaleInfo
from storyport.language.names import Evidence, Learned, LearnedName
from storyport.localize.learning.standing import confidence_of, is_decided, tell_alias
from storyport.localize.learning.suggesting import suggest_alias, suggest_rendering
from storyport.localize.learning.texts import Chapter
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RenderingFacts,
    Status,
)

__all__ = ["Proposals", "propose"]

_EVIDENCE = 4
_EXCERPT = 60
# Below it a guess of a gender is told, not proposed.
_GENDER = 0.6
_ALIAS_KINDS = {
    "short": "short",
    "surname": "title",
    "nickname": "nickname",
    "byname": "nickname",
    "title": "title",
    "full name": "full name",
    "reveal": "disguise",
    "variant": "variant",
}
_PROPOSED: Status = "proposed"


@dataclass(frozen=True)
class Proposals:
    """What a bible may take.

    Attributes:
        entries: to be merged into it; of known entries only what they lack.
        notes: what was seen of entries that a person made and that say otherwise.
    """

    entries: tuple[EntryFacts, ...]
    notes: tuple[str, ...] = ()


def propose(
    learned: Learned,
    bible: Bible,
    chapters: Sequence[Chapter],
    locales: Sequence[LocaleInfo],
    *,
    lexicon: Mapping[str, EntryFacts],
    rejected: Iterable[str] = (),
) -> Proposals:
    """Return what is proposed.

    Args:
        lexicon: terms of the packs by their headword, for titles and ranks.
        rejected: headwords and aliases that a person took out after they had been learned.
    """
    maker = _Maker(bible, {chapter.number: chapter for chapter in chapters}, locales, lexicon)
    refused = frozenset(rejected)
    entries = maker.ranks(learned, refused)
    for name in learned.names:
        if name.name not in refused:
            aliases = tuple(each for each in name.aliases if each.text not in refused)
            entries += maker.entry(replace(name, aliases=aliases))
    entries += maker.terms(learned, refused)
    return Proposals(tuple(entries), tuple(maker.notes))


class _Maker:
    """Makes entries of what was learned."""

    def __init__(
        self,
        bible: Bible,
        chapters: Mapping[int, Chapter],
        locales: Sequence[LocaleInfo],
        lexicon: Mapping[str, EntryFacts],
    ) -> None:
        self.bible = bible
        self.chapters = chapters
        self.locales = locales
        self.lexicon = lexicon
        self.notes: list[str] = []
        self._taken: set[str] = set()

    def entry(self, name: LearnedName) -> list[EntryFacts]:
        """Return a proposal for one name; none where it would say nothing new."""
        if not self._take(name.name):
            return []  # a step of a scale
        known = self._known(name)
        if len(known) > 1:
            shown = ", ".join(map(str, known))
            self.notes.append(f"{name.name} may be one with {shown}: is it one entry?")
            return []
        return [self._added(known[0], name)] if known else [self._new(name)]

    def _known(self, name: LearnedName) -> list[EntryFacts]:
        heads = [each for each in self.bible.named(name.name) if each.headword == name.name]
        if heads:
            return heads[:1]
        found = {each.id: each for form in name.forms for each in self.bible.named(form)}
        return list(found.values())

    def _new(self, name: LearnedName) -> EntryFacts:
        aliases = [each for each in name.aliases if not self.bible.named(each.text)]
        entry = EntryFacts(
            0,
            name.name,
            name.kind,
            name.gender if name.gender_confidence >= _GENDER else "",
            aliases=tuple(sorted(each.text for each in aliases)),
            alias_kinds={each.text: _ALIAS_KINDS.get(each.kind, each.kind) for each in aliases},
            confidence=round(name.confidence, 3),
            evidence=self._evidence(name.evidence),
        )
        renderings = {locale.tag: self._rendering(entry, locale) for locale in self.locales}
        return replace(
            entry, renderings={tag: facts for tag, facts in renderings.items() if facts.said()}
        )

    def _rendering(self, entry: EntryFacts, locale: LocaleInfo) -> RenderingFacts:
        text = suggest_rendering(entry, locale, self.lexicon)
        aliases = {
            alias: (said, _PROPOSED)
            for alias in entry.aliases
            if (said := suggest_alias(entry, alias, locale, self.lexicon)) and said != text
        }
        return RenderingFacts(text, _PROPOSED, aliases=aliases)

    def _added(self, known: EntryFacts, name: LearnedName) -> EntryFacts:
        """Return what a known entry lacks; of a decided one, other forms are only told."""
        more = [
            each.text
            for each in name.aliases
            if each.text not in known.forms() and not self.bible.named(each.text)
        ]
        if name.name not in known.forms():
            more.append(name.name)
        if is_decided(known):
            self.notes += [tell_alias(known, form, self.chapters.values()) for form in more]
            more = []
        own = known.confidence is None
        gender = name.gender if name.gender_confidence >= _GENDER else ""
        if own and gender and known.gender != gender:
            said = f"the bible says {known.gender}" if known.gender else "the bible does not say"
            self.notes.append(f"{known}: {gender} by the text; {said}.")
        kinds = {each.text: _ALIAS_KINDS.get(each.kind, each.kind) for each in name.aliases}
        return EntryFacts(
            known.id,
            known.headword,
            known.kind,
            "" if own or known.gender else gender,
            aliases=tuple(sorted(more)),
            alias_kinds={form: kinds[form] for form in more if form in kinds},
            confidence=confidence_of(known, name),
            evidence=self._evidence(name.evidence) if not known.evidence else (),
            renderings=self._lacking(known, more),
        )

    def _lacking(self, known: EntryFacts, more: Sequence[str]) -> dict[str, RenderingFacts]:
        """Return suggestions for the wanted locales in which a learned entry has no name yet."""
        if known.confidence is None:
            return {}
        whole = replace(known, aliases=(*known.aliases, *more))
        found: dict[str, RenderingFacts] = {}
        for locale in self.locales:
            facts = self._rendering(whole, locale)
            before = known.renderings.get(locale.tag, RenderingFacts())
            if known.rendering_of(known.headword, locale.tag) is None:
                gone = {*known.banned_in(locale.tag), *before.former}
                text = "" if facts.text in gone else facts.text
                found[locale.tag] = replace(facts, text=text)
            else:
                aliases = {form: own for form, own in facts.aliases.items() if form in more}
                found[locale.tag] = RenderingFacts(aliases=aliases)
        return {tag: facts for tag, facts in found.items() if facts.said()}

    def ranks(self, learned: Learned, refused: frozenset[str]) -> list[EntryFacts]:
        """Return the ranks of scales that the text tells the order of."""
        entries: list[EntryFacts] = []
        for scale in learned.scales:
            known = [self._rank(step) for step in scale.steps]
            names = {each.scale for each in known if each and each.scale}
            title = names.pop() if len(names) == 1 else f"{scale.steps[0]}…{scale.steps[-1]}"
            if any(
                one and other and one.scale == other.scale and 0 < other.step <= one.step
                for one, other in pairwise(known)
            ):
                told = " < ".join(scale.steps)
                self.notes.append(f"ranks stand in another order in the text: {told}.")
                continue
            entries += [
                self._of_scale(step, title, place, scale.confidence, scale.evidence)
                for place, step in enumerate(scale.steps, start=1)
                if step not in refused and not self.bible.named(step) and self._take(step)
            ]
            entries += [more for step in scale.steps for more in self._more_of_pack(step)]
        return entries

    def _more_of_pack(self, form: str) -> list[EntryFacts]:
        """Return a learned term with the pack's renderings for locales that it lacks."""
        return [
            EntryFacts(known.id, form, known.kind, confidence=known.confidence, renderings=lacking)
            for known in self.bible.named(form)
            if known.headword == form and known.confidence is not None
            if (
                lacking := {
                    tag: facts
                    for tag, facts in self._of_pack(self.lexicon.get(form)).items()
                    if known.rendering_of(form, tag) is None
                    and facts.text not in known.banned_in(tag)
                    and facts.text not in known.former_in(form, tag)
                }
            )
        ]

    def _rank(self, form: str) -> EntryFacts | None:
        return next((each for each in self.bible.named(form) if each.scale), None) or (
            self.lexicon.get(form)
        )

    def _of_scale(
        self, form: str, scale: str, step: int, confidence: float, evidence: Sequence[Evidence]
    ) -> EntryFacts:
        pack = self.lexicon.get(form)
        return EntryFacts(
            0,
            form,
            "rank",
            note=pack.note if pack else "",
            renderings=self._of_pack(pack),
            scale=pack.scale if pack and pack.scale else scale,
            step=pack.step if pack and pack.scale else step,
            confidence=round(confidence, 3),
            evidence=self._evidence(evidence),
        )

    def terms(self, learned: Learned, refused: frozenset[str]) -> list[EntryFacts]:
        """Return the pack's idioms and the text's own set phrases that come back."""
        entries: list[EntryFacts] = []
        for phrase in learned.phrases:
            if phrase.text in refused:
                continue
            if self.bible.named(phrase.text):
                entries += self._more_of_pack(phrase.text)
                continue
            pack = self.lexicon.get(phrase.text)
            if (pack or phrase.listed) and self._take(phrase.text):
                entries.append(
                    EntryFacts(
                        0,
                        phrase.text,
                        pack.kind if pack else "idiom",
                        note=pack.note if pack else "",
                        renderings=self._of_pack(pack),
                        confidence=0.9 if pack else 0.6,
                        evidence=self._evidence(phrase.evidence),
                    )
                )
        return entries

    def _of_pack(self, pack: EntryFacts | None) -> dict[str, RenderingFacts]:
        wanted = {locale.tag for locale in self.locales}
        facts = pack.renderings if pack else {}
        return {
            tag: RenderingFacts(one.text, _PROPOSED) for tag, one in facts.items() if tag in wanted
        }

    def _take(self, form: str) -> bool:
        new = form not in self._taken
        self._taken.add(form)
        return new

    def _evidence(self, found: Sequence[Evidence]) -> tuple[EvidenceFacts, ...]:
        return tuple(
            EvidenceFacts(
                self.chapters[each.part].place(each.paragraph)[-200:],
                each.excerpt[:_EXCERPT],
                each.reason[:100],
            )
            for each in found[:_EVIDENCE]
            if each.part in self.chapters
        )
