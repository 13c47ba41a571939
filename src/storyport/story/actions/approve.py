"""Makes proposed renderings binding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Status
from storyport.story.finding import need_entry
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Decided", "approve", "approve_all", "restatus"]


@dataclass(frozen=True)
class Decided:
    """The entries whose renderings have another status now, and how many renderings."""

    entries: tuple[EntryFacts, ...]
    renderings: int


def approve(story: Story, word: str, kind: str = "", locale: LocaleInfo | None = None) -> Decided:
    """Approve the proposed renderings of an entry, in one locale or in all.

    Called by an alias, the renderings of the whole entry are meant all the same.

    Raises:
        BadInput: the word names no entry, or several.
    """
    with changing(story) as bible:
        entry = replace(need_entry(bible, word, kind), confidence=None)
        return restatus(story, bible, [entry], locale, _APPROVED)


def approve_all(story: Story, locale: LocaleInfo, least: float = 0.0) -> Decided:
    """Approve every proposed rendering of a locale.

    Args:
        least: only of entries that were learned with this confidence, or that a person made.
    """
    with changing(story) as bible:
        sure = [
            replace(entry, confidence=None)
            for entry in bible.entries
            if (1.0 if entry.confidence is None else entry.confidence) >= least
            and entry.renderings.get(locale.tag)
        ]
        return restatus(story, bible, sure, locale, _APPROVED)


def restatus(
    story: Story,
    bible: Bible,
    entries: tuple[EntryFacts, ...] | list[EntryFacts],
    locale: LocaleInfo | None,
    turns: Mapping[Status, Status],
) -> Decided:
    """Turn statuses into others (`turns`: old -> new) and store them; call within `changing`."""
    changed: list[EntryFacts] = []
    count = 0
    for entry in entries:
        renderings = {
            tag: _turned(facts, turns) if locale is None or tag == locale.tag else facts
            for tag, facts in entry.renderings.items()
        }
        if renderings != entry.renderings or entry != bible.by_id[entry.id]:
            changed.append(replace(entry, renderings=renderings))
            count += sum(
                _differing(facts, renderings[tag]) for tag, facts in entry.renderings.items()
            )
    return Decided(write_entries(story, bible, changed), count)


_APPROVED: Mapping[Status, Status] = {"proposed": "approved"}


def _turned(facts: RenderingFacts, turns: Mapping[Status, Status]) -> RenderingFacts:
    return replace(
        facts,
        status=turns.get(facts.status, facts.status) if facts.text else facts.status,
        aliases={
            form: (text, turns.get(status, status))
            for form, (text, status) in facts.aliases.items()
        },
    )


def _differing(old: RenderingFacts, new: RenderingFacts) -> int:
    return (old.status != new.status) + sum(
        own != new.aliases[form] for form, own in old.aliases.items()
    )
