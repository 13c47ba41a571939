"""Versions of targets as a review sees them: today's, and those of when a table went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Max, Q

from storyport.localize.models import Target

__all__ = [
    "KEPT",
    "Version",
    "newest_target",
    "shown_text",
    "versions_of_part",
    "versions_of_segments",
]

KEPT = frozenset({Target.Status.REVIEWED.value, Target.Status.LOCKED.value})
"""What a person has decided."""


class Version(NamedTuple):
    """One version of a target."""

    id: int
    text: str
    status: str
    origin: str
    engine: str
    licence: str
    publishable: bool
    source_digest: str
    facts: Sequence[Sequence[Any]]
    basis: str
    style: str
    redo: int
    step: str
    findings: Sequence[Mapping[str, Any]]


def newest_target() -> int:
    """Return the number of the newest target; later ones have higher numbers."""
    return Target.objects.aggregate(newest=Max("id"))["newest"] or 0


def versions_of_part(part: int, locale: str, until: int) -> dict[int, Version]:
    """Return {segment: its newest version up to target number `until`}."""
    return _newest(Q(segment__part=part, locale=locale, id__lte=until))


def versions_of_segments(
    segments: Iterable[int], locale: str, until: int | None = None
) -> dict[int, Version]:
    """Return {segment: its newest version up to a target number}, today's where it is None."""
    limit = Q(current=True) if until is None else Q(id__lte=until)
    return _newest(Q(segment__in=list(segments), locale=locale) & limit)


def _newest(wanted: Q) -> dict[int, Version]:
    rows = Target.objects.filter(wanted).order_by("id").values_list("segment_id", *Version._fields)
    return {row[0]: Version(*row[1:]) for row in rows}


def shown_text(version: Version | None, digest: str) -> str:
    """Return what a reader gets for a source text of today, or empty.

    Args:
        digest: of the source text; the first digits are enough.
    """
    if version is None:
        return ""
    fresh = version.source_digest.startswith(digest)
    return version.text if fresh or version.status in KEPT else ""
