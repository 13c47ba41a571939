"""Locks renderings, so that nothing replaces them unless it is forced to; and unlocks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.actions.approve import Decided, restatus
from storyport.story.facts import EntryFacts, Status
from storyport.story.finding import need_entry
from storyport.story.writing import changing

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["lock", "unlock"]

_LOCKED: Mapping[Status, Status] = {"proposed": "locked", "approved": "locked"}
_UNLOCKED: Mapping[Status, Status] = {"locked": "approved"}


def lock(story: Story, word: str, kind: str = "", locale: LocaleInfo | None = None) -> Decided:
    """Lock the renderings of an entry, in one locale or in all; what was proposed binds too.

    Raises:
        BadInput: the word names no entry or several, or there is no rendering to lock.
    """
    with changing(story) as bible:
        entry = need_entry(bible, word, kind)
        _check_rendered(entry, locale)
        return restatus(story, bible, [entry], locale, _LOCKED)


def unlock(story: Story, word: str, kind: str = "", locale: LocaleInfo | None = None) -> Decided:
    """Make the locked renderings of an entry approved ones.

    Raises:
        BadInput: the word names no entry, or several.
    """
    with changing(story) as bible:
        return restatus(story, bible, [need_entry(bible, word, kind)], locale, _UNLOCKED)


def _check_rendered(entry: EntryFacts, locale: LocaleInfo | None) -> None:
    tags = [locale.tag] if locale else list(entry.renderings)
    if not any(
        facts.text or facts.aliases for tag, facts in entry.renderings.items() if tag in tags
    ):
        place = f"{locale} " if locale else ""
        raise BadInput(
            f"{entry} has no {place}rendering to lock.",
            where=entry.headword,
            do="Set one first: storyport bible set … --to L --text T",
        )
