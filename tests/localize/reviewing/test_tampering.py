from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.localize.reviewing.tampering import (
    Trace,
    holds,
    misplaced_sources,
    misplaced_targets,
)


def traces(before, after):
    return [
        Trace(f"row {n}", n, "x", "x", hash(one), hash(other))
        for n, (one, other) in enumerate(zip(before, after, strict=True))
    ]


@settings(deadline=None)
@given(st.lists(st.integers(), min_size=4, max_size=40, unique=True), st.randoms())
def test_any_permutation_of_many_is_seen(texts, random):
    order = texts[:]
    random.shuffle(order)
    moved = [n for n, (a, b) in enumerate(zip(texts, order, strict=True)) if a != b]
    found = misplaced_targets(traces(texts, order))
    assert found == ([f"row {n}" for n in moved] if len(moved) > 2 else [])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30))
def test_new_texts_are_no_exchange(rows):
    assert misplaced_targets(traces([a for a, _ in rows], [b for _, b in rows])) == []


def test_a_few_among_many_edits_may_be_meant():
    before = list("abcdefghi")
    assert misplaced_targets(traces(before, list("bcaDEFGHI"))) == []
    assert len(misplaced_targets(traces(before, list("bcadefghi")))) == 3


def test_one_source_that_was_mended_is_no_exchange():
    rows = [Trace("row 2", 1, "aa", "bb", 0, 0), Trace("row 3", 2, "cc", "cc", 0, 0)]
    assert misplaced_sources(rows) == []
    rows[1] = Trace("row 3", 2, "bb", "aa", 0, 0)
    assert misplaced_sources(rows) == ["row 2", "row 3"]


def test_holding_another_text():
    first, second = "He wrote a long letter.", "It was snowing outside."
    assert holds(f"{first} {second}", second, first)
    assert holds(f"{first} It had been snowing outside.", second, first)
    assert not holds("He wrote a very long letter that day.", second, first)
    assert not holds(f"{first} Yes.", "Yes.", first)
    assert not holds(f"{second} Really.", second, second)
