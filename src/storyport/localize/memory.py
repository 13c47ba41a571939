"""Translation memory of a story: in from TMX, out to TMX, and found again by equal sources.

Of several targets of one source the better status wins, then the later change, then the
later import. A unit's marks are numbered from 1 in order of its source (`language.normal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from django.db import transaction

from storyport.formats.tmx import TmxCounts, TmxUnit, TmxWritten, read_tmx, write_tmx
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.normal import normal, number_pair, source_digest
from storyport.localize.models import MemoryUnit, Target
from storyport.story.models import Story

__all__ = [
    "MemoryCandidate",
    "MemoryImport",
    "export_tmx",
    "find_exact",
    "import_tmx",
    "pairs_of",
    "rank_of",
]

_RANKS = {"draft": 0, "checked": 1, "reviewed": 2, "locked": 3}
_FINISHED = (Target.Status.CHECKED, Target.Status.REVIEWED, Target.Status.LOCKED)
_BATCH = 500
_FETCHED = 2000
# A memory unit has no column for its date, so it stands at the end of its origin.
_DATED = re.compile(r"(?:(.*) )?(\d{8}T\d{6}Z)", re.DOTALL)
_ORIGIN_LENGTH = 200 - len(" 20260131T235959Z")


@dataclass(frozen=True)
class MemoryCandidate:
    """A target that an equal source once had; `align_numbers` fits it to a segment's marks."""

    source: str
    target: str
    status: str
    origin: str


@dataclass(frozen=True)
class MemoryImport:
    """What came of an import.

    Attributes:
        units: in the file. imported: new pairs. known: pairs that were there already; of
            these, improved: got a better status or a later date. skipped: units without a
            wanted pair, or without text. sub_texts: texts inside codes, dropped.
        locales: wanted locale -> pairs of it in the file.
    """

    units: int
    imported: int
    known: int
    improved: int
    skipped: int
    sub_texts: int
    locales: dict[str, int]


def find_exact(story: Story, locale: str, digests: Iterable[str]) -> dict[str, MemoryCandidate]:
    """Return {source digest: the best candidate}; a digest without one is missing.

    Args:
        locale: tag, as `LocaleInfo.tag`. digests: of `language.normal.source_digest`.
    """
    best: dict[str, MemoryUnit] = {}
    wanted = iter(dict.fromkeys(digests))
    while chunk := list(islice(wanted, _BATCH)):
        for unit in MemoryUnit.objects.filter(story=story, locale=locale, digest__in=chunk):
            held = best.get(unit.digest)
            if held is None or _preference(unit) > _preference(held):
                best[unit.digest] = unit
    return {
        digest: MemoryCandidate(
            unit.source, unit.target, unit.status, _origin_and_date(unit.origin)[0]
        )
        for digest, unit in best.items()
    }


# --- in ---------------------------------------------------------------------------


def import_tmx(story: Story, path: Path, locale: LocaleInfo | None = None) -> MemoryImport:
    """Take a TMX file's pairs into the memory, all or none of them.

    Args:
        locale: which to take; every locale of the story where it is None.

    Raises:
        BadInput: the file cannot be read (file and line), or has no unit of the pair asked.
    """
    locales = [locale] if locale else [parse_locale(tag) for tag in story.locales]
    if not locales:
        raise _no_locales(story)
    counts, taking = TmxCounts(), _Taking(story)
    with transaction.atomic():
        pairs = iter(read_tmx(path, parse_locale(story.source_locale), locales, counts))
        while batch := list(islice(pairs, _BATCH)):
            taking.take([_row(story, wanted, unit, path) for wanted, unit in batch])
        if counts.units and not counts.pairs:
            raise _nothing(story, path, locales, counts)
    return MemoryImport(
        units=counts.units,
        imported=taking.imported,
        known=taking.known,
        improved=taking.improved,
        skipped=counts.skipped + counts.empty,
        sub_texts=counts.sub_texts,
        locales=taking.locales,
    )


def _no_locales(story: Story) -> BadInput:
    return BadInput(
        f"the story {story.name} has no locales yet, so nothing says which is meant.",
        where="--to",
        do="Name one, such as --to en.",
    )


def _nothing(
    story: Story, path: Path, locales: Sequence[LocaleInfo], counts: TmxCounts
) -> BadInput:
    there = ", ".join(tag or "(none)" for tag, _ in counts.locales.most_common(8))
    wanted = " or ".join(locale.tag for locale in locales)
    return BadInput(
        f"none of its {counts.units} units has text in both {story.source_locale} and {wanted}.",
        where=str(path),
        do=f"Name a locale it has with --to. The file has: {there}.",
    )


