"""Goes through the parts once for all locales and gives the batches that need an engine."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from weakref import WeakValueDictionary

from storyport.kernel.locales import LocaleInfo
from storyport.localize.context import Scene, digest_of
from storyport.localize.learning.spoken import speakers_of_part
from storyport.localize.pipeline.batching import Packer
from storyport.localize.pipeline.concluding import Concluder
from storyport.localize.pipeline.jobs import Batch, Job, PartPlan
from storyport.localize.pipeline.known import Line, load_lines, shares_answer
from storyport.localize.pipeline.planning import Planner
from storyport.localize.pipeline.recording import Recorder
from storyport.localize.pipeline.repairing import ATTEMPTS
from storyport.localize.pipeline.totals import LISTED, Totals
from storyport.story.casting import cast_of
from storyport.story.matching import FactIndex, Hits
from storyport.story.models import Part
from storyport.work.store import get_steps

__all__ = ["Feeder", "count_rounds"]

_SCENE_PARTS = 3


class Feeder:
    """Plans part by part, stores what costs no call, and packs the rest.

    Attributes:
        again: jobs whose stored answers would not do, for the repair pool to take.
        characters_planned: of the source, so far.
    """

    def __init__(
        self,
        *,
        parts: Iterable[Part],
        source: LocaleInfo,
        index: FactIndex,
        planners: Mapping[str, Planner],
        recorder: Recorder,
        concluder: Concluder | None,
        totals: Totals,
    ) -> None:
        self.source = source
        self.index = index
        self.planners = planners
        self.recorder = recorder
        self.concluder = concluder
        self.totals = totals
        self.characters_planned = 0
        self._parts = parts
        self.again: list[Job] = []
        # Weak, so that a job that is done with is forgotten, however long the book.
        self._leaders: WeakValueDictionary[tuple[str, str], Job] = WeakValueDictionary()
        self._casts: deque[Counter[int]] = deque(maxlen=_SCENE_PARTS)
        self._previous: tuple[Part, list[str]] | None = None

    def batches(self) -> Iterator[list[Batch]]:
        """Give, after each part, the batches that are full by then (often none)."""
        packers: defaultdict[tuple[str, str], Packer] = defaultdict(Packer)
        for part in self._parts:
            yield [
                batch
                for tag, jobs in self._plan(part)
                for engine, asked in _by_engine(jobs)
                for batch in packers[tag, engine].add(asked)
            ]
        yield [batch for packer in packers.values() for batch in packer.flush()]

    def _plan(self, part: Part) -> list[tuple[str, list[Job]]]:
        lines = load_lines(part.pk)
        time = self.index.time_of(part.pk)
        hits = [self.index.hits(line.source, time) for line in lines]
        scene = self._scene(part, hits)
        found = []
        speakers = {
            segment: self.index.speakers(said, time)
            for segment, said in speakers_of_part(part).items()
        }
        for tag, planner in self.planners.items():
            plan = planner.plan(part.pk, lines, hits, scene)
            for job in plan.jobs:
                job.speakers = speakers.get(job.segment, ())
            self._store(tag, plan, lines)
            found.append((tag, self._remembered(self._led(self._askable(plan.jobs)))))
        if part.story:
            self._previous = (part, [line.source for line in lines])
        self.characters_planned += part.characters * len(self.planners)
        return found

    def _scene(self, part: Part, hits: Sequence[Hits]) -> Scene:
        self._casts.append(cast_of(hits))
        cast: Counter[int] = Counter()
        # Whoever stands in this part comes before whoever stood in the one before.
        for age, found in enumerate(reversed(self._casts)):
            for entry, count in found.items():
                cast[entry] += count * 100 ** (_SCENE_PARTS - 1 - age)
        previous, time = self._previous, self.index.time_of(part.pk)
        if previous is None or not part.story:
            return Scene(cast, part.title, time=time)
        return Scene(cast, part.title, lambda: digest_of(*previous, self.source), time)

    def _store(self, tag: str, plan: PartPlan, lines: Sequence[Line]) -> None:
        self.recorder.save_targets(plan.ready)
        counts = self.totals.of(tag)
        counts.segments += plan.total
        counts.fresh += plan.fresh
        counts.held += len(plan.held)
        counts.held_segments += plan.held[: max(0, LISTED - len(counts.held_segments))]
        counts.doubtful += len(plan.doubtful)
        room = max(0, LISTED - len(counts.doubtful_segments))
        counts.doubtful_segments += plan.doubtful[:room]
        substituted = sum(target.origin in {"substitution", "kept"} for target in plan.ready)
        counts.substituted += substituted
        counts.reused += len(plan.ready) - substituted
        counts.source_chars += sum(len(line.source) for line in lines)

    def _askable(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the jobs that an engine may be asked for; the others are given up."""
        for job in jobs:
            if not job.engine:
                self.totals.give_up(job, "memory does not cover it")
        return [job for job in jobs if job.engine]

    def _led(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the jobs less those that follow an equal one that is under way."""
        leading: list[Job] = []
        for job in jobs:
            if shares_answer(job):
                leader = self._leaders.get((job.locale.tag, job.digest))
                if leader is not None and not leader.settled:
                    leader.followers.append(job)
                    continue
                self._leaders[job.locale.tag, job.digest] = job
            leading.append(job)
        return leading

    def _remembered(self, jobs: Sequence[Job]) -> list[Job]:
        """Return the jobs less those whose answers a run that was cut off had stored."""
        if self.concluder is None:
            return list(jobs)
        count_rounds(jobs)
        unknown, open_ = [], list(jobs)
        for attempt in range(ATTEMPTS):
            stored = get_steps(job.step(attempt) for job in open_)
            missing = [job for job in open_ if job.step(attempt) not in stored]
            known = [job for job in open_ if job.step(attempt) in stored]
            if attempt:
                self.again += missing
            else:
                unknown = missing
            texts = {n: str(stored[job.step(attempt)]["text"]) for n, job in enumerate(known)}
            concluded = self.concluder.take(known, texts)
            self.recorder.save(concluded)
            open_ = concluded.again
            if not open_:
                break
        return unknown


def _by_engine(jobs: Iterable[Job]) -> Iterator[tuple[str, list[Job]]]:
    """Give the jobs by the engine they are asked of, each in order."""
    found: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        found[job.asked].append(job)
    yield from found.items()


def count_rounds(jobs: Sequence[Job]) -> None:
    """Let jobs that an earlier run gave up be asked anew, not answered from its leavings."""
    open_ = list(jobs)
    while open_:
        given_up = get_steps(job.surrender() for job in open_)
        open_ = [job for job in open_ if job.surrender() in given_up]
        for job in open_:
            job.round += 1
