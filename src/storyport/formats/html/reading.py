"""A page into units: blocks as in an EPUB, and what a page says besides them.

Scripts, styles, templates, frames, drawings and formulas stay as they are, and so does what
asks for it (`translate="no"`). `<code>`, `<kbd>`, `<samp>` and `<var>` are things in a
sentence: names that a reader types must stay. `<pre>` is text with its white space kept
(verse, letters), as Okapi and translate-toolkit have it, unless all of it is `<code>`.
`<textarea>` stays: a reader writes there.

Sources: HTML, section 3.2.6.1 (`translate` and which attributes are translatable);
Open Graph and Twitter cards for what a page tells those who link to it.
"""

from __future__ import annotations

from dataclasses import replace

from storyport.formats.base import UnitKind
from storyport.formats.epub.reading import Reading, Walker, attribute_span
from storyport.formats.html.spans import HtmlSpans
from storyport.formats.xml_tree import Element

__all__ = ["read_page"]

_LABELS = frozenset({"og:title", "twitter:title", "application-name", "apple-mobile-web-app-title",
                     "dc.title", "dcterms.title", "citation_title", "og:site_name"})  # fmt: skip
_META = frozenset({"description", "keywords", "og:description", "twitter:description", "abstract",
                   "dc.description", "dcterms.description", "dc.subject"})  # fmt: skip
_ALT = frozenset({"og:image:alt", "twitter:image:alt"})
_CREATORS = frozenset({"author", "dc.creator", "dcterms.creator", "citation_author"})
_BUTTONS = frozenset({"submit", "button", "reset"})
_LABELLED = frozenset({"option", "optgroup", "track"})


def read_page(spans: HtmlSpans) -> Reading:
    """Return what can be translated in a page."""
    walker = _PageWalker(spans)
    walker.walk(spans.root)
    return walker.reading()


class _PageWalker(Walker):
    spoken = (
        "alt",
        "title",
        "placeholder",
        "aria-label",
        "aria-description",
        "aria-placeholder",
        "aria-roledescription",
        "aria-valuetext",
        "abbr",
        "summary",
    )

    def _kind(self, block: Element, outer: UnitKind) -> UnitKind:
        # A page need not say where its head begins.
        return "label" if block.name == "title" else super()._kind(block, outer)

    def read_head(self, head: Element) -> None:
        """Read the title and the metadata."""
        super().read_head(head)
        for element in head.elements():
            self.read_attributes(element)

    def read_attributes(self, element: Element) -> None:
        """Read what an element says besides its text."""
        before = len(self.attributes)
        if element.name == "meta":
            self._take(element, "content", _kind_of(element))
        elif element.attributes:
            super().read_attributes(element)
        if element.name == "input" and element.attributes.get("type", "").lower() in _BUTTONS:
            self._take(element, "value", "alt")
        if element.name in _LABELLED:
            self._take(element, "label", "alt")
        if len(self.attributes) > before:
            self._note_bare(before)

    def _note_bare(self, first: int) -> None:
        """Mark the values found last that stand without quotes."""
        self.attributes[first:] = [
            replace(one, bare=self.spans.data[one.start - 1] not in b"\"'")
            for one in self.attributes[first:]
        ]

    def _take(self, element: Element, name: str, kind: UnitKind | None) -> None:
        if kind is not None and name in element.attributes:
            span = attribute_span(self.spans, element, name, kind)
            self.attributes += [span] if span else []


def _kind_of(meta: Element) -> UnitKind | None:
    named = meta.attributes.get("name") or meta.attributes.get("property") or ""
    itemprop = meta.attributes.get("itemprop", "")
    name = (named or itemprop).strip().lower()
    kinds: tuple[tuple[frozenset[str], UnitKind], ...] = (
        (_LABELS, "label"), (_META, "meta"), (_ALT, "alt"), (_CREATORS, "creator"),
    )  # fmt: skip
    return next((kind for names, kind in kinds if name in names), None)
