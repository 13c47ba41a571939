"""A translated page: the patches of an EPUB's document, and what only a page needs.

The language stands on `<html>`; a page without that tag gets one, a piece of a page has it on
its blocks. A bilingual page gets a few lines of style.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from storyport.formats.base import Edition
from storyport.formats.epub.bilingual import BILINGUAL_CSS
from storyport.formats.epub.labelling import language_attributes, names_source
from storyport.formats.epub.reading import Reading
from storyport.formats.epub.rendering import is_translated
from storyport.formats.epub.writing import Manner, edition_patches
from storyport.formats.html.elements import BLOCKS
from storyport.formats.html.spans import HtmlSpans
from storyport.formats.xml_spans import Patch
from storyport.formats.xml_tree import Element

__all__ = ["page_patches", "write_page"]


def write_page(
    spans: HtmlSpans, reading: Reading, targets: Mapping[str, str], edition: Edition
) -> bytes:
    """Return a page's octets with its translations."""
    return spans.apply(page_patches(spans, reading, targets, edition))


def page_patches(
    spans: HtmlSpans, reading: Reading, targets: Mapping[str, str], edition: Edition
) -> list[Patch]:
    """Return the patches that make a page, or a piece of one, an edition."""
    manner = Manner(edition, "both" if spans.xml else "html")
    patches = edition_patches(reading, targets, manner)
    if not any(is_translated(targets.get(text.unit.key)) for text in reading.texts):
        return patches
    if not spans.whole:
        return [*patches, *_label_blocks(spans, reading, targets, edition)]
    patches += _label_page(spans, edition)
    return [*patches, *_style(spans)] if edition.bilingual else patches


def _label_page(spans: HtmlSpans, edition: Edition) -> Iterator[Patch]:
    locale = edition.source if edition.bilingual else edition.target
    if not spans.tagged:
        named = language_attributes(locale, "html")
        tag = "".join(f' {name}="{value}"' for name, value in named.items())
        yield Patch(spans.prologue, spans.prologue, f"<html{tag}>")
    for element in spans.root.walk():
        declares = element.attributes.get("http-equiv", "").lower() == "content-language"
        if element.name == "meta" and declares and not edition.bilingual:
            place = spans.attribute_spans(element).get("content")
            if place and names_source(spans.slice(*place), edition):
                yield Patch(*place, edition.target.tag)


def _label_blocks(
    spans: HtmlSpans, reading: Reading, targets: Mapping[str, str], edition: Edition
) -> Iterator[Patch]:
    """Give patches for the outermost blocks that hold translations and say no language."""
    if edition.bilingual:
        return
    values = language_attributes(edition.target, "html")
    done: set[int] = set()
    for text in reading.texts:
        block = _outermost(text.block, spans.root)
        if block is None or block.start in done or not is_translated(targets.get(text.unit.key)):
            continue
        done.add(block.start)
        new = {name: value for name, value in values.items() if name not in block.attributes}
        yield from spans.attribute_patches(block, new)


def _outermost(block: Element, root: Element) -> Element | None:
    blocks = [one for one in block.ancestors() if one is not root and one.name in BLOCKS]
    return blocks[-1] if blocks else None


def _style(spans: HtmlSpans) -> Iterator[Patch]:
    head = next((one for one in spans.root.elements() if one.name == "head"), None)
    at = head.inner_end if head is not None else max(spans.root.inner, spans.prologue)
    name = f"{spans.written_prefix(head or spans.root)}style"
    yield Patch(at, at, f"<{name}>{BILINGUAL_CSS}</{name}>")
