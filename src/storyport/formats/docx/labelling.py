"""Languages and directions of a translated document.

Sources: ISO/IEC 29500-1, sections 17.3.2.20 (lang), 17.3.1.6 and 17.6.1 (bidi of paragraph
and section), 17.4.1 (bidiVisual), 17.6.20 (textDirection), 17.15.1.88 (themeFontLang).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from storyport.formats.base import Edition
from storyport.formats.docx.formatting import language_values
from storyport.formats.docx.names import (
    PARAGRAPH_ORDER,
    SECTION_ORDER,
    TABLE_ORDER,
    attribute_of,
    child_of,
    is_on,
    is_word,
    make_tag,
    place_child,
)
from storyport.formats.docx.reading import Paragraph
from storyport.formats.xml_spans import Patch, XmlSpans, parse_xml, prefix_of
from storyport.formats.xml_tree import Element

__all__ = ["direct_paragraph", "direct_regions", "direction_tag", "label_settings", "label_styles"]

_VERTICAL = frozenset({"tbRl", "tbRlV", "btLr", "lrTbV", "tbLrV", "rl", "lr", "tbV", "rlV", "lrV"})
_VERTICAL_SCRIPTS = frozenset({"Hant", "Hans", "Jpan"})


def direction_tag(spans: XmlSpans, near: Element, edition: Edition, name: str = "bidi") -> str:
    """Return what says a paragraph's direction, or nothing where it need not be said."""
    if edition.target.direction == "rtl":
        return make_tag(spans, near, name)
    return make_tag(spans, near, name, {"val": "0"}) if edition.source.direction == "rtl" else ""


def direct_paragraph(spans: XmlSpans, paragraph: Paragraph, edition: Edition) -> list[Patch]:
    """Return the patch that turns a translated paragraph."""
    tag = direction_tag(spans, paragraph.element, edition)
    if not tag:
        return []
    properties = paragraph.properties
    if properties is None:
        name = prefix_of(spans, paragraph.element) + "pPr"
        at = paragraph.element.inner
        return [Patch(at, at, f"<{name}>{tag}</{name}>")]
    patch = place_child(spans, properties, PARAGRAPH_ORDER, "bidi", _always(tag))
    return [patch] if patch else []


def direct_regions(
    spans: XmlSpans, translated: Iterable[Paragraph], edition: Edition
) -> list[Patch]:
    """Return patches that turn tables and sections, and lay vertical text flat.

    A bilingual document keeps its direction: its source stands first.
    """
    sections = (one for one in spans.root.walk() if is_word(one, "sectPr"))
    made = [_flattened(spans, one, edition) for one in sections]
    if not edition.bilingual:
        made += chain(
            _tables(spans, _tables_of(translated), edition),
            (_turned(spans, one, edition) for one in spans.root.walk() if is_word(one, "sectPr")),
        )
    return [patch for patch in made if patch is not None]


def _tables_of(translated: Iterable[Paragraph]) -> set[Element]:
    around = (one for paragraph in translated for one in paragraph.element.ancestors())
    return {one for one in around if is_word(one, "tbl")}


def _always(tag: str) -> Callable[[Element | None], str]:
    return lambda _: tag


def _tables(spans: XmlSpans, tables: Iterable[Element], edition: Edition) -> Iterator[Patch | None]:
    for table in tables:
        properties = child_of(table, "tblPr")
        tag = direction_tag(spans, table, edition, "bidiVisual")
        if properties is not None and tag:
            yield place_child(spans, properties, TABLE_ORDER, "bidiVisual", _always(tag))


def _turned(spans: XmlSpans, section: Element, edition: Edition) -> Patch | None:
    tag = direction_tag(spans, section, edition)
    # What a section was before a tracked change stays, and so does one that says nothing.
    past = any(is_word(one, "sectPrChange") for one in section.ancestors())
    if not tag or past or section.inner == section.end:
        return None
    return place_child(spans, section, SECTION_ORDER, "bidi", _always(tag))


def _flattened(spans: XmlSpans, section: Element, edition: Edition) -> Patch | None:
    flow = child_of(section, "textDirection")
    vertical = flow is not None and attribute_of(flow) in _VERTICAL
    if flow is None or not vertical or edition.target.script in _VERTICAL_SCRIPTS:
        return None
    return Patch(flow.start, flow.end, make_tag(spans, flow, "textDirection", {"val": "lrTb"}))


def label_styles(data: bytes, where: str, edition: Edition) -> bytes:
    """Return styles.xml whose languages, and whose directions, are the target's."""
    spans = parse_xml(data, where)
    values = language_values(edition.target)
    turned = edition.source.direction == "rtl" and edition.target.direction == "ltr"
    patches = []
    for element in spans.root.walk():
        if is_word(element, "lang") and (_is_default(element) or _names(element, values, edition)):
            patches += _renamed(spans, element, values)
        elif is_word(element, "bidi", "rtl") and is_on(element) and turned:
            tag = make_tag(spans, element, element.name, {"val": "0"})
            patches.append(Patch(element.start, element.end, tag))
    return spans.apply(patches)


def label_settings(data: bytes, where: str, edition: Edition) -> bytes:
    """Return settings.xml whose theme fonts are chosen for the target."""
    spans = parse_xml(data, where)
    found = child_of(spans.root, "themeFontLang")
    values = language_values(edition.target)
    return data if found is None else spans.apply(_renamed(spans, found, values))


def _is_default(element: Element) -> bool:
    return any(is_word(one, "docDefaults") for one in element.ancestors())


def _names(element: Element, values: dict[str, str], edition: Edition) -> bool:
    """Tell whether a language says the source's, in the place that the target's takes."""
    said = [attribute_of(element, name) for name in values]
    return any(tag.partition("-")[0].lower() == edition.source.language for tag in said)


def _renamed(spans: XmlSpans, element: Element, values: dict[str, str]) -> list[Patch]:
    named = spans.attribute_spans(element)
    prefix = next(
        (name.rpartition(":")[0] for name in named if ":" in name and not name.startswith("xmlns")),
        "",
    )
    written = {f"{prefix}:{name}" if prefix else name: tag for name, tag in values.items()}
    return spans.attribute_patches(element, written) if prefix else []
