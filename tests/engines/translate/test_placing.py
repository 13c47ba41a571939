import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Term
from storyport.engines.translate.placing import anchors_of, put_back, take_out
from storyport.engines.translate.protecting import Protector
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of, plain, well_formed

EN, ZH = parse_locale("en"), parse_locale("zh-Hans")


def test_marks_are_taken_out():
    text, marks = take_out("A <1>red</1> car<2/> &lt;1>")
    assert text == "A red car <1>"
    assert [(str(each.mark), each.at) for each in marks] == [("<1>", 2), ("</1>", 5), ("<2/>", 9)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<1>好的。</1>", "All right.", "<1>All right.</1>"),
        ("他<1>说</1>好<2/>", "He said yes", "He <1>said</1> yes<2/>"),
        ("<1/>他说好", "He said yes", "<1/>He said yes"),
        ("<1><2>他</2></1>说", "He said", "<1><2>He</2></1> said"),
        ("甲乙丙丁<1>戊</1>", "One two three", "One two <1>three</1>"),
        ("走<1></1>了", "He went away", "He went <1></1>away"),
        ("<1>走</1>", "", "<1></1>"),
    ],
)
def test_marks_go_where_they_seem_to_belong(source, target, expected):
    text, marks = take_out(source)
    assert put_back(target, text, marks, EN) == expected


def test_a_mark_around_a_name_stays_around_it():
    text, marks = take_out("昨天夜里<1>林风</1>走了")
    kept = Protector((Term("林风", "Lin Feng"),), ZH).protect(text)
    target = "Lin Feng went away last night"
    anchors = anchors_of(kept, target)
    assert put_back(target, text, marks, EN, anchors) == "<1>Lin Feng</1> went away last night"


def test_text_that_looks_like_a_mark_is_escaped():
    assert put_back("a <1> b", "甲", (), EN) == "a &lt;1> b"
    text, marks = take_out("<2/>甲 &lt;1>")
    assert put_back("a <1>", text, marks, EN) == "<2/>a &lt;1>"


@given(
    st.lists(st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "山", "水 ", "&lt;9>"])),
    st.text(st.sampled_from("ab c.<1>&lt;山"), max_size=20),
    st.sampled_from([EN, ZH]),
)
@settings(deadline=None)
def test_every_mark_is_there_once(pieces, target, locale):
    source = "".join(pieces)
    text, marks = take_out(source)
    shown = put_back(target, text, marks, locale)
    assert marks_of(shown) == marks_of(source)
    assert well_formed(shown) == well_formed(source)
    assert plain(shown) == target
