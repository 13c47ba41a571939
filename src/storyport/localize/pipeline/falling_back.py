"""When an engine fails for good, the next of its lane takes over what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from storyport.kernel.errors import EngineFailed
from storyport.localize.pipeline.jobs import Batch, Job

__all__ = ["Relief"]


class Relief:
    """Knows which engines are down.

    Attributes:
        notes: what happened, for the report.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._down: set[str] = set()

    def take_over(self, batch: Batch, error: EngineFailed) -> bool:
        """Note that a batch's engine is down; tell whether others can do all of the batch."""
        engine = batch.engine
        if not all(_next(job, self._down | {engine}) for job in batch.jobs):
            return False
        if engine not in self._down:
            self._down.add(engine)
            self.notes.append(f"{engine} failed for good, others took over: {error.what}")
        return True

    def rerouted(self, batch: Batch) -> list[Batch]:
        """Return a batch as it is, or as batches of engines that are not down."""
        if batch.engine not in self._down:
            return [batch]
        groups: defaultdict[str, list[Job]] = defaultdict(list)
        for job in batch.jobs:
            self._move(job)
            groups[job.asked].append(job)
        return [replace(batch, jobs=tuple(jobs)) for jobs in groups.values()]

    def _move(self, job: Job) -> None:
        if job.lane.second in self._down:
            job.lane = replace(job.lane, second="")
        job.engine = _next(job, self._down) or job.engine


def _next(job: Job, down: set[str]) -> str:
    """Return the first engine of a job's lane that is not down, empty where there is none."""
    return next((name for name in job.lane.engines if name not in down), "")
