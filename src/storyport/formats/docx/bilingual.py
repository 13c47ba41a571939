"""The bilingual edition: the source stays, its translation follows.

A paragraph gets a sibling; a heading, a line of contents and what breaks a page get the
translation inside of themselves, so that no outline grows and no page breaks between. Copies go without what may
stand only once: bookmarks, comments, note references, pictures, numbers of a list, breaks
of pages and sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storyport.formats.base import Edition
from storyport.formats.docx.formatting import Lettering, language_values
from storyport.formats.docx.labelling import direction_tag
from storyport.formats.docx.lines import Kept, Line, Mark
from storyport.formats.docx.names import PARAGRAPH_ORDER, child_of, is_word, make_tag
from storyport.formats.docx.nodes import Pair, Phrase, Thing, pieces_of
from storyport.formats.docx.reading import Paragraph
from storyport.formats.docx.rendering import render, write_pieces, write_text
from storyport.formats.xml_patches import PatchedSlices
from storyport.formats.xml_spans import Patch
from storyport.formats.xml_tree import Element

__all__ = ["Copying"]

_ONCE = frozenset({"sectPr", "pPrChange", "framePr", "pageBreakBefore", "numPr", "rPr", "bidi"})
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange"})
_RANK = {name: rank for rank, name in enumerate(PARAGRAPH_ORDER)}
_KEPT_AROUND = frozenset({"hyperlink", "field"})


@dataclass(frozen=True)
class _CopiedTags:
    """What may stand a second time."""

    slices: PatchedSlices
    prefix: str

    def open(self, pair: Pair) -> str:
        kept = pair.name in _KEPT_AROUND
        return write_pieces(pair.opening, self.slices, self.prefix) if kept else ""

    def close(self, pair: Pair) -> str:
        kept = pair.name in _KEPT_AROUND
        return write_pieces(pair.closing, self.slices, self.prefix) if kept else ""

    def thing(self, thing: Thing) -> str:
        return write_pieces(thing.pieces, self.slices, self.prefix) if thing.repeated else ""

    def ruby(self, phrase: Phrase) -> str:
        return write_pieces(phrase.pieces, self.slices, self.prefix)

    def rest(self, lost: Iterable[Mark]) -> str:  # noqa: ARG002 -- the source line still stands, with all that is lost here
        return ""


class Copying:
    """Adds translations to the paragraphs of one member."""

    def __init__(self, slices: PatchedSlices, edition: Edition, prefix: str) -> None:
        self.slices = slices
        self.edition = edition
        self.prefix = prefix
        self.tags = _CopiedTags(slices, prefix)
        self.lettering = Lettering(
            edition.target, prefix, language_values(edition.target), labelled=True
        )

    def patches(self, paragraph: Paragraph, targets: Mapping[str, str]) -> list[Patch]:
        """Return what adds the translation of a paragraph."""
        if paragraph.kind in {"heading", "label"} or any(map(_breaks_page, paragraph.content)):
            start, end = paragraph.inside
            return [Patch(start, end, "".join(self._both(paragraph, targets)))]
        element = paragraph.element
        content = "".join(self._copied(paragraph, targets))
        properties = "".join(self._properties(paragraph))
        name = f"{self.prefix}p"
        whole = f"<{name}>{properties}{content}</{name}>"
        patches = [Patch(element.end, element.end, whole)]
        section = child_of(paragraph.properties, "sectPr")
        if section is not None:  # a section ends with its last paragraph, now the copy
            patches.append(Patch(section.start, section.end, ""))
        return patches

    def _both(self, paragraph: Paragraph, targets: Mapping[str, str]) -> Iterator[str]:
        keys = iter(paragraph.keys)
        for one in paragraph.content:
            if isinstance(one, Kept):
                yield write_pieces(one.pieces, self.slices, self.prefix)
                continue
            yield write_pieces(pieces_of(one.nodes), self.slices, self.prefix)
            target = targets.get(next(keys))
            if target is not None:
                yield self._joint(paragraph, one)
                yield self._said(one, target)

    def _joint(self, paragraph: Paragraph, line: Line) -> str:
        if paragraph.kind == "label":
            return write_text(" / ", line.base, self.lettering)
        return f"<{self.prefix}r><{self.prefix}br/></{self.prefix}r>"

    def _copied(self, paragraph: Paragraph, targets: Mapping[str, str]) -> Iterator[str]:
        keys = iter(paragraph.keys)
        for one in paragraph.content:
            if isinstance(one, Line):
                target = targets.get(next(keys))
                yield self._said(one, target) if target is not None else ""
            elif one.pair is not None:
                kept = one.pair.name in _KEPT_AROUND
                yield write_pieces(one.pieces, self.slices, self.prefix) if kept else ""
            else:
                yield "".join(
                    self.tags.thing(node) for node in one.nodes if isinstance(node, Thing)
                )

    def _said(self, line: Line, target: str) -> str:
        return render(line, target, self.tags, self.lettering, self.edition.ruby)

    def _properties(self, paragraph: Paragraph) -> Iterator[str]:
        children = list(self._children(paragraph))
        if children:
            ordered = sorted(children, key=lambda one: _RANK.get(one[0], len(_RANK)))
            name = f"{self.prefix}pPr"
            yield f"<{name}>{''.join(xml for _, xml in ordered)}</{name}>"

    def _children(self, paragraph: Paragraph) -> Iterator[tuple[str, str]]:
        spans, properties = self.slices.spans, paragraph.properties
        for child in properties.elements() if properties is not None else ():
            if child.name not in _ONCE:
                yield child.name, self._slice(child)
        if paragraph.style.listed or child_of(properties, "numPr") is not None:
            number = make_tag(spans, paragraph.element, "numId", {"val": "0"})
            yield "numPr", f"<{self.prefix}numPr>{number}</{self.prefix}numPr>"
        if tag := direction_tag(spans, paragraph.element, self.edition):
            yield "bidi", tag
        if marked := child_of(properties, "rPr"):
            kept = [one for one in marked.elements() if not is_word(one, *_REVISIONS)]
            inner = "".join(map(self._slice, kept))
            yield "rPr", f"<{self.prefix}rPr>{inner}</{self.prefix}rPr>" if inner else ""
        if section := child_of(properties, "sectPr"):
            yield "sectPr", self._slice(section)

    def _slice(self, element: Element) -> str:
        return self.slices.slice(element.start, element.end)


def _breaks_page(one: Kept | Line) -> bool:
    things = [node for node in one.nodes if isinstance(node, Thing)]
    return any(thing.name == "br" and not thing.repeated for thing in things)
