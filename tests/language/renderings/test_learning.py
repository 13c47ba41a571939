"""Renderings that a translation already uses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.renderings.story import CHINESE, KINDS, SHAPES, story

from storyport.kernel.locales import parse_locale
from storyport.language.renderings import LearnedRendering, learn_renderings

ENGLISH = parse_locale("en")


def learn(pairs, kinds=KINDS, language="en"):
    return learn_renderings(pairs, kinds, CHINESE, parse_locale(language))


def top(learned):
    return {form: found[0].text for form, found in learned.items()}


def times(pairs, form):
    return sum(form in source for source, _ in pairs)


def test_names_and_terms_are_learned_whole():
    learned = learn(story("en"))

    assert top(learned) == {
        "林风": "Lin Feng",
        "苏雨": "Su Yu",
        "青云宗": "Azure Cloud Sect",
        "灵石": "spirit stone",
    }
    assert all(len(found) == 1 for found in learned.values())


def test_every_pair_that_has_the_form_is_counted():
    pairs = story("en")

    for form, (found,) in learn(pairs).items():
        assert times(pairs, form) == found.count
        assert found.share == 1
        assert found.confidence > 0.9


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", ("Линь Фэн", "Су Юй", "Секта Лазурного Облака", "духовный камень")),
        ("ko", ("임풍", "소우", "청운종", "영석")),
        ("ja", ("林風", "蘇雨", "青雲宗", "霊石")),
        ("th", ("หลินเฟิง", "ซูอวี่", "สำนักเมฆคราม", "หินวิญญาณ")),
        ("ar", ("لين فنغ", "سو يو", "طائفة السحاب الأزرق", "حجر الروح")),
    ],
)
def test_endings_particles_and_clitics_are_folded(language, expected):
    learned = learn(story(language), language=language)

    assert tuple(top(learned)[form] for form in KINDS) == expected
    assert all(len(found) == 1 for found in learned.values())


@pytest.mark.parametrize("share", [2, 3, 5])
@pytest.mark.parametrize("other", ["Lin Fong", "Forest Wind", "Lin Wind"])
def test_a_second_spelling_is_reported_with_its_count(other, share):
    pairs = story("en", 120)
    mixed = [
        (source, target.replace("Lin Feng", other) if at % share == 0 else target)
        for at, (source, target) in enumerate(pairs)
    ]
    expected = {
        text: count
        for text in ("Lin Feng", other)
        if (count := sum(text in target for _, target in mixed))
    }

    learned = learn(mixed)

    assert {one.text: one.count for one in learned["林风"]} == expected
    assert all(len(learned[form]) == 1 for form in KINDS if form != "林风")


def test_a_translated_name_is_learned_by_association():
    shapes = SHAPES["en"] | {"苏雨": ["Cloudroot"]}

    (found,) = learn(story("en", shapes=shapes))["苏雨"]

    assert found.text == "Cloudroot"


def test_an_alias_keeps_its_own_words_apart_from_the_full_name():
    shapes = SHAPES["en"] | {"小风": ["Little Feng"]}

    learned = learn(story("en", 120, shapes=shapes), KINDS | {"小风": "character"})

    assert top(learned)["林风"] == "Lin Feng"
    assert top(learned)["小风"] == "Little Feng"


def test_what_a_longer_form_has_claimed_leaves_the_shorter_its_own():
    shapes = {"掌墨师": ["the Master of Ink"], "师父": ["the Master"], "林风": ["Lin Feng"]}
    kinds = {"掌墨师": "title", "师父": "address", "林风": "character"}

    learned = learn(story("en", 90, shapes=shapes), kinds)

    assert top(learned) == {"掌墨师": "Master of Ink", "师父": "Master", "林风": "Lin Feng"}


def test_a_form_seen_once_is_sure_only_where_it_is_spelled_as_it_sounds():
    pairs = [
        *story("en", 40),
        ("那天到了汪村。", "That day they came to a village called Wangcun."),
        ("那天到了归岸。", "That day somebody had painted a boat in many colours, Shoreward."),
    ]

    learned = learn(pairs, KINDS | {"汪村": "place", "归岸": "place"})
    sounded, translated = learned["汪村"][0], learned["归岸"][0]

    assert (sounded.text, translated.text) == ("Wangcun", "Shoreward")
    assert sounded.count == translated.count == 1
    assert translated.confidence < min(0.9, sounded.confidence)


def test_names_are_learned_into_chinese_too():
    pairs = [(target, source) for source, target in story("en")]
    kinds = {"Lin Feng": "character", "Azure Cloud Sect": "faction"}

    learned = learn_renderings(pairs, kinds, ENGLISH, CHINESE)

    assert top(learned) == {"Lin Feng": "林风", "Azure Cloud Sect": "青云宗"}


def test_a_saying_is_found_across_its_comma():
    saying = "人磨墨，墨磨人"
    lines = (
        "“You grind the ink, and the ink grinds you,” he said.",
        "They say: you grind the ink, and the ink grinds you.",
    )
    pairs = [*story("en", 40), *((f"他说：{saying}。", line) for line in lines)]

    (found,) = learn(pairs, KINDS | {saying: "idiom"})[saying]

    assert found.text.lower() == "you grind the ink, and the ink grinds you"


def test_evidence_shows_both_texts_of_pairs_that_have_it():
    pairs = story("en")

    for form, (found,) in learn(pairs).items():
        assert 1 <= len(found.evidence) <= 3
        for pair, source, target in found.evidence:
            assert form in pairs[pair][0]
            assert form in source
            assert found.text.split()[-1] in target


def test_forms_that_do_not_occur_are_left_out():
    assert learn(story("en"), {"无人": "character"}) == {}
    assert learn([]) == {}
    assert learn(story("en"), {}) == {}


def test_a_text_without_words_gives_nothing():
    assert learn([("林风。", "…")] * 5) == {}


_WORDS = st.sampled_from(
    ["Lin", "Feng", "the", "ink", "Ink", "wal", "said", "—", ".", "“", "’s", "林", "\n"]
)
_TARGETS = st.lists(_WORDS, max_size=12).map(" ".join)
_SOURCES = st.lists(st.sampled_from(["林风", "小风", "说", "，", "墨"]), max_size=6).map("".join)


@settings(deadline=None, max_examples=60)
@given(
    pairs=st.lists(st.tuples(_SOURCES, _TARGETS), max_size=20),
    language=st.sampled_from(
        ["en", "es", "fr", "ru", "ar", "he", "ko", "ja", "th", "tr", "zh-Hans"]
    ),
)
def test_whatever_the_texts_counts_hold(pairs, language):
    kinds = {"林风": "character", "小风": "character", "墨": "item", "说，墨": "idiom"}
    for form, found in learn(pairs, kinds, language).items():
        having = times(pairs, form)
        assert found == tuple(sorted(found, key=lambda one: -one.count))
        assert len({one.text for one in found}) == len(found)
        for one in found:
            assert isinstance(one, LearnedRendering)
            assert one.text.strip() == one.text != ""
            assert 1 <= one.count <= having
            assert 0 < one.share <= 1
            assert 0 <= one.confidence < 1
            assert one.evidence


@settings(deadline=None, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(rng):
    pairs = story("en")
    shuffled = rng.sample(pairs, len(pairs))

    counts = {
        form: [(one.text, one.count) for one in found] for form, found in learn(pairs).items()
    }

    assert counts == {
        form: [(one.text, one.count) for one in found] for form, found in learn(shuffled).items()
    }
