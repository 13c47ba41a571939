"""Bibles as files: which format a file is in, by its name.

What is written and read again is the bible as it stands today, less what `write_sheet` returned
as lost; each format's module says what that is (`LOST`).
"""

from __future__ import annotations

from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.story.exchange import csv, json, tbx, xlsx
from storyport.story.exchange.base import Format, Sheet, collecting_later
from storyport.story.exchange.losses import narrowed
from storyport.story.facts import Bible

__all__ = ["FORMATS", "Format", "Sheet", "read_sheet", "write_sheet"]

FORMATS: dict[str, Format] = {
    ".json": Format(json.read, json.write),
    ".csv": Format(csv.read, csv.write),
    ".tsv": Format(csv.read, csv.write_tabbed),
    ".xlsx": Format(xlsx.read, xlsx.write),
    ".tbx": Format(tbx.read, tbx.write),
}
"""Lower-case suffix -> how it is read and written; a new format is a module and a line here."""


def read_sheet(path: Path, source: str, to: str = "") -> Sheet:
    """Read a file of entries.

    Args:
        path: the file. source: locale of the story.
        to: locale of a glossary's target column; else, takes this locale only.

    Raises:
        BadInput: it cannot be read; file, line and what to do.
    """
    with collecting_later():
        return _format(path).read(path, source, to)


def write_sheet(path: Path, bible: Bible, locales: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Write the bible, whole or not at all; return what the format cannot hold, in words.

    Args:
        locales: only these; empty for all.
    """
    written = narrowed(bible, locales)
    return _format(path).write(path, written, locales or _locales(written))


def _locales(bible: Bible) -> tuple[str, ...]:
    called = (one for entry in bible.entries for one in entry.relations)
    return tuple(sorted({*bible.locales(), *(tag for one in called for tag in one.renderings)}))


def _format(path: Path) -> Format:
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise BadInput(
            f"a bible is not read or written as {path.suffix or 'a file without a suffix'}.",
            where=str(path),
            do=f"Use one of {', '.join(FORMATS)}.",
        ) from None
