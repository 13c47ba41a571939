"""Numbers, dates and times of day, as English writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

from storyport.engines.translate.gloss.numbering import (
    number_text,
    ordinal,
    plain_number,
    value_of,
)

__all__ = ["rewrite"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMERALS = "零〇○一二三四五六七八九十百千万亿两"
_N = r"(?:[0-9]+(?:[.,][0-9]+)*)"
_ZH = f"[{_NUMERALS}]+"


_ANY = f"(?:{_N}(?:\\s*[百千万亿]+)?|{_ZH})"
_UNIT = re.compile(f"({_N})\\s*(百万|千万|万亿|[百千万亿兆])")
_CHAPTERS = {
    "章": "Chapter", "回": "Chapter", "卷": "Volume", "集": "Episode", "部": "Part", "季": "Season",
    "节": "Section", "页": "Page", "幕": "Act", "期": "Issue", "话": "Episode",
}  # fmt: skip
_HALVES = {
    "上午": "am",
    "早上": "am",
    "早晨": "am",
    "凌晨": "am",
    "清晨": "am",
    "下午": "pm",
    "晚上": "pm",
    "傍晚": "pm",
    "中午": "pm",
}
_PARTS = {2: "half", 3: "third", 4: "quarter"}
_VAGUE = {"十": "dozens of", "百": "hundreds of", "千": "thousands of", "万": "tens of thousands of", "十万": "hundreds of thousands of", "百万": "millions of", "十亿": "billions of", "百亿": "tens of billions of", "千万": "tens of millions of", "亿": "hundreds of millions of"}  # fmt: skip


def _int(text: str) -> int | None:
    value = value_of(text)
    return int(value) if value is not None and value == int(value) else None


def _date(match: re.Match[str]) -> str | None:
    year, month, day = (
        _int(match[name]) if match[name] else None for name in ("year", "month", "day")
    )
    if (
        month is None
        or not 1 <= month <= 12
        or (match["year"] and year is None)
        or (match["day"] and day is None)
    ):
        return None
    shown = _MONTHS[month - 1] + (f" {day}" if day is not None else "")
    if year is None:
        return shown
    return f"{shown}, {year}" if day is not None else f"{shown} {year}"


def _year(match: re.Match[str]) -> str | None:
    value = _int(match[1])
    return str(value) if value is not None and len(match[1]) >= 3 and value < 3000 else None


def _century(match: re.Match[str]) -> str | None:
    value, decade = _int(match[1]), _int(match[2]) if match[2] else None
    if value is None or (match[2] and decade is None):
        return None
    return (
        f"the {value - 1}{decade:02d}s" if decade is not None else f"the {ordinal(value)} century"
    )


def _decade(match: re.Match[str]) -> str | None:
    value = _int(match[1])
    return f"the {value}s" if value is not None else None


def _percent(match: re.Match[str]) -> str | None:
    value = value_of(match[1])
    return f"{plain_number(value)}%" if value is not None else None


def _fraction(match: re.Match[str]) -> str | None:
    below, above = _int(match[1]), _int(match[2])
    if not below or not above or below < 2:
        return None
    part = _PARTS.get(below) or ordinal(below)
    return (
        f"{number_text(above)} {part}{'s' if above > 1 else ''}"
        if below < 11
        else f"{above}/{below}"
    )


def _chapter(match: re.Match[str]) -> str | None:
    value = _int(match[1])
    return f"{_CHAPTERS[match[2]]} {value}" if value is not None else None


def _ordinal(match: re.Match[str]) -> str | None:
    value = _int(match[1])
    return f"the {ordinal(value)}" if value is not None and value > 0 else None


def _clock(match: re.Match[str]) -> str | None:
    hour = _int(match["hour"])
    if hour is None or hour > 24:
        return None
    half = _HALVES.get(match["part"] or "", "")
    if match["half"]:
        return f"{hour}:30 {half}".strip()
    minute = _int(match["minute"]) if match["minute"] else None
    if minute is not None:
        return f"{hour}:{minute:02d} {half}".strip()
    return f"{hour} {half}" if half else f"{number_text(hour)} o'clock"


def _around(match: re.Match[str]) -> str | None:
    value = value_of(match[1])
    if value is None:
        return None
    return ("about " if match[2] == "来" else "more than ") + number_text(value)


def _guess(match: re.Match[str]) -> str | None:
    low, high = (_int(digit) for digit in (match[2], match[3]))
    if low is None or high != low + 1:
        return None
    more = 10 if match[1] else 0
    return f"{number_text(more + low)} or {number_text(more + high)}"


def _sharp(match: re.Match[str]) -> str | None:
    hour = _int(match[1])
    return f"{hour}:00" if hour is not None and hour <= 24 else None


def _half_day(match: re.Match[str]) -> str:
    return f"{match[2]} {_HALVES[match[1]]}"


def _scaled(match: re.Match[str]) -> str | None:
    value = value_of(match[0])
    return number_text(value, words=False) if value is not None else None


def _vague(match: re.Match[str]) -> str:
    return _VAGUE[match[1]]


_RULES: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(pattern), tag, rule)
    for pattern, tag, rule in (
        (
            f"(?:(?P<year>{_ANY})\\s*年\\s*)(?P<month>{_ANY})\\s*月(?:\\s*(?P<day>{_ANY})\\s*[日号])?",
            "T",
            _date,
        ),
        (f"(?P<year>(?!))?(?P<month>{_ANY})\\s*月\\s*(?P<day>{_ANY})\\s*[日号]", "T", _date),
        (
            f"(?P<year>(?!))?(?<!个)(?P<month>{_N}|[一二三四五六七八九]|十[一二]?)\\s*月份?(?P<day>(?!))?(?![球光色亮])",
            "T",
            _date,
        ),
        (f"({_ANY})\\s*世纪(?:\\s*({_ANY})\\s*年代)?", "T", _century),
        (f"({_ANY})\\s*年代", "T", _decade),
        (f"({_N}|[零〇○一二三四五六七八九]{{4}})\\s*年(?![代级轮前后来多以之])", "T", _year),
        (f"百分之({_ANY}(?:点[零一二三四五六七八九]+)?)", "M", _percent),
        (f"({_N})\\s*[%％]", "M", _percent),
        (f"({_ZH})分之({_ZH})", "M", _fraction),
        (f"第\\s*({_ANY})\\s*([章回卷集部季节页幕期话])(?![一-龥]{{0,1}}次)", "N", _chapter),
        (f"第\\s*({_ANY})\\s*[个位名届代次]?", "M", _ordinal),
        (
            f"(?P<part>{'|'.join(_HALVES)})?\\s*(?P<hour>{_ANY})\\s*点\\s*(?:钟|(?P<half>半)|(?P<minute>{_ANY})\\s*分)",
            "T",
            _clock,
        ),
        (
            f"(?P<part>{'|'.join(_HALVES)})\\s*(?P<hour>{_N}|[一二三四五六七八九十]+)\\s*[点时](?P<half>(?!))?(?P<minute>(?!))?",
            "T",
            _clock,
        ),
        (
            f"({_N}|[一二两三四五六七八九]?[十百千万]+)(来|多|余)(?=[岁年个名人天里丈斤次种位只条座万亿件])",
            "M",
            _around,
        ),
        (
            "(?<![一二三四五六七八九百千万第])(十?)([一二三四五六七八])([二三四五六七八九])(?=[十岁年个天日月次句步人里丈位])",
            "M",
            _guess,
        ),
        (f"({_N})\\s*点(?![0-9零一二三四五六七八九半])", "T", _sharp),
        (f"({'|'.join(_HALVES)})\\s*([0-9]+(?:[:：][0-9]+)?)(?![点时万千百亿])", "T", _half_day),
        (f"({_N})\\s*(百万|千万|万亿|[百千万亿兆])", "M", _scaled),
        ("(?:好?几|数)(十万|百万|千万|十亿|百亿|[十百千万亿])", "M", _vague),
    )
)
_WORTH = re.compile(f"[0-9第几数]|分之|[{_NUMERALS}][{_NUMERALS}月世年点来多余时]")


def rewrite(text: str) -> list[tuple[int, int, str, str]]:
    """Return where numbers with their words stand, what English says for them, and T, M or N."""
    if not _WORTH.search(text):
        return []
    found: list[tuple[int, int, str, str]] = []
    for pattern, tag, rule in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(
                start < taken_end and taken_start < end for taken_start, taken_end, _, _ in found
            ):
                continue
            english = rule(match)
            if english is not None:
                found.append((start, end, english, tag))
    return sorted(found)
