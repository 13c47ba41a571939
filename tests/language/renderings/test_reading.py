"""Targets as runs of tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.renderings.casing import true_words
from storyport.language.renderings.reading import read_targets
from storyport.language.renderings.small_words import small_words


def tokens(text, language):
    reading = read_targets([text], parse_locale(language))
    return [reading.words[token] for token in reading.tokens]


def trued(texts, language="en"):
    reading = read_targets(texts, parse_locale(language))
    words = [reading.words[word] for word in true_words(reading, small_words(language))]
    ends = reading.bounds.tolist()
    return [" ".join(words[first:last]) for first, last in pairwise(ends)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Half-Catty Hu’s Xin’an", ["Half-Catty", "Hu’s", "Xin’an"]),
        ("fr", "la pierre d’esprit qu’il", ["la", "pierre", "d’", "esprit", "qu’", "il"]),
        ("ja", "霊石はジョン・スミス", ["霊", "石", "は", "ジョン・スミス"]),
        ("th", "หลินเฟิง", ["ห", "ลิ", "น", "เฟิ", "ง"]),
        ("ko", "임풍은 웃었다.", ["임풍은", "웃었다"]),
        ("zh-Hans", "林风 and 3 个", ["林", "风", "and", "3", "个"]),
    ],
)
def test_tokens(language, text, expected):
    assert tokens(text, language) == expected


def test_runs_end_at_punctuation_and_at_the_end_of_a_text():
    reading = read_targets(["One two, three.", "Four five"], parse_locale("en"))

    assert reading.joined.tolist() == [False, True, False, False, True]
    assert reading.bounds.tolist() == [0, 3, 5]
    assert reading.texts.tolist() == [0, 0, 0, 1, 1]
    assert reading.starts.tolist() == [0, 4, 9, 0, 5]


def test_capitals_of_sentence_starts_are_undone_where_the_word_is_small_elsewhere():
    assert trued(["Ink is black. He has ink.", "The ink he had, the Inkmaster."])[0] == (
        "ink is black he has ink"
    )
    assert trued(["Inkmaster! The Inkmaster of old."])[0].startswith("Inkmaster")


def test_a_name_that_begins_with_a_common_word_keeps_its_capital():
    texts = ["He met Old Hu.", "Old Hu laughed.", "An old man, an old hat. Old men laugh."]

    assert trued(texts)[1] == "Old Hu laughed"
    assert trued(texts)[2] == "an old man an old hat old men laugh"


def test_a_heading_keeps_only_capitals_of_known_names():
    texts = [
        "Chapter Three: Old Street",
        "Down Old Street he ran.",
        "a chapter, a street, three old",
    ]

    assert trued(texts)[0] == "chapter three Old Street"


def test_scripts_without_capitals_stay():
    assert trued(["لين فنغ"], "ar") == ["لين فنغ"]
