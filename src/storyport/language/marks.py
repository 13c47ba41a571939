"""Inline marks: how markup travels inside a unit's text.

A pair `<1>…</1>` stands for an inline element, a lone `<2/>` for something without
text of its own (an image, a note reference, a formula). Numbers are unique within a
unit. Text that merely looks like a mark is escaped: a literal `<1>` travels as
`&lt;1>`, a literal `&lt;1>` as `&amp;lt;1>`; nothing else is ever escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from enum import Enum

__all__ = [
    "Mark",
    "MarkKind",
    "PlainText",
    "escape",
    "marks_of",
    "plain",
    "plain_text",
    "split",
    "unescape",
    "well_formed",
]

# ASCII digits without leading zeros, so that a mark is written in one way only.
_NUMBER = r"(?:0|[1-9][0-9]{0,3})"
_MARK = re.compile(rf"<(/?)({_NUMBER})(/?)>")
_LOOKS_LIKE_MARK = re.compile(rf"<(?=/?{_NUMBER}/?>)")
_LOOKS_LIKE_ESCAPE = re.compile(rf"&(?=(?:amp;)*lt;/?{_NUMBER}/?>)")
_ESCAPED_MARK = re.compile(rf"&lt;(?=/?{_NUMBER}/?>)")
_ESCAPED_ESCAPE = re.compile(rf"&amp;(?=(?:amp;)*lt;/?{_NUMBER}/?>)")
# What a reader does not see as it is written: marks, and the two escapes.
_NOT_READ = re.compile(
    rf"<(?:/?{_NUMBER}|{_NUMBER}/)>|{_ESCAPED_MARK.pattern}|{_ESCAPED_ESCAPE.pattern}"
)
_READ_AS = {"&lt;": "<", "&amp;": "&"}


class MarkKind(Enum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    LONE = "lone"


@dataclass(frozen=True)
class Mark:
    """One mark in a text."""

    kind: MarkKind
    number: int

    def __str__(self) -> str:
        if self.kind is MarkKind.OPEN:
            return f"<{self.number}>"
        return f"</{self.number}>" if self.kind is MarkKind.CLOSE else f"<{self.number}/>"


@dataclass(frozen=True)
class PlainText:
    """What a reader sees, with a way back to where it stands in the marked text.

    Attributes:
        text: without marks, nothing escaped.
        starts, places, widths: from `starts[i]` on, characters stand at `places[i]` on, each
            `widths[i]` wide (1, or more where the character was escaped).
    """

    text: str
    starts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)
    widths: tuple[int, ...] = (1,)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span (not empty) stands in the marked text, marks at its ends left out."""
        first, _ = self._place(start)
        last, width = self._place(end - 1)
        return first, last + width

    def _place(self, offset: int) -> tuple[int, int]:
        run = bisect_right(self.starts, offset) - 1
        return self.places[run] + (offset - self.starts[run]) * self.widths[run], self.widths[run]


def escape(text: str) -> str:
    """Return literal text as it travels in a unit."""
    return _LOOKS_LIKE_MARK.sub("&lt;", _LOOKS_LIKE_ESCAPE.sub("&amp;", text))


def unescape(text: str) -> str:
    """Undo `escape`; marks themselves must have been split off before."""
    return _ESCAPED_ESCAPE.sub("&", _ESCAPED_MARK.sub("<", text))


def split(text: str) -> list[str | Mark]:
    """Return the text's pieces in order: literal text (still escaped) and marks."""
    pieces: list[str | Mark] = []
    end = 0
    for match in _MARK.finditer(text):
        closing, number, lone = match.groups()
        if closing and lone:
            continue
        if match.start() > end:
            pieces.append(text[end : match.start()])
        kind = MarkKind.CLOSE if closing else MarkKind.LONE if lone else MarkKind.OPEN
        pieces.append(Mark(kind, int(number)))
        end = match.end()
    if end < len(text):
        pieces.append(text[end:])
    return pieces


def marks_of(text: str) -> Counter[str]:
    """Return how often each mark occurs, such as `{"<1>": 1, "</1>": 1, "<2/>": 1}`."""
    return Counter(str(piece) for piece in split(text) if isinstance(piece, Mark))


def plain(text: str) -> str:
    """Return what a reader sees: no marks, nothing escaped."""
    if "<" not in text and "&" not in text:
        return text
    return "".join(unescape(piece) for piece in split(text) if isinstance(piece, str))


def plain_text(text: str) -> PlainText:
    """Return what a reader sees and where it stands in `text`."""
    if "<" not in text and "&" not in text:
        return PlainText(text)
    literal: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = place = 0
    for match in _NOT_READ.finditer(text):
        if match.start() > place:
            runs.append((length, place, 1))
            literal.append(text[place : match.start()])
            length += match.start() - place
        place = match.end()
        if read := _READ_AS.get(match[0]):
            runs.append((length, match.start(), len(match[0])))
            literal.append(read)
            length += 1
    if place < len(text):
        runs.append((length, place, 1))
        literal.append(text[place:])
    if not runs:
        return PlainText("")
    starts, places, widths = zip(*runs, strict=True)
    return PlainText("".join(literal), starts, places, widths)


def well_formed(text: str) -> bool:
    """Tell whether every opened pair is closed, in nesting order, each number once."""
    open_: list[int] = []
    seen: set[int] = set()
    for piece in split(text):
        if isinstance(piece, str):
            continue
        if piece.kind is MarkKind.CLOSE:
            if not open_ or open_.pop() != piece.number:
                return False
            continue
        if piece.number in seen:
            return False
        seen.add(piece.number)
        if piece.kind is MarkKind.OPEN:
            open_.append(piece.number)
    return not open_
