from __future__ import annotations

from dataclasses import replace

import pytest
from tests.localize.reviewing.conftest import CHAPTERS

from storyport.kernel.errors import BadInput
from storyport.localize.models import Target
from storyport.localize.reviewing.exporting import Selection

pytestmark = [pytest.mark.database, pytest.mark.django_db]

GATE, YES, CLOUD, _, FOG = CHAPTERS["第一章"]
LETTER, SNOW = CHAPTERS["第二章"]


def kinds(done):
    return {kind: count for kind, count in done.counts.items() if count}


def why(done):
    return [(row.place, row.kind, row.why) for row in done.listed]


def versions():
    return Target.objects.count()


# --- what is taken ------------------------------------------------------------------


@pytest.mark.parametrize("publishable", [True, False])
def test_an_edit_is_reviewed_and_remembered_if_it_may_be_published(reviewer, publishable):
    Target.objects.update(publishable=publishable)
    reviewer.get()
    reviewer.write(FOG, target="The fog in the hills was heavy and cold.")
    done = reviewer.give()
    assert kinds(done) == {"edited": 1, "unchanged": 7}
    target = reviewer.target(FOG)
    assert (target.text, target.status, target.origin) == (
        "The fog in the hills was heavy and cold.",
        "reviewed",
        "person",
    )
    assert (target.engine, target.publishable) == ("fake", publishable)
    assert Target.objects.filter(segment=target.segment, locale="en").count() == 2
    # Memory does not know who made what, so what may not be published does not get there.
    kept = {FOG: "The fog in the hills was heavy and cold."} if publishable else {}
    assert reviewer.memory() == kept
    assert done.remembered == len(kept)
    assert done.exit_code == 0


def test_a_line_marked_ok_is_reviewed_as_it_is(reviewer):
    reviewer.get()
    before = reviewer.target(FOG)
    reviewer.write(FOG, verdict=" OK. ")
    assert kinds(reviewer.give()) == {"approved": 1, "unchanged": 7}
    after = reviewer.target(FOG)
    assert (after.text, after.status, after.origin) == (before.text, "reviewed", before.origin)
    assert reviewer.memory() == {}


def test_unmarked_lines_are_reviewed_only_if_all_was_read(reviewer):
    reviewer.get()
    assert kinds(reviewer.give()) == {"unchanged": 8}
    assert not Target.objects.filter(status="reviewed").exists()
    assert kinds(reviewer.give(all_reviewed=True)) == {"approved": 8}
    assert Target.objects.filter(status="reviewed", current=True).count() == 8
    assert kinds(reviewer.give(all_reviewed=True)) == {"unchanged": 8}


def test_a_line_without_a_target_may_be_written(reviewer):
    reviewer.desk.load({**CHAPTERS, "第三章": ["新的一行。"]})
    reviewer.get()
    reviewer.write("新的一行", target="A new line.")
    assert kinds(reviewer.give())["edited"] == 1
    target = reviewer.target("新的一行")
    assert (target.status, target.engine, target.publishable) == ("reviewed", "", True)


def test_taking_it_again_does_nothing(reviewer):
    reviewer.get()
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.", comment="better")
    reviewer.write(YES, verdict="open", comment="who?")
    reviewer.give()
    count = versions()
    assert kinds(reviewer.give()) == {"open": 1, "unchanged": 7}
    assert versions() == count


def test_a_reviewer_may_change_what_was_reviewed(reviewer):
    reviewer.get()
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    reviewer.give()
    reviewer.get()
    reviewer.write(FOG, target="Cold, heavy fog lay in the hills.")
    assert kinds(reviewer.give())["edited"] == 1
    assert reviewer.target(FOG).text.startswith("Cold")


def test_a_machine_does_not_replace_it(reviewer):
    reviewer.get()
    reviewer.write(GATE, target="Lin Feng went in at the gate of Listening Pines.")
    reviewer.give()
    reviewer.desk.run(redo="all")
    assert reviewer.target(GATE).text.startswith("Lin Feng went in")
    reviewer.desk.say("林风", "Lin Phong")
    totals = reviewer.desk.run()
    assert reviewer.target(GATE).text.startswith("Lin Feng went in")
    assert [each.held for each in totals.locales.values()] == [1]


