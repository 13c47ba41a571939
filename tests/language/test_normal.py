from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.language.marks import marks_of, split, well_formed
from storyport.language.normal import (
    align_numbers,
    normal,
    number_pair,
    numbers_of,
    renumber,
    source_digest,
)

_TEXTS = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["<1>", "</1>", "<2/>", "<7>", "</7>", " ", "\u3000", "\u0338", "&lt;1>", "e\u0301"]
        ),
    ),
    max_size=12,
).map("".join)


def test_marks_are_numbered_by_appearance():
    assert normal("<5>他</5>说<2/>：<9>走</9>") == "<1>他</1>说<2/>：<3>走</3>"


def test_white_space_is_collapsed():
    assert normal("\u3000 第一章\t\n 开端\u00a0") == "第一章 开端"


def test_accents_are_composed():
    assert normal("cafe\u0301") == "café"


def test_a_mark_survives_a_combining_slash_behind_it():
    assert marks_of(normal("<3>\u0338a</3>")) == {"<1>": 1, "</1>": 1}


def test_escaped_look_alikes_are_not_marks():
    assert normal("&lt;5>和<5/>") == "&lt;5>和<1/>"


@pytest.mark.parametrize(
    ("one", "other"),
    [("<1>a</1> b", "<4>a</4>  b"), ("a<2/>", " a<1/>"), ("e\u0301", "é"), ("甲　乙", "甲 乙")],
)
def test_equal_sources_share_a_digest(one, other):
    assert source_digest(one) == source_digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [("a", "b"), ("a<1/>", "a"), ("<1>a</1>", "a<1/>"), ("ab", "a b")]
)
def test_different_sources_do_not(one, other):
    assert source_digest(one) != source_digest(other)


def test_a_digest_has_32_hex_digits():
    assert len(source_digest("走")) == 32
    int(source_digest("走"), 16)


@given(_TEXTS)
@settings(deadline=None)
def test_normal_is_a_fixed_point(text):
    assert normal(normal(text)) == normal(text)


@given(_TEXTS)
@settings(deadline=None)
def test_normal_loses_no_mark_and_no_letter(text):
    assert [type(piece) for piece in split(normal(text)) if not isinstance(piece, str)] == [
        type(piece) for piece in split(text) if not isinstance(piece, str)
    ]
    assert well_formed(normal(text)) == well_formed(text)
    assert _letters(normal(text)) == _letters(text)


def _letters(text: str) -> str:
    words = "".join(piece for piece in split(text) if isinstance(piece, str)).split()
    return unicodedata.normalize("NFD", "".join(words))


def test_numbers_come_in_order_of_appearance():
    assert numbers_of("<5>a<2/></5><9/>") == [5, 2, 9]


def test_renumber_swaps():
    assert renumber("<1>a</1><2/><3/>", {1: 2, 2: 1}) == "<2>a</2><1/><3/>"


def test_a_target_follows_the_numbers_of_an_equal_source():
    assert align_numbers("<1>他</1>说<2/>", "<2/>said <1>he</1>", "<4>他</4>说<3/>") == (
        "<3/>said <4>he</4>"
    )


def test_marks_of_the_target_alone_collide_with_nothing():
    assert align_numbers("<1>他</1>", "<1>he</1><2/>", "<2>他</2>") == "<2>he</2><3/>"


@pytest.mark.parametrize(
    ("pair", "numbered"),
    [
        (("<4>他</4><2/>", "<2/><4>he</4>"), ("<1>他</1><2/>", "<2/><1>he</1>")),
        (("<2/>", "<2/><1/>"), ("<1/>", "<1/><2/>")),
        (("他", "he"), ("他", "he")),
    ],
)
def test_a_pair_is_numbered_by_its_source(pair, numbered):
    assert number_pair(*pair) == numbered
