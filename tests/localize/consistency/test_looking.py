from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.localize.consistency.excerpts import excerpt
from storyport.localize.consistency.lines import Line, WorkName
from storyport.localize.consistency.looking import Looker, Sighting
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.matching import FactIndex

ZH, EN, JA = (parse_locale(tag) for tag in ("zh-Hans", "en", "ja"))


def entry(number: int, headword: str, text: str, locale: str = "en", **facts) -> EntryFacts:
    aliases = facts.pop("aliases", ())
    rendering = RenderingFacts(text, "approved", **facts)
    return EntryFacts(
        number, headword, "character", aliases=aliases, renderings={locale: rendering}
    )


def look(source: str, target: str, *entries: EntryFacts, locale=EN) -> dict[int, Sighting]:
    looker = Looker(FactIndex(Bible(entries), ZH), locale)
    line = Line(WorkName("novel", "novel"), 0, "1", "u0", source, target)
    return {each.entry: each for each in looker.look(line).sightings}


LIN = entry(1, "林风", "Lin Feng", banned=("Lin Wind",))


def test_uses_say_where_they_stand():
    (sighting,) = look("林风和林风", "Lin Feng met Lin Wind.", LIN).values()
    assert [(use.role, use.start, use.end) for use in sighting.uses] == [
        ("agreed", 0, 8),
        ("banned", 13, 21),
    ]
    assert (sighting.state, sighting.count) == ("banned", 2)


def test_a_second_mention_may_be_a_pronoun():
    assert look("林风说林风不去。", "Lin Feng said he would not go.", LIN)[1].state == "agreed"


def test_what_differs_in_capitals_only_is_taken_as_it_is_written():
    stone = entry(1, "灵石", "Spirit Stone", banned=("spirit stone",))
    assert look("灵石", "A Spirit Stone.", stone)[1].state == "agreed"
    assert look("灵石", "A spirit stone.", stone)[1].state == "banned"
    assert look("灵石", "THE SPIRIT STONE", stone)[1].state == "agreed"


def test_apostrophes_of_any_kind_are_one():
    gu = entry(1, "顾长安", "Gu Chang'an")
    assert look("顾长安", "Gu Chang’an came.", gu)[1].state == "agreed"


def test_other_peoples_names_are_no_misspellings():
    xue = entry(2, "林雪", "Lin Xue")
    assert look("林风来了。", "Lin Xue came.", LIN, xue)[1].state == "missing"
    assert look("林风来了。", "Lin Xua came.", LIN, xue)[1].state == "near"


def test_what_stands_on_two_sides_of_a_name_is_no_name():
    su = entry(2, "苏墨", "Su Mo")
    found = look("林风看着苏墨。", "Lin Su Mo Feng.", LIN, su)
    assert found[1].state == "missing"
    assert found[2].state == "agreed"


def test_a_small_word_in_front_makes_no_likeness():
    master = entry(1, "掌墨师", "The Inkmaster")
    assert look("掌墨师来了。", "The Boss came.", master)[1].state == "missing"
    assert look("掌墨师来了。", "The Inkmastar came.", master)[1].state == "near"


def test_a_wrong_form_of_two_is_his_who_lacks_his_own():
    one = entry(1, "赵云", "Zhao Yun", banned=("Old Zhao",))
    two = entry(2, "赵风", "Zhao Feng", banned=("Old Zhao",))
    found = look("赵云和赵风", "Zhao Yun and Old Zhao.", one, two)
    assert (found[1].state, found[2].state) == ("agreed", "banned")
    both = look("赵云和赵风", "Old Zhao and another.", one, two)
    assert {each.state for each in both.values()} == {"banned"}


def test_a_misspelling_that_looks_like_two_is_the_nearer_ones():
    one = entry(1, "赵云山", "Zhao Yunshan")
    two = entry(2, "赵云河", "Zhao Yunhe")
    found = look("赵云山和赵云河", "Somebody and Zhao Yunheh.", one, two)
    assert (found[1].state, found[2].state) == ("missing", "near")


def test_katakana_is_told_from_its_misspelling():
    feng = entry(1, "林风", "リンフォン", "ja")
    assert look("林风来了。", "彼はリンフォンだ。", feng, locale=JA)[1].state == "agreed"
    (sighting,) = look("林风来了。", "彼はリンファンだ。", feng, locale=JA).values()
    assert [(use.role, use.form) for use in sighting.uses] == [("near", "リンファン")]


def test_a_line_without_a_target_says_nothing():
    looker = Looker(FactIndex(Bible((LIN,)), ZH), EN)
    looked = looker.look(Line(WorkName("novel", "novel"), 0, "1", "u0", "林风", None))
    assert [each.state for each in looked.sightings] == ["untranslated"]


@settings(deadline=None)
@given(st.text(max_size=300), st.data(), st.sampled_from([ZH, EN]))
def test_an_excerpt_is_short_and_keeps_the_form(text, data, locale):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = excerpt(text, (start, end), locale)
    assert found.form == text[start:end].replace("\n", " ")
    assert len(found.before) <= 91
    assert len(found.after) <= 91
    whole = text.replace("\n", " ")
    assert found.before.removeprefix("…").strip() in whole
    assert found.after.removesuffix("…").strip() in whole


def test_excerpts_keep_words_whole():
    text = "word " * 60
    found = excerpt(text, (150, 154), EN)
    assert found.before.startswith("…word ")
    assert found.after.endswith(" word…")
