"""Writes the bible as a workbook, row by row in flat memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.worksheet.datavalidation import DataValidation

from storyport.formats.review.base import escape_controls
from storyport.kernel.errors import BadInput
from storyport.kernel.files import whole_file
from storyport.story.exchange.sheets import (
    EVIDENCE_SHEET,
    RELATIONS_SHEET,
    evidence_rows,
    relation_rows,
)
from storyport.story.exchange.table import Cell, cells_of, columns_for
from storyport.story.facts import Bible
from storyport.story.validation import CHOICES, GENDERS, KINDS, STATUSES

__all__ = ["BIBLE_SHEET", "write_book"]

BIBLE_SHEET = "bible"
# By Excel's specifications and limits: characters of a cell, rows of a sheet.
_LONGEST, _MOST_ROWS = 32_767, 1_048_576
_WIDTHS = {"source": 18, "kind": 12, "gender": 10, "aliases": 30, "note": 46, "text": 24,
           "banned": 24, "forms": 24, "codex": 46, "word": 14, "calls": 18, "place": 24,
           "excerpt": 46, "reason": 20}  # fmt: skip
_WIDTH = 12
# Rows that a person may add are checked as well.
_SPARE_ROWS = 1000
_CHOSEN = {"kind": KINDS, "calls kind": KINDS, "gender": GENDERS, "status": STATUSES,
           "choice": CHOICES}  # fmt: skip
_HEADER = PatternFill("solid", start_color="FF2F3B4C")


def write_book(path: Path, bible: Bible, locales: Sequence[str]) -> None:
    """Write a workbook, whole or not at all.

    Raises:
        BadInput: more rows, or more text in a cell, than a spreadsheet can hold.
    """
    columns = columns_for(bible, locales)
    with _book() as book:
        _write_sheet(
            book,
            BIBLE_SHEET,
            [(str(column), column.name) for column in columns],
            (cells_of(entry, columns) for entry in bible.entries),
        )
        for name, rows in (
            (RELATIONS_SHEET, relation_rows(bible, locales)),
            (EVIDENCE_SHEET, evidence_rows(bible)),
        ):
            header = next(rows, None)
            if header is not None:
                _write_sheet(book, name, [_named(str(cell)) for cell in header], rows)
        with whole_file(path) as file:
            book.save(file)


@contextmanager
def _book() -> Iterator[Any]:
    """Give a new workbook; where something fails, the library is not left with open files."""
    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets:
            with suppress(WorkbookAlreadySaved):
                sheet.close()
        raise


def _named(header: str) -> tuple[str, str]:
    """Return a header and what sort of column it is."""
    if header.endswith(":status"):
        return header, "status"
    return header, header if header in _WIDTHS or header in _CHOSEN else "text"


def _write_sheet(
    book: Any, name: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.create_sheet(name)
    for number, (_, sort) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(sort, _WIDTH)
    sheet.freeze_panes = "B2"
    sheet.append([_header_cell(sheet, header) for header, _ in columns])
    # The same cells again for each row: a style costs more than a text.
    texts = [_text_cell(sheet) for _ in columns]
    written = 1
    for row in map(_exact, rows):
        written += 1
        sheet.append(
            [
                _filled(cell, value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
                for cell, value in zip(texts, row, strict=True)
            ]
        )
    _check_rows(name, written)
    _close(sheet, columns, written)


def _exact(row: Sequence[Cell]) -> list[Cell]:
    """Return a row whose numbers survive the 16 digits that the library writes."""
    return [
        str(value) if isinstance(value, float) and float(f"{value:.16g}") != value else value
        for value in row
    ]


def _filled(cell: Any, text: str) -> Any:
    if len(text) > _LONGEST:
        raise BadInput(
            f"a cell would hold {len(text)} characters, and {_LONGEST} is what a spreadsheet can: "
            f"{text[:30]}…",
            do="Export it as JSON.",
        )
    cell.value = escape_controls(text) or None
    if text:
        cell.data_type = "s"  # a text that begins with = would be taken for a formula
    return cell


def _check_rows(name: str, rows: int) -> None:
    if rows > _MOST_ROWS:
        raise BadInput(
            f"the sheet {name} would have {rows} rows, and {_MOST_ROWS} is what a spreadsheet can.",
            do="Export it as JSON.",
        )


def _close(sheet: Any, columns: Sequence[tuple[str, str]], rows: int) -> None:
    """Say what can only be said once the rows are counted."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows}"
    for number, (_, sort) in enumerate(columns, start=1):
        if sort in _CHOSEN:
            letter = get_column_letter(number)
            choice = DataValidation(
                type="list",
                formula1=f'"{",".join(_CHOSEN[sort])}"',
                allow_blank=True,
                showErrorMessage=True,
                errorTitle=sort,
                error=f"One of {', '.join(_CHOSEN[sort])}.",
            )
            choice.add(f"{letter}2:{letter}{min(rows + _SPARE_ROWS, _MOST_ROWS)}")
            sheet.data_validations.append(choice)


def _text_cell(sheet: Any) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.number_format = "@"
    # Edited again, a text that begins with = stays a text.
    cell.quotePrefix = True
    return cell


def _header_cell(sheet: Any, header: str) -> Any:
    cell = WriteOnlyCell(sheet, header)
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = _HEADER
    return cell
