"""What surrounds a segment: digests, casts, neighbouring lines. Context, never a dependency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo
from storyport.language.digesting import digest_sentences
from storyport.language.marks import plain
from storyport.localize.facts import FactIndex, Hits
from storyport.story.facts import EntryFacts
from storyport.story.models import Part

__all__ = ["Card", "Scene", "cards_of", "digest_of", "neighbours"]

_CAST = 12
_NEIGHBOUR_CHARACTERS = 90
_NEIGHBOUR_LINES = 3
_DIGEST_CHARACTERS = 100


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


@dataclass(frozen=True)
class Scene:
    """What is known of a part before its first line is translated.

    Attributes:
        cast: entry id -> how often it stands in this part and the two before.
        title: of this part.
        time: story time of the part; 0 where it is not known.
        before: gives the digest of the part before this one, in the source language; made
            only when a request needs it.
    """

    cast: Counter[int]
    title: str
    before: Callable[[], tuple[str, ...]] = tuple
    time: int = 0


def cards_of(scene: Scene, index: FactIndex, locale: str) -> list[Card]:
    """Return the cards of a scene's people of whom something is known, most frequent first."""
    known = [
        facts
        for entry, _ in sorted(scene.cast.items(), key=lambda item: (-item[1], item[0]))
        if (facts := index.entry(entry)).gender_in(locale) or facts.speech or facts.relations
    ][:_CAST]
    present = {facts.headword for facts in known}
    return [_card(facts, present, scene.time, locale) for facts in known]


def _card(facts: EntryFacts, present: Collection[str], time: int, locale: str) -> Card:
    found = facts.rendering_of(facts.headword, locale)
    return Card(
        name=facts.headword,
        rendering=found[0] if found else "",
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


def digest_of(part: Part, sources: Sequence[str], locale: LocaleInfo) -> tuple[str, ...]:
    """Return a part's digest, made once and kept with the part."""
    kept = part.analysis.get("digest")
    if kept is not None and part.analysis.get("of") == part.digest:
        return tuple(kept)
    digest = digest_sentences(sources, locale, budget=_DIGEST_CHARACTERS)
    part.analysis = {**part.analysis, "of": part.digest, "digest": digest}
    part.save(update_fields=["analysis"])
    return tuple(digest)


def neighbours(lines: Sequence[str]) -> str:
    """Return the last few lines as plain text, the newest kept, cut to a small size."""
    kept: list[str] = []
    room = _NEIGHBOUR_CHARACTERS
    for line in reversed(lines[-_NEIGHBOUR_LINES:]):
        text = plain(line)
        if len(text) > room:
            if not kept:
                kept.append("…" + text[-room:])
            break
        kept.append(text)
        room -= len(text)
    return "\n".join(reversed(kept))
