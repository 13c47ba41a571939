"""Writes review tables as Excel workbooks.

Sheets: `Review` (the table), `Read me`, and a hidden one that says what was exported.
Every cell is text, so that nothing a story says is ever a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from storyport.formats.review.base import Head, ReviewRow, Written, escape_controls
from storyport.formats.review.guide import COLUMNS, guide_of
from storyport.formats.review.looks import LATIN_FONT, font_of, is_rtl
from storyport.kernel.files import whole_file
from storyport.language.marks import Mark, split

__all__ = ["HIDDEN_SHEET", "REVIEW_SHEET", "write_xlsx"]

REVIEW_SHEET = "Review"
HIDDEN_SHEET = "storyport"
_LONGEST = 32_767  # characters of a cell, by Excel's specifications and limits
_WIDTHS = (13, 15, 46, 58, 9, 30, 26, 32, 9, 22)
_GUIDE_WIDTH = 84
_LINE_HEIGHT = 1.42  # of the font's size
_HIGHEST = 409  # points, by Excel's specifications and limits
_WIDE_FROM = "\u1100"  # from Hangul on, nearly all letters are two digits wide
_EDITABLE = frozenset({"Target", "Verdict", "Comment"})
_MARK_COLOUR = "8A94A6"
_LINE = Side(style="thin", color="D5DAE1")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER = PatternFill("solid", start_color="FF2F3B4C")
_PAPER = PatternFill("solid", start_color="FFFFFDF3")


def write_xlsx(path: Path, head: Head, rows: Iterable[ReviewRow]) -> Written:
    """Write a workbook; rows whose text is longer than a cell can hold are left out."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(REVIEW_SHEET)
    _set_up(sheet, head)
    guide = book.create_sheet("Read me")
    hidden = book.create_sheet(HIDDEN_SHEET)
    hidden.sheet_state = "hidden"
    for pair in (("story", head.story), ("source", head.source), ("export", str(head.reference))):
        hidden.append([_plain_cell(hidden, text) for text in pair])
    table = _Table(sheet, head)
    left_out: list[str] = []
    for row in rows:
        if max(len(row.source), len(row.target)) * 1.1 > _LONGEST:
            left_out.append(row.id)
            continue
        table.add(row)
        hidden.append([_plain_cell(hidden, row.id), _plain_cell(hidden, row.digest)])
    table.close()
    _write_guide(guide, head)
    book.properties.title = escape_controls(f"Review: {head.story}")
    book.properties.subject = str(head.reference)
    with whole_file(path) as file:
        book.save(file)
    return Written(table.rows, tuple(left_out))


class _Table:
    """The table, in cells that are used again for each row (a style costs more than a text)."""

    def __init__(self, sheet: Any, head: Head) -> None:
        self.sheet = sheet
        self.rows = 0
        self._cells = [_cell_of(sheet, name, head) for name in COLUMNS]
        sheet.append([_header_cell(sheet, name) for name in COLUMNS])

    def add(self, row: ReviewRow) -> None:
        self.rows += 1
        texts = _texts(row)
        for cell, text in zip(self._cells, texts, strict=True):
            _fill(cell, text)
        # Not every program fits rows to wrapped text by itself. A plain mapping, as a row's
        # own record would fix the height for good; taken away again to keep memory flat.
        number = self.rows + 1
        self.sheet.row_dimensions[number] = {"ht": f"{_height(texts):.0f}"}
        self.sheet.append(self._cells)
        del self.sheet.row_dimensions[number]

    def close(self) -> None:
        """Say what can only be said once the rows are counted."""
        last = self.rows + 1
        self.sheet.auto_filter.ref = f"A1:{chr(64 + len(COLUMNS))}{last}"
        letter = chr(65 + COLUMNS.index("Verdict"))
        verdict = DataValidation(
            type="list",
            formula1='"ok,open"',
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle="Verdict",
            error="ok: right as it stands. open: not settled.",
        )
        verdict.add(f"{letter}2:{letter}{max(last, 2)}")
        self.sheet.data_validations.append(verdict)


def _texts(row: ReviewRow) -> tuple[str, ...]:
    return (
        row.id,
        row.part,
        row.source,
        row.target,
        "",
        "",
        "\n".join(f"{source} = {target}" for source, target in row.terms),
        "\n".join(row.findings),
        row.status,
        "\n".join(text for text in (row.speaker, row.note) if text),
    )


