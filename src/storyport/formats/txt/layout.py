"""How a file is laid out: one paragraph a line, or lines broken at a fixed width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from storyport.formats.txt.lines import BLANK

__all__ = ["Evidence", "Layout", "joins", "width_of"]

_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_ENDS = tuple("。！？.!?…：:；;”’\"'」』）)】》—-*―~～。")
_ENOUGH_LINES = 4
_WIDEST, _NARROWEST = 130, 40
_MOSTLY = 0.7
_FULL = 0.75
_PERCENTILE = 0.98
_SPARSE = 0.4
_LINES_LOOKED_AT = 5_000


@dataclass(frozen=True)
class Layout:
    """What the lines of a file say.

    Attributes:
        width: in columns, at which paragraphs are broken; 0 where a line is a paragraph.
        blanks_tell: blank lines are few, so that one sets something apart.
    """

    width: int = 0
    blanks_tell: bool = True


@dataclass
class Evidence:
    """Counts over the first lines of a file; what is added to its end changes nothing."""

    seen: int = 0
    followed: int = 0
    followed_by_blank: int = 0
    broken: Counter[int] = field(default_factory=Counter)
    _previous: str = ""

    def look(self, text: str) -> None:
        """Take the next line."""
        if self.seen >= _LINES_LOOKED_AT:
            return
        line = text.strip(BLANK)
        if self._previous:
            self._compare(self._previous, line, indented=text[:1] in BLANK)
        self._previous = line
        self.seen += bool(line)

    def _compare(self, before: str, line: str, *, indented: bool) -> None:
        if not line:
            self.followed_by_blank += 1
            return
        self.followed += 1
        if not before.endswith(_ENDS) and not indented:
            self.broken[width_of(before)] += 1

    def layout(self) -> Layout:
        """Return what the counts amount to."""
        lines = self.followed + self.followed_by_blank
        blanks_tell = self.followed_by_blank < _SPARSE * lines
        width = self._width()
        # Between broken paragraphs blank lines are the rule; around headings they are more.
        return Layout(width, blanks_tell or bool(width))

    def _width(self) -> int:
        broken = sum(self.broken.values())
        if broken < _ENOUGH_LINES or broken < self.followed / 2:
            return 0
        width = _percentile(self.broken, _PERCENTILE)
        full = sum(count for size, count in self.broken.items() if size >= _FULL * width)
        return width if _NARROWEST <= width <= _WIDEST and full >= _MOSTLY * broken else 0


def _percentile(counts: Counter[int], share: float) -> int:
    wanted = share * sum(counts.values())
    for size in sorted(counts):
        wanted -= counts[size]
        if wanted <= 0:
            return size
    return 0


def width_of(text: str) -> int:
    """Return the width in columns, a wide character being two."""
    return len(text) + len(_WIDE.findall(text))


def joins(before: str, line: str, width: int) -> bool:
    """Tell whether a line goes on the paragraph of the one before it.

    It does when its first word would not have fitted there: a shorter line was ended on
    purpose (verse, a letterhead). A deeper indent begins a paragraph.
    """
    if not width or not before.strip(BLANK) or _indent(line) > _indent(before) + 1:
        return False
    words: Iterable[str] = line.split(None, 1)
    first = next(iter(words), "")
    if _WIDE.match(first):
        first = first[:1]
    return width_of(before.rstrip()) + 1 + width_of(first) > _FULL * width


def _indent(line: str) -> int:
    return width_of(line) - width_of(line.lstrip(BLANK))
