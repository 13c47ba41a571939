"""Estimates a wish without making a story of it."""

from __future__ import annotations

import unicodedata

from storyport.engines.prices import Price
from storyport.fiction.opening import guess_locale, open_files
from storyport.fiction.translating import Wish
from storyport.kernel.locales import parse_locale
from storyport.localize.estimating import Estimate, Estimator
from storyport.story.models import Story

__all__ = ["estimate"]


def estimate(wish: Wish, price: Price | None, *, story: bool) -> list[Estimate]:
    """Return what each locale would take.

    Args:
        story: whether there is a database in which the story may be known already.
    """
    opened = open_files(wish.files)
    first = wish.files[0]
    name = wish.story or (first.resolve().name if first.is_dir() else first.stem)
    known = Story.objects.filter(name=unicodedata.normalize("NFC", name)).first() if story else None
    if known is not None:
        source = parse_locale(known.source_locale)
    else:
        source = wish.source or guess_locale(opened[0].document)
    estimator = Estimator(source, wish.locales, known)
    for each in opened:
        estimator.add(each.document.parts())
    return estimator.finish(price)
