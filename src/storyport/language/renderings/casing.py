"""Words as they would stand inside a sentence, where a capital means a name."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from storyport.language.renderings.reading import Ints, Reading

__all__ = ["true_words"]

_Bools = npt.NDArray[np.bool_]
_Codes = npt.NDArray[np.int64]
_SMALL_BETWEEN = 3


def true_words(reading: Reading, small: frozenset[str]) -> Ints:
    """Return the word of each token, by number in `reading.words`, sentence capitals undone.

    A capital at a sentence's beginning stays where a name goes on: "Old Hu", whatever "old"
    does elsewhere; and in a heading, where the same two words stand so inside a sentence.
    """
    words = reading.words
    capital = np.fromiter((word[0].isupper() for word in words), np.bool_, len(words))
    if not capital.any():
        return reading.tokens
    counts = np.bincount(reading.tokens[~reading.initial], minlength=len(words))
    inside: Ints = counts.astype(np.int32)
    grammar = np.fromiter((word.lower() in small for word in words), np.bool_, len(words))
    named = capital & (inside > 0) & ~grammar
    kept = _kept(reading, capital, named, grammar)
    true = _likeliest(words, inside, np.flatnonzero(capital).tolist())
    return np.where(reading.initial & ~kept, true[reading.tokens], reading.tokens)


def _likeliest(words: list[str], inside: Ints, capitals: Iterable[int]) -> Ints:
    """Return for each word its commonest shape inside sentences."""
    number = {word: at for at, word in enumerate(words)}
    true = np.arange(len(words), dtype=np.int32)
    for at in capitals:
        word = words[at]
        shapes = (word, word[0].lower() + word[1:], word.lower(), word.capitalize())
        known = [number[shape] for shape in shapes if shape in number]
        true[at] = max(known, key=lambda shape: inside[shape])
    return true


def _kept(reading: Reading, capital: _Bools, named: _Bools, grammar: _Bools) -> _Bools:
    """Tell which tokens are part of a name of two words, grammar between them or not."""
    tokens = reading.tokens
    # A capital inside a sentence is no grammar: He, the surname.
    between = grammar[tokens] & ~(capital[tokens] & ~reading.initial)
    first, second = _neighbours(reading, between)
    both = capital[tokens[first]] & capital[tokens[second]]
    first, second = first[both], second[both]
    codes = tokens[first].astype(np.int64) * len(capital) + tokens[second]
    known = np.unique(codes[~reading.initial[second]])
    sure = np.isin(codes, known) & named[tokens[first]]
    kept = np.zeros(len(tokens), np.bool_)
    kept[first[sure]] = True
    kept[second[sure]] = True
    return kept


def _neighbours(reading: Reading, grammar: _Bools) -> tuple[_Codes, _Codes]:
    """Return pairs of neighbouring tokens that are not grammar, in one run of text."""
    first = np.flatnonzero(~grammar)
    second = np.append(first[1:], 0)
    breaks = np.cumsum(~reading.joined)
    near = (second - first <= _SMALL_BETWEEN) & (second > first) & (breaks[second] == breaks[first])
    return first[near], second[near]
