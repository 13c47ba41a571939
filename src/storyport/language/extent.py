"""How much a text says, so that texts of two languages can be set against each other."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["extent"]

# Letters of English that one letter of a script is worth, measured on translated sentences.
_WEIGHTS = {
    "Hani": 3.1,
    "Hira": 1.4,
    "Kana": 1.5,
    "Hang": 2.2,
    "Cyrl": 0.97,
    "Arab": 1.2,
    "Hebr": 1.3,
    "Thai": 1.05,
    "Deva": 1.0,
    "Bopo": 0.5,
}
# Letters of a language that say what one letter of English says.
_LANGUAGES = {"es": 1.2, "fr": 1.2, "pt": 1.15, "it": 1.2, "de": 1.18, "ro": 1.15, "nl": 1.13, "pl": 1.1,
    "id": 1.1, "ms": 1.1, "vi": 0.97, "tr": 1.05, "hu": 1.1, "fi": 1.1, "el": 1.2, "ca": 1.18, "gl": 1.15}  # fmt: skip
_JAPANESE_HAN = 2.5


def extent(scripts: Mapping[str, int], language: str) -> float:
    """Return how many letters of English the letters of a text are worth.

    Args:
        scripts: letters of each script (`language.scripts.script_counts`).
        language: ISO 639 code.
    """
    latin = _LANGUAGES.get(language, 1.0)
    total = 0.0
    for script, count in scripts.items():
        if script == "Latn":
            total += count / latin
        elif script == "Hani" and language == "ja":
            total += count * _JAPANESE_HAN
        else:
            total += count * _WEIGHTS.get(script, 1.0)
    return total
