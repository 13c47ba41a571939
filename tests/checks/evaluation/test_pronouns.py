from __future__ import annotations

import pytest

from storyport.checks.evaluation.pronouns import agreement, count_pronouns, knows_pronouns
from storyport.kernel.locales import parse_locale


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "He gave her the book; it was theirs, she said. HERS!", "he1 she3 they1 it1"),
        ("en", "The shepherd, Sheila and it-girl", ""),
        ("en", "he's here, she’ll go", "he1 she1"),
        ("zh-Hans", "他们和她看着它，其他人不见了，他也是。", "he1 she1 they1 it1"),
        ("zh-Hant", "她們笑了，他彈著吉他。", "they1 he1"),
        ("ja", "彼女は彼らを見た。彼の本だ。", "she1 they1 he1"),
        ("es", "Él miró a ella y ellos rieron.", "he1 she1 they1"),
        ("ru", "Она и он", "she1 he1"),
        ("fi", "hän", ""),
    ],
)
def test_pronouns_are_counted_by_class(locale, text, expected):
    found = count_pronouns(text, parse_locale(locale))
    assert found == {word[:-1]: int(word[-1]) for word in expected.split()}


def test_a_language_without_a_table_is_said():
    assert not knows_pronouns(parse_locale("fi"))
    assert knows_pronouns(parse_locale("zh-Hant"))


def test_agreement_counts_what_both_say():
    assert agreement({"he": 2, "it": 1}, {"he": 1, "she": 1}) == (1, 3, 2)
