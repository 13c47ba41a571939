"""Few false alarms: on human translations, and on fiction written for these tests."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.checks.fiction import GOOD
from tests.checks.planted import good_pairs

from storyport.checks import Pair, blocking, check_batch, run_checks
from storyport.kernel.locales import parse_locale

MOST_PER_STRING = 0.04


@pytest.mark.parametrize(("source_locale", "target_locale", "source", "target", "terms"), GOOD)
def test_good_fiction_is_not_blocked(source_locale, target_locale, source, target, terms):
    pair = Pair(
        source, target, parse_locale(source_locale), parse_locale(target_locale), terms=terms
    )
    assert blocking(run_checks(pair)) == []


@pytest.mark.parametrize(
    ("folder", "source", "target"),
    [("zh-en", "zh", "en"), ("zh-en", "en", "zh"), ("en-es", "en", "es"), ("en-es", "es", "en")],
)
def test_human_translations_have_few_findings(folder, source, target):
    pairs = good_pairs(folder, source, target)
    found = Counter(finding.check for pair in pairs for finding in blocking(run_checks(pair)))
    assert found.total() / len(pairs) <= MOST_PER_STRING, found


@pytest.mark.parametrize(
    ("folder", "source", "target"), [("zh-en", "zh", "en"), ("en-es", "en", "es")]
)
def test_human_translations_have_not_moved(folder, source, target):
    pairs = good_pairs(folder, source, target)
    batches = [pairs[start : start + 12] for start in range(0, len(pairs), 12)]
    assert not any(check_batch(batch) for batch in batches)
