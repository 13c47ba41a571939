"""The gate: who may start now."""

from __future__ import annotations

import asyncio
import copy
import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from storyport.kernel.errors import StoryportError
from storyport.work.pacing.meter import Meter

__all__ = ["Gate"]


@dataclass(order=True)
class _Entry:
    rank: tuple[int, int]
    tokens: int = field(compare=False)
    admitted: asyncio.Future[None] = field(compare=False)


class Gate:
    """Lets calls in by width, rate limits and pauses: retries first, then by arrival.

    Retries come first because the last of them decide when the whole job ends.

    Args:
        width: asked each time; how many may be inside.
        requests, tokens: rate limits, None where there is none.
    """

    def __init__(
        self, width: Callable[[], int], requests: Meter | None, tokens: Meter | None
    ) -> None:
        self._width = width
        self._requests = requests
        self._tokens = tokens
        self._inside = 0
        self._queue: list[_Entry] = []
        self._known: set[asyncio.Future[None]] = set()
        self._arrivals = itertools.count()
        self._paused_until = float("-inf")
        self._timer: asyncio.TimerHandle | None = None
        self.closed_by: StoryportError | None = None

    @property
    def waiting(self) -> int:
        """How many stand at the gate; those that rest after a failure do not count."""
        return sum(1 for entry in self._queue if not entry.admitted.done())

    async def enter(self, tokens: int, *, after: float | None = None) -> None:
        """Wait until a call of `tokens` may start; every entry needs one `leave`.

        Args:
            tokens: estimated.
            after: seconds to rest first; given for a retry.

        Raises:
            StoryportError: what the gate was closed with.
        """
        self.check()
        loop = asyncio.get_running_loop()
        rank = (0 if after is not None else 1, next(self._arrivals))
        entry = _Entry(rank, tokens, loop.create_future())
        self._known.add(entry.admitted)
        rest = loop.call_later(after, self._stand, entry) if after else None
        if rest is None:
            self._stand(entry)
        await self._admission(entry, rest)

    def check(self) -> None:
        """Raise what the gate was closed with, if it was: to each its own copy."""
        if self.closed_by is not None:
            raise copy.copy(self.closed_by)

    async def _admission(self, entry: _Entry, rest: asyncio.TimerHandle | None) -> None:
        try:
            await entry.admitted
        except asyncio.CancelledError:
            if entry.admitted.done() and not entry.admitted.cancelled():
                self.leave()
            raise
        finally:
            self._known.discard(entry.admitted)
            if rest is not None:
                rest.cancel()

    def try_enter(self, tokens: int) -> bool:
        """Enter at once if nothing stands in the way and nobody waits."""
        now = asyncio.get_running_loop().time()
        if self.closed_by or self._inside >= self._width() or self.waiting:
            return False
        if self._opens_at(now, tokens) > now:
            return False
        self._admit(now, tokens)
        return True

    def leave(self) -> None:
        """Make room."""
        self._inside -= 1
        self.pump()

    def pause(self, until: float) -> None:
        """Let nobody in before `until` (the event loop's clock)."""
        self._paused_until = max(self._paused_until, until)

    def correct(self, more: int) -> None:
        """Count `more` tokens than were estimated."""
        if self._tokens is not None:
            self._tokens.correct(more)

    def close(self, error: StoryportError) -> None:
        """Turn away everybody who waits or rests, and everybody who comes later."""
        self.closed_by = closed_by = self.closed_by or error
        for admitted in self._known:
            if not admitted.done():
                admitted.set_exception(copy.copy(closed_by))
        self._queue.clear()
        if self._timer is not None:
            self._timer.cancel()

    def pump(self) -> None:
        """Let in whoever may start now; be back when the next one may."""
        now = asyncio.get_running_loop().time()
        while self._queue and self._inside < self._width():
            entry = self._queue[0]
            if not entry.admitted.done():
                at = self._opens_at(now, entry.tokens)
                if at > now:
                    self._return_at(at)
                    return
                self._admit(now, entry.tokens)
                entry.admitted.set_result(None)
            heapq.heappop(self._queue)

    def _stand(self, entry: _Entry) -> None:
        if not entry.admitted.done():
            heapq.heappush(self._queue, entry)
            self.pump()

    def _amounts(self, tokens: int) -> Sequence[tuple[Meter, int]]:
        pairs = ((self._requests, 1), (self._tokens, tokens))
        return [(meter, amount) for meter, amount in pairs if meter is not None]

    def _opens_at(self, now: float, tokens: int) -> float:
        times = (meter.ready_at(now, amount) for meter, amount in self._amounts(tokens))
        return max(self._paused_until, *times, now)

    def _admit(self, now: float, tokens: int) -> None:
        self._inside += 1
        for meter, amount in self._amounts(tokens):
            meter.take(now, amount)

    def _return_at(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(at, self.pump)
