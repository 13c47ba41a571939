"""Batches of both kinds: what goes in, how they come to an end, and what became of each request."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .dialect import Dialect
from .faults import Dice, Faults

Entry = tuple[str, Mapping[str, Any]]
"""A request's custom id and its body."""
Work = Callable[[Mapping[str, Any], Dialect], tuple[int, dict[str, Any]]]
"""The server's: a request's body in, a status and a body out."""


@dataclass
class Outcome:
    """What became of a request: `kind` is answered, expired or cancelled."""

    id: str
    kind: str
    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether it has an answer."""
        return self.kind == "answered" and self.status < 400


@dataclass
class Batch:
    """One batch; `looks` counts how often it was looked at."""

    id: str
    entries: Sequence[Entry]
    began: float
    named: dict[str, Any]
    failure: str = ""
    looks: int = 0
    cancelled: bool = False
    outcomes: list[Outcome] | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.failure) or self.outcomes is not None

    def count(self, kind: str) -> int:
        """How many requests ended so; good and bad are the answered ones."""
        outcomes = self.outcomes or []
        if kind in ("good", "bad"):
            return sum(o.kind == "answered" and o.good == (kind == "good") for o in outcomes)
        return sum(outcome.kind == kind for outcome in outcomes)


class Batches:
    """The batches of one API, newest last."""

    def __init__(self, prefix: str, dialect: Dialect, work: Work) -> None:
        self._prefix, self._dialect, self._work = prefix, dialect, work
        self._all: dict[str, Batch] = {}

    def add(self, entries: Sequence[Entry], faults: Faults, **named: Any) -> Batch:
        """Take a batch in."""
        id_ = f"{self._prefix}{len(self._all) + 1:04d}"
        batch = Batch(id_, entries, time.monotonic(), named, failure=faults.batch_fail or "")
        self._all[id_] = batch
        return batch

    def get(self, id_: str) -> Batch | None:
        """The batch of an id."""
        return self._all.get(id_)

    def newest_first(self) -> list[Batch]:
        """All batches."""
        return list(reversed(self._all.values()))

    def look(self, batch: Batch, faults: Faults) -> None:
        """Somebody asks how far it is: this may be the moment of its end."""
        if batch.ended:
            return
        batch.looks += 1
        waited = time.monotonic() - batch.began >= faults.batch_seconds
        if batch.cancelled or (waited and batch.looks > faults.batch_looks):
            batch.outcomes = [*self._outcomes(batch, faults)]

    def _outcomes(self, batch: Batch, faults: Faults) -> Iterator[Outcome]:
        """The first requests are answered; the share that expires, or is cancelled, is the last."""
        share = 0.5 if batch.cancelled else faults.batch_expire
        done = len(batch.entries) - round(len(batch.entries) * share)
        for place, (id_, body) in enumerate(batch.entries):
            if place < done:
                yield Outcome(id_, "answered", *self._work(body, self._dialect))
            else:
                yield Outcome(id_, "cancelled" if batch.cancelled else "expired")


def lines(rows: Sequence[Mapping[str, Any]], faults: Faults) -> bytes:
    """Rows as JSON lines, some of them broken: cut off at their end, or without their beginning."""
    made = []
    for row in rows:
        text = json.dumps(row, ensure_ascii=False)
        dice = Dice(faults.seed, str(row.get("custom_id")), 0)
        if faults.batch_broken and dice.roll("broken") < faults.batch_broken:
            cut = len(text) // 2
            text = text[cut:] if dice.roll("front") < 0.5 else text[:cut]
        made.append(text + "\n")
    return "".join(made).encode()
