"""Streams the elements of a TMX file: one unit at a time, with the line it begins on.

expat itself fetches nothing: a DOCTYPE may stand, its external subset is never read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from storyport.formats.tmx.inline import Code, Piece
from storyport.kernel.errors import BadInput
from storyport.language.marks import MarkKind

__all__ = ["RawUnit", "RawVariant", "TmxParser"]

_CHUNK = 1 << 18
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# What expat and the codecs call by the same name and read the same way.
_READ_BY_EXPAT = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1"})
# Writers of old files put these labels on text that goes beyond them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
_CODES = {
    "bpt": MarkKind.OPEN,
    "ept": MarkKind.CLOSE,
    "ph": MarkKind.LONE,
    "it": MarkKind.LONE,
    "ut": MarkKind.LONE,
}


@dataclass(slots=True)
class RawVariant:
    """A `<tuv>`."""

    attributes: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The tag as written; TMX 1.1 has `lang`."""
        return self.attributes.get("xml:lang") or self.attributes.get("lang", "")


@dataclass(slots=True)
class RawUnit:
    """A `<tu>`."""

    attributes: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    variants: list[RawVariant] = field(default_factory=list)


class TmxParser:
    """Reads one file.

    Attributes:
        header: attributes of the header, there once the first unit is.
        sub_texts: how many `<sub>` were dropped.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: dict[str, str] = {}
        self.sub_texts = 0
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
        self._begun = False

    def units(self) -> Iterator[RawUnit]:
        """Give the units in order.

        Raises:
            BadInput: no TMX, no well-formed XML, or XML that brings entities of its own.
        """
        with _opened(self.path) as file:
            decoder = _decoder_for(file.read(400))
            file.seek(0)
            parser = self._make_parser("utf-8" if decoder else None)
            while True:
                chunk = file.read(_CHUNK)
                self._feed(parser, decoder, chunk)
                yield from self._ready
                self._ready.clear()
                if not chunk:
                    return

    def _feed(
        self,
        parser: expat.XMLParserType,
        decoder: codecs.IncrementalDecoder | None,
        chunk: bytes,
    ) -> None:
        try:
            data = decoder.decode(chunk, final=not chunk).encode() if decoder else chunk
            parser.Parse(data, not chunk)
        except expat.ExpatError as error:
            what = f"not well-formed XML: {expat.ErrorString(error.code)}."
            raise self._bad(what, error.lineno) from error
        except (ValueError, LookupError) as error:
            raise self._bad(
                f"the text cannot be read in the encoding it declares: {error}.",
                parser.CurrentLineNumber,
            ) from error

    def _make_parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True

        def refuse(*_: object) -> NoReturn:
            raise self._bad(
                "the file declares or uses entities of its own, which are not read.",
                parser.CurrentLineNumber,
                do="Replace each by the character it stands for.",
            )

        def start(name: str, attributes: dict[str, str]) -> None:
            if not self._begun:
                self._begin(name, parser.CurrentLineNumber)
            self._start(name, attributes)

        parser.StartElementHandler = start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.EntityDeclHandler = refuse
        parser.SkippedEntityHandler = refuse
        parser.ExternalEntityRefHandler = refuse
        return parser

    def _bad(self, what: str, line: int, do: str = "Export the file again as TMX 1.4.") -> BadInput:
        return BadInput(what, where=f"{self.path}:{line}", do=do)

    def _begin(self, name: str, line: int) -> None:
        self._begun = True
        if name != "tmx":
            raise self._bad(f"not a TMX file: it begins with <{name}>.", line)

    # --- elements -------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._in_segment:
            self._start_inline(name, attributes)
        elif name == "tu":
            self._unit = RawUnit(attributes)
        elif name == "tuv" and self._unit:
            self._variant = RawVariant(attributes)
        elif name == "seg" and self._variant:
            self._in_segment = True
            self._text.clear()
        elif name in ("prop", "note") and self._unit:
            self._property = attributes.get("type", "") if name == "prop" else ""
            self._text.clear()
        elif name == "header":
            self.header = attributes

    def _end(self, name: str) -> None:
        if self._in_segment:
            self._end_inline(name)
        elif name == "tuv" and self._unit and self._variant:
            self._unit.variants.append(self._variant)
            self._variant = None
        elif name == "tu" and self._unit:
            self._ready.append(self._unit)
            self._unit = None
        elif name in ("prop", "note") and self._property is not None:
            self._end_property()

    def _end_property(self) -> None:
        owner = self._variant or self._unit
        text = "".join(self._text).strip()
        if owner and self._property:
            owner.properties.setdefault(self._property, text)
        elif owner and text:
            owner.notes.append(text)
        self._property = None

    def _add(self, text: str) -> None:
        if (self._in_segment or self._property is not None) and not self._sub_depth:
            self._text.append(text)

    # --- inside a segment -----------------------------------------------------------

    def _start_inline(self, name: str, attributes: dict[str, str]) -> None:
        if self._sub_depth:
            self._sub_depth += 1
        elif self._code:
            self._sub_depth = 1
            self.sub_texts += 1
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


def _decoder_for(head: bytes) -> codecs.IncrementalDecoder | None:
    """Return a decoder for an encoding that expat cannot read."""
    declared = _DECLARED.search(head)
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        readable = "<".encode(name) == b"<"
    except (LookupError, UnicodeError):
        return None
    if name in _READ_BY_EXPAT or not readable:
        return None
    return codecs.getincrementaldecoder(_WIDER.get(name, name))()
