"""Takes a TMX file into a story's memory, all of it or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from storyport.formats.tmx import TmxCounts, TmxUnit, closeness, read_tmx
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.normal import number_pair, source_digest
from storyport.localize.bulk import insert_rows, take_stock, update_rows
from storyport.localize.memory.exact import rank_of
from storyport.localize.models import MemoryUnit
from storyport.story.models import Story

__all__ = ["MemoryImport", "import_tmx", "no_locales"]

# SQLite takes so many values in one question.
_BATCH = 900
_NAMED = 8
# The database counts its rows when there are so many new ones, then eight times as many.
_COUNTED, _GROWTH = 5000, 8
_DATE = re.compile(r"\d{8}T\d{6}Z")
_ORIGIN_LENGTH = 200


@dataclass(frozen=True)
class MemoryImport:
    """What came of an import.

    Attributes:
        units: in the file. imported: new pairs. known: pairs that were there already; of
            these, improved: got a better status or a later date. skipped: units without a
            wanted pair, or without text. sub_texts: texts inside codes, dropped.
        dropped_characters: control characters, dropped.
        locales: wanted locale -> pairs of it in the file.
        others: language tag that was not wanted -> how many texts in it were left.
    """

    units: int
    imported: int
    known: int
    improved: int
    skipped: int
    sub_texts: int
    dropped_characters: int
    locales: dict[str, int]
    others: dict[str, int]


def import_tmx(story: Story, path: Path, locale: LocaleInfo | None = None) -> MemoryImport:
    """Take a TMX file's pairs into the memory, all or none of them.

    Args:
        locale: which to take; every locale of the story where it is None.

    Raises:
        BadInput: the file cannot be read (file and line), or has no unit of the pair asked.
    """
    locales = [locale] if locale else [parse_locale(tag) for tag in story.locales]
    if not locales:
        raise no_locales(story)
    source = parse_locale(story.source_locale)
    counts, taking = TmxCounts(), _Taking(story)
    with transaction.atomic():
        pairs = iter(read_tmx(path, source, locales, counts))
        while batch := [_row(wanted, unit, path) for wanted, unit in islice(pairs, _BATCH)]:
            taking.take(batch)
        if counts.units and not counts.pairs:
            raise _nothing(story, path, locales, counts)
        if taking.imported:
            take_stock(MemoryUnit)
    return MemoryImport(
        units=counts.units,
        imported=taking.imported,
        known=taking.known,
        improved=taking.improved,
        skipped=counts.skipped + counts.empty,
        sub_texts=counts.sub_texts,
        dropped_characters=counts.dropped_characters,
        locales=dict(taking.locales),
        others=_others(counts, [source, *locales]),
    )


def no_locales(story: Story) -> BadInput:
    """Return the error for a story that does not say where it goes."""
    return BadInput(
        f"the story {story.name} has no locales yet, so nothing says which is meant.",
        where="--to",
        do="Name one, such as --to en.",
    )


def _nothing(
    story: Story, path: Path, locales: Sequence[LocaleInfo], counts: TmxCounts
) -> BadInput:
    there = ", ".join(tag or "(none)" for tag, _ in counts.locales.most_common(_NAMED))
    wanted = " or ".join(locale.tag for locale in locales)
    return BadInput(
        f"none of its {counts.units} units has text in both {story.source_locale} and {wanted}.",
        where=str(path),
        do=f"Name a locale it has with --to. The file has: {there}.",
    )


def _others(counts: TmxCounts, wanted: Sequence[LocaleInfo]) -> dict[str, int]:
    return {
        tag: count
        for tag, count in counts.locales.most_common()
        if not any(closeness(tag, locale) for locale in wanted)
    }


class _Row(NamedTuple):
    """A unit as the database has it."""

    locale: str
    digest: str
    source: str
    target: str
    status: str
    origin: str
    changed: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.locale, self.digest, self.target)


class _Held(NamedTuple):
    """What is known of a pair that is there; `id` is None while it is not written yet."""

    id: int | None
    status: str
    changed: str


def _row(locale: LocaleInfo, unit: TmxUnit, path: Path) -> _Row:
    source, target = number_pair(unit.source.strip(), unit.target.strip())
    date = unit.changed or unit.created
    return _Row(
        locale.tag,
        source_digest(source),
        source,
        target,
        unit.status or "draft",
        (unit.origin or path.name)[:_ORIGIN_LENGTH],
        date if _DATE.fullmatch(date) else "",
    )


class _Taking:
    """Stores units batch by batch: a pair once, in its best standing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.imported = self.known = self.improved = 0
        self.locales: Counter[str] = Counter()
        # Into an empty memory, only what this file brought can be there already.
        empty = not MemoryUnit.objects.filter(story=story).exists()
        self._sieve = _Sieve() if empty else None
        self._next_stock = _COUNTED

    def take(self, rows: Sequence[_Row]) -> None:
        held = self._held(rows)
        new: dict[tuple[str, str, str], _Row] = {}
        better: dict[int, tuple[str, str, str]] = {}
        for row in rows:
            self.locales[row.locale] += 1
            known = held.get(row.key)
            if known is None:
                new[row.key] = row
                held[row.key] = _Held(None, row.status, row.changed)
                continue
            self.known += 1
            if (rank_of(row.status), row.changed) <= (rank_of(known.status), known.changed):
                continue
            self.improved += 1
            held[row.key] = _Held(known.id, row.status, row.changed)
            if known.id is None:
                # Its place in the order stays: the later import wins only among equals.
                new[row.key] = row._replace(source=new[row.key].source)
            else:
                better[known.id] = (row.status, row.origin, row.changed)
        self._write(new.values(), better)
        self.imported += len(new)
        if self.imported >= self._next_stock:
            take_stock(MemoryUnit)
            self._next_stock *= _GROWTH

    def _write(self, new: Iterable[_Row], better: Mapping[int, tuple[str, str, str]]) -> None:
        story = self.story.pk
        insert_rows(MemoryUnit, ("story", *_Row._fields), ((story, *row) for row in new))
        if better:
            changes = ((*values, pk) for pk, values in better.items())
            update_rows(MemoryUnit, ("status", "origin", "changed"), changes)

    def _held(self, rows: Sequence[_Row]) -> dict[tuple[str, str, str], _Held]:
        digests = {row.digest for row in rows}
        if self._sieve:
            digests = {digest for digest in digests if self._sieve.meets_again(digest)}
        found = MemoryUnit.objects.filter(
            story=self.story, locale__in={row.locale for row in rows}, digest__in=digests
        )
        fields = ("locale", "digest", "target", "id", "status", "changed")
        return {
            (locale, digest, target): _Held(*known)
            for locale, digest, target, *known in found.values_list(*fields)
        }


class _Sieve:
    """Tells what is surely new, in memory that does not grow: one bit for each of 2^28 hashes."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << 25)

    def meets_again(self, digest: str) -> bool:
        """Tell whether a digest may have come before; of a million, four in a thousand err."""
        place = int(digest[:7], 16)
        met = self._bits[place >> 3] & (1 << (place & 7))
        self._bits[place >> 3] |= 1 << (place & 7)
        return bool(met)
