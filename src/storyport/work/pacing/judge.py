"""What a call's end means for the calls that follow."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storyport.kernel.errors import EngineFailed
from storyport.work.pacing.gate import Gate
from storyport.work.pacing.health import Health
from storyport.work.pacing.limits import Counts, Event, Patience
from storyport.work.pacing.meter import Meter
from storyport.work.pacing.outcome import CallFailed, Verdict
from storyport.work.pacing.width import Width

__all__ = ["RERUN", "Attempt", "Judge"]

RERUN = "Run the same command again later: what is finished is kept."


@dataclass
class Attempt:
    """Where one call stands.

    Attributes:
        tries: made so far that count.
        started: when the last one did.
        successes: of all calls, as they stood after its last failure.
    """

    tries: int = 0
    started: float = 0.0
    successes: int = 0


class Judge:
    """Holds what is known of the other side, and the gate that follows from it.

    Args:
        where: name of the endpoint, for errors.
        width: how much it takes at once. requests, tokens: its rates.
        patience: how long and how often.
        counts: where throttles and failures are counted.
        on_event: told what happens.
        rng: source of jitter.
    """

    def __init__(
        self,
        where: str,
        width: Width,
        requests: Meter | None,
        tokens: Meter | None,
        patience: Patience,
        counts: Counts,
        on_event: Callable[[Event], None],
        rng: random.Random,
    ) -> None:
        self.width = width
        self.gate = Gate(lambda: 1 if self._health.storming else width.now, requests, tokens)
        self._where = where
        self._patience = patience
        self._counts = counts
        self._on_event = on_event
        self._rng = rng
        self._successes = 0
        self._throttles_in_a_row = 0
        self._health = Health(patience.storm, patience.hopeless_at_first, patience.hopeless)

    def attempt(self) -> Attempt:
        """Return where a new call stands."""
        return Attempt(successes=self._successes)

    def succeeded(self) -> None:
        """Take a sign that all is well over there."""
        self._successes += 1
        self._throttles_in_a_row = 0
        self._alive()
        self.width.succeeded(_now())

    def rest_after(self, error: CallFailed, attempt: Attempt) -> float:
        """Return the seconds that a failed call rests before its next try.

        A try counts against its call only where the call may be at fault: not in a storm, and
        not when it was throttled while others got through.

        Raises:
            CallFailed: the error, where the caller has to deal with it.
            EngineFailed: everything ends.
        """
        if error.verdict is Verdict.ANSWERED:
            self.succeeded()
            raise error
        if error.verdict is Verdict.REFUSED:
            self._end(f"it refused: {error.message}", "Check key, model and balance.", error)
        self.gate.check()
        if error.verdict is Verdict.THROTTLED:
            attempt.tries += self._successes == attempt.successes
            self._throttled(error, attempt.started)
        else:
            attempt.tries += not self._health.storming
            self._unavailable(error)
        attempt.successes = self._successes
        if attempt.tries >= self._patience.tries:
            raise error
        return self._rest(error, attempt.tries)

    def tell(self, kind: Any, message: str = "", wait: float = 0.0) -> None:
        """Tell whoever wants to know."""
        self._on_event(Event(kind, message, wait, self.width.now))

    def _alive(self) -> None:
        stormed = self._health.storming
        self._health.answered()
        if stormed:
            self.tell("over")
            self.gate.pump()

    def _throttled(self, error: CallFailed, started: float) -> None:
        self._counts.throttles += 1
        self._throttles_in_a_row += 1
        self._alive()
        if self.width.throttled(started, _now()):
            self.tell("throttled", error.message, error.retry_after or 0.0)

    def _unavailable(self, error: CallFailed) -> None:
        self._counts.failures += 1
        stormed = self._health.storming
        self._health.failed(_now())
        if self._health.hopeless(_now()):
            self._end(
                f"it failed {self._health.failures} times in a row: {error.message}",
                f"Check that it runs and can be reached. {RERUN}",
                error,
            )
        if self._health.storming and not stormed:
            self.tell("storm", error.message)

    def _rest(self, error: CallFailed, tries: int) -> float:
        asked = error.retry_after
        if asked is not None:
            if asked > self._patience.longest_wait:
                self._end(f"it asks to wait {asked:.0f} s: {error.message}", RERUN, error)
            # A little more than asked, so that many processes do not all return at once.
            rest = asked + self._rng.uniform(0.0, min(1.0, asked / 10))
        elif self._health.storming:
            longest = self._doubled(self._health.failures - self._patience.storm)
            rest = self._rng.uniform(0.5, 1.0) * min(longest, self._patience.probe)
        elif error.verdict is Verdict.THROTTLED and self.width.now == 1:
            rest = self._rng.uniform(0.5, 1.0) * self._doubled(self._throttles_in_a_row)
        else:
            own = self._rng.uniform(0.0, self._doubled(tries - 1))
            self.tell("retry", error.message, own)
            return own
        self.tell("retry", error.message, rest)
        self.gate.pause(_now() + rest)
        return 0.0

    def _doubled(self, times: int) -> float:
        return min(self._patience.cap, self._patience.base * 2.0 ** min(max(times, 0), 16))

    def _end(self, what: str, do: str, cause: CallFailed) -> None:
        error = EngineFailed(what, where=self._where, do=do)
        self.gate.close(error)
        self.tell("ended", what)
        raise error from cause


def _now() -> float:
    return asyncio.get_running_loop().time()
