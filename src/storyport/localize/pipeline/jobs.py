"""What flows through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from storyport.checks.base import Finding
from storyport.formats.base import UnitKind
from storyport.kernel.locales import LocaleInfo
from storyport.localize.context import Scene
from storyport.localize.routing.lanes import MEMORY_ONLY, SECOND_FROM, Lane
from storyport.story.matching import Fact, Hits
from storyport.work.keys import step_key

__all__ = [
    "STEP_NAME",
    "STEP_VERSION",
    "SURRENDER_NAME",
    "Batch",
    "Candidate",
    "Job",
    "NewTarget",
    "PartPlan",
]

STEP_NAME = "translate"
SURRENDER_NAME = "surrender"
STEP_VERSION = 1


@dataclass(frozen=True)
class Candidate:
    """A text that an engine gave for a job, and what is wrong with it."""

    text: str
    findings: tuple[Finding, ...]
    step: str
    engine: str

    @property
    def badness(self) -> tuple[int, int, int]:
        """Order candidates: fewer criticals first, then majors, then the rest."""
        found = [finding.severity for finding in self.findings]
        return found.count("critical"), found.count("major"), len(found)


@dataclass(eq=False)
class Job:
    """One segment that needs an engine, in one locale.

    Attributes:
        lane: engines that may be asked. engine: of these, the one whose turn it is.
        banned: forms that must not be used.
        round: how often all attempts were used up before, in runs that are over.
        before: neighbouring source lines for the first of a batch, plain text.
        speakers: who says what is quoted in it, in order, by headword.
        followers: jobs with the same text that take this one's answer.
        attempt: how often an engine was asked. candidates: what it answered.
        settled: whether it has its target, or was given up. replaces: whether it had one.
    """

    segment: int
    part: int
    order: int
    key: str
    kind: UnitKind
    source: str
    digest: str
    locale: LocaleInfo
    hits: Hits
    facts: tuple[Fact, ...]
    basis: str
    scene: Scene
    redo: int = 0
    lane: Lane = MEMORY_ONLY
    engine: str = ""
    banned: tuple[str, ...] = ()
    round: int = 0
    before: str = ""
    note: str = ""
    speakers: tuple[str, ...] = ()
    followers: list[Job] = field(default_factory=list)
    attempt: int = 0
    candidates: list[Candidate] = field(default_factory=list)
    trouble: str = ""
    settled: bool = False
    replaces: bool = False

    @property
    def asked(self) -> str:
        """The engine that is asked next."""
        return self.asked_at(self.attempt)

    def asked_at(self, attempt: int) -> str:
        """Return the engine of an attempt: a second one for what failed twice, if there is one."""
        return self.lane.second if self.lane.second and attempt >= SECOND_FROM else self.engine

    def step(self, attempt: int) -> str:
        """Return the content key of one attempt at this segment."""
        inputs = self._inputs(self.asked_at(attempt))
        return step_key(STEP_NAME, STEP_VERSION, [*inputs, self.round, attempt])

    def surrender(self) -> str:
        """Return the key of the note that all attempts of this round were used up."""
        return step_key(SURRENDER_NAME, STEP_VERSION, [*self._inputs(self.engine), self.round])

    def _inputs(self, engine: str) -> list[object]:
        facts = [[fact.entry, fact.form, fact.text, fact.gender] for fact in self.facts]
        place = [self.segment, self.digest, self.locale.tag]
        return [*place, facts, list(self.banned), engine, self.redo]


@dataclass(frozen=True)
class Batch:
    """Jobs that share a request to one engine; `lean` sends them without context."""

    jobs: tuple[Job, ...]
    repair: bool = False
    lean: bool = False
    halved: bool = False

    @property
    def locale(self) -> LocaleInfo:
        """All jobs of a batch go into one locale."""
        return self.jobs[0].locale

    @property
    def engine(self) -> str:
        """All jobs of a batch are asked of one engine."""
        return self.jobs[0].asked


@dataclass(frozen=True)
class NewTarget:
    """A target about to be stored; `replaces` tells whether the segment had one."""

    segment: int
    locale: str
    text: str
    status: str
    origin: str
    source_digest: str
    facts: tuple[Fact, ...]
    basis: str
    findings: tuple[dict[str, Any], ...] = ()
    engine: str = ""
    licence: str = ""
    publishable: bool = True
    style: str = ""
    redo: int = 0
    step: str = ""
    replaces: bool = False


@dataclass
class PartPlan:
    """What a part needs in one locale.

    Attributes:
        total, fresh: segments in all, and those that need nothing.
        ready: targets that cost no call (memory, repeats, substitution).
        jobs: what an engine is needed for. held: reviewed targets that are stale.
        doubtful: fresh targets with a pronoun near somebody whose gender has changed.
    """

    total: int = 0
    fresh: int = 0
    ready: list[NewTarget] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
