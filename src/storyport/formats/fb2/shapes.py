"""What FictionBook elements are to a translator.

Source: the FictionBook 2.1 schema (FictionBook2.xsd).
"""

from __future__ import annotations

from storyport.formats.epub.blocks import Shape, has_letter
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element, Text

__all__ = ["COPIED", "Fb2Shapes", "href_of", "is_block", "is_leaf"]

COPIED = frozenset({"p", "v", "subtitle", "text-author"})
"""Blocks that a bilingual edition repeats below themselves."""
_BLOCKS = COPIED | {
    "section", "title", "epigraph", "annotation", "cite", "poem", "stanza", "date", "empty-line",
    "table", "tr", "td", "th",
}  # fmt: skip
_OPAQUE = frozenset({"code"})
_LEAVES = frozenset({"binary", "stylesheet"})


def is_leaf(_space: str, name: str) -> bool:
    """Tell whether an element's content is of no interest."""
    return name in _LEAVES


def is_block(element: Element) -> bool:
    """Tell whether an element is no part of a line, or holds one that is none."""
    return element.name in _BLOCKS or any(map(is_block, element.elements()))


def href_of(element: Element) -> str:
    """Return where a link or a picture leads, or empty."""
    return next(
        (value for name, value in element.attributes.items() if name.split(" ")[-1] == "href"), ""
    )


class Fb2Shapes:
    """The shapes of inline elements."""

    def __init__(self, spans: XmlSpans) -> None:
        self._spans = spans

    def of(self, element: Element) -> Shape:
        """Return an element's shape."""
        if element.name in {"image", *_OPAQUE}:
            return Shape.CONTENT
        text = self.text_of(element)
        if not text.strip():
            holds = any(one.name == "image" for one in element.walk())
            return Shape.CONTENT if holds else Shape.ANCHOR
        if element.name == "a" and self._is_note(element, text):
            return Shape.REFERENCE
        return Shape.PAIR

    def says_nothing(self, element: Element) -> bool:
        """Tell whether an element may stay beside a line instead of in it."""
        return self.of(element) in {Shape.REFERENCE, Shape.ANCHOR}

    def says(self, element: Element) -> bool:
        """Tell whether there is a letter to translate in an element, its notes left out."""
        return self.of(element) is Shape.PAIR and has_letter(self.text_of(element))

    def text_of(self, element: Element) -> str:
        """Return the text of an element, at any depth."""
        return "".join(
            self._spans.text_of(node)
            if isinstance(node, Text)
            else self.text_of(node)
            if isinstance(node, Element)
            else ""
            for node in self._spans.nodes(element)
        )

    @staticmethod
    def _is_note(element: Element, text: str) -> bool:
        if element.attributes.get("type") == "note":
            return True
        return href_of(element).startswith("#") and not has_letter(text)
