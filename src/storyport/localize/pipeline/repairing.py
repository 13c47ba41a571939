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
# Repairs come without context, so there is room for more of them; lines that broke the form
# of every answer so far are asked for alone in the end.
_SHARE_OF_LIMIT = {1: 1.5, 2: 1.5, 3: 1.0}
# In a whole run: an engine that fails more lines than this fails them for another reason.
_MOST_ALONE = 32


class RepairPool:
    """Jobs that wait to be asked again, by locale, how often they were asked, and engine."""

    def __init__(self, limit: int = BATCH_WEIGHT) -> None:
        self.limit = limit
        self._alone = 0
        self._waiting: dict[tuple[str, int, str], list[Job]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, job: Job) -> None:
        """Take a job whose last answer would not do."""
        self._waiting[job.locale.tag, job.attempt, job.asked].append(job)

    def full(self) -> Iterator[Batch]:
        """Give what fills a request by now."""
        for key, jobs in list(self._waiting.items()):
            if sum(weight(job.source) for job in jobs) >= self.limit * _SHARE_OF_LIMIT[1]:
                yield from self._batches(key)

    def rest(self) -> Iterator[Batch]:
        """Give everything."""
        for key in list(self._waiting):
            yield from self._batches(key)

    def _batches(self, key: tuple[str, int, str]) -> Iterator[Batch]:
        jobs = sorted(self._waiting.pop(key, []), key=lambda job: (job.part, job.order))
        last = key[1] >= ATTEMPTS - 1
        alone = [job for job in jobs if last and _is_broken(job)][: _MOST_ALONE - self._alone]
        self._alone += len(alone)
        for job in alone:
            yield Batch((job,), repair=True, lean=True)
        together = [job for job in jobs if job not in alone]
        limit = int(self.limit * _SHARE_OF_LIMIT[min(key[1], ATTEMPTS - 1)])
        for group in pack(together, limit) if together else ():
            yield Batch(tuple(group), repair=True, lean=last)


def _is_broken(job: Job) -> bool:
    """Tell whether no answer so far could even be read as one."""
    return all(candidate.badness[0] for candidate in job.candidates)
