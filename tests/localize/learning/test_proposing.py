from __future__ import annotations

from dataclasses import replace

import pytest

from storyport.kernel.locales import parse_locales
from storyport.language.names import (
    Evidence,
    Learned,
    LearnedAlias,
    LearnedName,
    LearnedPhrase,
    LearnedScale,
)
from storyport.localize.learning.proposing import propose
from storyport.localize.learning.suggesting import suggest_rendering
from storyport.localize.learning.texts import Chapter
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.guide import pack_facts

CHAPTERS = [Chapter(9, 1, "第一章", (1, 2), ("第一章", "林风来了。"))]
SEEN = (Evidence(1, 1, "林风来了", "speaks"),)
PACK = {
    entry.headword: entry
    for name in ("cultivation", "martial", "palace")
    for entry in pack_facts(name)
}


def feng(**more):
    told = {
        "gender": "male",
        "gender_confidence": 0.9,
        "confidence": 0.8,
        "count": 9,
        "aliases": (LearnedAlias("林师兄", "title", 0.9), LearnedAlias("小风", "nickname", 0.7)),
        "evidence": SEEN,
        **more,
    }
    return LearnedName("林风", "character", **told)


def proposed(learned, *entries, locales="en", **more):
    return propose(learned, Bible(entries), CHAPTERS, parse_locales(locales), lexicon=PACK, **more)


def test_a_new_name_is_proposed_with_all_that_was_seen():
    (entry,) = proposed(Learned(names=(feng(),))).entries
    assert (entry.id, entry.headword, entry.gender, entry.confidence) == (0, "林风", "male", 0.8)
    assert entry.alias_kinds == {"林师兄": "title", "小风": "nickname"}
    assert entry.evidence[0].place == "第一章 ¶ 2"
    facts = entry.renderings["en"]
    assert (facts.text, facts.status) == ("Lin Feng", "proposed")
    assert facts.aliases["林师兄"] == ("Senior Brother Lin", "proposed")


def test_a_gender_that_is_not_sure_is_not_proposed():
    (entry,) = proposed(Learned(names=(feng(gender_confidence=0.5),))).entries
    assert entry.gender == ""


def test_what_was_rejected_does_not_come_back():
    assert proposed(Learned(names=(feng(),)), rejected=["林风"]).entries == ()


def test_a_decided_entry_is_told_its_other_forms_and_gets_none():
    known = EntryFacts(
        5, "林风", "character", "female", renderings={"en": RenderingFacts("Lin Feng", "approved")}
    )
    for decided in (known, replace(known, confidence=0.7)):
        done = proposed(Learned(names=(feng(),)), decided)
        (entry,) = done.entries
        assert (entry.gender, entry.aliases, entry.renderings) == ("", (), {})
        assert entry.confidence == decided.confidence
        assert "林风 is also called 小风: storyport bible set 林风 --alias 小风" in done.notes
    assert proposed(Learned(names=(feng(),)), known).notes[-1] == (
        "林风 (character): male by the text; the bible says female."
    )


def test_a_learned_entry_gets_what_it_lacks():
    known = EntryFacts(
        5, "林风", "character", confidence=0.5, renderings={"en": RenderingFacts("Lin Feng")}
    )
    (entry,) = proposed(Learned(names=(feng(),)), known, locales="en,es").entries
    assert (entry.aliases, entry.confidence) == (("小风", "林师兄"), 0.8)
    assert entry.renderings["en"].text == ""
    assert entry.renderings["en"].aliases["林师兄"] == ("Senior Brother Lin", "proposed")
    assert entry.renderings["es"].text == "Lin Feng"


def test_a_suggestion_that_is_banned_is_none():
    known = EntryFacts(
        5,
        "林风",
        "character",
        confidence=0.5,
        renderings={"es": RenderingFacts(banned=("Lin Feng",))},
    )
    (entry,) = proposed(Learned(names=(feng(),)), known, locales="es").entries
    assert entry.renderings.get("es", RenderingFacts()).text == ""


def test_a_learned_rank_gets_the_pack_s_rendering_of_another_locale():
    scale = LearnedScale(("练气", "筑基"), 0.8, SEEN)
    known = EntryFacts(
        5, "筑基", "rank", confidence=0.8, renderings={"en": RenderingFacts("Foundation")}
    )
    entries = proposed(Learned(scales=(scale,)), known, locales="en,es").entries
    (entry,) = [each for each in entries if each.headword == "筑基"]
    assert set(entry.renderings) == {"es"}


def test_an_alias_that_was_rejected_does_not_come_back():
    (entry,) = proposed(Learned(names=(feng(),)), rejected=["小风"]).entries
    assert entry.aliases == ("林师兄",)


def test_one_name_that_may_be_two_known_entries_is_asked_about():
    one, other = EntryFacts(1, "林师兄", "title"), EntryFacts(2, "小风", "character")
    done = proposed(Learned(names=(feng(),)), one, other)
    assert done.entries == ()
    assert "is it one entry?" in done.notes[0]


def test_ranks_come_with_their_scale_and_the_pack_s_renderings():
    scale = LearnedScale(("练气", "筑基", "某境"), 0.8, SEEN)
    ranks = {each.headword: each for each in proposed(Learned(scales=(scale,))).entries}
    assert ranks["筑基"].scale == "修仙境界"
    assert ranks["筑基"].renderings["en"].text == PACK["筑基"].renderings["en"].text
    assert ranks["某境"].step == 3


def test_a_rank_that_is_also_a_name_is_proposed_once():
    scale = LearnedScale(("练气", "筑基"), 0.8, SEEN)
    names = (LearnedName("筑基", "rank", confidence=0.7), feng(), feng())
    entries = proposed(Learned(names=names, scales=(scale,))).entries
    assert [entry.headword for entry in entries] == ["练气", "筑基", "林风"]
    assert entries[1].scale == "修仙境界"


def test_an_order_that_contradicts_the_bible_is_told():
    entries = [
        EntryFacts(n, word, "rank", scale="x", step=step)
        for n, (word, step) in enumerate((("甲境", 2), ("乙境", 1)), start=1)
    ]
    done = proposed(Learned(scales=(LearnedScale(("甲境", "乙境"), 0.8),)), *entries)
    assert done.entries == ()
    assert done.notes == ("ranks stand in another order in the text: 甲境 < 乙境.",)


def test_set_phrases_of_a_pack_or_a_dictionary_are_proposed():
    phrases = (
        LearnedPhrase("倒吸一口凉气", 3, listed=False),
        LearnedPhrase("毛骨悚然", 2, listed=True),
        LearnedPhrase("一张方桌子", 2, listed=False),
    )
    entries = proposed(Learned(phrases=phrases)).entries
    assert [entry.headword for entry in entries if entry.kind == "idiom"][:1] == ["倒吸一口凉气"]
    assert "一张方桌子" not in [entry.headword for entry in entries]


@pytest.mark.parametrize(
    ("headword", "kind", "locale", "said"),
    [
        ("王师兄", "character", "en", "Senior Brother Wang"),
        ("青云山", "place", "en", "Qingyun Mountain"),
        ("青云山", "place", "es", "Qingyunshan"),
        ("听雨楼", "place", "en", "Tingyu Tower"),
        ("筑基", "rank", "vi", "Trúc Cơ"),
        ("林风", "character", "ko", ""),
    ],
)
def test_first_renderings_need_no_model(headword, kind, locale, said):
    (wanted,) = parse_locales(locale)
    assert suggest_rendering(EntryFacts(0, headword, kind), wanted, PACK) == said
