"""What a file of entries says, before it meets a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import Bible, EntryFacts

__all__ = ["Format", "Row", "Sheet", "once_each", "read_text", "same_writing"]

_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Row:
    """One entry of a file, checked, and where it stands: `file:line`."""

    where: str
    entry: EntryFacts


@dataclass(frozen=True)
class Sheet:
    """All of a file. `notes`: what of it is not used, in words."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """How a format is read (path, source locale, target locale) and written (path, bible, locales)."""

    read: Callable[[Path, str, str], Sheet]
    write: Callable[[Path, Bible, tuple[str, ...]], tuple[str, ...]]


def read_text(path: Path) -> str:
    """Return a file's text: UTF-8 with or without a mark, or UTF-16 with one.

    Raises:
        BadInput: it is something else; names the line.
    """
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            "this is not UTF-8.",
            where=f"{path}:{line}",
            do="Save it as UTF-8 (in a spreadsheet: CSV UTF-8) and import it again.",
        ) from error


def same_writing(one: LocaleInfo, other: LocaleInfo) -> bool:
    """Tell whether two locales are one language in one script: zh-CN and zh-Hans are."""
    return (one.language, one.script) == (other.language, other.script)


def once_each(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows, what stands twice in the same words once.

    Raises:
        BadInput: an entry stands twice and differs; names all places.
    """
    kinds: dict[str, dict[str, Row]] = {}
    again: list[str] = []
    for row in rows:
        known = kinds.setdefault(row.entry.headword, {})
        # Without a kind it may be any of them, so it stands twice beside each.
        twin = known.get(row.entry.kind) or known.get("")
        twin = twin or (next(iter(known.values()), None) if not row.entry.kind else None)
        known.setdefault(row.entry.kind, row)
        if twin is not None and twin.entry != row.entry:
            again.append(f"{row.entry} at {_line(twin.where)} and {_line(row.where)}")
    if again:
        more = f" and {len(again) - _NAMED_AT_MOST} more" if len(again) > _NAMED_AT_MOST else ""
        place = next(iter(next(iter(kinds.values())).values())).where.rpartition(":")[0]
        raise BadInput(
            f"entries stand here twice: {'; '.join(again[:_NAMED_AT_MOST])}{more}.",
            where=place,
            do="Keep one of each, or give them different kinds; nothing was imported.",
        )
    return tuple(row for known in kinds.values() for row in known.values())


def _line(where: str) -> str:
    return f"line {where.rpartition(':')[2]}"
