from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def style(storyport):
    storyport("new", "S", "--from", "zh", "--to", "en,es")

    def run(verb, *arguments):
        return storyport("style", verb, *arguments, "--story", "S", "--to", "es", "--json")

    return run


def test_the_defaults_are_shown_until_a_story_says_otherwise(style):
    shown = style("show").value
    assert shown["own"] == []
    assert "raya" in shown["style"]["dialogue"] or "dash" in shown["style"]["dialogue"]
    changed = style("set", "register=seco", "profanity=1", "do=Una cosa.", "do=Otra.").value
    assert changed["own"] == ["do", "profanity", "register"]
    assert changed["style"]["do"] == ["Una cosa.", "Otra."]
    assert "Register: seco" in changed["lines"]
    assert style("show").value == changed


def test_rules_are_added_and_fields_taken_back(style):
    style("set", "dont=Uno.")
    assert style("set", "dont=Dos.", "--add").value["style"]["dont"] == ["Uno.", "Dos."]
    assert style("reset", "dont").value == style("show").value
    assert style("reset").value["own"] == []


@pytest.mark.parametrize("said", ["register", "colour=red", "quotes=x", "profanity=7"])
def test_what_makes_no_style_is_bad_usage(style, said):
    answer = style("set", said)
    assert answer.code == 2
    assert "error" in answer.value
    assert style("show").value["own"] == []
