"""Reads the tables of genre packs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.story.packs.base import CLASSES, COLUMNS, PACK_LOCALES, PackEntry, PackInfo
from storyport.story.validation import KINDS

__all__ = ["load_pack", "pack_infos", "read_pack"]

_FOLDER = Path(__file__).parent / "data"


@cache
def pack_infos() -> tuple[PackInfo, ...]:
    """Return the packs that ship, in the order in which they own their terms."""
    told = tomllib.loads((_FOLDER / "packs.toml").read_text(encoding="utf-8"))
    return tuple(PackInfo(name, **about) for name, about in told.items())


@cache
def load_pack(name: str) -> tuple[PackEntry, ...]:
    """Return a pack's entries.

    Raises:
        BadInput: there is no such pack, or a line of it cannot be used.
    """
    known = [info.name for info in pack_infos()]
    if name not in known:
        raise BadInput(f"there is no pack {name!r}.", where=name, do=f"One of {', '.join(known)}.")
    return read_pack(_FOLDER / f"{name}.tsv")


def read_pack(path: Path) -> tuple[PackEntry, ...]:
    """Return the entries of a table.

    Raises:
        BadInput: a line cannot be used; names it and what is wrong.
    """
    return tuple(_entries(path, path.read_text(encoding="utf-8").splitlines()))


def _entries(path: Path, lines: list[str]) -> Iterator[PackEntry]:
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise BadInput(
            "the first line does not name the columns of a pack.",
            where=f"{path}:1",
            do=f"Write, with tabs between: {' '.join(COLUMNS)}",
        )
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        where = f"{path}:{number}"
        entry = _entry(line.split("\t"), where)
        if entry.source in seen:
            raise BadInput(
                f"{entry.source} stands here and in line {seen[entry.source]}.",
                where=where,
                do="Keep one of the two.",
            )
        seen[entry.source] = number
        yield entry


def _entry(cells: list[str], where: str) -> PackEntry:
    if len(cells) != len(COLUMNS):
        raise BadInput(
            f"this line has {len(cells)} cells, and {len(COLUMNS)} are the columns.",
            where=where,
            do="Put a tab between any two cells, also where one is empty.",
        )
    row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    for column, known in (("kind", KINDS), ("class", CLASSES)):
        if row[column] not in known:
            raise BadInput(
                f"unknown {column} {row[column]!r}.", where=where, do=f"One of {', '.join(known)}."
            )
    if not (row["source"] and row["definition"] and row["en"]):
        raise BadInput(
            "the term, its definition or its English is empty.", where=where, do="Fill them in."
        )
    if not (row["step"].isdecimal() and row["scale"]) and (row["step"] or row["scale"]):
        raise BadInput(
            "a scale needs a step, and a step a scale.", where=where, do="Give both, or none."
        )
    return PackEntry(
        source=row["source"],
        kind=row["kind"],
        word_class=row["class"],
        definition=row["definition"],
        scale=row["scale"],
        step=int(row["step"] or 0),
        renderings={locale: row[locale] for locale in PACK_LOCALES if row[locale]},
    )
