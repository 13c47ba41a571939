"""The store of steps: results by content key, written once and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models, transaction

from storyport.work.models import Step

__all__ = ["StepResult", "get_steps", "put_steps"]

# Half of what the oldest SQLite allows in one statement.
_KEYS_AT_ONCE = 500


@dataclass(frozen=True)
class StepResult:
    """What a step gave: `result` is plain data, as JSON has it."""

    key: str
    name: str
    version: int
    result: Any


def get_steps(keys: Iterable[str]) -> dict[str, Any]:
    """Return the stored results of these keys; a key without one is missing."""
    found: dict[str, Any] = {}
    for chunk in _chunks(dict.fromkeys(keys)):
        found.update(Step.objects.filter(key__in=chunk).values_list("key", "result"))
    return found


def put_steps(steps: Sequence[StepResult]) -> dict[str, Any]:
    """Store results and return those that hold, by key.

    The first stored answer of a key wins, whoever stored it; what is given here under a
    key that is taken is dropped. All or nothing; joins the transaction it is called in.
    """
    first: dict[str, StepResult] = {}
    for step in steps:
        first.setdefault(step.key, step)
    # In one order for everybody, so that two writers on PostgreSQL cannot wait for each other.
    rows = [_row(first[key]) for key in sorted(first)]
    with transaction.atomic():
        Step.objects.bulk_create(rows, ignore_conflicts=True)
        return get_steps(first)


def _row(step: StepResult) -> Step:
    # A bare None would be SQL's NULL, which the column refuses.
    result = models.Value(None, models.JSONField()) if step.result is None else step.result
    return Step(key=step.key, name=step.name, version=step.version, result=result)


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while chunk := list(islice(rest, _KEYS_AT_ONCE)):
        yield chunk
