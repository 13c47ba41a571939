from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.romanization import suggest_name


@pytest.mark.parametrize(
    ("name", "locale", "said"),
    [
        ("林风", "en", "Lin Feng"),
        ("欧阳锦", "es", "Ouyang Jin"),
        ("尉迟青", "fr", "Yuchi Qing"),
        ("单雄信", "en", "Shan Xiongxin"),
        ("吕布", "de", "Lü Bu"),
        ("张爱玲", "pt-BR", "Zhang Ailing"),
        ("葉蘅", "en", "Ye Heng"),
        ("棠", "en", "Tang"),
        ("林风", "ru", "Линь Фэн"),
        ("尉迟青", "ru", "Юйчи Цин"),
        ("欧阳锦", "ja", "欧陽錦"),
        ("于长庚", "ja", "于長庚"),
    ],
)
def test_names_are_spelled_as_readers_of_the_locale_know_them(name, locale, said):
    assert suggest_name(name, parse_locale(locale)) == said


def test_a_place_is_one_word_and_syllables_stay_apart():
    english = parse_locale("en")
    assert suggest_name("青云", english, person=False) == "Qingyun"
    assert suggest_name("西安", english, person=False) == "Xi’an"


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("林风", "vi"),
        ("林风", "ko"),
        ("林风", "ar"),
        ("艾琳娜·罗兰", "en"),
        ("K先生", "en"),
        ("", "en"),
    ],
)
def test_where_no_reading_is_known_nothing_is_suggested(name, locale):
    assert suggest_name(name, parse_locale(locale)) == ""
