from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from storyport.language.likeness import Likeness

_WORDS = st.text("山水风云ab c", min_size=1, max_size=14)


def _scores(texts: list[str], line: str, lowest: float) -> list[float]:
    scores = sorted((fuzz.ratio(line, text) / 100 for text in texts), reverse=True)
    return [round(score, 6) for score in scores if score >= lowest]


@given(st.lists(_WORDS, min_size=1, max_size=60), _WORDS, st.sampled_from([0.5, 0.75, 0.9]))
@settings(deadline=None)
def test_it_finds_what_looking_at_all_of_them_finds(texts, line, lowest):
    found = Likeness(texts).find(line, 100, lowest)
    # Two may be alike without one run in common (abc, acb); those alone may be missed.
    shared = [text for text in texts if _runs(text) & _runs(line)]
    assert [round(near.score, 6) for near in found] == _scores(shared, line, lowest)
    assert all(fuzz.ratio(line, texts[near.place]) / 100 == near.score for near in found)


def _runs(text: str) -> set[str]:
    framed = f"\x02{text}\x03"
    runs = set()
    for at in range(len(framed) - 1):
        first, second = framed[at], framed[at + 1]
        dense = first >= "\u2e80" or second == "\x03" or (first == "\x02" and second >= "\u2e80")
        runs.add(framed[at : at + (2 if dense else 3)])
    return runs


def test_places_go_on_over_blocks(monkeypatch):
    monkeypatch.setattr("storyport.language.likeness._BLOCK", 4)
    texts = [f"第{number}章的山中来客" for number in range(11)]
    likeness = Likeness(texts[:6])
    likeness.add(texts[6:])
    likeness.add([])
    assert likeness.size == 11
    for place, text in enumerate(texts):
        assert likeness.find(text, 1, 0.75)[0].place == place


def test_the_best_come_first_and_no_more_than_asked():
    texts = ["山中来客三人", "山中来客", "山中来客一人，带着剑"]
    found = Likeness(texts).find("山中来客三个人", 2, 0.5)
    assert [near.place for near in found] == [0, 1]


@pytest.mark.parametrize("text", ["", "\x02", "\x03\x02", "\ud800", "a", "😀"])
def test_odd_texts_do_no_harm(text):
    likeness = Likeness([text, "山中来客", ""])
    likeness.find(text, 3, 0.5)
    assert likeness.find("山中来客", 3, 0.75)[0].place == 1


def test_nothing_is_found_in_nothing():
    assert Likeness().find("山", 3, 0.5) == []


def test_the_rare_is_not_hidden_by_the_frequent():
    texts = [f"他说他不知道这件事{number}" for number in range(3000)] + ["他说他不知道松烟墨"]
    assert Likeness(texts).find("他说他不知道松烟墨。", 1, 0.75)[0].place == 3000
