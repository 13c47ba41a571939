"""Makes proposed renderings binding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import BINDING, Bible, EntryFacts, RenderingFacts, Status
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
        entry = need_entry(bible, word, kind)
        return restatus(story, bible, [entry], locale, _APPROVED)


def approve_all(story: Story, locale: LocaleInfo, least: float = 0.0) -> Decided:
    """Approve every proposed rendering of a locale.

    Args:
        least: only of entries that were learned, with this confidence at least; what hangs as
            a hint on an entry that a person made is not that sure.
    """
    with changing(story) as bible:
        sure = [
            entry
            for entry in bible.entries
            if not least or (entry.confidence is not None and entry.confidence >= least)
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
        turned = _turned_entry(entry, locale.tag if locale else "", turns)
        if turned != entry:
            # What a person has looked at is no longer only learned.
            changed.append(replace(turned, confidence=None) if not _is_open(turned) else turned)
            count += _differing(entry, turned)
    return Decided(write_entries(story, bible, changed), count)


def _turned_entry(entry: EntryFacts, locale: str, turns: Mapping[Status, Status]) -> EntryFacts:
    return replace(
        entry,
        renderings={
            tag: _turned(facts, turns) if locale in ("", tag) else facts
            for tag, facts in entry.renderings.items()
        },
        relations=tuple(
            replace(
                one,
                renderings={
                    tag: (text, turns.get(status, status) if locale in ("", tag) else status)
                    for tag, (text, status) in one.renderings.items()
                },
            )
            for one in entry.relations
        ),
    )


def _is_open(entry: EntryFacts) -> bool:
    """Tell whether a rendering of the entry is still only proposed."""
    return any(
        status not in BINDING
        for facts in entry.renderings.values()
        for text, status in ((facts.text, facts.status), *facts.aliases.values())
        if text
    )


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


def _differing(old: EntryFacts, new: EntryFacts) -> int:
    """Return how many renderings have another status, those of forms of address among them."""
    count = 0
    for tag, facts in old.renderings.items():
        now = new.renderings[tag]
        count += facts.status != now.status
        count += sum(own != now.aliases[form] for form, own in facts.aliases.items())
    for was, is_now in zip(old.relations, new.relations, strict=True):
        count += sum(own != is_now.renderings[tag] for tag, own in was.renderings.items())
    return count
