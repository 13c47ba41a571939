"""Forms found in texts: words, beginnings, ends, masks, spellings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.intensity import LANGUAGES
from storyport.language.intensity.matching import matcher_of
from storyport.language.intensity.tables import entries_of


def kinds(tag, text):
    return sorted(entry.kind for entry in matcher_of(parse_locale(tag)).find(text))


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "He was UTTERLY, utterly lost.", ["intensifier", "intensifier"]),
        ("en", "She sat so that she could see.", []),
        ("en", "An absolute Sussex classic.", []),
        ("en", "You son of a bitch.", ["insult"]),
        ("zh", "太阳出来了。", []),
        ("zh", "这真菌长在更夫的门上。", []),
        ("zh", "你简直疯了！", ["intensifier"]),
        ("zh-Hant", "你簡直瘋了！", ["intensifier"]),
        ("zh", "他妈妈来了，生日你记得。", []),
        ("zh", "他咳嗽着喂鸡。", []),
        ("ru", "Ублюдками они были.", ["insult"]),
        ("ja", "よくそんなことが言えたものだ。", []),
        ("ja", "パチンコとバケツとアングロサクソン。", []),
        ("ja", "行くぞ。", ["familiar", "particle"]),
        ("ko", "참고로 시발점은 여기다.", []),
        ("ko", "씨발놈아!", ["insult"]),
        ("th", "จังหวัดและพระอาจารย์", []),
        ("th", "ไปนะ", ["particle"]),
        ("vi", "Đi nhé!", ["particle"]),
        ("vi", "Nhé là một từ.", []),
        ("id", "Sangat bagus dong!", ["casual", "intensifier", "particle"]),
        ("ar", "وصاحَ بأعلى صوتِهِ", ["loud", "loud"]),
        ("ar", "أُجرة البيت", []),
        ("ar", "يا ابن العاهرة", ["insult"]),
        ("ar", "كان أخوه هنا", []),
        ("de", "Ich bitte Sie herein.", ["polite"]),
        ("de", "Sie kam. »Sie kam.«", []),
    ],
)
def test_what_is_found(tag, text, expected):
    assert kinds(tag, text) == expected


def test_a_text_in_another_normal_form():
    assert kinds("vi", unicodedata.normalize("NFD", "vô cùng")) == ["intensifier"]


def test_a_language_without_a_table_has_no_matcher():
    assert matcher_of(parse_locale("hi")) is None


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_form_is_found_where_it_stands_alone(language):
    locale = parse_locale(language)
    matcher = matcher_of(locale)
    missed = [
        entry
        for entry in entries_of(language, locale.script)
        if entry.kind != "none"
        and entry.form == entry.form.lower()
        and entry.kind not in {found.kind for found in matcher.find(entry.form.strip(" *"))}
    ]
    assert missed == []


@given(text=st.text(max_size=80), language=st.sampled_from(sorted(LANGUAGES)))
@settings(deadline=None)
def test_any_text_can_be_read(text, language):
    matcher = matcher_of(parse_locale(language))
    assert list(matcher.find(text)) == list(matcher.find(text))
