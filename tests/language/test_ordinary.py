from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.ordinary import ordinary_words, simplify, surroundings_of
from storyport.language.terms import TermForm, TermMatcher


def places(text: str, *forms: str, locale: str = "zh-Hans") -> list[int]:
    matcher = TermMatcher([TermForm(form) for form in forms], parse_locale(locale))
    return [hit.start for hit in matcher.find(text)]


def test_words_are_known_and_names_are_not():
    words = ordinary_words()
    assert words["满意"] > 100
    assert "张三丰" not in words
    assert all(2 <= len(word) <= 4 for word in words)


def test_simplifying_keeps_every_place():
    text = "園林風格 <1>不滿意</1> ABC"
    assert simplify(text) == "园林风格 <1>不满意</1> ABC"


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("她不满意。", "满", []),
        ("满笑了笑，坐下了。", "满", [0]),
        ("桌前坐着满。", "满", [4]),
        ("园林风格的院子", "林风", []),
        ("花园里林风坐着", "林风", [3]),
        ("林风格外高兴。", "林风", [0]),  # only one side makes a word
        ("校长老师都来了", "长老", []),
        ("那位长老年纪大了。", "长老", [2]),
        ("林风", "林风", [0]),
        ("王府和林家", "林", [3]),
        ("满", "满", [0]),
    ],
)
def test_a_short_name_within_ordinary_words_is_no_hit(text, form, found):
    assert places(text, form) == found


def test_traditional_text_is_looked_up_simplified():
    assert places("她不滿意。滿笑了笑。", "滿", locale="zh-Hant") == [5]
    assert places("園林風格，林風來了。", "林風", locale="zh-Hant") == [5]


def test_other_languages_are_left_alone():
    assert places("不満がある。", "満", locale="ja") == [1]


def test_counting_and_finding_agree():
    forms = ["林风", "满", "师父", "小风", "Lin Feng"]
    matcher = TermMatcher([TermForm(form) for form in forms], parse_locale("zh-Hans"))
    for text in ("林风和满说：“师父，园林风格不满意。”Lin Feng 小风", "<1>林</1>风 &lt;满&gt;", ""):
        counts: dict[str, int] = {}
        for hit in matcher.find(text):
            counts[hit.form] = counts.get(hit.form, 0) + 1
        assert matcher.count(text) == counts


def test_many_forms_are_looked_up_as_few_are():
    few = ["满", "林风", "师父", "金丹", "白"]
    many = surroundings_of([*few, *(chr(0x4E00 + code) for code in range(400))])
    alone = surroundings_of(few)
    for form in few:
        if form in alone:
            assert sorted(many[form].covering) == sorted(alone[form].covering)
            assert many[form][:2] == alone[form][:2]


def test_long_forms_have_no_surroundings():
    assert surroundings_of(["欧阳明月", "紫禁城"]) == {}
    assert "满" in surroundings_of(["满", "欧阳明月"])


def test_a_thing_of_one_character_may_stand_in_a_word():
    forms = [TermForm("剑", "1", name=False), TermForm("满", "2")]
    matcher = TermMatcher(forms, parse_locale("zh-Hans"))
    assert [hit.form for hit in matcher.find("他拔剑，她不满意。")] == ["剑"]
