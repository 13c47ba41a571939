"""The concepts of a termbase one after the other, as small trees with their lines.

Read by expat in chunks: nothing of the file's size stands in memory, lines are counted right
beyond 65,535, and entities that a document declares are refused (billion laughs, files read from
disk). What stands outside of concepts (header, back matter) is passed over.
"""

from __future__ import annotations

import html.entities
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from storyport.formats.tmx.decoding import Cleaner
from storyport.kernel.errors import BadInput

__all__ = ["DATA_CATEGORIES", "Element", "Termbase"]

_CONCEPTS = frozenset({"conceptEntry", "termEntry"})
_EDITION = "urn:iso:std:iso:30042:ed-2"
_DRAFT = "urn:iso:std:iso:30042:ed:3.0"
_CORES = frozenset({"", _EDITION, _DRAFT})
DATA_CATEGORIES = "http://www.tbxinfo.net/ns/"
"""Where the namespaces of modules of data categories begin (DCT style)."""

_LANG = "http://www.w3.org/XML/1998/namespace lang"
# Far beyond any concept; what is larger is no termbase, or was made to fill memory.
_MOST_TEXT, _DEEPEST = 4 << 20, 64


@dataclass(slots=True)
class Element:
    """An element of a concept.

    Attributes:
        name: local name. namespace: of its own where it is not the core's; else empty.
        line: where it begins. attributes: by local name, `lang` for `xml:lang`.
        pieces: texts and elements in order.
    """

    name: str
    namespace: str
    line: int
    attributes: dict[str, str]
    pieces: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Element]:
        """Its elements."""
        return (piece for piece in self.pieces if isinstance(piece, Element))

    def text(self) -> str:
        """Return its text and that of what is in it; line breaks and what is around them folded.

        Tools indent what they write, so that a line break says nothing.
        """
        text = self._whole()
        return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text

    def _whole(self) -> str:
        if len(self.pieces) == 1 and isinstance(self.pieces[0], str):
            return self.pieces[0]
        return "".join(
            piece if isinstance(piece, str) else piece._whole()  # noqa: SLF001 - of its own kind
            for piece in self.pieces
        )


class Termbase:
    """A file of TBX.

    Attributes:
        notes: what is worth telling about the file as a whole; complete after `concepts`.
        foreign: elements of namespaces that are not TBX's -> how many.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self.foreign: Counter[str] = Counter()
        self._open: list[Element] = []
        self._depth = 0
        self._size = 0
        self._done: list[Element] = []
        self._parser = expat.ParserCreate()

    def concepts(self) -> Iterator[Element]:
        """Give the concepts in the file's order, each read only when asked for.

        Raises:
            BadInput: broken XML, entities, another root or edition; names the line.
        """
        with self.path.open("rb") as file:
            cleaner = Cleaner(file)
            self._parser = self._parser_for(decoded=cleaner.decoded)
            for chunk in self._quiet(cleaner.chunks()):
                self._parse(chunk)
                yield from self._done
                self._done = []
        if cleaner.dropped:
            self.notes.append(f"{cleaner.dropped} characters that XML forbids were dropped.")

    def _parser_for(self, *, decoded: bool) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8" if decoded else None, namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._entity
        return parser

    def _quiet(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from chunks
        except ValueError as error:
            raise self._bad(
                "the bytes are not in the encoding that the file declares.", "Save it as UTF-8."
            ) from error

    def _parse(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise BadInput(
                f"broken XML: {expat.ErrorString(error.code)}.",
                where=f"{self.path}:{error.lineno}",
                do="Mend it, or export it again.",
            ) from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        self._depth += 1
        if self._depth == 1:
            self._check_root(name, namespace, attributes)
        if self._depth > _DEEPEST:
            raise self._bad("this is nested too deeply.", "Export it again.")
        core = namespace in _CORES
        if not self._open and not (core and name in _CONCEPTS):
            if not core and not namespace.startswith(DATA_CATEGORIES):
                self.foreign[f"{name} ({namespace})"] += 1
            return
        if attributes:
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        line = self._parser.CurrentLineNumber
        element = Element(name, "" if core else namespace, line, attributes)
        if self._open:
            self._open[-1].pieces.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            closed = self._open.pop()
            if not self._open:
                self._size = 0
                self._done.append(closed)

    def _data(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size > _MOST_TEXT:
                raise self._bad("this concept has more than 4 million characters.", "Cut it.")
            self._open[-1].pieces.append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if is_parameter:
            return
        text = html.entities.html5.get(f"{name};")
        if text is None:
            raise self._bad(
                f"the entity &{name}; is declared elsewhere.", "Write the character itself."
            )
        self._data(text)

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self._bad(
            f"it declares an entity ({name}), which no termbase needs.",
            "Take the declaration out, and write what it stands for.",
        )

    def _check_root(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        if name == "martif":
            self._check_martif(attributes)
        elif name == "tbx":
            self._check_tbx(namespace, attributes)
        else:
            older = " TBX-Min of 2014 is not read." if name == "TBX" else ""
            raise self._bad(
                f"not a termbase: it begins with <{name}>.{older}",
                "Export it from the tool as TBX-Basic (ISO 30042:2019, or 2008).",
            )
        if not (attributes.get(_LANG) or attributes.get("lang")):
            raise self._bad(
                f"<{name}> does not say its language.", 'Write its xml:lang, such as "zh-Hans".'
            )

    def _check_tbx(self, namespace: str, attributes: dict[str, str]) -> None:
        if namespace not in _CORES:
            raise self._bad(
                f"it is another edition of TBX: {namespace}.",
                f"Export it as TBX-Basic of ISO 30042:2019 ({_EDITION}).",
            )
        if namespace != _EDITION:
            what = "in the namespace of a draft of" if namespace else "not in the namespace of"
            self.notes.append(f"it is {what} ISO 30042:2019; it was read as that.")
        style = attributes.get("style", "")
        if style not in ("", "dca", "dct"):
            raise self._bad(f"unknown style {style!r}.", "TBX has the styles dca and dct.")
        self._check_dialect(attributes)

    def _check_martif(self, attributes: dict[str, str]) -> None:
        self.notes.append("it is TBX of 2008.")
        self._check_dialect(attributes)

    def _check_dialect(self, attributes: dict[str, str]) -> None:
        dialect = attributes.get("type", "")
        if dialect not in ("", "TBX-Basic"):
            self.notes.append(f"its dialect is {dialect}; it was read as TBX-Basic.")

    def _bad(self, what: str, do: str) -> BadInput:
        return BadInput(what, where=f"{self.path}:{self._parser.CurrentLineNumber}", do=do)
