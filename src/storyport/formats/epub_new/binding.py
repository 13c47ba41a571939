"""Binding: a book's chapters into an EPUB 3, one in memory at a time.

Source: EPUB 3.3; OCF 3.3 for the container (mimetype first, stored, no extra field).
"""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path

from storyport.formats.epub_new.book import Book, Chapter
from storyport.formats.epub_new.cover import draw_cover
from storyport.formats.epub_new.package import CONTAINER, ncx, package
from storyport.formats.epub_new.pages import (
    Entry,
    blocks_of,
    chapter_page,
    cover_page,
    nav_page,
    title_page,
)
from storyport.formats.epub_new.style import stylesheet
from storyport.kernel.errors import BadInput
from storyport.kernel.files import whole_file

__all__ = ["bind_epub"]

# Old reading devices choke on documents much larger than this.
_LONGEST_PAGE = 250_000
_NEVER = (1980, 1, 1, 0, 0, 0)
_LABEL_LENGTH = 60


def bind_epub(out: Path, book: Book) -> None:
    """Write a new EPUB to `out`, whole or not at all; equal books give equal bytes.

    Raises:
        BadInput: there is no chapter, or `out` cannot be written.
    """
    with whole_file(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _Binder(archive, book).bind()


class _Binder:
    """Writes member after member and remembers what the package has to name."""

    def __init__(self, archive: zipfile.ZipFile, book: Book) -> None:
        self._archive = archive
        self._book = book
        self._files: list[str] = []
        self._entries: list[Entry] = []
        self._content = hashlib.sha256()

    def bind(self) -> None:
        book = self._book
        self._add("mimetype", b"application/epub+zip", stored=True)
        self._add("META-INF/container.xml", CONTAINER)
        self._add("EPUB/style.css", stylesheet(book.source, book.target).encode())
        self._add("EPUB/cover.svg", draw_cover(book.title, book.creator, book.target).encode())
        self._add("EPUB/text/cover.xhtml", cover_page(book))
        self._add("EPUB/text/title.xhtml", title_page(book))
        for number, chapter in enumerate(book.chapters, start=1):
            self._add_chapter(number, chapter)
        if not self._entries:
            raise BadInput("a book needs a chapter.", where=book.title, do="Give it some text.")
        identifier = book.identifier or self._identifier()
        self._add("EPUB/nav.xhtml", nav_page(book, self._entries))
        self._add("EPUB/toc.ncx", ncx(book, identifier, self._entries))
        self._add("EPUB/package.opf", package(book, identifier, self._files))

    def _add(self, name: str, data: bytes, *, stored: bool = False) -> None:
        member = zipfile.ZipInfo(name, _NEVER)
        member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        member.create_system = 3
        self._archive.writestr(member, data)

    def _add_chapter(self, number: int, chapter: Chapter) -> None:
        label = chapter.title.strip() or str(number)
        for piece, blocks in enumerate(_pages(blocks_of(chapter.blocks, self._book))):
            name = f"text/{number:05d}{f'-{piece + 1}' if piece else ''}.xhtml"
            data = chapter_page(label, blocks, self._book.target)
            self._content.update(data)
            self._add(f"EPUB/{name}", data)
            self._files.append(name)
            if not piece:
                self._entries.append((name, label))

    def _identifier(self) -> str:
        book = self._book
        for text in (book.title, book.creator, book.source.tag, book.target.tag):
            self._content.update(text.encode("utf-8", "replace") + b"\0")
        return f"urn:uuid:{uuid.UUID(bytes=self._content.digest()[:16], version=5)}"


def _pages(blocks: Iterator[str]) -> Iterator[list[str]]:
    """Give a chapter's blocks in pages of sensible size; at least one page, maybe empty."""
    pending: list[str] = []
    length = 0
    for block in blocks:
        if pending and length + len(block) > _LONGEST_PAGE:
            yield pending
            pending, length = [], 0
        pending.append(block)
        length += len(block)
    yield pending or ["<p>\u00a0</p>\n"]
