"""Which variants of a unit are the wanted pair: zh-CN is zh-Hans, en-US is en."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from storyport.formats.tmx.parsing import RawUnit, RawVariant
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale

__all__ = ["closeness", "date_of", "find_variant"]


def find_variant(
    unit: RawUnit, wanted: LocaleInfo, taken: RawVariant | None = None
) -> RawVariant | None:
    """Return the variant nearest to a locale; not `taken`.

    Of several as near, the one that has text and was changed last; then the first.
    """
    variants = unit.variants
    places = _nearest(tuple(variant.language for variant in variants), wanted)
    if len(places) == 1 and variants[places[0]] is not taken:
        return variants[places[0]]
    left = [variants[place] for place in places if variants[place] is not taken]
    if not left and taken is not None:
        return _next(variants, wanted, taken)
    return max(left, key=lambda each: (bool(each.pieces), date_of(each, unit)), default=None)


def date_of(variant: RawVariant, unit: RawUnit) -> str:
    """Return when a variant was last changed, as written; empty where nobody says."""
    for name in ("changedate", "creationdate"):
        if found := variant.attributes.get(name) or unit.attributes.get(name, ""):
            return found
    return ""


def _next(
    variants: Sequence[RawVariant], wanted: LocaleInfo, taken: RawVariant
) -> RawVariant | None:
    """Return the nearest but one, where source and target are of one language."""
    others = [each for each in variants if each is not taken]
    places = _nearest(tuple(each.language for each in others), wanted)
    return others[places[0]] if places else None


@functools.lru_cache(maxsize=4096)
def _nearest(tags: tuple[str, ...], wanted: LocaleInfo) -> tuple[int, ...]:
    """Return the places of the nearest tags. A file has few sets of tags, so each is read once."""
    near = [closeness(tag, wanted) for tag in tags]
    best = max(near, default=0)
    return tuple(place for place, each in enumerate(near) if best and each == best)


@functools.lru_cache(maxsize=4096)
def closeness(tag: str, wanted: LocaleInfo) -> int:
    """Return how near a tag is: 0 another language or script, 3 the same locale.

    A region on one side only does not part them; two different regions do.
    """
    here = _read(tag)
    if here is None or (here.language, here.script) != (wanted.language, wanted.script):
        return 0
    if here.region == wanted.region:
        return 3
    if here.region and wanted.region:
        return 0
    return 2 if not here.region else 1


def _read(tag: str) -> LocaleInfo | None:
    """Return the locale of a tag; subtags that nobody knows are cut from its end."""
    parts = tag.strip().replace("_", "-").split("-")
    while parts and parts[0]:
        try:
            return parse_locale("-".join(parts))
        except BadInput:
            parts.pop()
    return None
