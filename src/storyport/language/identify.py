"""Which language a text is in: by script first, then by its commonest words.

For files that do not say. It knows the languages that stories here come from and go to;
anything else has to be named.
"""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["identify_language"]

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.2),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.2),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.2),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.2),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.2),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.2),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.2),
)
# Common characters that only one of the two scripts uses.
_SIMPLIFIED = frozenset(
    "们这说来时国会为对学个头没么还过发声动见关间开长问话里马门东车让给从两无气"
)
_TRADITIONAL = frozenset(
    "們這說來時國會為對學個頭沒麼還過發聲動見關間開長問話裡馬門東車讓給從兩無氣"
)
_WORDS = {
    "en": "the and of to was he she that it his her in with you had for not as at",
    "es": "que de la el no en los se una las por con su para como pero había está más lo",
    "pt": "que de não o a os uma com para ele ela em do da mas você como seu estava mais",
    "fr": "le les de et la que des une est pas dans qui elle il vous je ne pour avec était",
    "de": "und der die das nicht ich sie er es war mit dem den ein eine zu auf sich wie hatte",
    "it": "che di non il la per una con gli era del si ma sono come più le suo della anche",
    "id": "yang dan di itu tidak dengan untuk ini dari dia akan pada aku kamu ada ke saya mereka",
    "vi": "không và là của một có người được những trong anh cô cho với đã này khi nhưng",
    "tr": "bir ve bu için ne ben sen o çok değil gibi daha kadar ama diye var olan sonra",
    "pl": "się nie na jest że do to jak co ale był już tak po za od jej jego tylko",
    "nl": "de het een van en ik niet dat zijn was je hij maar met voor op ze haar als aan",
}
_TOKEN = re.compile(r"[^\W\d_]+")
_SHARE = 0.08


def identify_language(text: str) -> str:
    """Return a BCP 47 tag such as `zh-Hans`, or an empty string where nothing is clear."""
    letters = sum(map(str.isalpha, text)) or 1
    for language, pattern, share in _SCRIPTS:
        if len(pattern.findall(text)) / letters >= share:
            return _chinese(text) if language == "zh" else language
    return _by_words(text)


def _chinese(text: str) -> str:
    counts = Counter(text)
    simplified = sum(counts[char] for char in _SIMPLIFIED - _TRADITIONAL)
    traditional = sum(counts[char] for char in _TRADITIONAL - _SIMPLIFIED)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _by_words(text: str) -> str:
    words = Counter(word.lower() for word in _TOKEN.findall(text))
    total = sum(words.values()) or 1
    shares = {
        language: sum(words[word] for word in common.split()) / total
        for language, common in _WORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _SHARE else ""
