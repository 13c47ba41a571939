"""One key for all shapes of a word."""

from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.renderings.clitics import arabic_front
from storyport.language.renderings.folding import fold, is_ending, without_possessive


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["stone", "stones", "stone's"]),
        ("en", ["city", "cities"]),
        ("es", ["piedra", "piedras"]),
        ("ru", ["Фэн", "Фэна", "Фэну", "Фэном"]),
        ("ru", ["секта", "секты", "сектой", "сектами"]),
        ("ko", ["임풍은", "임풍이", "임풍에게", "임풍"]),
        ("ar", ["حبر", "الحبر", "والحبر", "للحبر", "بالحبر", "الحِبر"]),
        ("ar", ["معلمة", "المعلمة", "معلمتي", "معلمتها"]),
        ("de", ["Stein", "Steine", "Steinen"]),
        ("tr", ["Feng", "Feng’in", "Feng'e"]),
        ("id", ["pedang", "pedangnya"]),
        ("he", ["נהר", "הנהר", "בנהר"]),
    ],
)
def test_shapes_of_a_word_share_a_key(language, words):
    counts = dict.fromkeys(words, 1)

    assert len(set(fold(counts, parse_locale(language)).values())) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Lin", "Ling", "Link"]),
        ("es", ["Feng", "Fengo"]),
        ("ru", ["Линг", "Линь"]),
        ("ar", ["لين", "يان", "فنغ", "بحر", "كاي"]),
        ("fr", ["pierre", "esprit"]),
        ("vi", ["linh", "lin"]),
    ],
)
def test_other_words_keep_their_own(language, words):
    counts = dict.fromkeys(words, 1)

    assert len(set(fold(counts, parse_locale(language)).values())) == len(words)


def test_arabic_letters_of_a_name_are_no_clitics():
    counts = {"لين": 30, "ين": 1, "للين": 2, "ولين": 3}

    keys = fold(counts, parse_locale("ar"))

    assert keys["للين"] == keys["ولين"] == keys["لين"] == "لين"


@pytest.mark.parametrize(
    ("word", "key", "expected"),
    [
        ("والحبر", "حبر", "الحبر"),
        ("للحبر", "حبر", "الحبر"),
        ("بالحبر", "حبر", "الحبر"),
        ("ولين", "لين", "لين"),
        ("للين", "لين", "لين"),
        ("لين", "لين", "لين"),
    ],
)
def test_arabic_is_shown_with_its_article_only(word, key, expected):
    assert arabic_front(word, key) == expected


def test_possessives():
    assert without_possessive("Lin Feng’s", "en") == "Lin Feng"
    assert without_possessive("Lin Feng'in", "tr") == "Lin Feng"
    assert without_possessive("Xin’an", "en") == "Xin’an"


def test_endings():
    assert is_ending("ами", "ru", "Cyrl")
    assert not is_ending("г", "ru", "Cyrl")
    assert is_ending("에게", "ko", "Hang")
    assert not is_ending("", "ko", "Hang")
    assert not is_ending("a", "en", "Zyyy")
