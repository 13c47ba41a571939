from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.localize import impact as impact_module
from storyport.localize.impact import Impact, find_impact
from storyport.localize.models import Target
from storyport.story.actions.set_entry import Saying, set_entry

from .conftest import PRICE, Desk

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOK = {
    "第一章": ["林风推开了窗，望着远处的山。", "苏墨没有说话。", "林<1>风</1>走了。"],
    "第二章": ["第二天，小风下山去了。", "A&B 公司里没有林风。", "林风笑了，林风又哭了。"],
}
NAMED = [BOOK["第一章"][0], "林风走了。", *BOOK["第二章"]]


@pytest.fixture
def done(desk):
    desk.say("林风", "Lin Feng", kind="character", aliases=("小风",))
    desk.load(BOOK)
    desk.run()
    return desk


def find(desk: Desk, word: str = "林风", text: str | None = "Lin Phong", to: str = "en") -> Impact:
    return find_impact(desk.story, word, parse_locale(to), text=text, price=PRICE)


def test_every_segment_with_any_form_is_found_in_reading_order_marks_or_not(done):
    found = find(done)
    assert [row.source for row in found.rows] == NAMED
    assert found.total == len(NAMED)
    assert all(row.target for row in found.rows)
    assert {row.part for row in found.rows} == set(BOOK)


def test_what_it_says_is_what_a_run_does(done):
    found = find(done)
    done.say("林风", "Lin Phong", force=True)
    totals = done.run()
    assert totals.of("en").substituted == found.count("substitute") > 0
    assert len(set(done.asked)) == found.count("redo")


def test_the_same_text_touches_nothing(done):
    assert find(done, text="Lin Feng").total == 0


def test_what_people_decided_and_what_is_not_translated_yet_count_apart(done):
    Target.objects.filter(segment__source=NAMED[0]).update(status="reviewed")
    Target.objects.filter(segment__source=NAMED[-1]).delete()
    found = find(done)
    assert (found.count("person"), found.count("none")) == (1, 1)
    assert found.rows[-1].target == ""


def test_a_locale_without_a_rendering_is_touched_as_well(done):
    found = find(done, to="es")
    assert (found.total, found.count("none")) == (len(NAMED), len(NAMED))


def test_a_rendering_that_is_only_proposed_binds_once_it_is_said(desk):
    desk.say("林风", "Lin Feng", proposed=True)
    desk.load(BOOK)
    desk.run()
    assert find(desk).total == len(NAMED) - 1


def test_an_alias_with_a_rendering_of_its_own_is_a_name_of_its_own(done):
    set_entry(
        done.story, Saying(word="小风", locale=parse_locale("en"), text="Fengling", force=True)
    )
    assert [row.source for row in find(done).rows] == [s for s in NAMED if "小风" not in s]
    assert [row.source for row in find(done, "小风", "Little Feng").rows] == [BOOK["第二章"][0]]


def test_names_with_endings_are_found_where_words_are_set_apart(desk):
    desk.story.source_locale = "ru"
    desk.story.save()
    desk.say("Анна", "Anna", kind="character")
    desk.load({"Глава 1": ["Он увидел Анну у окна.", "Никого не было."]})
    found = find(desk, "Анна", "Hanna")
    assert [row.source for row in found.rows] == ["Он увидел Анну у окна."]


def test_all_count_though_only_some_are_kept_to_be_shown(done, monkeypatch):
    whole = find(done)
    monkeypatch.setattr(impact_module, "SHOWN", 2)
    found = find(done)
    assert (len(found.rows), found.total) == (2, len(NAMED))
    assert found.rows == whole.rows[:2]
    assert (found.counts, found.cost) == (whole.counts, whole.cost)


def test_queries_do_not_grow_with_segments(desk, django_assert_num_queries):
    desk.say("林风", "Lin Feng")
    desk.load({f"第{n}章": [f"林风走了{m}里路。" for m in range(9)] for n in range(40)})
    find(desk)
    with django_assert_num_queries(_queries_of_the_bible(desk) + 1):
        assert find(desk).total == 360


def _queries_of_the_bible(desk: Desk) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from storyport.story.matching import load_index

    with CaptureQueriesContext(connection) as caught:
        load_index(desk.story)
    return len(caught)
