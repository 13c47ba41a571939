"""Authors: one unit for the names that stand in several elements.

Source: the FictionBook 2.1 schema, `authorType`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.base import Unit
from storyport.formats.epub.blocks import has_letter
from storyport.formats.xml_spans import Patch, XmlSpans, escape_text
from storyport.formats.xml_tree import Element
from storyport.language import marks

__all__ = ["Author", "name_patches", "read_authors"]

_NAMES = ("first-name", "middle-name", "last-name")
# Scripts that say the family name first, and without a space.
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class Author:
    """An author. names: the elements that hold the name, in the order in which it is said."""

    unit: Unit
    element: Element
    names: tuple[Element, ...]


def read_authors(spans: XmlSpans, info: Element | None) -> tuple[Author, ...]:
    """Return the authors of a `title-info`."""
    children = info.elements() if info is not None else iter(())
    return tuple(_authors(spans, [one for one in children if one.name == "author"]))


def name_patches(author: Author, target: str) -> list[Patch]:
    """Return patches that write an author's name: its first word, its last, the rest between."""
    words = marks.plain(target).split()
    count = len(author.names)
    said = [" ".join(words)]
    if count > 1:
        tail = words[1:] if count == 2 else words[-1:] if len(words) > 1 else []
        said = [" ".join(words[:1]), " ".join(tail)]
        if count > 2:
            said.insert(1, " ".join(words[1:-1]))
    return [
        Patch(one.inner, one.inner_end, escape_text(text))
        for one, text in zip(author.names, said, strict=True)
    ]


def _authors(spans: XmlSpans, elements: list[Element]) -> Iterator[Author]:
    for element in elements:
        by_name = {
            one.name: one for one in element.elements() if one.inner < one.end and not one.children
        }
        names = [by_name[name] for name in _NAMES if name in by_name]
        names = [one for one in names if has_letter(_text(spans, one))]
        if not names and "nickname" in by_name:
            names = [by_name["nickname"]]
        texts = [_text(spans, one) for one in names]
        glue = " "
        if _FAMILY_FIRST.search("".join(texts)):
            names, texts, glue = names[::-1], texts[::-1], ""
        said = glue.join(texts)
        if has_letter(said):
            unit = Unit(f"{element.order}.1", marks.escape(said), "creator")
            yield Author(unit, element, tuple(names))


def _text(spans: XmlSpans, element: Element) -> str:
    return " ".join(spans.resolve(spans.slice(element.inner, element.inner_end)).split())
