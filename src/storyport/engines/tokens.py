"""Token estimates: for a dry run, for pacing, and where an endpoint does not count.

No tokenizer is shipped (each model has its own, and their vocabularies are downloads), so
these are averages per script. Sources: DeepSeek's "Token & Token Usage" page (one Chinese
character about 0.6 token, one English character about 0.3) and OpenAI's help ("one token is
about 4 characters of English"); the remaining scripts are judgement from how many UTF-8
bytes the common byte-pair vocabularies merge per token. Expect +-20 % for one text.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from storyport.kernel.locales import LocaleInfo

__all__ = ["estimate_output", "estimate_tokens"]

# Tokens per character, by run of script. Whatever is not listed counts as Latin.
_SCRIPTS: tuple[tuple[str, str, float], ...] = (
    ("Hani", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd", 0.7),
    ("Punc", "\u2000-\u206f\u3000-\u303f\uff00-\uffef", 0.6),
    ("Kana", "\u3040-\u30ff\u31f0-\u31ff", 0.8),
    ("Hang", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3", 0.7),
    ("Cyrl", "\u0400-\u052f", 0.37),
    ("Grek", "\u0370-\u03ff", 0.45),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff", 0.4),
    ("Hebr", "\u0590-\u05ff", 0.5),
    ("Deva", "\u0900-\u0dff", 0.45),
    ("Thai", "\u0e00-\u0eff", 0.5),
    ("Emoj", "\u2190-\u2bff\U0001f000-\U0001faff", 2.0),
)
_LATIN = 0.27
_RUNS = tuple((re.compile(f"[{chars}]+"), weight) for _, chars, weight in _SCRIPTS)

# How long a text gets, in characters, against the same text in English.
# Measured on FLORES dev (encyclopedia and news): Chinese 0.34, Spanish 1.19; fiction has fewer
# figures and foreign names, hence 0.30 for Chinese. The rest is judgement.
_LENGTHS = {
    "zh": 0.30, "yue": 0.30, "ja": 0.42, "ko": 0.45, "th": 0.95, "lo": 0.95, "km": 1.05,
    "my": 1.1, "ar": 0.85, "he": 0.8, "fa": 0.95, "ur": 1.0, "hi": 1.0, "bn": 1.0, "ru": 1.08,
    "uk": 1.05, "bg": 1.05, "el": 1.15, "vi": 1.05, "id": 1.08, "ms": 1.08, "tr": 1.0,
    "pl": 1.08, "cs": 0.97, "de": 1.15, "fr": 1.2, "es": 1.19, "pt": 1.1, "it": 1.15,
    "nl": 1.08, "fi": 1.02, "hu": 1.07, "tl": 1.2, "fil": 1.2,
}  # fmt: skip
_TOKENS_PER_CHAR = {
    "Hans": 0.7, "Hant": 0.75, "Jpan": 0.75, "Kore": 0.6, "Cyrl": 0.37, "Grek": 0.45,
    "Arab": 0.4, "Hebr": 0.5, "Thai": 0.5, "Laoo": 0.7, "Khmr": 0.7, "Mymr": 0.7,
    "Deva": 0.45, "Beng": 0.5, "Taml": 0.5, "Telu": 0.5,
}  # fmt: skip
# English has the shortest tokens per character; other Latin scripts are cut finer.
_OTHER_LATIN = 0.31
_ENGLISH = 0.24
# Per answered segment: its id, braces and quotes.
_ENVELOPE = 12


@lru_cache(maxsize=4096)
def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text is; 0 for an empty one."""
    tokens = 0.0
    rest = len(text)
    if not text.isascii():
        for run, weight in _RUNS:
            count = sum(map(len, run.findall(text)))
            tokens += count * weight
            rest -= count
    return math.ceil(tokens + rest * _LATIN)


def estimate_output(text: str, source: LocaleInfo, target: LocaleInfo) -> int:
    """Return about how many tokens a text's translation is, with its share of the answer's form.

    Args:
        text: the source text.
        source, target: locales.
    """
    characters = len(text) * _length(target) / _length(source)
    return math.ceil(characters * _weight(target)) + _ENVELOPE


def _length(locale: LocaleInfo) -> float:
    return _LENGTHS.get(locale.language, 1.0)


def _weight(locale: LocaleInfo) -> float:
    if locale.language == "en":
        return _ENGLISH
    return _TOKENS_PER_CHAR.get(locale.script, _OTHER_LATIN)
