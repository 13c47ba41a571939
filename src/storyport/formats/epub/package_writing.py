"""The OPF of an edition: language, title, page direction, date of change; never the identifier.

Sources: EPUB 3.3, sections 5.5.3.1 (dc:language), 5.5.4 (dcterms:modified), 5.7.1 (spine);
Kindle's `primary-writing-mode`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from storyport.formats.base import Edition
from storyport.formats.css import Restyle
from storyport.formats.epub.blocks import language_of
from storyport.formats.epub.labelling import names_source
from storyport.formats.epub.reading import Reading
from storyport.formats.epub.rendering import is_translated
from storyport.formats.epub.writing import restyling, text_patches
from storyport.formats.xml_spans import Patch, XmlSpans
from storyport.formats.xml_tree import Element

__all__ = ["write_ncx", "write_package"]


def write_package(
    reading: Reading,
    targets: Mapping[str, str],
    edition: Edition,
    changed: dt.datetime,
    more: Iterable[Patch] = (),
) -> bytes:
    """Return the octets of the OPF of an edition; `changed` in UTC, `more` patches beside."""
    spans = reading.spans
    patches = text_patches(reading, targets, edition)
    patches += [*_languages(spans, edition), *more]
    translated = [text.block for text in reading.texts if is_translated(targets.get(text.unit.key))]
    if not edition.bilingual:
        for element in (spans.root, *translated):
            patches += spans.attribute_patches(element, _language(element, edition))
    wanted = restyling(edition)
    for element in spans.root.walk():
        patches += spans.attribute_patches(element, _direction(spans, element, wanted, edition))
        if element.attributes.get("property") == "dcterms:modified":
            stamp = changed.strftime("%Y-%m-%dT%H:%M:%SZ")
            patches.append(Patch(element.inner, element.inner_end, stamp))
    return spans.apply(patches)


def write_ncx(reading: Reading, targets: Mapping[str, str], edition: Edition) -> bytes:
    """Return the octets of the NCX of an edition."""
    patches = text_patches(reading, targets, edition)
    root = reading.spans.root
    if patches and not edition.bilingual:
        patches += reading.spans.attribute_patches(root, {"xml:lang": edition.target.tag})
    return reading.spans.apply(patches)


def _languages(spans: XmlSpans, edition: Edition) -> Iterator[Patch]:
    """Give patches that put the target first; the source of a bilingual book follows."""
    named = [one for one in spans.root.walk() if one.name == "language" and one.inner < one.end]
    if not named:
        return
    tags = [spans.slice(one.inner, one.inner_end).strip() for one in named]
    at = next((i for i, tag in enumerate(tags) if names_source(tag, edition)), 0)
    chosen = named[at]
    yield Patch(chosen.inner, chosen.inner_end, edition.target.tag)
    if edition.bilingual:
        close = spans.slice(chosen.inner_end, chosen.end)
        opened = close.replace("</", "<", 1)
        source = tags[at] or edition.source.tag
        yield Patch(chosen.end, chosen.end, f"{opened}{source}{close}")


def _language(element: Element, edition: Edition) -> dict[str, str]:
    declared = language_of(element)
    return {"xml:lang": edition.target.tag} if names_source(declared, edition) else {}


def _direction(
    spans: XmlSpans, element: Element, wanted: Restyle, edition: Edition
) -> dict[str, str]:
    """Return new values for what says how pages follow each other."""
    base = edition.source.direction if edition.bilingual else edition.target.direction
    if not wanted.flat:
        return {}
    if element.attributes.get("name") == "primary-writing-mode":
        return {"content": "horizontal-rl" if base == "rtl" else "horizontal-lr"}
    if element.name != "spine" or _is_drawn(spans):
        return {}
    declared = element.attributes.get("page-progression-direction", "")
    known = bool(declared) or not spans.root.attributes.get("version", "").startswith("2")
    if (declared == "rtl" or base == "rtl") and known:
        return {"page-progression-direction": base}
    return {}


def _is_drawn(spans: XmlSpans) -> bool:
    """Tell whether pages are fixed: their order belongs to the pictures, not to the language."""
    return any(
        element.attributes.get("property") == "rendition:layout"
        and spans.slice(element.inner, element.inner_end).strip() == "pre-paginated"
        for element in spans.root.walk()
    )