def test_an_ok_settles_what_the_bible_left_behind(reviewer):
    reviewer.get()
    reviewer.write(GATE, verdict="ok")
    reviewer.give()
    reviewer.desk.say("林风", "Lin Phong")
    reviewer.desk.run()
    (row,) = reviewer.get(Selection(what="findings"))
    assert row.source == GATE
    reviewer.write(GATE, target=row.target.replace("Lin Feng", "Lin Phong"))
    assert reviewer.give().exit_code == 0
    assert reviewer.get(Selection(what="findings")) == []
    (held,) = [each.held for each in reviewer.desk.run().locales.values()]
    assert held == 0


def test_what_is_against_the_bible_is_taken_and_told(reviewer):
    reviewer.get()
    reviewer.write(GATE, target="The boy went in at the gate of Listening Pines.")
    done = reviewer.give()
    assert done.exit_code == 1
    (row,) = done.listed
    assert row.kind == "edited"
    assert "Lin Feng" in row.findings[0]
    assert reviewer.target(GATE).status == "reviewed"


def test_sorted_rows_are_fine(reviewer):
    reviewer.get()
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    reviewer.rows.sort(key=lambda row: row.source)
    done = reviewer.give()
    assert kinds(done) == {"edited": 1, "unchanged": 7}
    assert done.notes == [
        "its rows stand in another order than they went out in, which does no harm"
    ]


def test_missing_rows_stay(reviewer):
    reviewer.get()
    del reviewer.rows[2:5]
    done = reviewer.give(all_reviewed=True)
    assert (done.missing, kinds(done)) == (3, {"approved": 5})


# --- what is not -----------------------------------------------------------------------


def test_an_emptied_target_changes_nothing(reviewer):
    reviewer.get()
    before = reviewer.target(FOG).text
    reviewer.write(FOG, target="  ")
    done = reviewer.give()
    assert kinds(done) == {"emptied": 1, "unchanged": 7}
    assert "emptied" in done.listed[0].why
    assert reviewer.target(FOG).text == before


def test_an_open_line_is_left_and_listed(reviewer):
    reviewer.get()
    before = reviewer.target(FOG)
    reviewer.write(FOG, target="Another text altogether.", verdict="open", comment="Fog or mist?")
    done = reviewer.give()
    assert (kinds(done), done.exit_code) == ({"open": 1, "unchanged": 7}, 1)
    after = reviewer.target(FOG)
    assert (after.text, after.status) == (before.text, before.status)
    assert after.findings[-1] == {
        "check": "review.open",
        "severity": "major",
        "message": "Fog or mist?",
    }
    assert [row.source for row in reviewer.get(Selection(what="findings"))] == [FOG]
    reviewer.write(FOG, verdict="ok")
    reviewer.give()
    assert reviewer.target(FOG).findings == []
    assert reviewer.get(Selection(what="findings")) == []


def test_comments_are_kept_with_their_lines(reviewer):
    reviewer.get()
    reviewer.write(FOG, comment="Nice.")
    reviewer.write(SNOW, target="The first snow of this year fell outside.", comment="Checked.")
    done = reviewer.give()
    assert done.comments == 2
    assert [each["message"] for each in reviewer.target(FOG).findings] == ["Nice."]
    assert reviewer.target(FOG).status == "draft"
    assert reviewer.target(SNOW).findings[-1]["severity"] == "advice"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"target": "He looked up at the clouds."}, "Marks are lost"),
        ({"target": "<1>He</1> looked up<2/> at <3>clouds</3>."}, "not in the source"),
        ({"target": "</1>He<1> looked up at the clouds<2/>."}, "badly nested"),
        ({"target": "<1>He</1> looked up<2/>\nat the clouds."}, "2 lines"),
        ({"verdict": "perhaps"}, "neither ok nor open"),
        ({"trouble": "it holds a formula"}, "formula"),
        ({"id": "1-999999-12345678"}, "none of this story's"),
        ({"id": "12"}, "none of this story's"),
        ({"id": ""}, "no id"),
    ],
)
def test_what_cannot_be_used_is_named(reviewer, change, words):
    reviewer.get()
    count = versions()
    place = f"row {reviewer.at(CLOUD) + 2}"
    reviewer.write(CLOUD, **change)
    done = reviewer.give()
    assert [(row.place, row.kind) for row in done.listed] == [(place, "refused")]
    assert words in done.listed[0].why
    assert (versions(), done.exit_code) == (count, 1)


def test_a_source_that_was_mended_in_the_table_is_refused(reviewer):
    reviewer.get()
    at = reviewer.at(FOG)
    reviewer.rows[at] = replace(reviewer.rows[at], source="别的文字。", target="Other text.")
    done = reviewer.give()
    assert kinds(done) == {"refused": 1, "unchanged": 7}
    assert "not the one that went out" in done.listed[0].why


def test_ok_without_a_target_is_refused(reviewer):
    reviewer.desk.load({**CHAPTERS, "第三章": ["新的一行。"]})
    reviewer.get()
    reviewer.write("新的一行", verdict="ok")
    assert "has no target" in reviewer.give().listed[0].why


def test_moved_marks_are_fine(reviewer):
    reviewer.get()
    reviewer.write(CLOUD, target="At the clouds<2/> in the sky <1>he</1> looked up.")
    assert kinds(reviewer.give())["edited"] == 1


def test_a_target_that_changed_meanwhile_is_kept_unless_forced(reviewer):
    reviewer.get()
    Target.objects.filter(segment__source=FOG).update(current=False)
    old = Target.objects.get(segment__source=FOG)
    Target.objects.create(
        segment=old.segment,
        locale="en",
        text="Somebody's text of today.",
        status="checked",
        origin="engine",
        source_digest=old.source_digest,
        basis=old.basis,
    )
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    done = reviewer.give()
    assert [(row.kind, row.now) for row in done.listed] == [
        ("conflict", "Somebody's text of today.")
    ]
    assert done.exit_code == 1
    assert kinds(reviewer.give(force=True))["edited"] == 1
    assert reviewer.target(FOG).text.startswith("Heavy")


def test_a_review_since_the_export_is_kept_unless_forced(reviewer):
    reviewer.get()
    mine, head = list(reviewer.rows), reviewer.head
    reviewer.write(FOG, verdict="ok")
    reviewer.give()
    reviewer.rows, reviewer.head = mine, head
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    assert why(reviewer.give()) == [
        (f"row {reviewer.at(FOG) + 2}", "conflict", "the target was reviewed since the export")
    ]
    assert kinds(reviewer.give(force=True))["edited"] == 1


def test_a_locked_target_is_kept_unless_forced(reviewer):
    Target.objects.filter(segment__source=FOG).update(status="locked")
    reviewer.get()
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    assert why(reviewer.give())[0][2] == "the target is locked"
    assert kinds(reviewer.give(force=True))["edited"] == 1
    assert reviewer.target(FOG).status == "locked"


def test_a_source_that_changed_meanwhile_is_a_conflict(reviewer):
    reviewer.get()
    new = {**CHAPTERS, "第二章": [LETTER, "外面下着今年的第一场大雪了。"]}
    reviewer.desk.load(new)
    reviewer.write(SNOW, target="The first snow of this year fell outside.")
    done = reviewer.give(force=True)
    assert [(row.kind, row.why) for row in done.listed] == [
        ("conflict", "the source has changed since the export")
    ]


def test_a_line_that_is_gone_is_refused(reviewer):
    reviewer.get()
    reviewer.desk.load({"第一章": CHAPTERS["第一章"]})
    reviewer.write(SNOW, target="The first snow of this year fell outside.")
    gone = [row for row in reviewer.give().listed if row.source == SNOW]
    assert "no longer in the story" in gone[0].why


# --- tables that fell apart -----------------------------------------------------------------


@pytest.mark.parametrize("column", ["id", "source"])
def test_a_column_of_ids_or_sources_sorted_alone_is_refused(reviewer, column):
    reviewer.get()
    count = versions()
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    order = list(range(len(reviewer.rows)))
    order[0], order[6] = order[6], order[0]
    reviewer.swap(column, order)
    with pytest.raises(BadInput, match="no longer belong together") as error:
        reviewer.give()
    assert error.value.where == "back.xlsx: row 2, row 8"
    assert versions() == count


def test_targets_sorted_alone_are_refused_unless_meant(reviewer):
    reviewer.get()
    count = versions()
    order = sorted(range(len(reviewer.rows)), key=lambda at: reviewer.rows[at].target)
    reviewer.swap("target", order)
    with pytest.raises(BadInput, match="changed places"):
        reviewer.give(all_reviewed=True)
    assert versions() == count
    assert reviewer.give(moved=True).rows == 8


def test_targets_pushed_down_by_one_are_refused(reviewer):
    reviewer.get()
    reviewer.swap("target", [7, 0, 1, 2, 3, 4, 5, 6])
    reviewer.rows[0] = replace(reviewer.rows[0], target="")
    with pytest.raises(BadInput, match="pushed"):
        reviewer.give()


def test_the_same_new_text_for_many_lines_is_no_exchange(reviewer):
    reviewer.get()
    yes = reviewer.rows[reviewer.at(YES)].target
    for source in (FOG, LETTER, SNOW):
        reviewer.write(source, target=yes)
    assert reviewer.give().rows == 8


def test_two_rows_in_one_cell_are_refused(reviewer):
    reviewer.get()
    first = reviewer.rows[reviewer.at(LETTER)].target
    second = reviewer.rows[reviewer.at(SNOW)].target
    reviewer.write(LETTER, target=f"{first} {second}")
    reviewer.write(SNOW, target="")
    done = reviewer.give()
    assert [row.kind for row in done.listed] == ["refused", "emptied"]
    assert "holds the text of row 9 too" in done.listed[0].why


def test_one_row_in_two_is_refused(reviewer):
    reviewer.get()
    at = reviewer.at(LETTER)
    whole = reviewer.rows[at].target
    half = len(whole) // 3
    reviewer.write(LETTER, target=whole[:half])
    reviewer.rows.insert(at + 1, replace(reviewer.rows[at], id="", source="", target=whole[half:]))
    done = reviewer.give()
    assert [row.kind for row in done.listed] == ["refused", "refused"]
    assert "a part of its text" in done.listed[0].why
    assert "no id" in done.listed[1].why


def test_a_row_that_stands_twice(reviewer):
    reviewer.get()
    at = reviewer.at(FOG)
    reviewer.write(FOG, target="Heavy, cold fog lay in the hills.")
    reviewer.rows.append(reviewer.rows[at])
    done = reviewer.give()
    assert kinds(done) == {"edited": 1, "repeated": 1, "unchanged": 7}
    reviewer.get()
    reviewer.write(FOG, target="A third text for the fog.")
    reviewer.rows.append(replace(reviewer.rows[at], target="A fourth text for the fog."))
    done = reviewer.give()
    assert kinds(done) == {"refused": 2, "unchanged": 7}
    assert "different texts: row 6, row 10" in done.listed[0].why


def test_another_locale_or_story_is_refused(reviewer):
    reviewer.get()
    with pytest.raises(BadInput, match="a review of en, not of es") as error:
        reviewer.give(locale="es")
    assert "--to en" in error.value.do
    reviewer.head = replace(reviewer.head, story="other")
    with pytest.raises(BadInput, match="of the story other"):
        reviewer.give()


def test_a_table_of_another_home_is_refused(reviewer):
    reviewer.get()
    reviewer.rows = [
        replace(row, id=f"1-{n + 900000}-{'0' * 8}") for n, row in enumerate(reviewer.rows)
    ]
    with pytest.raises(BadInput, match="none of its 8 rows"):
        reviewer.give()
