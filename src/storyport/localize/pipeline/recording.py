"""Stores answers, targets and costs; the only part of the pipeline that writes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from storyport.engines.base import Usage
from storyport.localize.models import Target
from storyport.localize.pipeline.concluding import Concluded
from storyport.localize.pipeline.jobs import STEP_VERSION, SURRENDER_NAME, NewTarget
from storyport.story.matching import facts_to_json
from storyport.work.models import Call
from storyport.work.store import StepResult, put_steps

__all__ = ["CallRecord", "Recorder", "Withheld"]

_IN_LIST = 400
_KEPT_BY_PEOPLE = (Target.Status.REVIEWED, Target.Status.LOCKED)


@dataclass(frozen=True)
class CallRecord:
    """What one request was for and what it cost."""

    engine: str
    purpose: str
    locale: str
    requests: int
    usage: Usage
    cost: Decimal | None


class Recorder:
    """Writes for one run."""

    def __init__(self, run: uuid.UUID) -> None:
        self.run = run

    def save_answers(self, calls: Sequence[CallRecord], steps: Sequence[StepResult]) -> None:
        """Store answers as they came, before anything is thought of them, in one transaction."""
        with transaction.atomic():
            put_steps(steps)
            Call.objects.bulk_create(map(self._call, calls))

    def _call(self, call: CallRecord) -> Call:
        return Call(
            run_id=self.run,
            engine=call.engine,
            purpose=call.purpose,
            locale=call.locale,
            requests=call.requests,
            prompt_tokens=call.usage.prompt_tokens,
            cached_tokens=call.usage.cached_tokens,
            completion_tokens=call.usage.completion_tokens,
            written_tokens=call.usage.written_tokens,
            cost=call.cost,
        )

    def save(self, concluded: Concluded) -> None:
        """Store targets, and what was given up, so that the next run asks for it anew."""
        self.save_targets(concluded.targets)
        notes = [
            StepResult(job.surrender(), SURRENDER_NAME, STEP_VERSION, {"trouble": job.trouble})
            for job in concluded.surrendered
        ]
        if notes:
            put_steps(notes)

    def save_targets(self, targets: Sequence[NewTarget]) -> int:
        """Store new versions; what a person reviewed or locked meanwhile stays current.

        Returns:
            how many were stored.
        """
        stored = 0
        for start in range(0, len(targets), _IN_LIST):
            stored += self._save(targets[start : start + _IN_LIST])
        return stored

    def _save(self, targets: Sequence[NewTarget]) -> int:
        if not any(target.replaces for target in targets):
            # Nearly always nothing stands there yet; if something does, the constraint says so.
            with suppress(IntegrityError), transaction.atomic():
                return len(Target.objects.bulk_create(map(_row, targets)))
        with transaction.atomic():
            kept = self._retire(targets)
            rows = [
                _row(target) for target in targets if (target.segment, target.locale) not in kept
            ]
            Target.objects.bulk_create(rows)
        return len(rows)

    @staticmethod
    def _retire(targets: Sequence[NewTarget]) -> set[tuple[int, str]]:
        kept: set[tuple[int, str]] = set()
        for locale in {target.locale for target in targets}:
            segments = [target.segment for target in targets if target.locale == locale]
            current = Target.objects.filter(segment__in=segments, locale=locale, current=True)
            held = current.filter(status__in=_KEPT_BY_PEOPLE)
            kept.update((segment, locale) for segment in held.values_list("segment_id", flat=True))
            current.exclude(status__in=_KEPT_BY_PEOPLE).update(current=False)
        return kept


class Withheld(Recorder):
    """A recorder that stores no targets, for a plan that is only looked at."""

    def save_targets(self, targets: Sequence[NewTarget]) -> int:
        """Store nothing."""
        del targets
        return 0


def _row(target: NewTarget) -> Target:
    return Target(
        segment_id=target.segment,
        locale=target.locale,
        text=target.text,
        status=target.status,
        origin=target.origin,
        engine=target.engine,
        licence=target.licence[:120],
        publishable=target.publishable,
        source_digest=target.source_digest,
        facts=facts_to_json(target.facts),
        basis=target.basis,
        style=target.style,
        redo=target.redo,
        step=target.step,
        findings=list(target.findings),
    )
