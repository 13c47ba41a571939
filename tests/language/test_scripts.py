from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.chinese_variants import simplified_only
from storyport.language.scripts import (
    foreign_runs,
    letters,
    main_script,
    script_counts,
    script_runs,
    scripts_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林风走了。", "Hani"),
        ("林風は行った", "Hira"),
        ("リンフォン", "Kana"),
        ("린펑이 갔다", "Hang"),
        ("Lin Feng 走", "Latn"),
        ("Линь Фэн", "Cyrl"),
        ("لين فنغ", "Arab"),
        ("หลินเฟิง", "Thai"),
        ("לין פנג", "Hebr"),
        ("लिन फेंग", "Deva"),
        ("Λιν", "Grek"),
        ("123 …!", ""),
    ],
)
def test_main_script(text, expected):
    assert expected == main_script(text)


def test_counts():
    assert script_counts("Lin é 林风 1,2") == {"Latn": 4, "Hani": 2}
    assert letters("Lin é 林风 1,2") == 6


@settings(deadline=None)
@given(st.text(alphabet="aé林あカ한жعไא१ 1。", max_size=60))
def test_counts_and_runs_agree(text):
    runs = script_runs(text)
    assert letters(text) == sum(run.end - run.start for run in runs)
    assert all(text[run.start : run.end] == run.text for run in runs)


@pytest.mark.parametrize(
    ("name", "last", "expected"),
    [
        ("LATIN", 0x02AF, "Latn"),
        ("CYRILLIC", 0x052F, "Cyrl"),
        ("HEBREW", 0x05FF, "Hebr"),
        ("THAI CHARACTER", 0x0E7F, "Thai"),
        ("HIRAGANA", 0x30FF, "Hira"),
        ("CJK UNIFIED", 0x9FFF, "Hani"),
        ("HANGUL SYLLABLE", 0xD7A3, "Hang"),
    ],
)
def test_letters_of_the_unicode_database_are_known(name, last, expected):
    for character in map(chr, range(last + 1)):
        is_letter = unicodedata.category(character) in {"Lu", "Ll", "Lo"}
        if is_letter and unicodedata.name(character, "").startswith(f"{name} "):
            assert script_counts(character) == {expected: 1}


def test_foreign_runs_join_over_punctuation_but_not_over_letters():
    runs = foreign_runs("He said 林风，好 and 走.", ["Latn"])
    assert [run.text for run in runs] == ["林风，好", "走"]
    assert foreign_runs("plain", ["Latn"]) == []
    assert [run.script for run in foreign_runs("林 a", ["Hani"])] == ["Latn"]


def test_scripts_of_locales():
    assert scripts_of(parse_locale("ja")) == ("Hani", "Hira", "Kana")
    assert scripts_of(parse_locale("zh-Hant")) == ("Hani", "Bopo")
    assert scripts_of(parse_locale("sr-Latn")) == ("Latn",)


def test_simplified_characters_are_told_from_those_that_are_shared():
    traditional = simplified_only("Hant")
    assert set("这时国会说们") - {"说"} <= traditional
    assert not traditional & set("後里面只台說這時國會人大山水着吃")
    japanese = simplified_only("Jpan")
    assert set("这时说们吗") <= japanese
    assert not japanese & set("国会学来点声体")
