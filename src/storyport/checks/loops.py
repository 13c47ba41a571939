"""Loops: an engine that says the same again and again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import eq

from storyport.checks.base import Finding, Pair
from storyport.language.function_words import word_set

__all__ = ["check_loops"]

_STUTTER, _CRIED, _STUTTER_ANYHOW, _PHRASE_TIMES, _PHRASE = 3, 5, 12, 5, 3
_UNSPACED_PHRASE = 6
# A character that cries out three times may do so in any language.
_SOURCE_STUTTER = re.compile(
    r"([\u0e00-\u0e7f\u3041-\u9fff\uac00-\ud7a3]{1,4}?)(?:\W{0,3}\1){2,}|\b([^\W\d_]+)(?:\W+\2\b){2,}|([^\W\d_])\3\3"
)
_CHARACTER_LOOP = re.compile(r"(\w{1,12}?)(?:[\W_]{0,2}\1){7,}")


def check_loops(pair: Pair) -> list[Finding]:
    """Return a finding where words or phrases repeat more than the source does."""
    repeated = _spaced(pair) if pair.target_locale.spaced else _unspaced(pair)
    if not repeated:
        return []
    place = pair.target.lower().find(repeated)
    span = (place, place + len(repeated)) if place >= 0 else None
    return [
        Finding(
            "length.loop",
            "major",
            f"{repeated!r} is repeated over and over.",
            "Say it as often as the source does.",
            span,
        )
    ]


def _spaced(pair: Pair) -> str:
    words = pair.target_words
    if stuttered := _stutter(words, pair):
        return stuttered
    if len(words) - len(set(words)) < _PHRASE * (_PHRASE_TIMES - 1):
        return ""
    phrases = Counter(zip(words, words[1:], words[2:], strict=False))
    phrase, times = phrases.most_common(1)[0]
    if times < _PHRASE_TIMES or times <= _most_repeated(pair) + 1:
        return ""
    return " ".join(phrase)


def _stutter(words: list[str], pair: Pair) -> str:
    if sum(map(eq, words, words[1:])) < _STUTTER - 1:
        return ""
    run = longest = 1
    which = ""
    for word, following in pairwise(words):
        run = run + 1 if word == following else 1
        if run > longest:
            longest, which = run, following
    least = _STUTTER if which in _NEVER_TWICE else _CRIED
    if _SOURCE_STUTTER.search(pair.source_text):
        least = _STUTTER_ANYHOW
    return which if longest >= least else ""


# "no, no, no" stands in for a thousand ways to insist; "the the the" for none.
_NEVER_TWICE = word_set(
    "the a an of and to is that with la el le les de que der die das und di il e en o do da"
)


def _most_repeated(pair: Pair) -> int:
    """Return how often the source repeats its own most frequent phrase."""
    if pair.source_locale.spaced:
        words = pair.source_words
        phrases: Counter[object] = Counter(pairwise(words))
    else:
        text = pair.source_text
        phrases = Counter(text[place : place + 2] for place in range(len(text) - 1))
    return max(phrases.values(), default=0)


def _unspaced(pair: Pair) -> str:
    text = pair.target_text
    if stuttered := _stutter(pair.target_words, pair):
        return stuttered
    match = _CHARACTER_LOOP.search(text)
    if match is not None and not _SOURCE_STUTTER.search(pair.source_text):
        return match[1]
    if len(text) - len(set(text)) < _UNSPACED_PHRASE * (_PHRASE_TIMES - 1):
        return ""
    size = _UNSPACED_PHRASE
    pieces = Counter(
        piece
        for place in range(len(text) - size + 1)
        # A word of a guest language is as long as a phrase here.
        if not (piece := text[place : place + size]).isascii()
    )
    piece, times = pieces.most_common(1)[0] if pieces else ("", 0)
    return piece if times >= _PHRASE_TIMES and times > _most_repeated(pair) + 1 else ""
