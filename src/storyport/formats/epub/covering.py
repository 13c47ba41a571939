"""A cover for a book that has none, drawn from its title in the target's language.

Sources: EPUB 3.3, section 5.6.4 (cover-image); for EPUB 2 the `meta name="cover"` that reading
systems look for, though no specification says so.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from storyport.formats.base import Edition
from storyport.formats.epub.reading import Reading
from storyport.formats.epub_new.cover import draw_cover
from storyport.formats.xml_spans import Patch, XmlSpans
from storyport.formats.xml_tree import Element
from storyport.language.marks import plain

__all__ = ["COVER", "cover_patches", "drawn_cover", "lacks_cover", "member_beside"]

COVER = "storyport-cover.svg"
"""Its member, beside the OPF."""

_ID = "storyport-cover"


def lacks_cover(spans: XmlSpans) -> bool:
    """Tell whether nothing in an OPF is, or is called, a cover."""
    named = (
        value.lower()
        for element in spans.root.walk()
        for name, value in element.attributes.items()
        if name in {"id", "href", "properties", "name", "type"}
    )
    return not any("cover" in value for value in named)


def cover_patches(spans: XmlSpans) -> list[Patch]:
    """Return what an OPF needs to name the drawn cover; nothing where it cannot."""
    manifest, metadata = (_section(spans, name) for name in ("manifest", "metadata"))
    if manifest is None or metadata is None:
        return []
    prefix = _prefix(spans, manifest)
    properties = "" if _is_old(spans) else ' properties="cover-image"'
    item = f'<{prefix}item id="{_ID}" href="{COVER}" media-type="image/svg+xml"{properties}/>'
    meta = f'<{prefix}meta name="cover" content="{_ID}"/>'
    return [
        Patch(manifest.inner_end, manifest.inner_end, item),
        Patch(metadata.inner_end, metadata.inner_end, meta),
    ]


def drawn_cover(reading: Reading, targets: Mapping[str, str], edition: Edition) -> bytes:
    """Return the cover as SVG."""
    found = {"label": "", "creator": ""}
    for text in reading.texts:
        kind = text.unit.kind
        if kind in found and not found[kind]:
            found[kind] = plain(targets.get(text.unit.key, text.unit.source))
    aria = not _is_old(reading.spans)
    return draw_cover(found["label"], found["creator"], edition.target, aria=aria).encode()


def member_beside(opf: str) -> str:
    """Return the cover's member for an OPF's."""
    return posixpath.join(posixpath.dirname(opf), COVER)


def _is_old(spans: XmlSpans) -> bool:
    return spans.root.attributes.get("version", "").startswith("2")


def _section(spans: XmlSpans, name: str) -> Element | None:
    found = next((one for one in spans.root.elements() if one.name == name), None)
    return found if found is not None and found.inner_end < found.end else None


def _prefix(spans: XmlSpans, element: Element) -> str:
    """Return the prefix, with its colon, that an element's tags bear."""
    name = spans.slice(element.inner_end, element.end).removeprefix("</").rstrip("> \t\r\n")
    prefix, colon, _ = name.rpartition(":")
    return prefix + colon
