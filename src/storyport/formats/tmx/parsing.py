"""Streams the elements of a TMX file: one unit at a time, with the line it begins on.

expat itself fetches nothing: a DOCTYPE may stand, its external subset is never read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from storyport.formats.tmx.decoding import Cleaner
from storyport.formats.tmx.inline import Code, Piece
from storyport.kernel.errors import BadInput
from storyport.language.marks import MarkKind

__all__ = ["RawUnit", "RawVariant", "TmxParser"]

_CODES = {
    "bpt": MarkKind.OPEN,
    "ept": MarkKind.CLOSE,
    "ph": MarkKind.LONE,
    "it": MarkKind.LONE,
    "ut": MarkKind.LONE,
}


class RawVariant:
    """A `<tuv>`: attributes, properties and notes as written, and the pieces of its segment."""

    __slots__ = ("attributes", "language", "notes", "pieces", "properties")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.properties: dict[str, str] | None = None
        self.notes: tuple[str, ...] = ()
        self.pieces: list[Piece] = []
        # TMX 1.1 has `lang`.
        self.language = attributes.get("xml:lang") or attributes.get("lang", "")


class RawUnit:
    """A `<tu>`."""

    __slots__ = ("attributes", "notes", "properties", "variants")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.properties: dict[str, str] | None = None
        self.notes: tuple[str, ...] = ()
        self.variants: list[RawVariant] = []


class TmxParser:
    """Reads one file.

    Attributes:
        header: attributes of the header, there once the first unit is.
        sub_texts: how many `<sub>` were dropped.
        dropped_characters: how many characters that XML forbids were dropped.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: dict[str, str] = {}
        self.sub_texts = 0
        self.dropped_characters = 0
        self._parser = expat.ParserCreate()
        self._ready: list[RawUnit] = []
        self._unit: RawUnit | None = None
        self._variant: RawVariant | None = None
        self._property: str | None = None  # of the <prop> we are in; empty for a <note>
        self._in_segment = False
        self._code: tuple[str, dict[str, str]] | None = None
        self._highlights: list[str] = []
        self._highlight_count = 0
        self._sub_depth = 0
        self._text: list[str] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "tu": self._start_unit,
            "tuv": self._start_variant,
            "seg": self._start_segment,
            "prop": self._start_property,
            "note": self._start_note,
            "header": self._start_header,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "tu": self._end_unit,
            "tuv": self._end_variant,
            "prop": self._end_property,
            "note": self._end_property,
        }

    def units(self) -> Iterator[RawUnit]:
        """Give the units in order.

        Raises:
            BadInput: no TMX, no well-formed XML, or XML that brings entities of its own.
        """
        with _opened(self.path) as file:
            cleaner = Cleaner(file)
            self._parser = self._make_parser("utf-8" if cleaner.decoded else None)
            for chunk in self._chunks(cleaner):
                self._feed(chunk)
                self.dropped_characters = cleaner.dropped
                yield from self._ready
                self._ready.clear()

    def _chunks(self, cleaner: Cleaner) -> Iterator[bytes]:
        try:
            yield from cleaner.chunks()
        except ValueError as error:
            raise self._unreadable(error) from error

    def _feed(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, not data)
        except expat.ExpatError as error:
            what = f"not well-formed XML: {expat.ErrorString(error.code)}."
            raise self._bad(what, error.lineno) from error
        except (ValueError, LookupError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> BadInput:
        return self._bad(
            f"the text cannot be read in the encoding it declares: {error}.",
            self._parser.CurrentLineNumber,
        )

    def _make_parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True

        def refuse(*_: object) -> NoReturn:
            raise self._bad(
                "the file declares or uses entities of its own, which are not read.",
                parser.CurrentLineNumber,
                do="Replace each by the character it stands for.",
            )

        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = refuse
        parser.SkippedEntityHandler = refuse
        parser.ExternalEntityRefHandler = refuse
        return parser

    def _bad(self, what: str, line: int, do: str = "Export the file again as TMX 1.4.") -> BadInput:
        return BadInput(what, where=f"{self.path}:{line}", do=do)

    # --- elements -------------------------------------------------------------------

    def _begin(self, name: str, _: dict[str, str]) -> None:
        if name != "tmx":
            line = self._parser.CurrentLineNumber
            raise self._bad(f"not a TMX file: it begins with <{name}>.", line)
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._in_segment:
            self._start_inline(name, attributes)
        elif name in self._starts:
            self._starts[name](attributes)

    def _end(self, name: str) -> None:
        if self._in_segment:
            self._end_inline(name)
        elif name in self._ends:
            self._ends[name]()

    def _listen(self, wanted: bool) -> None:
        """Take the text that follows, or leave it: expat is quick as long as nobody listens."""
        self._parser.CharacterDataHandler = self._text.append if wanted else None

    def _start_header(self, attributes: dict[str, str]) -> None:
        self.header = attributes

    def _start_unit(self, attributes: dict[str, str]) -> None:
        self._unit = RawUnit(attributes)

    def _end_unit(self) -> None:
        if self._unit:
            self._ready.append(self._unit)
            self._unit = None

    def _start_variant(self, attributes: dict[str, str]) -> None:
        if self._unit:
            self._variant = RawVariant(attributes)

    def _end_variant(self) -> None:
        if self._unit and self._variant:
            self._unit.variants.append(self._variant)
            self._variant = None

    def _start_segment(self, _: dict[str, str]) -> None:
        if self._variant:
            self._in_segment = True
            self._text.clear()
            self._listen(wanted=True)

    def _start_property(self, attributes: dict[str, str], kind: str | None = None) -> None:
        if self._unit:
            self._property = attributes.get("type", "") if kind is None else kind
            self._text.clear()
            self._listen(wanted=True)

    def _start_note(self, attributes: dict[str, str]) -> None:
        self._start_property(attributes, "")

    def _end_property(self) -> None:
        if self._property is None:
            return
        self._listen(wanted=False)
        owner = self._variant or self._unit
        text = "".join(self._text).strip()
        if owner and self._property:
            owner.properties = owner.properties or {}
            owner.properties.setdefault(self._property, text)
        elif owner and text:
            owner.notes = (*owner.notes, text)
        self._property = None

    # --- inside a segment -----------------------------------------------------------

    def _start_inline(self, name: str, attributes: dict[str, str]) -> None:
        if self._sub_depth:
            self._sub_depth += 1
        elif self._code:
            self._sub_depth = 1
            self.sub_texts += 1
            self._listen(wanted=False)
        elif name in _CODES:
            self._end_text()
            self._code = (name, attributes)
        else:
            # <hi>, or markup that should not stand here: what it holds is text.
            self._end_text()
            self._highlight_count += 1
            self._highlights.append(f"{name} {self._highlight_count}")
            x = attributes.get("x", "")
            self._put(Code(MarkKind.OPEN, self._highlights[-1], x, f"<{name}>"))

    def _end_inline(self, name: str) -> None:
        if self._sub_depth:
            self._sub_depth -= 1
            self._listen(wanted=not self._sub_depth)
        elif self._code:
            code, attributes = self._code
            self._code = None
            pair = attributes.get("i", "") if code in ("bpt", "ept") else ""
            self._put(Code(_CODES[code], pair, attributes.get("x", ""), "".join(self._text)))
            self._text.clear()
        elif name == "seg" and not self._highlights:
            self._end_text()
            self._in_segment = False
            self._highlight_count = 0
            self._listen(wanted=False)
        else:
            self._end_text()
            self._put(Code(MarkKind.CLOSE, self._highlights.pop(), "", ""))

    def _end_text(self) -> None:
        if self._text:
            self._put("".join(self._text))
            self._text.clear()

    def _put(self, piece: Piece) -> None:
        if self._variant:
            self._variant.pieces.append(piece)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}."
        raise BadInput(what, where=str(path), do="Check the path.") from error
