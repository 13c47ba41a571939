from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale, parse_locales


@pytest.mark.parametrize(
    ("tag", "normal", "script", "direction", "spaced"),
    [
        ("en", "en", "Latn", "ltr", True),
        ("EN_us", "en-US", "Latn", "ltr", True),
        ("zh", "zh-Hans", "Hans", "ltr", False),
        ("zh-CN", "zh-Hans-CN", "Hans", "ltr", False),
        ("zh-TW", "zh-Hant-TW", "Hant", "ltr", False),
        ("zh-hk", "zh-Hant-HK", "Hant", "ltr", False),
        ("zh-hant", "zh-Hant", "Hant", "ltr", False),
        ("ja", "ja", "Jpan", "ltr", False),
        ("ko", "ko", "Kore", "ltr", True),
        ("pt-br", "pt-BR", "Latn", "ltr", True),
        ("es-419", "es-419", "Latn", "ltr", True),
        ("ar", "ar", "Arab", "rtl", True),
        ("he", "he", "Hebr", "rtl", True),
        ("fa", "fa", "Arab", "rtl", True),
        ("sr", "sr", "Cyrl", "ltr", True),
        ("sr-Latn", "sr-Latn", "Latn", "ltr", True),
        ("th", "th", "Thai", "ltr", False),
        ("hi", "hi", "Deva", "ltr", True),
        (" id ", "id", "Latn", "ltr", True),
    ],
)
def test_a_tag_becomes_a_locale(tag, normal, script, direction, spaced):
    locale = parse_locale(tag)
    assert (locale.tag, locale.script) == (normal, script)
    assert (locale.direction, locale.spaced) == (direction, spaced)
    assert str(locale) == normal
    assert locale.name
    assert locale.own_name


@pytest.mark.parametrize(
    "tag",
    ["", "e", "english", "qq", "xx-XX", "en-", "zh-Hans-CN-x-y", "en us", "12", "en,es", "../en"],
)
def test_what_is_no_locale_is_refused(tag):
    with pytest.raises(BadInput, match="unknown locale") as caught:
        parse_locale(tag)
    assert "BCP 47" in caught.value.do


def test_a_normal_tag_stays_itself():
    for tag in ("zh", "zh-TW", "pt-br", "sr-latn-rs", "es-419", "yue"):
        once = parse_locale(tag)
        assert parse_locale(once.tag) == once


def test_names_are_for_people():
    assert parse_locale("zh-Hans").name == "Chinese (Simplified)"
    assert parse_locale("es").own_name == "español"


def test_a_list_gives_each_once_in_order():
    assert [str(locale) for locale in parse_locales("en, es,,EN,pt_BR ")] == ["en", "es", "pt-BR"]
    with pytest.raises(BadInput, match="no locale given"):
        parse_locales(" , ")
    with pytest.raises(BadInput, match="'qq'"):
        parse_locales("en,qq")
