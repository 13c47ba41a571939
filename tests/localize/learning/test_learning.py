from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from storyport.kernel.errors import Interrupted
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.localize.learning import learning
from storyport.localize.learning.learning import learn_story
from storyport.localize.learning.spoken import speakers_of_part
from storyport.localize.learning.watching import Watch
from storyport.story.actions.remove import Removal, remove
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.models import Part
from storyport.story.reading import load_bible
from storyport.story.writing import changing, write_entries

pytestmark = pytest.mark.database

YARD = {
    "第一章": [
        "林风走进来。",
        "“林师兄，你来了。”苏晴说。",
        "林风点点头。“林师兄！”她叫道。",
        "林师兄笑了。林风说：“走。”",
        "林师兄说：“好。”",
        "苏晴看着林师兄，她笑道：“你饿不饿？”",
        "林风答道：“不饿。”他跟着苏晴走了。",
    ]
}


@pytest.fixture
def learn(desk):
    def run(locales="en", **more):
        return learn_story(desk.story, (), parse_locales(locales), **more)

    desk.load(YARD)
    return run


def entry(desk, word):
    return next(each for each in load_bible(desk.story).entries if each.headword == word)


def test_a_second_look_at_the_same_text_changes_nothing(desk, learn):
    first = learn()
    before = load_bible(desk.story)
    again = learn()
    assert first.created == len(first.entries) > 0
    assert (again.created, again.changed) == (0, 0)
    assert load_bible(desk.story) == before
    assert [each.id for each in again.entries] == [each.id for each in first.entries]


def test_what_a_person_says_while_names_are_found_wins(desk, learn, monkeypatch):
    found = learning.learn_names
    saying = Saying(
        word="林风", kind="character", gender="female", locale=parse_locale("en"), text="Lin Phong"
    )
    said = []

    def beat():
        if not said:
            said.append(set_entry(desk.story, saying))

    asked = threading.Event()

    def slow(*given, **more):
        asked.wait(timeout=30)
        return found(*given, **more)

    def watched():
        # Called once before names are looked for, then while they are.
        beats.append(1)
        if len(beats) > 1:
            beat()
            asked.set()

    beats = []
    monkeypatch.setattr(learning, "learn_names", slow)
    done = learn(watch=Watch(beat=watched))
    feng = entry(desk, "林风")
    assert (feng.gender, feng.confidence, feng.aliases) == ("female", None, ())
    assert feng.renderings["en"].text == "Lin Phong"
    assert any(note.startswith("林风 is also called 林师兄 (第一章 ¶ 3):") for note in done.notes)
    assert any("--alias 林师兄" in note for note in done.notes)


def test_what_is_approved_gets_no_learned_aliases(desk, learn):
    desk.say("林风", "Lin Feng", kind="character")
    done = learn()
    assert entry(desk, "林风").aliases == ()
    assert any("林风 is also called 林师兄" in note for note in done.notes)


def test_what_was_taken_out_stays_out(desk, learn):
    learn()
    assert entry(desk, "林风").aliases == ("林师兄",)
    remove(desk.story, Removal("林风", alias="林师兄"))
    remove(desk.story, Removal("苏晴"))
    learn()
    assert entry(desk, "林风").aliases == ()
    assert not load_bible(desk.story).named("苏晴")
    learn(again=True)
    assert entry(desk, "林风").aliases == ("林师兄",)
    assert load_bible(desk.story).named("苏晴")


def test_another_locale_gets_its_suggestions_later(desk, learn):
    learn()
    learn("es")
    renderings = entry(desk, "林风").renderings
    assert (renderings["en"].text, renderings["es"].text) == ("Lin Feng", "Lin Feng")
    assert {facts.status for facts in renderings.values()} == {"proposed"}


def test_a_judged_entry_is_as_sure_as_it_was_judged(desk, learn):
    learn()
    feng = entry(desk, "林风")
    told = replace(feng.evidence[0], reason="a model: no name: wind")
    with changing(desk.story) as bible:
        doubted = replace(feng, confidence=0.1, evidence=(*feng.evidence, told))
        write_entries(desk.story, bible, [doubted])
    learn()
    assert entry(desk, "林风").confidence == 0.1


def test_speakers_are_counted_and_kept(desk, learn):
    done = learn()
    assert 0 < done.spoken <= done.lines
    (part,) = Part.objects.filter(story=True)
    assert ("林风",) in speakers_of_part(part).values()


def test_a_stop_ends_it_and_nothing_is_half_done(desk, learn):
    with pytest.raises(Interrupted):
        learn(watch=Watch(stop=lambda: True))
    assert load_bible(desk.story).entries == ()
