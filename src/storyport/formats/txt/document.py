"""Plain-text novels as a Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations, Unit, UnitKind
from storyport.formats.txt.blocks import Block, read_blocks
from storyport.formats.txt.encoding import Encoding, detect, looks_like_text
from storyport.formats.txt.lines import byte_lines, read_lines
from storyport.formats.txt.openings import Front, find_front, find_subtitle
from storyport.formats.txt.reading import Index, read_index
from storyport.formats.txt.writing import edit, patch
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.identify import identify_language

__all__ = ["TxtDocument"]

_FRONT = "front"
# More than this before the first heading is a beginning, whatever stands above it.
_TITLE_PAGE = 12
_LONGEST_FRONT, _LONGEST_OPENING = 1 << 16, 1 << 12


class TxtDocument(Document):
    """A novel in plain text. Parts: what stands before the first heading, then the chapters.

    Only offsets are kept; a chapter is read when its turn comes.

    Attributes:
        encoding: of the file. creator: as its author line says, or empty.
    """

    format = "txt"
    extensions = (".txt", ".text")

    def __init__(self, path: Path, encoding: Encoding, index: Index) -> None:
        self.path = path
        self.encoding = encoding
        self._index = index
        self._state = _state(path)
        self.title = self._front.title
        self.creator = self._front.creator

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by name: almost any bytes may be text; `open` then looks closely."""
        return path.suffix.lower() in cls.extensions or (not path.suffix and looks_like_text(head))

    @classmethod
    def open(cls, path: Path) -> TxtDocument:
        """Open a text file and find its chapters.

        Raises:
            BadInput: no text, empty, undecodable (line, byte).
        """
        try:
            encoding = detect(path)
            index = read_index(path, encoding)
        except OSError as error:
            raise BadInput(
                f"cannot be read: {error.strerror}.", where=str(path), do="Check its permissions."
            ) from error
        if not index.sample.strip():
            raise BadInput(
                "there is no text in the file.", where=str(path), do="Give another file."
            )
        return cls(path, encoding, index)

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        for key, place in self._keys():
            data = self._data(place)
            units = tuple(span.unit for block in self._blocks(place, data) for span in block.spans)
            story = key != _FRONT or not _is_title_page(units)
            if units:
                yield Part(key, self._title(place, data), units, story=story)

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition in UTF-8."""
        codec, newline = self.encoding.codec, self._index.newline or "\n"

        def pieces() -> Iterator[bytes]:
            for key, place in self._keys():
                data = self._data(place)
                blocks = self._blocks(place, data)
                targets: Mapping[str, str] = translations(key) if blocks else {}
                if edition.excerpt and blocks and not targets:
                    continue
                yield edit(data, codec, blocks, targets, edition, newline)

        write_whole(out, pieces())

    def write_unchanged(self, out: Path) -> None:
        """Write what was read, byte for byte, byte order mark and encoding included."""

        def pieces() -> Iterator[bytes]:
            yield self.encoding.bom
            for _, place in self._keys():
                data = self._data(place)
                yield from patch(data, self._blocks(place, data), lambda _: None, bytes)

        write_whole(out, pieces())

    def _keys(self) -> Iterator[tuple[str, int]]:
        """Give part keys with the places of their chapters in the index."""
        for place in range(len(self._index.chapters)):
            if not self._headed:
                yield f"{place + 1:04d}", place
            else:
                yield f"{place:04d}" if place else _FRONT, place

    @property
    def _headed(self) -> bool:
        return bool(self._index.chapters[-1].headings)

    def _data(self, place: int) -> bytes:
        if _state(self.path) != self._state:
            raise BadInput(
                "the file was changed while it was being read.",
                where=str(self.path),
                do="Run the same command again.",
            )
        start = self._index.chapters[place].start
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(self._index.ends[place] - start)

    def _blocks(self, place: int, data: bytes) -> list[Block]:
        width = self._index.layout.width
        return read_blocks(
            data, self.encoding.codec, self._kinds(place, data), width=width, locale=self._locale
        )

    def _kinds(self, place: int, data: bytes) -> dict[int, UnitKind]:
        """Return offset within the part -> kind, of lines that are no paragraphs."""
        chapter = self._index.chapters[place]
        kinds: dict[int, UnitKind] = {}
        if not place:
            kinds |= {offset - chapter.start: kind for offset, kind in self._front.kinds.items()}
            kinds |= dict.fromkeys((offset - chapter.start for offset in chapter.labels), "label")
        kinds |= dict.fromkeys((offset - chapter.start for offset in chapter.headings), "heading")
        if subtitle := self._subtitle(place, data):
            kinds[subtitle[0]] = "heading"
        return kinds

    def _subtitle(self, place: int, data: bytes) -> tuple[int, str] | None:
        chapter = self._index.chapters[place]
        if not chapter.headings or chapter.titled:
            return None
        lines = byte_lines(data[:_LONGEST_OPENING], self.encoding.codec)
        return find_subtitle(lines, chapter.headings[-1] - chapter.start)

    def _title(self, place: int, data: bytes) -> str:
        subtitle = self._subtitle(place, data)
        title = self._index.chapters[place].title
        return f"{title} {subtitle[1]}" if subtitle else title

    @cached_property
    def _front(self) -> Front:
        end = min(self._index.ends[0], self._index.chapters[0].start + _LONGEST_FRONT)
        lines = takewhile(lambda line: line.offset < end, read_lines(self.path, self.encoding))
        return find_front(((line.offset, line.text) for line in lines), headed=self._headed)

    @cached_property
    def _locale(self) -> LocaleInfo:
        return parse_locale(identify_language(self._index.sample) or "en")


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _is_title_page(units: Sequence[Unit]) -> bool:
    """Tell whether what stands before the first heading is a title, a name, a blurb, and no story."""
    kinds = {unit.kind for unit in units}
    named = bool(kinds & {"label", "creator"}) and len(units) <= _TITLE_PAGE
    return named or "paragraph" not in kinds
