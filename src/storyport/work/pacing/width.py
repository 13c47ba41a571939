"""How many calls may be in flight: each throttled answer narrows it, successes widen it."""

from __future__ import annotations

__all__ = ["Width"]

_LONGEST_PATIENCE = 16


class Width:
    """Starts full; one less per throttled answer, but at most halved in a round trip.

    So a burst of throttled answers halves it, and a stray one costs next to nothing. It grows
    back by one after as many successes as it is wide. Where a step up is throttled at once,
    there is a ceiling: each time that happens, the next step waits for twice as many.

    Args:
        full: the greatest width, 1 or more.
    """

    def __init__(self, full: int) -> None:
        if full < 1:
            raise ValueError("at least one worker is needed")
        self.full = full
        self.now = full
        self._successes = 0
        self._patience = 1
        self._round_began = float("-inf")
        self._half = 1
        self._stepped_up_at: float | None = None

    def throttled(self, started: float, now: float) -> bool:
        """Take a throttled answer to a call begun at `started`; tell whether it is narrower.

        A call that began before this round trip did says nothing about the width since then.
        """
        if started >= self._round_began:
            self._round_began = now
            self._half = max(1, self.now // 2)
            self._learn(started)
        before = self.now
        self.now = min(before, max(self._half, before - 1))
        self._successes = 0
        self._stepped_up_at = None
        return self.now < before

    def succeeded(self, now: float) -> None:
        """Take a success; grow by one when there were enough."""
        self._successes += 1
        if self.now < self.full and self._successes >= self.now * self._patience:
            self.now += 1
            self._successes = 0
            self._stepped_up_at = now

    def _learn(self, started: float) -> None:
        at_once = self._successes <= self.now // 4
        if self._stepped_up_at is not None and started >= self._stepped_up_at and at_once:
            self._patience = min(_LONGEST_PATIENCE, self._patience * 2)
        else:
            self._patience = 1
