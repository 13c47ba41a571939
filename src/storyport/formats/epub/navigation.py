"""The NCX, the table of contents of EPUB 2.

Source: NCX 2005-1 (ANSI/NISO Z39.86-2005, section 8). The page list stays: page numbers are
no text, Roman ones neither.
"""

from __future__ import annotations

from storyport.formats.base import UnitKind
from storyport.formats.epub.reading import Reading, text_span
from storyport.formats.xml_spans import parse_xml
from storyport.formats.xml_tree import Element

__all__ = ["read_ncx"]


def read_ncx(data: bytes, where: str) -> Reading:
    """Return the labels of an NCX.

    Raises:
        BadInput: broken XML.
    """
    spans = parse_xml(data, where)
    texts = []
    for element in spans.root.walk():
        if element.name != "text" or _is_page(element):
            continue
        span = text_span(spans, element, str(element.order), _kind(element))
        texts += [span] if span else []
    return Reading(spans, tuple(texts))


def _is_page(element: Element) -> bool:
    return any(one.name in {"pageList", "pageTarget"} for one in element.ancestors())


def _kind(element: Element) -> UnitKind:
    author = element.parent is not None and element.parent.name == "docAuthor"
    return "creator" if author else "label"
