"""Numbers as English prose has them."""

from __future__ import annotations

from storyport.language.chinese_numerals import chinese_value

__all__ = ["number_text", "ordinal", "plain_number", "value_of"]

_SMALL_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_SCALES = "百千万亿兆"
_GREAT = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def value_of(text: str) -> float | None:
    """Return what digits or Chinese numerals say, None where it is no number."""
    text = "".join(text.split())
    if text[:1].isdigit():
        digits = text.rstrip(_SCALES)
        scale = chinese_value("一" + text[len(digits) :]) or 1.0
        try:
            return round(float(digits.replace(",", "")) * scale, 6)
        except ValueError:
            return None
    whole, _, decimals = text.partition("点")
    value = chinese_value(whole) if whole else None
    if value is None or not decimals:
        return value
    places = ["零一二三四五六七八九".find(sign) for sign in decimals.replace("〇", "零")]
    return value + float("0." + "".join(map(str, places))) if min(places) >= 0 else None


def number_text(value: float, words: bool = True) -> str:
    """Return a number as prose has it: small ones in words, great ones with their scale."""
    if words and value == int(value) and 0 <= value < len(_SMALL_WORDS):
        return _SMALL_WORDS[int(value)]
    for size, name in _GREAT:
        # In full where the product would not be exact: the check of numbers multiplies, too.
        if value >= size and round(value / size, 3) * size == value:
            return f"{plain_number(value / size)} {name}"
    return plain_number(value)


def plain_number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}" if value >= 10_000 else str(int(value))
    return f"{value:,.10f}".rstrip("0")


def ordinal(value: int) -> str:
    """Return "first", "second", … "21st"."""
    if 0 < value < len(_ORDINALS):
        return _ORDINALS[value]
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"
