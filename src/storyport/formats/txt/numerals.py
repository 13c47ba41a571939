"""Numbers as chapter headings write them: digits, Chinese numerals, Roman, words."""

from __future__ import annotations

import re

__all__ = ["CHINESE", "parse_chinese", "parse_roman"]

_DIGITS = {
    char: value
    for value, chars in enumerate(
        (
            "零〇○Ｏ",
            "一壹弌",
            "二贰貳两兩",
            "三叁參叄",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_GROUPS = {"万": 10_000, "萬": 10_000}
CHINESE = "".join([*_DIGITS, *_UNITS, *_TENS, *_GROUPS])
"""Every character a Chinese numeral may hold."""

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.IGNORECASE)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_SIGNS = str.maketrans(
    {
        chr(0x2160 + i): r
        for i, r in enumerate(
            (
                "I",
                "II",
                "III",
                "IV",
                "V",
                "VI",
                "VII",
                "VIII",
                "IX",
                "X",
                "XI",
                "XII",
                "L",
                "C",
                "D",
                "M",
            )
        )
    }
)


def parse_chinese(text: str) -> int | None:
    """Return the value of `一百二十三`, `一二三`, `廿三`, `１２`, `1万`; None where it is none."""
    if text.isdecimal():
        return int(text)
    if not text or any(char not in CHINESE and not char.isdecimal() for char in text):
        return None
    if not any(char in _UNITS or char in _TENS or char in _GROUPS for char in text):
        return int("".join(str(_digit(char)) for char in text))
    return _grouped(text)


def _digit(char: str) -> int:
    return _DIGITS[char] if char in _DIGITS else int(char)


def _grouped(text: str) -> int:
    total, section, digits = 0, 0, 0
    for char in text:
        if char in _GROUPS:
            total += (section + digits or 1) * _GROUPS[char]
            section, digits = 0, 0
        elif char in _UNITS:
            section += (digits or 1) * _UNITS[char]
            digits = 0
        elif char in _TENS:
            section += _TENS[char]
            digits = 0
        else:
            digits = digits * 10 + _digit(char)
    return total + section + digits


def parse_roman(text: str) -> int | None:
    """Return the value of a Roman numeral in either case, None where it is none."""
    letters = text.translate(_ROMAN_SIGNS).upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
