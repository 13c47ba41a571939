"""What punctuation, capitals and drawn-out letters say of a line's strength, in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Punctuation", "punctuation_of"]

_RUN = re.compile(r"[!！?？‼⁉⁈؟]{2,}|[!！‼⁉⁈]")
_MARKS, _ASKS, _BOTH = frozenset("!！‼⁉⁈"), frozenset("?？؟"), frozenset("⁉⁈")
_DOTS = re.compile(r"…+|\.{3,}")
_DASHES = "—―ー〜~～"
_DASH = frozenset(_DASHES)
_CUT = re.compile(rf"[{_DASHES}]+(?=[”’」』»\"!！]|$)")
# The same letter three times; Roman numbers and www are none.
_DRAWN = re.compile(r"([^\W\d_ivxwmIVXWM])\1\1+", re.IGNORECASE)
_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁĂÂĐÊÔƠƯẠ-Ỹ"
_TWO = re.compile(rf"[{_UPPER}]{{2}}")
_CAPITALS = re.compile(rf"(?<!\w)[{_UPPER}]+(?:[ ,.;:'’”“\"»«—!?-]+[{_UPPER}]+)+(?!\w)")
_LETTERS, _AVERAGE = 8, 2.5
_FIRST, _MORE, _MOST_MORE, _REPEATED, _ASKED = 2.0, 0.5, 2.0, 0.5, 0.5
_DOUBLE_ASKED = 0.75
_CUT_OFF = 2


@dataclass(frozen=True, slots=True)
class Punctuation:
    """What was counted.

    Attributes:
        exclaimed: points for exclamation marks and repeated question marks: 2 for the first
            exclamation, half a point for each more, each run and each one joined to a question.
        runs: exclamations, a run counted once.
        asks: whether there is a question mark.
        trails: ellipses, and dashes that cut speech off or draw it out, which count twice.
        drawn: drawn-out sounds. capitals: runs of words in capitals.
    """

    exclaimed: float = 0.0
    runs: int = 0
    asks: bool = False
    trails: int = 0
    drawn: int = 0
    capitals: int = 0


def punctuation_of(text: str) -> Punctuation:
    """Return what the punctuation of a text says."""
    asks = "?" in text or "？" in text or "؟" in text
    exclaimed, runs = _exclaimed(text) if asks or not _MARKS.isdisjoint(text) else (0.0, 0)
    return Punctuation(
        exclaimed=exclaimed,
        runs=runs,
        asks=asks,
        trails=_trails(text),
        drawn=sum(1 for _ in _DRAWN.finditer(text)),
        capitals=sum(map(_is_shouted, _CAPITALS.findall(text))) if _TWO.search(text) else 0,
    )


def _exclaimed(text: str) -> tuple[float, int]:
    found = _RUN.findall(text)
    shouted = [run for run in found if not _MARKS.isdisjoint(run)]
    points = _DOUBLE_ASKED * any(len(run) > 1 for run in found)
    if not shouted:
        return points, 0
    points = _FIRST + min(_MOST_MORE, _MORE * (len(shouted) - 1))
    points += _REPEATED * any(sum(mark in _MARKS for mark in run) > 1 for run in shouted)
    points += _ASKED * any(
        not _ASKS.isdisjoint(run) or not _BOTH.isdisjoint(run) for run in shouted
    )
    return points, len(shouted)


def _trails(text: str) -> int:
    dots = len(_DOTS.findall(text)) if "…" in text or "..." in text else 0
    if _DASH.isdisjoint(text):
        return dots
    return dots + _CUT_OFF * len(_CUT.findall(text))


def _is_shouted(run: str) -> bool:
    """A run of acronyms is not shouted: its words are too few or too short."""
    words = re.findall(rf"[{_UPPER}]+", run)
    letters = sum(map(len, words))
    return letters >= _LETTERS and letters >= _AVERAGE * len(words)
