"""Arabic and Hebrew words without what is written together with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

__all__ = ["arabic_front", "arabic_key", "hebrew_key", "without_signs"]

_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_SAME = str.maketrans("أإآٱى", "ااااي")
_ARTICLE = re.compile(r"^([وف]?)(?:([بك]?)ال|(ل)ل)(?=\w{2})")
_CLITIC = "وفبكل"
_TAILS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ه", "ك", "ي")
_LEAST = 2
# A name in a tale stands after "and" so often that it need not be commoner without.
_AND, _OFTEN_WITH_AND = "و", 0.25
_HEBREW = re.compile(r"^[ושהבכלמ]")


def without_signs(word: str) -> str:
    """Return an Arabic word without vowel signs, its alefs alike."""
    return _SIGNS.sub("", word).translate(_SAME)


def arabic_key(plain: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Return a key without article, conjunctions, prepositions and possessive endings.

    One letter is only taken off where what is left is a word of the texts, and a commoner one.
    """
    bare = {word: without_signs(form) for word, form in plain.items()}
    words = frozenset(bare.values())
    cores = {word: _articleless(form, words) for word, form in bare.items()}
    known: Counter[str] = Counter()
    for word, core in cores.items():
        known[core] += counts[word]
    shortened = {core: _untailed(_unled(core, known), known) for core in known}
    return {word: shortened[core] for word, core in cores.items()}


def _articleless(word: str, words: frozenset[str]) -> str:
    """Return a word without its article, and what stands before that."""
    match = _ARTICLE.match(word)
    if match is None or (match[3] and word[len(match[1]) + 1 :] in words):
        return word  # "to Lin" is no "to the In"
    return word[match.end() :]


def _unled(core: str, known: Mapping[str, int]) -> str:
    while core[0] in _CLITIC and len(core) > _LEAST:
        often = 1.0 if core[0] != _AND else _OFTEN_WITH_AND
        if known.get(core[1:], 0) < max(1.0, often * known.get(core, 0)):
            break
        core = core[1:]
    return core


def _untailed(core: str, known: Mapping[str, int]) -> str:
    for tail in _TAILS:
        stem = core.removesuffix(tail)
        if stem == core or len(stem) <= _LEAST:
            continue
        if stem.endswith("ت") and f"{stem[:-1]}ة" in known:
            return f"{stem[:-1]}ة"
        if stem in known:
            return stem
    return core


def arabic_front(word: str, key: str) -> str:
    """Return a word as written, its article kept, less the conjunctions before it.

    Args:
        key: as `arabic_key` has it, which tells what belongs to the word.
    """
    bare = without_signs(word)
    match = _ARTICLE.match(bare)
    if match and bare[match.end() :].startswith(key[:-1]):
        if match[3]:
            return "ال" + _cut(word, match.end())
        return _cut(word, len(match[1]) + len(match[2] or ""))
    at = bare.find(key.removesuffix("ة"))
    return _cut(word, at) if at > 0 and set(bare[:at]) <= set(_CLITIC) else word


def _cut(word: str, letters: int) -> str:
    """Return a word less so many letters, and the signs on them."""
    while letters and word:
        word = word[1:]
        while word and _SIGNS.match(word):
            word = word[1:]
        letters -= 1
    return word


def hebrew_key(plain: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Return a key without the letters that lead a word, where what is left is a commoner word."""
    known: Counter[str] = Counter()
    for word, form in plain.items():
        known[form] += counts[word]
    return {word: _unprefixed(form, known) for word, form in plain.items()}


def _unprefixed(form: str, known: Mapping[str, int]) -> str:
    while _HEBREW.match(form) and len(form) > _LEAST and known.get(form[1:], 0) >= known[form]:
        form = form[1:]
    return form
