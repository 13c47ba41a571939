r"""The bible as CSV: for spreadsheets, and the glossaries of other tools.

Columns: source, kind, gender, aliases, note, and per locale `en`, `en:status`, `en:banned`;
several aliases or banned forms in a cell stand between `|` (a literal one is `\|`). A plain
glossary is two columns, source and target, with or without a header.

A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV
injection), which is taken away again when reading.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.story.exchange.base import Row, Sheet, once_each, read_text
from storyport.story.exchange.columns import Column, columns_of
from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Status
from storyport.story.validation import STATUSES, checked_entry

__all__ = ["read", "write", "write_tabbed"]

_FIXED = ("source", "kind", "gender", "aliases", "note")
# Full-width signs too: East Asian spreadsheets take them for the same.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@＝＋－＠]")
_PIECE = re.compile(r"(?:\\.|[^|])+", re.DOTALL)


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a table with a header, or a glossary of two columns without one.

    Raises:
        BadInput: a line cannot be read, or there is no column of headwords.
    """
    table = _table(path)
    if not table:
        raise BadInput("this file is empty.", where=str(path), do="Export one to see the columns.")
    columns = columns_of(table[0].cells, source, to, table[0].where)
    lines = table[1:] if columns.header else table
    rows = once_each(_rows(lines, columns.columns, source))
    return Sheet(rows, columns.notes)


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
    header = [*_FIXED]
    for locale in locales:
        header += [locale, f"{locale}:status", f"{locale}:banned"]
    writer.writerow(header)
    for entry in bible.entries:
        writer.writerow([_guarded(cell) for cell in _cells(entry, locales)])
    write_whole(path, [out.getvalue().encode("utf-8-sig")])
    return _lost(bible, locales)


def _cells(entry: EntryFacts, locales: Sequence[str]) -> Iterator[str]:
    yield from (entry.headword, entry.kind, entry.gender, _joined(entry.aliases), entry.note)
    for locale in locales:
        facts = entry.renderings.get(locale, RenderingFacts())
        yield from (facts.text, facts.status if facts.text else "", _joined(facts.banned))


def _lost(bible: Bible, locales: Sequence[str]) -> tuple[str, ...]:
    kinds = sum(len(entry.alias_kinds) for entry in bible.entries)
    renderings = sum(
        len(facts.aliases)
        for entry in bible.entries
        for locale, facts in entry.renderings.items()
        if locale in locales
    )
    lost = {"kinds of aliases": kinds, "renderings of aliases": renderings}
    return tuple(
        f"{count} {what} are not in this file; JSON holds them."
        for what, count in lost.items()
        if count
    )


@dataclass(frozen=True)
class _Line:
    where: str
    cells: list[str]


def _table(path: Path) -> list[_Line]:
    text = read_text(path)
    between = _between(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    lines: list[_Line] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not _names_separator(cells, start):
                lines.append(_Line(f"{path}:{start}", [_bare(cell) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"this line cannot be read: {error}.",
            where=f"{path}:{start}",
            do="Look for a quotation mark that is not closed or not doubled; nothing was imported.",
        ) from error
    return lines


def _between(text: str) -> str:
    """Return what stands between cells, by the first line outside of quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if match := re.fullmatch(r"sep=([,;\t])", first.strip(" \"'")):
        return match[1]
    outside = re.sub(r'"[^"]*"', "", first)
    counts = Counter(character for character in outside if character in "\t;,")
    return max("\t;,", key=lambda character: counts[character]) if counts else ","


def _names_separator(cells: Sequence[str], line: int) -> bool:
    # Excel's own first line, which says what stands between cells.
    return line == 1 and cells[0].strip().lower().startswith("sep=")


def _rows(lines: Sequence[_Line], columns: Sequence[Column | None], source: str) -> Iterator[Row]:
    for line in lines:
        spare = [cell for cell in line.cells[len(columns) :] if cell]
        if spare:
            raise BadInput(
                f"this line has {len(line.cells)} cells, and {len(columns)} is what the first has.",
                where=line.where,
                do="Put quotation marks around a text that has the separator in it.",
            )
        cells = {column: cell for column, cell in zip(columns, line.cells, strict=False) if column}
        entry = _entry(cells, line.where)
        yield Row(line.where, checked_entry(entry, source, line.where))


def _entry(cells: dict[Column, str], where: str) -> EntryFacts:
    fixed = {column.name: cell for column, cell in cells.items() if not column.locale}
    locales = dict.fromkeys(column.locale for column in cells if column.locale)
    renderings = {locale: _rendering(cells, locale, where) for locale in locales}
    return EntryFacts(
        id=0,
        headword=fixed.get("source", ""),
        kind=fixed.get("kind", ""),
        gender=fixed.get("gender", ""),
        aliases=_split(fixed.get("aliases", "")),
        note=fixed.get("note", ""),
        renderings={locale: facts for locale, facts in renderings.items() if facts.said()},
    )


def _rendering(cells: dict[Column, str], locale: str, where: str) -> RenderingFacts:
    said = cells.get(Column("status", locale), "").lower() or "approved"
    status: Status | None = next((known for known in STATUSES if known == said), None)
    if status is None:
        raise BadInput(
            f"unknown status {said!r}.", where=where, do=f"Use one of {', '.join(STATUSES)}."
        )
    return RenderingFacts(
        text=cells.get(Column("text", locale), ""),
        status=status,
        banned=_split(cells.get(Column("banned", locale), "")),
    )


def _joined(texts: Sequence[str]) -> str:
    return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def _split(cell: str) -> tuple[str, ...]:
    texts = (re.sub(r"\\([\\|])", r"\1", piece).strip() for piece in _PIECE.findall(cell))
    return tuple(text for text in texts if text)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell
