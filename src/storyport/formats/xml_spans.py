"""XML with the octets of everything in it: spans of a tree, and patches on them.

lxml gives no offsets; expat gives the byte index of each tag (`xml_tree`). Patches replace
spans, and octets that no patch covers stay as they were.

Source: Extensible Markup Language 1.0.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from storyport.formats.xml_encoding import Utf8View, view_utf8
from storyport.formats.xml_tree import Element, Other, Text, build_tree

__all__ = ["Patch", "XmlSpans", "escape_attribute", "escape_text", "parse_xml", "prefix_of"]

_ATTRIBUTE = re.compile(rb"""\s([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_QUALIFIED = re.compile(rb"<([^\s/>:]+:)")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([^\s&;#]{1,64}));")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, order=True)
class Patch:
    """New XML (already escaped) for a span; an insertion where start is end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class XmlSpans:
    """A parsed document; all offsets are of `view.data`."""

    view: Utf8View
    root: Element
    entities: dict[str, str]

    @property
    def data(self) -> bytes:
        """The document as UTF-8."""
        return self.view.data

    def slice(self, start: int, end: int) -> str:
        """Return the XML of a span as it stands."""
        return self.view.data[start:end].decode("utf-8")

    def nodes(self, element: Element) -> Iterator[Element | Other | Text]:
        """Give what an element contains, texts between its children included."""
        at = element.inner
        for child in element.children:
            if child.start > at:
                yield Text(at, child.start)
            if isinstance(child, Other) and child.cdata:
                yield Text(child.start, child.end, cdata=True)
            else:
                yield child
            at = child.end
        if not element.leaf and element.inner_end > at:
            yield Text(at, element.inner_end)

    def text_of(self, node: Text) -> str:
        """Return what a text says, references resolved; one that is unknown stays as it is."""
        raw = self.slice(node.start, node.end)
        if node.cdata:
            return raw[len("<![CDATA[") : -len("]]>")]
        return self.resolve(raw)

    def resolve(self, raw: str) -> str:
        """Return text or an attribute's value with its references resolved."""
        if "\r" in raw:
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        return _REFERENCE.sub(self._referred, raw) if "&" in raw else raw

    def _referred(self, match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name is None:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            return chr(code) if code <= 0x10FFFF else match[0]
        known = self.entities.get(name) or html.entities.html5.get(name + ";")
        return match[0] if known is None else known

    def attribute_spans(self, element: Element) -> dict[str, tuple[int, int]]:
        """Return attribute name as written -> span of its value, without quotes."""
        spans = {}
        for match in _ATTRIBUTE.finditer(self.view.data, element.start, element.inner):
            group = 2 if match[2] is not None else 3
            spans[match[1].decode("utf-8")] = match.span(group)
        return spans

    def attribute_patches(self, element: Element, values: dict[str, str]) -> list[Patch]:
        """Return patches that give attributes (named as written) new values, in one place each."""
        spans = self.attribute_spans(element)
        patches = []
        added = ""
        for name, value in values.items():
            new = escape_attribute(value)
            if name not in spans:
                added += f' {name}="{new}"'
            elif self.slice(*spans[name]) != new:
                patches.append(Patch(*spans[name], new))
        if added:
            name_end = element.start + 1
            while self.data[name_end : name_end + 1] not in b" \t\r\n/>":
                name_end += 1
            patches.append(Patch(name_end, name_end, added))
        return patches

    def apply(self, patches: Iterable[Patch]) -> bytes:
        """Return the document's octets with patches that do not overlap; the rest as it was."""
        ordered = sorted(patches)
        pieces = []
        at = 0
        for patch in ordered:
            start, end = map(self.view.original_offset, (patch.start, patch.end))
            if start < at:
                raise ValueError(patch)
            pieces += [self.view.original[at:start], self.view.encode(patch.text)]
            at = end
        pieces.append(self.view.original[at:])
        return b"".join(pieces)


def prefix_of(spans: XmlSpans, element: Element) -> str:
    """Return an element's namespace prefix as written, with its colon, or nothing."""
    named = _QUALIFIED.match(spans.data, element.start)
    return named[1].decode("utf-8") if named else ""


def escape_text(text: str) -> str:
    """Return text as XML; characters that XML cannot hold are left out."""
    text = _ILLEGAL.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return text as an attribute's value, whichever quotes stand around it."""
    text = escape_text(text).replace('"', "&quot;").replace("'", "&#39;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def parse_xml(
    data: bytes, where: str, *, leaf: Callable[[str, str], bool] = lambda _space, _name: False
) -> XmlSpans:
    """Return the tree of a document.

    Args:
        data: its octets, in whatever encoding they declare. where: for errors.
        leaf: (namespace, name) -> whether an element's content is of no interest.

    Raises:
        BadInput: not well-formed, too deep, unsafe entities, not in the encoding it declares.
    """
    view = view_utf8(data, where)
    return XmlSpans(view, *build_tree(view.data, where, leaf))
