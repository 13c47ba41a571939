"""Character classes, counts and the token estimate shared by the whole simulator."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
KANA_HANGUL = "\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3"

# Glossary terms travel through the translator as one private-use character each.
TERM_BASE = 0xF0000
TERMS = "\U000f0000-\U000ffffd"

HAN_RUN = re.compile(f"[{HAN}]+")
# CJK for the token estimate: letters and also CJK punctuation and full-width forms.
_CJK_RUN = re.compile(f"[{HAN}{KANA_HANGUL}\u3000-\u303f\uff00-\uffef]+")
_LETTERS_RUN = re.compile(f"[{HAN}{KANA_HANGUL}]")

# `<1>`, `</1>`, `<2/>` are placeholders; `&lt;1&gt;` is text that looks like one.
PLACEHOLDER = re.compile(r"<(/?)(\d+)(/?)>")
LOOKALIKE = r"&lt;/?\d+/?&gt;"

CJK_TOKENS = 0.7
OTHER_TOKENS = 0.25


@lru_cache(maxsize=1024)
def count_han(text: str) -> int:
    """Number of Han characters in `text`."""
    return sum(map(len, HAN_RUN.findall(text)))


def has_cjk(text: str) -> bool:
    """Whether `text` holds a Han, kana or hangul letter."""
    return _LETTERS_RUN.search(text) is not None


def count_visible(text: str) -> int:
    """Number of characters of `text` that are not white space."""
    return sum(map(len, text.split()))


def source_chars(text: str) -> int:
    """Size of a text to translate: its Han characters, or all visible ones if it has none."""
    return count_han(text) or count_visible(text)


@lru_cache(maxsize=1024)
def tokens(text: str) -> int:
    """Estimated number of model tokens in `text`."""
    cjk = sum(map(len, _CJK_RUN.findall(text)))
    return math.ceil(CJK_TOKENS * cjk + OTHER_TOKENS * (len(text) - cjk))


def common_prefix(first: str, second: str) -> int:
    """Length in characters of the longest common prefix (binary search over slices)."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def joined(parts: Sequence[str]) -> str:
    """The parts as lines of one text."""
    return "\n".join(parts)
