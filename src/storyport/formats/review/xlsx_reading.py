"""Reads review tables that come back as Excel workbooks.

The columns are found by their names, wherever they stand. What a spreadsheet made of a
cell (a formula, a date, an error) is told, not guessed at.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import openpyxl

from storyport.formats.review.base import (
    Head,
    Reference,
    ReturnedRow,
    ReviewFile,
    RowId,
    unescape_controls,
)
from storyport.formats.review.columns import find_columns
from storyport.formats.review.package import check_package
from storyport.formats.review.xlsx_comments import read_comments
from storyport.formats.review.xlsx_writing import HIDDEN_SHEET, REVIEW_SHEET
from storyport.kernel.errors import BadInput, StoryportError

__all__ = ["open_xlsx"]

_T = TypeVar("_T")
# A sheet may say it has a million rows; after so many empty ones nothing follows.
_MOST_EMPTY = 10_000
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
        with self._open() as book:
            self.head = self._read_head(book)

    def rows(self) -> Iterator[ReturnedRow]:
        """Give the rows of the table, empty ones left out."""
        with self._open() as book:
            sheet = _sheet(book, REVIEW_SHEET)
            if sheet is None:
                raise self._bad(f"it has no sheet {REVIEW_SHEET!r}.", "Give the sheet its name.")
            comments = self._quiet(lambda: read_comments(self.path, REVIEW_SHEET))
            cells = self._cells(sheet)
            header = next(cells, (1, ()))[1]
            columns = find_columns([_text(cell) for cell in header], str(self.path))
            for number, row in cells:
                found = _row(number, row, columns, comments.get(number, ()))
                if found is not None:
                    yield found

    def _read_head(self, book: Any) -> Head:
        sheet = _sheet(book, HIDDEN_SHEET)
        values: dict[str, str] = {}
        digests: dict[str, str] = {}
        for _, row in self._cells(sheet) if sheet is not None else ():
            name, value = (*map(_text, row[:2]), "", "")[:2]
            (digests if RowId.parse(name) else values)[name] = value
        reference = Reference.find(values.get("export", "") or (book.properties.subject or ""))
        if reference is None:
            raise self._bad(
                "it does not say which export it is: its hidden sheet is gone.",
                "Take the file that was exported, and copy the column Target into it.",
            )
        return Head(values.get("story", ""), values.get("source", ""), reference, digests)

    def _cells(self, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
        """Give (number, cells) of the rows that are not empty."""
        sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
        rows = enumerate(sheet.iter_rows(), start=1)
        empty = 0
        while empty < _MOST_EMPTY:
            found = self._quiet(lambda: next(rows, None))
            if found is None:
                return
            if any(cell.value is not None for cell in found[1]):
                empty = 0
                yield found
            else:
                empty += 1

    @contextmanager
    def _open(self) -> Iterator[Any]:
        # Opened here: where the library fails, it leaves what it opened open.
        with self.path.open("rb") as file:
            book = self._quiet(
                lambda: openpyxl.load_workbook(file, read_only=True, keep_links=False)
            )
            try:
                yield book
            finally:
                book.close()

    def _quiet(self, read: Callable[[], _T]) -> _T:
        """Read something by the library, its warnings about other people's extensions unheard."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return read()
        except StoryportError:
            raise
        except Exception as error:  # the library raises whatever it stumbles over
            raise self._bad(
                f"it is damaged ({type(error).__name__}: {str(error)[:120]}).", "Get it sent again."
            ) from error

    def _bad(self, what: str, do: str) -> BadInput:
        return BadInput(what, where=str(self.path), do=do)


def _sheet(book: Any, name: str) -> Any:
    return next((sheet for sheet in book.worksheets if sheet.title == name), None)


def _row(
    number: int, cells: Sequence[Any], columns: Mapping[str, int], comments: Sequence[str]
) -> ReturnedRow | None:
    texts = {name: _text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
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


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unescape_controls(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
