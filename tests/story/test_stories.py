from __future__ import annotations

import unicodedata

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.story.stories import find_story, make_story

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ZH = parse_locale("zh")


def test_a_story_is_found_by_the_name_it_was_made_with():
    made = make_story("剑来", "剑来", ZH, parse_locales("en,es,en"))
    found = find_story(" 剑来 ")
    assert (found.pk, found.title, found.source_locale) == (made.pk, "剑来", "zh-Hans")
    assert found.locales == ["en", "es"]


def test_a_name_is_the_same_however_its_accents_are_encoded():
    make_story(unicodedata.normalize("NFD", "Café"), "", parse_locale("fr"), [])
    assert find_story(unicodedata.normalize("NFC", "Café")).name == unicodedata.normalize(
        "NFC", "Café"
    )


def test_a_missing_story_names_those_there_are_the_most_alike_first():
    for name in ("Zhu Xian", "Ink and Cloud", "Jian Lai"):
        make_story(name, "", ZH, [])
    with pytest.raises(BadInput) as caught:
        find_story("ink-and-cluod")
    assert caught.value.do.startswith("Known: Ink and Cloud, ")
    assert "Jian Lai" in caught.value.do


def test_without_any_story_it_says_how_to_make_one():
    with pytest.raises(BadInput, match="storyport new"):
        find_story("x")


def test_many_stories_are_not_all_listed():
    for number in range(12):
        make_story(f"story {number:02}", "", ZH, [])
    with pytest.raises(BadInput, match="and 4 more"):
        find_story("nothing like it")


def test_a_name_is_taken_once_and_the_transaction_survives():
    make_story("s", "", ZH, [])
    with pytest.raises(BadInput, match="already"):
        make_story("s", "", ZH, [])
    assert find_story("s").title == ""


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 201, "a\u202eb"])
def test_a_name_that_nobody_could_type_is_refused(name):
    with pytest.raises(BadInput):
        make_story(name, "", ZH, [])


def test_a_story_does_not_go_to_its_own_language():
    with pytest.raises(BadInput, match="zh-Hans"):
        make_story("s", "", ZH, parse_locales("en,zh-CN,zh-Hans"))
