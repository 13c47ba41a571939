"""Packs jobs into requests of even size, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from storyport.localize.pipeline.jobs import Batch, Job

__all__ = ["BATCH_WEIGHT", "Packer", "pack", "weight"]

BATCH_WEIGHT = 1800
"""Source tokens of a request, estimated: enough that context is a small share of it, few
enough that a failed answer costs little and that models keep count of the segments."""
_MOST_JOBS = 64
_LINE_WEIGHT = 6


def weight(text: str) -> int:
    """Return about how many tokens a source text is; cheap, for packing only."""
    ascii_ = sum(map(str.isascii, text)) if not text.isascii() else len(text)
    return _LINE_WEIGHT + ascii_ // 4 + (len(text) - ascii_)


def pack(jobs: Sequence[Job], limit: int = BATCH_WEIGHT) -> list[list[Job]]:
    """Return the jobs in as few groups as the limit allows, of about equal weight."""
    weights = [weight(job.source) for job in jobs]
    groups = max(1, ceil(sum(weights) / limit), ceil(len(jobs) / _MOST_JOBS))
    share = sum(weights) / groups
    packed: list[list[Job]] = [[]]
    filled = 0.0
    for job, size in zip(jobs, weights, strict=True):
        # A job goes where its middle falls, so that groups differ by less than one line.
        if packed[-1] and (
            filled + size / 2 > share * len(packed) or len(packed[-1]) >= _MOST_JOBS
        ):
            packed.append([])
        packed[-1].append(job)
        filled += size
    return [group for group in packed if group]


class Packer:
    """Packs part after part for one locale; small parts share a request."""

    def __init__(self, limit: int = BATCH_WEIGHT) -> None:
        self.limit = limit
        self._waiting: list[Job] = []

    def add(self, jobs: Iterable[Job]) -> Iterator[Batch]:
        """Take a part's jobs, give the batches that are full."""
        jobs = list(jobs)
        fill = sum(weight(job.source) for job in self._waiting)
        size = sum(weight(job.source) for job in jobs)
        if self._waiting and fill + size > self.limit:
            yield from self.flush()
        self._waiting += jobs
        if size > self.limit / 2:
            yield from self.flush()

    def flush(self) -> Iterator[Batch]:
        """Give what is left."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            yield from (Batch(tuple(group)) for group in pack(waiting, self.limit))
