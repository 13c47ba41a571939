"""Forms of English words."""

from __future__ import annotations

import functools

import lemminflect

__all__ = ["adverb_of", "article_of", "form_of", "grade_of", "is_adjective", "plural_of"]

_BE = {"VB": "be", "VBD": "was", "VBZ": "is", "VBG": "being", "VBN": "been"}
_VOWELS = "aeiou"


@functools.lru_cache(maxsize=1 << 15)
def _forms(word: str) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(word)
    return forms


@functools.lru_cache(maxsize=1 << 15)
def form_of(text: str, tag: str) -> str:
    """Return a rendering with its first word as a verb of a Penn tag, or its last as a noun."""
    if tag == "NNS":
        return plural_of(text)
    first, space, rest = text.partition(" ")
    if first == "be":
        return _BE[tag] + space + rest
    if tag == "VB" or not first.isalpha():
        return text
    found = _forms(first).get(tag)
    return (found[0] if found else _regular(first, tag)) + space + rest


def plural_of(text: str) -> str:
    """Return a noun phrase in the plural."""
    front, space, last = text.rpartition(" ")
    if text == "year old":
        return "years old"
    if " of " in text:
        head, _, rest = text.partition(" of ")
        return f"{plural_of(head)} of {rest}"
    if not last.isalpha() or not last.islower():
        return text
    found = _forms(last).get("NNS")
    if found:
        return front + space + found[0]
    if _forms(last).get("NN"):
        return text
    return front + space + _regular(last, "VBZ")


@functools.lru_cache(maxsize=1 << 14)
def is_adjective(word: str) -> bool:
    """Tell whether a word is known as an adjective."""
    return "JJ" in _forms(word)


@functools.lru_cache(maxsize=1 << 14)
def grade_of(word: str, tag: str) -> str:
    """Return the comparative (JJR) or superlative (JJS)."""
    found = _forms(word).get(tag)
    if found and " " not in word and len(word) <= 7:
        return found[0]
    return ("more " if tag == "JJR" else "most ") + word


def adverb_of(word: str) -> str:
    """Return an adjective's adverb."""
    if word.endswith("ly") or " " in word or not word.isalpha() or not is_adjective(word):
        return word
    if word.endswith("y"):
        return word[:-1] + "ily"
    if word.endswith("le"):
        return word[:-1] + "y"
    return word + ("ally" if word.endswith("ic") else "ly")


def _regular(word: str, tag: str) -> str:
    if tag == "VBZ":
        if word.endswith("y") and word[-2:-1] not in _VOWELS:
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = word.removesuffix("e")
    if tag == "VBG":
        return (word if word.endswith("ee") else stem) + "ing"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return stem + "ed"


def article_of(following: str) -> str:
    """Return "a" or "an" by how the next word begins."""
    small = following.lower()
    if small.startswith(("uni", "use", "usu", "eur", "one", "once", "u.")):
        return "a"
    if small.startswith(("hour", "honest", "honou", "honor", "heir")):
        return "an"
    return "an" if small[:1] in _VOWELS or small[:2] in {"8", "11", "18"} else "a"
