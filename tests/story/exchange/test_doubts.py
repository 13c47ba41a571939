from __future__ import annotations

from storyport.story.exchange.base import Row
from storyport.story.exchange.doubts import doubts_about
from storyport.story.facts import Bible, EntryFacts


def rows(*entries):
    return [Row(f"f:{at}", f"line {at}", entry) for at, entry in enumerate(entries, start=2)]


def doubts(*entries, bible=None):
    return doubts_about(rows(*entries), bible or Bible())


def names(*headwords, kind="character"):
    return [EntryFacts(0, headword, kind) for headword in headwords]


def test_ordinary_words_and_single_characters_as_names():
    told = doubts(*names("高兴", "林风", "白", "高興"))
    assert [line.partition(":")[0] for line in told[:3]] == ["line 2", "line 4", "line 5"]
    assert "白 is one character" in told[1]


def test_words_are_not_names():
    assert doubts(*names("师父", kind="address"), *names("剑", kind="term")) == ()
    assert doubts(*names("杭州", kind="place")) == ()
    titled = EntryFacts(0, "林风", "character", aliases=("师父",), alias_kinds={"师父": "title"})
    assert doubts(titled) == ()
    assert len(doubts(EntryFacts(0, "林风", "character", aliases=("师父",)))) == 1


def test_what_a_glossary_gives_no_kind_may_be_a_name():
    assert len(doubts(*names("明白", kind=""))) == 1


def test_one_word_in_two_scripts():
    (told,) = doubts(*names("林风", "林風"))
    assert told.startswith("line 2: 林风 and 林風 (line 3) are one word in two scripts")
    joined = EntryFacts(0, "林风", "character", aliases=("林風",))
    assert doubts(joined, *names("林風")) == ()
    assert doubts(*names("云"), bible=Bible(tuple(names("林风", "林風"))))[0].startswith(
        "line 2: 云"
    )


def test_many_are_counted():
    told = doubts(*names(*"天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"))
    assert (len(told), told[-1]) == (21, "and 4 more.")


def test_other_languages_have_other_words():
    assert doubts_about(rows(*names("高兴")), Bible((), "ja")) == ()
