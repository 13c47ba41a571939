"""The pacer: calls to one endpoint, as many and as fast as it takes them, none lost."""

from __future__ import annotations

import asyncio
import random
import statistics
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from storyport.kernel.errors import Interrupted
from storyport.work.pacing.judge import RERUN, Judge
from storyport.work.pacing.limits import Counts, Event, Limits, Patience
from storyport.work.pacing.meter import Meter
from storyport.work.pacing.outcome import CallFailed, Stalled
from storyport.work.pacing.width import Width

__all__ = ["Pacer"]

T = TypeVar("T")

_HEDGED_SHARE = 0.05
_KNOWN_ENOUGH = 5


class Pacer:
    """Paces all calls to one endpoint, on one event loop (whose clock is the only one used).

    Throttled answers halve the width and, where they say how long, make all calls wait;
    unavailable ones are tried again after a jittered back-off. When nothing waits any more, a
    call that takes far longer than usual is started a second time and the first answer wins.

    Args:
        limits: how much at once.
        where: name of the endpoint, for errors.
        patience: how long and how often.
        stalled: what a time-out is raised as; a kind of CallFailed, given a message.
        tokens_of: tokens that a result really took, to correct the estimate; None: trust it.
        on_event: told what happens; must return at once.
        rng: source of jitter.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        where: str = "",
        patience: Patience | None = None,
        stalled: Callable[[str], CallFailed] = Stalled,
        tokens_of: Callable[[Any], int] | None = None,
        on_event: Callable[[Event], None] | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._patience = patience or Patience()
        self._where = where
        self._stalled = stalled
        self._tokens_of = tokens_of
        self._counts = Counts()
        self._judge = Judge(
            where,
            Width(self.limits.workers),
            _meter(self.limits.requests_per_minute),
            _meter(self.limits.tokens_per_minute),
            self._patience,
            self._counts,
            on_event or (lambda _: None),
            rng or random.Random(),  # noqa: S311 - jitter, not secrets
        )
        self._gate = self._judge.gate
        self._durations: deque[float] = deque(maxlen=101)
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def counts(self) -> Counts:
        """What was done so far."""
        return replace(self._counts)

    @property
    def width(self) -> int:
        """How many calls may be in flight now."""
        return self._judge.width.now

    async def call(
        self,
        make_call: Callable[[], Awaitable[T]],
        *,
        tokens: int = 0,
        timeout: float | None = None,  # noqa: ASYNC109 - of one try, not of the call as a whole
    ) -> T:
        """Make a call when its turn comes, again if that can help, and return its result.

        Args:
            make_call: starts one try; awaited anew for each.
            tokens: estimated, in and out.
            timeout: seconds that one try may take; None: by `Patience` and size.

        Raises:
            CallFailed: the last failure after all tries, or an answer that is of no use.
            EngineFailed: nobody need try again (refused, or gone for long).
            Interrupted: the pacer was closed.
        """
        self._counts.calls += 1
        limit = timeout or self._patience.timeout + tokens * self._patience.per_token
        rest: float | None = None
        attempt = self._judge.attempt()
        while True:
            await self._gate.enter(tokens, after=rest)
            attempt.started = _now()
            try:
                return await self._race(make_call, tokens, limit)
            except CallFailed as error:
                # Judged before the place is given back: what it says holds for the next one.
                rest = self._judge.rest_after(error, attempt)
                self._counts.retries += 1
            finally:
                self._gate.leave()

    async def close(self) -> None:
        """Cancel what is in flight, turn away what waits; callers get Interrupted."""
        self._gate.close(Interrupted("the run was stopped.", where=self._where, do=RERUN))
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)

    async def _race(
        self,
        make_call: Callable[[], Awaitable[T]],
        tokens: int,
        limit: float,
    ) -> T:
        """Run one try, with a duplicate when it is late and the rest is done."""
        started = _now()
        check_at = started + self._patience.hedge_floor
        racers = {self._start(make_call)}
        hedged = False
        try:
            while True:
                await asyncio.wait(
                    racers,
                    timeout=max(0.0, min(check_at, started + limit) - _now()),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                done = {racer for racer in racers if racer.done()}
                racers -= done
                good = [racer for racer in done if not _failed(racer)]
                if good or (done and not racers):
                    return self._result((good or list(done))[0], tokens, _now() - started)
                if _now() >= started + limit:
                    raise self._stalled(f"no answer within {limit:.0f} s.")
                check_at = self._next_check(started)
                if not hedged and check_at <= _now() and self._may_hedge(tokens):
                    racers.add(self._start(make_call))
                    hedged = True
                check_at = max(check_at, _now() + self._patience.hedge_floor / 4)
        finally:
            for racer in racers:
                self._counts.lost_tokens += tokens
                racer.cancel()
            if hedged:
                self._gate.leave()

    def _start(self, make_call: Callable[[], Awaitable[T]]) -> asyncio.Task[T]:
        self._counts.requests += 1
        task = asyncio.get_running_loop().create_task(_run(make_call))
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # read, so that asyncio does not call it forgotten

    def _result(self, racer: asyncio.Task[T], tokens: int, seconds: float) -> T:
        if racer.cancelled():
            self._gate.check()
        try:
            result = racer.result()
        except CallFailed as error:
            self._counts.requests += error.requests - 1
            raise
        self._counts.requests += getattr(result, "requests", 1) - 1
        self._durations.append(seconds)
        self._judge.succeeded()
        if self._tokens_of is not None:
            self._gate.correct(self._tokens_of(result) - tokens)
        return result

    def _next_check(self, started: float) -> float:
        """Return when a try counts as late."""
        if len(self._durations) < _KNOWN_ENOUGH:
            return float("inf") if not self.limits.hedges else _now() + self._patience.hedge_floor
        usual = statistics.median(self._durations) * self._patience.hedge_factor
        return started + max(usual, self._patience.hedge_floor)

    def _may_hedge(self, tokens: int) -> bool:
        """Take a duplicate from what is allowed, if it is."""
        allowed = min(self.limits.hedges, int(self._counts.calls * _HEDGED_SHARE))
        if self._counts.hedges >= allowed or not self._gate.try_enter(tokens):
            return False
        self._counts.hedges += 1
        self._judge.tell("hedge")
        return True


def _meter(limit: float | None) -> Meter | None:
    return None if limit is None else Meter(limit)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _failed(racer: asyncio.Task[Any]) -> bool:
    return racer.cancelled() or racer.exception() is not None


def _run(make_call: Callable[[], Awaitable[T]]) -> Coroutine[Any, Any, T]:
    async def run() -> T:
        return await make_call()

    return run()
