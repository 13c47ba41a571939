"""Fonts and directions of locales, so that a table reads well wherever it is opened."""

from __future__ import annotations

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

__all__ = ["LATIN_FONT", "font_of", "is_rtl"]

LATIN_FONT = "Calibri"
# What Office ships for a script; others are chosen by the program where these are missing.
_FONTS = {
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Jpan": "Yu Gothic",
    "Kore": "Malgun Gothic",
    "Arab": "Arial",
    "Hebr": "Arial",
    "Thai": "Leelawadee UI",
    "Deva": "Nirmala UI",
}


def font_of(tag: str) -> str:
    """Return the font for texts of a locale."""
    try:
        return _FONTS.get(parse_locale(tag).script, LATIN_FONT)
    except BadInput:
        return LATIN_FONT


def is_rtl(tag: str) -> bool:
    """Tell whether a locale is written from right to left."""
    try:
        return parse_locale(tag).direction == "rtl"
    except BadInput:
        return False
