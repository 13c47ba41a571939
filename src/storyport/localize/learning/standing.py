"""How settled an entry is: by a person, by a model, or only by what the text shows; pure."""

from __future__ import annotations

from collections.abc import Iterable

from storyport.language.names import LearnedName
from storyport.localize.learning.texts import Chapter
from storyport.story.facts import BINDING, EntryFacts

__all__ = ["JUDGED", "confidence_of", "is_decided", "tell_alias"]

JUDGED = "a model: "
"""What the reason of evidence begins with that a model gave; `story.merging` knows it too."""


def is_decided(entry: EntryFacts) -> bool:
    """Tell whether a person made an entry, or approved any rendering of it."""
    return entry.confidence is None or any(
        status in BINDING
        for facts in entry.renderings.values()
        for status in (facts.status, *(own for _, own in facts.aliases.values()))
    )


def confidence_of(known: EntryFacts, name: LearnedName) -> float | None:
    """Return how sure a known entry is: what was decided or judged is not learned anew."""
    judged = any(one.reason.startswith(JUDGED) for one in known.evidence)
    if is_decided(known) or judged or name.name != known.headword:
        return known.confidence
    return round(name.confidence, 3)


def tell_alias(known: EntryFacts, form: str, chapters: Iterable[Chapter]) -> str:
    """Return what a person is told of another form of a decided entry, and where it stands."""
    places = (
        chapter.place(number)
        for chapter in chapters
        for number, text in enumerate(chapter.texts)
        if form in text
    )
    place = next(places, "")
    where = f" ({place})" if place else ""
    return (
        f"{known.headword} is also called {form}{where}:"
        f" storyport bible set {known.headword} --alias {form}"
    )
