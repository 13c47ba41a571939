"""What a format cannot hold: named, counted and, to say what comes back, taken away.

A format lists its `Part`s; what is written and read again is the bible less these
(`what_comes_back`), and `told_losses` is what the writer of a file is told of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from storyport.story.exchange.base import only_in
from storyport.story.facts import Bible, EntryFacts

__all__ = ["EVIDENCE", "RELATIONS", "Part", "narrowed", "told_losses", "what_comes_back"]


@dataclass(frozen=True)
class Part:
    """Something that a bible says.

    Attributes:
        name: in words, many of them. count: how often an entry says it.
        without: the entry without it.
    """

    name: str
    count: Callable[[EntryFacts], int]
    without: Callable[[EntryFacts], EntryFacts]


RELATIONS = Part(
    "forms of address between entries",
    lambda entry: len(entry.relations),
    lambda entry: replace(entry, relations=()),
)
EVIDENCE = Part(
    "pieces of evidence",
    lambda entry: len(entry.evidence),
    lambda entry: replace(entry, evidence=()),
)


def narrowed(bible: Bible, locales: Sequence[str] = ()) -> Bible:
    """Return the bible as files know it: what it says today, of these locales (none: of all)."""
    return replace(bible, entries=tuple(_today(entry, locales) for entry in bible.entries))


def _today(entry: EntryFacts, locales: Sequence[str]) -> EntryFacts:
    entry = only_in(entry, locales) if locales else entry
    return replace(
        entry,
        renderings={
            tag: replace(facts, former=(), former_aliases={})
            for tag, facts in entry.renderings.items()
            if facts.said()
        },
    )


def told_losses(
    bible: Bible, parts: Sequence[Part], how: str = "are not in this file"
) -> tuple[str, ...]:
    """Return what of the bible the parts are, in words; `how`: what became of them."""
    counts = {part.name: sum(map(part.count, bible.entries)) for part in parts}
    return tuple(
        f"{count} {name} {how}; JSON and XLSX hold them." for name, count in counts.items() if count
    )


def what_comes_back(bible: Bible, parts: Sequence[Part]) -> Bible:
    """Return the bible without the parts."""
    entries = []
    for entry in narrowed(bible).entries:
        for part in parts:
            entry = part.without(entry)  # noqa: PLW2901 - one after the other
        entries.append(entry)
    return narrowed(replace(bible, entries=tuple(entries)))
