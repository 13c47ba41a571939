"""What a file of entries says, before it meets a story."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import Bible, EntryFacts

__all__ = [
    "Format",
    "Row",
    "Sheet",
    "Troubles",
    "collecting_later",
    "listed",
    "once_each",
    "only_in",
    "same_writing",
]

_TOLD_AT_MOST = 20


@dataclass(frozen=True)
class Row:
    """One entry of a file, checked, and where it stands.

    Attributes:
        where: file and place, `bible.csv:7`. place: within the file, `line 7`.
    """

    where: str
    place: str
    entry: EntryFacts


@dataclass(frozen=True)
class Sheet:
    """All of a file. `notes`: what of it is not used or looks odd, in words."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """How a format is read (path, source locale, target locale) and written (path, bible, locales)."""

    read: Callable[[Path, str, str], Sheet]
    write: Callable[[Path, Bible, tuple[str, ...]], tuple[str, ...]]


class Troubles:
    """Gathers what is wrong with the rows of a file, so that all of it is told at once."""

    def __init__(self, file: Path | str) -> None:
        self._file = str(file)
        self._found: list[tuple[str, BadInput]] = []

    @contextmanager
    def within(self, place: str) -> Iterator[None]:
        """Keep the error that a row raises; the next row goes on."""
        try:
            yield
        except BadInput as error:
            self._found.append((place, error))

    def check(self) -> None:
        """Raise what was gathered.

        Raises:
            BadInput: the one error, or one that names the first twenty and counts the rest.
        """
        if not self._found:
            return
        if len(self._found) == 1:
            raise self._found[0][1]
        lines = listed([f"{place}: {error.what}" for place, error in self._found])
        cures = dict.fromkeys(error.do for _, error in self._found)
        raise BadInput(
            "\n".join((f"{len(self._found)} places of this file cannot be used:", *lines, "")),
            where=self._file,
            do=" ".join([*list(cures)[:3], "Nothing was imported."]),
        )


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the search for garbage while a file is read.

    Nearly all that is made of it stays, and looking through it again and again would take two
    fifths of the time of a large file.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def listed(told: Sequence[str]) -> list[str]:
    """Return the first twenty of many lines, and how many there are more."""
    more = len(told) - _TOLD_AT_MOST
    return [*told[:_TOLD_AT_MOST], *([f"and {more} more."] if more > 0 else [])]


def same_writing(one: LocaleInfo, other: LocaleInfo) -> bool:
    """Tell whether two locales are one language in one script: zh-CN and zh-Hans are."""
    return (one.language, one.script) == (other.language, other.script)


def only_in(entry: EntryFacts, locales: Sequence[str]) -> EntryFacts:
    """Return an entry with what it says of these locales only."""
    return replace(
        entry,
        renderings={tag: facts for tag, facts in entry.renderings.items() if tag in locales},
        relations=tuple(
            replace(
                one, renderings={tag: own for tag, own in one.renderings.items() if tag in locales}
            )
            for one in entry.relations
        ),
    )


def once_each(rows: Iterable[Row], troubles: Troubles) -> tuple[Row, ...]:
    """Return the rows, what stands twice in the same words once; keep in mind what differs."""
    kinds: dict[str, dict[str, Row]] = {}
    for row in rows:
        known = kinds.setdefault(row.entry.headword, {})
        # Without a kind it may be any of them, so it stands twice beside each.
        twin = known.get(row.entry.kind) or known.get("")
        twin = twin or (next(iter(known.values()), None) if not row.entry.kind else None)
        known.setdefault(row.entry.kind, row)
        if twin is not None and twin.entry != row.entry:
            with troubles.within(row.place):
                raise BadInput(
                    f"{row.entry} stands here and at {twin.place}, and they differ in "
                    f"{', '.join(_differing(twin.entry, row.entry))}.",
                    where=row.where,
                    do="Keep one of the two, or give them different kinds.",
                )
    return tuple(row for known in kinds.values() for row in known.values())


def _differing(one: EntryFacts, other: EntryFacts) -> list[str]:
    names = [
        field.name
        for field in fields(one)
        if field.name != "renderings" and getattr(one, field.name) != getattr(other, field.name)
    ]
    locales = sorted({*one.renderings, *other.renderings})
    return names + [tag for tag in locales if one.renderings.get(tag) != other.renderings.get(tag)]
