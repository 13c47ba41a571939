"""A unit's target back into Markdown, in which it says what it says and nothing else.

What is written is parsed again: the text must come out as it is, with the marks it has, and
no structure that is not meant. Only where it does not is more of it escaped, and where
emphasis cannot stand (`**“…”**` between letters of a script without spaces), HTML's tags do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from storyport.formats.epub.rendering import read_text
from storyport.formats.markdown.inline import read_items
from storyport.formats.markdown.lines import Inline, Line
from storyport.formats.markdown.parser import Environment, parse_blocks
from storyport.language import marks
from storyport.language.marks import Mark, MarkKind

__all__ = ["STRICTNESS", "Place", "Slices", "is_one_paragraph", "render", "render_words"]

Slices = Callable[[int, int], str]
"""(start, end) of a block's content -> what stands there, translated attributes included."""

_SPECIAL = "\\*_[]<`~$&{|"
_PUNCTUATION = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
# A stray sign in what stands before may end in one of these, whether it is escaped or not.
_REFERENCES = str.maketrans({"`": "&#96;", ">": "&gt;", "}": "&#125;"})
_TAGS = {"em": ("<em>", "</em>"), "strong": ("<strong>", "</strong>"), "s": ("<del>", "</del>")}
_STARS = {"em": ("*", "*"), "strong": ("**", "**"), "s": ("~~", "~~")}
STRICTNESS = (0, 1, 2, 3)
_NO_MARKUP = STRICTNESS[-1]
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_OPENERS = "#>+-*=~`<|[:$_"
_BEGINS = re.compile(r"&(?=#?[A-Za-z0-9]+;)|<(?=[A-Za-z/!?])")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_ID = re.compile(r"""\s(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_NOT_REPEATED = frozenset({"note", "image"})


@dataclass(frozen=True)
class Place:
    """Where a target is to stand.

    Attributes:
        heading: signs of an ATX heading, or empty. cell: whether in a table.
        copy: whether the source stays beside it.
        environment: references that a text might name by chance.
        strict: 1: every sign that may be markup somewhere is escaped; 2: what a stray sign may
            end although it is escaped is a reference; 3: and no markup.
    """

    environment: Environment
    heading: str = ""
    cell: bool = False
    copy: bool = False
    strict: int = 0


@dataclass(frozen=True)
class _Piece:
    """Text, or markup as it is to be written."""

    kind: str
    text: str
    name: str = ""
    inline: Inline | None = None


def render(line: Line, target: str, slices: Slices, place: Place) -> str:
    """Return the Markdown of a unit's translation, on one line."""
    pieces = _Assembly(line, slices, place).pieces(target)
    written = ""
    styles = (pieces, _restyled(pieces, _STARS), _restyled(pieces, _TAGS))
    for styled in styles if place.strict < _NO_MARKUP else ():
        for written in _escaped(styled, place):
            if _reads_as(written, styled, place):
                return written
    kept = {"text", "lone"} if place.strict < _NO_MARKUP else {"text"}
    plain = [one for one in pieces if one.kind in kept]
    for written in _escaped(plain, place):
        if _reads_as(written, plain, place):
            return written
    return written


def render_words(target: str, mandatory: str) -> str:
    """Return a target where only text may stand (`alt`), some signs escaped in any case."""
    words = read_text(target)
    place = Place({})
    piece = [_Piece("text", words)]
    for special in ("", "*", "_", "`", "<", "&", _SPECIAL):
        written = _escape(words, "\\" + mandatory + special)
        if _reads_as(written, piece, place, inside=True):
            return written
    return _escape(words, _PUNCTUATION)


class _Assembly:
    """A target's text and marks as pieces, put right as far as marks are lost or doubled."""

    def __init__(self, line: Line, slices: Slices, place: Place) -> None:
        self.slices = slices
        self.place = place
        self.wrappers = line.wrappers
        self.left = {one.number: one for one in (*line.inlines, *line.wrappers)}
        self.out: list[_Piece] = []
        self.open: list[Inline] = []

    def pieces(self, target: str) -> list[_Piece]:
        for one in self.wrappers:
            self._mark(Mark(MarkKind.OPEN, one.number))
        for piece in marks.split(target.strip()):
            if isinstance(piece, str):
                self.out.append(_Piece("text", _BLANK.sub(" ", marks.unescape(piece))))
            else:
                self._mark(piece)
        while self.open:
            self._close_last()
        if not self.place.copy:
            self._rest()
        return _spaced(self.out)

    def _mark(self, mark: Mark) -> None:
        if mark.kind is MarkKind.CLOSE:
            if any(one.number == mark.number for one in self.open):
                while self._close_last() != mark.number:
                    pass
            return
        inline = self.left.get(mark.number)
        if inline is None or (inline.closed is None) is not (mark.kind is MarkKind.LONE):
            return
        links = inline.opened.name == "link" and any(one.opened.name == "link" for one in self.open)
        if links:
            return  # a link in a link is none; it comes back, empty, at the end
        del self.left[mark.number]
        if inline.closed is None:
            self._lone(inline)
        else:
            self.open.append(inline)
            self._half("open", inline)

    def _close_last(self) -> int:
        inline = self.open.pop()
        self._half("close", inline)
        return inline.number

    def _half(self, kind: str, inline: Inline) -> None:
        item = inline.opened if kind == "open" else inline.closed
        if item is None:
            return
        text = self.slices(item.start, item.end)
        if kind == "close" and item.name == "link" and text in {"]", "][]"}:
            # The text was the label, too; the label is what the link is found by.
            text = f"][{self.slices(inline.opened.end, item.start)}]"
        if self.place.copy and item.name == "html":
            text = _ID.sub("", text)
        self.out.append(_Piece(kind, text, item.name, inline))

    def _lone(self, inline: Inline) -> None:
        item = inline.opened
        if self.place.copy and item.name in _NOT_REPEATED and (inline.edge or item.name == "note"):
            return
        text = "<br>" if item.kind == "hard" else self.slices(item.start, item.end)
        if self.place.copy and item.name == "html":
            text = _ID.sub("", text)
        self.out.append(_Piece("lone", text, item.name, inline))

    def _rest(self) -> None:
        """Let things and links that the target lost come back at its end."""
        for inline in self.left.values():
            if inline.closed is None:
                self._lone(inline)
            elif inline.opened.name == "link":
                self._half("open", inline)
                self._half("close", inline)


def _spaced(pieces: list[_Piece]) -> list[_Piece]:
    """Move spaces out of emphasis, where they would undo it, and leave out what is empty."""
    out: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "close" and piece.name in _TAGS:
            tail = ""
            if out[-1].kind == "text":
                stripped = out[-1].text.rstrip()
                tail = out[-1].text[len(stripped) :]
                out[-1] = replace(out[-1], text=stripped)
                if not stripped:
                    out.pop()
            if out[-1].kind == "open" and out[-1].inline is piece.inline:
                out.pop()
            else:
                out.append(piece)
            out += [_Piece("text", tail)] if tail else []
        elif piece.kind == "text" and out and out[-1].kind == "open" and out[-1].name in _TAGS:
            stripped = piece.text.lstrip()
            if len(stripped) < len(piece.text):
                at = len(out)
                while at and out[at - 1].kind == "open" and out[at - 1].name in _TAGS:
                    at -= 1
                out.insert(at, _Piece("text", " "))
            out.append(replace(piece, text=stripped))
        else:
            out.append(piece)
    return [
        replace(one, text=one.text.lstrip(" ")) if _doubles_space(before, one) else one
        for before, one in pairwise([_Piece("text", ""), *out])
    ]


def _doubles_space(before: _Piece, piece: _Piece) -> bool:
    return before.kind == piece.kind == "text" and before.text[-1:] == " " == piece.text[:1]


def _restyled(pieces: Sequence[_Piece], style: dict[str, tuple[str, str]]) -> list[_Piece]:
    """Return the pieces with emphasis written in another way."""
    return [
        replace(one, text=style[one.name][one.kind == "close"])
        if one.name in style and one.kind in {"open", "close"}
        else one
        for one in pieces
    ]


def _escaped(pieces: Sequence[_Piece], place: Place) -> Iterator[str]:
    """Give ways to write the pieces, the more natural first."""
    cell = "|" if place.cell else ""
    if not place.strict:
        yield _written(pieces, cell)
        yield _start_escaped(_written(pieces, cell), place)
    said = "".join(one.text for one in pieces if one.kind == "text")
    present = [sign for sign in _SPECIAL if sign in said]
    if place.strict > 1:
        signs = cell + "".join(present).replace("`", "")
        yield _start_escaped(_written(pieces, signs, _REFERENCES), place)
    for sign in () if place.strict else present:
        yield _start_escaped(_written(pieces, cell + sign), place)
    yield _start_escaped(_written(pieces, cell + "".join(present)), place)
    yield _written(pieces, _PUNCTUATION)


def _written(
    pieces: Sequence[_Piece], signs: str, references: Mapping[int, str] | None = None
) -> str:
    return "".join(
        _escape(one.text, signs).translate(references or {}) if one.kind == "text" else one.text
        for one in pieces
    ).strip()


def _escape(text: str, signs: str) -> str:
    """Return a text with some signs escaped; & and < only where they may begin something."""
    if not signs:
        return text
    rest = signs if len(signs) == len(_PUNCTUATION) else signs.replace("&", "").replace("<", "")
    text = "".join("\\" + one if one in rest else one for one in text)
    if rest == signs:
        return text
    return _BEGINS.sub(lambda match: "\\" * (match[0] in signs) + match[0], text)


def _start_escaped(text: str, place: Place) -> str:
    """Return a text that begins no list, heading, quote or rule."""
    if place.heading:
        return re.sub(r"(#+)$", r"\\\1", text)
    if match := _NUMBERED.match(text):
        return f"{match[1]}\\{text[match.end() - 1 :]}"
    return "\\" + text if text[:1] in _OPENERS and text[:1] else text


def _reads_as(
    written: str, pieces: Sequence[_Piece], place: Place, *, inside: bool = False
) -> bool:
    """Tell whether what is written is read as the pieces."""
    items = read_items(written, place.environment)
    if items is None:
        return False
    found = [
        (one.kind, one.text)
        if one.kind == "text"
        else (_kind(one.kind), written[one.start : one.end])
        for one in items
    ]
    wanted = [(one.kind, one.text) for one in pieces]
    if _joined(found) != _joined(wanted):
        return False
    return inside or place.cell or _is_one_block(written, place)


def _kind(kind: str) -> str:
    return "lone" if kind == "hard" else kind


def _joined(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces with texts joined and white space as a reader sees it."""
    joined: list[tuple[str, str]] = []
    for kind, text in pieces:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1] = (kind, joined[-1][1] + text)
        elif kind != "text" or text:
            joined.append((kind, text))
    ends = {0, len(joined) - 1}
    tidy = []
    for at, (kind, text) in enumerate(joined):
        said = _BLANK.sub(" ", text) if kind == "text" else text
        if kind == "text" and at in ends:
            said = said.lstrip(" ") if at == 0 else said
            said = said.rstrip(" ") if at == len(joined) - 1 else said
        tidy += [(kind, said)] if said or kind != "text" else []
    return tidy


def _is_one_block(written: str, place: Place) -> bool:
    if not place.heading:
        return is_one_paragraph([written])
    tokens = parse_blocks(f"{place.heading} {written}", {})
    kinds = ["heading_open", "inline", "heading_close"]
    return [one.type for one in tokens] == kinds and tokens[1].content == written


def is_one_paragraph(lines: Sequence[str]) -> bool:
    """Tell whether lines with hard breaks between them are a paragraph, and only that."""
    starts = (line[:1] for line in lines)
    if all(one.isalpha() or not (one.isascii() or one.isspace()) for one in starts):
        return True  # no block begins so
    written = "\\\n".join(lines)
    tokens = parse_blocks(written, {})
    kinds = ["paragraph_open", "inline", "paragraph_close"]
    return [one.type for one in tokens] == kinds and tokens[1].content == written
