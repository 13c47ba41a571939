from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locales
from storyport.localize.learning.learning import learn_story
from storyport.localize.learning.lines import lines_of, say_speaker
from storyport.localize.learning.spoken import DECIDED, speakers_of_part
from storyport.story.models import Part

pytestmark = pytest.mark.database

YARD = [
    "林风走进来。“你来了。”苏晴说。",
    "林风说：“走。”",
    "“走。”苏晴答道。她笑道：“走。”",
]


@pytest.fixture
def learned(desk):
    desk.say("林风", "Lin Feng", kind="character", gender="male", aliases=("风儿",))
    desk.say("苏晴", "Su Qing", kind="character", gender="female")
    desk.load({"第一章": YARD})
    learn_story(desk.story, (), parse_locales("en"))
    return desk


def said(desk, number=1):
    return [(line.words, line.speaker) for line in lines_of(desk.story, number).lines]


def test_the_lines_of_a_part_with_their_words(learned):
    assert said(learned) == [
        ("你来了。", "苏晴"), ("走。", "林风"), ("走。", "苏晴"), ("走。", "苏晴"),
    ]  # fmt: skip


def test_what_a_person_says_holds_when_it_is_learned_again_and_the_text_moves(learned):
    done = say_speaker(learned.story, lines_of(learned.story, 1), 4, who="风儿")
    assert (done.speaker, done.confidence) == ("林风", DECIDED)
    assert [who for _, who in said(learned)] == ["苏晴", "林风", "苏晴", "林风"]
    learned.load({"第一章": ["雪停了。", *YARD]})
    assert speakers_of_part(Part.objects.get()) == {}
    learn_story(learned.story, (), parse_locales("en"))
    assert [who for _, who in said(learned)] == ["苏晴", "林风", "苏晴", "林风"]


def test_a_role_and_nobody(learned):
    say_speaker(learned.story, lines_of(learned.story, 1), 1, role="门房")
    say_speaker(learned.story, lines_of(learned.story, 1), 2)
    assert [who for _, who in said(learned)] == ["门房", "", "苏晴", "苏晴"]


def test_what_is_not_there_is_said(learned):
    with pytest.raises(BadInput, match="no part 2"):
        lines_of(learned.story, 2)
    with pytest.raises(BadInput, match="4 quoted lines"):
        say_speaker(learned.story, lines_of(learned.story, 1), 5, role="门房")
    with pytest.raises(BadInput, match="no entry 王五"):
        say_speaker(learned.story, lines_of(learned.story, 1), 1, who="王五")


def test_nothing_is_learned_yet(desk):
    desk.load({"第一章": YARD})
    with pytest.raises(BadInput, match="nothing was learned"):
        lines_of(desk.story, 1)