def _row(story: Story, locale: LocaleInfo, unit: TmxUnit, path: Path) -> MemoryUnit:
    source, target = number_pair(unit.source.strip(), unit.target.strip())
    name = (unit.origin or path.name)[:_ORIGIN_LENGTH]
    date = unit.changed or unit.created
    return MemoryUnit(
        story=story,
        locale=locale.tag,
        digest=source_digest(source),
        source=source,
        target=target,
        status=unit.status or "draft",
        origin=f"{name} {date}" if _DATED.fullmatch(date) else name,
    )


class _Taking:
    """Stores units batch by batch: a pair once, in its best standing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.imported = self.known = self.improved = 0
        self.locales: dict[str, int] = {}

    def take(self, units: Sequence[MemoryUnit]) -> None:
        held = self._held(units)
        new: dict[tuple[str, str, str], MemoryUnit] = {}
        better: dict[int, MemoryUnit] = {}
        for unit in units:
            self.locales[unit.locale] = self.locales.get(unit.locale, 0) + 1
            key = (unit.locale, unit.digest, unit.target)
            known = held.get(key) or new.get(key)
            if known is None:
                new[key] = unit
                continue
            self.known += 1
            if _preference(unit)[:2] > _preference(known)[:2]:
                self.improved += 1
                known.status, known.origin = unit.status, unit.origin
                if known.pk:
                    better[known.pk] = known
        MemoryUnit.objects.bulk_create(new.values())
        if better:
            MemoryUnit.objects.bulk_update(better.values(), ["status", "origin"])
        self.imported += len(new)

    def _held(self, units: Sequence[MemoryUnit]) -> dict[tuple[str, str, str], MemoryUnit]:
        rows = MemoryUnit.objects.filter(
            story=self.story,
            locale__in={unit.locale for unit in units},
            digest__in={unit.digest for unit in units},
        )
        return {(row.locale, row.digest, row.target): row for row in rows}


# --- out --------------------------------------------------------------------------


def export_tmx(story: Story, locale: LocaleInfo | None, path: Path) -> TmxWritten:
    """Write what is known: finished targets, then memory; equal pairs once.

    Args:
        locale: which to write; every locale there is, one after the other, where it is None.

    Raises:
        BadInput: the file cannot be written, or nothing says which locales there are.
    """
    known = MemoryUnit.objects.filter(story=story).order_by("locale").values_list("locale")
    tags = [locale.tag] if locale else [*story.locales, *(tag for (tag,) in known.distinct())]
    if not tags:
        raise _no_locales(story)
    units = (unit for tag in dict.fromkeys(tags) for unit in pairs_of(story, parse_locale(tag)))
    return write_tmx(path, units, story.source_locale)


def pairs_of(story: Story, locale: LocaleInfo) -> Iterator[TmxUnit]:
    """Give the story's current targets, checked or better, in reading order, then its memory."""
    seen: set[bytes] = set()
    for units in (_finished(story, locale), _remembered(story, locale)):
        for unit in units:
            # A short hash for each, as a million pairs are not to stand in memory.
            pair = f"{normal(unit.source)}\0{number_pair(unit.source, unit.target)[1]}"
            key = blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=10).digest()
            if key not in seen:
                seen.add(key)
                yield unit


def _finished(story: Story, locale: LocaleInfo) -> Iterator[TmxUnit]:
    fresh = Target.objects.fresh(locale.tag)
    rows = fresh.filter(segment__part__source__work__story=story, status__in=_FINISHED).order_by(
        "segment__part__source__work",
        "segment__part__source__order",
        "segment__part__source",
        "segment__part__order",
        "segment__part",
        "segment__order",
        "segment",
    )
    fields = ("segment__source", "text", "status", "created", "engine", "origin")
    for source, text, status, created, engine, origin in rows.values_list(*fields).iterator(
        _FETCHED
    ):
        yield TmxUnit(
            source=source,
            target=text,
            source_locale=story.source_locale,
            target_locale=locale.tag,
            status=status,
            changed=_stamp(created),
            origin=engine or origin,
        )


def _remembered(story: Story, locale: LocaleInfo) -> Iterator[TmxUnit]:
    rows = MemoryUnit.objects.filter(story=story, locale=locale.tag).order_by("id")
    fields = ("source", "target", "status", "origin")
    for source, target, status, origin in rows.values_list(*fields).iterator(_FETCHED):
        name, date = _origin_and_date(origin)
        yield TmxUnit(
            source=source,
            target=target,
            source_locale=story.source_locale,
            target_locale=locale.tag,
            status=status,
            changed=date,
            origin=name,
        )


# --- what both sides share -----------------------------------------------------------


def rank_of(status: str) -> int:
    """Return how far a status can be trusted, from 0."""
    return _RANKS.get(status, 0)


def _preference(unit: MemoryUnit) -> tuple[int, str, int]:
    return (rank_of(unit.status), _origin_and_date(unit.origin)[1], unit.pk or 0)


def _origin_and_date(origin: str) -> tuple[str, str]:
    found = _DATED.fullmatch(origin)
    return (found[1] or "", found[2]) if found else (origin, "")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
