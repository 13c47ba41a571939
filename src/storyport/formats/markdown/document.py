"""A Markdown file as a Document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations
from storyport.formats.html.chapters import divide
from storyport.formats.markdown.units import Reading, read_text
from storyport.formats.markdown.writing import patch, text_patches
from storyport.formats.txt.encoding import Encoding, detect
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.language import marks

__all__ = ["MarkdownDocument"]

_NAMED = 5


class MarkdownDocument(Document):
    """A text in Markdown. Parts: its front matter, what precedes the chapters, the chapters.

    Translated are paragraphs, headings, lists, quotes, tables, footnotes, alternative texts and
    titles of links, HTML blocks, and the title and description in front matter. Code, formulas,
    references' definitions, templates (`{{ }}`) and comments stay.
    """

    format = "markdown"
    extensions = (".md", ".markdown", ".mdown", ".mkd")

    def __init__(
        self, path: Path, language: str, title: str, notices: tuple[str, ...] = ()
    ) -> None:
        self.path = path
        self.language = language
        self.title = title
        self.notices = notices

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:  # noqa: ARG003 -- any text may be Markdown
        """Tell by name."""
        return path.suffix.lower() in cls.extensions

    @classmethod
    def open(cls, path: Path) -> MarkdownDocument:
        """Open a file.

        Raises:
            BadInput: it cannot be read, is empty, is no text.
        """
        reading = _read(path)[0]
        titles = [one.value for one in reading.front.fields if one.name == "title"]
        headings = (piece.unit for piece in reading.pieces() if piece.level)
        title = titles[0] if titles else next((marks.plain(unit.source) for unit in headings), "")
        return cls(path, reading.front.language, title, _notices(reading.unsure))

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        yield from divide(_read(self.path)[0].pieces(), self.title)

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition in UTF-8."""
        reading, text, _ = _read(self.path)
        targets: dict[str, str] = {}
        for part in divide(reading.pieces(), self.title):
            targets.update(translations(part.key))
        new = patch(text, text_patches(reading, targets, edition))
        write_whole(out, [new.encode("utf-8", "surrogateescape")])

    def write_unchanged(self, out: Path) -> None:
        """Write what was read: parsed, no patch applied, in the encoding it was in."""
        _, text, encoding = _read(self.path)
        new = encoding.bom + patch(text, ()).encode(encoding.codec, "surrogateescape")
        data = self.path.read_bytes()
        # Some octets of the old encodings do not come back from their characters.
        write_whole(out, [data if encoding.codec != "utf-8" else new])


def _notices(unsure: tuple[int, ...]) -> tuple[str, ...]:
    if not unsure:
        return ()
    lines = ", ".join(map(str, unsure[:_NAMED])) + (", ..." if len(unsure) > _NAMED else "")
    what = "1 passage stays" if len(unsure) == 1 else f"{len(unsure)} passages stay"
    where = f"line {lines}" if len(unsure) == 1 else f"lines {lines}"
    return (f"{what} untranslated, being set too deep or in a way that is not sure ({where}).",)


def _read(path: Path) -> tuple[Reading, str, Encoding]:
    try:
        encoding = detect(path)
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror or error}.",
            where=str(path),
            do="Check its permissions.",
        ) from error
    text = data[len(encoding.bom) :].decode(encoding.codec, "surrogateescape")
    return read_text(text, str(path)), text, encoding
