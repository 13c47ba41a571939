"""What failed is asked again alone: pooled over chapters, in ever smaller requests, then given up.

A failed line never drags its neighbours along, and never goes round for ever: after
`ATTEMPTS` answers the best one is kept and listed, or, where none is usable, the segment
stays unfinished and is listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from storyport.localize.pipeline.batching import BATCH_WEIGHT, pack, weight
from storyport.localize.pipeline.jobs import Batch, Job

__all__ = ["ATTEMPTS", "RepairPool"]

ATTEMPTS = 4
"""Answers asked for a segment at most, the first included."""
_SHARE_OF_LIMIT = {1: 1.0, 2: 0.5, 3: 0.125}
# In a whole run: an engine that fails more lines than this fails them for another reason.
_MOST_ALONE = 32


class RepairPool:
    """Jobs that wait to be asked again, by locale and by how often they were asked."""

    def __init__(self, limit: int = BATCH_WEIGHT) -> None:
        self.limit = limit
        self._alone = 0
        self._waiting: dict[tuple[str, int], list[Job]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, job: Job) -> None:
        """Take a job whose last answer would not do."""
        self._waiting[job.locale.tag, job.attempt].append(job)

    def full(self) -> Iterator[Batch]:
        """Give what fills a request of full size by now; the last attempts wait for each other."""
        for key, jobs in list(self._waiting.items()):
            if sum(weight(job.source) for job in jobs) >= self.limit:
                yield from self._batches(key)

    def rest(self) -> Iterator[Batch]:
        """Give everything."""
        for key in list(self._waiting):
            yield from self._batches(key)

    def _batches(self, key: tuple[str, int]) -> Iterator[Batch]:
        jobs = sorted(self._waiting.pop(key, []), key=lambda job: (job.part, job.order))
        if not jobs:
            return
        alone = key[1] >= ATTEMPTS - 1 and self._alone + len(jobs) <= _MOST_ALONE
        self._alone += alone * len(jobs)
        groups = [[job] for job in jobs] if alone else pack(jobs, self._limit(key[1]))
        for group in groups:
            yield Batch(tuple(group), repair=True, lean=key[1] >= ATTEMPTS - 1)

    def _limit(self, attempt: int) -> int:
        return int(self.limit * _SHARE_OF_LIMIT.get(attempt, _SHARE_OF_LIMIT[ATTEMPTS - 1]))
