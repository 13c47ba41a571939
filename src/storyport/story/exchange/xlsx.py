"""The bible as an Excel workbook (Office Open XML, ECMA-376).

The sheet `bible` has the columns of `exchange.table`; `relations` (source, kind, calls, calls
kind, word, since, until, and per locale `en`, `en:status`) and `evidence` (source, kind, place,
excerpt, reason) are there where there are any. Every text is a text cell, so that no spreadsheet
takes it for a formula.

Read back, formulas, dates, truth values and errors of the spreadsheet are refused by cell, and so
are merged cells; numbers where a text belongs are taken and named; macros and other sheets are
not looked at, and named.

What comes back is what was written.
"""

from __future__ import annotations

from pathlib import Path

from storyport.story.exchange.base import Sheet
from storyport.story.facts import Bible

__all__ = ["LOST", "read", "write"]

LOST = ()
"""What a workbook cannot hold: nothing."""


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a workbook.

    Raises:
        BadInput: it is damaged or none, or rows cannot be used (all of them are named).
    """
    from storyport.story.exchange.xlsx_reading import read_book

    return read_book(path, source, to)


def write(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write a workbook; everything fits.

    Raises:
        BadInput: a cell would be longer than a spreadsheet can hold.
    """
    from storyport.story.exchange.xlsx_writing import write_book

    write_book(path, bible, locales)
    return ()
