"""A member of a Word package into paragraphs with units.

A text box stands twice where Word writes it for itself and for its elders
(`mc:AlternateContent`): both copies share their units, and so stay the same.

Source: ISO/IEC 29500-1, section 17.3.1.22 (p); 29500-3, section 10 (AlternateContent).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from storyport.formats.base import Unit, UnitKind
from storyport.formats.docx.fields import OpenFields
from storyport.formats.docx.formatting import Formats
from storyport.formats.docx.lines import Kept, Line, lines_of
from storyport.formats.docx.names import MATH, attribute_of, child_of, is_word
from storyport.formats.docx.nodes import tree_of
from storyport.formats.docx.styles import BODY, Style, Styles
from storyport.formats.epub.reading import AttributeSpan, attribute_span
from storyport.formats.xml_spans import XmlSpans, parse_xml
from storyport.formats.xml_tree import Element
from storyport.language import marks

__all__ = ["Member", "Paragraph", "read_member"]

_SPOKEN = ("descr", "title", "alt")
_DRAWN = ("/wordprocessingDrawing", "urn:schemas-microsoft-com:vml")
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "body"})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that says something.

    Attributes:
        content: its lines and what stands beside them, in order.
        keys: of the units of its lines, in order; those of its twin where it has one.
        level: outline level, BODY where it is no heading. depth: of text boxes around it.
        free: whether it stands in the body itself, in no table and no box.
        twin: whether another paragraph has the same units.
    """

    element: Element
    properties: Element | None
    content: tuple[Kept | Line, ...]
    keys: tuple[str, ...]
    kind: UnitKind
    style: Style
    level: int = BODY
    depth: int = 0
    free: bool = False
    twin: bool = False

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Give key and line of each unit."""
        lines = (one for one in self.content if isinstance(one, Line))
        return zip(self.keys, lines, strict=True)

    @property
    def inside(self) -> tuple[int, int]:
        """The span of its content, its properties left out."""
        start = self.properties.end if self.properties else self.element.inner
        return start, self.element.inner_end

    @property
    def text(self) -> str:
        """What it says, without marks."""
        return " ".join(marks.plain(line.text) for _, line in self.lines())


@dataclass(frozen=True)
class Member:
    """A member and what in it can be translated, in order of place."""

    spans: XmlSpans
    paragraphs: tuple[Paragraph, ...]
    attributes: tuple[AttributeSpan, ...] = ()

    def units(self, kind_of: Callable[[Paragraph], UnitKind]) -> list[tuple[int, Unit]]:
        """Return (place, unit) of all units in order; `kind_of` has the last word on kinds."""
        found = [
            (paragraph.element.start, Unit(key, line.text, kind_of(paragraph)))
            for paragraph in self.paragraphs
            if not paragraph.twin
            for key, line in paragraph.lines()
        ]
        seen: set[str] = set()
        for one in self.attributes:
            if one.unit.key not in seen:
                found.append((one.start, one.unit))
                seen.add(one.unit.key)
        return sorted(found, key=lambda one: one[0])


def read_member(data: bytes, where: str, styles: Styles, kind: UnitKind = "paragraph") -> Member:
    """Return what stands in a member (the document, a header, the footnotes).

    Args:
        kind: of its plain paragraphs.

    Raises:
        BadInput: broken XML.
    """
    spans = parse_xml(data, where, leaf=lambda space, _: space in MATH)
    return _Reader(spans, styles, kind).read()


@dataclass
class _Reader:
    spans: XmlSpans
    styles: Styles
    kind: UnitKind
    known: dict[Element, Paragraph] = field(default_factory=dict)
    attributes: list[AttributeSpan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.formats = Formats(self.spans)
        self.fields = OpenFields(self.spans)
        self.originals: dict[Element, Element] = {}
        self.spoken: dict[tuple[Element, str], Unit] = {}

    def read(self) -> Member:
        for element in self.spans.root.walk():
            if is_word(element, "p"):
                self._paragraph(element)
            elif element.name == "AlternateContent":
                self.originals.update(_twins(element))
            elif element.namespace.endswith(_DRAWN):
                self._spoken(element)
        return Member(self.spans, tuple(self.known.values()), tuple(self.attributes))

    def _paragraph(self, element: Element) -> None:
        around = [one for one in element.ancestors() if one is not element]
        depth = sum(1 for one in around if is_word(one, "p"))
        in_code, in_contents = self.fields.in_code, self.fields.in_contents
        if not depth:
            self.fields.read(element)
            in_contents = in_contents and self.fields.in_contents
        if in_code:
            return
        content = tuple(lines_of(tree_of(self.spans, self.formats, element)))
        lines = [one for one in content if isinstance(one, Line)]
        if not lines:
            return
        properties = child_of(element, "pPr")
        style = self.styles.of(properties)
        level = _level(properties, style)
        kind = self._kind(around, style, level, in_contents=in_contents)
        twin = self._twin(element, lines)
        keys = twin.keys if twin else tuple(f"{element.order}.{n + 1}" for n in range(len(lines)))
        self.known[element] = Paragraph(
            element,
            properties,
            content,
            keys,
            kind,
            style,
            level=level if kind == "heading" else BODY,
            depth=depth,
            free=all(is_word(one, *_THROUGH, "document") for one in around),
            twin=twin is not None,
        )

    def _kind(
        self, around: Sequence[Element], style: Style, level: int, *, in_contents: bool
    ) -> UnitKind:
        if in_contents or style.contents:
            return "label"
        if self.kind == "paragraph" and (level < BODY or style.title):
            return "heading"
        return "cell" if any(is_word(one, "tc") for one in around) else self.kind

    def _twin(self, element: Element, lines: Sequence[Line]) -> Paragraph | None:
        original = self.originals.get(element)
        twin = self.known.get(original) if original else None
        if twin is None:
            return None
        same = [line.text for _, line in twin.lines()] == [line.text for line in lines]
        return twin if same else None

    def _spoken(self, element: Element) -> None:
        for name in _SPOKEN:
            if name not in element.attributes:
                continue
            found = attribute_span(self.spans, element, name, "alt")
            if found is None:
                continue
            both = next(
                (one for one in element.ancestors() if one.name == "AlternateContent"), None
            )
            if both is not None:
                unit = self.spoken.setdefault((both, found.unit.source), found.unit)
                found = AttributeSpan(unit, found.start, found.end, element)
            self.attributes.append(found)


def _level(properties: Element | None, style: Style) -> int:
    said = attribute_of(child_of(properties, "outlineLvl"))
    return min(int(said), BODY) if said.isdecimal() else style.level


def _twins(alternate: Element) -> Iterator[tuple[Element, Element]]:
    """Give (paragraph of a later branch, the paragraph of the first it stands for)."""
    branches = [
        [one for one in branch.walk() if is_word(one, "p")] for branch in alternate.elements()
    ]
    first = next((branch for branch in branches if branch), [])
    for branch in branches:
        if branch is not first:
            yield from zip(branch, first, strict=False)
