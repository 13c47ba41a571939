"""Adds what a reviewer wrote to the story's memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from storyport.language.normal import number_pair, source_digest
from storyport.localize.models import MemoryUnit, Target
from storyport.story.models import Story

__all__ = ["remember"]

_BATCH = 400
_ORIGIN = "review"


def remember(story: Story, locale: str, pairs: Iterable[tuple[str, str]], stamp: str) -> int:
    """Store pairs as reviewed, each once; the newest review of a source is found first.

    Args:
        stamp: when it was reviewed, as `20260131T235959Z`.

    Returns:
        how many pairs are new.
    """
    left = iter(pairs)
    new = 0
    while batch := list(islice(left, _BATCH)):
        units: dict[tuple[str, str], MemoryUnit] = {}
        for source, target in batch:
            numbered = number_pair(source.strip(), target.strip())
            unit = MemoryUnit(
                story=story,
                locale=locale,
                digest=source_digest(numbered[0]),
                source=numbered[0],
                target=numbered[1],
                status=Target.Status.REVIEWED,
                origin=_ORIGIN,
                changed=stamp,
            )
            units[unit.digest, unit.target] = unit
        new += _store(story, locale, units, stamp)
    return new


def _store(story: Story, locale: str, units: dict[tuple[str, str], MemoryUnit], stamp: str) -> int:
    digests = {digest for digest, _ in units}
    known = []
    for held in MemoryUnit.objects.filter(story=story, locale=locale, digest__in=digests):
        if units.pop((held.digest, held.target), None) is not None:
            if held.status != Target.Status.LOCKED:
                held.status = Target.Status.REVIEWED
            held.origin, held.changed = _ORIGIN, stamp
            known.append(held)
    MemoryUnit.objects.bulk_update(known, ["status", "origin", "changed"])
    MemoryUnit.objects.bulk_create(units.values())
    return len(units)
