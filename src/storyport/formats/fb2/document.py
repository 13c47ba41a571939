"""FictionBooks as a Document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations
from storyport.formats.container import MAX_TEXT, Container
from storyport.formats.container_writing import copy_container
from storyport.formats.fb2.reading import Book, first_of, read_book
from storyport.formats.fb2.writing import write_book
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole

__all__ = ["Fb2Document"]

_ZIP = b"PK\x03\x04"
_ROOTS = (b"<FictionBook", "<FictionBook".encode("utf-16-le"), "<FictionBook".encode("utf-16-be"))


class Fb2Document(Document):
    """A FictionBook. Parts: its description, then its sections; each body of notes is one.

    Sections are opened as deep as those in them have titles: a volume's chapters are parts.
    """

    format = "fb2"
    extensions = (".fb2", ".fb2.zip", ".fbz")

    def __init__(self, path: Path, member: str, book: Book) -> None:
        self.path = path
        self._member = member
        self.language = _text(book, "lang")
        self.title = _text(book, "book-title")

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by the root, or by the first name in a container, then by name."""
        if path.name.lower().endswith(cls.extensions):
            return True
        if head.startswith(_ZIP):
            length = int.from_bytes(head[26:28], "little")
            return head[30 : 30 + length].lower().endswith(b".fb2")
        begins = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
        return begins and any(root in head for root in _ROOTS)

    @classmethod
    def open(cls, path: Path) -> Fb2Document:
        """Open a book.

        Raises:
            BadInput: no FictionBook, damaged, several books in one container.
        """
        member = _member_of(path)
        return cls(path, member, _read(path, member))

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        for one in _read(self.path, self._member).sections:
            yield Part(one.key, one.title, one.units(), story=one.story)

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition."""

        def change(data: bytes) -> bytes:
            book = read_book(data, self._where)
            targets: dict[str, str] = {}
            for one in book.sections:
                targets |= translations(one.key)
            return write_book(book, targets, edition)

        self._write(out, change)

    def write_unchanged(self, out: Path) -> None:
        """Write the book as it was read: parsed, no patch applied."""
        self._write(out, lambda data: read_book(data, self._where).spans.apply(()))

    @property
    def _where(self) -> str:
        return f"{self.path}: {self._member}" if self._member else str(self.path)

    def _write(self, out: Path, change: Callable[[bytes], bytes]) -> None:
        if not self._member:
            write_whole(out, [change(_bytes(self.path))])
            return
        with Container(self.path) as container:

            def new(member: str) -> bytes | None:
                if member != self._member:
                    return None
                data = container.read(member)
                made = change(data)
                return None if made == data else made

            copy_container(container, out, new)


def _member_of(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return ""
    with Container(path) as container:
        books = [name for name in container.members if name.lower().endswith(".fb2")]
    if len(books) != 1:
        what = "holds no FictionBook." if not books else f"holds {len(books)} FictionBooks."
        raise BadInput(what, where=str(path), do="Give a container with one .fb2 file in it.")
    return books[0]


def _read(path: Path, member: str) -> Book:
    if not member:
        return read_book(_bytes(path), str(path))
    with Container(path) as container:
        return read_book(container.read(member), container.where(member))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_TEXT:
            raise BadInput(f"is larger than {MAX_TEXT >> 20} MiB.", where=str(path), do="Split it.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror}.", where=str(path), do="Check its permissions."
        ) from error


def _text(book: Book, name: str) -> str:
    found = first_of(book.title_info, name)
    if found is None:
        return ""
    spans = book.spans
    return " ".join(spans.resolve(spans.slice(found.inner, found.inner_end)).split())
