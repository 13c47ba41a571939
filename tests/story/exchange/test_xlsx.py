from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from storyport.kernel.errors import BadInput
from storyport.story.exchange import read_sheet, write_sheet
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)
from storyport.story.validation import KINDS, STATUSES

LIN = EntryFacts(
    0,
    "林风",
    "character",
    renderings={"en": RenderingFacts("Lin Feng", "locked")},
    step=2,
    relations=(
        RelationFacts(
            "顾雁", "师姐", "character", Validity(3), {"en": ("Senior Sister", "proposed")}
        ),
    ),
    evidence=(EvidenceFacts("三", "林风笑道", "speaks"), EvidenceFacts("四", "他", "")),
)
BIBLE = Bible((LIN, EntryFacts(0, "顾雁", "character")))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "b.xlsx"


def book_of(path, sheets, change=lambda book: None):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book)
    book.save(path)
    return path


def entries(path, to=""):
    return [row.entry for row in read_sheet(path, "zh-Hans", to).rows]


def error_of(path):
    with pytest.raises(BadInput) as caught:
        read_sheet(path, "zh-Hans")
    assert caught.value.do
    return caught.value


def test_how_it_looks(path):
    assert write_sheet(path, BIBLE) == ()
    book = load_workbook(path)
    assert book.sheetnames == ["bible", "relations", "evidence"]
    assert [[cell.value for cell in row] for row in book["bible"]] == [
        ["source", "kind", "step", "en", "en:status"],
        ["林风", "character", 2, "Lin Feng", "locked"],
        ["顾雁", "character", None, None, None],
    ]
    assert [[cell.value for cell in row] for row in book["relations"]] == [
        ["source", "kind", "calls", "calls kind", "word", "since", "until", "en", "en:status"],
        ["林风", "character", "顾雁", "character", "师姐", 3, None, "Senior Sister", "proposed"],
    ]
    assert [cell.value for cell in book["evidence"][2]][2:] == ["三", "林风笑道", "speaks"]
    sheet = book["bible"]
    assert sheet.freeze_panes == "B2"
    choices = {str(one.sqref)[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert choices == {"B": f'"{",".join(KINDS)}"', "E": f'"{",".join(STATUSES)}"'}
    assert sheet.column_dimensions["A"].width == 18


def test_a_small_bible_is_one_sheet(path):
    write_sheet(path, Bible((EntryFacts(0, "林风", "character"),)))
    assert load_workbook(path).sheetnames == ["bible"]


def test_a_text_is_never_a_formula(path):
    texts = ("=1+1", "+1", "-x", "@SUM(A1)", "#N/A", "'=x", "1", "TRUE")
    bible = Bible(tuple(EntryFacts(0, text, "term") for text in sorted(texts)))
    write_sheet(path, bible)
    cells = [row[0] for row in load_workbook(path)["bible"].iter_rows(min_row=2)]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    assert entries(path) == list(bible.entries)


def test_any_workbook_with_a_header(path):
    book_of(
        path, {"Glossary": [["Term", "Translation"], ["林风", "Lin Feng"], [], ["青云", "Azure"]]}
    )
    assert [entry.renderings["en"].text for entry in entries(path, "en")] == ["Lin Feng", "Azure"]


def test_a_glossary_without_a_header(path):
    book_of(path, {"x": [["林风", "Lin Feng"], ["青云", "=A1"]]})
    with pytest.raises(BadInput, match="B2 holds a formula"):
        read_sheet(path, "zh-Hans", "en")


def test_relations_and_evidence_of_what_is_in_the_bible_already(path):
    rows = [
        ["Source", "Calls", "Word", "en", "es", "x"],
        ["林风", "顾雁", "师姐", "Sister", "", "y"],
    ]
    seen = [["source", "place", "excerpt"], ["云", "三", "云"], ["林风", "四", "林风"]]
    book_of(
        path, {"bible": [["source", "kind"], ["林风", "item"]], "relations": rows, "evidence": seen}
    )
    sheet = read_sheet(path, "zh-Hans")
    relation = RelationFacts("顾雁", "师姐", renderings={"en": ("Sister", "approved")})
    evidence = (EvidenceFacts("四", "林风"),)
    assert [row.entry for row in sheet.rows] == [
        EntryFacts(0, "林风", "item", relations=(relation,), evidence=evidence),
        EntryFacts(0, "云", evidence=(EvidenceFacts("三", "云"),)),
    ]
    assert sheet.notes == ("columns of relations not used: x.",)


def test_a_relation_of_a_name_that_two_have(path):
    rows = [["source", "calls", "word"], ["天剑", "林风", "主人"]]
    bible = [["source", "kind"], ["天剑", "item"], ["天剑", "faction"]]
    found = error_of(book_of(path, {"bible": bible, "relations": rows}))
    assert "天剑 names 2 entries" in found.what
    assert found.where == f"{path}: relations row 2"


def test_a_sheet_that_lacks_a_column(path):
    sheets = {"bible": [["source"], ["林风"]], "relations": [["source", "calls"], ["林风", "a"]]}
    assert "no column word" in error_of(book_of(path, sheets)).what


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("=1+1", "C2 holds a formula"),
        ("#REF!", "C2 holds an error"),
        (dt.date(2026, 3, 1), "C2 holds a date"),
        (True, "C2 holds a truth value"),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_refused_by_cell(path, cell, says):
    rows = [["source", "kind", "en"], ["林风", "item", cell], ["云", "person", "x"]]
    found = error_of(book_of(path, {"bible": rows}))
    first, *lines, _ = found.what.split("\n")
    assert first == "2 places of this file cannot be used:"
    assert lines[0].startswith(f"bible row 2: {says}")
    assert lines[1] == "bible row 3: unknown kind 'person'."


def test_what_is_in_columns_of_others_is_nobodys_business(path):
    rows = [
        ["source", "length", "seen", "en"],
        ["林风", "=LEN(A2)", dt.date(2026, 3, 1), "A"],
    ]
    sheet = read_sheet(book_of(path, {"bible": rows}), "zh-Hans")
    assert sheet.notes == ("columns not used: length, seen.",)
    assert sheet.rows[0].entry.renderings["en"].text == "A"


def test_numbers_are_taken_and_told_where_a_text_belongs(path):
    rows = [["source", "step", "en"], ["林风", 3, 47], ["云", 4.0, 1.5]]
    sheet = read_sheet(book_of(path, {"bible": rows}), "zh-Hans")
    assert [(row.entry.step, row.entry.renderings["en"].text) for row in sheet.rows] == [
        (3, "47"),
        (4, "1.5"),
    ]
    assert sheet.notes == (
        "C2 holds a number; it was taken as 47.",
        "C3 holds a number; it was taken as 1.5.",
    )


def test_merged_cells_are_refused(path):
    rows = [["source", "kind"], ["林风", "item"], ["云", None]]
    book_of(path, {"bible": rows}, lambda book: book["bible"].merge_cells("B2:B3"))
    assert "merged: B2:B3" in error_of(path).what


def test_hidden_and_other_sheets_and_macros_are_named(path):
    def hide(book):
        book["old"].sheet_state = "hidden"

    sheets = {"bible": [["source"], ["林风"]], "old": [["x"]], "notes": [["y"]]}
    book_of(path, sheets, hide)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    assert read_sheet(path, "zh-Hans").notes == (
        "hidden sheets are not read: old.",
        "sheets not read: notes.",
        "its macros were not looked at.",
    )


def test_which_sheet_is_meant_must_be_clear(path):
    found = error_of(book_of(path, {"a": [["source"]], "b": [["source"]]}))
    assert found.what == "it has no sheet 'bible'; its sheets: a, b."

    def hide(book):
        book["bible"].sheet_state = "hidden"

    found = error_of(book_of(path, {"a": [["x"]], "c": [["x"]], "bible": [["source"]]}, hide))
    assert "no sheet 'bible'" in found.what


def test_an_empty_sheet_and_other_files(path):
    assert "is empty" in error_of(book_of(path, {"bible": []})).what
    path.write_bytes(b"source,en\n")
    error_of(path)
    book_of(path, {"bible": [["source"], ["林风"]]})
    path.write_bytes(path.read_bytes()[:-200])
    error_of(path)


def test_a_zip_bomb_is_refused(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    assert "zip bomb" in error_of(path).what


def test_what_no_cell_can_hold(path):
    aliases = tuple(f"{number:04}{'名' * 190}" for number in range(170))
    with pytest.raises(BadInput, match="32767"):
        write_sheet(path, Bible((EntryFacts(0, "林风", "term", aliases=aliases),)))
    assert not path.exists()
