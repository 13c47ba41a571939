"""Makes stories and finds them by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.naming import checked_name
from storyport.story.validation import checked

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["find_story", "make_story", "open_story"]

_NAMED_AT_MOST = 8


def make_story(name: str, title: str, source: LocaleInfo, locales: Sequence[LocaleInfo]) -> Story:
    """Make a story.

    Args:
        name: what commands call it; white space at both ends is cut, Unicode is kept (NFC).
        title: as readers of the source know it; may be empty.
        source: language it is written in. locales: those it shall go to; may be empty.

    Raises:
        BadInput: the name is taken or cannot be used, or a locale is the source itself.
    """
    from django.db import IntegrityError, transaction

    from storyport.story.models import Story

    name = checked_name(name)
    if source in locales:
        raise BadInput(
            f"{source} is the language the story is written in.",
            where="--to",
            do="Take it out of the locales.",
        )
    try:
        with transaction.atomic():
            return Story.objects.create(
                name=name,
                title=checked(title, "title", limit=500, where="--title", empty=True),
                source_locale=source.tag,
                locales=list(dict.fromkeys(locale.tag for locale in locales)),
            )
    except IntegrityError as error:
        raise BadInput(
            f"there is a story named {name} already.",
            where=name,
            do=f"Go on with it (--story {name}), or choose another name.",
        ) from error


def open_story(name: str) -> Story:
    """Open the database, as the commands find it, and return a story of it.

    Raises:
        BadInput: there is none of this name; names those there are.
    """
    from storyport.work.database import open_database

    open_database()
    return find_story(name)


def find_story(name: str) -> Story:
    """Return the story of this name.

    Raises:
        BadInput: there is none; names those there are, the most alike first.
    """
    from storyport.story.models import Story

    wanted = _normal(name)
    try:
        return Story.objects.get(name=wanted)
    except Story.DoesNotExist:
        known = list(Story.objects.order_by("name").values_list("name", flat=True))
    raise BadInput(
        f"there is no story named {wanted!r}.", where="--story", do=_advice(wanted, known)
    )


def _advice(wanted: str, known: Sequence[str]) -> str:
    if not known:
        return "There are none here yet; make one: storyport new STORY --from zh-Hans --to en"
    likest = process.extract(
        wanted.casefold(),
        {name: name.casefold() for name in sorted(known)},
        scorer=fuzz.WRatio,
        limit=_NAMED_AT_MOST,
    )
    names = [name for _, _, name in likest]
    names += [name for name in sorted(known) if name not in names]
    shown = ", ".join(names[:_NAMED_AT_MOST])
    rest = len(names) - _NAMED_AT_MOST
    return f"Known: {shown} and {rest} more." if rest > 0 else f"Known: {shown}."


def _normal(name: str) -> str:
    # File stems become names, and some file systems hand them out decomposed.
    return unicodedata.normalize("NFC", name.strip())
