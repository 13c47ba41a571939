"""Reads translation memories: an iterator of units, flat in memory at any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from storyport.formats.tmx.inline import read_pair
from storyport.formats.tmx.matching import find_variant
from storyport.formats.tmx.parsing import RawUnit, RawVariant, TmxParser
from storyport.formats.tmx.units import TmxCounts, TmxUnit
from storyport.kernel.locales import LocaleInfo

__all__ = ["read_tmx"]

_STATUSES = frozenset({"draft", "checked", "reviewed", "locked"})


def read_tmx(
    path: Path,
    source: LocaleInfo,
    targets: Sequence[LocaleInfo],
    counts: TmxCounts | None = None,
) -> Iterator[tuple[LocaleInfo, TmxUnit]]:
    """Give the units that pair `source` with one of `targets`, each with that target.

    The header's `srclang`, `*all*` or not, decides nothing: a pair is used in either
    direction. A unit without the pair is skipped and counted in `counts`.

    Raises:
        BadInput: no TMX or no well-formed XML (file and line); what was given before that
            must not be kept.
    """
    counts = TmxCounts() if counts is None else counts
    parser = TmxParser(path)
    for unit in parser.units():
        counts.units += 1
        for variant in unit.variants:
            counts.locales[variant.language] += 1
        pairs = _pairs(unit, source, targets)
        texts = [(locale, _unit(parser, unit, ours, theirs)) for locale, ours, theirs in pairs]
        full = [(locale, pair) for locale, pair in texts if pair.source and pair.target]
        counts.skipped += not pairs
        counts.empty += bool(pairs) and not full
        counts.pairs += len(full)
        yield from full
    counts.sub_texts = parser.sub_texts
    counts.dropped_characters = parser.dropped_characters


def _pairs(
    unit: RawUnit, source: LocaleInfo, targets: Sequence[LocaleInfo]
) -> list[tuple[LocaleInfo, RawVariant, RawVariant]]:
    ours = find_variant(unit, source)
    if ours is None:
        return []
    found = ((locale, find_variant(unit, locale, taken=ours)) for locale in targets)
    return [(locale, ours, theirs) for locale, theirs in found if theirs is not None]


def _unit(parser: TmxParser, unit: RawUnit, ours: RawVariant, theirs: RawVariant) -> TmxUnit:
    source, target = read_pair(ours.pieces, theirs.pieces)
    return TmxUnit(
        source=source,
        target=target,
        source_locale=ours.language,
        target_locale=theirs.language,
        status=_status(theirs, unit),
        note="\n".join((*unit.notes, *theirs.notes)) if unit.notes or theirs.notes else "",
        created=_attribute("creationdate", theirs, unit),
        changed=_attribute("changedate", theirs, unit),
        origin=_origin(parser, unit, theirs),
    )


def _status(theirs: RawVariant, unit: RawUnit) -> str:
    said = _property("x-status", theirs, unit).lower()
    return said if said in _STATUSES else ""


def _origin(parser: TmxParser, unit: RawUnit, theirs: RawVariant) -> str:
    """Return who a target is from: as said, else the person who wrote it, else the tool."""
    return (
        _property("x-origin", theirs, unit)
        or _attribute("changeid", theirs, unit)
        or _attribute("creationid", theirs, unit)
        or _attribute("creationtool", theirs, unit)
        or parser.header.get("creationtool", "")
    )


def _property(name: str, theirs: RawVariant, unit: RawUnit) -> str:
    said = theirs.properties.get(name) if theirs.properties else ""
    return said or (unit.properties.get(name, "") if unit.properties else "")


def _attribute(name: str, theirs: RawVariant, unit: RawUnit) -> str:
    return theirs.attributes.get(name) or unit.attributes.get(name, "")
