"""A FictionBook into parts of units.

Source: the FictionBook 2.1 schema (FictionBook2.xsd).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from storyport.formats.base import Unit, UnitKind
from storyport.formats.epub.blocks import has_letter
from storyport.formats.epub.lines import Node, collapse, read_line
from storyport.formats.epub.reading import AttributeSpan, TextSpan, attribute_span, text_span
from storyport.formats.fb2.names import Author, read_authors
from storyport.formats.fb2.shapes import Fb2Shapes, is_block, is_leaf
from storyport.formats.xml_spans import XmlSpans, parse_xml
from storyport.formats.xml_tree import Element, Other, Text
from storyport.kernel.errors import BadInput

__all__ = ["Book", "Section", "first_of", "read_book"]

_KINDS: dict[str, UnitKind] = {"td": "cell", "th": "cell", "subtitle": "heading"}
_SPOKEN = ("alt", "title")


@dataclass(frozen=True)
class Section:
    """What becomes a part.

    Attributes:
        key: `description`, or the numbers of its body and sections. story: whether it tells.
    """

    key: str
    title: str
    texts: tuple[TextSpan, ...]
    attributes: tuple[AttributeSpan, ...] = ()
    authors: tuple[Author, ...] = ()
    story: bool = True

    def units(self) -> tuple[Unit, ...]:
        """Return all units in reading order."""
        found = [(one.start, one.unit) for one in self.texts]
        found += [(one.start, one.unit) for one in self.attributes]
        found += [(one.element.start, one.unit) for one in self.authors]
        return tuple(unit for _, unit in sorted(found, key=lambda one: one[0]))


@dataclass(frozen=True)
class Book:
    """A book and its parts, those without a unit left out."""

    spans: XmlSpans
    sections: tuple[Section, ...] = ()

    @property
    def title_info(self) -> Element | None:
        """The description of the book as it stands here, not of what it was translated from."""
        return first_of(self.spans.root, "description", "title-info")


def first_of(element: Element | None, *path: str) -> Element | None:
    """Return the first child of a name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element.elements() if one.name == name), None)
    return element


def read_book(data: bytes, where: str) -> Book:
    """Return a book.

    Raises:
        BadInput: broken XML, or no FictionBook.
    """
    spans = parse_xml(data, where, leaf=is_leaf)
    if spans.root.name != "FictionBook":
        raise BadInput(
            f"is no FictionBook (its root is <{spans.root.name}>).",
            where=where,
            do="Give a FictionBook 2 file.",
        )
    reader = _Reader(spans)
    sections = [reader.description()]
    bodies = [one for one in spans.root.elements() if one.name == "body"]
    for number, body in enumerate(bodies, 1):
        sections += reader.body(body, str(number))
    return Book(spans, tuple(one for one in sections if one.units()))


