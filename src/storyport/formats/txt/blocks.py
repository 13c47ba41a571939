"""The blocks of one part: a line or a paragraph each, with its units and their byte spans."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storyport.formats.base import Unit, UnitKind
from storyport.formats.txt.layout import joins
from storyport.formats.txt.lines import BLANK, byte_lines
from storyport.kernel.locales import LocaleInfo
from storyport.language import marks
from storyport.language.segmentation import sentences

__all__ = ["LONGEST_UNIT", "Block", "Span", "read_blocks", "split_text"]

LONGEST_UNIT = 2_000
"""Characters in a unit: what is longer is split at ends of sentences."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_BROKEN = re.compile(r"[ \t\u3000]*(?:\r\n|\r|\n)[ \t\u3000]*")
_UNSPACED_AROUND = re.compile(
    r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u0e00-\u0eff]"
)
_WORD_BREAK = re.compile(r"\w-\Z")
_PAUSES = re.compile(r"[,;:，；：、،؛]\s*|\s+")


@dataclass(frozen=True)
class Span:
    """A unit and its bytes, counted from the part's first byte."""

    start: int
    end: int
    unit: Unit


@dataclass(frozen=True)
class Block:
    """A line, or a paragraph of several.

    Attributes:
        start: byte at which its first line begins, indentation included.
        spans: its units; more than one where it is too long for one.
    """

    start: int
    spans: tuple[Span, ...]

    @property
    def end(self) -> int:
        """The byte after its last character; the line's ending is not part of it."""
        return self.spans[-1].end


def read_blocks(
    data: bytes, codec: str, kinds: dict[int, UnitKind], *, width: int, locale: LocaleInfo
) -> list[Block]:
    """Return the blocks of a part.

    Args:
        data: the part's bytes. kinds: byte offset of a line -> kind, of those that are no
            paragraphs. width: at which lines are broken (`layout`), 0 where they are not.
        locale: whose sentence ends count.
    """
    blocks: list[Block] = []
    number = 0
    for offset, lines, kind in _paragraphs(data, codec, kinds, width):
        text = "".join(lines)
        spans = []
        for start, end in split_text(text, locale):
            number += 1
            spans.append((start, end, Unit(str(number), _source(text[start:end]), kind)))
        places = _byte_offsets(data, offset, codec, text, [at for span in spans for at in span[:2]])
        found = tuple(Span(places[start], places[end], unit) for start, end, unit in spans)
        blocks.append(Block(offset, found))
    return blocks


def _paragraphs(
    data: bytes, codec: str, kinds: dict[int, UnitKind], width: int
) -> Iterator[tuple[int, list[str], UnitKind]]:
    """Give byte offset, lines and kind of each paragraph."""
    pending: list[str] = []
    start = 0
    for offset, line in byte_lines(data, codec):
        kind = kinds.get(offset, "paragraph")
        blank = not line.strip(BLANK)
        goes_on = pending and not blank and kind == "paragraph" and joins(pending[-1], line, width)
        if pending and not goes_on:
            yield start, pending, "paragraph"
            pending = []
        if blank:
            continue
        if kind != "paragraph":
            yield offset, [line], kind
            continue
        if not pending:
            start = offset
        pending.append(line)
    if pending:
        yield start, pending, "paragraph"


def _source(text: str) -> str:
    """Return a unit's text: broken lines joined, what looks like marks escaped."""
    if _LINE_END.search(text):
        text = _BROKEN.sub(lambda match: _joint(text, match), text)
    return marks.escape(text)


def _joint(text: str, match: re.Match[str]) -> str:
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    if _UNSPACED_AROUND.match(before) and _UNSPACED_AROUND.match(after):
        return ""
    return "" if _WORD_BREAK.search(text, max(0, match.start() - 2), match.start()) else " "


def split_text(text: str, locale: LocaleInfo) -> list[tuple[int, int]]:
    """Return spans of characters, each of `LONGEST_UNIT` at most, white space at their ends cut.

    They end where sentences do; a sentence that is too long is cut at a pause, a space, and
    only then anywhere.
    """
    start = len(text) - len(text.lstrip(BLANK))
    end = len(text.rstrip(BLANK))
    if end - start <= LONGEST_UNIT:
        return [(start, end)]
    spans = []
    for first, last in _packed(_cuts(text[start:end], locale)):
        piece = text[start + first : start + last]
        lead = len(piece) - len(piece.lstrip(BLANK))
        tail = len(piece.rstrip(BLANK))
        if tail > lead:
            spans.append((start + first + lead, start + first + tail))
    return spans


def _cuts(text: str, locale: LocaleInfo) -> list[int]:
    """Return where the text may be cut, 0 and its end included; no two lie too far apart."""
    # A broken line is no end of a sentence; the offsets must stay.
    whole = _LINE_END.sub(lambda match: " " * len(match[0]), text)
    cuts = [0]
    for sentence in sentences(whole, locale):
        end = cuts[-1] + len(sentence)
        while end - cuts[-1] > LONGEST_UNIT:
            cuts.append(_pause(whole, cuts[-1], cuts[-1] + LONGEST_UNIT))
        cuts.append(end)
    return cuts


def _pause(text: str, start: int, limit: int) -> int:
    """Return the last pause in the second half of a stretch, or its end."""
    middle = start + LONGEST_UNIT // 2
    return max((match.end() for match in _PAUSES.finditer(text, middle, limit)), default=limit)


def _packed(cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Join neighbours for as long as they fit into one unit."""
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        if spans and end - spans[-1][0] <= LONGEST_UNIT:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _byte_offsets(
    data: bytes, offset: int, codec: str, text: str, positions: list[int]
) -> dict[int, int]:
    """Return position in `text` -> offset in `data`, where the text begins at `offset`.

    Some bytes of the old encodings do not come back from their characters, so each stretch
    is checked, and read byte by byte where it does not hold.
    """
    offsets: dict[int, int] = {0: offset}
    before = 0
    for position in positions:
        piece = text[before:position]
        start = offsets[before]
        end = start + len(piece.encode(codec, "replace"))
        if data[start:end].decode(codec, "replace") != piece:
            end = start + _consumed(data, start, codec, len(piece))
        offsets[position] = end
        before = position
    return offsets


def _consumed(data: bytes, start: int, codec: str, length: int) -> int:
    """Return how many bytes decode to so many characters."""
    decoder = codecs.getincrementaldecoder(codec)()
    decoded = count = 0
    while decoded < length:
        decoded += len(decoder.decode(data[start + count : start + count + 1]))
        count += 1
    return count
