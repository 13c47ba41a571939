from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from tests.formats.review.samples import HEAD, ROWS, head, row

from storyport.formats.review import open_review, write_review
from storyport.kernel.errors import BadInput


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "review.xlsx"
    write_review(path, HEAD, ROWS)
    return path


def change(path, edit):
    """Open and save as a spreadsheet does; its texts move into the table of shared strings."""
    book = openpyxl.load_workbook(path)
    edit(book["Review"])
    book.save(path)
    return open_review(path)


def test_the_table_is_pleasant_to_work_in(path):
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    assert [(each.title, each.sheet_state) for each in book] == [
        ("Review", "visible"),
        ("Read me", "visible"),
        ("storyport", "hidden"),
    ]
    assert sheet.freeze_panes == "D2"
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.auto_filter.ref == "A1:J6"
    assert sheet["D2"].alignment.wrap_text
    locked = {sheet.cell(1, n).value: sheet.cell(2, n).protection.locked for n in range(1, 11)}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        "Target",
        "Verdict",
        "Comment",
    ]
    assert sheet["G2"].value == "林风 = Lin Feng (not Lin Wind)"
    assert sheet["H3"].value == "minor: Odd."
    assert sheet["J4"].value == "方\nold"
    assert sheet.data_validations.dataValidation[0].formula1 == '"ok,open"'
    assert any("<1>" in str(cell.value) for (cell,) in book["Read me"].iter_rows(max_col=1))


def test_right_to_left(tmp_path):
    path = tmp_path / "ar.xlsx"
    write_review(path, head("ar"), ROWS)
    sheet = openpyxl.load_workbook(path)["Review"]
    assert sheet.sheet_view.rightToLeft
    assert sheet["D2"].alignment.readingOrder == 2
    assert sheet["C2"].alignment.readingOrder == 1


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "=<1>x</1>", "'=x"])
def test_nothing_is_a_formula(tmp_path, text):
    path = tmp_path / "formula.xlsx"
    write_review(path, HEAD, [row(1, text, text, part=text, note=text, findings=(text,))])
    for line in openpyxl.load_workbook(path)["Review"].iter_rows(min_row=2):
        assert {cell.data_type for cell in line if cell.value} == {"s"}
        assert all(cell.number_format == "@" and cell.quotePrefix for cell in line)


def test_digests_are_listed_apart(path):
    assert open_review(path).head.digests == {each.id: each.digest for each in ROWS}


def test_saved_by_a_spreadsheet_it_is_the_same(path):
    before = list(open_review(path).rows())
    assert list(change(path, lambda sheet: None).rows()) == before


def test_columns_are_found_by_name(path):
    def edit(sheet):
        sheet.insert_cols(1)
        sheet["A1"] = "My column"
        sheet["E1"], sheet["D1"] = "source", " TARGET "

    (first, *_) = change(path, edit).rows()
    assert (first.source, first.target) == ("Chapter One", "第一章")


@pytest.mark.parametrize(
    ("cell", "title", "words"),
    [("D1", "Übersetzung", "no column Target"), ("E1", "Target", "stands twice")],
)
def test_renamed_headers_are_told(path, cell, title, words):
    def edit(sheet):
        sheet[cell] = title

    with pytest.raises(BadInput, match=words):
        list(change(path, edit).rows())


@pytest.mark.parametrize(
    ("value", "target", "trouble"),
    [
        (12, "12", ""),
        (12.0, "12", ""),
        (1.5, "1.5", ""),
        ("=A1", "=A1", "formula"),
        (True, "True", "truth value"),
        (dt.date(2026, 1, 2), "2026-01-02 00:00:00", "date"),
        ("#N/A", "#N/A", "error"),
    ],
)
def test_what_a_spreadsheet_makes_of_a_text(path, value, target, trouble):
    def edit(sheet):
        sheet["D2"].number_format = "General"
        sheet["D2"] = value

    (first, *_) = change(path, edit).rows()
    assert first.target == target
    assert trouble in first.trouble
    assert bool(trouble) == bool(first.trouble)


def test_verdicts_and_comments(path):
    def edit(sheet):
        sheet["E2"], sheet["F2"] = "ok", "nice\r\nreally"
        sheet["D3"].comment = Comment("Who says that?", "R")

    first, second, *_ = change(path, edit).rows()
    assert (first.verdict, first.comment, first.place) == ("ok", "nice\nreally", "row 2")
    assert second.comment == "Who says that?"


def test_empty_rows_between_are_skipped(path):
    rows = list(change(path, lambda sheet: sheet.insert_rows(3, 40)).rows())
    assert [each.place for each in rows] == ["row 2", "row 43", "row 44", "row 45", "row 46"]


def test_without_the_hidden_sheet_the_property_says_it(path):
    book = openpyxl.load_workbook(path)
    del book["storyport"]
    book.save(path)
    assert open_review(path).head.reference == HEAD.reference
    book.properties.subject = None
    book.save(path)
    with pytest.raises(BadInput, match="which export"):
        open_review(path)


def test_a_renamed_sheet_is_told(path):
    def edit(sheet):
        sheet.title = "Mine"

    with pytest.raises(BadInput, match="no sheet 'Review'"):
        list(change(path, edit).rows())


def test_what_a_cell_cannot_hold_is_left_out(tmp_path):
    rows = [ROWS[0], row(9, "长", "x" * 32_767), ROWS[1]]
    written = write_review(tmp_path / "long.xlsx", HEAD, rows)
    assert (written.rows, written.left_out) == (2, (rows[1].id,))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\0" * 600 + "Workbook".encode("utf-16-le"), "old binary format"),
    ],
)
def test_old_and_protected_files(tmp_path, data, words):
    path = tmp_path / "old.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + data)
    with pytest.raises(BadInput, match=words):
        open_review(path)


def with_member(path, name, data):
    """Put another content into one member."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, old in members.items():
            archive.writestr(each, data if each == name else old)


def test_a_doctype_is_refused(path):
    bomb = b'<?xml version="1.0"?><!--x--><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    with_member(path, "xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(BadInput, match="DOCTYPE"):
        open_review(path)


def test_a_zip_bomb_is_refused(path):
    with_member(path, "xl/worksheets/sheet1.xml", b" " * (40 << 20))
    with pytest.raises(BadInput, match="bomb"):
        open_review(path)


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_damaged_members_are_told(path, member):
    with_member(path, member, b"<worksheet><nonsense></worksheet>")
    with pytest.raises(BadInput):
        list(open_review(path).rows())


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(BadInput, match=r"no \.xlsx file"):
        open_review(path)
