"""EPUB 2 and 3 as a Document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations
from storyport.formats.container import Container
from storyport.formats.container_writing import copy_container
from storyport.formats.css import restyle_bytes
from storyport.formats.epub.covering import (
    cover_patches,
    drawn_cover,
    lacks_cover,
    member_beside,
)
from storyport.formats.epub.labelling import Naming
from storyport.formats.epub.navigation import read_ncx
from storyport.formats.epub.package import Package, read_metadata, read_package
from storyport.formats.epub.package_writing import write_ncx, write_package
from storyport.formats.epub.protection import refuse_locked
from storyport.formats.epub.reading import Reading, read_xhtml
from storyport.formats.epub.writing import Manner, restyling, write_xhtml

__all__ = ["EpubDocument"]

_MIMETYPE = b"mimetypeapplication/epub+zip"
_CSS = "text/css"

_Change = Callable[[str, bytes], bytes]
"""(member, its octets) -> new octets."""


class EpubDocument(Document):
    """A book. Parts: its package, its tables of contents, then its documents in reading order.

    A part's key is its path in the container. Nothing is held in memory but the package;
    each document is read when its turn comes.
    """

    format = "epub"
    extensions = (".epub",)

    def __init__(self, path: Path, package: Package) -> None:
        self.path = path
        self.package = package
        self.language = package.language
        self.title = package.title

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by the mimetype that stands stored at the head of a good book, then by name."""
        return _MIMETYPE in head[:100] or path.suffix.lower() in cls.extensions

    @classmethod
    def open(cls, path: Path) -> EpubDocument:
        """Open a book.

        Raises:
            BadInput: no EPUB, damaged, unsafe, locked by DRM.
        """
        with Container(path) as container:
            package = read_package(container)
            needed = {item.member for item in package.spine} | {package.nav, package.ncx}
            refuse_locked(container, {package.member, *needed})
        return cls(path, package)

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        with Container(self.path) as container:
            for member in self._members():
                reading = self._read(member, container.read(member), container.where(member))
                yield Part(member, reading.title, reading.units(), story=self._is_story(member))

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition."""
        restyle = restyling(edition)
        changed = dt.datetime.now(dt.UTC)

        cover: dict[str, bytes] = {}

        def change(member: str, data: bytes) -> bytes:
            if self._is_style(member):
                return restyle_bytes(data, restyle)
            reading = self._read(member, data, f"{self.path}: {member}")
            targets = translations(member)
            if member == self.package.member and targets and lacks_cover(reading.spans):
                cover[member_beside(member)] = drawn_cover(reading, targets, edition)
            return self._write_part(member, reading, targets, edition, changed)

        self._copy(out, change, lambda: cover)

    def write_unchanged(self, out: Path) -> None:
        """Write the book as it was read: each document parsed, no patch applied."""

        def change(member: str, data: bytes) -> bytes:
            if self._is_style(member):
                return data
            return self._read(member, data, f"{self.path}: {member}").spans.apply(())

        self._copy(out, change)

    def _write_part(
        self,
        member: str,
        reading: Reading,
        targets: Mapping[str, str],
        edition: Edition,
        changed: dt.datetime,
    ) -> bytes:
        if member == self.package.member:
            more = cover_patches(reading.spans) if targets and lacks_cover(reading.spans) else ()
            return write_package(reading, targets, edition, changed, more)
        if member == self.package.ncx:
            return write_ncx(reading, targets, edition)
        naming: Naming = "xml" if self.package.version.startswith("2") else "both"
        manner = Manner(edition, naming, navigation=member == self.package.nav)
        return write_xhtml(reading, targets, manner)

    def _copy(
        self, out: Path, change: _Change, added: Callable[[], Mapping[str, bytes]] = dict
    ) -> None:
        touched = {member for member, item in self.package.items.items() if _CSS in item.media_type}
        touched.update(self._members())
        with Container(self.path) as container:

            def new(member: str) -> bytes | None:
                if member not in touched:
                    return None
                data = container.read(member)
                made = change(member, data)
                return None if made == data else made

            copy_container(container, out, new, added)

    def _members(self) -> list[str]:
        spine = [item.member for item in self.package.spine]
        around = [self.package.member, self.package.nav, self.package.ncx]
        ahead = [member for member in around if member and member not in spine]
        return list(dict.fromkeys([*ahead, *spine]))

    def _read(self, member: str, data: bytes, where: str) -> Reading:
        if member == self.package.member:
            return read_metadata(data, where)
        if member == self.package.ncx:
            return read_ncx(data, where)
        return read_xhtml(data, where, navigation=member == self.package.nav)

    def _is_story(self, member: str) -> bool:
        return member not in {self.package.member, self.package.nav, self.package.ncx}

    def _is_style(self, member: str) -> bool:
        item = self.package.items.get(member)
        return item is not None and item.media_type == _CSS
