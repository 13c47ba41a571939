"""A translated XHTML document, NCX or OPF: patches on the original, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storyport.formats.base import Edition
from storyport.formats.css import Restyle, restyle
from storyport.formats.epub.bilingual import BILINGUAL_CSS, add_translations
from storyport.formats.epub.labelling import Naming, label_source, label_target, wrap_source
from storyport.formats.epub.reading import AttributeSpan, Reading, TextSpan
from storyport.formats.epub.rendering import (
    OriginalTags,
    PatchedSlices,
    is_translated,
    read_text,
    render,
    render_text,
)
from storyport.formats.xml_spans import Patch, XmlSpans, escape_attribute, prefix_of
from storyport.formats.xml_tree import Element

__all__ = ["Manner", "edition_patches", "restyling", "text_patches", "write_xhtml"]

_VERTICAL_SCRIPTS = frozenset({"Hant", "Jpan"})


@dataclass(frozen=True)
class Manner:
    """How a document is written.

    Attributes:
        naming: how languages are named. navigation: whether it is the nav document.
    """

    edition: Edition
    naming: Naming = "both"
    navigation: bool = False


def restyling(edition: Edition) -> Restyle:
    """Return what becomes of style in an edition.

    A bilingual book keeps its base direction: its source stands first, and its translations
    carry their own.
    """
    turned = edition.target.direction != edition.source.direction and not edition.bilingual
    return Restyle(
        flat=edition.target.script not in _VERTICAL_SCRIPTS,
        direction=edition.target.direction if turned else "",
    )


def write_xhtml(reading: Reading, targets: Mapping[str, str], manner: Manner) -> bytes:
    """Return a document's octets with its translations."""
    patches = edition_patches(reading, targets, manner)
    if manner.edition.bilingual and patches:
        patches += _bilingual_style(reading.spans)
    return reading.spans.apply(patches)


def edition_patches(reading: Reading, targets: Mapping[str, str], manner: Manner) -> list[Patch]:
    """Return the patches that make a document an edition."""
    spans, edition = reading.spans, manner.edition
    translated = [text for text in reading.texts if is_translated(targets.get(text.unit.key))]
    inside = [
        *_attribute_patches(reading.attributes, targets, edition),
        *_style_patches(spans, edition),
    ]
    outside: list[Patch] = []
    if translated and edition.bilingual:
        inside += label_source(reading, edition, manner.naming)
    elif translated:
        inside += label_target(reading, translated, edition, manner.naming)
        outside += wrap_source(reading, translated, edition, manner.naming)
    slices = PatchedSlices(spans, inside)
    if edition.bilingual:
        new = add_translations(
            translated, targets, slices, edition, manner.naming, navigation=manner.navigation
        )
    else:
        new = _replacements(translated, targets, slices, edition)
    return [*slices.outside(new), *outside, *new]


def _bilingual_style(spans: XmlSpans) -> list[Patch]:
    """Return a patch that lets the translations of a page be told from their source."""
    head = next((one for one in spans.root.elements() if one.name == "head"), None)
    if head is None or head.end == head.inner_end:
        return []
    name = f"{prefix_of(spans, head)}style"
    style = f'<{name} type="text/css">{BILINGUAL_CSS}</{name}>'
    return [Patch(head.inner_end, head.inner_end, style)]


def text_patches(reading: Reading, targets: Mapping[str, str], edition: Edition) -> list[Patch]:
    """Return patches for a document whose units hold nothing but text (NCX, OPF)."""
    patches = _attribute_patches(reading.attributes, targets, edition)
    for text in reading.texts:
        target = targets.get(text.unit.key)
        if target is not None and is_translated(target):
            start = text.end if edition.bilingual else text.start
            joint = " / " if edition.bilingual else ""
            patches.append(Patch(start, text.end, joint + render_text(target)))
    return patches


def _replacements(
    translated: Iterable[TextSpan],
    targets: Mapping[str, str],
    slices: PatchedSlices,
    edition: Edition,
) -> list[Patch]:
    tags = OriginalTags(slices)
    patches = []
    for text in translated:
        new = render(text, targets[text.unit.key], tags, edition.ruby)
        # Only scripts without spaces indent by one: U+3000 before a paragraph.
        indent = "" if edition.target.spaced else text.indent
        patches.append(Patch(text.start, text.end, indent + new))
    return patches


def _attribute_patches(
    attributes: Iterable[AttributeSpan], targets: Mapping[str, str], edition: Edition
) -> list[Patch]:
    patches = []
    for one in attributes:
        target = targets.get(one.unit.key)
        if target is None or not is_translated(target):
            continue
        joint = " / " if edition.bilingual else ""
        start = one.end if edition.bilingual else one.start
        patches.append(Patch(start, one.end, joint + escape_attribute(read_text(target))))
        if one.bare:
            patches += [Patch(at, at, '"') for at in (one.start, one.end)]
    return patches


def _style_patches(spans: XmlSpans, edition: Edition) -> list[Patch]:
    wanted = restyling(edition)
    patches = []
    for element in spans.root.walk():
        for start, end in _styles(spans, element):
            css = spans.slice(start, end)
            for first, last, new in restyle(css, wanted):
                at = start + len(css[:first].encode())
                patches.append(Patch(at, at + len(css[first:last].encode()), new))
    return patches


def _styles(spans: XmlSpans, element: Element) -> Iterable[tuple[int, int]]:
    if "style" in element.attributes:
        yield spans.attribute_spans(element)["style"]
    if element.name == "style" and element.leaf:
        yield element.inner, element.inner_end
