from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.story.actions.relate import Address, relate
from storyport.story.casting import cards_of, cast_of
from storyport.story.facts import Validity
from storyport.story.matching import load_index
from storyport.story.models import Part

pytestmark = pytest.mark.database


def test_the_disguise_is_not_the_name_before_the_reveal(desk):
    desk.load({f"第{n}章": ["白先生来了。"] for n in (1, 2, 3)})
    desk.say("白先生", "Mister White", kind="title", times=Validity(0, 2))
    desk.say("顾雁", "Gu Yan", kind="character", aliases=("白先生",), times=Validity(3, 0))
    desk.say("白先生", "Gu Yan the White", form="白先生", kind="character")
    index = load_index(desk.story)
    said = {
        part.title: [
            fact.text
            for fact in index.facts(index.hits("白先生来了。", index.time_of(part.pk)), "en")
        ]
        for part in Part.objects.all()
    }
    assert said == {
        "第1章": ["Mister White"],
        "第2章": ["Mister White"],
        "第3章": ["Gu Yan the White"],
    }


def test_each_chapter_is_checked_by_the_names_of_its_time(desk):
    desk.load({f"第{n}章": ["白先生来了。"] for n in (1, 2)})
    desk.say("白先生", "Mister White", kind="title", times=Validity(0, 1))
    desk.say("顾雁", "Gu Yan", kind="character", aliases=("白先生",), times=Validity(2, 0))
    desk.run()
    texts = [request.terms for request in desk.requests]
    told = {term.target for terms in texts for term in terms}
    assert told == {"Mister White", "Gu Yan"}
    desk.say("顾雁", "Gu Yann", force=True)
    desk.run(engine=None)
    assert sorted(row for row in desk.texts().values() if "Yann" in row) == [
        text for text in desk.texts().values() if "Gu Yann" in text
    ]


def test_other_shapes_of_a_rendering_pass_the_check(desk):
    desk.say("掌墨师", "Maestra", "es", kind="title", shapes={"Las Maestras": "plural"})
    index = load_index(desk.story)
    entry = index.bible.named("掌墨师")[0]
    assert index.shapes(entry.id, ["掌墨师"], "es") == ("Las Maestras",)
    assert index.shapes(entry.id, ["掌墨师"], "en") == ()


def test_people_of_a_scene_are_told_with_how_they_speak_and_whom_they_call_what(desk):
    desk.say("林风", "Lin Feng", kind="character", gender="male", speech="terse")
    desk.say("林风", "", there={"pronouns": "he/him"})
    desk.say("顾雁", "Gu Yan", kind="character", gender="female")
    english = parse_locale("en")
    relate(desk.story, Address("林风", "顾雁", "师姐", Validity(2), english, "Senior Sister"))
    index = load_index(desk.story)
    hits = [index.hits("林风看着顾雁。")]
    (feng, yan) = cards_of(cast_of(hits), index, "en", 2)
    assert (feng.pronouns, feng.speech, feng.calls) == (
        "he/him",
        "terse",
        ("顾雁 师姐 = Senior Sister",),
    )
    assert yan.gender == "female"
    (feng, _) = cards_of(cast_of(hits), index, "en", 1)
    assert feng.calls == ()
    (alone,) = cards_of(cast_of([index.hits("林风")]), index, "en", 2)
    assert alone.calls == ()


def test_what_one_calls_another_may_stand_for_the_form_of_address(desk):
    desk.say("师姐", "Senior Sister", kind="address")
    desk.say("林风", "Lin Feng", kind="character")
    desk.say("顾雁", "Gu Yan", kind="character")
    relate(desk.story, Address("林风", "顾雁", "师姐", locale=parse_locale("en"), text="Sister Gu"))
    index = load_index(desk.story)
    (fact,) = index.facts(index.hits("师姐！"), "en")
    assert index.shapes(fact.entry, [fact.form], "en") == ("Sister Gu",)


def test_a_form_that_does_not_hold_yet_hides_none_that_does(desk):
    desk.say("剑客", "Swordsman", kind="title")
    desk.say("顾雁", "Gu Yan", kind="character", aliases=("黑衣剑客",), times=Validity(40))
    index = load_index(desk.story)
    assert [form for _, form, _ in index.hits("黑衣剑客来了", 10)] == ["剑客"]
    assert [form for _, form, _ in index.hits("黑衣剑客来了", 40)] == ["黑衣剑客"]
