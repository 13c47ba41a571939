from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.localize.consistency.conflicts import find_text_conflicts
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.contradictions import Conflict
from storyport.story.models import Pack

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def kinds(found: list[Conflict]) -> list[tuple[str, str]]:
    return [(each.kind, each.severity) for each in found]


def lines(source: str, *targets: str) -> dict[str, list[tuple[str, str]]]:
    return {"第一章": [(source, target) for target in targets]}


def test_what_is_consistent_has_no_conflicts(shelf):
    shelf.say("林风", "Lin Feng", kind="character", gender="male", aliases=("小风",))
    shelf.put("novel", lines("林风来了。", *["Lin Feng came, and he sat down."] * 9))
    shelf.put("game", lines("林风升级了！", "Lin Feng levelled up!"))
    assert shelf.conflicts() == []


def test_two_renderings_in_two_media_are_told_with_places(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    shelf.put("novel", lines("林风来了。", *["Lin Feng came."] * 9))
    shelf.put("game", lines("林风。", "Lin Fong.", "Lin Fong!", "Lin Fong?"), name="Lamp Room")
    (found,) = shelf.conflicts()
    assert (found.kind, found.severity, found.locale) == ("use", "major", "en")
    assert "'Lin Feng' in 9 lines" in found.message
    assert "'Lin Fong' in 3 lines" in found.message
    assert "game “Lamp Room”, 第一章, u0; game “Lamp Room”, 第一章, u1" in found.message


@pytest.mark.parametrize(
    ("target", "times", "proposed", "expected"),
    [
        ("Lin Fong came.", 1, False, []),
        ("Lin Fong came.", 2, False, [("use", "minor")]),
        ("Lin Fong came.", 3, False, [("use", "major")]),
        ("Lin Fong came.", 3, True, [("use", "minor")]),
        ("Little Feng came.", 2, False, []),
        ("Little Feng came.", 9, False, [("use", "minor")]),
        ("Forest Wind came.", 1, False, [("banned-use", "major")]),
        ("Forest Wind came.", 1, True, [("banned-use", "minor")]),
        ("Somebody came.", 9, False, []),
    ],
)
def test_how_often_and_how_bad(shelf, target, times, proposed, expected):
    told = {"kind": "character", "proposed": proposed}
    shelf.say("林风", "Lin Feng", aliases=("小风",), banned=("Forest Wind",), **told)
    shelf.say("小风", "Little Feng", form="小风", proposed=proposed)
    shelf.put("novel", lines("林风来了。", *["Lin Feng came."] * 20, *[target] * times))
    assert kinds(shelf.conflicts()) == expected


def person(shelf, gender: str = "male", **said) -> None:
    shelf.say("林风", "Lin Feng", kind="character", gender=gender, **said)


def test_pronouns_of_the_other_gender(shelf):
    person(shelf)
    right, wrong = "Lin Feng came in, and he sat down.", "Lin Feng came in, and she sat down."
    shelf.put("novel", lines("林风进来坐下了。", *[right] * 6, *[wrong] * 3))
    (found,) = shelf.conflicts()
    assert (found.kind, found.severity) == ("gender-use", "minor")
    assert "is male, and is she in 3 of 9 lines" in found.message
    assert "novel, 第一章, u6; novel, 第一章, u7" in found.message


@pytest.mark.parametrize(("wrong", "expected"), [(2, 0), (3, 1)])
def test_three_places_at_least(shelf, wrong, expected):
    person(shelf)
    shelf.put("novel", lines("林风坐下了。", *["Lin Feng sat, and she smiled."] * wrong))
    assert len(shelf.conflicts()) == expected


def test_a_fifth_of_the_places_at_least(shelf):
    person(shelf)
    wrong, right = "Lin Feng sat, and she smiled.", "Lin Feng sat, and he smiled."
    shelf.put("novel", lines("林风坐下了。", *[wrong] * 3, *[right] * 13))
    assert shelf.conflicts() == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("林风看着她。", "Lin Feng saw that she smiled."),
        ("林风和苏墨坐下了。", "Lin Feng sat. She smiled."),
        ("林风坐下了。", "Lin Feng sat, and she smiled at Su Mo."),
        ("林风坐下了。", "“She is gone,” said Lin Feng."),
        ("林风坐下了。", "— Ella se fue —dijo Lin Feng, and she smiled."),
        ("林风坐下了。", "Lin Feng sat, and she took his hand."),
        ("林风坐下了。", "Lin Feng sat. Then she smiled."),
        ("林风坐下了。", "Lin Feng sat. “She said, and Lin Feng, and she."),
    ],
)
def test_where_somebody_else_may_be_meant_nothing_counts(shelf, source, target):
    person(shelf)
    shelf.say("苏墨", "Su Mo", kind="character", gender="female")
    shelf.put("novel", lines(source, *[target] * 9))
    assert [each for each in shelf.conflicts() if each.kind == "gender-use"] == []


