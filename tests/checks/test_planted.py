"""Recall: defects planted into good translations are found."""

from __future__ import annotations

import random

import pytest
from tests.checks.planted import PLANTS, good_pairs

from storyport.checks import blocking, run_checks

RECALL = 0.95
FEWEST = 20


@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize(
    ("folder", "source", "target", "lines"), [("zh-en", "zh", "en", 5), ("en-es", "en", "es", 5)]
)
def test_planted_defects_are_found(kind, folder, source, target, lines):
    chance = random.Random(7)
    planted = [
        bad
        for pair in good_pairs(folder, source, target, lines)
        if (bad := PLANTS[kind](pair, chance))
    ]
    if len(planted) < FEWEST:
        pytest.skip(f"{kind}: too few places in {source} to {target}")
    missed = [pair for pair in planted if not blocking(run_checks(pair))]
    assert 1 - len(missed) / len(planted) >= RECALL, missed[:3]
