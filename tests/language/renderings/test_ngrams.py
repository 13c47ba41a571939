"""Runs of tokens, counted by text, against a plain count."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.language.renderings.association import strength
from storyport.language.renderings.ngrams import Ngrams

_LONGEST = 3
_TEXTS = st.lists(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=8), max_size=6)


def build(texts):
    keys, joined, numbers = [], [], []
    for at, text in enumerate(texts):
        for place, (key, glued) in enumerate(text):
            keys.append(key)
            joined.append(glued and place > 0)
            numbers.append(at)
    return (
        Ngrams(
            np.asarray(keys, np.int32),
            np.asarray(joined, np.bool_),
            np.asarray(numbers, np.int32),
            _LONGEST,
        ),
        keys,
        joined,
        numbers,
    )


def plain_counts(size, keys, joined, numbers, masked):
    found = {}
    for start in range(len(keys) - size + 1):
        places = range(start, start + size)
        whole = all(joined[place] for place in places if place > start)
        if whole and not any(masked[place] for place in places):
            found.setdefault(tuple(keys[place] for place in places), set()).add(numbers[start])
    return Counter({run: len(texts) for run, texts in found.items()})


@settings(deadline=None)
@given(texts=_TEXTS, seed=st.integers(0, 99))
def test_runs_are_counted_by_text(texts, seed):
    ngrams, keys, joined, numbers = build(texts)
    rng = np.random.default_rng(seed)
    ngrams.mask(1, np.flatnonzero(rng.random(len(keys)) < 0.2).astype(np.int32))

    for size in range(1, _LONGEST + 1):
        ids = ngrams.levels[size - 1].ids.tolist()
        counts = ngrams.text_counts(size)
        found = Counter(
            {
                tuple(keys[start : start + size]): int(counts[number])
                for start, number in enumerate(ids)
                if number >= 0 and counts[number]
            }
        )
        assert plain_counts(size, keys, joined, numbers, ngrams.masked) == found


def test_a_masked_run_is_no_longer_there():
    ngrams, *_ = build([[(0, False), (1, True)], [(0, False), (1, True)]])
    number = int(ngrams.levels[1].ids[0])

    ngrams.mask(2, np.asarray([0], np.int32))

    assert ngrams.starts_of(2, number).tolist() == [0, 2]
    assert ngrams.texts_of(2, number).tolist() == [1]


def test_strength_is_one_for_the_same_texts_and_nothing_for_chance():
    both, run = np.asarray([5.0, 3.0, 1.0]), np.asarray([5.0, 5.0, 20.0])

    same, most, chance = strength(both, run, 5, 100).tolist()

    assert 0.999 < same <= 1
    assert 0 < most < same
    assert chance < 1e-3
