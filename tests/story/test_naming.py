from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.story.naming import checked_name, name_from_stem


@pytest.mark.parametrize(
    "bad",
    [
        *("", " ", ".", "..", " ... ", "a/b", "../x", "a\\b", "a\nb", "a\x1b[31m", "a\u202eb"),
        *("\u2066a", "a\u200fb", "a\u061cb", "\ud800", "x" * 201, "林" * 81),
    ],
)
def test_a_name_that_no_file_could_have_is_refused(bad):
    with pytest.raises(BadInput) as caught:
        checked_name(bad)
    assert caught.value.where == "--story"
    assert caught.value.do


@pytest.mark.parametrize("good", ["墨与云", "novel.v2", ".hidden", "a b", "Ha\u200dm", "١٢"])
def test_other_names_stay_as_they_are(good):
    assert checked_name(f" {good} ") == name_from_stem(good) == good


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("\u202enovel\u202c", "novel"),
        ("book\u200e (1)", "book (1)"),
        ("a\\b", "a_b"),
        ("a\tb\udcffc", "abc"),
        ("Le\u0301on", "L\u00e9on"),
        ("...", "story"),
        ("\u200b", "story"),
        ("", "story"),
        ("x" * 250, "x" * 200),
        ("林" * 83, "林" * 80),
    ],
)
def test_a_stem_becomes_a_name_without_what_no_name_may_have(stem, name):
    assert name_from_stem(stem) == name


@settings(deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_stem_becomes_a_name_that_can_be_used(stem):
    name = name_from_stem(stem)
    assert checked_name(name) == name_from_stem(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert len(name) <= 200
