from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storyport.checks.evaluation import aligning
from storyport.checks.evaluation.aligning import Bead, align

_EXTENTS = st.lists(st.floats(0, 400), max_size=40)


def _lengths(count: int, seed: int = 1) -> list[float]:
    rng = random.Random(seed)
    return [rng.choice((12, 30, 55, 80, 120, 200)) + rng.random() * 20 for _ in range(count)]


def _translated(lengths: list[float]) -> list[float]:
    rng = random.Random(2)
    return [length * rng.uniform(0.9, 1.1) for length in lengths]


@given(_EXTENTS, _EXTENTS)
@example([1.0], [5e-324])
@example([5e-324], [400.0])
@settings(deadline=None)
def test_beads_cover_both_texts_in_order(source, target):
    beads = align(source, target)
    ours = theirs = 0
    for bead in beads:
        assert (bead.source, bead.target) == (ours, theirs)
        assert (bead.source_end, bead.target_end) != (ours, theirs)
        ours, theirs = bead.source_end, bead.target_end
    assert (ours, theirs) == (len(source), len(target))


def test_equal_texts_stand_side_by_side():
    lengths = _lengths(60)
    assert align(lengths, _translated(lengths)) == [Bead(n, n + 1, n, n + 1) for n in range(60)]


def test_a_sentence_that_is_lost_is_named():
    lengths = _lengths(60)
    target = _translated(lengths)
    del target[25]
    (lost,) = [bead for bead in align(lengths, target) if bead.target == bead.target_end]
    # Neighbours of the same length cannot be told apart by length.
    assert abs(lost.source - 25) <= 1


def test_sentences_that_were_joined_stand_together():
    lengths = _lengths(60)
    target = _translated(lengths)
    target[30:32] = [sum(target[30:32])]
    joined = [bead for bead in align(lengths, target) if bead.source_end - bead.source > 1]
    assert [(bead.source, bead.source_end) for bead in joined] == [(30, 32)]


def test_a_page_that_is_lost_widens_the_band(monkeypatch):
    monkeypatch.setattr(aligning, "_BAND", 4)
    lengths = _lengths(200)
    target = _translated(lengths)
    beads = align(lengths, target[:80] + target[120:])
    after = {bead.source: bead.target for bead in beads}
    assert sum(after.get(n) == n - 40 for n in range(150, 200)) >= 45
    assert sum(bead.target == bead.target_end for bead in beads) >= 15


@pytest.mark.parametrize(("ours", "theirs"), [(0, 0), (3, 0), (0, 3), (1, 1), (1, 3), (3, 1)])
def test_the_smallest_texts(ours, theirs):
    beads = align([20.0] * ours, [20.0] * theirs)
    assert sum(bead.source_end - bead.source for bead in beads) == ours
    assert sum(bead.target_end - bead.target for bead in beads) == theirs


def test_texts_without_a_letter_are_aligned_all_the_same():
    assert len(align([0.0] * 5, [0.0] * 4)) >= 4
