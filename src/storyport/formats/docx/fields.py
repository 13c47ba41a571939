"""Fields: their characters, what they are by their first word, and which say text.

Source: ISO/IEC 29500-1, sections 17.16.1 to 17.16.5 (complex fields and field types),
17.16.18 (fldChar), 17.16.23 (instrText).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.docx.names import attribute_of, is_word
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element

__all__ = ["TRANSLATED", "FieldMark", "OpenFields", "Piece", "keyword_of", "mark_of"]

TRANSLATED = frozenset(
    {"HYPERLINK", "TOC", "INDEX", "TOA", "REF", "STYLEREF", "TITLE", "QUOTE", "BIBLIOGRAPHY"}
)
"""Fields whose result is text; those of the others are numbers, dates, names, or forms."""


@dataclass(frozen=True)
class Piece:
    """Source XML that is kept: a span, and the run it stands in, if any."""

    start: int
    end: int
    run: Element | None = None


@dataclass(frozen=True)
class FieldMark:
    """A character of a complex field. role: `begin`, `separate`, `end`, or `text` of its code."""

    role: str
    text: str
    piece: Piece


def keyword_of(instruction: str) -> str:
    """Return the first word of a field's code, in capitals."""
    words = instruction.split(maxsplit=1)
    return words[0].upper() if words else ""


def mark_of(spans: XmlSpans, element: Element, piece: Piece) -> FieldMark:
    """Return the mark that a `w:fldChar` or `w:instrText` is."""
    if element.name == "instrText":
        return FieldMark("text", _code(spans, element), piece)
    return FieldMark(attribute_of(element, "fldCharType"), "", piece)


class OpenFields:
    """The fields that are open from one paragraph to the next (a table of contents is)."""

    def __init__(self, spans: XmlSpans) -> None:
        self._spans = spans
        self._open: list[list[str]] = []  # [code, "" or its end]

    @property
    def in_code(self) -> bool:
        """Whether what comes now is a field's code, not text."""
        return any(not separated for _, separated in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what comes now is the result of a table of contents."""
        return any(separated and keyword_of(code) == "TOC" for code, separated in self._open)

    def read(self, paragraph: Element) -> None:
        """Take note of the fields of a paragraph, those of its text boxes left out."""
        for element in _own(paragraph):
            if is_word(element, "instrText"):
                if self._open and not self._open[-1][1]:
                    self._open[-1][0] += _code(self._spans, element)
            elif is_word(element, "fldChar"):
                self._take(attribute_of(element, "fldCharType"))

    def _take(self, role: str) -> None:
        if role == "begin":
            self._open.append(["", ""])
        elif self._open and role == "separate":
            self._open[-1][1] = "separated"
        elif self._open and role == "end":
            self._open.pop()


def _own(paragraph: Element) -> Iterator[Element]:
    stack = list(reversed(list(paragraph.elements())))
    while stack:
        element = stack.pop()
        yield element
        if not is_word(element, "p", "txbxContent", "del"):
            stack.extend(reversed(list(element.elements())))


def _code(spans: XmlSpans, element: Element) -> str:
    return spans.resolve(spans.slice(element.inner, element.inner_end))
