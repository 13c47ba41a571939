"""Inline marks: how markup travels inside a unit's text.

A pair `<1>…</1>` stands for an inline element, a lone `<2/>` for something without
text of its own (an image, a note reference, a formula). Numbers are unique within a
unit. Text that merely looks like a mark is escaped: a literal `<1>` travels as
`&lt;1>`, a literal `&lt;1>` as `&amp;lt;1>`; nothing else is ever escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

__all__ = ["Mark", "MarkKind", "escape", "marks_of", "plain", "split", "unescape", "well_formed"]

_MARK = re.compile(r"<(/?)(\d{1,4})(/?)>")
_LOOKS_LIKE_MARK = re.compile(r"<(?=/?\d{1,4}/?>)")
_LOOKS_LIKE_ESCAPE = re.compile(r"&(?=(?:amp;)*lt;/?\d{1,4}/?>)")
_ESCAPED_MARK = re.compile(r"&lt;(?=/?\d{1,4}/?>)")
_ESCAPED_ESCAPE = re.compile(r"&amp;(?=(?:amp;)*lt;/?\d{1,4}/?>)")


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
    return "".join(unescape(piece) for piece in split(text) if isinstance(piece, str))


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
