"""Estimates a wish without making a story of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from storyport.engines.prices import Price, example_model, price_of
from storyport.engines.translate import is_draft_engine
from storyport.fiction.opening import check_locales, guess_locale, open_files, story_name_of
from storyport.fiction.translating import Wish
from storyport.kernel.errors import Unconfigured
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.localize.estimating import Estimate, Estimator
from storyport.localize.routing.choosing import Chooser
from storyport.localize.routing.lanes import MEMORY_ONLY, Lane
from storyport.localize.routing.names import MEMORY
from storyport.localize.routing.policy import rules_of
from storyport.story.models import Story

__all__ = ["Estimated", "Priced", "estimate"]


@dataclass(frozen=True)
class Priced:
    """The engine that a locale was priced by.

    Attributes:
        example: none is configured. missing: why it could not start yet, or empty.
    """

    engine: str
    price: Price | None
    example: bool = False
    missing: str = ""


@dataclass(frozen=True)
class Estimated:
    """What each locale would take, and by which engine's price (locale tag -> Priced)."""

    rows: list[Estimate]
    prices: Mapping[str, Priced]


def estimate(wish: Wish, *, story: bool) -> Estimated:
    """Return what each locale would take, of what the wish asks for (`only`, `redo`).

    Where no engine is configured an example model's price is taken, so that it needs no key.

    Args:
        story: whether there is a database in which the story may be known already.

    Raises:
        BadInput: a file cannot be read, or an engine that is named does not exist.
    """
    opened = open_files(wish.files, wish.out)
    known = Story.objects.filter(name=_name(wish)).first() if story else None
    if known is not None:
        source = parse_locale(known.source_locale)
    else:
        source = wish.source or guess_locale(opened[0].document)
    check_locales(source, wish.locales)
    lanes = {each.tag: _lane(wish.chooser, source, each, known) for each in wish.locales}
    estimator = Estimator(
        source,
        wish.locales,
        known,
        only=wish.only,
        redo=wish.redo,
        engines={tag: lane.own for tag, (lane, *_) in lanes.items()},
        replacing=[tag for tag, (lane, *_) in lanes.items() if not _is_rough(lane)],
    )
    for each in opened:
        estimator.add(each.document.parts())
    prices = {tag: _priced(wish.chooser, *found) for tag, found in lanes.items()}
    rows = estimator.finish({tag: each.price for tag, each in prices.items()})
    return Estimated(rows, prices)


def _lane(
    chooser: Chooser | None, source: LocaleInfo, locale: LocaleInfo, story: Story | None
) -> tuple[Lane, bool, str]:
    """Return the lane of a locale's prose, whether it is only an example, and what it lacks."""
    if chooser is None:
        return MEMORY_ONLY, False, ""
    rules = rules_of(story) if story else []
    named = chooser.named(locale.tag, "paragraph", rules)
    try:
        routing = chooser.choose(source, [locale], rules)
    except Unconfigured as error:
        if named:
            return Lane(named), False, error.what
        return Lane((example_model(),)), True, ""
    if not named:
        # Nobody plans for a rough draft: say what a real translation would take.
        return Lane((example_model(),)), True, ""
    return routing.lane(locale.tag, "paragraph"), False, ""


def _is_rough(lane: Lane) -> bool:
    return not lane.first or is_draft_engine(lane.first)


def _priced(chooser: Chooser | None, lane: Lane, example: bool, missing: str) -> Priced:
    name = lane.first or MEMORY
    price = price_of(name, chooser.settings.prices if chooser else None)
    return Priced(name, price, example, missing)


def _name(wish: Wish) -> str:
    first = wish.files[0]
    if wish.story:
        return unicodedata.normalize("NFC", wish.story.strip())
    return story_name_of(first)
