"""The tree of an XML document, with the offsets of every tag.

Expat is asked for the byte index of each tag. External entities are never fetched, and
internal ones are accepted only when small and literal, so that nothing can blow up.

Sources: Extensible Markup Language 1.0; Namespaces in XML 1.0; the expat manual
(`XML_GetCurrentByteIndex`, `XML_UseForeignDTD`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from storyport.kernel.errors import BadInput

__all__ = ["Element", "Other", "Text", "build_tree"]

_MAX_DEPTH = 256
_MAX_ELEMENTS = 3_000_000
_MAX_ENTITY = 64
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


@dataclass(slots=True, eq=False)
class Element:
    """One element.

    Attributes:
        name: local name. namespace: its URI, or empty.
        attributes: by local name, or by `URI name` where they are in a namespace.
        order: count of elements that start before it.
        start, inner, inner_end, end: offsets of the start tag, its end, the end tag, its end;
            in an empty element tag the last three are one.
        children: elements, and sections of other kinds as `Other`.
        leaf: its content was not kept.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    order: int
    start: int
    inner: int
    parent: Element | None
    leaf: bool = False
    inner_end: int = 0
    end: int = 0
    children: list[Element | Other] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Give the child elements."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """Give the element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(
                child for child in reversed(element.children) if isinstance(child, Element)
            )

    def ancestors(self) -> Iterator[Element]:
        """Give the element and what contains it, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(slots=True, eq=False)
class Other:
    """A comment, a processing instruction or a CDATA section.

    Attributes:
        cdata: whether it is text.
    """

    start: int
    end: int
    cdata: bool


@dataclass(slots=True, eq=False)
class Text:
    """Text between tags.

    Attributes:
        cdata: whether it is a CDATA section, brackets included.
    """

    start: int
    end: int
    cdata: bool = False


def build_tree(
    data: bytes, where: str, leaf: Callable[[str, str], bool]
) -> tuple[Element, dict[str, str]]:
    """Return a document's root, and the entities it declares.

    Args:
        data: UTF-8, whatever the document itself declares. where: for errors.
        leaf: (namespace, name) -> whether an element's content is of no interest.

    Raises:
        BadInput: not well-formed, too deep, unsafe entities.
    """
    builder = _Builder(data, where, leaf)
    return builder.build(), builder.entities


class _Builder:
    """Expat's handlers."""

    def __init__(self, data: bytes, where: str, leaf: Callable[[str, str], bool]) -> None:
        self.data = data
        self.where = where
        self.leaf = leaf
        self.entities: dict[str, str] = {}
        self.root: Element | None = None
        self.current: Element | None = None
        self.count = 0
        self.depth = 0
        self.in_leaf = 0
        self.section = 0
        self.names: dict[str, tuple[str, str, bool]] = {}
        self.parser = expat.ParserCreate("utf-8", " ")

    def build(self) -> Element:
        parser = self.parser
        parser.UseForeignDTD(True)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartCdataSectionHandler = self._open_cdata
        parser.EndCdataSectionHandler = self._close_cdata
        parser.EntityDeclHandler = self._declare
        parser.ExternalEntityRefHandler = self._skip_external
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        if self.root is None:
            raise self._bad("is empty.")
        return self.root

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > _MAX_DEPTH or self.count > _MAX_ELEMENTS:
            raise self._bad(f"is nested deeper than {_MAX_DEPTH} or has millions of elements.")
        if self.in_leaf:
            self.in_leaf += 1
            return
        namespace, name, leaf = self.names.get(qualified) or self._intern(qualified)
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        inner = tag.end() if tag else start
        parent = self.current
        element = Element(name, namespace, attributes, self.count - 1, start, inner, parent, leaf)
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self.current = element
        self.in_leaf = int(leaf)

    def _intern(self, qualified: str) -> tuple[str, str, bool]:
        namespace, _, name = qualified.rpartition(" ")
        self.names[qualified] = known = (namespace, name, self.leaf(namespace, name))
        return known

    def _end(self, _name: str) -> None:
        self.depth -= 1
        if self.in_leaf:
            self.in_leaf -= 1
            if self.in_leaf:
                return
        element = self.current
        if element is None:
            return
        if self.data[element.inner - 2] == ord("/"):
            element.inner_end = element.end = element.inner
        else:
            element.inner_end = self.parser.CurrentByteIndex
            element.end = self.data.index(b">", element.inner_end) + 1
        self.current = element.parent

    def _comment(self, _text: str) -> None:
        self._other(b"-->")

    def _instruction(self, _target: str, _text: str) -> None:
        self._other(b"?>")

    def _other(self, close: bytes) -> None:
        if self.current is None or self.in_leaf:
            return
        start = self.parser.CurrentByteIndex
        end = self.data.index(close, start + 2) + len(close)
        self.current.children.append(Other(start, end, cdata=False))

    def _open_cdata(self) -> None:
        self.section = self.parser.CurrentByteIndex

    def _close_cdata(self) -> None:
        if self.current is not None and not self.in_leaf:
            end = self.data.index(b"]]>", self.section) + 3
            self.current.children.append(Other(self.section, end, cdata=True))

    def _declare(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        _system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        if value is None:
            return  # external: declared, never fetched
        if is_parameter or len(value) > _MAX_ENTITY or set(value) & set("&%<"):
            raise self._bad(f"declares an unsafe entity: {name}.", "Write its text out.")
        self.entities.setdefault(name, value)

    def _skip_external(
        self, context: str, _base: str | None, _system: str | None, _public: str | None
    ) -> int:
        # Nothing is fetched. An empty DTD must be read all the same: only then does expat take
        # an unknown entity for one that the DTD may declare.
        self.parser.ExternalEntityParserCreate(context).Parse(b"", True)
        return 1

    def _broken(self, error: expat.ExpatError) -> BadInput:
        place = f"{self.where}:{error.lineno}:{error.offset + 1}"
        what = expat.ErrorString(error.code)
        try:
            self.data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            line = self.data.count(b"\n", 0, wrong.start) + 1
            place, what = f"{self.where}:{line}", "octets that are not UTF-8"
        return BadInput(f"broken XML: {what}.", where=place, do="Mend this place and run again.")

    def _bad(self, what: str, do: str = "") -> BadInput:
        place = f"{self.where}:{self.parser.CurrentLineNumber}"
        return BadInput(what, where=place, do=do or "Get the file again from where it came.")
