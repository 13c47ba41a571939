import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.language.names.base import Passage
from storyport.language.names.grams import count_forms, count_grams
from storyport.language.names.lexicon import load_lexicon
from storyport.language.names.marking import mark_story
from storyport.language.names.story_text import read_story


def counted(text, width, least=1, **more):
    story = read_story([Passage(1, 1, text)], convert=False)
    marks = mark_story(story, load_lexicon())
    free = story.han[: len(story) + 1]
    grams = count_grams(story, marks, free, width, least, **more)
    return {gram.text: gram for gram in grams.select(grams.counts > 0)}


def test_runs_are_counted_with_their_company():
    grams = counted("林风说：“走。”林风笑了。他看着林风。", 2)
    gram = grams["林风"]
    assert (gram.count, gram["tells"], gram["subject"], gram["start"]) == (3, 1, 2, 2)


def test_beginnings_and_endings_may_be_asked_for():
    text = "青山城外，黑水城里。"
    assert set(counted(text, 3, lasts="城")) == {"青山城", "黑水城"}
    assert set(counted(text, 2, firsts="青")) == {"青山"}


def test_only_four_characters_pack_into_a_key():
    with pytest.raises(ValueError, match="5"):
        counted("一二三四五六", 5)


@given(st.text(st.sampled_from("林风山，。"), max_size=40), st.integers(1, 4))
@settings(deadline=None, max_examples=80)
def test_counts_are_those_of_plain_counting(text, width):
    plain = {}
    for start in range(len(text) - width + 1):
        piece = text[start : start + width]
        if not set(piece) & set("，。"):
            plain[piece] = plain.get(piece, 0) + 1
    text = text if text.strip() else ""
    assert {form: gram.count for form, gram in counted(text, width).items()} == plain


def test_forms_are_counted_each_for_itself():
    story = read_story([Passage(1, 1, "方小楷说。小楷笑了。")], convert=False)
    marks = mark_story(story, load_lexicon())
    free = np.ones(len(story) + 1, dtype=bool)
    grams = count_forms(story, marks, free, ["方小楷", "小楷", "没有"])
    assert {form: gram.count for form, gram in grams.items()} == {"方小楷": 1, "小楷": 2}
