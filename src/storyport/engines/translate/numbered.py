r"""Numbered lines: the answer form of endpoints that cannot be held to JSON.

`[1] text`, one segment a line, numbered by position from 1 in both directions. A line break
inside a segment travels as `\n`, a carriage return as `\r`, a backslash as `\\`; nothing else
is escaped. Reading back is tolerant: a backslash before anything else stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["escape_line", "read_numbered", "unescape_line", "write_numbered"]

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {"\\": "\\", "n": "\n", "r": "\r"}
_TO_ESCAPE = re.compile(r"[\\\n\r]")
_ESCAPED = re.compile(r"\\([\\nr])")
_ITEM = re.compile(
    r"[ \t]*(?:\*\*)?(?:\[([0-9]{1,6})\]|【([0-9]{1,6})】)(?:\*\*)?[ \t]?(.*)\Z", re.DOTALL
)
_COLON = re.compile(r"[:：][ \t]*")


def escape_line(text: str) -> str:
    """Return a text as one line."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


def unescape_line(line: str) -> str:
    """Undo `escape_line`."""
    return _ESCAPED.sub(lambda match: _UNESCAPES[match[1]], line)


def write_numbered(texts: Sequence[str]) -> str:
    """Return the texts as numbered lines."""
    return "\n".join(f"[{n}] {escape_line(text)}" for n, text in enumerate(texts, start=1))


def read_numbered(content: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the numbered texts in order, and what was odd.

    A line without a number right below an item means that the item was broken over several
    lines against the rule: nobody can tell what belongs to it, so the item is left out. Lines
    before the first item, and after a blank line, are talk and are ignored.
    """
    items: list[tuple[int, str]] = []
    notes: list[str] = []
    below_item = False
    for raw in content.split("\n"):
        line = raw.removesuffix("\r")
        if match := _ITEM.match(line):
            items.append((int(match[1] or match[2]), unescape_line(match[3])))
            below_item = True
        elif not line.strip():
            below_item = False
        elif below_item and not items[-1][1].strip():
            items[-1] = (items[-1][0], unescape_line(line.strip()))
        elif below_item:
            notes.append(f"item {items.pop()[0]} runs over several lines")
            below_item = False
        else:
            notes.append("text outside the numbered lines")
    if items and all(_COLON.match(said) for _, said in items):  # "[1]: text"
        items = [(number, _COLON.sub("", said, count=1)) for number, said in items]
    return items, list(dict.fromkeys(notes))
