"""A typographic cover, drawn as SVG from title and creator.

A moon (or sun) over layered ridges; colours and shapes come from a digest of the title, so
a book keeps its cover. Short titles in Chinese and Japanese run downwards beside the moon.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.epub_new.markup import text_of
from storyport.kernel.locales import LocaleInfo

__all__ = ["draw_cover", "width_in_em", "wrap_title"]

_WIDTH, _HEIGHT = 1600, 2400
_MARGIN = 150
_LARGEST, _SMALLEST = 210, 64
_MOST_LINES = 5
_TITLE_HEIGHT = 740
_MOST_DOWN = 14
_DOWN_IN_COLUMN = 7


@dataclass(frozen=True)
class _Palette:
    """Sky above and below, moon, ridges far and near, ink."""

    sky: str
    horizon: str
    moon: str
    far: str
    near: str
    ink: str


_PALETTES = (
    _Palette("#0f1b33", "#3f5f86", "#f3e6c4", "#2f4a6d", "#0a1220", "#f6efdd"),
    _Palette("#f2e7d3", "#e6b98a", "#c4482f", "#c99a76", "#3b2a2a", "#33211d"),
    _Palette("#10302f", "#5f9484", "#f1e9c8", "#356558", "#081a19", "#f2f0dc"),
    _Palette("#2a1636", "#a5566f", "#ffdcae", "#6a3357", "#170a20", "#fbeadb"),
    _Palette("#e4ebe8", "#a9c2c0", "#d8563f", "#7d9d9e", "#1f3238", "#1c2b30"),
    _Palette("#3a1114", "#b34a34", "#f7d9a0", "#7a2823", "#1c0708", "#fbe9cf"),
    _Palette("#14202b", "#7b8c91", "#efe7d6", "#48606b", "#0b1319", "#f3eee2"),
    _Palette("#f5efe2", "#b9cfc0", "#3d6b5c", "#8fb09d", "#1d3a33", "#1b302b"),
)


class _Chance:
    """Numbers between 0 and 1 that follow from a text."""

    def __init__(self, text: str) -> None:
        self._seed = text.encode("utf-8", "replace")
        self._values = self._stream()

    def _stream(self) -> Iterator[float]:
        count = 0
        while True:
            digest = hashlib.sha256(b"%d " % count + self._seed).digest()
            yield from (
                int.from_bytes(digest[place : place + 4], "big") / 2**32
                for place in range(0, len(digest), 4)
            )
            count += 1

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * next(self._values)


def draw_cover(title: str, creator: str, locale: LocaleInfo, *, aria: bool = True) -> str:
    """Return an SVG document of 1600 by 2400 units; `aria` says it may use what EPUB 2 lacks."""
    chance = _Chance(f"{title}\0{creator}")
    palette = _PALETTES[int(chance.between(0, len(_PALETTES)))]
    down = _runs_down(title, locale)
    moon = _moon(chance, palette, left=down)
    ridges = "".join(_ridge(chance, palette, level) for level in range(5))
    words = _title_down(title, palette) if down else _title_across(title, palette, locale)
    label = text_of(f"{title} · {creator}" if creator else title)
    spoken = f' role="img" aria-label="{label}"' if aria else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' width="{_WIDTH}" height="{_HEIGHT}"{spoken}'
        f' xml:lang="{locale.tag}">\n<title>{label}</title>\n'
        f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{palette.sky}"/>'
        f'<stop offset="0.78" stop-color="{palette.horizon}"/></linearGradient></defs>\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="url(#sky)"/>\n'
        f"{moon}{ridges}{words}{_creator(creator, locale)}</svg>\n"
    )


def _moon(chance: _Chance, palette: _Palette, *, left: bool) -> str:
    radius = chance.between(250, 330) if left else chance.between(230, 280)
    x = chance.between(480, 600) if left else chance.between(560, 1040)
    y = chance.between(820, 960) if left else chance.between(1370, 1430)
    return "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius * grow:.0f}" fill="{palette.moon}"'
        f' opacity="{opacity}"/>\n'
        for grow, opacity in ((1.75, 0.06), (1.35, 0.1), (1, 0.95))
    )


def _ridge(chance: _Chance, palette: _Palette, level: int) -> str:
    """Draw one range of hills; the nearer, the lower and the darker."""
    base = 1480 + level * 165
    height = 190 - level * 18
    waves = [
        (chance.between(0.6, 1.1), 1.0),
        (chance.between(1.6, 2.6), 0.5),
        (chance.between(3.4, 5.2), 0.2),
        (chance.between(8, 11), 0.07),
    ]
    phases = [chance.between(0, math.tau) for _ in waves]
    points = []
    for x in range(0, _WIDTH + 1, 20):
        rise = sum(
            weight * math.sin(math.tau * times * x / _WIDTH + phase)
            for (times, weight), phase in zip(waves, phases, strict=True)
        )
        points.append(f"{x},{base - height * rise:.0f}")
    return (
        f'<polygon points="0,{_HEIGHT} {" ".join(points)} {_WIDTH},{_HEIGHT}"'
        f' fill="{_mixed(palette.far, palette.near, level / 4)}"/>\n'
    )


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _runs_down(title: str, locale: LocaleInfo) -> bool:
    return (
        locale.language in {"zh", "ja", "yue"}
        and 0 < len(title) <= _MOST_DOWN
        and all(unicodedata.east_asian_width(char) in "WF" for char in title)
    )


def _title_down(title: str, palette: _Palette) -> str:
    """Set the title in one column or two, from the right."""
    count = math.ceil(len(title) / _DOWN_IN_COLUMN)
    tall = math.ceil(len(title) / count)
    columns = [title[at : at + tall] for at in range(0, len(title), tall)]
    size = min(230, 1250 // tall)
    pieces: list[str] = []
    for number, column in enumerate(columns):
        x = _WIDTH - _MARGIN - size * 0.6 - number * size * 1.25
        pieces.extend(
            f'<text x="{x:.0f}" y="{220 + size * (0.85 + row * 1.1):.0f}">{text_of(char)}</text>'
            for row, char in enumerate(column)
        )
    return (
        f'<g font-family="serif" font-weight="bold" font-size="{size}" text-anchor="middle"'
        f' fill="{palette.ink}">{"".join(pieces)}</g>\n'
    )


def _title_across(title: str, palette: _Palette, locale: LocaleInfo) -> str:
    leading = 1.4 if locale.script in {"Arab", "Thai", "Deva"} else 1.18
    lines, size = wrap_title(title, _WIDTH - 2 * _MARGIN, _TITLE_HEIGHT / leading)
    step = size * leading
    top = 250 + size * 0.8
    spans = "".join(
        f'<text x="{_WIDTH // 2}" y="{top + row * step:.0f}">{text_of(line)}</text>'
        for row, line in enumerate(lines)
    )
    rule = top + (len(lines) - 1) * step + size * 0.75
    return (
        f'<g font-family="serif" font-weight="bold" font-size="{size}" text-anchor="middle"'
        f' direction="{locale.direction}" fill="{palette.ink}">{spans}</g>\n'
        f'<rect x="{_WIDTH // 2 - 70}" y="{rule:.0f}" width="140" height="6" rx="3"'
        f' fill="{palette.ink}" opacity="0.75"/>\n'
    )


def _creator(creator: str, locale: LocaleInfo) -> str:
    if not creator:
        return ""
    size = min(84.0, (_WIDTH - 2 * _MARGIN) / max(width_in_em(creator), 1))
    return (
        f'<text x="{_WIDTH // 2}" y="2260" font-family="serif" font-size="{size:.0f}"'
        f' text-anchor="middle" direction="{locale.direction}" fill="#f4efe4"'
        f"{'' if locale.script == 'Arab' else _SPACED}>{text_of(creator)}</text>\n"
    )


_SPACED = ' letter-spacing="4"'


def wrap_title(title: str, width: int, height: float) -> tuple[list[str], int]:
    """Return lines and a font size with which they fit into a space, as large as may be.

    Args:
        width: of the space. height: of the space, over the distance of lines in em.
    """
    words = title.split() or [""]
    if len(words) == 1 and width_in_em(title) > len(title) * 0.9:
        words = list(title)
    between = " " if len(title.split()) > 1 else ""
    for size in range(_LARGEST, _SMALLEST, -6):
        lines = _wrapped(words, width / size, between)
        fits = len(lines) * size <= height and all(
            width_in_em(line) * size <= width for line in lines
        )
        if fits and len(lines) <= _MOST_LINES:
            return _balanced(words, lines, width / size, between), size
    lines = _cut(_wrapped(words, width / _SMALLEST, between))
    # A word that cannot be broken may ask for smaller letters still.
    return lines, max(1, min(_SMALLEST, int(width / max(*map(width_in_em, lines), 1.0))))


def _wrapped(words: list[str], width: float, between: str) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]}{between}{word}"
        if width_in_em(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], lines: list[str], width: float, between: str) -> list[str]:
    """Narrow the lines as far as their number stays, so that none is left with one word."""
    best = lines
    for tenth in range(9, 4, -1):
        tried = _wrapped(words, width * tenth / 10, between)
        if len(tried) == len(lines) and max(map(width_in_em, tried)) <= width:
            best = tried
    return best


def _cut(lines: list[str]) -> list[str]:
    return (
        lines
        if len(lines) <= _MOST_LINES
        else [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    )


def width_in_em(text: str) -> float:
    """Return about how wide a text is in a bold serif, in em."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in " ilj.,:;'’!|ıI":
        return 0.34
    if char in "mwMW—…":
        return 0.95
    return 0.78 if char.isupper() else 0.6
