"""The pairs made ready: targets as numbered keys and runs, forms with the texts that have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from storyport.kernel.locales import LocaleInfo
from storyport.language.renderings.casing import true_words
from storyport.language.renderings.folding import fold
from storyport.language.renderings.ngrams import Ngrams
from storyport.language.renderings.reading import Ints, Reading, read_targets
from storyport.language.renderings.small_words import small_words
from storyport.language.terms import TermForm, TermMatcher

__all__ = ["Targets", "find_sources"]

_LONGEST, _LONGEST_HAN, _LONGEST_CLUSTERS = 6, 8, 14


class Targets:
    """The target texts.

    Attributes:
        texts: as given. reading: their tokens. keys: key of each token, by `names`.
        ngrams: runs of keys. small: by key, whether it is grammar, and no edge of a rendering.
    """

    def __init__(self, texts: Sequence[str], locale: LocaleInfo) -> None:
        self.texts = texts
        self.locale = locale
        self.reading: Reading = read_targets(texts, locale)
        known = small_words(locale.language)
        words, true = self.reading.words, true_words(self.reading, known)
        counts = np.bincount(true, minlength=len(words)).tolist()
        used = {word: count for word, count in zip(words, counts, strict=True) if count}
        folded = fold(used, locale)
        numbers: dict[str, int] = {}
        by_word = [
            numbers.setdefault(folded[word], len(numbers)) if word in used else -1 for word in words
        ]
        self.names = list(numbers)
        self.keys: Ints = np.asarray(by_word, np.int32)[true]
        self.ngrams = Ngrams(self.keys, self.reading.joined, self.reading.texts, _longest(locale))
        self.small = np.fromiter(
            (not name[0].isalnum() or name[-1] == "'" for name in self.names), np.bool_
        )
        for word in used:
            if word in known:
                self.small[numbers[folded[word]]] = True

    def tokens_in(self, texts: Ints) -> Ints:
        """Return the tokens of some texts, in order."""
        bounds = self.reading.bounds
        sizes = bounds[texts + 1] - bounds[texts]
        shift = np.repeat(bounds[texts] - np.append(0, np.cumsum(sizes)[:-1]), sizes)
        tokens: Ints = (np.arange(int(sizes.sum())) + shift).astype(np.int32)
        return tokens

    def keys_at(self, start: int, size: int) -> tuple[int, ...]:
        """Return the keys of a run."""
        return tuple(self.keys[start : start + size].tolist())

    def span(self, start: int, size: int) -> tuple[int, int]:
        """Return where a run stands in its text."""
        reading, last = self.reading, start + size - 1
        word = reading.words[reading.tokens[last]]
        return int(reading.starts[start]), int(reading.starts[last]) + len(word)


def _longest(locale: LocaleInfo) -> int:
    if locale.spaced:
        return _LONGEST
    return _LONGEST_HAN if locale.language in {"zh", "ja", "yue"} else _LONGEST_CLUSTERS


def find_sources(
    sources: Sequence[str], forms: Iterable[str], locale: LocaleInfo
) -> dict[str, Ints]:
    """Return the texts that have each form, in order; a form inside a longer one does not count."""
    matcher = TermMatcher([TermForm(form) for form in forms], locale)
    found: dict[str, list[int]] = {}
    for at, source in enumerate(sources):
        for form in matcher.count(source):
            found.setdefault(form, []).append(at)
    return {form: np.asarray(texts, np.int32) for form, texts in found.items()}
