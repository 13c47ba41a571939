"""Ordinary Chinese words, to tell a name from the letters of two words beside each other.

Frequencies and word classes are those of jieba's dictionary, read where that package lies.
Traditional text is looked up in its simplified form, character by character.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from storyport.language.packages import folder_of

__all__ = ["SHORT", "Surroundings", "ordinary_words", "simplify", "surroundings_of"]

_LONGEST = 4
# Rarer words, of less than ten in the corpus, are as likely to be chance as to be meant.
_FIGURES = 2
# Names are no words, but so frequent a one (1,000) is a word that was taken for one (安静, 王爷).
_ENTRY = re.compile(r"^(\S{2,4}) (?=\d{4}|\d+ (?!n[rstz]))(\d+) ", re.MULTILINE)
# What stands after a surname and leaves it one (林家, 王府).
_OF_NAMES = frozenset("家氏府某姓总哥姐")
SHORT = 2
"""Characters of a form that may come about by chance."""


@functools.cache
def ordinary_words() -> Mapping[str, int]:
    """Return words of two to four characters with their frequency in jieba's corpus."""
    table = (folder_of("jieba") / "dict.txt").read_text(encoding="utf-8")
    return {word: int(count) for word, count in _ENTRY.findall(table) if len(count) >= _FIGURES}


@functools.cache
def _simplified() -> Mapping[int, str]:
    from opencc import OpenCC

    # One by one, so that every character stays where it is; phrases do not matter here.
    plain = [chr(code) for code in range(0x4E00, 0xA000)]
    changed = OpenCC("t2s").convert("\n".join(plain)).split("\n")
    return {
        ord(old): new
        for old, new in zip(plain, changed, strict=True)
        if new != old and len(new) == 1
    }


def simplify(text: str) -> str:
    """Return traditional text with each character in its simplified form, lengths kept."""
    return text.translate(_simplified())


# From so many forms on, one look through all words is quicker than one look for each form.
_MANY = 300
_NO_EDGES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


class Surroundings(NamedTuple):
    """What makes a short form a piece of ordinary words.

    Attributes:
        before, after: signs that make a word with its first, and with its last one; only both
            together do (林风 in 园林风格).
        covering: words that hold it and more (满意 for 满), each with where it stands in them.
    """

    before: frozenset[str]
    after: frozenset[str]
    covering: tuple[tuple[str, int], ...] = ()

    def covers(self, text: str, start: int) -> bool:
        """Tell whether one ordinary word covers what stands at a place of a text, and more."""
        return any(
            start >= offset and text.startswith(word, start - offset)
            for word, offset in self.covering
        )


def surroundings_of(forms: Collection[str]) -> dict[str, Surroundings]:
    """Return those of the forms of one or two characters, in simplified Chinese, that have any."""
    short = [form for form in forms if 0 < len(form) <= SHORT]
    covering = _covering(frozenset(short)) if len(short) > _MANY else None
    found = {}
    for form in short:
        words = _words_with(form) if covering is None else tuple(covering.get(form, ()))
        edges = _edges(form) if len(form) == SHORT else _NO_EDGES
        if all(edges) or words:
            found[form] = Surroundings(*edges, words)
    return found


def _covering(forms: frozenset[str]) -> dict[str, list[tuple[str, int]]]:
    """Return {form: ordinary words that hold it and more, and where in them it stands}.

    One look through all words, for many forms.
    """
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in ordinary_words():
        for size in (1, SHORT):
            if size < len(word):
                for offset in range(len(word) - size + 1):
                    part = word[offset : offset + size]
                    if part in forms and word[len(part) :] not in _OF_NAMES:
                        found[part].append((word, offset))
    return dict(found)


@functools.lru_cache(maxsize=1 << 14)
def _words_with(form: str) -> tuple[tuple[str, int], ...]:
    """Return what `_covering` does for one form, the words searched as one text."""
    text = _all_words()
    found = []
    place = text.find(form)
    while place >= 0:
        start = text.rfind("\n", 0, place) + 1
        word = text[start : text.find("\n", place)]
        if word != form and word[len(form) :] not in _OF_NAMES:
            found.append((word, place - start))
        place = text.find(form, place + 1)
    return tuple(found)


@functools.cache
def _all_words() -> str:
    return "\n".join(("", *ordinary_words(), ""))


@functools.lru_cache(maxsize=1 << 14)
def _edges(form: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return what before and what after the form makes a word with its first or last sign.

    A form that is a word itself is only given up for more frequent ones.
    """
    least = ordinary_words().get(form, 0)
    before, after = _pairs()
    return (
        frozenset(sign for sign, count in before.get(form[0], {}).items() if count >= least),
        frozenset(sign for sign, count in after.get(form[-1], {}).items() if count >= least),
    )


@functools.cache
def _pairs() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Return {last: {first: count}} and {first: {last: count}} of words of two characters."""
    before: defaultdict[str, dict[str, int]] = defaultdict(dict)
    after: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in ordinary_words().items():
        if len(word) == SHORT:
            before[word[1]][word[0]] = count
            after[word[0]][word[1]] = count
    return before, after
