"""Plans a part: what is fresh, what costs no call, what needs an engine.

Staleness is found by matching today's bible against the text, never by stored links
alone, so a term that was added finds its segments too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from storyport.formats.base import UnitKind
from storyport.kernel.locales import LocaleInfo
from storyport.language.normal import align_numbers
from storyport.language.pronouns import has_gendered_pronoun
from storyport.localize.context import Scene, neighbours
from storyport.localize.judging import Judge, findings_to_json
from storyport.localize.memory import find_exact
from storyport.localize.models import MemoryUnit, Target
from storyport.localize.pipeline.jobs import Job, NewTarget, PartPlan
from storyport.localize.pipeline.known import (
    KEPT_BY_PEOPLE,
    Known,
    Line,
    Redo,
    Reusable,
    carried_target,
    is_placeholder,
    shares_answer,
)
from storyport.localize.routing.lanes import Routing
from storyport.story.matching import Fact, Hits, basis_of, facts_from_json
from storyport.story.models import Story

__all__ = ["Planner"]

_IN_LIST = 400
# How far around a name a pronoun may still mean its bearer.
_SCENE_LINES = 12
_LETTER = re.compile(r"[^\W\d_]")


class Planner:
    """Plans parts for one locale."""

    def __init__(self, story: Story, judge: Judge, redo: Redo, routing: Routing) -> None:
        self.routing = routing
        self.story = story
        self.judge = judge
        self.redo = redo
        self.locale: LocaleInfo = judge.target
        self.style = judge.index.style(self.locale).digest
        # Asked once: most stories have no memory of their own.
        self._has_memory = MemoryUnit.objects.filter(story=story, locale=self.locale.tag).exists()

    def plan(
        self, part: int, lines: Sequence[Line], hits: Sequence[Hits], scene: Scene
    ) -> PartPlan:
        """Return what a part needs; asks the database a constant number of times."""
        plan = PartPlan(total=len(lines))
        known = self._known(part)
        open_: list[tuple[int, Job]] = []
        for index, (line, found) in enumerate(zip(lines, hits, strict=True)):
            facts = self.judge.index.facts(found, self.locale.tag)
            target = known.get(line.id)
            if target and self._settled(plan, line, target, facts, found):
                continue
            job = self._job(part, line, found, facts, scene)
            if not _LETTER.search(line.source):
                plan.ready.append(self._same(job))
                continue
            job.redo = self._generation(target)
            job.replaces = target is not None
            open_.append((index, job))
        plan.doubtful = self._doubtful(lines, hits, known)
        self._use_again(plan, [job for _, job in open_])
        self._add_neighbours(lines, open_, plan)
        return plan

    # --- what is known ----------------------------------------------------------

    def _known(self, part: int) -> dict[int, Known]:
        rows = Target.objects.filter(segment__part=part, locale=self.locale.tag, current=True)
        return {row[0]: Known(*row[1:]) for row in rows.values_list("segment_id", *Known._fields)}

    def _settled(
        self,
        plan: PartPlan,
        line: Line,
        target: Known,
        facts: tuple[Fact, ...],
        hits: Hits,
    ) -> bool:
        """Tell whether a segment with a target needs no engine, and note what it needs."""
        basis = basis_of(line.digest, facts)
        if target.basis == basis and not self.judge.has_banned(target.text, facts):
            if self._is_unwanted(line, target):
                return False
            named = self._renamed(line, target, facts, hits)
            if named is None:
                plan.fresh += 1
            else:
                plan.ready.append(named)
            return True
        if target.status in KEPT_BY_PEOPLE:
            plan.held.append(line.id)
            return True
        if target.source_digest != line.digest or self._is_unwanted(line, target):
            return False
        kept = self._carried(line, target, facts, hits)
        if kept is not None:
            if kept[0] == target.text and target.basis == basis:
                plan.fresh += 1
            else:
                plan.ready.append(self._target(line, kept, facts, target))
        return kept is not None

    def _renamed(
        self, line: Line, target: Known, facts: tuple[Fact, ...], hits: Hits
    ) -> NewTarget | None:
        """Return a target without an old name that its source does not have; None: leave it."""
        if target.status in KEPT_BY_PEOPLE or not self.judge.leftovers.stand_in(target.text, hits):
            return None
        text = self.judge.leftovers.mended(target.text, hits)
        if text is None:
            return None
        findings = self.judge.findings(line.source, text, cast("UnitKind", line.kind), facts)
        kept = (text, "substitution", tuple(findings_to_json(findings)))
        return self._target(line, kept, facts, target)

    def _is_unwanted(self, line: Line, target: Known) -> bool:
        lane = self.routing.lane(self.locale.tag, line.kind)
        return is_placeholder(target, lane) or self.redo.wants(target, self.style, lane.own)

    def _carried(
        self, line: Line, target: Known, facts: tuple[Fact, ...], hits: Hits
    ) -> tuple[str, str, tuple[dict[str, object], ...]] | None:
        """Return what becomes of a target whose facts changed, where that costs no call."""
        kind = cast("UnitKind", line.kind)
        change = (facts_from_json(target.facts), facts)
        fitting = self.judge.carried(line.source, target.text, kind, change, hits)
        if fitting is None:
            return None
        text, findings = fitting
        origin = "substitution" if text != target.text else "kept"
        return text, origin, tuple(findings_to_json(findings))

    def _target(
        self,
        line: Line,
        kept: tuple[str, str, tuple[dict[str, object], ...]],
        facts: tuple[Fact, ...],
        target: Known,
    ) -> NewTarget:
        return carried_target(line.id, line.digest, self.locale.tag, kept, facts, target)

    def _generation(self, target: Known | None) -> int:
        if target is None or not self.redo.what:
            return target.redo if target else 0
        return self.redo.generation or target.redo + 1

    def _doubtful(
        self, lines: Sequence[Line], hits: Sequence[Hits], known: Mapping[int, Known]
    ) -> list[int]:
        """Return lines that may speak of somebody whose gender changed, without a name.

        Chinese names a person once and then drops the subject; the lines that follow say
        "he" in the target and hold no name that would make them stale.
        """
        near: set[int] = set()
        named: set[int] = set()
        for index, (line, found) in enumerate(zip(lines, hits, strict=True)):
            target = known.get(line.id)
            if target and self._is_regendered(target, found):
                named.add(index)
                near.update(range(index - _SCENE_LINES, index + _SCENE_LINES + 1))
        return [
            lines[index].id
            for index in sorted(near - named)
            if 0 <= index < len(lines)
            and (target := known.get(lines[index].id))
            and has_gendered_pronoun(target.text, self.locale)
        ]

    def _is_regendered(self, target: Known, hits: Hits) -> bool:
        if not hits or not target.facts:
            return False
        today = {fact.entry: fact.gender for fact in self.judge.index.facts(hits, self.locale.tag)}
        before = {fact.entry: fact.gender for fact in facts_from_json(target.facts)}
        return any(before[entry] != today[entry] for entry in before.keys() & today.keys())

    # --- what can be used again ---------------------------------------------------

    def _job(
        self,
        part: int,
        line: Line,
        hits: Hits,
        facts: tuple[Fact, ...],
        scene: Scene,
    ) -> Job:
        lane = self.routing.lane(self.locale.tag, line.kind)
        return Job(
            segment=line.id,
            part=part,
            order=line.order,
            key=line.key,
            kind=cast("UnitKind", line.kind),
            source=line.source,
            digest=line.digest,
            locale=self.locale,
            hits=hits,
            facts=facts,
            basis=basis_of(line.digest, facts),
            scene=scene,
            note=str((line.extra or {}).get("note", "")),
            lane=lane,
            engine=lane.first,
            banned=tuple(
                form
                for entry in dict.fromkeys(fact.entry for fact in facts)
                for form in self.judge.index.banned(entry, self.locale.tag)
            ),
        )

    def _use_again(self, plan: PartPlan, jobs: Sequence[Job]) -> None:
        """Move what memory or an equal line covers from the jobs to what is ready."""
        wanted = [job for job in jobs if not self.redo.what]
        digests = {job.digest for job in wanted} if self._has_memory else set()
        memory = find_exact(self.story, self.locale.tag, digests)
        repeats = self._repeats([job for job in wanted if shares_answer(job)])
        for job in jobs:
            found = None
            if not self.redo.what and (candidate := memory.get(job.digest)):
                reusable = Reusable(candidate.source, candidate.target, "memory")
                found = self._reused(job, reusable)
            if found is None and (repeat := repeats.get(job.digest)):
                found = self._reused(job, repeat)
            if found:
                plan.ready.append(found)
            else:
                plan.jobs.append(job)

    def _repeats(self, jobs: Sequence[Job]) -> dict[str, Reusable]:
        digests = sorted({job.digest for job in jobs})
        found: dict[str, Reusable] = {}
        for start in range(0, len(digests), _IN_LIST):
            # Fresh ones only: a segment that was edited still has the target of its old text.
            rows = (
                Target.objects.fresh(self.locale.tag)
                .filter(
                    segment__digest__in=digests[start : start + _IN_LIST],
                    segment__part__source__work__story=self.story,
                )
                .exclude(status=Target.Status.DRAFT)
                .order_by("-id")
            )
            fields = ("segment__source", "text", "engine", "licence", "publishable")
            for digest, source, text, engine, licence, free in rows.values_list(
                "segment__digest", *fields
            ):
                found[digest] = Reusable(source, text, "repeat", engine, licence, free)
        return found

    def _reused(self, job: Job, reusable: Reusable) -> NewTarget | None:
        candidate = align_numbers(reusable.source, reusable.target, job.source)
        fitting = self.judge.fit(job.source, candidate, job.kind, job.facts, job.hits)
        if fitting is None:
            return None
        text, findings = fitting
        return NewTarget(
            segment=job.segment,
            locale=job.locale.tag,
            text=text,
            status=Target.Status.CHECKED,
            origin=reusable.origin,
            source_digest=job.digest,
            facts=job.facts,
            basis=job.basis,
            findings=tuple(findings_to_json(findings)),
            engine=reusable.engine,
            licence=reusable.licence,
            publishable=reusable.publishable,
            style=self.style,
            replaces=job.replaces,
        )

    def _same(self, job: Job) -> NewTarget:
        """Return a scene break or the like as it is."""
        return NewTarget(
            segment=job.segment,
            locale=job.locale.tag,
            text=job.source,
            status=Target.Status.CHECKED,
            origin="same",
            source_digest=job.digest,
            facts=job.facts,
            basis=job.basis,
            style=self.style,
            replaces=True,
        )

    def _add_neighbours(
        self, lines: Sequence[Line], open_: Sequence[tuple[int, Job]], plan: PartPlan
    ) -> None:
        wanted = {id(job) for job in plan.jobs}
        for index, job in open_:
            if id(job) in wanted and index:
                job.before = neighbours([line.source for line in lines[max(0, index - 3) : index]])
