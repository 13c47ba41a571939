"""Aligns what is imported again with what is known: by digest, then by order, never by number."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence

__all__ = ["align", "unmatched"]


def align(
    old: Sequence[str],
    new: Sequence[str],
    alike: Callable[[int, int], bool] | None = None,
) -> list[int | None]:
    """Return, for each new item, the index of the old one that it continues, or None.

    Args:
        old, new: digests in order. Equal digests are paired first, in order; what is left
            between two pairs is paired by order, so that an edited item keeps its place.
        alike: (index of old, index of new) -> whether one may be an edit of the other; what
            is not is another item, and takes nothing over.
    """
    matched = _by_digest(old, new)
    taken = {index for index in matched if index is not None}
    low = 0
    position = 0
    while position < len(new):
        if matched[position] is not None:
            low = _after(matched[position], low)
            position += 1
            continue
        end = position
        while end < len(new) and matched[end] is None:
            end += 1
        high = matched[end] if end < len(new) else len(old)
        free = [index for index in range(low, max(low, high or 0)) if index not in taken]
        for place in range(position, end):
            found = next((index for index in free if alike is None or alike(index, place)), None)
            if found is not None:
                matched[place] = found
                taken.add(found)
                free = [index for index in free if index > found]
        position = end
    return matched


def unmatched(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """Return the indexes of new items whose digest no old item has left."""
    return {index for index, match in enumerate(_by_digest(old, new)) if match is None}


def _by_digest(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    places: dict[str, deque[int]] = defaultdict(deque)
    for index, digest in enumerate(old):
        places[digest].append(index)
    return [places[digest].popleft() if places.get(digest) else None for digest in new]


def _after(index: int | None, low: int) -> int:
    return low if index is None else index + 1
