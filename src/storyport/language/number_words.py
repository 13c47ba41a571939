"""Number words, so that 三十五 -> "thirty-five" is no false alarm.

A table per language; the grammar is one for all: units add up, a hundred multiplies what
stands before it, a thousand or a million closes a group. Forms that inflect (Russian) are
found by their beginning.
"""

from __future__ import annotations

import functools
import re

from storyport.language.number_tables import JOINERS, MORE, MULTIPLIERS, SCALES, TENS, UNITS

__all__ = ["NUMBER_WORD_LANGUAGES", "word_numbers"]

NUMBER_WORD_LANGUAGES = frozenset(UNITS)
_WORD = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"[^\W\d_]+|\d|[.,;:!?()\"“”]")


@functools.cache
def _table(language: str) -> dict[str, float]:
    units = {word: float(value) for value, word in enumerate(UNITS[language].split())}
    tens = {word: 20.0 + 10 * place for place, word in enumerate(TENS.get(language, "").split())}
    return units | tens | MORE[language]


@functools.lru_cache(maxsize=1 << 14)
def _value(word: str, language: str) -> float | None:
    """Return what one word says; compounds and ordinals are taken apart."""
    table = _table(language)
    if word in table:
        return table[word]
    if language == "ru":
        return _russian(word)
    if language == "de":
        return _german(word)
    for ending, replacement in _ORDINAL_ENDINGS.get(language, ()):
        if (
            word.endswith(ending)
            and (value := table.get(word.removesuffix(ending) + replacement)) is not None
        ):
            return value
    return None


_ORDINAL_ENDINGS = {
    "en": (("th", ""), ("ieth", "y"), ("ths", ""), ("s", ""), ("ies", "y"), ("fold", "")),
    "fr": (("ième", ""), ("ième", "e"), ("uième", ""), ("vième", "f"), ("s", "")),
    "es": (("s", ""),),
    "pt": (("s", ""),),
}


def _russian(word: str) -> float | None:
    table = _table("ru")
    for length in range(len(word), 1, -1):
        value = table.get(word[:length])
        if value is not None and len(word) - length <= 4:
            return value
    return None


def _german(word: str) -> float | None:
    """zweihundertfünfunddreißig and its ordinals."""
    for ending in (
        "sten",
        "ster",
        "stes",
        "stem",
        "ste",
        "ten",
        "ter",
        "tes",
        "tem",
        "te",
        "en",
        "e",
        "er",
        "mal",
    ):
        stem = word.removesuffix(ending)
        if stem != word and (value := _german_cardinal(stem)) is not None:
            return value
    return _german_cardinal(word)


def _german_cardinal(word: str) -> float | None:
    table = _table("de")
    if word in table:
        return table[word]
    for name, size in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = _german_cardinal(head) if head else 1.0
            rest = _german_cardinal(tail.removeprefix("und")) if tail else 0.0
            return None if many is None or rest is None else many * size + rest
    unit, und, ten = word.partition("und")
    if und and unit in table and ten in table:
        return table[unit] + table[ten]
    return None


def word_numbers(text: str, language: str) -> set[float]:
    """Return every value that number words in the text say, parts of compounds included."""
    if language not in NUMBER_WORD_LANGUAGES:
        return set()
    values: set[float] = set()
    run: list[str] = []
    joiners = JOINERS[language]
    for word in [*_PIECES.findall(text.lower()), ""]:
        if _value(word, language) is not None or _scale(word, language) or _turns(word, language):
            run.append(word)
        elif word in joiners and run:
            continue
        elif run:
            values |= _values_of(run, language)
            run = []
    return values


def _scale(word: str, language: str) -> float | None:
    scales = SCALES[language]
    if word in scales:
        return scales[word]
    if language == "en" and word.endswith("s"):
        return scales.get(word[:-1])
    if language == "ru":
        return next(
            (size for name, size in scales.items() if word.startswith(name) and len(name) > 2), None
        )
    return None


def _turns(word: str, language: str) -> bool:
    return word in MULTIPLIERS.get(language, ())


def _values_of(run: list[str], language: str) -> set[float]:
    """Return the values of one run of number words: of each word, and of each sum on the way."""
    values: set[float] = set()
    total = group = 0.0
    last = 0.0
    for word in run:
        scale, value = _scale(word, language), _value(word, language)
        if _turns(word, language):
            group = group - last + _turned(word, language, last)
            last = group
        elif scale:
            if scale == 100:
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0.0
            last = 0.0
        elif value == 20 and last == 4 and language == "fr":
            group, last = group + 76, 80
        elif value is not None:
            if last and not _fits_below(last, value):
                total, group = 0.0, 0.0
            values.add(value)
            group += value
            last = value
        values.add(total + group)
    return values


def _turned(word: str, language: str, unit: float) -> float:
    if word == "belas":
        return unit + 10
    return (unit or 1) * MULTIPLIERS[language][word]


def _fits_below(before: float, value: float) -> bool:
    """Tell apart: "thirty five" is one number, "five thirty" and "five six" are two."""
    if before in {60, 80} and value < 20:
        return True
    return (before >= 10 and value < 10 and before % 10 == 0) or before >= 100 > value
