"""Hands batches in at providers, waits for them, and stores what they answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import Any, Self, TypeVar

from django.db import transaction

from storyport.engines.base import (
    Answer,
    BadAnswer,
    BatchTranslator,
    EngineError,
    Missing,
    Refused,
    TooLarge,
    Translator,
    Usage,
)
from storyport.engines.prices import batched, cost
from storyport.kernel.errors import BadInput, EngineFailed, Interrupted
from storyport.localize.handing_in.gathering import Tray
from storyport.localize.handing_in.journal import Slip, open_slips, read_slips, write_slips
from storyport.localize.pipeline.jobs import STEP_NAME, STEP_VERSION
from storyport.localize.pipeline.recording import CallRecord, Recorder
from storyport.localize.pipeline.totals import Budget, Totals
from storyport.localize.routing.lanes import Engine
from storyport.work.models import HandedIn
from storyport.work.store import StepResult

__all__ = ["Clerk", "Rhythm"]

T = TypeVar("T")

_BREATH = 1.0


@dataclass(frozen=True)
class Rhythm:
    """How a provider is asked, in seconds: after `first`, then ever later, up to `last`.

    `tries` is how often in a row it may fail to answer.
    """

    first: float = 5.0
    last: float = 60.0
    growth: float = 1.5
    tries: int = 8


@dataclass(frozen=True)
class _Surroundings:
    """Whoever the clerk works for."""

    stop: Callable[[], bool]
    beat: Callable[[], None]
    tell: Callable[[str], None]


class Clerk:
    """Works on the batches of one scope; a context manager that closes its connections.

    Args:
        scope: what the run holds. engines: those that may be asked.
        tell: told what is going on, in a line.

    Attributes:
        failed: step keys of lines whose request was answered, but with nothing of use.
        barren: what befell batches of which nothing was answered at all.
    """

    def __init__(
        self,
        *,
        scope: str,
        engines: Mapping[str, Engine],
        recorder: Recorder,
        totals: Totals,
        budget: Budget,
        stop: Callable[[], bool],
        beat: Callable[[], None],
        tell: Callable[[str], None],
        rhythm: Rhythm | None = None,
    ) -> None:
        self.scope = scope
        self.engines = engines
        self.recorder = recorder
        self.totals = totals
        self.budget = budget
        self.rhythm = rhythm or Rhythm()
        self.failed: set[str] = set()
        self.barren: list[str] = []
        self._around = _Surroundings(stop, beat, tell)
        self._runner = asyncio.Runner()
        self._made: dict[str, Translator] = {}

    def __enter__(self) -> Self:
        """Start the loop that calls run on."""
        self._runner.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of connections."""
        for translator in self._made.values():
            self._runner.run(translator.close())
        self._runner.__exit__(kind, error, trace)

    def translator(self, engine: str) -> BatchTranslator | None:
        """Return an engine that takes batches, None for one that does not."""
        if engine not in self.engines:
            return None
        if engine not in self._made:
            self._made[engine] = self._runner.run(_make(self.engines[engine]))
        made = self._made[engine]
        return made if isinstance(made, BatchTranslator) else None

    def hand_in(self, tray: Tray) -> None:
        """Write a batch down and send it.

        Raises:
            BadInput: the endpoint takes no batches.
            EngineFailed: it refuses, or cannot be reached.
            Interrupted: the next run finds out whether it was taken.
        """
        translator = self._needed(tray.engine)
        row = write_slips(self.scope, tray.engine, tray.slips)
        try:
            batch = self._asked(
                lambda: translator.start_batch(tray.requests, str(row.id)), tray.engine
            )
        except (Refused, TooLarge) as error:
            row.delete()
            if isinstance(error, Missing):
                raise _no_batches(tray.engine, error.message) from error
            raise _refused(tray.engine, error) from error
        # Where nobody answered, it may have arrived all the same: its mark will tell.
        self._note(row, batch)
        for locale, sent in tray.sent:
            counts = self.totals.of(locale)
            counts.requests += 1
            counts.source_chars_sent += sent.source_chars
            counts.prompt_chars += sent.prompt_chars
        self.totals.requests += len(tray.sent)
        self._around.tell(f"handed in to {tray.engine}: {row.requests} requests as {batch}")

    def collect(self) -> int:
        """Wait for all that is out and store what it answered.

        Returns:
            how many requests were answered.

        Raises:
            EngineFailed: a provider refuses, or cannot be reached: what is out stays written
                down. Interrupted: the batches go on.
        """
        answered = 0
        for row in open_slips(self.scope):
            if self.translator(row.engine) is None:
                self.totals.notes.append(
                    f"a batch of {row.requests} requests is still out at {row.engine};"
                    " a run with that engine collects it"
                )
            else:
                try:
                    answered += self._collect(row)
                except Refused as error:
                    raise _refused(row.engine, error) from error
        return answered

    def _collect(self, row: HandedIn) -> int:
        if not self._find(row):
            return 0
        try:
            self._wait(row)
            return self._take(row)
        except Missing as error:
            # There is no such batch any more: what it held is asked for anew.
            self.totals.notes.append(f"batch {row.batch} at {row.engine}: {error.message}")
            row.state = HandedIn.State.LOST
            row.save(update_fields=["state"])
            return 0

    # --- one batch -----------------------------------------------------------------

    def _find(self, row: HandedIn) -> bool:
        """See to it that the provider's id is known; a batch that never arrived is forgotten."""
        if row.state == HandedIn.State.OUT:
            return True
        translator = self._needed(row.engine)
        self._recall(translator, row)
        batch = self._asked(lambda: translator.find_batch(str(row.id)), row.engine)
        if batch is None:
            row.delete()
            return False
        self._note(row, batch)
        return True

    def _recall(self, translator: BatchTranslator, lost: HandedIn) -> None:
        """Look at this home's other batches there: none of them is the one that is searched."""
        provider = f"{lost.engine.partition(':')[0]}:"
        others = HandedIn.objects.filter(state=HandedIn.State.OUT, engine__startswith=provider)
        for batch in others.exclude(batch="").values_list("batch", flat=True):
            with suppress(EngineError):
                self._awaited(translator.look_at_batch(batch))

    def _note(self, row: HandedIn, batch: str) -> None:
        row.batch = batch
        row.state = HandedIn.State.OUT
        row.save(update_fields=["batch", "state"])

    def _wait(self, row: HandedIn) -> None:
        translator = self._needed(row.engine)
        pause, seen = self.rhythm.first, -1
        while True:
            state = self._asked(lambda: translator.look_at_batch(row.batch), row.engine)
            if state.ended:
                if state.trouble:
                    told = f"batch {row.batch} at {row.engine}: {state.trouble};"
                    told = f"{told} {state.answered} of {state.total} answered"
                    self.totals.notes.append(told)
                    self.barren += [] if state.answered else [told]
                return
            if state.answered != seen:
                seen = state.answered
                self._around.tell(
                    f"waiting for {row.engine}: {seen} of {state.total} requests answered"
                    " (Ctrl-C stops waiting, not the batch)"
                )
            self._pause(pause)
            pause = min(self.rhythm.last, pause * self.rhythm.growth)

    def _take(self, row: HandedIn) -> int:
        translator = self._needed(row.engine)
        slips = read_slips(row)
        lines = {id_: slip.lines for id_, slip in slips.items()}

        async def gathered() -> list[tuple[str, Answer | EngineError]]:
            found: AsyncIterator[tuple[str, Answer | EngineError]]
            found = translator.collect_batch(row.batch, lines)
            return [each async for each in found]

        outcomes = self._asked(gathered, row.engine)
        known = [(slips[id_], outcome) for id_, outcome in outcomes if id_ in slips]
        for slip, outcome in known:
            # It would fail again as it stands; smaller requests, asked live, may not.
            self.failed.update(slip.keys if isinstance(outcome, BadAnswer) else ())
        steps = [step for slip, outcome in known for step in _steps(slip, outcome)]
        calls = [self._call(row.engine, translator, slip, outcome) for slip, outcome in known]
        # Together, so that a batch is never booked twice.
        with transaction.atomic():
            self.recorder.save_answers(calls, steps)
            row.state, row.content = HandedIn.State.COLLECTED, b""
            row.save(update_fields=["state", "content"])
        return sum(isinstance(outcome, Answer) for _, outcome in known)

    def _call(
        self, engine: str, translator: BatchTranslator, slip: Slip, outcome: Answer | EngineError
    ) -> CallRecord:
        usage: Usage = outcome.usage
        price = self.engines[engine].price
        spent = cost(usage, batched(price, translator.discount)) if price else None
        counts = self.totals.of(slip.locale)
        counts.cost = None if spent is None or counts.cost is None else counts.cost + spent
        self.budget.book(spent or Decimal(0))
        return CallRecord(engine, "draft", slip.locale, outcome.requests, usage, spent)

    # --- asking --------------------------------------------------------------------

    def _needed(self, engine: str) -> BatchTranslator:
        translator = self.translator(engine)
        if translator is None:
            raise _no_batches(engine, f"{engine} takes no batches.")
        return translator

    def _asked(self, make: Callable[[], Coroutine[Any, Any, T]], engine: str) -> T:
        """Ask until there is an answer, with pauses where there is none.

        Raises:
            Refused, TooLarge: asking again cannot help.
            EngineFailed: there is none. Interrupted: somebody stopped the run.
        """
        pause = self.rhythm.first
        for left in reversed(range(self.rhythm.tries)):
            try:
                return self._awaited(make())
            except (Refused, TooLarge):
                raise
            except EngineError as error:
                if not left:
                    raise EngineFailed(
                        f"it was asked {self.rhythm.tries} times in vain: {error.message}",
                        where=engine,
                        do="Run it again later; what was handed in is collected then.",
                    ) from error
                rest = max(pause, error.retry_after or 0.0)
                self._around.tell(f"{engine}: {error.message} Asking again in {rest:.0f} s.")
                self._pause(rest)
                pause = min(self.rhythm.last, pause * self.rhythm.growth)
        raise AssertionError

    def _awaited(self, answer: Coroutine[Any, Any, T]) -> T:
        """Wait for an answer, which may take minutes, and stay alive meanwhile."""
        task = self._runner.get_loop().create_task(answer)
        while not task.done():
            self._runner.run(_settled(task))
            self._around.beat()
        return task.result()

    def _pause(self, seconds: float) -> None:
        """Wait, but stay alive and listen."""
        left = seconds
        while True:
            self._around.beat()
            if self._around.stop():
                raise Interrupted(
                    "the run was stopped; what was handed in goes on at the provider.",
                    do="Run it again to collect it.",
                )
            if left <= 0:
                return
            step = min(0.2, left)
            self._runner.run(asyncio.sleep(step))
            left -= step


def _steps(slip: Slip, outcome: Answer | EngineError) -> list[StepResult]:
    if not isinstance(outcome, Answer):
        return []
    return [
        StepResult(key, STEP_NAME, STEP_VERSION, {"text": outcome.texts[line.id]})
        for key, line in zip(slip.keys, slip.lines, strict=True)
        if line.id in outcome.texts
    ]


async def _make(engine: Engine) -> Translator:
    return engine.make()[0]


async def _settled(task: asyncio.Task[Any]) -> None:
    await asyncio.wait({task}, timeout=_BREATH)


def _no_batches(engine: str, why: str) -> BadInput:
    return BadInput(why, where=f"--batch, {engine}", do="Leave --batch out.")


def _refused(engine: str, error: EngineError) -> EngineFailed:
    return EngineFailed(
        f"it refused: {error.message}",
        where=engine,
        do="Check key, model and balance, then run it again: what was handed in is collected.",
    )
