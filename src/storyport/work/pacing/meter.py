"""A rate limit kept from our side: evenly spread, and never passed in any window."""

from __future__ import annotations

from collections import deque

__all__ = ["Meter"]

_MARGIN = 0.98
# What a late event loop may catch up with, in seconds' worth of the rate.
_CATCH_UP = 0.25


class Meter:
    """At most `limit` per window, spread evenly at 2 % below the limit.

    Two rules together: the generic cell rate algorithm (ITU-T I.371) spaces what starts, with
    at most a quarter of a second's worth of catching up; a log of the window makes the limit exact where
    single amounts are large (tokens), which spacing alone passes by one amount.

    An amount greater than the limit itself waits for an empty window, then passes: the other
    side shall say no, not we.

    Args:
        limit: of requests, tokens or whatever is counted, per window.
        window: seconds.
    """

    def __init__(self, limit: float, window: float = 60.0) -> None:
        if limit <= 0:
            raise ValueError("a rate limit is greater than zero")
        self._limit = limit
        self._window = window
        self._rate = limit * _MARGIN / window
        self._free_at = float("-inf")
        self._log: deque[tuple[float, float]] = deque()
        self._logged = 0.0

    def ready_at(self, now: float, amount: float) -> float:
        """Return when `amount` may start, in the clock of `now`; not before now."""
        return max(now, self._free_at, self._room_at(now, amount))

    def take(self, now: float, amount: float) -> None:
        """Count `amount` as started now."""
        self._free_at = max(self._free_at, now - _CATCH_UP) + amount / self._rate
        self._log.append((now, amount))
        self._logged += amount

    def correct(self, more: float) -> None:
        """Count `more` (negative: less) than what was taken, once the real amount is known."""
        self._free_at += more / self._rate

    def _room_at(self, now: float, amount: float) -> float:
        while self._log and self._log[0][0] <= now - self._window:
            self._logged -= self._log.popleft()[1]
        room = self._limit - self._logged
        at = now
        for started, logged in self._log:
            if amount <= room:
                break
            room += logged
            at = started + self._window
        return at
