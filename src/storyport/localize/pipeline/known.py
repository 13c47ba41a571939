"""What stands before a part is planned: its lines, their targets, and what makes these too old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storyport.engines.translate import is_draft_engine
from storyport.localize.models import Segment, Target
from storyport.localize.pipeline.jobs import Job, NewTarget
from storyport.localize.routing.lanes import Lane
from storyport.story.matching import Fact, basis_of

__all__ = [
    "KEPT_BY_PEOPLE",
    "REPEAT_LENGTH",
    "TITLE_PAGE",
    "Carried",
    "Known",
    "Line",
    "Redo",
    "Reusable",
    "carried_target",
    "is_placeholder",
    "load_lines",
    "shares_answer",
]

TITLE_PAGE = 1500
"""Characters of a part that tells no story and still comes with any chapter."""
REPEAT_LENGTH = 24
"""A line this long says the same wherever it stands; a short 是。 depends on who speaks."""

KEPT_BY_PEOPLE = frozenset({Target.Status.REVIEWED.value, Target.Status.LOCKED.value})
_SHARED_KINDS = frozenset({"label", "heading", "creator"})
# What no engine made no other engine need make again.
_NOT_MADE = frozenset({"memory", "same"})


class Line(NamedTuple):
    """One segment as the plan reads it."""

    id: int
    key: str
    order: int
    kind: str
    source: str
    digest: str
    extra: dict[str, object] | None


class Known(NamedTuple):
    """The current target of a segment."""

    text: str
    status: str
    origin: str
    engine: str
    licence: str
    publishable: bool
    basis: str
    style: str
    redo: int
    facts: Sequence[Sequence[object]]
    source_digest: str


class Reusable(NamedTuple):
    """A target of an equal source, and who made it."""

    source: str
    target: str
    origin: str
    engine: str = ""
    licence: str = ""
    publishable: bool = True


@dataclass(frozen=True)
class Redo:
    """What is to be made anew although nothing it was made from changed.

    Attributes:
        what: `engine`, `style`, `all` or empty. generation: of `all`.
    """

    what: str = ""
    generation: int = 0

    def wants(self, known: Known, style: str, engines: frozenset[str]) -> bool:
        """Tell whether a fresh target is asked for anew.

        Args:
            engines: those of today.
        """
        if not self.what or known.status in KEPT_BY_PEOPLE or known.origin in _NOT_MADE:
            return False
        if self.what == "engine":
            return known.engine not in engines
        if self.what == "style":
            return known.style != style
        return known.redo < self.generation


def load_lines(part: int) -> list[Line]:
    """Return a part's segments in order."""
    rows = Segment.objects.filter(part=part, gone=False).order_by("order", "id")
    return [Line(*row) for row in rows.values_list(*Line._fields)]


def is_placeholder(target: Known, lane: Lane) -> bool:
    """Tell whether a target is but a rough draft, and a real engine is at hand to replace it."""
    return (
        target.status == Target.Status.DRAFT
        and is_draft_engine(target.engine)
        and bool(lane.first)
        and not is_draft_engine(lane.first)
    )


def shares_answer(job: Job) -> bool:
    """Tell whether equal lines may share one answer."""
    return job.kind in _SHARED_KINDS or len(job.source) >= REPEAT_LENGTH


Carried = tuple[str, str, tuple[dict[str, object], ...]]
"""Text, origin (substitution or kept) and findings of a target that needed no engine."""


def carried_target(
    segment: int, digest: str, locale: str, kept: Carried, facts: tuple[Fact, ...], target: Known
) -> NewTarget:
    """Return the version that takes the place of a target whose facts changed."""
    text, origin, findings = kept
    return NewTarget(
        segment=segment,
        locale=locale,
        text=text,
        status=target.status,
        origin=origin,
        source_digest=digest,
        facts=facts,
        basis=basis_of(digest, facts),
        findings=findings,
        engine=target.engine,
        licence=target.licence,
        publishable=target.publishable,
        style=target.style,
        redo=target.redo,
        replaces=True,
    )
