from __future__ import annotations

import pytest

from storyport.story.models import Story

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_story_is_made(storyport):
    made = storyport("new", "剑来", "--title", "剑来", "--from", "zh", "--to", "en,pt_br", "--json")
    assert made.code == 0
    assert made.value == {
        "story": {"name": "剑来", "title": "剑来", "source": "zh-Hans", "locales": ["en", "pt-BR"]}
    }
    assert Story.objects.get().name == "剑来"


def test_it_says_what_it_did_and_what_comes_next(storyport):
    made = storyport("new", "s", "--from", "ja", "--to", "en")
    assert "Japanese into English" in made.words()
    assert "storyport translate FILE --story" in made.words()
    assert storyport("new", "t", "--from", "ja", "-q").out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "zh", "--to", "en,qq"), "unknown locale 'qq'"),
        (("--from", "klingon"), "unknown locale"),
        (("--from", "zh", "--to", "zh-Hans"), "language the story is written in"),
        ((), "Missing option '--from'"),
        (("--from", "zh", "--into", "en"), "No such option: --into"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_made(storyport, arguments, says):
    answer = storyport("new", "s", *arguments)
    assert answer.code == 2
    assert says in answer.words()
    assert not Story.objects.exists()


def test_a_name_is_taken_once(storyport):
    storyport("new", "s", "--from", "zh")
    again = storyport("new", "s", "--from", "zh", "--json")
    assert again.code == 2
    assert set(again.value["error"]) == {"what", "where", "do"}
    assert "--story s" in again.value["error"]["do"]
