"""Entries as rows of a table and back, for every format that is one (CSV, XLSX).

Columns: source, kind, gender, aliases, note, scale, step, since, until, spoiler, speech,
confidence; per locale `en`, `en:status`, `en:banned`, `en:aliases`, `en:forms`, `en:gender`,
`en:pronouns`, `en:voice`, `en:choice`, `en:codex`. Only columns that an entry uses are written,
source, kind and the locales beside; a rendering without a status is approved. Several things
in one cell: `exchange.cells`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storyport.kernel.errors import BadInput
from storyport.story.exchange import cells
from storyport.story.exchange.base import Row, Troubles
from storyport.story.exchange.columns import Column
from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Status, Validity
from storyport.story.validation import checked_entry

__all__ = ["Cell", "Line", "cells_of", "columns_for", "number_of", "rows_of"]

Cell = str | int | float
_NUMBER = re.compile(r"\d{1,9}(?:\.0+)?")
_EMPTY = RenderingFacts()

_FIXED: dict[str, Callable[[EntryFacts], Cell]] = {
    "source": lambda entry: entry.headword,
    "kind": lambda entry: entry.kind,
    "gender": lambda entry: entry.gender,
    "aliases": cells.join_aliases,
    "note": lambda entry: entry.note,
    "scale": lambda entry: entry.scale,
    "step": lambda entry: entry.step or "",
    "since": lambda entry: entry.validity.since or "",
    "until": lambda entry: entry.validity.until or "",
    "spoiler": lambda entry: entry.spoiler or "",
    "speech": lambda entry: entry.speech,
    "confidence": lambda entry: "" if entry.confidence is None else entry.confidence,
}
_LOCAL: dict[str, Callable[[RenderingFacts], Cell]] = {
    "text": lambda facts: facts.text,
    "status": lambda facts: facts.status if facts.text else "",
    "banned": lambda facts: cells.join(facts.banned),
    "aliases": lambda facts: cells.join_renderings(
        facts.aliases, facts.status if facts.text else "approved"
    ),
    "forms": lambda facts: cells.join_forms(facts.forms),
    "gender": lambda facts: facts.gender,
    "pronouns": lambda facts: facts.pronouns,
    "voice": lambda facts: facts.voice,
    "choice": lambda facts: facts.choice,
    "codex": lambda facts: facts.codex,
}
_ALWAYS = ("source", "kind")
# What a table without entries shows, so that a person sees what to fill in.
_SHOWN = ("gender", "aliases", "note", "status", "banned")


@dataclass(frozen=True)
class Line:
    """A line of a table: file and place, place within the file, and its cells as text."""

    where: str
    place: str
    cells: Sequence[str]


def columns_for(bible: Bible, locales: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that a bible needs, in order."""
    fixed = [Column(name) for name in _FIXED if name in _ALWAYS or _is_used(Column(name), bible)]
    of_locales = [
        Column(name, locale)
        for locale in locales
        for name in _LOCAL
        if name == "text" or _is_used(Column(name, locale), bible)
    ]
    return (*fixed, *of_locales)


def _is_used(column: Column, bible: Bible) -> bool:
    if not bible.entries:
        return column.name in _SHOWN and (not column.locale or column.name in ("status", "banned"))
    unsaid = ("", "approved") if column.name == "status" else ("",)
    return any(_cell(entry, column) not in unsaid for entry in bible.entries)


def cells_of(entry: EntryFacts, columns: Sequence[Column]) -> list[Cell]:
    """Return an entry's row."""
    return [_cell(entry, column) for column in columns]


def _cell(entry: EntryFacts, column: Column) -> Cell:
    if column.locale:
        return _LOCAL[column.name](entry.renderings.get(column.locale, _EMPTY))
    return _FIXED[column.name](entry)


def rows_of(
    lines: Iterable[Line], columns: Sequence[Column | None], source: str, troubles: Troubles
) -> Iterator[Row]:
    """Give the rows of a table's lines, and keep in mind what is wrong with the others.

    Args:
        columns: what each cell is; None: nothing of ours. source: locale of the story.
    """
    # Where each column stands, found once: by locale, the entry's own under "".
    places: dict[str, dict[str, int]] = {"": {}}
    for at, column in enumerate(columns):
        if column is not None:
            places.setdefault(column.locale, {})[column.name] = at
    for line in lines:
        with troubles.within(line.place):
            _check_width(line, len(columns))
            told = {locale: _told(line.cells, own) for locale, own in places.items()}
            entry = checked_entry(_entry(told.pop(""), told, line.where), source, line.where)
            yield Row(line.where, line.place, entry)


def _told(cells_: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """Return the cells that say something, by the names of their columns."""
    width = len(cells_)
    return {name: cell for name, at in places.items() if at < width and (cell := cells_[at])}


def _check_width(line: Line, width: int) -> None:
    if any(line.cells[width:]):
        raise BadInput(
            f"it has {len(line.cells)} cells, and {width} is what the first line has.",
            where=line.where,
            do="Put quotation marks around a text that has the separator in it.",
        )


def _entry(
    fixed: Mapping[str, str], locales: Mapping[str, Mapping[str, str]], where: str
) -> EntryFacts:
    renderings = {locale: _rendering(told, where) for locale, told in locales.items() if told}
    aliases = cells.split_aliases(fixed.get("aliases", ""))
    return EntryFacts(
        id=0,
        headword=fixed.get("source", ""),
        kind=fixed.get("kind", ""),
        gender=fixed.get("gender", ""),
        aliases=tuple(aliases),
        note=fixed.get("note", ""),
        renderings={locale: facts for locale, facts in renderings.items() if facts.said()},
        alias_kinds={alias: kind for alias, (kind, _) in aliases.items()},
        scale=fixed.get("scale", ""),
        step=number_of(fixed.get("step", ""), "step", where),
        validity=Validity(
            number_of(fixed.get("since", ""), "beginning", where),
            number_of(fixed.get("until", ""), "end", where),
        ),
        alias_times={alias: times for alias, (_, times) in aliases.items()},
        spoiler=number_of(fixed.get("spoiler", ""), "spoiler limit", where),
        speech=fixed.get("speech", ""),
        confidence=_confidence(fixed.get("confidence", ""), where),
    )


def _rendering(told: Mapping[str, str], where: str) -> RenderingFacts:
    said = cells.known_status(told.get("status", "approved"), where)
    # A status without a text is nobody's; it must not become that of the aliases.
    status: Status = said if told.get("text") else "approved"
    return RenderingFacts(
        text=told.get("text", ""),
        status=said,
        banned=cells.split(told.get("banned", "")),
        aliases=cells.split_renderings(told.get("aliases", ""), status, where),
        forms=cells.split_forms(told.get("forms", "")),
        gender=told.get("gender", ""),
        pronouns=told.get("pronouns", ""),
        voice=told.get("voice", ""),
        choice=told.get("choice", ""),
        codex=told.get("codex", ""),
    )


def number_of(cell: str, what: str, where: str) -> int:
    """Return the number of a cell, 0 where it is empty.

    Raises:
        BadInput: it is none.
    """
    if not cell:
        return 0
    if not _NUMBER.fullmatch(cell):
        raise BadInput(f"the {what} is {cell!r}.", where=where, do="Give a whole number.")
    return int(float(cell))


def _confidence(cell: str, where: str) -> float | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise BadInput(f"the confidence is {cell!r}.", where=where, do="Give a number from 0 to 1.")
    return number
