"""What an equal source was translated into before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from storyport.localize.models import MemoryUnit
from storyport.story.models import Story

__all__ = ["MemoryCandidate", "find_exact", "rank_of"]

_RANKS = {"draft": 0, "checked": 1, "reviewed": 2, "locked": 3}
_BATCH = 500


@dataclass(frozen=True)
class MemoryCandidate:
    """A target that an equal source once had; `align_numbers` fits it to a segment's marks."""

    source: str
    target: str
    status: str
    origin: str


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
        digest: MemoryCandidate(unit.source, unit.target, unit.status, unit.origin)
        for digest, unit in best.items()
    }


def rank_of(status: str) -> int:
    """Return how far a status can be trusted, from 0."""
    return _RANKS.get(status, 0)


def _preference(unit: MemoryUnit) -> tuple[int, str, int]:
    return (rank_of(unit.status), unit.changed, unit.pk or 0)
