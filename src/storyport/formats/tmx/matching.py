"""Which variants of a unit are the wanted pair: zh-CN is zh-Hans, en-US is en."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from storyport.formats.tmx.parsing import RawVariant
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale

__all__ = ["closeness", "find_variant"]


def find_variant(
    variants: Sequence[RawVariant], wanted: LocaleInfo, taken: RawVariant | None = None
) -> RawVariant | None:
    """Return the variant nearest to a locale, the first of several as near; not `taken`."""
    found, nearest = None, 0
    for variant in variants:
        near = closeness(variant.language, wanted)
        if near > nearest and variant is not taken:
            found, nearest = variant, near
    return found


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
