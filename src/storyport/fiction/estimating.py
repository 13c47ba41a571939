"""Estimates a wish without making a story of it."""

from __future__ import annotations

import unicodedata

from storyport.engines.prices import Price
from storyport.fiction.opening import guess_locale, open_files
from storyport.fiction.translating import Wish
from storyport.kernel.locales import parse_locale
from storyport.localize.estimating import Estimate, Estimator
from storyport.story.models import Story
from storyport.story.validation import name_from_stem

__all__ = ["estimate"]


def estimate(wish: Wish, price: Price | None, engine: str, *, story: bool) -> list[Estimate]:
    """Return what each locale would take, of what the wish asks for (`only`, `redo`).

    Args:
        engine: name of the engine that would do it, for `redo`.
        story: whether there is a database in which the story may be known already.
    """
    opened = open_files(wish.files, wish.out)
    known = Story.objects.filter(name=_name(wish)).first() if story else None
    if known is not None:
        source = parse_locale(known.source_locale)
    else:
        source = wish.source or guess_locale(opened[0].document)
    estimator = Estimator(
        source, wish.locales, known, only=wish.only, redo=wish.redo, engine=engine
    )
    for each in opened:
        estimator.add(each.document.parts())
    return estimator.finish(price)


def _name(wish: Wish) -> str:
    first = wish.files[0]
    if wish.story:
        return unicodedata.normalize("NFC", wish.story.strip())
    return name_from_stem(first.resolve().name if first.is_dir() else first.stem)
