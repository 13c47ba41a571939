"""Inline elements of XLIFF 2 <-> our marks: `pc`, `ph`, `sc` and `ec`, `cp`.

A pair `<1>…</1>` is `<pc id="1">`, a lone `<2/>` is `<ph id="2"/>`. A mark whose partner is
missing, or whose pair crosses another, is `sc` or `ec`. Characters that XML cannot hold are
`cp`. Source: XLIFF 2.1, 4.2.3 (inline elements), 4.3.1 (constraints of `sc` and `ec`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from storyport.language.marks import Mark, MarkKind, escape, split, unescape

__all__ = ["XLIFF", "read_inline", "write_inline"]

XLIFF = "urn:oasis:names:tc:xliff:document:2."
# XML 1.0, production 2; a carriage return would be read back as a line feed.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEEP = 'canCopy="no" canDelete="no"'
_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")


def write_inline(text: str) -> str:
    """Return a text with marks as the content of a `source` or `target`."""
    if "<" not in text and "&" not in text:
        return _quoted(text)
    pieces = split(text)
    pairs = _pairs(pieces)
    nested = _nested(pairs)
    closings = {end: start for start, end in pairs.items()}
    opened: set[int] = set()
    words: list[str] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            words.append(_quoted(unescape(piece)))
        elif at in pairs:
            opened.add(piece.number)
            words.append(_opening(piece, pc=at in nested))
        elif at in closings:
            words.append(
                "</pc>" if closings[at] in nested else f'<ec startRef="{piece.number}" {_KEEP}/>'
            )
        elif piece.kind is MarkKind.LONE:
            words.append(f'<ph id="{piece.number}" {_KEEP}/>')
        else:
            name = "sc" if piece.kind is MarkKind.OPEN else "ec"
            words.append(f'<{name} id="{piece.number}" isolated="yes"/>')
    return "".join(words)


def _opening(mark: Mark, *, pc: bool) -> str:
    return f'<{"pc" if pc else "sc"} id="{mark.number}" {_KEEP}{">" if pc else "/>"}'


def _pairs(pieces: Sequence[str | Mark]) -> dict[int, int]:
    """Return {place of an opening mark: place of its closing one}."""
    open_: dict[int, int] = {}
    pairs: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            continue
        if piece.kind is MarkKind.OPEN:
            open_[piece.number] = at
        elif piece.kind is MarkKind.CLOSE and piece.number in open_:
            pairs[open_.pop(piece.number)] = at
    return pairs


def _nested(pairs: dict[int, int]) -> set[int]:
    """Return the openings of pairs that cross no other pair."""
    in_turn = _closed_in_turn(pairs)
    backwards = _closed_in_turn({-end: -start for start, end in pairs.items()})
    return {start for start, end in pairs.items() if start in in_turn and -end in backwards}


def _closed_in_turn(pairs: dict[int, int]) -> set[int]:
    """Return the openings that are the last still open where they are closed."""
    closings = {end: start for start, end in pairs.items()}
    in_turn: set[int] = set()
    closed: set[int] = set()
    open_: list[int] = []
    for at in sorted([*pairs, *closings]):
        if at in pairs:
            open_.append(at)
            continue
        while open_[-1] in closed:
            open_.pop()
        if open_[-1] == closings[at]:
            in_turn.add(closings[at])
        closed.add(closings[at])
    return in_turn


def _quoted(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ILLEGAL.sub(lambda match: f'<cp hex="{ord(match[0]):04X}"/>', text)


def read_inline(element: Any) -> str:
    """Return the content of a `source` or `target` as a text with marks."""
    # Literal text is escaped once it is whole, as a tool may have cut it anywhere.
    words: list[str] = []
    literal: list[str] = []
    for piece in _pieces(element):
        if isinstance(piece, Mark):
            words += [escape("".join(literal)), str(piece)]
            literal = []
        else:
            literal.append(piece)
    return "".join([*words, escape("".join(literal))])


def _pieces(element: Any) -> Iterator[str | Mark]:
    yield element.text or ""
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "cp":
            yield _character(child.get("hex", ""))
        elif name == "pc":
            yield Mark(MarkKind.OPEN, _number(child.get("id")))
            yield from _pieces(child)
            yield Mark(MarkKind.CLOSE, _number(child.get("id")))
        elif name in ("ph", "sc", "ec"):
            kind = {"ph": MarkKind.LONE, "sc": MarkKind.OPEN, "ec": MarkKind.CLOSE}[name]
            yield Mark(kind, _number(child.get("startRef") or child.get("id")))
        elif name == "mrk":
            yield from _pieces(child)
        yield child.tail or ""


def _number(id_: str | None) -> int:
    # An id that is not ours was added by somebody: no source has a mark 9999.
    return int(id_) if id_ and _NUMBER.fullmatch(id_) else 9999


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
