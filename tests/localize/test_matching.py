from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.tmx import TmxUnit, write_tmx
from storyport.kernel.locales import parse_locale
from storyport.localize.matching import FuzzyIndex, Match, examples, examples_text, index_memory
from storyport.localize.memory import import_tmx
from storyport.story.stories import make_story

_TEXTS = [
    ("林风走进了听松坊，没有说话。", "Lin Feng walked into Listening Pines without a word."),
    ("林风走出了听松坊，没有说话。", "Lin Feng walked out of Listening Pines without a word."),
    ("是。", "Yes."),
    ("<1>墨</1>与云<2/>", "<1>Ink</1> and Cloud<2/>"),
    ("天都峰上的云海", "the sea of clouds above Tiandu Peak"),
]


def _index(*pairs: tuple[str, str], status: str = "") -> FuzzyIndex:
    return FuzzyIndex(TmxUnit(one, other, "zh", "en", status) for one, other in pairs or _TEXTS)


def _find(line: str, *pairs: tuple[str, str]) -> list[Match]:
    return _index(*pairs).find(line, lowest=0.5)


def test_an_equal_source_comes_first_with_score_one():
    first, second = _find("林风走出了听松坊， 没有说话。".replace(" ", ""))[:2]
    assert (first.target, first.score) == (_TEXTS[1][1], 1.0)
    assert second.target == _TEXTS[0][1]
    assert 0.9 < second.score < 1.0


def test_an_equal_source_takes_the_marks_of_the_line():
    (match,) = _find("<8>墨</8>与云<3/>")
    assert (match.target, match.score) == ("<8>Ink</8> and Cloud<3/>", 1.0)


def test_other_marks_are_not_quite_equal():
    (match,) = _find("墨与云")
    assert (match.target, match.score) == ("<1>Ink</1> and Cloud<2/>", 0.99)


def test_one_character_is_found():
    assert [match.target for match in _find("是。")] == ["Yes."]


@pytest.mark.parametrize("line", ["", "  ", "<1/>", "完全不同"])
def test_what_is_like_nothing_finds_nothing(line):
    assert _find(line) == []


def test_the_better_status_comes_first():
    pairs = [
        TmxUnit("山", status, "zh", "en", status) for status in ("draft", "reviewed", "checked")
    ]
    found = FuzzyIndex(pairs).find("山")
    assert [match.target for match in found] == ["reviewed", "checked", "draft"]


def test_five_at_most_the_best_first():
    pairs = [(f"第{n}章：山中的人们在等待", f"Chapter {n}") for n in range(40)]
    found = _index(*pairs).find("第7章：山中的人们在等候")
    assert len(found) == 5
    assert found[0].target == "Chapter 7"
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)


def test_frequent_words_do_not_hide_the_rare_one():
    pairs = [(f"他说他不知道这件事{n}", str(n)) for n in range(30_000)]
    found = _index(*pairs, ("他说他不知道松烟墨", "ink")).find("他说他不知道松烟墨。")
    assert found[0].target == "ink"


@given(st.lists(st.text("甲乙丙丁戊", min_size=1, max_size=8), min_size=1, max_size=12), st.data())
@settings(deadline=None)
def test_scores_stay_in_bounds_and_equals_are_always_found(texts, data):
    index = _index(*((text, text) for text in texts))
    line = data.draw(st.sampled_from(texts))
    found = index.find(line, lowest=0.5)
    assert (found[0].source, found[0].score) == (line, 1.0)
    assert all(0.5 <= match.score <= 1.0 for match in found)


@pytest.mark.database
@pytest.mark.django_db
def test_lines_are_looked_up_in_a_storys_memory(tmp_path):
    story = make_story("book", "", parse_locale("zh"), [parse_locale("en")])
    write_tmx(tmp_path / "m.tmx", [TmxUnit(*pair, "zh", "en") for pair in _TEXTS], "zh")
    import_tmx(story, tmp_path / "m.tmx")
    index = index_memory(story, parse_locale("en"))
    assert index is not None
    found = [index.find(line, lowest=0.5) for line in ["是。", "", "天都峰的云海"]]
    assert [[match.target for match in several] for several in found] == [
        ["Yes."],
        [],
        ["the sea of clouds above Tiandu Peak"],
    ]


# --- what a match looks like -------------------------------------------------------------


def test_the_fuzzy_threshold_holds_where_nothing_else_is_asked():
    assert [match.score >= 0.75 for match in _index().find("林风走进了听松坊，没有说。")] == [
        True,
        True,
    ]
    assert _index().find("林风走进了") == []


def test_a_match_with_the_lines_marks_gets_their_numbers():
    pair = ("<1>墨</1>与云在山上<2/>", "<1>Ink</1> and Cloud on the mountain<2/>")
    (match,) = _index(pair).find("<7>墨</7>与云在山中<9/>")
    assert match.target == "<7>Ink</7> and Cloud on the mountain<9/>"
    (match,) = _index(pair).find("<2/>墨与云在山中")
    assert match.target == pair[1]


def test_pairs_that_are_added_are_found():
    index = _index()
    index.add([TmxUnit("新的一页写得很慢", "The new page came slowly", "zh", "en")])
    index.add([])
    assert len(index) == len(_TEXTS) + 1
    assert index.find("新的一页写得很快")[0].target == "The new page came slowly"
    assert index.find(_TEXTS[2][0])[0].target == "Yes."


def test_an_equal_text_may_look_like_a_mark():
    (match,) = _index(("&lt;1>是 &amp;lt;1>", "yes")).find("&lt;1>是 &amp;lt;1>")
    assert match.score == 1.0


# --- examples for an engine -------------------------------------------------------------


def test_examples_are_shown_once_best_first_within_their_room():
    lines = [_TEXTS[0][0], "林风走出了听松坊，没有说话", "完全不同的话"]
    shown = examples(_index(), lines, room=1000)
    assert [match.target for match in shown] == [_TEXTS[0][1], _TEXTS[1][1]]
    told = examples_text(shown)
    assert told.splitlines()[0] == f"{_TEXTS[0][0]} => {_TEXTS[0][1]}"
    one = len(told.splitlines()[0])
    assert examples(_index(), lines, room=one) == shown[:1]
    assert examples(_index(), lines, room=5) == []


def test_examples_that_do_not_fit_todays_bible_are_passed_over():
    shown = examples(_index(), [_TEXTS[0][0]], 1000, lambda match: "into" not in match.target)
    assert [match.target for match in shown] == [_TEXTS[1][1]]


def test_examples_show_no_marks():
    shown = examples(_index(("<1>墨</1>与\n云", "<1>Ink</1> and\nCloud")), ["墨与 云"], 100)
    assert examples_text(shown) == "墨与 云 => Ink and Cloud"


@pytest.mark.database
@pytest.mark.django_db
def test_a_story_without_memory_has_no_index():
    story = make_story("none", "", parse_locale("zh"), [parse_locale("en")])
    assert index_memory(story, parse_locale("en")) is None
    assert index_memory(story, parse_locale("en"), finished=True) is None
