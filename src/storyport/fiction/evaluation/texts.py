"""Reads what is to be compared: documents of any format, or lines that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyport.formats import open_document, supported_extensions
from storyport.formats.base import Document
from storyport.formats.txt import TxtDocument
from storyport.formats.txt.encoding import detect, looks_like_text
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.identify import identify_language
from storyport.language.marks import escape, plain

__all__ = ["Piece", "Text", "language_of", "read_texts"]

_SAMPLE = 20_000
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit, a line or a sentence: its text with marks, and where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class Text:
    """One file's text.

    Attributes:
        language: as the file declares; may be empty. lines: whether a piece is a line.
        blocks: chapters, each its pieces in order.
    """

    path: Path
    language: str
    blocks: tuple[tuple[Piece, ...], ...]
    lines: bool = False

    @property
    def size(self) -> int:
        """How many pieces there are."""
        return sum(map(len, self.blocks))

    def sample(self) -> str:
        """Return some of the text as a reader sees it."""
        found: list[str] = []
        size = 0
        for block in self.blocks:
            for piece in block:
                found.append(plain(piece.text))
                size += len(found[-1])
                if size >= _SAMPLE:
                    return "\n".join(found)
        return "\n".join(found)


def read_texts(paths: Sequence[Path]) -> list[Text]:
    """Read files: as lines where all are plain text with as many lines, else as documents.

    Raises:
        BadInput: one of them cannot be read, is in no supported format or holds no text.
    """
    documents = [_open(path) for path in paths]
    if all(isinstance(document, TxtDocument) for document in documents):
        lines = [_lines(path) for path in paths]
        if len({len(each) for each in lines}) == 1 and lines[0]:
            pairs = zip(paths, lines, strict=True)
            return [_checked(Text(path, "", (each,), lines=True)) for path, each in pairs]
    return [_checked(_read(path, each)) for path, each in zip(paths, documents, strict=True)]


def language_of(text: Text, fewest: int = 0) -> LocaleInfo | None:
    """Return the locale that a text looks like, None where that is not clear.

    Args:
        fewest: letters that it must have for an answer.
    """
    sample = text.sample()
    if sum(map(str.isalpha, sample)) < fewest:
        return None
    tag = identify_language(sample)
    return parse_locale(tag) if tag else None


def _open(path: Path) -> Document:
    """Open a file; sets for evaluation are text whatever their name ends in (`flores.zh`)."""
    if path.is_file() and path.suffix.lower() not in supported_extensions():
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if looks_like_text(head):
            return TxtDocument.open(path)
    return open_document(path)


def _lines(path: Path) -> tuple[Piece, ...]:
    encoding = detect(path)
    text = path.read_bytes()[len(encoding.bom) :].decode(encoding.codec, "replace")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(Piece(str(n), escape(line.strip())) for n, line in enumerate(lines, start=1))


def _read(path: Path, document: Document) -> Text:
    parts = list(document.parts())
    # What stands around the chapters (package, contents) says nothing of a translation.
    told = [part for part in parts if part.story] or parts
    blocks = tuple(
        tuple(
            Piece(f"{number}:{unit.key}", unit.source) for unit in part.units if unit.source.strip()
        )
        for number, part in enumerate(told, start=1)
    )
    return Text(path, document.language, blocks)


def _checked(text: Text) -> Text:
    if not any(piece.text.strip() for block in text.blocks for piece in block):
        raise BadInput("there is no text in this file.", where=str(text.path), do="Check the file.")
    return text
