"""What a run did, in counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from storyport.kernel.locales import LocaleInfo
from storyport.localize.pipeline.jobs import Job

__all__ = ["LISTED", "Budget", "LocaleTotals", "Totals", "Unfinished"]

# Memory stays flat when a whole book is left undone.
LISTED = 1000


@dataclass(frozen=True)
class Unfinished:
    """A segment without a target, and why."""

    segment: int
    locale: str
    part: int
    source: str
    reason: str


@dataclass
class LocaleTotals:
    """Counts of one locale; `cost` in USD, None where a price is not known."""

    segments: int = 0
    fresh: int = 0
    translated: int = 0
    reused: int = 0
    substituted: int = 0
    repaired: int = 0
    unfinished: int = 0
    held: int = 0
    held_segments: list[int] = field(default_factory=list)
    doubtful: int = 0
    doubtful_segments: list[int] = field(default_factory=list)
    requests: int = 0
    source_chars: int = 0
    source_chars_sent: int = 0
    prompt_chars: int = 0
    cost: Decimal | None = Decimal(0)


@dataclass
class Totals:
    """Counts of a run, by locale, what is left, and what a person should know (`notes`)."""

    locales: dict[str, LocaleTotals] = field(default_factory=dict)
    unfinished: list[Unfinished] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    requests: int = 0
    seconds: float = 0.0

    def of(self, locale: LocaleInfo | str) -> LocaleTotals:
        """Return the counts of a locale."""
        return self.locales.setdefault(str(locale), LocaleTotals())

    def total(self, name: str) -> int:
        """Return one count over all locales."""
        return sum(int(getattr(counts, name)) for counts in self.locales.values())

    def give_up(self, job: Job, reason: str) -> None:
        """Count a job and its followers as unfinished, and list them while the list is short."""
        job.settled = True
        for each in (job, *job.followers):
            self.of(each.locale).unfinished += 1
            if len(self.unfinished) < LISTED:
                self.unfinished.append(
                    Unfinished(each.segment, each.locale.tag, each.part, each.source, reason)
                )

    @property
    def cost(self) -> Decimal | None:
        """USD over all locales; None where a price is not known."""
        costs = [counts.cost for counts in self.locales.values()]
        return None if None in costs else sum((cost for cost in costs if cost), Decimal(0))

    def as_dict(self) -> dict[str, Any]:
        """Return the contract's totals."""
        return {
            "segments": self.total("segments"),
            "translated": self.total("translated"),
            "reused": self.total("fresh") + self.total("reused") + self.total("substituted"),
            "repaired": self.total("repaired"),
            "unfinished": self.total("unfinished"),
            "held": self.total("held"),
            "doubtful": self.total("doubtful"),
            "requests": self.requests,
            "source_chars": self.total("source_chars"),
            "source_chars_sent": self.total("source_chars_sent"),
            "prompt_chars": self.total("prompt_chars"),
            "cost": None if self.cost is None else str(self.cost),
            "seconds": round(self.seconds, 3),
        }


class Budget:
    """A limit: what is in flight counts with its estimate until its cost is known.

    Estimates learn: once an endpoint has charged more than estimated (models that think do),
    every later call is expected to cost that much more. Until the first charge is known, one
    call goes out alone.
    """

    def __init__(self, limit: Decimal | None) -> None:
        self.limit = limit
        self.spent = Decimal(0)
        self._reserved: dict[int, Decimal] = {}
        self._estimates: dict[int, Decimal] = {}
        self._dearer = Decimal(1)
        self._known = limit is None

    def reserve(self, ticket: int, cost: Decimal) -> bool:
        """Set aside what a call may cost; False where the limit does not allow it."""
        expected = cost * self._dearer
        if self.limit is not None:
            if not self._known and self._reserved:
                return False
            pledged = self.spent + sum(self._reserved.values(), Decimal(0))
            if pledged + expected > self.limit:
                return False
        self._reserved[ticket] = expected
        self._estimates[ticket] = cost
        return True

    def settle(self, ticket: int, cost: Decimal) -> None:
        """Book what a call cost."""
        self._reserved.pop(ticket, None)
        estimate = self._estimates.pop(ticket, Decimal(0))
        self.spent += cost
        if cost and estimate:
            self._known = True
            self._dearer = max(self._dearer, cost / estimate)

    def book(self, cost: Decimal) -> None:
        """Book what nothing was set aside for: what was given up on, what a batch cost."""
        self.spent += cost
