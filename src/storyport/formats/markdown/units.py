"""A Markdown text as units: its front matter, its blocks, the HTML in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.base import Unit
from storyport.formats.epub.reading import Reading as HtmlReading
from storyport.formats.html.chapters import Piece
from storyport.formats.html.reading import read_page
from storyport.formats.html.spans import HtmlSpans, parse_fragment
from storyport.formats.markdown.blocks import Block, HtmlBlock, read_blocks
from storyport.formats.markdown.front_matter import Field, FrontMatter, read_front_matter
from storyport.formats.markdown.parser import Environment
from storyport.language import marks

__all__ = ["Html", "Reading", "attribute_key", "field_key", "line_key", "read_text"]

_NEWLINE = re.compile(r"\r\n|\r|\n")
_LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True)
class Html:
    """A block of HTML.

    Attributes:
        start, end: its lines, in the file. prefix: of its units' keys. keys: all of them.
    """

    start: int
    end: int
    spans: HtmlSpans
    reading: HtmlReading
    prefix: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its units."""
        return tuple(self.prefix + unit.key for unit in self.reading.units())


@dataclass(frozen=True)
class Reading:
    """What can be translated in a text, in order of place.

    Attributes:
        unsure: the lines of the file, from 1, of blocks that are left as they are.
    """

    front: FrontMatter
    blocks: tuple[Block | Html, ...]
    environment: Environment
    newline: str
    unsure: tuple[int, ...] = ()

    def pieces(self) -> list[Piece]:
        """Return the units in reading order."""
        found = [
            Piece(Unit(field_key(one), marks.escape(one.value), one.kind), around=True)
            for one in self.front.fields
            if one.kind is not None
        ]
        for block in self.blocks:
            found += _html_pieces(block) if isinstance(block, Html) else _block_pieces(block)
        return found


def read_text(text: str, where: str) -> Reading:
    """Return what can be translated in a Markdown text (a byte order mark may stand before it).

    Args:
        where: for errors.
    """
    front = read_front_matter(text, 1 if text.startswith("\ufeff") else 0)
    blocks = read_blocks(text, front.end)
    newline = _NEWLINE.search(text)
    read = (
        _html(block, text, where) if isinstance(block, HtmlBlock) else block
        for block in blocks.found
    )
    first = len(_NEWLINE.findall(text, 0, front.end)) + 1
    unsure = tuple(line + first for line in blocks.unsure)
    return Reading(front, tuple(read), blocks.environment, newline[0] if newline else "\n", unsure)


def line_key(block: Block, number: int) -> str:
    """Return the key of a block's line."""
    return f"{block.line}.{block.column + number + 1}"


def attribute_key(block: Block, number: int) -> str:
    """Return the key of an attribute in a block."""
    return f"{block.line}.{block.column + number + 1}@{block.attributes[number].name}"


def field_key(field: Field) -> str:
    """Return the key of a value of the front matter."""
    return f"@{field.name}.{field.start}"


def _html(block: HtmlBlock, text: str, where: str) -> Html:
    data = text[block.start : block.end].encode("utf-8", "surrogateescape")
    spans = parse_fragment(data, where)
    return Html(block.start, block.end, spans, read_page(spans), f"{block.line}h")


def _html_pieces(block: Html) -> Iterator[Piece]:
    levels = {text.unit.key: _LEVELS.get(text.block.name, 0) for text in block.reading.texts}
    for unit in block.reading.units():
        named = Unit(block.prefix + unit.key, unit.source, unit.kind, note=unit.note)
        yield Piece(named, levels.get(unit.key, 0))


def _block_pieces(block: Block) -> Iterator[Piece]:
    pieces: list[tuple[int, Piece]] = [
        (
            line.start,
            Piece(
                Unit(line_key(block, number), line.text, block.kind), 0 if number else block.level
            ),
        )
        for number, line in enumerate(block.lines)
    ]
    pieces += [
        (
            one.start,
            Piece(
                Unit(attribute_key(block, number), marks.escape(" ".join(one.text.split())), "alt")
            ),
        )
        for number, one in enumerate(block.attributes)
    ]
    return (piece for _, piece in sorted(pieces, key=lambda pair: pair[0]))
