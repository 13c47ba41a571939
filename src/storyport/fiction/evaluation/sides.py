"""Sets texts beside their source: by order where they have its structure, else by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from storyport.checks.evaluation import Bead, align
from storyport.fiction.evaluation.texts import Piece, Text
from storyport.kernel.locales import LocaleInfo
from storyport.language.extent import extent
from storyport.language.marks import plain
from storyport.language.scripts import script_counts
from storyport.language.segmentation import sentences

__all__ = ["LONGEST", "Side", "Sides", "set_side_by_side"]

LONGEST = 5000
"""Pieces of a document that are scored as one; all n-grams of that stand in memory."""

_Block = Sequence[Piece]


@dataclass(frozen=True)
class Side:
    """One text beside the source, block by block.

    Attributes:
        pieces: of each block. beads: of each block, None where pieces match by order.
    """

    pieces: Sequence[_Block]
    beads: Sequence[Sequence[Bead] | None]


@dataclass(frozen=True)
class Sides:
    """A source and the texts beside it.

    Attributes:
        matching: whether all of them have the source's structure throughout.
    """

    source: Sequence[_Block]
    others: Sequence[Side]
    matching: bool

    @property
    def has_long(self) -> bool:
        """Tell whether a document is longer than is scored at once."""
        return any(len(block) > LONGEST for block in self.source)

    def documents(self, other: int) -> list[list[str]]:
        """Return plain texts block by block, beside the source's pieces; long blocks cut."""
        found = []
        for at, block in enumerate(self.source):
            texts = [plain(text) for text in _by_source(self.others[other], at, len(block))]
            found += [texts[at : at + LONGEST] for at in range(0, len(texts), LONGEST)] or [[]]
        return found

    def rows(self, other: int, beside: Sequence[int]) -> Iterator[tuple[Piece, str, list[str]]]:
        """Give what belongs together: source, one of the others, and what stands beside them."""
        side, besides = self.others[other], [self.others[number] for number in beside]
        for at, block in enumerate(self.source):
            told = [_by_source(each, at, len(block)) for each in besides]
            for bead in side.beads[at] or _in_order(len(block)):
                source, target = (
                    _joined(block[bead.source : bead.source_end]),
                    _joined(side.pieces[at][bead.target : bead.target_end]),
                )
                place = block[min(bead.source, len(block) - 1)].place if block else str(at + 1)
                beside_it = [_spaced(each[bead.source : bead.source_end]) for each in told]
                yield Piece(place, source), target, beside_it


def set_side_by_side(
    source: Text, others: Sequence[Text], from_: LocaleInfo, to: LocaleInfo
) -> Sides:
    """Align texts with their source.

    Chapters match by order where all have as many, and so do units in a chapter; a chapter
    in which one of them has other units is aligned by its sentences in all of them.
    """
    texts = [source, *others]
    blocks = [text.blocks for text in texts]
    if len({len(each) for each in blocks}) > 1:
        blocks = [(tuple(chain.from_iterable(each)),) for each in blocks]
    sides: list[list[_Block]] = [[] for _ in texts]
    beads: list[list[Sequence[Bead] | None]] = [[] for _ in texts]
    matching = True
    for block in zip(*blocks, strict=True):
        same = len({len(each) for each in block}) == 1
        matching &= same
        locales = [from_, *[to] * len(others)]
        cut = block if same else [_cut(*each) for each in zip(block, locales, strict=True)]
        sizes = None if same else _extents(cut[0], from_)
        for number, pieces in enumerate(cut):
            sides[number].append(pieces)
            found = None if sizes is None or not number else align(sizes, _extents(pieces, to))
            beads[number].append(found)
    rest = zip(sides[1:], beads[1:], strict=True)
    return Sides(sides[0], [Side(*each) for each in rest], matching)


def _cut(block: _Block, locale: LocaleInfo) -> list[Piece]:
    """Return a block's sentences."""
    return [
        Piece(piece.place, text)
        for piece in block
        for sentence in sentences(piece.text, locale)
        if (text := sentence.strip())
    ]


def _extents(block: _Block, locale: LocaleInfo) -> list[float]:
    return [extent(script_counts(plain(piece.text)), locale.language) for piece in block]


def _in_order(count: int) -> Iterator[Bead]:
    return (Bead(at, at + 1, at, at + 1) for at in range(count))


def _by_source(side: Side, at: int, count: int) -> list[str]:
    """Return a side's text for each piece of the source; what was joined stands at the first."""
    beads = side.beads[at]
    if beads is None:
        return [piece.text for piece in side.pieces[at]]
    found = [""] * max(1, count)
    for bead in beads:
        place = min(bead.source, len(found) - 1)
        text = _joined(side.pieces[at][bead.target : bead.target_end])
        found[place] = _spaced([found[place], text])
    return found


def _joined(pieces: Sequence[Piece]) -> str:
    return _spaced([piece.text for piece in pieces])


def _spaced(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if text)
