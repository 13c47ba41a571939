"""Numbers written in Chinese characters, as Chinese and Japanese prose has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyport.language.function_words import word_set

__all__ = ["ChineseNumeral", "chinese_numerals", "chinese_value"]

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_NUMERALS = "".join([*_DIGITS, *_TENS, *_SMALL, *_LARGE])
# 三千两 is three thousand taels: at the end it counts nothing, it is what is counted.
_NO_TAEL = {ord("两"): None, ord("兩"): None}
_WITHOUT_TAEL = _NUMERALS.translate(_NO_TAEL)
# Within a number it counts what follows it; 一两一锭 is one tael, one stick.
_INNER = f"(?:[{_WITHOUT_TAEL}]|(?<![零一二三四五六七八九])[两兩](?=[百千万萬亿億佰仟]))"
_RUN = re.compile(
    f"(?P<percent>百分之|千分之)?(?P<number>{_INNER}*[{_WITHOUT_TAEL}]|[两兩])(?:点(?P<decimals>[{''.join(_DIGITS)}]+))?"
)

# Words that are made of numerals and count nothing.
_IDIOMS = word_set(
    "千万 千萬 万一 萬一 万千 萬千 一一 三三两两 三三兩兩 万万 萬萬 亿万 億萬 百千 千百 百十 万亿 千千万万 千千萬萬 "
    "千万亿 成千 一二 三两 三兩 百万 百萬 千亿 千億 两两 兩兩 三三 三五 九九 三千 十万八千 十萬八千 九千九百九十九"
)
# A count that is about so many: "a few", "more than ten", "dozens".
_VAGUE_BEFORE = frozenset("几幾数數上成近约約好逾超若")
_VAGUE_AFTER = frozenset("几幾余餘多来來数數")
_FORMAL_DIGITS, _FORMAL_UNITS = frozenset("壹贰貳叁參肆伍陆陸柒捌玖"), frozenset("拾佰仟")
# Numbers that stand for "all", "at once", "turned round".
_SAYING = re.compile(
    "十八般|三十六计|十万火急|十萬火急|一百八十度|三百六十度|三百六十行|九十度|二十四小时|七十二变|"
    "一[百千万萬][个個次遍般句回]|八百年|十有八九"
)
_EXACT_LENGTH, _LONGEST = 2, 30


@dataclass(frozen=True)
class ChineseNumeral:
    """One numeral.

    Attributes:
        value: what it says. A per cent is the number before the sign.
        exact: whether it counts something that a translation must keep.
    """

    start: int
    end: int
    text: str
    value: float
    exact: bool


def chinese_numerals(text: str) -> list[ChineseNumeral]:
    """Return the numerals in order; runs that are no number are left out."""
    found = []
    for match in _RUN.finditer(text):
        number = match["number"]
        value = chinese_value(number)
        if value is None:
            continue
        decimals = match["decimals"]
        if decimals:
            value += float("0." + "".join(str(_DIGITS[digit]) for digit in decimals))
        found.append(
            ChineseNumeral(
                match.start(), match.end(), match[0], value, _is_exact(text, match, number)
            )
        )
    return found


def _is_exact(text: str, match: re.Match[str], number: str) -> bool:
    if number in _IDIOMS or text[match.start() - 1 : match.start()] in _VAGUE_BEFORE:
        return False
    if text[match.end() : match.end() + 1] in _VAGUE_AFTER or _SAYING.match(text, match.start()):
        return False
    if not _FORMAL_UNITS.isdisjoint(number) and _FORMAL_DIGITS.isdisjoint(number):
        return False
    if _FORMAL_UNITS.isdisjoint(number) and not _FORMAL_DIGITS.isdisjoint(number):
        return False  # 大陆万里: 陆 is land and a family name before it is six
    if match["percent"]:
        return number != "百"  # 百分之百 is "wholly" as often as it is a number
    return len(number) >= _EXACT_LENGTH


def chinese_value(number: str) -> float | None:
    """Return what numeral characters say, or None where they say no exact number.

    五六 (five or six) and 三四十 (thirty or forty) are guesses, 一九四九 is a year by its digits.
    """
    if len(number) > _LONGEST:
        return None
    if all(character in _DIGITS for character in number):
        return _by_digits(number)
    total = section = 0
    digit: int | None = None
    for character in number:
        if character in _DIGITS:
            if digit:  # two digits side by side are a guess
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section += _TENS[character]
            digit = None
        elif character in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[character]
            digit = None
        else:
            total = _carried(total, section + (digit or 0), _LARGE[character])
            section, digit = 0, None
    return float(total + section + _last_digit(number, digit))


def _by_digits(number: str) -> float | None:
    if len(number) == 1:
        return float(_DIGITS[number])
    if len(number) == _EXACT_LENGTH and "〇" not in number and "零" not in number:
        return None
    return float("".join(str(_DIGITS[character]) for character in number))


def _carried(total: int, section: int, unit: int) -> int:
    """万亿 multiplies what stands before it; 亿…万 only its own section."""
    if total and total < unit:
        return (total + section) * unit
    return total + (section or 1) * unit


def _last_digit(number: str, digit: int | None) -> int:
    """一百二 is 120, 一百零二 is 102: a lone last digit takes the next lower unit."""
    if not digit:
        return 0
    before = number[-2:-1]
    unit = _SMALL.get(before) or _LARGE.get(before) or 1
    return digit * unit // 10 if unit > _SMALL["十"] else digit
