"""A unit's target text back into runs: marks become what they stand for.

What a translation loses is not lost to the document: things, links and fields come back at
the unit's end; what it invents or doubles is left out; nesting is put right; a range never
ends before it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from storyport.formats.base import RubyPolicy
from storyport.formats.docx.fields import Piece
from storyport.formats.docx.formatting import Format, Lettering
from storyport.formats.docx.lines import Line, Mark
from storyport.formats.docx.names import child_of
from storyport.formats.docx.nodes import Pair, Phrase, Thing
from storyport.formats.xml_spans import escape_text
from storyport.formats.xml_tree import Element
from storyport.language import marks
from storyport.language.marks import MarkKind

__all__ = ["OriginalTags", "Slices", "Tags", "render", "write_pieces", "write_text"]

_WHITE_SPACE = re.compile(r"[\t\r\n\f\v\u2028\u2029]+")


class Slices(Protocol):
    """Source XML, with what changes within it changed."""

    def slice(self, start: int, end: int) -> str:
        """Return the XML of a span."""


class Tags(Protocol):
    """How what is no text is written."""

    def open(self, pair: Pair) -> str:
        """Return what stands before a pair's content."""

    def close(self, pair: Pair) -> str:
        """Return what stands after it."""

    def thing(self, thing: Thing) -> str:
        """Return a thing, or nothing where it is not repeated."""

    def ruby(self, phrase: Phrase) -> str:
        """Return a text with its readings, in its run."""

    def rest(self, lost: Iterable[Mark]) -> str:
        """Return what has to follow the text, since its marks are gone."""


@dataclass(frozen=True)
class OriginalTags:
    """Everything as it stands in the source."""

    slices: Slices
    prefix: str

    def open(self, pair: Pair) -> str:
        """Return what stands before a pair's content."""
        return write_pieces(pair.opening, self.slices, self.prefix)

    def close(self, pair: Pair) -> str:
        """Return what stands after it."""
        return write_pieces(pair.closing, self.slices, self.prefix)

    def thing(self, thing: Thing) -> str:
        """Return a thing."""
        return write_pieces(thing.pieces, self.slices, self.prefix)

    def ruby(self, phrase: Phrase) -> str:
        """Return a text with its readings."""
        return write_pieces(phrase.pieces, self.slices, self.prefix)

    def rest(self, lost: Iterable[Mark]) -> str:
        """Return lost things, and links and fields without text."""
        written = []
        for mark in lost:
            if isinstance(mark.what, Thing):
                written.append(self.thing(mark.what))
            elif isinstance(mark.what, Pair):
                written += [self.open(mark.what), self.close(mark.what)]
        return "".join(written)


def write_pieces(pieces: Sequence[Piece], slices: Slices, prefix: str) -> str:
    """Return source XML, what stood in runs in runs again."""
    written: list[str] = []
    run: Element | None = None
    for piece in pieces:
        if piece.run is not run:
            written.append(f"</{prefix}r>" if run is not None else "")
            if piece.run is not None:
                written.append(_run_head(piece.run, slices))
            run = piece.run
        written.append(slices.slice(piece.start, piece.end))
    written.append(f"</{prefix}r>" if run is not None else "")
    return "".join(written)


def write_text(text: str, format_: Format, lettering: Lettering) -> str:
    """Return text as a run, white space at its ends kept."""
    text = _WHITE_SPACE.sub(" ", text)
    if not text:
        return ""
    prefix = lettering.prefix
    properties = lettering.properties(format_)
    return (
        f'<{prefix}r>{properties}<{prefix}t xml:space="preserve">'
        f"{escape_text(text)}</{prefix}t></{prefix}r>"
    )


def render(
    line: Line, target: str, tags: Tags, lettering: Lettering, ruby: RubyPolicy = "drop"
) -> str:
    """Return the XML of a line's translation."""
    return _Renderer(line, tags, lettering, ruby).render(target.strip())


class _Renderer:
    def __init__(self, line: Line, tags: Tags, lettering: Lettering, ruby: RubyPolicy) -> None:
        self.line = line
        self.tags = tags
        self.lettering = lettering
        self.left = {mark.number: mark for mark in line.marks}
        self.rubies = list(line.rubies) if ruby == "keep" else []
        self.out: list[str] = []
        self.open: list[Mark] = []
        self.waiting: list[Mark] = []

    def render(self, target: str) -> str:
        indent, trail = self.line.indent, self.line.trail
        if self.lettering.locale.spaced:  # only scripts without spaces indent by U+3000
            indent = indent.replace("\u3000", "")
        self._text(indent)
        for piece in marks.split(target):
            if isinstance(piece, str):
                self._text(marks.unescape(piece))
            elif piece.kind is MarkKind.CLOSE:
                self._close(piece.number)
            else:
                self._mark(piece.number, lone=piece.kind is MarkKind.LONE)
        while self.open:
            self._close_last()
        self._text(trail)
        return "".join(self.out) + self.tags.rest(self.left.values())

    def _text(self, text: str) -> None:
        look = self.open[-1].base if self.open else self.line.base
        at = 0
        for ruby in list(self.rubies):
            found = text.find(ruby.text, at)
            if found >= 0:
                self.out += [write_text(text[at:found], look, self.lettering), self.tags.ruby(ruby)]
                self.rubies.remove(ruby)
                at = found + len(ruby.text)
        self.out.append(write_text(text[at:], look, self.lettering))

    def _mark(self, number: int, *, lone: bool) -> None:
        mark = self.left.get(number)
        if mark is None or isinstance(mark.what, Thing) is not lone:
            return
        if isinstance(mark.what, Thing):
            self._thing(mark)
            return
        if isinstance(mark.what, Pair):
            if mark.what.linking and self._in_link():
                return  # a link in a link; it comes back, empty, at the end
            self.out.append(self.tags.open(mark.what))
        del self.left[number]
        self.open.append(mark)

    def _thing(self, mark: Mark) -> None:
        """Write a thing, and before it what comes before it in its chain."""
        thing = mark.what
        if not isinstance(thing, Thing):
            return
        for other in [one for one in self.left.values() if one.number < mark.number]:
            if isinstance(other.what, Thing) and thing.chain and other.what.chain == thing.chain:
                del self.left[other.number]
                self.out.append(self.tags.thing(other.what))
        del self.left[mark.number]
        self.out.append(self.tags.thing(thing))

    def _in_link(self) -> bool:
        return any(isinstance(one.what, Pair) and one.what.linking for one in self.open)

    def _close(self, number: int) -> None:
        if any(mark.number == number for mark in self.open):
            while self._close_last() != number:
                pass

    def _close_last(self) -> int:
        mark = self.open.pop()
        if isinstance(mark.what, Pair):
            self.out.append(self.tags.close(mark.what))
        return mark.number


def _run_head(run: Element, slices: Slices) -> str:
    properties = child_of(run, "rPr")
    head = slices.slice(run.start, run.inner)
    return head + (slices.slice(properties.start, properties.end) if properties else "")
