"""Reads review tables that come back as Excel workbooks.

The columns are found by their names, wherever they stand. What a spreadsheet made of a
cell (a formula, a date, an error) is told, not guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storyport.formats.review.base import (
    Head,
    Reference,
    ReturnedRow,
    ReviewFile,
    RowId,
)
from storyport.formats.review.columns import find_columns
from storyport.formats.review.package import check_package
from storyport.formats.review.xlsx_comments import read_comments
from storyport.formats.review.xlsx_writing import HIDDEN_SHEET, REVIEW_SHEET
from storyport.formats.workbook import cell_text, filled_rows, open_book, quietly
from storyport.kernel.errors import BadInput

__all__ = ["open_xlsx"]

_TROUBLES = {
    "f": "it holds a formula; write the text itself",
    "e": "it holds an error of the spreadsheet; write the text itself",
    "d": "it holds a date; format the cell as text and write the text itself",
    "b": "it holds a truth value; format the cell as text and write the text itself",
}


def open_xlsx(path: Path) -> ReviewFile:
    """Open a workbook that came back."""
    check_package(path, "xl/workbook.xml", ".xlsx")
    return XlsxFile(path)


class XlsxFile(ReviewFile):
    """A workbook that came back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        with open_book(self.path) as book:
            self.head = self._read_head(book)

    def rows(self) -> Iterator[ReturnedRow]:
        """Give the rows of the table, empty ones left out."""
        with open_book(self.path) as book:
            sheet = _sheet(book, REVIEW_SHEET)
            if sheet is None:
                raise self._bad(f"it has no sheet {REVIEW_SHEET!r}.", "Give the sheet its name.")
            comments = quietly(self.path, lambda: read_comments(self.path, REVIEW_SHEET))
            cells = filled_rows(self.path, sheet)
            header = next(cells, (1, ()))[1]
            columns = find_columns([cell_text(cell) for cell in header], str(self.path))
            for number, row in cells:
                found = _row(number, row, columns, comments.get(number, ()))
                if found is not None:
                    yield found

    def _read_head(self, book: Any) -> Head:
        sheet = _sheet(book, HIDDEN_SHEET)
        values: dict[str, str] = {}
        digests: dict[str, str] = {}
        for _, row in filled_rows(self.path, sheet) if sheet is not None else ():
            name, value = (*map(cell_text, row[:2]), "", "")[:2]
            (digests if RowId.parse(name) else values)[name] = value
        reference = Reference.find(values.get("export", "") or (book.properties.subject or ""))
        if reference is None:
            raise self._bad(
                "it does not say which export it is: its hidden sheet is gone.",
                "Take the file that was exported, and copy the column Target into it.",
            )
        return Head(values.get("story", ""), values.get("source", ""), reference, digests)

    def _bad(self, what: str, do: str) -> BadInput:
        return BadInput(what, where=str(self.path), do=do)


def _sheet(book: Any, name: str) -> Any:
    return next((sheet for sheet in book.worksheets if sheet.title == name), None)


def _row(
    number: int, cells: Sequence[Any], columns: Mapping[str, int], comments: Sequence[str]
) -> ReturnedRow | None:
    texts = {name: cell_text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
    if not any(texts.get(name) for name in ("ID", "Source", "Target")):
        return None
    at = columns["Target"]
    kind = cells[at].data_type if at < len(cells) and cells[at].value is not None else ""
    said = [text for text in (texts.get("Comment", ""), *comments) if text]
    return ReturnedRow(
        place=f"row {number}",
        id=texts["ID"],
        source=texts["Source"],
        target=texts["Target"],
        verdict=texts.get("Verdict", ""),
        comment="\n".join(said),
        trouble=_TROUBLES.get(kind, ""),
    )
