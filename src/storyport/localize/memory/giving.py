"""Gives out what is known: finished targets, then memory, as TMX or one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from storyport.formats.tmx import TmxUnit, TmxWritten, write_tmx
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.normal import normal, number_pair
from storyport.localize.memory.taking import no_locales
from storyport.localize.models import MemoryUnit, Target
from storyport.story.models import Story

__all__ = ["export_tmx", "pairs_of", "remembered"]

_FINISHED = (Target.Status.CHECKED, Target.Status.REVIEWED, Target.Status.LOCKED)
_FETCHED = 2000


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
        raise no_locales(story)
    units = (unit for tag in dict.fromkeys(tags) for unit in pairs_of(story, parse_locale(tag)))
    return write_tmx(path, units, story.source_locale)


def pairs_of(story: Story, locale: LocaleInfo) -> Iterator[TmxUnit]:
    """Give the story's current targets, checked or better, in reading order, then its memory."""
    seen: set[bytes] = set()
    for units in (_finished(story, locale), remembered(story, locale)):
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


def remembered(story: Story, locale: LocaleInfo) -> Iterator[TmxUnit]:
    """Give what came from files, in the order it came."""
    rows = MemoryUnit.objects.filter(story=story, locale=locale.tag).order_by("id")
    fields = ("source", "target", "status", "origin", "changed")
    for source, target, status, origin, changed in rows.values_list(*fields).iterator(_FETCHED):
        yield TmxUnit(
            source=source,
            target=target,
            source_locale=story.source_locale,
            target_locale=locale.tag,
            status=status,
            changed=changed,
            origin=origin,
        )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
