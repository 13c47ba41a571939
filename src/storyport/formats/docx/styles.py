"""What paragraph styles say about a paragraph's place in the document.

Source: ISO/IEC 29500-1, sections 17.7.4.17 (style), 17.7.4.9 (built-in names), 17.3.1.20
(outlineLvl, where 9 is body text).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from storyport.formats.docx.names import attribute_of, child_of, is_word, word_children
from storyport.formats.xml_tree import Element

__all__ = ["BODY", "Style", "Styles", "read_styles"]

BODY = 9
"""The outline level of what is no heading."""
_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc [1-9]|table of figures|index [1-9]")
_TITLES = frozenset({"title", "subtitle"})
_DEEPEST = 50


@dataclass(frozen=True)
class Style:
    """A paragraph style. level: 0 to 8 of a heading, else BODY. listed: whether it numbers."""

    level: int = BODY
    title: bool = False
    contents: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of a document, by id; `default` is what paragraphs without one have."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)

    def of(self, properties: Element | None) -> Style:
        """Return the style of a paragraph, by its `w:pPr`."""
        named = attribute_of(child_of(properties, "pStyle"))
        return self.by_id.get(named, self.default) if named else self.default


def read_styles(root: Element | None) -> Styles:
    """Return the paragraph styles of styles.xml, or none."""
    if root is None:
        return Styles()
    declared = {
        attribute_of(one, "styleId"): one
        for one in word_children(root, "style")
        if attribute_of(one, "type") in {"paragraph", ""}
    }
    default = next((one for one in declared.values() if attribute_of(one, "default") in _ON), None)
    return Styles(
        {name: _style(one, declared) for name, one in declared.items()},
        Style() if default is None else _style(default, declared),
    )


_ON = frozenset({"1", "true", "on"})


def _style(element: Element, declared: dict[str, Element]) -> Style:
    level: int | None = None
    title = contents = False
    listed: bool | None = None
    one: Element | None = element
    for _ in range(_DEEPEST):  # a chain of basedOn may be a ring
        if one is None or not is_word(one):
            break
        name = attribute_of(child_of(one, "name")).strip().lower()
        level = _level(one, name) if level is None else level
        title = title or name in _TITLES
        contents = contents or _CONTENTS.fullmatch(name) is not None
        number = child_of(one, "pPr", "numPr", "numId")
        if listed is None and number is not None:
            listed = attribute_of(number) != "0"
        one = declared.get(attribute_of(child_of(one, "basedOn")))
    return Style(BODY if level is None else level, title, contents, bool(listed))


def _level(style: Element, name: str) -> int | None:
    said = attribute_of(child_of(style, "pPr", "outlineLvl"))
    if said.isdecimal():
        return min(int(said), BODY)
    heading = _HEADING.fullmatch(name)
    return int(heading[1]) - 1 if heading else None
