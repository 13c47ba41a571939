r"""The bible as CSV: for spreadsheets, and the glossaries of other tools.

The columns are those of `exchange.table`; several things share a cell as `exchange.cells` says.
A plain glossary is two columns, source and target, with or without a header.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV
injection), which is taken away again when reading.

What comes back is what was written, less `LOST`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.story.exchange.base import Sheet, Troubles, once_each
from storyport.story.exchange.columns import columns_of
from storyport.story.exchange.decoding import read_text
from storyport.story.exchange.losses import EVIDENCE, RELATIONS, told_losses
from storyport.story.exchange.table import Cell, Line, cells_of, columns_for, rows_of
from storyport.story.facts import Bible

__all__ = ["LOST", "read", "write", "write_tabbed"]

LOST = (RELATIONS, EVIDENCE)
"""What a table cannot hold."""

# Full-width signs too: East Asian spreadsheets take them for the same.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@＝＋－＠]")
_FIRST = re.compile(r"[^\S\n]*(\S.*)")


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a table with a header, or a glossary of two columns without one.

    Raises:
        BadInput: lines cannot be read (all of them are named), or there is no column of headwords.
    """
    text, notes = read_text(path)
    lines = _lines(path, text)
    first = next(lines, None)
    if first is None:
        raise BadInput("this file is empty.", where=str(path), do="Export one to see the columns.")
    columns = columns_of(first.cells, source, to, first.where)
    lines = lines if columns.header else chain((first,), lines)
    troubles = Troubles(path)
    rows = once_each(rows_of(lines, columns.columns, source, troubles), troubles)
    troubles.check()
    return Sheet(rows, (*notes, *columns.notes))


def write(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write a table; return what it cannot hold.

    It begins with a byte order mark, without which spreadsheets take UTF-8 for something else.
    """
    return _write(path, bible, locales, ",")


def write_tabbed(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write a table with tabs between its cells; return what it cannot hold."""
    return _write(path, bible, locales, "\t")


def _write(path: Path, bible: Bible, locales: tuple[str, ...], between: str) -> tuple[str, ...]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=between)
    columns = columns_for(bible, locales)
    writer.writerow(map(str, columns))
    for entry in bible.entries:
        writer.writerow(map(_guarded, cells_of(entry, columns)))
    write_whole(path, [out.getvalue().encode("utf-8-sig")])
    return told_losses(bible, LOST)


def _lines(path: Path, text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not _names_separator(cells, start):
                yield Line(f"{path}:{start}", f"line {start}", [_bare(cell) for cell in cells])
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"this line cannot be read: {error}.",
            where=f"{path}:{start}",
            do="Look for a quotation mark that is not closed or not doubled; nothing was imported.",
        ) from error


def _between(text: str) -> str:
    """Return what stands between cells, by the first line outside of quotation marks."""
    first = found[1] if (found := _FIRST.search(text)) else ""
    if match := re.fullmatch(r"sep=([,;\t])", first.strip(" \r\"'")):
        return match[1]
    outside = re.sub(r'"[^"]*"', "", first)
    counts = Counter(character for character in outside if character in "\t;,")
    return max("\t;,", key=lambda character: counts[character]) if counts else ","


def _names_separator(cells: Sequence[str], line: int) -> bool:
    # Excel's own first line, which says what stands between cells.
    return line == 1 and cells[0].strip().lower().startswith("sep=")


def _guarded(cell: Cell) -> str:
    text = str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell
