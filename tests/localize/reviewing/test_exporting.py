from __future__ import annotations

import pytest
from tests.localize.reviewing.conftest import CHAPTERS

from storyport.formats.review import RowId, open_review
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.kernel.ranges import Ranges
from storyport.localize.models import Target
from storyport.localize.reviewing.exporting import Selection, export_review

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def sources(rows):
    return [row.source for row in rows]


def test_all_lines_go_out_in_reading_order_but_for_scene_breaks(reviewer):
    wanted = [text for title, lines in CHAPTERS.items() for text in (title, *lines)]
    rows = reviewer.get()
    assert sources(rows) == [text for text in wanted if text != "***"]
    assert [RowId.parse(row.id).chapter for row in rows] == [1] * 5 + [2] * 3
    assert all(row.target for row in rows)


def test_ids_stay_as_they_are(reviewer):
    first = [row.id for row in reviewer.get()]
    reviewer.desk.run(redo="all")
    assert [row.id for row in reviewer.get()] == first


def test_chapters_may_be_chosen(reviewer):
    assert sources(reviewer.get(Selection(only=Ranges.parse("2")))) == [
        "第二章",
        *CHAPTERS["第二章"],
    ]
    with pytest.raises(BadInput, match="no such chapters"):
        reviewer.get(Selection(only=Ranges.parse("7")))


def test_statuses_may_be_chosen(reviewer):
    Target.objects.filter(segment__source="是。").update(status="checked")
    assert sources(reviewer.get(Selection(statuses=frozenset({"checked"})))) == ["是。"]


def test_what_is_reviewed_is_not_open(reviewer):
    Target.objects.exclude(segment__source="是。").update(status="reviewed")
    assert sources(reviewer.get(Selection(what="open"))) == ["是。"]


def test_lines_without_a_target_are_open(reviewer):
    reviewer.desk.load({**CHAPTERS, "第三章": ["新的一行。"]})
    rows = reviewer.get(Selection(what="open", statuses=frozenset({"none"})))
    assert [(row.source, row.target) for row in rows] == [("第三章", ""), ("新的一行。", "")]


def test_findings_are_told_in_words(reviewer, tmp_path):
    import openpyxl

    finding = {"check": "numbers.missing", "severity": "major", "message": "Numbers are gone."}
    Target.objects.filter(segment__source="是。").update(findings=[finding])
    minor = {**finding, "severity": "minor"}
    Target.objects.filter(segment__source__contains="雾").update(findings=[minor])
    assert sources(reviewer.get(Selection(what="findings"))) == ["是。"]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Review"]
    assert sheet["H2"].value == "major: Numbers are gone."


def test_what_the_bible_left_behind_is_a_finding(reviewer):
    Target.objects.filter(segment__source__contains="林风").update(status="reviewed")
    reviewer.desk.say("林风", "Lin Phong")
    reviewer.desk.run()
    assert sources(reviewer.get(Selection(what="findings"))) == [CHAPTERS["第一章"][0]]
    assert CHAPTERS["第一章"][0] in sources(reviewer.get(Selection(what="open")))


def test_agreed_terms_stand_beside_the_line(reviewer, tmp_path):
    import openpyxl

    reviewer.desk.say("林风", "Lin Feng", banned=("Lin Wind",))
    reviewer.get()
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Review"]
    terms = [cell.value for (cell,) in sheet.iter_rows(min_row=2, min_col=7, max_col=7)]
    assert terms[:3] == [None, "林风 = Lin Feng (not Lin Wind)", None]


def test_nothing_to_review_writes_no_file(reviewer, tmp_path):
    path = tmp_path / "none.xliff"
    done = export_review(reviewer.desk.story, parse_locale("en"), path, Selection(what="findings"))
    assert done.rows == 0
    assert not path.exists()


@pytest.mark.parametrize("extension", [".xlsx", ".docx", ".xliff"])
def test_every_format(reviewer, tmp_path, extension):
    path = tmp_path / f"all{extension}"
    done = export_review(reviewer.desk.story, parse_locale("en"), path)
    assert done.rows == 8
    file = open_review(path)
    assert str(file.head.reference) == done.reference
    assert len(list(file.rows())) == 8


def test_a_format_that_is_none(reviewer, tmp_path):
    with pytest.raises(BadInput, match="review table"):
        export_review(reviewer.desk.story, parse_locale("en"), tmp_path / "x.pdf")