@dataclass
class _Reader:
    spans: XmlSpans
    counts: dict[Element, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shapes = Fb2Shapes(self.spans)

    def description(self) -> Section:
        info = first_of(self.spans.root, "description", "title-info")
        texts: list[TextSpan] = []
        title = first_of(info, "book-title")
        if title is not None:
            span = text_span(self.spans, title, f"{title.order}.1", "label")
            texts += [span] if span else []
        annotation = first_of(info, "annotation")
        if annotation is not None:
            texts += self._texts([annotation], "meta")
        keywords = first_of(info, "keywords")
        if keywords is not None:
            span = text_span(self.spans, keywords, f"{keywords.order}.1", "meta")
            texts += [span] if span else []
        named = (one for one in (info.elements() if info else ()) if "name" in one.attributes)
        series = [
            attribute_span(self.spans, one, "name", "label")
            for one in named
            if one.name == "sequence"
        ]
        return Section(
            "description",
            _said(self.spans, title),
            tuple(texts),
            tuple(one for one in series if one),
            read_authors(self.spans, info),
            story=False,
        )

    def body(self, body: Element, key: str) -> Iterator[Section]:
        """Give the parts of a body: its own words, then its sections; notes are one part."""
        if body.attributes.get("name"):
            yield self._section(key, [body], body)
            return
        yield from self._sections(body, key)

    def _sections(self, outer: Element, key: str) -> Iterator[Section]:
        inner = [one for one in outer.elements() if one.name == "section"]
        own = [one for one in outer.elements() if one.name != "section"]
        yield self._section(key, own, outer)
        for number, section in enumerate(inner, 1):
            if any(first_of(one, "title") for one in section.elements() if one.name == "section"):
                yield from self._sections(section, f"{key}.{number}")
            else:
                yield self._section(f"{key}.{number}", [section], section)

    def _section(self, key: str, blocks: Sequence[Element], named: Element) -> Section:
        texts = self._texts(blocks, "paragraph")
        attributes = (
            found
            for block in blocks
            for image in block.walk()
            if image.name == "image"
            for name in _SPOKEN
            if name in image.attributes
            and (found := attribute_span(self.spans, image, name, "alt")) is not None
        )
        title = _said(self.spans, first_of(named, "title"))
        return Section(key, title, tuple(texts), tuple(attributes))

    def _texts(self, blocks: Sequence[Element], kind: UnitKind) -> list[TextSpan]:
        return [span for block in blocks for span in self._block(block, kind)]

    def _block(self, block: Element, kind: UnitKind) -> Iterator[TextSpan]:
        kind = "heading" if block.name == "title" else _KINDS.get(block.name, kind)
        run: list[Node] = []
        for node in self.spans.nodes(block):
            if isinstance(node, Element) and is_block(node):
                yield from self._line(block, kind, run, ())
                yield from self._block(node, kind)
                run = []
            else:
                run.append(node)
        yield from self._line(block, kind, run, ())

    def _line(
        self, block: Element, kind: UnitKind, nodes: list[Node], wrappers: tuple[Element, ...]
    ) -> Iterator[TextSpan]:
        if not any(map(self._says, nodes)):
            return
        core = self._trim(nodes)
        only = core[0] if len(core) == 1 else None
        if isinstance(only, Element):
            yield from self._line(block, kind, list(self.spans.nodes(only)), (*wrappers, only))
            return
        line = read_line(self.spans, self.shapes, core, preserve=False)
        said = line.text.strip()
        self.counts[block] = number = self.counts.get(block, 0) + 1
        start, end = self._edges(core)
        yield TextSpan(
            Unit(f"{block.order}.{number}", said, kind),
            start,
            end,
            end,
            block,
            wrappers,
            line,
            indent=line.text[: line.text.index(said)],
        )

    def _says(self, node: Node) -> bool:
        if isinstance(node, Text):
            return has_letter(self.spans.text_of(node))
        return isinstance(node, Element) and self.shapes.says(node)

    def _trim(self, nodes: Sequence[Node]) -> list[Node]:
        start, end = 0, len(nodes)
        while self._is_edge(nodes[start]):
            start += 1
        while self._is_edge(nodes[end - 1]):
            end -= 1
        return list(nodes[start:end])

    def _is_edge(self, node: Node) -> bool:
        if isinstance(node, Text):
            return not self.spans.text_of(node).strip()
        return isinstance(node, Other) or self.shapes.says_nothing(node)

    def _edges(self, nodes: Sequence[Node]) -> tuple[int, int]:
        start, end = nodes[0].start, nodes[-1].end
        data = self.spans.data
        if isinstance(nodes[0], Text) and not nodes[0].cdata:
            start = nodes[0].end - len(data[start : nodes[0].end].lstrip())
        if isinstance(nodes[-1], Text) and not nodes[-1].cdata:
            end = nodes[-1].start + len(data[nodes[-1].start : end].rstrip())
        return start, end


def _said(spans: XmlSpans, element: Element | None) -> str:
    if element is None:
        return ""
    shapes = Fb2Shapes(spans)
    lines = [one for one in element.elements() if one.name == "p"] or [element]
    return collapse(" ".join(shapes.text_of(one).strip() for one in lines)).strip()
