"""Extractive digests: the sentences that say most of a chapter, word for word.

A sentence scores by how common its word pieces are in the chapter (a centroid score,
after Radev et al. 2004, "Centroid-based summarization of multiple documents"), by the
names in it, and by standing first or last. Nothing is generated, so a digest costs no
call and cannot invent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain
from storyport.language.segmentation import sentences as split_sentences

__all__ = ["digest_sentences"]

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_SHORTEST = 6
_EDGE_BONUS = 1.25
_NAME_BONUS = 0.15


def digest_sentences(
    texts: Sequence[str],
    locale: LocaleInfo,
    names: Iterable[str] = (),
    *,
    budget: int = 120,
    most: int = 3,
) -> list[str]:
    """Return at most `most` sentences of at most `budget` characters in all, in text order.

    Args:
        texts: the chapter's units. locale: the language they are in.
        names: forms that make a sentence worth more.
    """
    sentences = [
        sentence.strip() for text in texts for sentence in split_sentences(plain(text), locale)
    ]
    sentences = [sentence for sentence in sentences if _SHORTEST <= len(sentence) <= budget]
    if not sentences:
        return []
    pieces = [set(_pieces(sentence)) for sentence in sentences]
    counts = Counter(piece for found in pieces for piece in found)
    names = tuple(names)
    scores = [
        _score(sentence, found, counts, names) * _edge(index, len(sentences))
        for index, (sentence, found) in enumerate(zip(sentences, pieces, strict=True))
    ]
    ranked = sorted(range(len(sentences)), key=lambda index: (-scores[index], index))
    return [sentences[index] for index in sorted(_fitting(ranked, sentences, budget, most))]


def _fitting(ranked: Iterable[int], sentences: Sequence[str], budget: int, most: int) -> list[int]:
    chosen: list[int] = []
    for index in ranked:
        if len(chosen) == most:
            break
        if len(sentences[index]) <= budget:
            chosen.append(index)
            budget -= len(sentences[index])
    return chosen


def _score(sentence: str, pieces: set[str], counts: Counter[str], names: tuple[str, ...]) -> float:
    if not pieces:
        return 0.0
    weight = sum(log(1 + counts[piece]) for piece in pieces) / (len(pieces) + 4)
    return weight * (1 + _NAME_BONUS * sum(name in sentence for name in names))


def _edge(index: int, count: int) -> float:
    return _EDGE_BONUS if index < 2 or index >= count - 2 else 1.0


def _pieces(sentence: str) -> Iterable[str]:
    for word in _WORD.findall(sentence.lower()):
        if _UNSPACED.match(word):
            yield from (word[start : start + 2] for start in range(max(1, len(word) - 1)))
        elif len(word) > 3:
            yield word
