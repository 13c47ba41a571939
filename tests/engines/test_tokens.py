import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyport.engines.base import Line, Request, Term
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.engines.translate import weight_of
from storyport.kernel.locales import parse_locale

EN, ZH, JA, TH = (parse_locale(tag) for tag in ("en", "zh-Hans", "ja", "th"))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("", 0, 0),
        ("The quick brown fox jumps over the lazy dog. " * 10, 100, 140),
        ("林风看着远处的山门心中一阵激荡" * 10, 90, 120),
        ("Быстрая лиса прыгает через собаку " * 10, 90, 150),
        ("안녕하세요 여러분 " * 10, 50, 100),
        ("😀" * 10, 15, 30),
    ],
)
def test_estimates_are_plausible(text, low, high):
    assert low <= estimate_tokens(text) <= high


@given(st.text(), st.text())
def test_more_text_is_never_fewer_tokens(one, other):
    assert estimate_tokens(one + other) >= max(estimate_tokens(one), estimate_tokens(other))


def test_output_follows_both_locales():
    chinese = "林风看着远处的山门心中一阵激荡" * 100
    english = estimate_output(chinese, ZH, EN)
    assert 0.6 * len(chinese) <= english <= 1.1 * len(chinese)
    assert estimate_output(chinese, ZH, TH) > english
    assert estimate_output(chinese, ZH, JA) > 0.8 * len(chinese)
    assert estimate_output("x" * 1000, EN, ZH) < 300


def test_a_requests_weight_counts_everything():
    plain = Request((Line("1", "好" * 100),), ZH, EN)
    rich = Request(plain.lines, ZH, EN, "rules " * 50, (Term("好", "good"),), {"before": "你" * 50})
    assert weight_of(plain) > 100
    assert weight_of(rich) > weight_of(plain) + 80
