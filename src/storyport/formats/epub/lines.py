"""One line of inline XHTML as a unit's text with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from storyport.formats.epub.blocks import Shape
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element, Other, Text
from storyport.language import marks

__all__ = ["Inline", "Line", "Ruby", "Shaping", "collapse", "read_line"]

Node = Element | Other | Text

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
# East Asian scripts written without spaces; Hangul has them.
_WIDE = re.compile(
    "[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U0001f200-\U0003ffff]"
)


@dataclass(frozen=True)
class Inline:
    """What a mark stands for.

    Attributes:
        element: whose tags return when the unit is written. lone: whether it is `<n/>`.
        shape: what it is. edge: no text of the unit stands before it, or none after it.
    """

    number: int
    element: Element
    lone: bool
    shape: Shape
    edge: bool = False


@dataclass(frozen=True)
class Ruby:
    """Text with readings. simple: nothing but text and readings inside."""

    element: Element
    base: str
    simple: bool


@dataclass(frozen=True)
class Line:
    """A line of a block.

    Attributes:
        text: with marks, white space collapsed. inlines: by mark number, from 1.
        rubies: in order. dropped: comments and elements that no mark stands for.
    """

    text: str
    inlines: tuple[Inline, ...]
    rubies: tuple[Ruby, ...]
    dropped: tuple[Element | Other, ...]


class Shaping(Protocol):
    """What tells the shapes of elements: XHTML's, or another format's."""

    def of(self, element: Element) -> Shape:
        """Return an element's shape."""


def read_line(spans: XmlSpans, shapes: Shaping, nodes: Iterable[Node], *, preserve: bool) -> Line:
    """Return the line that some nodes make."""
    reader = _Reader(spans, shapes, preserve=preserve)
    reader.read(nodes)
    return reader.line()


def collapse(text: str) -> str:
    """Return text with its white space as a browser shows it."""
    return _SPACES.sub(_space, text)


def _space(match: re.Match[str]) -> str:
    if "\n" not in match[0] or match.start() == 0:
        return " "
    text = match.string
    return "" if _WIDE.match(text, match.start() - 1) and _WIDE.match(text, match.end()) else " "


class _Reader:
    def __init__(self, spans: XmlSpans, shapes: Shaping, *, preserve: bool) -> None:
        self.spans = spans
        self.shapes = shapes
        self.preserve = preserve
        self.pieces: list[str] = []
        self.pending: list[str] = []
        self.inlines: list[Inline] = []
        self.lone_at: dict[int, int] = {}
        self.rubies: list[Ruby] = []
        self.dropped: list[Element | Other] = []
        self.after_space = True
        self.said = 0
        self.count = 0

    def read(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self.pending.append(self.spans.text_of(node))
            elif isinstance(node, Other):
                self.dropped.append(node)
            else:
                self._element(node)

    def _element(self, element: Element) -> None:
        shape = self.shapes.of(element)
        if shape is Shape.CLEAR:
            self._clear(element)
        elif shape is Shape.READING:
            self.dropped.append(element)
        elif shape in {Shape.PAIR, Shape.BLOCK}:
            self._pair(element)
        else:
            self._mark(element, shape)

    def _clear(self, element: Element) -> None:
        self.dropped.append(element)
        before = len(self.inlines)
        self.flush()
        start = len(self.pieces)
        self.read(self.spans.nodes(element))
        if element.name == "ruby":
            self.flush()
            simple = len(self.inlines) == before
            base = marks.plain("".join(self.pieces[start:]))
            self.rubies.append(Ruby(element, base, simple))

    def _number(self) -> int:
        self.count += 1
        return self.count

    def _pair(self, element: Element) -> None:
        number = self._number()
        self.flush()
        self.pieces.append(f"<{number}>")
        self.inlines.append(Inline(number, element, lone=False, shape=Shape.PAIR))
        self.read(self.spans.nodes(element))
        self.flush()
        self.pieces.append(f"</{number}>")

    def _mark(self, element: Element, shape: Shape) -> None:
        number = self._number()
        self.flush()
        self.pieces.append(f"<{number}/>")
        self.lone_at[number] = self.said
        self.inlines.append(Inline(number, element, lone=True, shape=shape))
        self.after_space = False

    def flush(self) -> None:
        """Take the text since the last tag."""
        text = "".join(self.pending)
        self.pending.clear()
        if not self.preserve:
            text = collapse(text)
            if self.after_space:
                text = text.removeprefix(" ")
        if text:
            self.after_space = text.endswith(" ")
            self.said += len(text.strip())
            self.pieces.append(marks.escape(text))

    def line(self) -> Line:
        self.flush()
        inlines = tuple(
            Inline(one.number, one.element, one.lone, one.shape, edge=True)
            if one.lone and self.lone_at[one.number] in {0, self.said}
            else one
            for one in self.inlines
        )
        text = "".join(self.pieces).strip(" \t\r\n\f")
        return Line(text, inlines, tuple(self.rubies), tuple(self.dropped))
