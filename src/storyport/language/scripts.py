"""Writing systems: which script a text is in, and what in it is foreign.

Scripts are ISO 15924 codes of single scripts: Han is `Hani` whatever the locale calls it
(`Hans`, `Hant`, part of `Jpan` and `Kore`). Source of the ranges: Unicode Scripts.txt,
rounded to blocks where a block holds one script.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo

__all__ = [
    "COMBINING",
    "SPACED_LETTER",
    "UNSPACED",
    "ScriptRun",
    "foreign_runs",
    "letters",
    "main_script",
    "script_counts",
    "script_runs",
    "scripts_of",
]

# Longest first in everyday texts, because an alternation is tried in order.
_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʯ\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uff21-\uff3a\uff41-\uff5a",
    "Hani": "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
    "Hira": "\u3041-\u3096\u309d-\u309f",
    "Kana": "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d",
    "Hang": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb",
    "Cyrl": "\u0400-\u0482\u048a-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
    "Arab": "\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc",
    "Deva": "\u0900-\u0963\u0970-\u097f\ua8e0-\ua8ff",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Hebr": "\u0591-\u05f2\ufb1d-\ufb4f",
    "Grek": "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff",
    "Armn": "\u0531-\u0556\u0560-\u0588",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Beng": "\u0980-\u09e5\u09f0-\u09ff",
    "Guru": "\u0a01-\u0a65\u0a70-\u0a75",
    "Gujr": "\u0a81-\u0ae5\u0af9-\u0aff",
    "Taml": "\u0b82-\u0be5",
    "Telu": "\u0c00-\u0c65",
    "Knda": "\u0c80-\u0ce5",
    "Mlym": "\u0d00-\u0d65\u0d7a-\u0d7f",
    "Sinh": "\u0d81-\u0de5",
    "Laoo": "\u0e81-\u0ecd\u0edc-\u0edf",
    "Mymr": "\u1000-\u103f\u1050-\u109f",
    "Khmr": "\u1780-\u17d3",
    "Ethi": "\u1200-\u1360\u1380-\u139f",
    "Tibt": "\u0f00-\u0f1f\u0f34-\u0fbc",
    "Bopo": "\u3105-\u312f",
}
_RUN = re.compile("|".join(f"(?P<{script}>[{ranges}]+)" for script, ranges in _RANGES.items()))
# Most texts are ASCII in good part, and bytes are counted at C's speed.
_NO_ASCII_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_UNSPACED_SCRIPTS = ("Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Bopo")
UNSPACED = "".join(_RANGES[script] for script in _UNSPACED_SCRIPTS)
"""Inside of a regex class: letters of scripts that set no spaces between words."""

# `\w` leaves out signs that belong to the letter before them.
COMBINING = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bd7\u0c00-\u0c04"
    "\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u200c\u200d"
)
"""Inside of a regex class: signs that continue a word of a spaced script."""

SPACED_LETTER = rf"(?:[^\W{UNSPACED}]|[{COMBINING}])"
"""A regex for one letter or digit that would continue a word of a spaced script."""

_SCRIPTS_OF = {
    "Hans": ("Hani",),
    "Hant": ("Hani", "Bopo"),
    "Jpan": ("Hani", "Hira", "Kana"),
    "Kore": ("Hang",),
}


@dataclass(frozen=True)
class ScriptRun:
    """Letters of one script that stand together, spaces between words of it included."""

    start: int
    end: int
    script: str
    text: str


def scripts_of(locale: LocaleInfo) -> tuple[str, ...]:
    """Return the scripts a text of the locale is written in, Latin as a guest left out."""
    return _SCRIPTS_OF.get(locale.script, (locale.script,))


def script_runs(text: str) -> list[ScriptRun]:
    """Return unbroken runs of letters in order."""
    return [
        ScriptRun(match.start(), match.end(), match.lastgroup or "", match[0])
        for match in _RUN.finditer(text)
    ]


def script_counts(text: str) -> Counter[str]:
    """Return how many letters of each script there are; other characters do not count."""
    counts: Counter[str] = Counter()
    ascii_letters = len(text.encode("ascii", "ignore").translate(None, _NO_ASCII_LETTERS))
    if ascii_letters:
        counts["Latn"] = ascii_letters
    if not text.isascii():
        for match in _RUN.finditer("".join(_BEYOND_ASCII.findall(text))):
            counts[match.lastgroup or ""] += match.end() - match.start()
    return counts


def letters(text: str) -> int:
    """Return how many letters of any script there are."""
    return script_counts(text).total()


def main_script(text: str) -> str:
    """Return the script with most letters, or "" where there are none.

    Kana outweighs Han: one kana in three letters makes a text Japanese.
    """
    counts = script_counts(text)
    if not counts:
        return ""
    best, most = counts.most_common(1)[0]
    kana = counts["Hira"] + counts["Kana"]
    if best == "Hani" and kana * 2 >= most:
        return "Hira" if counts["Hira"] >= counts["Kana"] else "Kana"
    return best


@functools.cache
def _any_but(welcome: frozenset[str]) -> re.Pattern[str]:
    others = "".join(ranges for script, ranges in _RANGES.items() if script not in welcome)
    return re.compile(f"[{others}]" if others else r"(?!)")


def foreign_runs(text: str, allowed: Iterable[str]) -> list[ScriptRun]:
    """Return runs of scripts that are not allowed; neighbours of one script are one run.

    Neighbours are runs with nothing but spaces and punctuation (no letter) between them.
    """
    welcome = frozenset(allowed)
    if not _any_but(welcome).search(text):
        return []
    joined: list[ScriptRun] = []
    previous = ""
    for match in _RUN.finditer(text):
        script = match.lastgroup or ""
        if script not in welcome:
            start = match.start()
            if previous == script and joined:
                start = joined.pop().start
            joined.append(ScriptRun(start, match.end(), script, text[start : match.end()]))
        previous = script
    return joined
