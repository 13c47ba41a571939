"""Languages and directions of a translated document: `lang`, `xml:lang`, `dir`.

What named the source language names the target's where text was translated; other languages
stay; a block that stayed in the source says so.

Sources: HTML, section 3.2.6.2 (lang and xml:lang must agree); XHTML 1.1, which knows only
xml:lang; UAX #9 (directions).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import Literal

from storyport.formats.base import Edition
from storyport.formats.epub.blocks import language_of
from storyport.formats.epub.reading import Reading, TextSpan
from storyport.formats.xml_spans import Patch, XmlSpans, prefix_of
from storyport.formats.xml_tree import Element
from storyport.kernel.locales import LocaleInfo

__all__ = [
    "Naming",
    "label_source",
    "label_target",
    "language_attributes",
    "names_source",
    "wrap_source",
]

Naming = Literal["xml", "both", "html"]
"""By which attributes a language is named: `xml:lang` (EPUB 2), `lang` (HTML), or both (EPUB 3)."""


# Direction on these speaks of a phrase, not of the language of a block.
_PHRASES = frozenset({"bdo", "bdi", "span", "a", "i", "b", "em", "strong", "q", "cite"})


def language_attributes(locale: LocaleInfo, naming: Naming) -> dict[str, str]:
    """Return the attributes that say a language and its direction."""
    names = {"xml": ("xml:lang",), "html": ("lang",), "both": ("lang", "xml:lang")}[naming]
    return {**dict.fromkeys(names, locale.tag), "dir": locale.direction}


def names_source(tag: str, edition: Edition) -> bool:
    """Tell whether a language tag in a book names the source language."""
    return tag.replace("_", "-").partition("-")[0].lower() == edition.source.language


def label_source(reading: Reading, edition: Edition, naming: Naming) -> list[Patch]:
    """Return patches that make a bilingual document say its source language at the root."""
    root = reading.spans.root
    values = language_attributes(edition.source, naming)
    declared = language_of(root)
    if names_source(declared, edition):
        values.update({name: declared for name in ("lang", "xml:lang") if name in values})
    return reading.spans.attribute_patches(root, values)


def label_target(
    reading: Reading, translated: Sequence[TextSpan], edition: Edition, naming: Naming
) -> list[Patch]:
    """Return patches for the tags of a document of which some texts are translated."""
    spans = reading.spans
    wanted = language_attributes(edition.target, naming)
    places = _Places(translated)
    patches = _root_patches(spans, wanted)
    for element in spans.root.walk():
        if element is not spans.root and not element.leaf and places.any_in(element):
            patches += spans.attribute_patches(element, _followed(spans, element, edition))
    for block in _left_in_source(reading, places):
        if not language_of(block):
            values = language_attributes(edition.source, naming)
            patches += spans.attribute_patches(block, values)
    return patches


def wrap_source(
    reading: Reading, translated: Sequence[TextSpan], edition: Edition, naming: Naming
) -> list[Patch]:
    """Return patches that label lines left in the source within blocks that hold translations."""
    places = _Places(translated)
    values = language_attributes(edition.source, naming)
    named = "".join(f' {name}="{value}"' for name, value in values.items())
    done = {text.start for text in translated}
    patches = []
    for text in reading.texts:
        if text.start in done or text.plain or not places.any_in(text.block):
            continue
        tag = prefix_of(reading.spans, text.block) + "span"
        patches.append(Patch(text.start, text.start, f"<{tag}{named}>"))
        patches.append(Patch(text.end, text.end, f"</{tag}>"))
    return patches


def _root_patches(spans: XmlSpans, wanted: dict[str, str]) -> list[Patch]:
    tag = wanted.get("lang") or wanted["xml:lang"]
    named = spans.attribute_spans(spans.root)
    declared: dict[str, str] = {name: tag for name in ("lang", "xml:lang") if name in named}
    return spans.attribute_patches(spans.root, {**wanted, **declared})


def _followed(spans: XmlSpans, element: Element, edition: Edition) -> dict[str, str]:
    declared = language_of(element)
    if declared and not names_source(declared, edition):
        return {}
    named = spans.attribute_spans(element) if declared or "dir" in element.attributes else {}
    values: dict[str, str] = {
        name: edition.target.tag for name in ("lang", "xml:lang") if name in named
    }
    turned = element.attributes.get("dir") == edition.source.direction
    if turned and element.name not in _PHRASES:
        values["dir"] = edition.target.direction
    return values


def _left_in_source(reading: Reading, places: _Places) -> list[Element]:
    blocks = {text.block: None for text in reading.texts if not text.plain}
    return [block for block in blocks if not places.any_in(block)]


class _Places:
    """Whether something translated stands within an element, or around it."""

    def __init__(self, texts: Iterable[TextSpan]) -> None:
        ordered = sorted((text.start, text.end) for text in texts)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def any_in(self, element: Element) -> bool:
        first = bisect.bisect_right(self._ends, element.start)
        return first < len(self._starts) and self._starts[first] < element.end
