"""What XHTML elements are to a translator: blocks, inline pairs, or things without text.

Sources: HTML Living Standard, section 15.3 (how elements render); EPUB Structural Semantics
Vocabulary 1.1; the translate attribute of ITS 2.0 and HTML.
"""

from __future__ import annotations

import re
from enum import Enum

from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element, Other, Text

__all__ = ["EPUB_TYPE", "HEADINGS", "Shape", "Shapes", "has_letter", "is_leaf", "language_of"]

XHTML = "http://www.w3.org/1999/xhtml"
EPUB_TYPE = "http://www.idpf.org/2007/ops type"
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
XML_SPACE = "http://www.w3.org/XML/1998/namespace space"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "dir"),
    ("div", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup"),
    ("hr", "html", "head", "legend", "main", "nav", "p", "pre", "search", "section", "summary"),
    ("title", "dd", "dl", "dt", "li", "menu", "ol", "ul", "optgroup", "option", "select"),
    ("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
)
_LEAVES = frozenset({"script", "style", "template", "noscript", "iframe"})
_OPAQUE = frozenset({"code", "kbd", "samp", "var", "textarea", "switch", *_LEAVES})
_REPLACED = frozenset(
    {
        "img",
        "image",
        "input",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "meter",
        "progress",
        "br",
    }
)
_REFERENCE_TYPES = {"noteref", "annoref", "biblioref", "glossref", "backlink", "referrer"}
_PAGE_BREAK_TYPES = {"pagebreak", "doc-pagebreak"}
_NOTE_CLASS = re.compile(r"foot-?note|note-?ref|duokan", re.IGNORECASE)
_TAG_LIKE = re.compile(r"(?i)[a-z]|[ivxlcdm]+")


class Shape(Enum):
    """How an element behaves."""

    BLOCK = "block"
    """Breaks runs."""
    PAIR = "pair"
    """Inline with text of its own."""
    CONTENT = "content"
    """Without text to translate, but with a place in the sentence: an image, a formula, code."""
    REFERENCE = "reference"
    """A note reference or a page break: belongs beside the text, says nothing in it."""
    ANCHOR = "anchor"
    """Empty; there for its id."""
    BREAK = "break"
    """A line break."""
    CLEAR = "clear"
    """Ruby and its kin: its tags do not exist for a translator."""
    READING = "reading"
    """The small text of ruby: not part of the line."""


def has_letter(text: str) -> bool:
    """Tell whether text has anything to translate."""
    return any(map(str.isalpha, text))


def is_leaf(namespace: str, name: str) -> bool:
    """Tell whether an element's content is of no interest (MathML, SVG, scripts)."""
    if namespace in {XHTML, ""}:
        return name in _LEAVES
    return namespace.endswith(("/MathML", "/svg"))


def language_of(element: Element) -> str:
    """Return the language an element itself declares, or empty."""
    return element.attributes.get(XML_LANG) or element.attributes.get("lang") or ""


class Shapes:
    """The shapes of all elements of one document."""

    def __init__(self, spans: XmlSpans) -> None:
        self._spans = spans
        self._blocks: set[Element] = set()
        self._texts: set[Element] = set()
        self._letters: set[Element] = set()
        self._things: set[Element] = set()
        self._known: dict[Element, Shape] = {}
        for element in reversed(list(spans.root.walk())):
            self._learn(element)

    def of(self, element: Element) -> Shape:
        """Return an element's shape."""
        known = self._known.get(element)
        if known is None:
            self._known[element] = known = self._find(element)
        return known

    def _find(self, element: Element) -> Shape:
        if element in self._blocks:
            return Shape.BLOCK
        if element.name == "br":
            return Shape.BREAK
        if element.name in {"ruby", "rb", "rbc", "wbr"}:
            return Shape.CLEAR
        if element.name in {"rt", "rp", "rtc"}:
            return Shape.READING
        return self._inline(element)

    def has_letters(self, element: Element) -> bool:
        """Tell whether an element has text to translate, at any depth."""
        return element in self._letters

    def says_nothing(self, element: Element) -> bool:
        """Tell whether an element may stay beside a line instead of in it."""
        shape = self.of(element)
        empty = shape is Shape.CLEAR and element not in self._texts
        return empty or shape in {Shape.REFERENCE, Shape.ANCHOR}

    def kept_out(self, element: Element) -> bool:
        """Tell whether an element asks not to be translated, or is code."""
        return _is_opaque(element)

    def _inline(self, element: Element) -> Shape:
        types = _types_of(element)
        if types & _PAGE_BREAK_TYPES:
            return Shape.REFERENCE
        if _is_opaque(element):
            return Shape.CONTENT
        if element not in self._texts:
            return self._textless(element, types)
        if types & _REFERENCE_TYPES and self._is_short(element):
            return Shape.REFERENCE
        if element.name in {"a", "sup", "sub"} and element not in self._letters:
            return self._symbol(element)
        return Shape.PAIR

    def _textless(self, element: Element, types: set[str]) -> Shape:
        if element not in self._things:
            return Shape.ANCHOR
        return Shape.REFERENCE if _is_note_picture(element, types) else Shape.CONTENT

    def _is_short(self, element: Element) -> bool:
        if element not in self._letters:
            return True
        text = self._spans.slice(element.inner, element.inner_end).strip().strip("[]()")
        return _TAG_LIKE.fullmatch(text) is not None

    def _symbol(self, element: Element) -> Shape:
        # "see chapter <a href="ch3.xhtml">3</a>" is part of the sentence, a link into a note is not.
        linked = [link for link in element.walk() if link.name == "a"]
        if element.name != "sub" and any("#" in link.attributes.get("href", "") for link in linked):
            return Shape.REFERENCE
        return Shape.CONTENT

    def _learn(self, element: Element) -> None:
        """Learn what an element contains; its children come before it."""
        children = list(element.elements())
        if element.leaf or element.name in _REPLACED:
            self._things.add(element)
        if not _is_opaque(element):
            self._learn_text(element)
        inside = not element.leaf and element.name not in _OPAQUE
        holds_blocks = any(child in self._blocks for child in children)
        if _is_block(element) or (
            inside and (holds_blocks or _has_paragraph_break(self._spans, element))
        ):
            self._blocks.add(element)
        if any(child in self._things or _is_opaque(child) for child in children):
            self._things.add(element)

    def _learn_text(self, element: Element) -> None:
        if element.name in {"rt", "rp", "rtc"}:
            return
        for node in self._spans.nodes(element):
            if isinstance(node, Other):
                continue
            if isinstance(node, Element):
                text = node in self._texts
                letters = node in self._letters
            else:
                said = self._spans.text_of(node)
                text = not said.isspace() and bool(said)
                letters = text and has_letter(said)
            if text:
                self._texts.add(element)
            if letters:
                self._letters.add(element)


def _is_block(element: Element) -> bool:
    return element.name in _BLOCKS and element.namespace in {XHTML, ""}


def _is_opaque(element: Element) -> bool:
    if element.leaf or element.attributes.get("translate") == "no":
        return True
    return element.name in _OPAQUE


def _types_of(element: Element) -> set[str]:
    types = element.attributes.get(EPUB_TYPE, "").split()
    roles = element.attributes.get("role", "").split()
    return {*types, *(role.removeprefix("doc-") for role in roles)}


def _is_note_picture(element: Element, types: set[str]) -> bool:
    """Tell whether a link without text is a note's: many Chinese books show a small picture."""
    if types & _REFERENCE_TYPES:
        return True
    links = [one for one in element.walk() if one.name == "a"]
    inside = any("#" in one.attributes.get("href", "") for one in links)
    named = any(_NOTE_CLASS.search(one.attributes.get("class", "")) for one in links)
    return element.name in {"a", "sup"} and inside and (named or element.name == "sup")


def _has_paragraph_break(spans: XmlSpans, element: Element) -> bool:
    """Tell whether two line breaks follow each other: an inline element used as a page."""
    after_break = False
    for node in spans.nodes(element):
        if isinstance(node, Text):
            after_break = after_break and not spans.text_of(node).strip()
        elif isinstance(node, Element) and node.name != "wbr":
            if node.name == "br" and after_break:
                return True
            after_break = node.name == "br"
    return False
