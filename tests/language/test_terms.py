from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.terms import TermForm, TermMatcher, count_forms, near_forms

CHINESE, ENGLISH = parse_locale("zh"), parse_locale("en")


def _found(text: str, forms: list[str], locale: str) -> list[tuple[str, str]]:
    matcher = TermMatcher([TermForm(form, form) for form in forms], parse_locale(locale))
    return [(hit.form, text[hit.start : hit.end]) for hit in matcher.find(text)]


def test_the_longest_form_wins_without_spaces():
    found = _found("林风到林风城，见了林。", ["林", "林风", "林风城"], "zh")
    assert [form for form, _ in found] == ["林风", "林风城", "林"]


def test_marks_and_escapes_hide_nothing():
    assert _found("<1>林</1>风&lt;1>林风", ["林风"], "zh") == [
        ("林风", "林</1>风"),
        ("林风", "林风"),
    ]
    assert _found("<1>Lin</1> Feng", ["Lin Feng"], "en") == [("Lin Feng", "Lin</1> Feng")]


def test_latin_forms_keep_their_edges_inside_chinese():
    assert [form for form, _ in _found("VIP卡和VIPER", ["VIP"], "zh")] == ["VIP"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lin Feng's sword", ["Lin Feng"]),
        ("LIN FENG", ["Lin Feng"]),
        ("lin feng", []),
        ("Linda", []),
        ("Spirit stones!", ["spirit stone"]),
        ("SPIRIT STONE", ["spirit stone"]),
        ("armies of the army", ["army", "army"]),
        ("Lin\u00a0Feng", ["Lin Feng"]),
        ("‘Lin Feng’", ["Lin Feng"]),
    ],
)
def test_english(text, expected):
    assert expected == [
        form for form, _ in _found(text, ["Lin Feng", "spirit stone", "army", "Lin"], "en")
    ]


def test_a_form_of_two_entries_gives_two_hits():
    matcher = TermMatcher([TermForm("天", "sky"), TermForm("天", "day")], CHINESE)
    assert [hit.entry_id for hit in matcher.find("天")] == ["sky", "day"]


def test_nothing_to_look_for():
    assert TermMatcher([], CHINESE).find("林风") == []
    assert TermMatcher([TermForm(" ", "x")], ENGLISH).find("a b") == []


HAN = st.text(alphabet="林风城青云宗 。", max_size=30)


@settings(deadline=None)
@given(
    HAN, st.lists(st.text(alphabet="林风城青云宗", min_size=1, max_size=3), min_size=1, max_size=6)
)
def test_hits_say_what_stands_there_and_never_overlap(text, forms):
    hits = TermMatcher([TermForm(form, form) for form in forms], CHINESE).find(text)
    assert all(text[hit.start : hit.end] == hit.form for hit in hits)
    spans = [(hit.start, hit.end) for hit in hits]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("locale", "form", "text", "expected"),
    [
        ("ru", "духовный камень", "Духовного камня, духовными камнями", 2),
        ("ru", "Линь Фэн", "Линя Фэна, Линем Фэном, Линь Фэн", 3),
        ("ru", "Лин", "Линг", 0),
        ("de", "Schloss", "Schlösser des Schlosses", 2),
        ("de", "Lin Feng", "Lin Fengs Schwert", 1),
        ("es", "piedra espiritual", "piedras espirituales", 1),
        ("es", "Lin Feng", "Ling Feng", 0),
        ("pt", "pavilhão", "pavilhões", 1),
        ("fr", "Alin", "l'épée d'Alin", 1),
        ("it", "maestro", "maestra, maestri", 2),
        ("pl", "Feng", "Fenga, Fengowi, Fengiem", 3),
        ("ar", "لين فنغ", "ولين فنغ للين فنغ", 2),
        ("ar", "الطائفة", "بالطائفة طائفة", 2),
        ("he", "לין", "ולין", 1),
        ("ko", "린펑", "린펑은 린펑에게는 린펑이었다 린펑님이 린펑구", 4),
        ("ko", "Lin Feng", "Lin Feng은 왔다", 1),
        ("tr", "Lin Feng", "Lin Feng'in, Lin Feng", 2),
        ("tr", "kılıç", "kılıcını kılıçlar", 2),
        ("ja", "リン", "プリン リン", 2),
        ("th", "หลิน", "นายหลินมา", 1),
        ("id", "batu roh", "batu rohnya", 1),
        ("hi", "लड़का", "लड़के लड़कों", 2),
        ("vi", "Lâm Phong", "Lâm Phong", 1),
        ("en", "Lin Feng", "<1>Lin</1> Feng", 1),
        ("sw", "Lin Feng", "Lin Feng", 1),
        ("en", "the Azure Sect", "The Azure Sect and the Azure Sect", 2),
        ("en", "Ma'am Wu", "Ma’am Wu", 1),
        ("en", "Wu-style", "Wu‑style", 1),
    ],
)
def test_count_forms(locale, form, text, expected):
    assert expected == count_forms(text, form, parse_locale(locale))


@settings(deadline=None)
@given(
    st.sampled_from(
        ["en", "ru", "de", "es", "pt", "fr", "ar", "ko", "tr", "hi", "id", "vi", "pl", "he", "hu"]
    ),
    st.sampled_from(
        [
            "Lin Feng",
            "Линь Фэн",
            "Schloss",
            "لين فنغ",
            "린펑",
            "राजा",
            "Ça",
            "o'Neil",
            "a.b",
            "Łódź",
            "sąd",
        ]
    ),
)
def test_every_form_finds_itself(locale, form):
    assert count_forms(f"x, {form}!", form, parse_locale(locale)) == 1
    matcher = TermMatcher([TermForm(form, "1")], parse_locale(locale))
    assert len(matcher.find(f"x, {form}!")) == 1


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Then Linfeng came", "Lin Feng", ["Linfeng"]),
        ("He saw Lin Fong's sword", "Lin Feng", ["Lin Fong"]),
        ("said Lin Wind", "Lin Feng", ["Lin Wind"]),
        ("said Wang Wu to him", "Lin Feng", []),
        ("Lin Feng", "Lin Feng", []),
        ("リンフォンは", "リン・フォン", ["リンフォン"]),
        ("a soul rock", "spirit stone", []),
    ],
)
def test_near_forms(text, form, expected):
    assert expected == near_forms(text, form)
