"""Words folded to one key: capitals at sentence starts, endings, particles, clitics.

The rules of `language.inflection` tell which endings a language has; the words of the texts
themselves tell which stems there are. A key only serves to count; what is shown is a shape
that stands in the texts.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from storyport.kernel.locales import LocaleInfo
from storyport.language.inflection import AGGLUTINATING, INFLECTING, anchor, form_pattern
from storyport.language.renderings.clitics import arabic_key, hebrew_key

__all__ = ["fold", "has_particles", "is_ending", "normalised", "without_possessive"]

_STEMS = {
    "Latn": "bbbbx",
    "Cyrl": "ббббб",
    "Hang": "한한한한",
    "Grek": "βββββ",
    "Deva": "कककक",
    "Armn": "բբբբ",
    "Geor": "ბბბბ",
}
_PLURALS = frozenset({"s", "es", "as", "os"})
_LONGEST, _LONGEST_STRUNG, _LONGEST_PARTICLES = 3, 10, 8
_LEAST_STEM, _LEAST_HANGUL = 3, 2
_SIGNS = str.maketrans("’ʼ‐‑ёЁ", "''--еЕ")
_PLURAL_ONLY = frozenset({"en", "es", "pt", "fr", "it", "ca", "gl"})
_PARTICLES = frozenset({"ko"})
_CLITICS = {"ar": arabic_key, "he": hebrew_key}


def normalised(word: str) -> str:
    """Return a word with one kind of apostrophe and hyphen, composed."""
    return unicodedata.normalize("NFC", word.translate(_SIGNS))


def without_possessive(word: str, language: str) -> str:
    """Return a word as written, less what an apostrophe hangs on it in its language."""
    if language == "en":
        return re.sub(r"['’][sS]?$", "", word)
    if language in AGGLUTINATING:
        return re.sub(r"(?<=\w{2})['’]\w+$", "", word)
    return word


def has_particles(language: str) -> bool:
    """Tell whether particles stand right after a word, so that it seldom stands bare."""
    return language in _PARTICLES


@functools.lru_cache(maxsize=1 << 16)
def is_ending(ending: str, language: str, script: str, *, capital: bool = False) -> bool:
    """Tell whether letters may follow a word's stem in a language."""
    stem = _STEMS.get(script, "")
    if not stem or not ending:
        return False
    shown = stem.capitalize() if capital else stem
    return form_pattern(shown, language).fullmatch(shown + ending) is not None


def fold(counts: Mapping[str, int], locale: LocaleInfo) -> dict[str, str]:
    """Return the key of every word.

    Args:
        counts: words as written, capitals of sentence starts already undone -> how often.
    """
    plain = {word: normalised(without_possessive(word, locale.language)) or word for word in counts}
    clitics = _CLITICS.get(locale.language)
    if clitics is not None:
        return clitics(plain, counts)
    if not locale.spaced:
        return plain
    if has_particles(locale.language):
        return {word: _bare(form, locale) for word, form in plain.items()}
    if locale.language not in INFLECTING | AGGLUTINATING | {"en", "id", "ms"}:
        return plain
    stems = {form: _stem(form, locale.language) for form in set(plain.values())}
    known = frozenset(stems.values())
    folded = {stem: _shortest(stem, known, locale) for stem in known}
    return {word: folded[stems[form]] for word, form in plain.items()}


def _stem(word: str, language: str) -> str:
    if language in INFLECTING and len(word) > _LEAST_STEM:
        return anchor(word, language)
    return word


def _shortest(stem: str, known: frozenset[str], locale: LocaleInfo) -> str:
    """Return the shortest other stem of the texts that this one is a shape of."""
    language = locale.language
    if language == "en" and stem.endswith("ies") and f"{stem[:-3]}y" in known:
        return f"{stem[:-3]}y"
    longest = _LONGEST_STRUNG if language in AGGLUTINATING else _LONGEST
    for cut in range(max(_LEAST_STEM, len(stem) - longest), len(stem)):
        ending = stem[cut:]
        if language in _PLURAL_ONLY and ending not in _PLURALS:
            continue
        if stem[:cut] in known and is_ending(
            ending, language, locale.script, capital=stem[0].isupper()
        ):
            return stem[:cut]
    return stem


def _bare(word: str, locale: LocaleInfo) -> str:
    """Return a word without its particles, whether or not it ever stands so."""
    for cut in range(max(_LEAST_HANGUL, len(word) - _LONGEST_PARTICLES), len(word)):
        if is_ending(word[cut:], locale.language, "Hang"):
            return word[:cut]
    return word
