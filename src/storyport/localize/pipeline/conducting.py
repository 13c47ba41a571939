"""The main loop: feed, submit, store, judge, repair, until nothing is left or someone stops it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from storyport.engines.base import EngineError, Usage
from storyport.engines.prices import Price
from storyport.engines.prices import cost as cost_of
from storyport.kernel.errors import BudgetReached, EngineFailed, Interrupted, StoryportError
from storyport.localize.pipeline.concluding import Concluded, Concluder
from storyport.localize.pipeline.dispatching import Dispatcher, Outcome
from storyport.localize.pipeline.falling_back import Relief
from storyport.localize.pipeline.feeding import Feeder, count_rounds
from storyport.localize.pipeline.jobs import STEP_NAME, STEP_VERSION, Batch, Job
from storyport.localize.pipeline.recording import CallRecord, Recorder
from storyport.localize.pipeline.repairing import RepairPool
from storyport.localize.pipeline.requesting import Requester, Sent
from storyport.localize.pipeline.totals import Budget, Totals
from storyport.work.store import StepResult, get_steps

__all__ = ["Conductor", "Tick"]

_READY_PER_WORKER = 2
_WAIT = 0.2
# Segments from which a batch is worth halving.
_WHOLE = 8


@dataclass(frozen=True)
class Tick:
    """Where the run stands.

    Attributes:
        planned: source characters planned, over all locales; those that need no engine are done.
        waiting: of these, characters that still need an engine's answer.
        answered: characters that engines have settled. cost: USD so far.
    """

    planned: int
    waiting: int
    answered: int
    cost: Decimal


class Conductor:
    """Runs one plan on the engines it asks for.

    Args:
        prices: by engine; None where one is not known.
        workers: answers awaited or not yet stored, at most.
        stop: asked between answers; True ends the run as interrupted.
        tick: told after each answer. beat: called often, whatever happens, to keep the lease.
    """

    def __init__(
        self,
        *,
        feeder: Feeder,
        requester: Requester,
        dispatcher: Dispatcher,
        concluder: Concluder,
        recorder: Recorder,
        totals: Totals,
        prices: Mapping[str, Price | None],
        budget: Budget,
        workers: int,
        stop: Callable[[], bool],
        tick: Callable[[Tick], None],
        beat: Callable[[], None],
    ) -> None:
        self.beat = beat
        self.feeder = feeder
        self.requester = requester
        self.dispatcher = dispatcher
        self.concluder = concluder
        self.recorder = recorder
        self.totals = totals
        self.prices = prices
        self.budget = budget
        self.workers = workers
        self.stop = stop
        self.tick = tick
        self.pool = RepairPool()
        self.relief = Relief()
        self._ready: deque[Batch] = deque()
        self._flying: dict[int, tuple[Batch, Sent]] = {}
        self._judging: deque[tuple[Batch, Mapping[int, str]]] = deque()
        self._feed: Iterator[list[Batch]] | None = None
        self._is_spread = self._is_closed = False
        self._ticket = 0
        self._lost: dict[str, int] = {}
        self._waiting = self._answered_chars = 0
        self._ending: StoryportError | None = None

    def run(self) -> None:
        """Translate everything.

        Raises:
            BudgetReached, EngineFailed, Interrupted: after all that came was stored.
        """
        self._feed = self.feeder.batches()
        try:
            while self._step():
                pass
        finally:
            self.dispatcher.close()
            self._drain()
        if isinstance(self._ending, BudgetReached):
            raise BudgetReached(
                f"the budget of {self.budget.limit} USD does not allow another request:"
                f" {self.budget.spent:.4f} USD spent.",
                do="Run it again with a higher --budget to go on; what is finished is kept.",
            )
        if self._ending is not None:
            raise self._ending

    def _step(self) -> bool:
        """Do one round; False when all is done."""
        self.beat()
        if self.stop():
            self._ending = Interrupted("the run was stopped.", do="Run it again to go on.")
            return False
        if self._ending is None:
            self._fill()
            # The first requests leave together, once there is one for each worker.
            if self._ticket or not self._is_starved():
                self._submit()
        if not self._flying and not self._judging:
            return self._ending is None and (bool(self._ready) or self._feed is not None)
        # Freeing slots comes first, then judging what came, then planning ahead; only when
        # there is nothing of these to do is an answer waited for.
        busy = bool(self._judging) or (self._ending is None and self._is_hungry())
        if outcomes := self.dispatcher.take(0.0 if busy else _WAIT):
            self._take(outcomes)
        elif self._judging:
            self._conclude(*self._judging.popleft())
        return True

    # --- feeding -------------------------------------------------------------------

    def _is_hungry(self) -> bool:
        return self._feed is not None and len(self._ready) < self.workers * _READY_PER_WORKER

    def _is_starved(self) -> bool:
        return self._feed is not None and len(self._ready) < self.workers

    def _fill(self) -> None:
        """Plan one more part if batches run short, and give repairs their turn."""
        if self._is_hungry() and self._feed is not None and not self._judging:
            batches = next(self._feed, None)
            if batches is None:
                self._feed = None
            else:
                self._ready.extend(batches)
                self._waiting += sum(len(job.source) for batch in batches for job in batch.jobs)
            self._pool(self.feeder.again)
            self.feeder.again = []
        if self._feed is None and not (self._ready or self._flying or self._judging):
            self._ready.extend(self.pool.rest())
        if self._feed is None and self._ticket >= self.workers and not self._is_spread:
            self._spread()

    def _spread(self) -> None:
        """Halve some of the last batches of a long run, so that no worker stands idle.

        What a model takes grows with what it writes: two halves side by side are done sooner.
        """
        idle = self.workers - len(self._ready)
        if not self._ready or idle <= 0:
            return
        self._is_spread = True
        while idle > 0 and (whole := self._largest()) is not None:
            middle = len(whole.jobs) // 2
            self._ready.remove(whole)
            for jobs in (whole.jobs[:middle], whole.jobs[middle:]):
                self._ready.append(replace(whole, jobs=jobs, halved=True))
            idle -= 1

    def _largest(self) -> Batch | None:
        whole = [each for each in self._ready if len(each.jobs) > _WHOLE and not each.halved]
        return max(whole, key=lambda each: len(each.jobs), default=None)

    def _pool(self, again: list[Job]) -> None:
        for job in again:
            self.pool.add(job)
        self._ready.extend(self.pool.full())

    def _submit(self) -> None:
        while self._ready and len(self._flying) < self.workers and not self._is_closed:
            if (batch := self._next()) is None:
                continue
            sent = self.requester.make(batch)
            self._ticket += 1
            if not self.budget.reserve(self._ticket, self._estimate(batch, sent)):
                # What is in flight may turn out cheaper than was set aside for it.
                self._ready.appendleft(batch)
                if not self._flying:
                    self._ending = BudgetReached("the budget is reached.")
                return
            self._flying[self._ticket] = (batch, sent)
            self.dispatcher.submit(
                self._ticket, batch.engine, sent.request, sent.input_tokens + sent.output_tokens
            )

    def _next(self) -> Batch | None:
        """Return the batch whose turn it is; None where its answers are stored already."""
        batch = self._ready.popleft()
        found = self.relief.rerouted(batch)
        if found[0] is not batch:
            # What took over may have been asked by a run that was cut off.
            found = [left for each in found if (left := self._recalled(each)) is not None]
        self._ready.extendleft(reversed(found))
        return self._ready.popleft() if found else None

    def _recalled(self, batch: Batch) -> Batch | None:
        """Return what of a batch no stored answer covers; what one covers is judged."""
        count_rounds(batch.jobs)
        stored = get_steps(job.step(job.attempt) for job in batch.jobs)
        known = [job for job in batch.jobs if job.step(job.attempt) in stored]
        if known:
            texts = {n: str(stored[job.step(job.attempt)]["text"]) for n, job in enumerate(known)}
            self._judging.append((replace(batch, jobs=tuple(known)), texts))
        left = tuple(job for job in batch.jobs if job not in known)
        return replace(batch, jobs=left) if left else None

    # --- taking --------------------------------------------------------------------

    def _take(self, outcomes: Sequence[Outcome]) -> None:
        """Store what came, free its slots, and leave what to think of it for later."""
        self._book_losses()
        calls: list[CallRecord] = []
        steps: list[StepResult] = []
        failed: list[tuple[Batch, str]] = []
        for outcome in outcomes:
            batch, sent = self._flying.pop(outcome.ticket)
            self._count(batch, sent, outcome.tries)
            if isinstance(outcome.error, StoryportError):
                self.budget.settle(outcome.ticket, Decimal(0))
                if self._is_relieved(batch, outcome.error):
                    continue
                # What comes after the first is that the gate was closed.
                self._ending = self._ending or outcome.error
                continue
            if outcome.answer is None:
                failed.append((batch, str(outcome.error)))
            else:
                texts = {int(id_) - 1: text for id_, text in outcome.answer.texts.items()}
                steps += _steps(batch, texts)
                self._judging.append((batch, texts))
            calls.append(self._book(outcome, batch))
        self.recorder.save_answers(calls, steps)
        if self._ending is None:
            self._submit()
        for batch, trouble in failed:
            self._settle(batch, self.concluder.fail(batch.jobs, trouble))

    def _is_relieved(self, batch: Batch, error: StoryportError) -> bool:
        """Hand a batch whose engine failed for good to the next one, if there is one."""
        if self._ending is not None or not isinstance(error, EngineFailed):
            return False
        if not self.relief.take_over(batch, error):
            return False
        self._ready.append(batch)
        return True

    def _conclude(self, batch: Batch, texts: Mapping[int, str]) -> None:
        self._settle(batch, self.concluder.take(batch.jobs, texts))

    def _settle(self, batch: Batch, concluded: Concluded) -> None:
        self.recorder.save(concluded)
        self._pool(concluded.again)
        settled = sum(len(job.source) for job in batch.jobs if job.settled)
        self._waiting -= settled
        self._answered_chars += settled
        planned = self.feeder.characters_planned
        self.tick(Tick(planned, self._waiting, self._answered_chars, self.budget.spent))

    def _book_losses(self) -> None:
        """Book tokens of requests that were given up on: hedges that lost, time-outs."""
        for engine, counts in self.dispatcher.counts.items():
            lost, before = counts.lost_tokens, self._lost.get(engine, 0)
            price = self.prices.get(engine)
            if price and lost > before:
                self.budget.book(cost_of(Usage(lost - before, 0, 0), price))
            self._lost[engine] = lost

    def _book(self, outcome: Outcome, batch: Batch) -> CallRecord:
        usage, requests = _spent(outcome)
        price = self.prices.get(batch.engine)
        cost = cost_of(usage, price) if price else None
        self.budget.settle(outcome.ticket, cost or Decimal(0))
        counts = self.totals.of(batch.locale)
        counts.cost = None if cost is None or counts.cost is None else counts.cost + cost
        purpose = "repair" if batch.repair else "draft"
        return CallRecord(batch.engine, purpose, batch.locale.tag, requests, usage, cost)

    def _count(self, batch: Batch, sent: Sent, tries: int) -> None:
        counts = self.totals.of(batch.locale)
        counts.requests += tries
        counts.source_chars_sent += sent.source_chars * tries
        counts.prompt_chars += sent.prompt_chars * tries

    def _drain(self) -> None:
        """Store what came while we were ending; nothing is sent any more, whatever ended it."""
        self._is_closed = True
        while outcomes := self.dispatcher.take(0.0):
            self._take(outcomes)
        while self._judging:
            self._conclude(*self._judging.popleft())
        self.totals.notes += self.relief.notes
        self.totals.requests += sum(each.requests for each in self.dispatcher.counts.values())

    def _estimate(self, batch: Batch, sent: Sent) -> Decimal:
        price = self.prices.get(batch.engine)
        if price is None:
            return Decimal(0)
        # At the worst all of the prompt is written into a cache.
        tokens = Usage(sent.input_tokens, 0, sent.output_tokens, sent.input_tokens)
        return cost_of(tokens, price)


def _steps(batch: Batch, texts: Mapping[int, str]) -> list[StepResult]:
    return [
        StepResult(job.step(job.attempt), STEP_NAME, STEP_VERSION, {"text": texts[index]})
        for index, job in enumerate(batch.jobs)
        if index in texts
    ]


def _spent(outcome: Outcome) -> tuple[Usage, int]:
    """Return the tokens and the requests that a call took, good or not."""
    if outcome.answer is not None:
        return outcome.answer.usage, outcome.answer.requests
    error = outcome.error
    usage = error.usage if isinstance(error, EngineError) else Usage()
    return usage, getattr(error, "requests", 1)
