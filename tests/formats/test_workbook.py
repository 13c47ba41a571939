from __future__ import annotations

import openpyxl
import pytest

from storyport.formats.workbook import cell_text, filled_rows, open_book, quietly
from storyport.kernel.errors import BadInput


@pytest.fixture
def file(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, values in {1: ["名", 3.0], 4: [" 林\r\n风 ", 2.5]}.items():
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
    sheet.cell(9000, 1).font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_rows_that_say_something_with_their_numbers(file):
    with open_book(file) as book:
        rows = [
            (number, [cell_text(cell) for cell in cells])
            for number, cells in filled_rows(file, book.worksheets[0])
        ]
    assert rows == [(1, ["名", "3"]), (4, ["林\n风", "2.5"])]


def test_what_is_no_workbook_is_named(tmp_path):
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BadInput, match="damaged") as error, open_book(path):
        pass
    assert error.value.where == str(path)


def test_what_the_library_stumbles_over_is_told_and_our_own_errors_pass(tmp_path):
    def stumble():
        raise KeyError("x")

    def refuse():
        raise BadInput("no.", do="Nothing.")

    with pytest.raises(BadInput, match="KeyError"):
        quietly(tmp_path, stumble)
    with pytest.raises(BadInput, match=r"^no\."):
        quietly(tmp_path, refuse)
