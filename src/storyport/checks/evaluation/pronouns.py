"""He, she, they, it: how often each stands in a text, by language.

Chinese drops subjects and a machine guesses them back, so a wrong guess shows in these
counts. Words that mean several of the four are left out, and so are languages that do not
tell them apart in writing.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping

from storyport.kernel.locales import LocaleInfo

__all__ = ["CLASSES", "agreement", "count_pronouns", "knows_pronouns"]

CLASSES = ("he", "she", "they", "it")

_SPACED: dict[str, dict[str, str]] = {
    "en": {
        "he": "he him his himself",
        "she": "she her hers herself",
        "they": "they them their theirs themselves",
        "it": "it its itself",
    },
    "es": {"he": "él", "she": "ella", "they": "ellos ellas", "it": "ello"},
    "pt": {"he": "ele dele nele", "she": "ela dela nela", "they": "eles elas deles delas"},
    "fr": {"he": "il", "she": "elle", "they": "ils elles eux leur leurs"},
    "it": {"he": "lui egli", "she": "lei ella", "they": "loro essi esse"},
    "de": {"he": "er ihn ihm sein seine seinen seinem seiner seines", "it": "es"},
    "nl": {"he": "hij hem", "she": "zij haar", "they": "hun hen", "it": "het"},
    "ru": {
        "he": "он него нём",
        "she": "она её ей неё ней нею",
        "they": "они их им ими них ним ними",
        "it": "оно",
    },
    "uk": {"he": "він нього ньому", "she": "вона її їй неї ній", "they": "вони їх їм них ними"},
    "pl": {"he": "on jego jemu niego niemu", "she": "ona jej niej nią", "they": "oni one ich nich"},
}
# Longest first; what is no pronoun although it looks like one stands before, under no class.
_UNSPACED: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("", "其他|其她|吉他|他人|他乡|他鄉|他日|他国|他國|利他|维他|維他"),
        ("they", "[他她它牠祂][们們]"),
        ("he", "他"),
        ("she", "她"),
        ("it", "[它牠]"),
    ),
    "ja": (
        ("", "彼岸|彼方|彼此"),
        ("they", "彼女(?:たち|達|ら)|彼(?:ら|等|たち|達)"),
        ("she", "彼女"),
        ("he", "彼"),
        ("it", "それ(?!ぞれ|では|から|とも|に|なら|でも|で、)"),
    ),
    "th": (("they", "พวกเขา"), ("he", "เขา"), ("she", "หล่อน|นาง"), ("it", "มัน")),
}


def knows_pronouns(locale: LocaleInfo) -> bool:
    """Tell whether a language's pronouns are counted."""
    return _pattern(locale.language) is not None


def count_pronouns(text: str, locale: LocaleInfo) -> Counter[str]:
    """Return how often a text says each of `CLASSES`."""
    pattern = _pattern(locale.language)
    if pattern is None:
        return Counter()
    found = (match.lastgroup for match in pattern.finditer(text))
    return Counter(kind for kind in found if kind in CLASSES)


def agreement(ours: Mapping[str, int], theirs: Mapping[str, int]) -> tuple[int, int, int]:
    """Return how many pronouns both have, how many one has, how many the other."""
    both = sum(min(ours.get(kind, 0), theirs.get(kind, 0)) for kind in CLASSES)
    return both, sum(ours.values()), sum(theirs.values())


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language in _SPACED:
        classes = _SPACED[language].items()
        groups = [f"(?P<{kind}>{'|'.join(words.split())})" for kind, words in classes]
        return re.compile(rf"(?<![\w’'-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)
    language = {"yue": "zh"}.get(language, language)
    if language in _UNSPACED:
        groups = [f"(?P<{kind or 'none'}>{words})" for kind, words in _UNSPACED[language]]
        return re.compile("|".join(groups))
    return None
