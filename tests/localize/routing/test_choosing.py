"""Flags over policy over settings; what cannot be is said before anything is sent."""

from pathlib import Path

import pytest

from storyport.kernel.errors import BadInput, Unconfigured
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.kernel.settings import Settings
from storyport.localize.routing.choosing import Chooser
from storyport.localize.routing.policy import Rule, forget_rule, rules_of, set_rule
from storyport.story.stories import make_story

ZH = parse_locale("zh-Hans")
KEYS = {"OPENAI_API_KEY": "not-a-real-key"}


def choose(to="en", rules=(), name="", environ=KEYS, translate="openai:large"):
    settings = Settings(home=Path("nowhere"), translate=translate)
    return Chooser(name, settings, environ, 4).choose(ZH, parse_locales(to), rules)


def test_settings_hold_where_nothing_else_is_said():
    routing = choose()
    assert routing.lane("en", "paragraph").engines == ("openai:large",)
    assert routing.told == "openai:large"


def test_the_most_specific_rule_holds_and_the_rest_comes_from_the_general_ones():
    rules = [
        Rule("", "", ("openai:all",), second="openai:careful"),
        Rule("es", "", ("openai:es", "fake")),
        Rule("", "heading", ("openai:headings",)),
        Rule("es", "heading", ("openai:es-headings",), second="fake"),
    ]
    routing = choose("en,es", rules)
    assert routing.lane("en", "paragraph").engines == ("openai:all",)
    assert routing.lane("en", "heading").engines == ("openai:headings",)
    assert routing.lane("en", "heading").second == "openai:careful"
    assert routing.lane("es", "cell").engines == ("openai:es", "fake")
    assert routing.lane("es", "cell").second == "openai:careful"
    assert routing.lane("es", "heading").engines == ("openai:es-headings",)
    assert routing.lane("es", "heading").second == "fake"
    assert set(routing.engines) == {
        "openai:all",
        "openai:careful",
        "openai:es",
        "openai:headings",
        "openai:es-headings",
        "fake",
    }


def test_a_flag_goes_before_every_rule():
    rules = [Rule("", "", ("openai:all",), second="openai:careful")]
    lane = choose(rules=rules, name="fake").lane("en", "paragraph")
    assert (lane.engines, lane.second) == (("fake",), "")


def test_an_engine_that_cannot_start_is_left_out_and_said():
    routing = choose(rules=[Rule(engines=("openai:a", "fake"))], environ={})
    assert routing.lane("en", "paragraph").engines == ("fake",)
    assert "openai:a" in routing.notices[0]


def test_no_engine_that_can_start_is_an_error():
    with pytest.raises(Unconfigured, match="openai:a"):
        choose(rules=[Rule(engines=("openai:a",))], environ={})


def test_nothing_configured_says_how_to_for_a_pair_that_nothing_here_has():
    with pytest.raises(Unconfigured) as caught:
        choose("fr", environ={}, translate="auto")
    assert "fr" in caught.value.what
    assert "OPENAI_API_KEY" in caught.value.do


def test_an_engine_is_made_as_its_table_says():
    settings = Settings(
        home=Path("nowhere"), engines={"openai:local": {"base_url": "http://127.0.0.1:1/v1"}}
    )
    routing = Chooser("openai:local", settings, {}, 4).choose(ZH, parse_locales("en"))
    assert routing.told == "openai:local"
    wrong = Settings(home=Path("nowhere"), engines={"fake": {"colour": "red"}})
    with pytest.raises(BadInput, match="unknown engine setting"):
        Chooser("fake", wrong, {}, 4).choose(ZH, parse_locales("en"))


def test_memory_ends_an_order():
    routing = choose(rules=[Rule(engines=("fake", "memory", "openai:a"))])
    assert routing.lane("en", "paragraph").engines == ("fake",)
    assert choose(name="memory").is_memory


@pytest.fixture
def story(db):
    return make_story("book", "书", ZH, [])


@pytest.mark.database
def test_rules_are_kept_changed_and_forgotten(story):
    set_rule(story, engines=["openai:a", "fake"])
    set_rule(story, locales=parse_locales("es,fr"), kinds=["heading"], second="fake")
    assert rules_of(story) == [
        Rule("", "", ("openai:a", "fake")),
        Rule("es", "heading", (), "fake"),
        Rule("fr", "heading", (), "fake"),
    ]
    set_rule(story, second="openai:b")
    assert rules_of(story)[0] == Rule("", "", ("openai:a", "fake"), "openai:b")
    assert forget_rule(story, locales=parse_locales("es,fr"), kinds=["heading"]) == 2
    assert len(rules_of(story)) == 1


@pytest.mark.database
@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({}, "nothing is said"),
        ({"engines": ["magic"]}, "unknown translation engine"),
        ({"engines": ["auto"]}, "names no engine"),
        ({"engines": ["openai"]}, "needs a model"),
        ({"second": "memory"}, "cannot mend"),
        ({"kinds": ["poem"], "second": "fake"}, "no kind of text"),
    ],
)
def test_rules_that_cannot_be(story, said, what):
    with pytest.raises(BadInput, match=what):
        set_rule(story, **said)
    assert rules_of(story) == []
