from __future__ import annotations

import pytest

from storyport.localize.learning.spoken import SpokenLine, store_speakers
from storyport.localize.learning.texts import read_chapters

pytestmark = pytest.mark.database


def contexts(desk):
    return [request.context for request in desk.requests]


def test_an_engine_is_told_who_speaks_and_how(desk):
    desk.load({"第一章": ["“滚！给我滚出去！”他吼道。", "雪停了。"]})
    (chapter,) = read_chapters(desk.story)
    said = SpokenLine(chapter.segments[1], 0, 9, "林风", 0.9, "tag")
    store_speakers(chapter.part, [said])
    desk.run()
    (context,) = contexts(desk)
    number = desk.sent[0].index("“滚！给我滚出去！”他吼道。") + 1
    assert context["speakers"] == f"{number}: 林风"
    assert context["tone"] == f"{number}: shouted"


def test_speakers_of_a_text_that_has_changed_are_not_told(desk):
    desk.load({"第一章": ["“走。”"]})
    (chapter,) = read_chapters(desk.story)
    store_speakers(chapter.part, [SpokenLine(chapter.segments[1], 0, 3, "林风", 0.9, "tag")])
    desk.load({"第一章": ["“走。”", "雪停了。"]})
    desk.run()
    assert all("speakers" not in context for context in contexts(desk))


def test_a_speaker_that_is_a_guess_is_told_to_nobody(desk):
    desk.load({"第一章": ["“走。”"]})
    (chapter,) = read_chapters(desk.story)
    store_speakers(chapter.part, [SpokenLine(chapter.segments[1], 0, 3, "林风", 0.3, "present")])
    desk.run()
    assert all("speakers" not in context for context in contexts(desk))


def test_who_is_a_secret_is_not_told_before_the_time(desk):
    chapters = {"第一章": ["“走。”黑衣人说。"], "第二章": ["“走。”顾雁说。"]}
    desk.load(chapters)
    desk.say("顾雁", "Gu Yan", kind="character", spoiler=2)
    for chapter in read_chapters(desk.story):
        line = SpokenLine(chapter.segments[1], 0, 3, "顾雁", 0.9, "tag")
        store_speakers(chapter.part, [line])
    desk.run()
    told = [context.get("speakers", "") for context in contexts(desk)]
    assert sum(text.count("顾雁") for text in told) == 1
