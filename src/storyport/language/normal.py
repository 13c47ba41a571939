"""One form for texts that say the same: what repeats is found by it.

Two sources are equal when only white space, the numbers of their marks or the way an
accent is encoded (Unicode normalization form C, UAX #15) tell them apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from storyport.kernel.digests import digest_text
from storyport.language.marks import Mark, split

__all__ = ["align_numbers", "normal", "number_pair", "numbers_of", "renumber", "source_digest"]

_DIGEST_LENGTH = 32


def normal(text: str) -> str:
    """Return the text with marks numbered from 1 by appearance, white space collapsed, NFC."""
    text = " ".join(text.split())
    if "<" not in text:
        return unicodedata.normalize("NFC", text)
    numbers = {number: index for index, number in enumerate(numbers_of(text), start=1)}
    # Piece by piece: over the whole text, NFC would melt a mark's `>` into a U+0338 behind it.
    return "".join(
        unicodedata.normalize("NFC", piece)
        if isinstance(piece, str)
        else str(Mark(piece.kind, numbers[piece.number]))
        for piece in split(text)
    )


def source_digest(text: str) -> str:
    """Return the digest of a source text's normal form (32 hex digits)."""
    return digest_text(normal(text))[:_DIGEST_LENGTH]


def numbers_of(text: str) -> list[int]:
    """Return the numbers of a text's marks, each once, in order of appearance."""
    if "<" not in text:
        return []
    return list(dict.fromkeys(piece.number for piece in split(text) if isinstance(piece, Mark)))


def renumber(text: str, numbers: Mapping[int, int]) -> str:
    """Return the text with its marks' numbers replaced; one that is not named stays."""
    if "<" not in text or all(old == new for old, new in numbers.items()):
        return text
    return "".join(
        piece
        if isinstance(piece, str)
        else str(Mark(piece.kind, numbers.get(piece.number, piece.number)))
        for piece in split(text)
    )


def align_numbers(source: str, target: str, like: str) -> str:
    """Return a source's target with its marks numbered as in `like`, an equal source.

    Marks that stand in the target alone get numbers that `like` does not use.
    """
    theirs = numbers_of(like)
    numbers = dict(zip(numbers_of(source), theirs, strict=False))
    free = max(theirs, default=0)
    for number in numbers_of(target):
        if number not in numbers:
            free += 1
            numbers[number] = free
    return renumber(target, numbers)


def number_pair(source: str, target: str) -> tuple[str, str]:
    """Return the pair with its marks numbered from 1 in order of the source."""
    if "<" not in source and "<" not in target:
        return source, target
    order = dict.fromkeys((*numbers_of(source), *numbers_of(target)))
    numbers = {number: index for index, number in enumerate(order, start=1)}
    return renumber(source, numbers), renumber(target, numbers)
