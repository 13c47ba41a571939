from __future__ import annotations

from dataclasses import replace

import pytest

from storyport.story.conflicts import blocking, find_conflicts
from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Validity


def en(text, status="approved", **more):
    return {"en": RenderingFacts(text, status, **more)}


def person(number, headword, text="", gender="", **more):
    renderings = en(text) if text else {}
    return EntryFacts(number, headword, "character", gender, renderings=renderings, **more)


def found(*entries, locales=(), source="zh-Hans"):
    return [
        (each.kind, each.severity, each.entries, each.locale)
        for each in find_conflicts(Bible(entries, source), locales)
    ]


def test_a_sound_bible_has_none():
    entries = (
        person(1, "林风", "Lin Feng", "male", aliases=("小风", "林师兄")),
        person(2, "柳月", "Liu Yue", "female", aliases=("柳师姐",)),
        EntryFacts(3, "青云宗", "faction", renderings=en("Azure Cloud Sect")),
    )
    assert found(*entries) == []


def test_two_names_with_one_rendering():
    assert found(person(1, "林风", "Lin Feng"), person(2, "林峰", "LIN FENG")) == [
        ("rendering", "major", (1, 2), "en")
    ]


@pytest.mark.parametrize(
    "other",
    [
        EntryFacts(2, "师哥", "address", renderings=en("Lin Feng")),
        EntryFacts(2, "林峰", "character", renderings=en("Lin Feng", "proposed")),
        person(2, "林峰", "Lin Fung", aliases=("峰",)),
    ],
)
def test_words_proposals_and_aliases_may_share_one(other):
    if other.aliases:
        other = EntryFacts(
            2,
            "林峰",
            "character",
            aliases=("峰",),
            renderings=en("Lin Fung", aliases={"峰": ("Lin Feng", "approved")}),
        )
    assert found(person(1, "林风", "Lin Feng"), other) == [("rendering", "minor", (1, 2), "en")]


def test_one_rendering_by_way_of_a_fallback():
    one = EntryFacts(1, "林风", "character", renderings={"pt": RenderingFacts("Vento", "approved")})
    other = EntryFacts(
        2, "风", "character", renderings={"pt-BR": RenderingFacts("Vento", "locked")}
    )
    assert found(one, other, locales=["pt-BR"]) == [("rendering", "major", (1, 2), "pt-BR")]


def test_an_alias_of_two_entries():
    one = person(1, "柳月", "Liu Yue", "female", aliases=("师姐",))
    other = person(2, "白雪", "Bai Xue", "female", aliases=("师姐",))
    assert found(one, other) == [("form", "major", (1, 2), "en")]
    shared = {"师姐": ("Senior Sister", "approved")}
    same = [
        EntryFacts(
            e.id,
            e.headword,
            e.kind,
            e.gender,
            e.aliases,
            "",
            en(e.renderings["en"].text, aliases=shared),
        )
        for e in (one, other)
    ]
    assert found(*same) == [("form", "minor", (1, 2), "")]


def test_one_entry_split_in_two():
    man = person(1, "林风", "Lin Feng", "male", aliases=("云中君",))
    title = EntryFacts(2, "云中君", "title", renderings=en("Lord in the Clouds"))
    assert found(man, title) == [("split", "major", (1, 2), "en")]
    assert found(man, EntryFacts(2, "云中君", "title")) == [("split", "minor", (1, 2), "")]
    woman = person(2, "云中君", "Lord in the Clouds", "female")
    assert found(man, woman) == [("split", "critical", (1, 2), "")]


def test_a_headword_of_two_kinds():
    sword = EntryFacts(1, "天剑", "item", renderings=en("Heaven Sword"))
    sect = EntryFacts(2, "天剑", "faction", renderings=en("Heaven Sword Sect"))
    assert found(sword, sect) == [("form", "minor", (1, 2), "")]
    one, other = person(1, "凤凰", gender="female"), EntryFacts(2, "凤凰", "creature", "male")
    assert found(one, other) == [("gender", "major", (1, 2), "")]


@pytest.mark.parametrize(
    ("entry", "source"),
    [
        (person(1, "柳月", gender="male", aliases=("柳师姐",)), "zh-Hans"),
        (person(1, "柳夫人", gender="male"), "zh-Hant"),
        (person(1, "林风", gender="female", aliases=("林公子",)), "zh-Hans"),
        (person(1, "林风", gender="female", note="男，剑修"), "zh-Hans"),
        (person(1, "Anne", gender="male", aliases=("Lady Anne",)), "en"),
    ],
)
def test_a_form_or_note_of_the_other_gender(entry, source):
    assert found(entry, source=source) == [("gender", "major", (1,), "")]


