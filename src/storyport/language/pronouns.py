"""Pronouns that tell a gender, by language: where they stand, a change of gender may matter."""

from __future__ import annotations

import functools
import re

from storyport.kernel.locales import LocaleInfo

__all__ = ["has_gendered_pronoun"]

_SPACED = {
    "en": "he him his himself she her hers herself",
    "es": "él ella lo la le suyo suya",
    "pt": "ele ela dele dela nele nela",
    "fr": "il elle lui",
    "it": "lui lei egli ella gli",
    "de": "er ihn ihm sein seine seinen seinem sie ihr ihre ihren ihrem",
    "nl": "hij hem zijn zij ze haar",
    "ru": "он его ему ним нём она её ей ней",
    "uk": "він його йому вона її їй",
    "pl": "on jego jemu niego ona jej niej",
    "ar": "هو هي له لها به بها",
    "vi": "anh cô ông bà hắn nàng chàng",
    "ko": "그는 그가 그를 그의 그녀",
}
_UNSPACED = {"zh": "他她", "yue": "佢", "ja": ("彼", "彼女"), "th": ("เขา", "หล่อน", "นาง")}


def has_gendered_pronoun(text: str, locale: LocaleInfo) -> bool:
    """Tell whether a text has such a pronoun; a language without a table has none."""
    pattern = _pattern(locale.language)
    return pattern is not None and pattern.search(text) is not None


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language in _SPACED:
        words = "|".join(map(re.escape, _SPACED[language].split()))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    if language in _UNSPACED:
        return re.compile("|".join(map(re.escape, _UNSPACED[language])))
    return None
