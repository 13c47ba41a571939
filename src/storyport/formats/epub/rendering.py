"""A unit's target text back into XHTML: marks become the tags they stand for.

What a translation loses is not lost to the book: things without text, links and ids come
back at the unit's end; what it invents or doubles is left out; nesting is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from storyport.formats.base import RubyPolicy
from storyport.formats.epub.blocks import EPUB_TYPE
from storyport.formats.epub.lines import Inline, Line, Ruby
from storyport.formats.epub.reading import TextSpan
from storyport.formats.xml_patches import PatchedSlices
from storyport.formats.xml_spans import escape_attribute, escape_text, prefix_of
from storyport.formats.xml_tree import Element
from storyport.language import marks
from storyport.language.marks import Mark, MarkKind

__all__ = [
    "OriginalTags",
    "PatchedSlices",
    "Tags",
    "is_translated",
    "read_text",
    "render",
    "render_text",
]

_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_ANCHORS = frozenset({"id", "href", "name", EPUB_TYPE, "http://www.w3.org/XML/1998/namespace id"})


class Tags(Protocol):
    """How the tags of a line are written."""

    def open(self, element: Element) -> str:
        """Return a start tag."""

    def close(self, element: Element) -> str:
        """Return an end tag."""

    def whole(self, inline: Inline) -> str:
        """Return an element that has no text of its own, or nothing where it is not repeated."""

    def ruby(self, ruby: Ruby) -> str:
        """Return ruby with its readings."""

    def rest(self, line: Line, lost: Iterable[Inline], kept: Iterable[Ruby]) -> str:
        """Return what has to follow the text, since its marks are gone."""


@dataclass(frozen=True)
class OriginalTags:
    """The tags as they stand in the source."""

    slices: PatchedSlices

    def open(self, element: Element) -> str:
        """Return a start tag."""
        return self.slices.slice(element.start, element.inner)

    def close(self, element: Element) -> str:
        """Return an end tag."""
        return self.slices.slice(element.inner_end, element.end)

    def whole(self, inline: Inline) -> str:
        """Return an element without text of its own."""
        return self.slices.slice(inline.element.start, inline.element.end)

    def ruby(self, ruby: Ruby) -> str:
        """Return ruby with its readings."""
        return self.slices.slice(ruby.element.start, ruby.element.end)

    def rest(self, line: Line, lost: Iterable[Inline], kept: Iterable[Ruby]) -> str:
        """Return lost elements, comments, and anchors for the ids of ruby that went."""
        pieces = []
        for inline in lost:
            if inline.lone:
                pieces.append(self.whole(inline))
            elif not _ANCHORS.isdisjoint(inline.element.attributes):
                pieces.append(self.open(inline.element) + self.close(inline.element))
        survivors = {id(one) for ruby in kept for one in ruby.element.walk()}
        for gone in line.dropped:
            if not isinstance(gone, Element):
                pieces.append(self.slices.slice(gone.start, gone.end))
            elif id(gone) not in survivors:
                pieces += self._anchors(gone)
        return "".join(pieces)

    def _anchors(self, gone: Element) -> list[str]:
        below = gone.walk() if gone.name in {"rt", "rp", "rtc"} else [gone]
        prefix = prefix_of(self.slices.spans, gone)
        ids = [one.attributes["id"] for one in below if "id" in one.attributes]
        return [f'<{prefix}span id="{escape_attribute(one)}"></{prefix}span>' for one in ids]


def is_translated(target: str | None) -> bool:
    """Tell whether a target says anything; an empty one would lose text without a word."""
    return target is not None and bool(marks.plain(target).strip())


def read_text(target: str) -> str:
    """Return a target as one line; no-break and ideographic spaces stay, as they do in prose."""
    return _WHITE_SPACE.sub(" ", marks.plain(target)).strip(" ")


def render_text(target: str) -> str:
    """Return a target as XML text where no tag may stand."""
    return escape_text(read_text(target))


def render(span: TextSpan, target: str, tags: Tags, ruby: RubyPolicy) -> str:
    """Return the XML of a unit's translation."""
    if span.plain:
        return render_text(target)
    renderer = _Renderer(span, tags, ruby)
    return renderer.render(target if span.preserve else target.strip())


class _Renderer:
    def __init__(self, span: TextSpan, tags: Tags, ruby: RubyPolicy) -> None:
        self.line = span.line
        self.tags = tags
        self.left = {inline.number: inline for inline in span.line.inlines}
        self.rubies = [
            one for one in span.line.rubies if ruby == "keep" and one.simple and one.base
        ]
        self.kept: list[Ruby] = []
        self.out: list[str] = []
        self.open: list[Inline] = []
        self.waiting: list[Inline] = []

    def render(self, target: str) -> str:
        for piece in marks.split(target):
            if isinstance(piece, str):
                self._text(marks.unescape(piece))
            else:
                self._mark(piece)
        while self.open:
            self._close_last()
        rest = self.tags.rest(self.line, self.left.values(), self.kept)
        return "".join(self.out) + rest

    def _text(self, text: str) -> None:
        at = 0
        for ruby in list(self.rubies):
            found = text.find(ruby.base, at)
            if found >= 0:
                self.out += [escape_text(text[at:found]), self.tags.ruby(ruby)]
                self.rubies.remove(ruby)
                self.kept.append(ruby)
                at = found + len(ruby.base)
        self.out.append(escape_text(text[at:]))

    def _mark(self, mark: Mark) -> None:
        if mark.kind is MarkKind.CLOSE:
            self._close(mark.number)
            return
        inline = self.left.get(mark.number)
        if inline is None or inline.lone is not (mark.kind is MarkKind.LONE):
            return
        linked = _has_link(inline.element) and any(one.element.name == "a" for one in self.open)
        if linked and not inline.lone:
            return  # a link in a link is no XHTML; it comes back, empty, at the end
        del self.left[mark.number]
        if linked:
            self.waiting.append(inline)
        elif inline.lone:
            self.out.append(self.tags.whole(inline))
        else:
            self.open.append(inline)
            self.out.append(self.tags.open(inline.element))

    def _close(self, number: int) -> None:
        if any(inline.number == number for inline in self.open):
            while self._close_last() != number:
                pass

    def _close_last(self) -> int:
        inline = self.open.pop()
        self.out.append(self.tags.close(inline.element))
        if inline.element.name == "a":
            self.out += [self.tags.whole(one) for one in self.waiting]
            self.waiting.clear()
        return inline.number


def _has_link(element: Element) -> bool:
    return any(one.name == "a" for one in element.walk())
