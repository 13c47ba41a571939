"""Targets as runs of tokens: words, or single characters where words are not set apart.

All texts together are a few flat arrays, because a novel has millions of tokens.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from storyport.kernel.locales import LocaleInfo
from storyport.language.scripts import SPACED_LETTER, UNSPACED

__all__ = ["Ints", "Reading", "read_targets"]

Ints = npt.NDArray[np.int32]

_ELIDING = frozenset({"fr", "it", "ca", "oc"})
_ELIDED = (
    r"(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|d?all|d?ell|n?ell|s?ull|un|quest|quell)['’](?=\w)"
)
# What hangs on a letter in scripts of South East Asia; vowels that lead one go with it.
_HANGING = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u17b4-\u17d3\u102b-\u103e\u0f71-\u0fbc"
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_KATAKANA = r"[\u30a1-\u30fa\u30fc-\u30ff]+(?:[・＝=][\u30a1-\u30ff]+)*"
_WORDS = (
    rf"{SPACED_LETTER}+(?:['’ʼ‐‑-]{SPACED_LETTER}+)*"
    rf"|{_KATAKANA}|[{_LEADING}]?[{UNSPACED}][{_HANGING}]*"
)
_STARTS = re.compile(r"[.!?…:;\n“\"«„¿¡—–(\[「『（【《。！？：；•*‘~]")
# A heading gives every word a capital, so that capitals in it say nothing.
_HEADING = 12
_SMALL_WORD = 4


@dataclass(frozen=True)
class Reading:
    """Every token of every target, one after the other.

    Attributes:
        words: the distinct tokens as written. tokens: index into `words` of each token.
        starts: where each token stands in its text. texts: the text each token belongs to.
        joined: whether nothing but space lies between a token and the one before.
        initial: whether a capital says nothing there (a sentence begins, or a heading).
        bounds: tokens of text `i` are `bounds[i]` to `bounds[i + 1]`.
    """

    words: list[str]
    tokens: Ints
    starts: Ints
    texts: Ints
    joined: npt.NDArray[np.bool_]
    initial: npt.NDArray[np.bool_]
    bounds: Ints


def read_targets(targets: Iterable[str], locale: LocaleInfo) -> Reading:
    """Return the tokens of all targets."""
    find = _pattern(locale).finditer
    numbers: dict[str, int] = {}
    gaps: dict[str, tuple[bool, bool]] = {}
    tokens, starts = array("i"), array("i")
    joined, initial = bytearray(), bytearray()
    bounds = array("i", [0])
    for target in targets:
        first, end = len(tokens), 0
        for match in find(target):
            word, start = match[0], match.start()
            gap = target[end:start]
            kind = gaps.get(gap)
            if kind is None:
                kind = gaps[gap] = (not gap.strip(), bool(_STARTS.search(gap)))
            begins = len(tokens) == first
            tokens.append(numbers.setdefault(word, len(numbers)))
            starts.append(start)
            joined.append(kind[0] and not begins)
            initial.append(kind[1] or begins)
            end = match.end()
        if len(tokens) - first <= _HEADING and _is_heading(target):
            initial[first:] = b"\x01" * (len(tokens) - first)
        bounds.append(len(tokens))
    ends = np.asarray(bounds, np.int32)
    return Reading(
        words=list(numbers),
        tokens=np.asarray(tokens, np.int32),
        starts=np.asarray(starts, np.int32),
        texts=np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends)),
        joined=np.frombuffer(bytes(joined), np.bool_),
        initial=np.frombuffer(bytes(initial), np.bool_),
        bounds=ends,
    )


def _pattern(locale: LocaleInfo) -> re.Pattern[str]:
    elided = _ELIDED if locale.language in _ELIDING else ""
    return re.compile(rf"(?<!\w)(?i:{elided})|{_WORDS}" if elided else _WORDS)


def _is_heading(text: str) -> bool:
    long = [word for word in text.split() if len(word) >= _SMALL_WORD and word[0].isalpha()]
    return bool(long) and all(word[0].isupper() for word in long)
