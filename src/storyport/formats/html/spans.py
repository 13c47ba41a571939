"""A page with the place of everything in it, and patches on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from storyport.formats.html.encoding import CHARSET, HtmlView, view_page
from storyport.formats.html.nesting import build_page
from storyport.formats.html.tokens import attribute_spans, clean, resolve
from storyport.formats.xml_spans import Patch, XmlSpans, prefix_of
from storyport.formats.xml_tree import Element, Text

__all__ = ["HtmlSpans", "parse_fragment", "parse_page"]

_XML = re.compile(rb"\s*<\?xml[\s?]")
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]+)["']""")
_DOCTYPE = re.compile(
    rb"(?:\s*+(?:<!--.*?-->|<\?[^>]*+>|<!doctype[^>]*+>))*+", re.DOTALL | re.IGNORECASE
)
_XML_NAMES = (".xhtml", ".xht")


@dataclass(frozen=True)
class HtmlSpans(XmlSpans):
    """A parsed page; offsets are of `view.data`. What is no UTF-8 stands as lone surrogates.

    Attributes:
        xml: whether it is XHTML.
    """

    view: HtmlView
    xml: bool = False

    @property
    def tagged(self) -> bool:
        """Whether there is an `<html>` tag."""
        return self.root.inner > self.root.start

    @property
    def whole(self) -> bool:
        """Whether this is a page, and no mere piece of one."""
        below = {one.name for one in self.root.elements()}
        doctype = b"<!doctype" in self.data[self.view.start : self.prologue].lower()
        return self.tagged or doctype or bool(below & {"head", "body"})

    @property
    def prologue(self) -> int:
        """Where the doctype and what stands before it end."""
        match = _DOCTYPE.match(self.data, self.view.start)
        return match.end() if match else self.view.start

    def slice(self, start: int, end: int) -> str:
        """Return the markup of a span as it stands."""
        return self.data[start:end].decode("utf-8", "surrogateescape")

    def text_of(self, node: Text) -> str:
        """Return what a text says."""
        raw = self.slice(node.start, node.end)
        return clean(raw[9:-3]) if node.cdata else resolve(raw)

    def resolve(self, raw: str) -> str:
        """Return text or an attribute's value with its references resolved."""
        return resolve(raw)

    def attribute_spans(self, element: Element) -> dict[str, tuple[int, int]]:
        """Return attribute name in lower case -> span of its value, without quotes."""
        found = attribute_spans(self.data, element.start, element.inner)
        return {name: (start, end) for name, start, end in found}

    def attribute_patches(self, element: Element, values: dict[str, str]) -> list[Patch]:
        """Return patches that give attributes new values; none where there is no tag."""
        if element.inner == element.start:
            return []
        return super().attribute_patches(element, values)

    def written_prefix(self, element: Element) -> str:
        """Return the prefix of an element's tag, with its colon; none but in XHTML."""
        written = self.xml and element.inner > element.start
        return prefix_of(self, element) if written else ""

    def apply(self, patches: Iterable[Patch]) -> bytes:
        """Return the page's octets with patches; the rest as it was.

        Where its encoding cannot hold what they bring, or is not the one a browser would read
        it in, the page becomes UTF-8 and says so.
        """
        ordered = sorted(patches)
        if not ordered:
            return self.view.original
        if self.view.holds(ordered) and self._is_read_rightly(ordered):
            return self.view.splice(ordered, self.view.encoding)
        return self.view.splice(sorted([*ordered, *self._declare_utf8(ordered)]), "utf-8")

    def _is_read_rightly(self, patches: list[Patch]) -> bool:
        """Tell whether a browser would read the patched page in the encoding it is in."""
        view = self.view
        if view.bom or view.encoding in view.declared:
            return True
        utf8 = view.encoding == "utf-8"
        if not view.declared and ((self.xml and utf8) or not self.whole):
            return True  # XML's own encoding, or that of the page a piece belongs to
        return utf8 and self.data.isascii() and all(patch.text.isascii() for patch in patches)

    def _declare_utf8(self, others: list[Patch]) -> list[Patch]:
        metas = (one for one in self.root.walk() if one.name == "meta")
        patches = [Patch(*place, "utf-8") for one in metas if (place := self._charset(one))]
        if declared := _XML_ENCODING.match(self.data, self.view.start):
            patches.append(Patch(*declared.span(1), "utf-8"))
        if not patches and self.whole:
            head = next((one for one in self.root.elements() if one.name == "head"), self.root)
            at = head.inner if head.inner > head.start else self.prologue
            prefix = self.written_prefix(head)
            patches.append(Patch(at, at, f'<{prefix}meta charset="utf-8"{"/" * self.xml}>'))
        taken = {(patch.start, patch.end) for patch in others if patch.end > patch.start}
        return [patch for patch in patches if (patch.start, patch.end) not in taken]

    def _charset(self, meta: Element) -> tuple[int, int] | None:
        named = self.attribute_spans(meta)
        if "charset" in named:
            return named["charset"]
        if meta.attributes.get("http-equiv", "").lower() != "content-type":
            return None
        found = CHARSET.search(self.data, *named.get("content", (0, 0)))
        return found.span(1) if found else None


def parse_page(path: Path) -> HtmlSpans:
    """Return the spans of a page.

    Raises:
        BadInput: it cannot be read, is empty, is no text, or has millions of elements.
    """
    view = view_page(path.read_bytes(), path)
    xml = path.suffix.lower() in _XML_NAMES or bool(_XML.match(view.data, view.start))
    return HtmlSpans(view, build_page(view.data, view.start, str(path), xml=xml), {}, xml)


def parse_fragment(data: bytes, where: str) -> HtmlSpans:
    """Return the spans of a piece of HTML in UTF-8.

    Raises:
        BadInput: millions of elements.
    """
    return HtmlSpans(HtmlView(data, data, "utf-8"), build_page(data, 0, where, xml=False), {})
