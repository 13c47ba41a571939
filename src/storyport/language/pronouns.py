"""Pronouns that tell a gender, by language: where they stand, a change of gender may matter."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Literal, NamedTuple

from storyport.kernel.locales import LocaleInfo

__all__ = ["Sex", "count_sexes", "has_gendered_pronoun", "pronouns_mean_things", "tells_sexes"]

Sex = Literal["female", "male"]


class _Words(NamedTuple):
    """Pronouns of one language.

    Attributes:
        male, female: those that mean one person of that gender and nothing else but, in some
            languages, a thing. other: those that tell a gender too, and may mean something else.
    """

    male: str
    female: str
    other: str = ""

    def all(self) -> str:
        """Return all of them."""
        return " ".join(filter(None, self))


_SPACED = {
    "en": _Words("he him his himself", "she her hers herself"),
    "es": _Words("él", "ella", "lo la le suyo suya"),
    "pt": _Words("ele dele nele", "ela dela nela"),
    "fr": _Words("il", "elle", "lui"),
    "it": _Words("lui egli", "lei ella", "gli"),
    # Two of three of these mean "they", "you" or "to be" as well: no sex is told by them.
    "de": _Words("", "", "er ihn ihm sein seine seinen seinem sie ihr ihre ihren ihrem"),
    "nl": _Words("", "", "hij hem zijn zij ze haar"),
    "ru": _Words("он него нём", "она её ней неё", "его ему ним ей"),
    "uk": _Words("він нього", "вона неї", "його йому її їй"),
    "pl": _Words("on niego niemu", "ona niej nią", "jego jemu jej"),
    "ar": _Words("هو", "هي", "له لها به بها"),
    "vi": _Words("hắn chàng", "nàng", "anh cô ông bà"),
    "ko": _Words("그는 그가 그를", "그녀 그녀는 그녀가 그녀를 그녀의 그녀에게", "그의"),
}
_UNSPACED: dict[str, tuple[str, ...]] = {
    "zh": ("他", "她"),
    "yue": ("佢",),
    "ja": ("彼", "彼女"),
    "th": ("เขา", "หล่อน", "นาง"),
}
# What looks like one and is none stands first. He and she, then; several people are neither.
_UNSPACED_SEXES: dict[str, tuple[str, str, str]] = {
    "zh": (
        "其[他她]|吉他|他人|他[乡鄉日国國们們]|她[们們]|[利维維]他|他[妈媽]的",
        "他",
        "她",
    ),
    "ja": ("彼[岸方此ら等達]|彼たち|彼女(?:たち|[達ら])", "彼(?!女)", "彼女"),
}
_MEAN_THINGS = frozenset({"fr", "pt", "ru", "uk", "pl", "ar", "ko", "vi"})
# "Il y a", "il faut": nobody does it.
_IMPERSONAL = {
    "fr": r"il\s+(?:n['’e]\s*)?(?:y\b|en\s+(?:va|fut|est)\b|fau\w+|fall\w+|s['’]agi\w+|se\s+(?:peu|pourrai)\w+"
    r"|pleu\w+|plu\b|neige\w*|suffi\w*|sembl\w+|rest\w+|vau\w+|val\w+|arriv\w+\s+qu\w*"
    r"|(?:est|était|fut|sera|serait)\s+(?:temps|vrai|possible|impossible|clair|tard|tôt|rare|\w+\s+heures?)\b)",
}


def has_gendered_pronoun(text: str, locale: LocaleInfo) -> bool:
    """Tell whether a text has such a pronoun; a language without a table has none."""
    pattern = _pattern(locale.language)
    return pattern is not None and pattern.search(text) is not None


def tells_sexes(locale: LocaleInfo) -> bool:
    """Tell whether `count_sexes` knows a language."""
    return _sexes(locale.language) is not None


def pronouns_mean_things(locale: LocaleInfo) -> bool:
    """Tell whether he and she of a language also mean things, or mean less than a gender."""
    return locale.language in _MEAN_THINGS


def count_sexes(text: str, locale: LocaleInfo) -> Counter[Sex]:
    """Return how often a text says he and she, each with their cases.

    Words that mean something else as well do not count, nor does what nobody does ("il y a").
    """
    pattern = _sexes(locale.language)
    counts: Counter[Sex] = Counter()
    if pattern is not None:
        for match in pattern.finditer(text):
            if match.lastgroup == "female":
                counts["female"] += 1
            elif match.lastgroup == "male":
                counts["male"] += 1
    return counts


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language in _SPACED:
        words = "|".join(map(re.escape, _SPACED[language].all().split()))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    if language in _UNSPACED:
        return re.compile("|".join(map(re.escape, _UNSPACED[language])))
    return None


@functools.cache
def _sexes(language: str) -> re.Pattern[str] | None:
    words = _SPACED.get(language)
    if words is not None and words.male and words.female:
        male, female = ("|".join(map(re.escape, each.split())) for each in words[:2])
        skipped = f"(?P<none>{_IMPERSONAL[language]})|" if language in _IMPERSONAL else ""
        groups = rf"{skipped}(?:(?P<male>{male})|(?P<female>{female}))(?!\w)"
        return re.compile(rf"(?<![\w’'-])(?:{groups})", re.IGNORECASE)
    if language in _UNSPACED_SEXES:
        none, one, other = _UNSPACED_SEXES[language]
        return re.compile(f"(?P<none>{none})|(?P<female>{other})|(?P<male>{one})")
    return None
