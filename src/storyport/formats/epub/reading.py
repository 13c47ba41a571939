"""XHTML into units: maximal inline runs inside blocks, one unit per line.

White space collapses as browsers do it (CSS Text 3, section 4.1: a line feed between two
East Asian characters leaves nothing). An inline element around a whole line stays outside
of the unit, as do note references, page breaks and empty anchors at its ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storyport.formats.base import Unit, UnitKind
from storyport.formats.epub.blocks import (
    EPUB_TYPE,
    HEADINGS,
    XML_SPACE,
    Shape,
    Shapes,
    has_letter,
    is_leaf,
    language_of,
)
from storyport.formats.epub.halving import halve
from storyport.formats.epub.lines import Line, Node, collapse, read_line
from storyport.formats.xml_spans import XmlSpans, parse_xml
from storyport.formats.xml_tree import Element, Other, Text
from storyport.language import marks

__all__ = [
    "AttributeSpan",
    "Reading",
    "TextSpan",
    "Walker",
    "attribute_span",
    "read_xhtml",
    "text_span",
]

_SPOKEN = ("alt", "title", "aria-label")
_FILE_NAME = re.compile(r"[\w.-]+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
_MAX_MARKS = 9999  # what `language.marks` can number
_LONGEST = 5000  # characters of a line; a chapter in one paragraph is split between sentences
_LONGEST_RAW = 20 * _LONGEST  # octets, tags counted: longer for sure
_PLAIN = frozenset({"title", "option"})
_NOT_SHOWN = frozenset({"page-list"})


@dataclass(frozen=True)
class TextSpan:
    """A unit of text and where it stands.

    Attributes:
        start, end: what a translation replaces. line_end: after all that belongs to the line.
        block: the innermost block. wrappers: inline elements left outside, outermost first.
        line: its marks, rubies and what no mark stands for.
        indent: spaces that are no white space to XML (U+3000) before the text.
        preserve: whether white space counts. plain: whether only text may stand here.
    """

    unit: Unit
    start: int
    end: int
    line_end: int
    block: Element
    wrappers: tuple[Element, ...] = ()
    line: Line = field(default_factory=lambda: Line("", (), (), ()))
    indent: str = ""
    preserve: bool = False
    plain: bool = False


@dataclass(frozen=True)
class AttributeSpan:
    """A unit that is an attribute's value.

    Attributes:
        bare: whether it stands without quotes, as HTML allows.
    """

    unit: Unit
    start: int
    end: int
    element: Element
    bare: bool = False


@dataclass(frozen=True)
class Reading:
    """A document and what in it can be translated, in order of place.

    Attributes:
        texts, attributes: by place. title: the first heading, else the document's title.
    """

    spans: XmlSpans
    texts: tuple[TextSpan, ...]
    attributes: tuple[AttributeSpan, ...] = ()
    title: str = ""

    def units(self) -> tuple[Unit, ...]:
        """Return all units in reading order."""
        both: list[TextSpan | AttributeSpan] = [*self.texts, *self.attributes]
        return tuple(span.unit for span in sorted(both, key=lambda span: span.start))


def read_xhtml(data: bytes, where: str, *, navigation: bool = False) -> Reading:
    """Return what stands in an XHTML document.

    Args:
        data: its octets. where: for errors. navigation: whether all of it is labels.

    Raises:
        BadInput: broken XML.
    """
    spans = parse_xml(data, where, leaf=is_leaf)
    walker = Walker(spans, navigation=navigation)
    walker.walk(spans.root)
    return walker.reading()


def text_span(spans: XmlSpans, element: Element, key: str, kind: UnitKind) -> TextSpan | None:
    """Return the unit of an element that holds nothing but text (NCX, OPF), if it says anything."""
    texts = [node for node in spans.nodes(element) if isinstance(node, Text)]
    said = collapse("".join(spans.text_of(node) for node in texts)).strip()
    if not has_letter(said) or any(True for _ in element.elements()):
        return None
    start, end = _edges(spans, texts)
    return TextSpan(Unit(key, marks.escape(said), kind), start, end, end, element, plain=True)


def attribute_span(
    spans: XmlSpans, element: Element, name: str, kind: UnitKind
) -> AttributeSpan | None:
    """Return the unit of an attribute, if it says anything."""
    place = spans.attribute_spans(element).get(name)
    value = collapse(spans.resolve(spans.slice(*place))).strip() if place else ""
    if place is None or not has_letter(value) or _FILE_NAME.fullmatch(value):
        return None
    return AttributeSpan(
        Unit(f"{element.order}@{name}", marks.escape(value), kind), *place, element
    )


def _title_of(texts: Sequence[TextSpan]) -> str:
    headings = [span for span in texts if span.block.name in HEADINGS]
    titles = [span for span in texts if span.block.name == "title"]
    first = next(iter(headings or titles), None)
    return "" if first is None else marks.plain(first.unit.source)


def _edges(spans: XmlSpans, nodes: Sequence[Node]) -> tuple[int, int]:
    """Return the span of some nodes without the white space at its ends."""
    first, last = nodes[0], nodes[-1]
    start, end = first.start, last.end
    if isinstance(first, Text) and not first.cdata:
        raw = spans.data[first.start : first.end]
        start = first.end - len(raw.lstrip())
    if isinstance(last, Text) and not last.cdata:
        raw = spans.data[last.start : last.end]
        end = last.start + len(raw.rstrip())
    return start, max(start, end)


class Walker:
    """Goes through a document and gathers its units.

    Attributes:
        spoken: attributes that a reader may hear.
    """

    spoken: Sequence[str] = _SPOKEN

    def __init__(self, spans: XmlSpans, *, navigation: bool = False) -> None:
        self.spans = spans
        self.shapes = Shapes(spans)
        self.navigation = navigation
        self.language = language_of(spans.root).partition("-")[0].lower()
        self.texts: list[TextSpan] = []
        self.attributes: list[AttributeSpan] = []
        self.counts: dict[Element, int] = {}

    def reading(self) -> Reading:
        """Return what was gathered."""
        return Reading(self.spans, tuple(self.texts), tuple(self.attributes), _title_of(self.texts))

    def walk(self, block: Element, kind: UnitKind = "paragraph", *, preserve: bool = False) -> None:
        """Read a block and the blocks in it."""
        if block.name == "head":
            self.read_head(block)
        if block.name == "head" or self._is_left_out(block):
            return
        kind = self._kind(block, kind)
        preserve = preserve or block.name == "pre" or block.attributes.get(XML_SPACE) == "preserve"
        self.read_attributes(block)
        run: list[Node] = []
        for node in self.spans.nodes(block):
            if isinstance(node, Element) and self.shapes.of(node) is Shape.BLOCK:
                self._read_run(block, run, kind, preserve=preserve)
                run = []
                self.walk(node, kind, preserve=preserve)
            else:
                run.append(node)
        self._read_run(block, run, kind, preserve=preserve)

    def _is_left_out(self, block: Element) -> bool:
        types = block.attributes.get(EPUB_TYPE, "").split()
        return self.shapes.kept_out(block) or (self.navigation and not _NOT_SHOWN.isdisjoint(types))

    def read_head(self, head: Element) -> None:
        """Read what stands in a document's head."""
        for element in head.elements():
            if element.name == "title":
                span = text_span(self.spans, element, f"{element.order}.1", "label")
                self.texts += [span] if span else []

    def _kind(self, block: Element, outer: UnitKind) -> UnitKind:
        if self.navigation:
            return "label"
        if block.name in HEADINGS:
            return "heading"
        return "cell" if block.name in {"td", "th"} else outer

    def read_attributes(self, element: Element) -> None:
        """Read what an element says besides its text."""
        for name in self.spoken:
            if name in element.attributes:
                span = attribute_span(self.spans, element, name, "alt")
                self.attributes += [span] if span else []

    def _read_run(self, block: Element, run: list[Node], kind: UnitKind, *, preserve: bool) -> None:
        for node in run:
            if isinstance(node, Element):
                self._read_inline_attributes(node)
        for line in self._split(run):
            self._read_line(block, line, (), kind, preserve=preserve)

    def _read_inline_attributes(self, element: Element) -> None:
        stack = [element]
        while stack:
            one = stack.pop()
            if self.shapes.kept_out(one):
                continue
            self.read_attributes(one)
            stack.extend(one.elements())

    def _split(self, nodes: Sequence[Node]) -> list[list[Node]]:
        lines: list[list[Node]] = [[]]
        for node in nodes:
            if isinstance(node, Element) and self.shapes.of(node) is Shape.BREAK:
                lines.append([])
            else:
                lines[-1].append(node)
        return lines

    def _read_line(
        self,
        block: Element,
        nodes: list[Node],
        wrappers: tuple[Element, ...],
        kind: UnitKind,
        *,
        preserve: bool,
    ) -> None:
        if not any(self._says(node) for node in nodes):
            return
        core = self._trim(nodes)
        only = core[0] if len(core) == 1 else None
        if isinstance(only, Element) and self.shapes.of(only) is Shape.PAIR:
            for inner in self._split(list(self.spans.nodes(only))):
                self._read_line(block, inner, (*wrappers, only), kind, preserve=preserve)
            return
        _, line_end = _edges(self.spans, self._trim(nodes, only_space=True))
        start, end = _edges(self.spans, core)
        halves = halve(self.spans, core) if end - start > _LONGEST_RAW else None
        line = read_line(self.spans, self.shapes, () if halves else core, preserve=preserve)
        if len(line.text) > _LONGEST or len(line.inlines) > _MAX_MARKS:
            halves = halve(self.spans, core)
        if halves:
            for half in halves:
                self._read_line(block, half, wrappers, kind, preserve=preserve)
            return
        if len(line.inlines) > _MAX_MARKS:
            return  # no text, but a page made of tags
        said = line.text.strip()
        self.texts.append(
            TextSpan(
                unit=Unit(self._key(block), said, kind, note=self._note(block, wrappers)),
                start=start,
                end=end,
                line_end=line_end,
                block=block,
                wrappers=wrappers,
                line=line,
                indent=line.text[: line.text.index(said)],
                preserve=preserve,
                plain=block.name in _PLAIN and not line.inlines,
            )
        )

    def _says(self, node: Node) -> bool:
        if isinstance(node, Text):
            return has_letter(self.spans.text_of(node))
        if not isinstance(node, Element) or not self.shapes.has_letters(node):
            return False
        return self.shapes.of(node) in {Shape.PAIR, Shape.CLEAR, Shape.BLOCK}

    def _trim(self, nodes: Sequence[Node], *, only_space: bool = False) -> list[Node]:
        start, end = 0, len(nodes)
        while self._is_edge(nodes[start], only_space=only_space):
            start += 1
        while self._is_edge(nodes[end - 1], only_space=only_space):
            end -= 1
        return list(nodes[start:end])

    def _is_edge(self, node: Node, *, only_space: bool) -> bool:
        if isinstance(node, Text):
            return not self.spans.text_of(node).strip()
        if only_space or isinstance(node, Other):
            return not only_space
        return self.shapes.says_nothing(node)

    def _key(self, block: Element) -> str:
        self.counts[block] = number = self.counts.get(block, 0) + 1
        return f"{block.order}.{number}"

    def _note(self, block: Element, wrappers: tuple[Element, ...]) -> str:
        inner = wrappers[-1] if wrappers else block
        found = next((name for one in inner.ancestors() if (name := language_of(one))), "")
        differs = found.partition("-")[0].lower() != self.language
        return f"language: {found}" if found and differs else ""
