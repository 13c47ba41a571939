"""Reads the bible from a workbook that anybody may have edited, row by row."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from storyport.formats.review.package import check_package
from storyport.formats.workbook import cell_text, filled_rows, open_book, quietly
from storyport.kernel.errors import BadInput
from storyport.story.exchange.base import Sheet, Troubles, listed, once_each
from storyport.story.exchange.columns import columns_of, find_column
from storyport.story.exchange.sheets import (
    EVIDENCE_SHEET,
    RELATIONS_SHEET,
    SHEET_COLUMNS,
    Hanging,
)
from storyport.story.exchange.table import Line, rows_of
from storyport.story.exchange.xlsx_writing import BIBLE_SHEET

__all__ = ["read_book"]

_CHUNK = 1 << 20
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]+)\"")
_LONGEST_TAG = 200
_TROUBLES = {
    "f": "holds a formula",
    "e": "holds an error of the spreadsheet",
    "d": "holds a date that the spreadsheet made of it",
    "b": "holds a truth value that the spreadsheet made of it",
}
# Where a number is what belongs there.
_NUMBERS = frozenset({"step", "since", "until", "spoiler", "confidence"})


def read_book(path: Path, source: str, to: str) -> Sheet:
    """Read a workbook: the sheet `bible` (or the only one), and those beside it that it may have.

    Raises:
        BadInput: it is damaged or none, or rows cannot be used (all of them are named).
    """
    found = _Book(path, source)
    quietly(path, lambda: check_package(path, "xl/workbook.xml", ".xlsx"))
    with found.opened() as book:
        main = book.main()
        lines = book.lines(main)
        first = next(lines, None)
        if first is None:
            raise book.bad(f"the sheet {main.title} is empty.", "Export one to see the columns.")
        columns = columns_of(first.cells, source, to, first.where)
        lines = lines if columns.header else chain((first,), lines)
        rows = once_each(rows_of(lines, columns.columns, source, book.troubles), book.troubles)
        hanging = Hanging(source, to, book.troubles)
        for name in (RELATIONS_SHEET, EVIDENCE_SHEET):
            if (sheet := book.sheet(name)) is not None:
                hanging.read(name, book.lines(sheet))
        rows = hanging.hung_on(rows)
        book.troubles.check()
        return Sheet(rows, (*columns.notes, *hanging.notes, *book.notes(main)))


class _Book:
    """An open workbook, and what was noticed in it."""

    def __init__(self, path: Path, source: str) -> None:
        self.path = path
        self.source = source
        self.troubles = Troubles(path)
        self._numbers: list[str] = []
        self._book: Any = None

    @contextmanager
    def opened(self) -> Iterator[_Book]:
        """Open it, and close it at the end."""
        with open_book(self.path) as self._book:
            yield self

    def sheet(self, name: str) -> Any:
        """Return a sheet by its name, None where there is none that can be seen."""
        return next((sheet for sheet in self._seen() if sheet.title.casefold() == name), None)

    def main(self) -> Any:
        """Return the sheet of entries.

        Raises:
            BadInput: there are several, and none says that it is the one.
        """
        found = self.sheet(BIBLE_SHEET)
        if found is not None:
            return found
        others = [s for s in self._seen() if s.title not in (RELATIONS_SHEET, EVIDENCE_SHEET)]
        if len(others) == 1:
            return others[0]
        titles = ", ".join(sheet.title for sheet in others) or "none that is not hidden"
        raise self.bad(
            f"it has no sheet {BIBLE_SHEET!r}; its sheets: {titles}.",
            f"Call the sheet of entries {BIBLE_SHEET!r}.",
        )

    def _seen(self) -> list[Any]:
        return [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]

    def notes(self, main: Any) -> tuple[str, ...]:
        """Return what a person should know of what was not used, or used as it is."""
        read = {main.title.casefold(), RELATIONS_SHEET, EVIDENCE_SHEET}
        hidden = [s.title for s in self._book.worksheets if s.sheet_state != "visible"]
        unread = [s.title for s in self._seen() if s.title.casefold() not in read]
        with zipfile.ZipFile(self.path) as archive:
            macros = any(name.endswith("vbaProject.bin") for name in archive.namelist())
        return (
            *([f"hidden sheets are not read: {', '.join(hidden)}."] if hidden else []),
            *([f"sheets not read: {', '.join(unread)}."] if unread else []),
            *(["its macros were not looked at."] if macros else []),
            *listed(self._numbers),
        )

    def lines(self, sheet: Any) -> Iterator[Line]:
        """Give the rows of a sheet that are not empty; keep in mind cells that cannot be used.

        Raises:
            BadInput: cells are merged, or the sheet is damaged.
        """
        self._check_merged(sheet)
        sorts: Sequence[str] = ()
        for number, cells in filled_rows(self.path, sheet):
            place = f"{sheet.title} row {number}"
            line = Line(f"{self.path}: {place}", place, [cell_text(cell) for cell in cells])
            if not sorts:
                sorts = self._sorts(line.cells)
            elif not self._is_sound(line, number, cells, sorts):
                continue
            yield line

    def _sorts(self, header: Sequence[str]) -> list[str]:
        """Return what each column holds: text, number, or nothing of ours."""
        names = [cell.casefold().replace(" ", "_") for cell in header]
        ours = [
            name.replace("_", " ") in SHEET_COLUMNS
            or find_column(name, self.source, named=False) is not None
            for name in names
        ]
        if not any(ours):  # there is no header
            return ["text"] * len(names)
        return [
            ("number" if name in _NUMBERS else "text") if own else ""
            for name, own in zip(names, ours, strict=True)
        ]

    def _is_sound(
        self, line: Line, number: int, cells: Sequence[Any], sorts: Sequence[str]
    ) -> bool:
        """Tell whether all cells are what a person wrote; names those that are not."""
        bad = []
        for at, (cell, sort) in enumerate(zip(cells, sorts, strict=False)):
            kind = cell.data_type if sort and cell.value is not None else "s"
            if kind == "s":
                continue
            place = f"{get_column_letter(at + 1)}{number}"
            if kind in _TROUBLES:
                bad.append(f"{place} {_TROUBLES[kind]}")
            elif kind == "n" and sort == "text":
                self._numbers.append(f"{place} holds a number; it was taken as {line.cells[at]}.")
        if bad:
            with self.troubles.within(line.place):
                raise BadInput(
                    f"{'; '.join(bad)}.",
                    where=line.where,
                    do="Format the cell as text and write the text itself.",
                )
        return not bad

    def _check_merged(self, sheet: Any) -> None:
        member = sheet._worksheet_path  # noqa: SLF001 - nothing else says which member it is
        merged = quietly(self.path, lambda: _merged_cells(self.path, member))
        if merged:
            raise BadInput(
                f"cells of the sheet {sheet.title} are merged: {', '.join(listed(merged))}.",
                where=str(self.path),
                do="Unmerge them, and write into each row what it says.",
            )

    def bad(self, what: str, do: str) -> BadInput:
        """Return an error about the file as a whole."""
        return BadInput(what, where=str(self.path), do=do)


def _merged_cells(path: Path, member: str) -> list[str]:
    """Return the places of merged cells; they stand behind all rows, and the library skips them."""
    merged: dict[str, None] = {}
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        held = b""
        while chunk := file.read(_CHUNK):
            held = held[-_LONGEST_TAG:] + chunk
            merged |= dict.fromkeys(place.decode() for place in _MERGED.findall(held))
    return list(merged)
