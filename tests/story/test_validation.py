from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.story.facts import EntryFacts, RenderingFacts
from storyport.story.models import Entry, Rendering
from storyport.story.validation import (
    GENDERS,
    KINDS,
    STATUSES,
    checked,
    checked_entry,
)


def entry(text: str = "A", locale: str = "en", **more: object) -> EntryFacts:
    fields = {"headword": "林风", "renderings": {locale: RenderingFacts(text, "approved")}, **more}
    return EntryFacts(0, **fields)


def test_the_words_are_those_of_the_models():
    assert tuple(Entry.Kind.values) == KINDS
    assert tuple(Entry.Gender.values) == GENDERS
    assert tuple(Rendering.Status.values) == STATUSES


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (entry(headword=" \u200b "), "headword is empty"),
        (entry(headword="林" * 201), "201 characters"),
        (entry(headword="林\x00风"), r"U\+0000"),
        (entry(headword="林\ud800"), r"U\+D800"),
        (entry(headword="林<1>风</1>"), "inline mark"),
        (entry(aliases=("小\n风",)), "alias has a control character"),
        (entry(kind="person"), "unknown kind"),
        (entry(gender="m"), "unknown gender"),
        (entry(note="x" * 1001), "note has 1001"),
        (entry("Lin <2/> Feng"), "inline mark"),
        (entry("Lin &lt;2/> Feng"), "inline mark"),
        (entry("Lin\u202eFeng"), r"U\+202E"),
        (entry("Lin\u2028Feng"), r"U\+2028"),
        (entry("x" * 301), "301 characters"),
        (entry(locale="xx-Yyyy"), "unknown locale"),
        (entry(locale="zh-CN-x"), "unknown locale"),
        (entry(locale="zh"), "language the story is written in"),
        (
            entry(renderings={"en": RenderingFacts("A", "approved", banned=(" ",))}),
            "banned form is empty",
        ),
        (
            entry(renderings={"pt-BR": RenderingFacts(), "pt_br": RenderingFacts()}),
            "stands here twice",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(bad, says):
    with pytest.raises(BadInput, match=says) as caught:
        checked_entry(bad, "zh-Hans", "names.csv:7")
    assert caught.value.where == "names.csv:7"
    assert caught.value.do


def test_white_space_goes_and_locales_and_order_are_normal():
    given_ = entry(
        headword=" 林风\u3000",
        kind=" Character ",
        aliases=("风儿 ", "小风", "小风", "林风"),
        note="  a\r\nb ",
        renderings={
            "pt_br": RenderingFacts(
                " Vento ",
                "locked",
                (" x ", "x"),
                {" 小风": (" V ", "proposed"), "风儿": (" ", "approved")},
            ),
            "en": RenderingFacts("", "locked", ("y",)),
        },
    )
    assert checked_entry(given_, "zh-Hans") == EntryFacts(
        0,
        "林风",
        "character",
        aliases=("小风", "风儿"),
        note="a\nb",
        renderings={
            "en": RenderingFacts("", "proposed", ("y",)),
            "pt-BR": RenderingFacts("Vento", "locked", ("x",), {"小风": ("V", "proposed")}),
        },
    )


def test_renderings_are_composed_but_for_compatibility_ideographs_in_cjk():
    decomposed = unicodedata.normalize("NFD", "Lâm Phong")
    assert checked_entry(entry(decomposed, "vi"), "zh-Hans").renderings["vi"].text == "Lâm Phong"
    chosen = "\uf9d1"  # NFC would make it U+516D
    assert checked_entry(entry(chosen, "ja"), "zh-Hans").renderings["ja"].text == chosen


@settings(deadline=None)
@given(st.text(max_size=40))
def test_checking_twice_changes_nothing_more(text):
    try:
        once = checked(text, "name", limit=30, lines=True)
    except BadInput:
        return
    assert once
    assert checked(once, "name", limit=30, lines=True) == once
