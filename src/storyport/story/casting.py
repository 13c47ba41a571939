"""Who is who in a scene: what an engine, or a person, must know of its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from storyport.story.facts import EntryFacts
from storyport.story.matching import FactIndex, Hits

__all__ = ["Card", "cards_of", "cast_of"]

_CAST = 12


@dataclass(frozen=True)
class Card:
    """Who is who: sent with every request, for Chinese drops subjects where no name stands.

    Attributes:
        pronouns: in the locale, where somebody said. speech: how the person speaks.
        calls: what it calls others of the scene, and what that becomes.
    """

    name: str
    rendering: str
    gender: str
    pronouns: str = ""
    speech: str = ""
    calls: tuple[str, ...] = ()

    def said(self) -> str:
        """Return what of it is the source's."""
        return "".join((self.name, *self.calls))


def cards_of(cast: Mapping[int, int], index: FactIndex, locale: str, time: int = 0) -> list[Card]:
    """Return the cards of the people of whom something is known, most frequent first.

    Args:
        cast: entry id -> how much it is about them. time: story time, 0 for any.
    """
    known = [
        facts
        for entry, _ in sorted(cast.items(), key=lambda item: (-item[1], item[0]))
        if (facts := index.entry(entry)).gender_in(locale) or facts.speech or facts.relations
    ][:_CAST]
    present = {facts.headword for facts in known}
    return [_card(facts, present, time, locale) for facts in known]


def _card(facts: EntryFacts, present: Collection[str], time: int, locale: str) -> Card:
    found = facts.rendering_of(facts.headword, locale)
    return Card(
        name=facts.headword,
        rendering=found[0] if found and found[1] else "",
        gender=facts.gender_in(locale),
        pronouns=facts.pronouns_in(locale),
        speech=facts.speech,
        calls=tuple(
            f"{relation.other} {relation.word}" + (f" = {told[0]}" if told else "")
            for relation in facts.relations
            if relation.other in present and relation.validity.holds(time)
            for told in [relation.rendering_of(locale)]
        ),
    )


def cast_of(hits: Iterable[Hits]) -> Counter[int]:
    """Return how often each entry stands in a part."""
    cast: Counter[int] = Counter()
    for found in hits:
        for entry, _, count in found:
            cast[entry] += count
    return cast
