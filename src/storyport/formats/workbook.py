"""Excel workbooks as other people's spreadsheets leave them, read row by row.

[ECMA-376](https://ecma-international.org/publications-and-standards/standards/ecma-376/), by
openpyxl, which raises whatever it stumbles over; here that becomes one error that says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import openpyxl

from storyport.formats.review.base import unescape_controls
from storyport.kernel.errors import BadInput, StoryportError

__all__ = ["cell_text", "filled_rows", "open_book", "quietly"]

_T = TypeVar("_T")
# A sheet may say it has a million rows; after so many empty ones nothing follows.
_MOST_EMPTY = 10_000


@contextmanager
def open_book(path: Path) -> Iterator[Any]:
    """Open a workbook to be read; where the library fails, it leaves nothing open.

    Raises:
        BadInput: it is damaged. FileNotFoundError: it is not there.
    """
    with path.open("rb") as file:
        book = quietly(path, lambda: openpyxl.load_workbook(file, read_only=True, keep_links=False))
        try:
            yield book
        finally:
            book.close()


def quietly(path: Path, read: Callable[[], _T]) -> _T:
    """Read something by the library, its warnings about other people's extensions unheard.

    Raises:
        BadInput: the library raised anything of its own.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except (StoryportError, FileNotFoundError):
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise BadInput(
            f"it is damaged ({type(error).__name__}: {str(error)[:120]}).",
            where=str(path),
            do="Get it sent again.",
        ) from error


def filled_rows(path: Path, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give (number, cells) of the rows of a sheet that are not empty."""
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
    rows = enumerate(sheet.iter_rows(), start=1)
    empty = 0
    while empty < _MOST_EMPTY:
        found = quietly(path, lambda: next(rows, None))
        if found is None:
            return
        empty += 1
        if any(cell.value is not None for cell in found[1]):
            empty = 0
            yield found


def cell_text(cell: Any) -> str:
    """Return what stands in a cell: whole numbers without a point, one sort of line break."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unescape_controls(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
