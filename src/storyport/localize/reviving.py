"""Text that went and came back, or moved to another chapter, keeps its translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import transaction

from storyport.localize.models import Segment
from storyport.story.models import Source

__all__ = ["revive"]

_AT_ONCE = 400


def revive(source: Source, newest: int) -> int:
    """Put segments that are gone in the place of equal ones that were just added.

    Args:
        newest: the highest segment id before the import; what is above was added by it.

    Returns:
        how many came back.
    """
    if not Segment.objects.filter(part__source=source, id__lte=newest).exists():
        return 0
    added = Segment.objects.filter(part__source=source, id__gt=newest, gone=False)
    rows = list(added.order_by("id").values_list("id", "digest"))
    return sum(_revive(source, newest, chunk) for chunk in _chunks(rows))


def _revive(source: Source, newest: int, added: Sequence[tuple[int, str]]) -> int:
    lost = _lost(source, newest, {digest for _, digest in added})
    pairs = [(id_, lost[digest].pop(0)) for id_, digest in added if lost.get(digest)]
    fresh = Segment.objects.in_bulk([id_ for id_, _ in pairs])
    with transaction.atomic():
        for id_, back in pairs:
            place = fresh[id_]
            place.delete()
            Segment.objects.filter(pk=back).update(
                part=place.part_id,
                key=place.key,
                order=place.order,
                kind=place.kind,
                source=place.source,
                extra=place.extra,
                gone=False,
            )
    return len(pairs)


def _lost(source: Source, newest: int, digests: set[str]) -> dict[str, list[int]]:
    """Return {digest: ids} of segments that no file holds any more."""
    known = Segment.objects.filter(part__source=source, id__lte=newest, digest__in=digests)
    found: dict[str, list[int]] = defaultdict(list)
    rows = known.order_by("id").values_list("id", "digest", "gone", "part__gone")
    for id_, digest, gone, part_gone in rows:
        if gone or part_gone:
            found[digest].append(id_)
    return found


def _chunks(rows: Sequence[tuple[int, str]]) -> Iterator[Sequence[tuple[int, str]]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
