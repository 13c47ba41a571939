from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.reading import load_bible
from storyport.story.stories import make_story
from storyport.story.writing import changing, write_entries

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def entries(count: int) -> list[EntryFacts]:
    return [
        EntryFacts(
            0,
            f"名{number}",
            "character",
            "female",
            aliases=(f"别{number}", f"小{number}"),
            note="n",
            renderings={
                "en": RenderingFacts(
                    f"Name {number}", "locked", ("x", "y"), {f"小{number}": ("N", "proposed")}
                ),
                "es": RenderingFacts(f"Nombre {number}", "approved"),
                "id": RenderingFacts("", "proposed", (), {f"小{number}": ("N", "approved")}),
                "pt-BR": RenderingFacts("", "proposed", ("z",)),
            },
            alias_kinds={f"别{number}": "nickname"},
        )
        for number in range(count)
    ]


def test_what_was_written_is_read(scribe):
    with changing(scribe.story) as bible:
        written = write_entries(scribe.story, bible, entries(3))
    assert load_bible(scribe.story) == Bible(written, "zh-Hans")
    assert all(entry.id for entry in written)


def test_the_count_of_queries_does_not_grow(scribe, django_assert_num_queries):
    with changing(scribe.story) as bible:
        write_entries(scribe.story, bible, entries(40))
    with django_assert_num_queries(6):
        assert len(load_bible(scribe.story).entries) == 40


def test_order_is_by_code_point_whatever_the_database_collates(scribe):
    for word in ("b", "A", "a", "é", "林", "B"):
        scribe.say(word, kind="term")
    scribe.say("A", kind="place", force=True)
    assert scribe.entries() == [
        "A (place)",
        "B (term)",
        "a (term)",
        "b (term)",
        "é (term)",
        "林 (term)",
    ]


def test_another_storys_bible_is_not_read(scribe):
    other = make_story("other", "", parse_locale("zh"), [])
    scribe.say("林风", "Lin Feng", aliases=("小风",), banned=("x",))
    assert load_bible(other) == Bible((), "zh-Hans")


def test_former_texts_are_newest_first_and_never_todays(scribe):
    for text in ("A", "B", "A", "C", "A"):
        scribe.say("林风", text)
    assert scribe.entry("林风").renderings["en"].former == ("C", "B")
