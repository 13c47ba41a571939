"""Arabic words in one spelling, and without the little words written onto them."""

from __future__ import annotations

import re

__all__ = ["bare_arabic", "plain_arabic"]

_SIGNS = "\u0640\u0670" + "".join(map(chr, range(0x064B, 0x0653)))
_SPELLING = str.maketrans(
    dict.fromkeys(_SIGNS, "") | dict.fromkeys("أإآٱ", "ا") | {"ى": "ي", "ة": "ه"}
)
# And, so, the; a word of two letters is left alone.
_PREFIX = re.compile(r"(?:[وف](?:ال)?|ال)(?=\w{3})")


def plain_arabic(text: str) -> str:
    """Return the text without vowel signs and stretching, with one form of alef, ya and ta."""
    return text.translate(_SPELLING)


def bare_arabic(word: str) -> str:
    """Return a word in that spelling without a leading و, ف or ال."""
    if word[0] not in "وفا":
        return word
    match = _PREFIX.match(word)
    return word[match.end() :] if match else word
