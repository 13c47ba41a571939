"""What a pacer keeps to, and what it has counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Counts", "Event", "Limits", "Patience"]


@dataclass(frozen=True)
class Limits:
    """How much at once.

    Attributes:
        workers: calls in flight at most.
        requests_per_minute, tokens_per_minute: the other side's limits, None where unknown.
        hedges: duplicates of stalled calls at most, in all; 0 for none.
    """

    workers: int = 16
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    hedges: int = 8


@dataclass(frozen=True)
class Patience:
    """How long and how often; seconds where nothing else is said.

    Attributes:
        tries: of one call, the first included. Failures in a storm (see `storm`) are not its own
            fault and do not count.
        base, cap: exponential back-off with full jitter: uniform(0, min(cap, base * 2^n)).
        timeout: one try may take this long, plus `per_token` for each estimated token.
        longest_wait: a longer Retry-After ends the run instead.
        storm: failures in a row, over all calls, after which only probes go out, one at a time.
        probe: seconds between probes at most.
        hopeless, hopeless_at_first: a storm that lasts this long ends the run; the second where
            nothing has succeeded yet.
        hedge_factor, hedge_floor: a call is hedged after max(factor * median, floor).
    """

    tries: int = 6
    base: float = 0.5
    cap: float = 30.0
    timeout: float = 180.0
    per_token: float = 0.05
    longest_wait: float = 300.0
    storm: int = 10
    probe: float = 5.0
    hopeless: float = 60.0
    hopeless_at_first: float = 10.0
    hedge_factor: float = 3.0
    hedge_floor: float = 2.0


@dataclass
class Counts:
    """What was done so far.

    Attributes:
        calls: asked for. requests: made, with failed and hedged ones. retries: tries after the
            first. throttles, failures: answers of that kind (failures: unavailable or stalled).
        hedges: duplicates started.
        lost_tokens: estimated tokens of requests given up on, which may be charged all the same.
    """

    calls: int = 0
    requests: int = 0
    retries: int = 0
    throttles: int = 0
    failures: int = 0
    hedges: int = 0
    lost_tokens: int = 0


@dataclass(frozen=True)
class Event:
    """Something that a log may want to tell.

    Attributes:
        kind: what happened. message: what the other side said, or empty.
        wait: seconds until it goes on. width: calls that may be in flight now.
    """

    kind: Literal["throttled", "retry", "hedge", "storm", "over", "ended"]
    message: str = ""
    wait: float = 0.0
    width: int = 0
