"""Numbers of a text as values, and whether a translation kept them.

Digits are required, as are exact Chinese numerals of two characters and more; small
numerals and idioms are not, because prose turns them into anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from storyport.kernel.locales import LocaleInfo
from storyport.language.chinese_numerals import chinese_numerals
from storyport.language.number_tables import SCALES
from storyport.language.number_words import NUMBER_WORD_LANGUAGES, word_numbers

__all__ = ["Number", "numbers_agree", "numbers_of"]

_ZEROS = "０٠۰०০๐໐၀០"
_TO_ASCII = {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)} | {
    ord("，"): ",",
    ord("．"): ".",
    ord("٫"): ".",
    ord("٬"): ",",
    ord("’"): "'",
    ord("\u00a0"): " ",
    ord("\u202f"): " ",
    ord("\u2009"): " ",
}
_DIGIT = re.compile(r"\d")
# Grouped by threes (one kind of separator throughout), or digits with one decimal separator.
_TOKEN = re.compile(
    r"(?<![\d])(?:[0-9]{1,3}(?:(?P<by>[,.' ])[0-9]{3})(?:(?P=by)[0-9]{3})*(?:[.,][0-9]+)?(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)*)"
)
# "COVID-19", "A4": a number that belongs to a name may go with it.
_IN_A_NAME = re.compile(r"[A-Za-z]-?$")
# 千米 is a kilometre, not a thousand of something.
_UNIT_THOUSAND = "米克瓦卡赫焦字"
_SEPARATED = re.compile(r"[.,' ]")
_GROUP = 3
# Beyond that it is a row of digits, not a number.
_LONGEST = 40


@dataclass(frozen=True)
class Number:
    """One number.

    Attributes:
        start, end, text: where it stands and how.
        values: what it may say ("1.000" is one or one thousand); any of them will do.
        parts: its digits by themselves ("9.30" is also 9 and 30); all of them will do.
        required: whether a translation must keep it.
        bare: its digits without the scale that follows ("340" of "340 million").
    """

    start: int
    end: int
    text: str
    values: tuple[float, ...]
    parts: tuple[float, ...] = ()
    required: bool = True
    bare: tuple[float, ...] = ()


def numbers_of(text: str, locale: LocaleInfo) -> list[Number]:
    """Return numbers in digits, and in Chinese characters where the locale writes them so."""
    found = _digit_numbers(text, locale.language) if _DIGIT.search(text) else []
    if locale.language in {"zh", "ja"}:
        taken = [(number.start, number.end) for number in found]
        found += [
            Number(numeral.start, numeral.end, numeral.text, (numeral.value,), (), numeral.exact)
            for numeral in chinese_numerals(text)
            if not any(start <= numeral.start < end for start, end in taken)
        ]
        found.sort(key=lambda number: number.start)
    return found


def _digit_numbers(text: str, language: str) -> list[Number]:
    plain = text.translate(_TO_ASCII) if not text.isascii() else text
    numbers = []
    for match in _TOKEN.finditer(plain):
        if match.end() - match.start() > _LONGEST:
            continue
        bare = values = _readings(match[0])
        parts = tuple(float(part) for part in _SEPARATED.split(match[0]))
        required = not _IN_A_NAME.search(plain, max(0, match.start() - 2), match.start())
        end = match.end()
        scale, after = _scale_after(plain, end, language)
        if scale:
            bare = values
            values, parts, end = tuple(_times(value, scale) for value in values), (), after
        numbers.append(
            Number(match.start(), end, text[match.start() : end], values, parts, required, bare)
        )
    return numbers


def _readings(token: str) -> tuple[float, ...]:
    pieces = _SEPARATED.split(token)
    if len(pieces) == 1:
        return (float(token),)
    separators = _SEPARATED.findall(token)
    grouped = all(len(piece) == _GROUP for piece in pieces[1:]) and len(set(separators)) == 1
    readings = []
    if grouped or (
        len(separators) > 1 and len(set(separators)) == 1
    ):  # 1,00,000 is how India groups
        readings.append(float("".join(pieces)))
    if separators[-1] in ".," and (len(separators) == 1 or len(set(separators)) > 1):
        readings.append(float("".join(pieces[:-1]) + "." + pieces[-1]))
    return tuple(readings)


_AFTER = re.compile(r"[ -]?([^\W\d_]+)\.?")


def _scale_after(text: str, end: int, language: str) -> tuple[float, int]:
    """Return what the word after the digits multiplies them by, and where it ends."""
    scales = SCALES.get(language)
    match = _AFTER.match(text, end) if scales else None
    if match is None or scales is None:
        return 0.0, end
    word = match[1].lower()
    if language in {"zh", "ja", "ko", "th", "ru", "uk", "pl", "en"}:
        names = [
            name for name in scales if word.startswith(name) and _is_scale(word, name, language)
        ]
    else:
        names = [word] if word in scales else []
    if not names:
        return 0.0, end
    name = max(names, key=len)
    scale, stop = scales[name], match.start(1) + len(name)
    if word != name and language not in {"zh", "ja", "ko", "th"}:
        stop = match.end(1)
    further, last = _scale_after(text, stop, language)
    # "mil millones", "hundred thousand"
    return (scale * further, last) if further > scale else (scale, stop)


def _is_scale(word: str, name: str, language: str) -> bool:
    if language == "en":
        return word in {name, name + "s"} or word == name + "-"
    if name == "千" and word[1:2] and word[1] in _UNIT_THOUSAND:
        return False
    return word == name or language in {"zh", "ja", "ko", "th"} or len(name) > _GROUP


def _times(value: float, scale: float) -> float:
    # By decimals: 8.2 times a billion is 8,200,000,000 and no less.
    return float(round(Decimal(str(value)) * Decimal(str(scale)), 6))


_CENTURY = re.compile(r"\s*(?:世纪|世紀|세기|(?:th|st|nd|rd)[ -]centur)")
_CJK_DECADE = re.compile(r"(\d\d)\s*世[纪紀]\s*(\d0)\s*年代")
_DECADE = re.compile(r"\s*年代")
_MONTH = re.compile(r"\s*(?:月|월)")
_CENTURIES = re.compile(
    r"centur|sigl[oe]|si[eè]cle|s[eé]cul|secol|jahrhundert|\bве(?:к|ков|ка)\b|столет|wiek|stulec|eeuw"
    r"|世紀|世纪|세기|قرن|قرون|thế kỷ|\babad|yüzyıl|asır|ศตวรรษ|शताब्|सद(?:ी|ियों)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*(?:多|余)?(?:年|년)")
_CLOCK = re.compile(r"\s*(?:[:：点點時时]|시|h\b|a\.?m|p\.?m|uhr)", re.IGNORECASE)
_ROMAN = re.compile(r"\b(?=[IVXLC]{1,8}\b)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# "both", "the first", "a": prose has too many ways to say the smallest.
_SMALLEST = 2


def numbers_agree(
    source: str, target: str, source_locale: LocaleInfo, target_locale: LocaleInfo
) -> list[str]:
    """Return the source's required numbers that the target does not have, as written.

    Texts without marks. A value counts as kept whether in digits, in words of the languages
    with a table, in Roman numerals, or as another way to tell a clock or a century.
    """
    required = [number for number in numbers_of(source, source_locale) if number.required]
    if not required:
        return []
    have = _values(numbers_of(target, target_locale))
    missing = [number for number in required if not _is_kept(number, have)]
    if not missing:
        return []
    have |= word_numbers(target, target_locale.language) | _roman_numbers(target)
    have |= _halves(have)
    return [
        number.text
        for number in missing
        if not _is_kept(number, have)
        and not _is_told_otherwise(number, source, have)
        and not _has_decade(number, target)
        and not _has_century(number, source, target)
        and not _is_beyond_words(number, target_locale)
    ]


def _values(numbers: Iterable[Number]) -> set[float]:
    return {value for number in numbers for value in (*number.values, *number.parts, *number.bare)}


def _is_kept(number: Number, have: set[float]) -> bool:
    if any(value in have for value in number.values):
        return True
    return bool(number.parts) and all(part in have for part in number.parts)


def _halves(have: set[float]) -> set[float]:
    """一点半 is 1:30, "half past one"; a quarter is fifteen minutes."""
    more = set()
    if 0.5 in have:
        more |= {2.0, 30.0} | {value + 0.5 for value in have}
    if 0.25 in have:
        more |= {4.0, 15.0, 45.0}
    return more


def _is_told_otherwise(number: Number, source: str, have: set[float]) -> bool:
    value, end = number.values[0], number.end
    if value <= _SMALLEST or (value <= 12 and _MONTH.match(source, end)):
        return True
    if _CENTURY.match(source, end) and (
        (value - 1) * 100 in have or _decade_at(source, number, have)
    ):
        return True
    if _DECADE.match(source, end) and (
        _decade_at(source, number, have) or bool({value + 1800, value + 1900, value + 2000} & have)
    ):
        return True
    if _YEARS.match(source, end) and value >= 20 and value % 10 == 0 and value / 10 in have:
        return True
    return bool(_CLOCK.match(source, end)) and (value + 12 in have or value - 12 in have)


def _decade_at(source: str, number: Number, have: set[float]) -> bool:
    """20 世纪 70 年代 is "the 1970s"."""
    match = _CJK_DECADE.search(source, max(0, number.start - 8), number.end + 12)
    return match is not None and (int(match[1]) - 1) * 100 + int(match[2]) in have


def _has_decade(number: Number, target: str) -> bool:
    """Tell the same the other way round."""
    value = int(number.values[0])
    return any(
        (int(match[1]) - 1) * 100 + int(match[2]) == value for match in _CJK_DECADE.finditer(target)
    )


def _has_century(number: Number, source: str, target: str) -> bool:
    """两百年 is "two centuries", 一百年 "a century"."""
    value = number.values[0]
    return (
        value in {100.0 * count for count in range(1, 10)}
        and _YEARS.match(source, number.end) is not None
        and _CENTURIES.search(target) is not None
    )


def _is_beyond_words(number: Number, target: LocaleInfo) -> bool:
    """Tell whether the target may have said it in words of a language without a table."""
    if target.language in NUMBER_WORD_LANGUAGES or target.language in {"zh", "ja"}:
        return False
    return not number.text[0].isdecimal() or number.values[0] < 100


def _roman_numbers(text: str) -> set[float]:
    return {_roman(match[0]) for match in _ROMAN.finditer(text) if match[0]}


def _roman(numeral: str) -> float:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return float(
        sum(
            -digit if digit < following else digit
            for digit, following in zip(digits, [*digits[1:], 0], strict=True)
        )
    )
