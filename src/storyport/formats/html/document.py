"""A page as a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations
from storyport.formats.epub.blocks import language_of
from storyport.formats.epub.reading import AttributeSpan, Reading, TextSpan
from storyport.formats.html.chapters import Piece, divide
from storyport.formats.html.reading import read_page
from storyport.formats.html.spans import HtmlSpans, parse_page
from storyport.formats.html.writing import write_page
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.language import marks

__all__ = ["HtmlDocument"]

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*+(?:<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->))*+\s*+"
    rb"(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_NAMELESS = ("", ".txt")
_LEVELS = {f"h{level}": level for level in range(1, 7)}


class HtmlDocument(Document):
    """A page. Parts: its head (title, description), what precedes the chapters, the chapters.

    A page without chapters (`html.chapters`) is one part. Nothing is kept between calls but
    the path: a folder of a thousand pages must not stand in memory.
    """

    format = "html"
    extensions = (".html", ".htm", ".xhtml", ".xht")

    def __init__(self, path: Path, language: str, title: str) -> None:
        self.path = path
        self.language = language
        self.title = title

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by name; a page saved as `.txt` or without extension, by how it begins."""
        suffix = path.suffix.lower()
        return suffix in cls.extensions or (suffix in _NAMELESS and _PAGE.match(head) is not None)

    @classmethod
    def open(cls, path: Path) -> HtmlDocument:
        """Open a page.

        Raises:
            BadInput: it cannot be read, is empty, is no text, has millions of elements.
        """
        spans, reading = _read(path)
        titles = [text for text in reading.texts if text.block.name == "title"]
        title = marks.plain(titles[0].unit.source) if titles else reading.title
        return cls(path, _language(spans), title)

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        _, reading = _read(self.path)
        yield from divide(_pieces(reading), self.title)

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition, in the page's encoding or, where it lacks characters, in UTF-8."""
        spans, reading = _read(self.path)
        targets: dict[str, str] = {}
        for part in divide(_pieces(reading), self.title):
            targets.update(translations(part.key))
        write_whole(out, [write_page(spans, reading, targets, edition)])

    def write_unchanged(self, out: Path) -> None:
        """Write what was read: parsed, no patch applied."""
        spans, _ = _read(self.path)
        write_whole(out, [spans.apply(())])


def _read(path: Path) -> tuple[HtmlSpans, Reading]:
    try:
        spans = parse_page(path)
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror or error}.",
            where=str(path),
            do="Check its permissions.",
        ) from error
    return spans, read_page(spans)


def _pieces(reading: Reading) -> list[Piece]:
    spans: list[TextSpan | AttributeSpan] = [*reading.texts, *reading.attributes]
    seen: set[int] = set()
    pieces = []
    for span in sorted(spans, key=lambda one: one.start):
        level = 0
        if isinstance(span, TextSpan):
            around = span.block.name == "title"
            if span.block.order not in seen:
                level = _LEVELS.get(span.block.name, 0)
            seen.add(span.block.order)
        else:
            around = span.element.name == "meta"
        pieces.append(Piece(span.unit, level, around))
    return pieces


def _language(spans: HtmlSpans) -> str:
    body = next((one for one in spans.root.elements() if one.name == "body"), spans.root)
    if declared := language_of(spans.root) or language_of(body):
        return declared
    for element in spans.root.walk():
        named = element.attributes.get("http-equiv", "").lower() == "content-language"
        if element.name == "meta" and named:
            return element.attributes.get("content", "").partition(",")[0].strip()
    return ""
