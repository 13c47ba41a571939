import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.pronouns import (
    count_sexes,
    has_gendered_pronoun,
    pronouns_mean_things,
    tells_sexes,
)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("She put down the lamp.", "en", True),
        ("The theme is there, the hero here.", "en", False),
        ("Elle posa la lampe.", "fr", True),
        ("彼女は灯りを置いた。", "ja", True),
        ("他放下了灯。", "zh-Hant", True),
        ("Dia menaruh lampu itu.", "id", False),
    ],
)
def test_pronouns_that_tell_a_gender(text, locale, expected):
    assert has_gendered_pronoun(text, parse_locale(locale)) is expected


@pytest.mark.parametrize(
    ("text", "locale", "female", "male"),
    [
        ("She put down his lamp herself.", "en", 2, 1),
        ("He’s here; they are not; the hero is.", "en", 0, 1),
        ("Él la vio, y ella no.", "es", 1, 1),
        ("Il y a un homme ; il faut partir, il sourit.", "fr", 0, 1),
        ("Il n’y avait personne. Elle attendit.", "fr", 1, 0),
        ("彼女は彼を見た。彼らは彼女たちを見た。彼岸。", "ja", 1, 1),
        ("他说她和其他人、他们、吉他。", "zh-Hans", 1, 1),
        ("Он ждал. Она ушла.", "ru", 1, 1),
        ("그는 웃었다. 그녀가 울었다.", "ko", 1, 1),
        ("Sie sagte es ihm.", "de", 0, 0),
        ("Dia menaruh lampu itu.", "id", 0, 0),
    ],
)
def test_how_often_a_text_says_he_and_she(text, locale, female, male):
    found = count_sexes(text, parse_locale(locale))
    assert (found["female"], found["male"]) == (female, male)


def test_languages_that_tell_sexes():
    known = ("en", "es", "pt", "fr", "it", "ru", "uk", "pl", "ar", "vi", "ko", "zh-Hans", "ja")
    assert all(tells_sexes(parse_locale(tag)) for tag in known)
    assert not any(tells_sexes(parse_locale(tag)) for tag in ("de", "nl", "th", "id", "tr", "fi"))
    assert pronouns_mean_things(parse_locale("fr"))
    assert not pronouns_mean_things(parse_locale("en"))
