"""True rate limits: token buckets for requests and tokens a minute, and a prompt cache."""

from __future__ import annotations

import bisect
import math
import time
from collections import deque
from collections.abc import Callable

from .faults import Faults
from .text import common_prefix, tokens

Clock = Callable[[], float]

CACHE_MIN_TOKENS = 1024
MARKED_MIN_TOKENS = 512
_CACHE_SIZE = 512


class Bucket:
    """A token bucket of `per_minute` units, full at first; None never limits."""

    def __init__(self, per_minute: float | None, burst_seconds: float, clock: Clock) -> None:
        self._rate = (per_minute or 0.0) / 60.0
        self._size = max(1.0, self._rate * burst_seconds)
        self._free, self._at = self._size, clock()
        self._clock, self._unlimited = clock, per_minute is None

    def wait(self, amount: float) -> float:
        """Seconds until `amount` units are there (0: now); more than all waits for all."""
        if self._unlimited:
            return 0.0
        now = self._clock()
        self._free = min(self._size, self._free + (now - self._at) * self._rate)
        self._at = now
        lacking = min(amount, self._size) - self._free
        return max(0.0, lacking / self._rate) if self._rate else math.inf

    def take(self, amount: float) -> None:
        """Use up units; the bucket may go into debt (an answer's size is known late)."""
        self._free -= amount


class Limits:
    """The endpoint's requests-a-minute and tokens-a-minute limits."""

    def __init__(self, faults: Faults, clock: Clock = time.monotonic) -> None:
        self._requests = Bucket(faults.rpm, min(60.0, faults.burst_seconds), clock)
        self._tokens = Bucket(faults.tpm, min(60.0, faults.burst_seconds), clock)

    def refuse(self, prompt_tokens: int) -> tuple[str, float] | None:
        """(`rpm` or `tpm`, seconds to wait) if the request must wait; else it is admitted."""
        for name, bucket, amount in (
            ("rpm", self._requests, 1.0),
            ("tpm", self._tokens, float(prompt_tokens)),
        ):
            if wait := bucket.wait(amount):
                return name, wait
        self._requests.take(1.0)
        self._tokens.take(prompt_tokens)
        return None

    def answered(self, completion_tokens: int) -> None:
        """Charge an answer's tokens."""
        self._tokens.take(completion_tokens)


class MarkedCache:
    """Remembers the prefixes that clients marked for it; only a whole one is found again."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def take(self, prefix: str) -> tuple[int, int]:
        """Tokens read from the cache and tokens written to it; none where it is too short."""
        count = tokens(prefix)
        if count < MARKED_MIN_TOKENS:
            return 0, 0
        if prefix in self._seen:
            return count, 0
        self._seen.add(prefix)
        return 0, count


class PromptCache:
    """Remembers system messages; the longest shared prefix is always a sorted neighbour's."""

    def __init__(self) -> None:
        self._sorted: list[str] = []
        self._order: deque[str] = deque()

    def cached_tokens(self, system: str) -> int:
        """Tokens of the longest prefix shared with an earlier system message (0 if short)."""
        at = bisect.bisect_left(self._sorted, system)
        near = self._sorted[max(0, at - 1) : at + 1]
        shared = max((common_prefix(system, other) for other in near), default=0)
        if system not in near:
            self._remember(system, at)
        # The whole message is counted far more often than a part: its count is memoised.
        count = tokens(system if shared == len(system) else system[:shared])
        return count if count >= CACHE_MIN_TOKENS else 0

    def _remember(self, system: str, at: int) -> None:
        self._sorted.insert(at, system)
        self._order.append(system)
        if len(self._order) > _CACHE_SIZE:
            oldest = self._order.popleft()
            del self._sorted[bisect.bisect_left(self._sorted, oldest)]