def test_who_has_other_pronouns_in_a_locale_or_none_is_held_to_those(shelf):
    person(shelf)
    shelf.put("novel", lines("林风坐下了。", *["Lin Feng sat, and she smiled."] * 5))
    rendering = shelf.story.entries.get().renderings.get()
    for pronouns, expected in (("she/her", 0), ("they/them", 0), ("he/him", 1), ("", 1)):
        rendering.pronouns = pronouns
        rendering.save()
        assert len(shelf.conflicts()) == expected
    rendering.gender = "female"
    rendering.save()
    assert shelf.conflicts() == []


def test_languages_in_which_things_are_he_and_she_need_more(shelf):
    shelf.say("林风", "Lin Feng", "fr", kind="character", gender="male")
    wrong, right = "Lin Feng ouvrit ; elle grinça.", "Lin Feng entra ; il sourit."
    shelf.put("novel", lines("林风坐下了。", *[wrong] * 4, *[right] * 6), "fr")
    assert shelf.conflicts("fr") == []
    shelf.put("series", lines("林风坐下了。", *[wrong] * 4), "fr")
    assert kinds(shelf.conflicts("fr")) == [("gender-use", "major")]


def test_one_form_for_two_people(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    shelf.say("林峰", "Lin Ridge", kind="character")
    shelf.put("novel", lines("林风来了。", *["Lin Feng came."] * 9))
    shelf.put("game", lines("林峰来了。", *["Lin Feng came."] * 5, *["Lin Ridge came."] * 5))
    (found,) = [each for each in shelf.conflicts() if each.kind == "split-use"]
    assert found.severity == "major"
    assert "'Lin Feng' is 林风 (character) in 9 lines" in found.message
    assert "林峰 (character) in 5 lines" in found.message


@pytest.mark.parametrize(
    ("source", "target", "times"),
    [
        ("林峰来了。", "Lin Feng came.", 2),
        ("林峰和林风来了。", "Lin Feng came.", 9),
        ("林峰来了。", "Lin Feng and Lin Ridge came.", 9),
        ("林峰和苏墨来了。", "Lin Feng came.", 9),
    ],
)
def test_who_stands_for_whom_is_told_only_where_it_is_clear(shelf, source, target, times):
    shelf.say("林风", "Lin Feng", kind="character")
    shelf.say("林峰", "Lin Ridge", kind="character")
    shelf.say("苏墨", "Su Mo", kind="character")
    shelf.put("novel", lines("林风来了。", *["Lin Feng came."] * 9))
    shelf.put("game", lines(source, *[target] * times))
    assert [each for each in shelf.conflicts() if each.kind == "split-use"] == []


def test_two_that_are_agreed_to_be_called_the_same(shelf):
    shelf.say("青云城", "Azure Cloud", kind="place")
    set_entry(shelf.story, Saying(word="青云宗", kind="faction"))
    shelf.say("青云宗", "Azure Cloud", force=True)
    shelf.put("novel", lines("青云城到了。", "They reached Azure Cloud."))
    assert shelf.conflicts() == []
    shelf.put("game", lines("青云宗", "Azure Cloud"))
    shelf.put("series", lines("青云宗在青云城。", "Azure Cloud is in Azure Cloud."))
    (found,) = shelf.conflicts()
    assert (found.kind, found.severity) == ("split-use", "minor")
    assert "in 1 line (at novel, 第一章, u0)" in found.message


def test_what_packs_know_is_left_out_and_all_locales_are_the_default(shelf):
    Pack.objects.create(story=shelf.story, name="cultivation", binds=True)
    person(shelf, banned=("Forest Wind",))
    shelf.say("林风", "Lin Feng", "es", banned=("Viento",))
    shelf.put("novel", lines("林风筑基。", "Forest Wind did."))
    shelf.put("novel", lines("林风筑基。", "Viento."), "es")
    found = find_text_conflicts(shelf.story)
    assert [(each.kind, each.locale) for each in found] == [
        ("banned-use", "en"),
        ("banned-use", "es"),
    ]
    assert {each.entries for each in found} == {(shelf.story.entries.get().pk,)}
    assert find_text_conflicts(shelf.story, [parse_locale("es")]) == found[1:]
