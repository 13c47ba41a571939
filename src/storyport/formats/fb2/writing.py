"""A translated FictionBook: patches on the original, nothing else.

The base direction is left to readers, which take it from the letters: the format knows none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storyport.formats.base import Edition
from storyport.formats.epub.blocks import Shape
from storyport.formats.epub.lines import Inline, Line, Ruby
from storyport.formats.epub.reading import AttributeSpan, TextSpan
from storyport.formats.epub.rendering import OriginalTags, is_translated, read_text, render
from storyport.formats.fb2.names import name_patches
from storyport.formats.fb2.reading import Book, first_of
from storyport.formats.fb2.shapes import COPIED, is_block
from storyport.formats.xml_encoding import Utf8View
from storyport.formats.xml_patches import PatchedSlices
from storyport.formats.xml_spans import Patch, XmlSpans, escape_attribute, prefix_of
from storyport.formats.xml_tree import Element

__all__ = ["write_book"]

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ID = re.compile(r"""\s+(?:xml:lang|id)\s*=\s*(?:"[^"]*"|'[^']*')""")


def write_book(book: Book, targets: Mapping[str, str], edition: Edition) -> bytes:
    """Return a book's octets with its translations; in UTF-8 where its encoding lacks letters."""
    said = {key: text for key, text in targets.items() if is_translated(text)}
    inside = [
        *(patch for one in book.sections for patch in _attributes(one.attributes, said, edition)),
        *_languages(book, edition),
    ]
    slices = PatchedSlices(book.spans, inside)
    texts = [text for one in book.sections for text in one.texts if text.unit.key in said]
    new = list(_texts(texts, said, slices, edition))
    for section in book.sections:
        for author in section.authors:
            if author.unit.key in said and not edition.bilingual:
                new += name_patches(author, said[author.unit.key])
    patches = [*slices.outside(new), *new]
    spans = book.spans
    if not all(_fits(patch.text, spans.view.encoding) for patch in patches):
        spans, declaration = _in_utf8(spans)
        patches += declaration
    return spans.apply(patches)


def _texts(
    texts: Iterable[TextSpan], targets: Mapping[str, str], slices: PatchedSlices, edition: Edition
) -> Iterable[Patch]:
    tags = _Fb2Tags(slices)
    for text in texts:
        target = targets[text.unit.key]
        if not edition.bilingual:
            indent = "" if edition.target.spaced else text.indent
            yield Patch(text.start, text.end, indent + render(text, target, tags, edition.ruby))
        elif text.block.name in COPIED and not any(map(is_block, text.block.elements())):
            yield _copy(text, target, slices, edition)
        else:
            said = render(text, target, _CopiedTags(slices), edition.ruby)
            yield Patch(text.end, text.end, f" / {said}")


def _copy(text: TextSpan, target: str, slices: PatchedSlices, edition: Edition) -> Patch:
    tags = _CopiedTags(slices)
    block = text.block
    head = _ID.sub("", slices.slice(block.start, block.inner))
    head = f'{head[:-1]} xml:lang="{edition.target.tag}">'
    opened = "".join(tags.open(one) for one in text.wrappers)
    closed = "".join(tags.close(one) for one in reversed(text.wrappers))
    said = render(text, target, tags, edition.ruby)
    tail = f"</{prefix_of(slices.spans, block)}{block.name}>"
    return Patch(block.end, block.end, f"{head}{opened}{said}{closed}{tail}")


@dataclass(frozen=True)
class _Fb2Tags(OriginalTags):
    """Tags as they stand in the source; a lost link comes back for its reference."""

    def rest(self, line: Line, lost: Iterable[Inline], kept: Iterable[Ruby]) -> str:  # noqa: ARG002 -- FictionBook knows no ruby
        pieces = []
        for inline in lost:
            if inline.lone:
                pieces.append(self.whole(inline))
            elif inline.element.name == "a" or "id" in inline.element.attributes:
                pieces.append(self.open(inline.element) + self.close(inline.element))
        comments = [one for one in line.dropped if not isinstance(one, Element)]
        return "".join([*pieces, *(self.slices.slice(one.start, one.end) for one in comments)])


@dataclass(frozen=True)
class _CopiedTags(OriginalTags):
    """Tags that may stand a second time: no ids, no notes, no pictures beside the text."""

    def open(self, element: Element) -> str:
        return _ID.sub("", super().open(element))

    def whole(self, inline: Inline) -> str:
        beside = inline.edge and inline.element.name == "image"
        return (
            ""
            if beside or inline.shape is not Shape.CONTENT
            else _ID.sub("", super().whole(inline))
        )

    def rest(self, line: Line, lost: Iterable[Inline], kept: Iterable[Ruby]) -> str:  # noqa: ARG002 -- the source line still stands, with all that is lost here
        return ""


def _attributes(
    attributes: Iterable[AttributeSpan], targets: Mapping[str, str], edition: Edition
) -> Iterable[Patch]:
    for one in attributes:
        if one.unit.key in targets:
            joint, start = (" / ", one.end) if edition.bilingual else ("", one.start)
            said = escape_attribute(read_text(targets[one.unit.key]))
            yield Patch(start, one.end, joint + said)


def _languages(book: Book, edition: Edition) -> Iterable[Patch]:
    """Give patches for `lang`, and a `src-lang` where the book does not say one yet."""
    info = book.title_info
    lang = first_of(info, "lang")
    if info is None or lang is None or lang.inner == lang.end:
        return
    yield Patch(lang.inner, lang.inner_end, edition.target.tag)
    if first_of(info, "src-lang") is None:
        name = f"{prefix_of(book.spans, lang)}src-lang"
        said = book.spans.slice(lang.inner, lang.inner_end).strip() or edition.source.tag
        yield Patch(lang.end, lang.end, f"<{name}>{said}</{name}>")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_utf8(spans: XmlSpans) -> tuple[XmlSpans, list[Patch]]:
    """Return the document as UTF-8, and the patch that makes it say so."""
    data = spans.data
    declared = _ENCODING.match(data)
    patches = [Patch(*declared.span(1), "utf-8")] if declared else []
    return XmlSpans(Utf8View(data, data, "utf-8"), spans.root, spans.entities), patches
