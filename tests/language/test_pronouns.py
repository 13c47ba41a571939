import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.pronouns import has_gendered_pronoun


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
