from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.facts import (
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)
from storyport.story.models import Evidence, Relation, RenderingChange
from storyport.story.reading import load_bible
from storyport.story.stories import make_story
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FULL = EntryFacts(
    id=0,
    headword="林风",
    kind="character",
    gender="male",
    aliases=("小风", "黑衣人"),
    note="The hero.",
    renderings={
        "en": RenderingFacts(
            "Lin Feng",
            "approved",
            ("Lin Wind",),
            {"小风": ("Little Feng", "proposed")},
            forms={"Lin Fengs": "plural"},
            gender="male",
            pronouns="he/him",
            voice="young-man-2",
            choice="transliterate",
            codex="An ink apprentice.",
        )
    },
    alias_kinds={"小风": "nickname", "黑衣人": "disguise"},
    scale="修仙境界",
    step=2,
    validity=Validity(1, 90),
    alias_times={"黑衣人": Validity(20, 40)},
    spoiler=20,
    speech="wry, short sentences",
    confidence=0.75,
    relations=(
        RelationFacts("师兄", "大师兄", "", Validity(3, 0), {"en": ("Eldest Brother", "approved")}),
    ),
    evidence=(EvidenceFacts("第三章 ¶ 4", "林风笑道", "speaks"),),
)
STATUSES = st.sampled_from(["proposed", "approved", "locked"])
ALIASES = ("小风", "风儿", "阿风")


@st.composite
def renderings(draw):
    text = draw(st.sampled_from(["", "A", "B"]))
    return RenderingFacts(
        text,
        draw(STATUSES) if text else "proposed",
        tuple(draw(st.sets(st.sampled_from("xyz")))),
        draw(st.dictionaries(st.sampled_from(ALIASES), st.tuples(st.sampled_from("CD"), STATUSES))),
    )


@st.composite
def states(draw):
    aliases = tuple(sorted(draw(st.sets(st.sampled_from(ALIASES)))))
    facts = draw(st.dictionaries(st.sampled_from(["en", "es", "pt-BR"]), renderings()))
    return EntryFacts(
        0,
        "林风",
        draw(st.sampled_from(["character", "place"])),
        draw(st.sampled_from(["", "male"])),
        aliases,
        draw(st.sampled_from(["", "n"])),
        {
            tag: replace(each, aliases=dict(sorted(each.aliases.items())))
            for tag, each in sorted(facts.items())
            if each.said()
        },
        {alias: "nickname" for alias in aliases if draw(st.booleans())},
    )


def without_history(entry: EntryFacts) -> EntryFacts:
    kept = {
        tag: replace(facts, former=(), former_aliases={})
        for tag, facts in entry.renderings.items()
        if facts.said()
    }
    return replace(entry, id=0, renderings=kept)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states(), states())
def test_any_state_becomes_any_other(before, after):
    story = make_story(
        f"s{RenderingChange.objects.count()}-{id(before)}", "", parse_locale("zh"), []
    )
    with changing(story) as bible:
        (stored,) = write_entries(story, bible, [before])
    with changing(story) as bible:
        write_entries(story, bible, [replace(after, id=stored.id)])
    (read,) = load_bible(story).entries
    assert without_history(read) == after
    story.delete()


def test_every_text_that_went_is_in_the_history(scribe):
    scribe.say("林风", "A", aliases=("小风",))
    scribe.say("小风", "B")
    scribe.say("林风", "C", force=True)
    scribe.say("小风", "D")
    changes = RenderingChange.objects.order_by("id").values_list("locale", "form", "old", "new")
    assert list(changes) == [
        ("en", "小风", "A", "B"),
        ("en", "", "A", "C"),
        ("en", "小风", "B", "D"),
    ]


def test_an_error_undoes_all_of_it(scribe):
    def fail() -> None:
        with changing(scribe.story) as bible:
            write_entries(scribe.story, bible, [EntryFacts(0, "林风", "character")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert scribe.entries() == []


def test_all_that_an_entry_may_say_comes_back(scribe):
    with changing(scribe.story) as bible:
        said = [checked_entry(EntryFacts(0, "师兄", "address"), "zh-Hans"), FULL]
        stored = write_entries(scribe.story, bible, said)
    (read,) = [entry for entry in load_bible(scribe.story).entries if entry.headword == "林风"]
    assert read == stored[1]
    assert replace(read, id=0) == replace(FULL, relations=read.relations)
    assert read.relations[0].other_kind == "address"


def test_what_is_called_must_be_an_entry(scribe):
    with pytest.raises(BadInput, match="师兄 is no entry"), changing(scribe.story) as bible:
        write_entries(scribe.story, bible, [FULL])
    assert scribe.entries() == []


def test_relations_and_evidence_go_with_what_no_longer_says_them(scribe):
    with changing(scribe.story) as bible:
        stored = write_entries(scribe.story, bible, [EntryFacts(0, "师兄", "address"), FULL])
    with changing(scribe.story) as bible:
        write_entries(scribe.story, bible, [replace(stored[1], relations=(), evidence=())])
    assert not Relation.objects.exists()
    assert not Evidence.objects.exists()


def test_nothing_different_writes_nothing(scribe, django_assert_max_num_queries):
    scribe.say("林风", "A", aliases=("小风",))
    with django_assert_max_num_queries(9):
        assert scribe.say("林风", "A").changed is False
