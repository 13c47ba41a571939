from __future__ import annotations

import json

import pytest

import storyport.story
from storyport.kernel.locales import parse_locale
from storyport.story import Bible, load_index, slice_of
from storyport.story.actions.relate import Address, relate
from storyport.story.facts import EntryFacts, RenderingFacts
from storyport.story.matching import FactIndex


def test_what_is_exported_is_there_and_no_more():
    names = set(storyport.story._HOME_OF)
    assert names == set(storyport.story.__all__)
    for name in names:
        assert getattr(storyport.story, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = storyport.story.nothing


def test_a_slice_holds_what_stands_in_the_text_most_frequent_first():
    bible = Bible(
        (
            EntryFacts(
                1,
                "林风",
                "character",
                "male",
                aliases=("小风",),
                note="the hero",
                renderings={
                    "en": RenderingFacts(
                        "Lin Feng", "approved", ("Lin Wind",), {"小风": ("Little Feng", "proposed")}
                    )
                },
            ),
            EntryFacts(2, "青云山", "place", renderings={"en": RenderingFacts("Mount Qingyun")}),
            EntryFacts(3, "剑", "item"),
        )
    )
    index = FactIndex(bible, parse_locale("zh-Hans"))
    told = slice_of(index, ["林风和小风", "青云山上，林风拔剑。"], parse_locale("en"))
    assert [(term.source, term.target, term.binding, term.count) for term in told.terms] == [
        ("林风", "Lin Feng", True, 2),
        ("小风", "Little Feng", False, 1),
        ("青云山", "Mount Qingyun", False, 1),
        ("剑", "", False, 1),
    ]
    assert [card.name for card in told.people] == ["林风"]
    assert told.style
    assert json.loads(json.dumps(told.as_dict()))["terms"][0]["banned"] == ["Lin Wind"]


@pytest.mark.database
def test_a_story_s_slice_goes_by_its_time(scribe):
    scribe.say("林风", "Lin Feng", kind="character", gender="male")
    scribe.say("顾雁", "Gu Yan", kind="character", gender="female", spoiler=9, note="the spy")
    relate(scribe.story, Address("林风", "顾雁", "师姐"))
    told = slice_of(load_index(scribe.story), ["林风，顾雁"], parse_locale("en"), 3)
    assert told.people[0].calls == ("顾雁 师姐",)
    assert {term.source: term.definition for term in told.terms}["顾雁"] == ""