def _height(texts: Sequence[str]) -> float:
    """Return about how high a row must be, in points."""
    lines = (
        sum(_lines(line, size, width) for line in text.split("\n")) * size * _LINE_HEIGHT
        for text, size, width in zip(texts, map(_size, COLUMNS), _WIDTHS, strict=True)
        if text
    )
    return min(max(lines, default=0) + 4, _HIGHEST)


def _lines(line: str, size: int, width: int) -> int:
    return ceil((_extent(line) + 1) * size / 11 / (width - 1))


def _extent(line: str) -> float:
    """Return about how wide a line is, in digits."""
    wide = sum(character > _WIDE_FROM for character in line)
    return 0.95 * len(line) + 1.15 * wide


def _size(name: str) -> int:
    return {"ID": 8, "Status": 8, "Source": 11, "Target": 11, "Comment": 11}.get(name, 10)


def _fill(cell: Any, text: str) -> None:
    text = escape_controls(text)[:_LONGEST]
    cell.value = _with_grey_marks(text, cell.font) if "<" in text else text or None
    if text:
        cell.data_type = "s"  # a text that begins with = would be taken for a formula


def _with_grey_marks(text: str, font: Font) -> str | CellRichText:
    pieces = split(text)
    if not any(isinstance(piece, Mark) for piece in pieces):
        return text
    grey = InlineFont(rFont=font.name, sz=font.sz, color=_MARK_COLOUR)
    return CellRichText(
        [TextBlock(grey, str(piece)) if isinstance(piece, Mark) else piece for piece in pieces]
    )


def _cell_of(sheet: Any, name: str, head: Head) -> Any:
    cell = WriteOnlyCell(sheet)
    tag = {"Source": head.source, "Target": head.reference.locale}.get(name, "")
    rtl = is_rtl(tag) or (name == "Comment" and is_rtl(head.reference.locale))
    faint = name in ("ID", "Status")
    cell.font = Font(
        name=font_of(tag) if tag else LATIN_FONT,
        sz=_size(name),
        color="FF8A94A6" if faint else "FF1F2733",
    )
    cell.alignment = Alignment(
        vertical="top",
        wrap_text=True,
        horizontal="right" if rtl else "left",
        readingOrder=2 if rtl else 1 if tag else 0,
    )
    cell.border = _BORDER
    cell.number_format = "@"
    # Edited again, a text that begins with = stays a text.
    cell.quotePrefix = True
    if name in _EDITABLE:
        cell.fill = _PAPER
        cell.protection = Protection(locked=False)
    return cell


def _header_cell(sheet: Any, name: str) -> Any:
    cell = _plain_cell(sheet, name)
    cell.font = Font(name=LATIN_FONT, sz=11, bold=True, color="FFFFFFFF")
    cell.fill = _HEADER
    cell.alignment = Alignment(vertical="center", horizontal="left")
    return cell


def _plain_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, escape_controls(text)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _set_up(sheet: Any, head: Head) -> None:
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(65 + number)].width = width
    sheet.freeze_panes = "D2"
    sheet.sheet_view.rightToLeft = is_rtl(head.reference.locale)
    sheet.sheet_view.zoomScale = 110
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    guard = sheet.protection
    guard.sheet = True
    # In this record False allows: a reviewer may still filter, sort, and set widths and colours.
    guard.autoFilter = guard.sort = False
    guard.formatCells = guard.formatColumns = guard.formatRows = False


def _write_guide(sheet: Any, head: Head) -> None:
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    lines: Sequence[str] = list(guide_of(head))
    for number, line in enumerate(lines):
        cell = _plain_cell(sheet, line)
        title = number == 0
        cell.font = Font(name=LATIN_FONT, sz=16 if title else 11, bold=title)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        row = number + 1 + (number > 1) + (number == len(lines) - 1)
        height = 24.0 if title else _lines(line, 11, _GUIDE_WIDTH) * 11 * _LINE_HEIGHT + 4
        sheet.row_dimensions[row] = {"ht": f"{height:.0f}"}
        sheet.append([cell])
        if number in (1, len(lines) - 2):
            sheet.append([])
