"""docProps/core.xml: the title, the subject, the description; never who wrote or saved it.

What stands there as creator is mostly the name of an account.
Source: ISO/IEC 29500-2, section 11 (core properties).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from storyport.formats.base import Edition, UnitKind
from storyport.formats.epub.reading import Reading, TextSpan, text_span
from storyport.formats.epub.writing import text_patches
from storyport.formats.xml_spans import Patch, parse_xml
from storyport.language import marks

__all__ = ["read_core", "title_of", "write_core"]

_KINDS: Final[dict[str, UnitKind]] = {"title": "label", "subject": "meta", "description": "meta"}
_DC = "http://purl.org/dc/elements/1.1/"


def read_core(data: bytes, where: str) -> Reading:
    """Return the core properties that say something.

    Raises:
        BadInput: broken XML.
    """
    spans = parse_xml(data, where)
    texts = []
    for element in spans.root.walk():
        if element.namespace == _DC and element.name in _KINDS:
            span = text_span(spans, element, element.name, _KINDS[element.name])
            texts += [span] if span else []
    return Reading(spans, tuple(texts), title=_title(texts))


def _title(texts: Sequence[TextSpan]) -> str:
    found = (marks.plain(one.unit.source) for one in texts if one.unit.key == "title")
    return next(found, "")


def title_of(data: bytes, where: str) -> str:
    """Return the document's title as declared, or empty."""
    return read_core(data, where).title


def write_core(reading: Reading, targets: Mapping[str, str], edition: Edition) -> bytes:
    """Return the core properties of an edition."""
    patches = text_patches(reading, targets, edition)
    for element in reading.spans.root.walk():
        if element.namespace == _DC and element.name == "language" and element.inner < element.end:
            patches.append(Patch(element.inner, element.inner_end, edition.target.tag))
    return reading.spans.apply(patches)
