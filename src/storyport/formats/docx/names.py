"""Names in WordprocessingML, transitional and strict, and the order its schema asks for.

Source: ECMA-376 / ISO/IEC 29500-1, sections 17.3.1.26 (pPr), 17.3.2.28 (rPr), 17.4.60
(tblPr), 17.6.17 (sectPr); 29500-4 for the transitional namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from storyport.formats.xml_spans import Patch, XmlSpans, escape_attribute, prefix_of
from storyport.formats.xml_tree import Element

__all__ = [
    "MATH",
    "PARAGRAPH_ORDER",
    "RUN_ORDER",
    "SECTION_ORDER",
    "TABLE_ORDER",
    "WORD",
    "attribute_of",
    "child_of",
    "is_on",
    "is_word",
    "make_tag",
    "place_child",
    "word_children",
]

WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
MATH = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PARAGRAPH_ORDER = _words(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange"
)
RUN_ORDER = _words(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
    " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
TABLE_ORDER = _words(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
    " tblDescription tblPrChange"
)
SECTION_ORDER = _words(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
    " docGrid printerSettings sectPrChange"
)

_DECLARED = re.compile(
    r"""xmlns:([\w.-]+)\s*=\s*["'](?:http://schemas\.openxmlformats\.org/wordprocessingml/2006/main"""
    r"""|http://purl\.oclc\.org/ooxml/wordprocessingml/main)["']"""
)


def is_word(element: Element, *names: str) -> bool:
    """Tell whether an element is WordprocessingML, of one of some names if any are given."""
    return element.namespace in WORD and (not names or element.name in names)


def word_children(element: Element, name: str) -> Iterator[Element]:
    """Give the children of a name."""
    return (child for child in element.elements() if is_word(child, name))


def child_of(element: Element | None, *path: str) -> Element | None:
    """Return the first child of a name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next(word_children(element, name), None)
    return element


def attribute_of(element: Element | None, name: str = "val") -> str:
    """Return a WordprocessingML attribute, or empty."""
    if element is None:
        return ""
    found = element.attributes.get(f"{element.namespace} {name}")
    return found if found is not None else element.attributes.get(name, "")


def is_on(element: Element | None) -> bool:
    """Tell whether a toggle such as `w:b` is there and not switched off."""
    return element is not None and attribute_of(element) not in {"0", "false", "off"}


def make_tag(
    spans: XmlSpans, near: Element, name: str, values: dict[str, str] | None = None
) -> str:
    """Return an empty element of WordprocessingML as written near an element of it."""
    prefix = prefix_of(spans, near)
    attributes, declared = prefix, ""
    if values and not prefix:
        known = _DECLARED.search(spans.slice(spans.root.start, spans.root.inner))
        attributes = f"{known[1]}:" if known else "w:"
        declared = "" if known else f' xmlns:w="{near.namespace}"'
    named = "".join(
        f' {attributes}{key}="{escape_attribute(value)}"' for key, value in (values or {}).items()
    )
    return f"<{prefix}{name}{declared}{named}/>"


def place_child(
    spans: XmlSpans,
    parent: Element,
    order: Sequence[str],
    name: str,
    make: Callable[[Element | None], str],
) -> Patch | None:
    """Return a patch that gives an element a child where the schema wants it.

    Args:
        make: the child there is, or None -> its new XML; the same as it was: no patch.
    """
    there = child_of(parent, name)
    new = make(there)
    if there is not None:
        same = spans.slice(there.start, there.end) == new
        return None if same else Patch(there.start, there.end, new)
    if not new:
        return None
    if parent.inner == parent.end:  # <w:pPr/>
        tag = spans.slice(parent.start, parent.end)
        whole = f"{tag[:-2].rstrip()}>{new}</{prefix_of(spans, parent)}{parent.name}>"
        return Patch(parent.start, parent.end, whole)
    after = set(order[order.index(name) + 1 :])
    later = (child for child in parent.elements() if not is_word(child) or child.name in after)
    at = next((child.start for child in later), parent.inner_end)
    return Patch(at, at, new)
