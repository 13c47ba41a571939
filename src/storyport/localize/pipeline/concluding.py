"""Turns answers into targets: checks each line, keeps what passes, sends the rest to repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storyport.checks import blocking, check_batch, run_checks
from storyport.checks.base import Finding
from storyport.engines.base import Abilities
from storyport.language.normal import align_numbers
from storyport.localize.judging import Judge, findings_to_json
from storyport.localize.models import Target
from storyport.localize.pipeline.jobs import Candidate, Job, NewTarget
from storyport.localize.pipeline.repairing import ATTEMPTS
from storyport.localize.pipeline.totals import Totals

__all__ = ["Concluded", "Concluder"]


@dataclass
class Concluded:
    """What came of some answers: targets to store, jobs to ask again, and those given up."""

    targets: list[NewTarget] = field(default_factory=list)
    again: list[Job] = field(default_factory=list)
    surrendered: list[Job] = field(default_factory=list)


class Concluder:
    """Judges answers, and counts in `totals`.

    Args:
        abilities: of an engine by its name.
    """

    def __init__(
        self,
        judges: Mapping[str, Judge],
        abilities: Callable[[str], Abilities],
        totals: Totals,
    ) -> None:
        self.judges = judges
        self.abilities = abilities
        self.totals = totals

    def take(self, jobs: Sequence[Job], texts: Mapping[int, str]) -> Concluded:
        """Judge the answers to some jobs.

        Args:
            texts: index of a job -> its text; a job without one failed.
        """
        findings = self._findings(jobs, texts)
        concluded = Concluded()
        for index, job in enumerate(jobs):
            attempt, job.attempt = job.attempt, job.attempt + 1
            if index in texts:
                candidate = self._candidate(job, texts[index], findings[index], attempt)
                job.candidates.append(candidate)
                if not blocking(candidate.findings):
                    concluded.targets += self._targets(job, candidate)
                    continue
            self._again(job, concluded)
        return concluded

    def _candidate(
        self, job: Job, text: str, findings: Sequence[Finding], attempt: int
    ) -> Candidate:
        """Return an answer as it came, or with its names spelled as agreed if that is all."""
        step, engine = job.step(attempt), job.asked_at(attempt)
        blocked = blocking(findings)
        if blocked and all(finding.check.startswith("terms.") for finding in blocked):
            judge = self.judges[job.locale.tag]
            mended = judge.respelled(job.source, text, job.kind, job.facts, job.hits)
            if mended is not None:
                self.totals.of(job.locale).repaired += 1
                return Candidate(mended[0], tuple(mended[1]), step, engine)
        return Candidate(text, tuple(findings), step, engine)

    def fail(self, jobs: Iterable[Job], trouble: str) -> Concluded:
        """Take note that jobs got no usable answer at all."""
        concluded = Concluded()
        for job in jobs:
            job.attempt += 1
            job.trouble = trouble
            self._again(job, concluded)
        return concluded

    def _findings(self, jobs: Sequence[Job], texts: Mapping[int, str]) -> dict[int, list[Finding]]:
        asked = sorted(texts)
        pairs = []
        for index in asked:
            job = jobs[index]
            judge = self.judges[job.locale.tag]
            pairs.append(judge.pair(job.source, texts[index], job.kind, job.facts))
        together = check_batch(pairs)
        return {
            index: [*run_checks(pair), *together.get(position, [])]
            for position, (index, pair) in enumerate(zip(asked, pairs, strict=True))
        }

    def _again(self, job: Job, concluded: Concluded) -> None:
        if job.attempt < ATTEMPTS and not self._is_final(job):
            concluded.again.append(job)
            return
        best = min(job.candidates, key=lambda candidate: candidate.badness, default=None)
        if best is not None and not best.badness[0]:
            concluded.targets += self._targets(job, best)
            return
        reason = job.trouble or "no usable answer came"
        if best is not None:
            reason = "; ".join(sorted({finding.message for finding in best.findings}))
        concluded.surrendered.append(job)
        self.totals.give_up(job, reason)

    def _is_final(self, job: Job) -> bool:
        """Tell whether asking again would only bring the same answer again."""
        if not job.candidates or job.lane.second:
            return False
        return job.asked == job.candidates[-1].engine and self.abilities(job.asked).settled

    def _targets(self, job: Job, candidate: Candidate) -> list[NewTarget]:
        job.settled = True
        counts = self.totals.of(job.locale)
        counts.translated += 1
        counts.reused += len(job.followers)
        counts.repaired += job.attempt > 1
        return [self._target(each, job, candidate) for each in (job, *job.followers)]

    def _target(self, job: Job, leader: Job, candidate: Candidate) -> NewTarget:
        abilities = self.abilities(candidate.engine)
        good = not blocking(candidate.findings) and not abilities.draft
        return NewTarget(
            segment=job.segment,
            locale=job.locale.tag,
            text=align_numbers(leader.source, candidate.text, job.source)
            if job is not leader
            else candidate.text,
            status=Target.Status.CHECKED if good else Target.Status.DRAFT,
            origin="engine" if job is leader else "repeat",
            source_digest=job.digest,
            facts=job.facts,
            basis=job.basis,
            findings=tuple(findings_to_json(candidate.findings)),
            engine=candidate.engine,
            licence=abilities.licence,
            publishable=abilities.publishable,
            style=self.judges[job.locale.tag].index.style(job.locale).digest,
            redo=job.redo,
            step=candidate.step,
            replaces=job.replaces,
        )
