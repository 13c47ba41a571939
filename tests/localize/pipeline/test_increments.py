"""What is redone when something changes, and what is not."""

from __future__ import annotations

import pytest

from storyport.localize.models import Target

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONE = ["林风推开了窗，望着远处的山。", "苏墨没有说话。", "雾气从山谷里慢慢升起来了。"]
TWO = ["第二天，林风下山去了。", "街上一个人也没有。"]
BOOK = {"第一章": ONE, "第二章": TWO}


@pytest.fixture
def done(desk):
    desk.say("林风", "Lin Feng", kind="character", gender="male")
    desk.load(BOOK)
    totals = desk.run()
    assert totals.total("unfinished") == 0
    return desk


def test_everything_is_translated_once(done):
    assert len(done.texts()) == 7
    assert done.asked == sorted(["第一章", "第二章", *ONE, *TWO])
    assert done.texts()[ONE[0]].count("Lin Feng") == 1


def test_a_second_run_asks_nothing(done):
    totals = done.run()
    assert totals.requests == 0
    assert totals.as_dict()["reused"] == 7


def test_a_new_chapter_costs_that_chapter_alone(done):
    three = ["夜里下起了大雨，谁也没有睡着。"]
    done.load({**BOOK, "第三章": three})
    done.run()
    assert done.asked == sorted(["第三章", *three])


def test_a_chapter_put_in_between_costs_that_chapter_alone(done):
    done.load({"第一章": ONE, "番外": ["这是一段番外的故事。"], "第二章": TWO})
    done.run()
    assert done.asked == sorted(["番外", "这是一段番外的故事。"])


def test_an_edited_line_costs_that_line_alone(done):
    done.load({"第一章": [ONE[0], "苏墨终于开口说话了。", ONE[2]], "第二章": TWO})
    done.run()
    assert done.asked == ["苏墨终于开口说话了。"]


def test_a_line_taken_out_costs_nothing(done):
    done.load({"第一章": ONE[1:], "第二章": TWO})
    assert done.run().requests == 0
    assert ONE[0] not in done.texts()


def test_a_line_that_comes_back_is_paid_once(done):
    done.load({"第一章": ONE[1:], "第二章": TWO})
    done.run()
    done.load(BOOK)
    done.run()
    assert done.asked in ([], [ONE[0]])


def test_a_new_rendering_is_put_in_without_a_call(done):
    before = done.texts()
    done.say("林风", "Lin Phong")
    totals = done.run()
    after = done.texts()
    assert totals.requests == 0
    assert totals.total("substituted") == 2
    assert after[ONE[0]] == before[ONE[0]].replace("Lin Feng", "Lin Phong")
    assert after[ONE[1]] == before[ONE[1]]


def test_a_term_that_was_not_there_before_finds_its_segments(done):
    done.say("街上", "Tunxi Street", kind="place")
    done.run()
    assert done.asked == [TWO[1]]
    assert "Tunxi Street" in done.texts()[TWO[1]]


def test_a_term_that_the_target_already_keeps_costs_nothing(done):
    words = done.texts()[ONE[1]].split()
    done.say("苏墨", words[0].strip("“”.,"), kind="character")
    assert done.run().requests == 0


def test_a_proposed_rendering_makes_nothing_stale(done):
    done.say("街上", "Tunxi Street", kind="place", proposed=True)
    assert done.run().requests == 0


def test_a_change_of_gender_redoes_what_names_the_person(done):
    done.say("林风", "Lin Feng", gender="female", force=True)
    done.run()
    assert done.asked == sorted([ONE[0], TWO[0]])


def test_a_banned_form_does_not_stay(done):
    target = Target.objects.get(segment__source=ONE[0], current=True)
    Target.objects.filter(pk=target.pk).update(text=target.text + " Lin Wind")
    done.say("林风", "Lin Feng", banned=("Lin Wind",))
    done.run()
    assert "Lin Wind" not in done.texts()[ONE[0]]
    assert set(done.asked) <= {ONE[0]}


def test_what_a_person_reviewed_is_never_replaced(done):
    Target.objects.filter(segment__source=ONE[0]).update(
        status="reviewed", text="Lin Feng, by hand."
    )
    done.say("林风", "Lin Phong")
    totals = done.run()
    assert done.texts()[ONE[0]] == "Lin Feng, by hand."
    assert totals.total("held") == 1


def test_old_versions_are_kept(done):
    done.say("林风", "Lin Phong")
    done.run()
    versions = Target.objects.filter(segment__source=ONE[0]).order_by("id")
    assert [version.current for version in versions] == [False, True]


def test_another_engine_changes_nothing_until_it_is_asked_to(done):
    assert done.run(engine="other").requests == 0
    done.run(engine="other", redo="engine")
    assert len(done.asked) == 7
    assert done.run(engine="other", redo="engine").requests == 0


def test_redo_all_makes_everything_anew_each_time(done):
    for _ in range(2):
        done.run(redo="all")
        assert len(done.asked) == 7


def test_several_locales_are_made_from_one_analysis(done):
    done.locales = "en,es,ja"
    totals = done.run()
    assert len(done.texts("es")) == len(done.texts("ja")) == 7
    assert totals.of("en").translated == 0


def test_only_some_chapters(desk):
    desk.load(BOOK)
    desk.run(only=frozenset({2}))
    assert desk.asked == sorted(["第二章", *TWO])


def test_a_scene_break_is_not_sent(desk):
    desk.load({"第一章": [ONE[0], "***", "※　※　※", TWO[0]]})
    desk.run()
    assert desk.asked == sorted(["第一章", ONE[0], TWO[0]])
    assert desk.texts()["***"] == "***"