@pytest.mark.parametrize(
    "entry",
    [
        person(1, "柳月", gender="female", aliases=("师兄的妹妹",)),
        person(1, "公主府", gender="male"),
        EntryFacts(1, "柳夫人", "place", "male"),
        person(1, "林风", gender="male", note="loves a woman, male lead"),
        person(1, "林风", gender="male", note="woman, man"),
    ],
)
def test_what_only_mentions_a_gender_is_none(entry):
    assert found(entry) == []


def test_aliases_that_contradict_each_other_are_looked_at():
    assert found(person(1, "林", aliases=("师姐", "师兄"))) == [("gender", "minor", (1,), "")]


def test_approved_and_banned_at_once():
    entry = EntryFacts(1, "林风", "character", renderings=en("Lin Wind", banned=("Lin Wind",)))
    assert found(entry) == [("banned", "critical", (1,), "en")]
    hint = EntryFacts(
        1, "林风", "character", renderings=en("Lin Wind", "proposed", banned=("Wind",))
    )
    assert found(hint) == [("banned", "minor", (1,), "en")]


def test_a_ban_that_is_what_another_is_called():
    one = EntryFacts(1, "林风", "character", renderings=en("Lin Feng", banned=("Lin Wind",)))
    assert found(one, person(2, "风", "Lin Wind")) == [("banned", "major", (1, 2), "en")]
    assert found(one, person(2, "风", "lin wind")) == []


@pytest.mark.parametrize(
    ("locale", "text", "severity"),
    [
        ("en", "林风", "major"),
        ("en", "Lin 风", "major"),
        ("en", "Lіn Feng", "major"),  # a Cyrillic i
        ("ru", "Lin Feng", "minor"),
        ("ru", "Линь Фэн", None),
        ("ar", "لين فنغ", None),
        ("ja", "リン・フォン", None),
        ("ja", "林風", None),
        ("ko", "린펑", None),
        ("ko", "린펑(林風)", None),
        ("ko", "林風", "major"),
        ("vi", "Lâm Phong", None),
        ("th", "หลินเฟิง", None),
        ("zh-Hant", "NPC", "minor"),
        ("en", "007", None),
    ],
)
def test_a_rendering_in_a_script_that_is_not_its_locales(locale, text, severity):
    entry = EntryFacts(
        1, "林风", "character", renderings={locale: RenderingFacts(text, "approved")}
    )
    expected = [("script", severity, (1,), locale)] if severity else []
    assert found(entry) == expected


def test_the_worst_comes_first_and_blocks():
    entries = (
        person(1, "林风", "Lin Feng", "male", aliases=("云中君",)),
        person(2, "云中君", "Lin Feng", "female"),
        EntryFacts(3, "凤", "character", renderings={"ru": RenderingFacts("Feng", "approved")}),
    )
    conflicts = find_conflicts(Bible(entries))
    severities = [conflict.severity for conflict in conflicts]
    assert severities == ["critical", "minor"]
    assert [conflict.kind for conflict in blocking(conflicts)] == ["split"]
    assert "林风 (character)" in conflicts[0].message


def test_a_crowd_is_told_without_every_pair_of_it():
    crowd = [person(number, f"名{number}", "X", aliases=("师姐",)) for number in range(300)]
    assert len(find_conflicts(Bible(tuple(crowd)))) < 1000


def rank(number, headword, step, **more):
    return EntryFacts(number, headword, "rank", scale="修仙境界", step=step, **more)


def test_two_ranks_on_one_step_of_a_scale():
    assert found(rank(1, "筑基", 2), rank(2, "金丹", 2), rank(3, "元婴", 3)) == [
        ("scale", "major", (1, 2), "")
    ]


def test_a_scale_may_change_in_the_course_of_the_story():
    assert (
        found(
            rank(1, "筑基", 2, validity=Validity(0, 9)), rank(2, "金丹", 2, validity=Validity(10))
        )
        == []
    )


def test_a_rank_without_a_step():
    assert found(rank(1, "筑基", 2), rank(2, "金丹", 0)) == [("scale", "minor", (2,), "")]


def test_one_name_in_two_ways_of_writing():
    assert found(person(1, "林风"), person(2, "林風")) == [("written", "minor", (1, 2), "")]
    assert found(person(1, "林風"), person(2, "風林"), source="ja") == []


def test_a_form_may_pass_from_one_to_another():
    before = person(1, "白先生", "Mister White", validity=Validity(0, 9))
    after = person(
        2, "顾雁", "Gu Yan", aliases=("白先生",), alias_times={"白先生": Validity(10, 0)}
    )
    assert found(before, after) == []
    assert [kind for kind, *_ in found(replace(before, validity=Validity()), after)] == ["split"]


def test_a_woman_may_bear_a_man_s_title_where_somebody_says_that_it_is_one():
    jin = person(1, "欧阳锦", "", "female", aliases=("欧阳师兄",))
    assert found(jin) == [("gender", "major", (1,), "")]
    told = replace(jin, alias_kinds={"欧阳师兄": "title"})
    assert found(told) == [("gender", "minor", (1,), "")]
