"""What most commands begin with: the story of a name, and locales as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storyport.kernel.locales import LocaleInfo, parse_locale, parse_locales

if TYPE_CHECKING:
    from storyport.story.models import Story

__all__ = ["locale_or_none", "locales_or_none", "open_story"]


def open_story(name: str) -> Story:
    """Open the database and return a story of it.

    Raises:
        BadInput: there is none of this name; names those there are.
    """
    from storyport.story.stories import open_story as find

    return find(name)


def locale_or_none(tag: str) -> LocaleInfo | None:
    """Return the locale of an option, None where it was not given."""
    return parse_locale(tag) if tag else None


def locales_or_none(tags: str) -> list[LocaleInfo]:
    """Return the locales of an option, none where it was not given."""
    return parse_locales(tags) if tags else []
