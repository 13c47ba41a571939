"""What is redone when something changes, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.localize.conftest import Lines

from storyport.kernel.errors import BadInput, Interrupted
from storyport.kernel.ranges import Ranges
from storyport.localize.importing import import_document
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


def test_a_change_of_gender_lists_the_pronouns_around(done):
    Target.objects.filter(segment__source=ONE[1]).update(text="He said nothing.")
    Target.objects.filter(segment__source=ONE[2]).update(text="Mist rose.")
    done.say("林风", "Lin Feng", gender="female", force=True)
    totals = done.run()
    listed = Target.objects.filter(segment__in=totals.of("en").doubtful_segments)
    assert [target.text for target in listed.filter(current=True)] == ["He said nothing."]
    assert done.run().total("doubtful") == 0


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


def test_a_real_engine_replaces_a_rough_draft_unasked(done):
    assert set(Target.objects.values_list("engine", "status")) == {("fake", "draft")}
    done.run(engine="gloss")
    assert done.asked == []
    done.run(engine="one")
    assert len(done.asked) == 7
    done.run(engine="gloss")
    assert done.asked == []


def test_another_engine_changes_nothing_until_it_is_asked_to(done):
    done.run(engine="one")
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
    desk.run(only=Ranges.parse("2"))
    assert desk.asked == sorted(["第二章", *TWO])


def test_a_scene_break_is_not_sent(desk):
    desk.load({"第一章": [ONE[0], "***", "※　※　※", TWO[0]]})
    desk.run()
    assert desk.asked == sorted(["第一章", ONE[0], TWO[0]])
    assert desk.texts()["***"] == "***"


LONG = "他把那盏油灯放回原处，关上了门，再也没有回过头来看它一眼，只听见雨声。"


def test_a_long_line_that_was_edited_is_translated_anew(desk):
    desk.load({"第一章": [LONG, ONE[0]]})
    desk.run()
    edited = LONG.replace("再也没有回过头来看它一眼", "然后又回过头来看了它很久很久")
    desk.load({"第一章": [edited, ONE[0]]})
    desk.run()
    assert desk.asked == [edited]


def test_a_heading_that_was_edited_is_translated_anew(done):
    done.load({"第一章": ONE, "第二章 下山": TWO})
    done.run()
    assert done.asked == ["第二章 下山"]


def test_an_edited_line_does_not_ship_its_old_target(done):
    edited = "苏墨说了很多话，谁也没有听见。"
    done.load({"第一章": [ONE[0], edited, ONE[2]], "第二章": TWO})
    totals = done.run(engine=None)
    assert totals.total("unfinished") == 1
    shown = Target.objects.shown("en").values_list("segment__source", flat=True)
    assert edited not in set(shown)


def review(source, text):
    Target.objects.filter(segment__source=source, current=True).update(status="reviewed", text=text)


def test_another_chapter_in_a_chapters_place_takes_nothing_over(done):
    review(TWO[0], "By hand.")
    done.load({"第一章": ONE, "第二章 京城": ["皇帝在京城吃了一碗面。", "御膳房的灯亮到半夜。"]})
    done.run()
    assert "By hand." not in done.texts().values()
    assert len(done.asked) == 3


def test_a_reviewed_line_that_moves_to_another_chapter_stays_reviewed(done):
    review(ONE[2], "The mist, by hand.")
    done.load({"第一章": ONE[:2], "第二章": [ONE[2], *TWO]})
    done.run()
    assert done.texts()[ONE[2]] == "The mist, by hand."
    assert done.asked == []


def test_a_reviewed_chapter_that_comes_back_is_still_reviewed(done):
    review(TWO[1], "Nobody, by hand.")
    done.load({"第一章": ONE})
    done.run()
    done.load(BOOK)
    done.run()
    assert done.texts()[TWO[1]] == "Nobody, by hand."
    assert done.asked == []


def test_an_import_that_was_cut_off_is_gone_over_again(done):
    more = {**BOOK, "第三章": ["夜里下起了大雨，谁也没有睡着。"]}
    broken = Lines(more)
    whole = broken.parts

    def cut_off():
        yield from list(whole())[:1]
        raise KeyboardInterrupt

    broken.parts = cut_off
    with pytest.raises(KeyboardInterrupt):
        import_document(done.work, "book", broken, digest="another")
    done.load(BOOK)
    done.run()
    assert set(done.texts()) == {"第一章", "第二章", *ONE, *TWO}


def test_a_bad_engines_leavings_are_not_taken_for_answers(desk):
    desk.load(BOOK)

    def broken(request, answer):
        return replace(answer, texts=dict.fromkeys(answer.texts, ""))

    totals = desk.run(broken, engine="bad")
    assert totals.total("unfinished") == 7
    assert desk.run(engine="good").total("unfinished") == 0
    assert set(Target.objects.values_list("engine", flat=True)) == {"good"}


def test_the_same_engine_is_asked_again_in_the_next_run(desk):
    desk.load(BOOK)

    def broken(request, answer):
        return replace(answer, texts=dict.fromkeys(answer.texts, ""))

    desk.run(broken)
    assert desk.run().total("unfinished") == 0


def test_redo_all_goes_on_where_it_was_cut_off_and_then_begins_anew(desk):
    desk.load({f"第{n}章": [f"{line}{n}" for line in ONE * 9] for n in range(12)})
    desk.run()
    with pytest.raises(Interrupted):
        desk.run(redo="all", stop=lambda: len(desk.sent) >= 3)
    first = set(desk.asked)
    desk.run(redo="all")
    assert not {source for source in first if desk.asked.count(source)} - first
    for _ in range(2):
        desk.run(redo="all")
        assert len(desk.asked) > 100


def test_a_bible_that_contradicts_itself_stops_the_run(desk):
    desk.load(BOOK)
    desk.say("林风", "Lin Feng", kind="character")
    desk.say("苏墨", "Lin Feng", kind="character")
    with pytest.raises(BadInput, match="contradicts"):
        desk.run()


def test_what_is_kept_keeps_who_made_it(done):
    before = Target.objects.get(segment__source=ONE[0], current=True)
    done.say("林风", "Lin Phong")
    done.run()
    after = Target.objects.get(segment__source=ONE[0], current=True)
    assert (after.licence, after.publishable) == (before.licence, before.publishable)
    assert after.publishable is False


def test_an_idle_run_adds_no_versions(done):
    done.say("林风", "Lin Feng", banned=("Lin Fe",))
    for _ in range(2):
        done.run()
    assert Target.objects.count() == 7


def test_chapters_are_numbered_over_the_whole_work(done):
    with pytest.raises(BadInput, match="no such chapters"):
        done.run(only=Ranges.parse("9"))
