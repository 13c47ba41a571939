"""Runs calls to an engine side by side, on an event loop in a thread of its own.

The pipeline itself is plain sequential code in the main thread (where the database
connection lives): it submits requests, takes outcomes from a queue, and a slot is free
again only when its answer is stored, so a kill repeats no more calls than were in flight.
"""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from storyport.engines.base import Abilities, Answer, Request, Translator
from storyport.kernel.errors import StoryportError
from storyport.localize.routing.lanes import Engine
from storyport.work.pacing import CallFailed, Counts, Pacer

__all__ = ["Dispatcher", "Outcome"]


_SWITCH_SECONDS = 0.0005


@dataclass(frozen=True)
class Outcome:
    """What became of a submitted request: an answer, or why there is none.

    `tries` counts how often it was sent: retries and hedges send it again.
    """

    ticket: int
    answer: Answer | None = None
    error: CallFailed | StoryportError | None = None
    tries: int = 1


class Dispatcher:
    """Sends requests to engines, each made inside the loop's thread when it is first needed.

    Args:
        engines: by name.
    """

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self._engines = engines
        self._made: dict[str, tuple[Translator, Pacer]] = {}
        # The loop must not wait 5 ms for the interpreter each time an answer arrives.
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._done: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine calls", daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def counts(self) -> dict[str, Counts]:
        """What was done so far, by engine."""
        return {name: pacer.counts for name, (_, pacer) in self._made.items()}

    def abilities(self, engine: str) -> Abilities:
        """Return what an engine is and may."""
        return self._engine(engine)[0].abilities

    def submit(self, ticket: int, engine: str, request: Request, tokens: int) -> None:
        """Send a request when its turn comes; the outcome comes by `take`."""
        made = self._engine(engine)
        self._loop.call_soon_threadsafe(self._start, ticket, made, request, tokens)

    def take(self, timeout: float) -> list[Outcome]:
        """Return the outcomes that came, none when there is none within `timeout` seconds."""
        found: list[Outcome] = []
        while True:
            try:
                # Only the first is waited for: what came together is stored together.
                outcome = self._done.get(timeout=0.0 if found else timeout)
            except queue.Empty:
                return found
            if isinstance(outcome, BaseException):
                raise outcome
            found.append(outcome)

    def close(self) -> None:
        """Cancel what is in flight and end the thread; outcomes that came stay to be taken."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def _engine(self, name: str) -> tuple[Translator, Pacer]:
        if name not in self._made:
            made = asyncio.run_coroutine_threadsafe(_make(self._engines[name].make), self._loop)
            self._made[name] = made.result()
        return self._made[name]

    def _start(
        self, ticket: int, made: tuple[Translator, Pacer], request: Request, tokens: int
    ) -> None:
        task = self._loop.create_task(self._call(ticket, *made, request, tokens))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call(
        self, ticket: int, translator: Translator, pacer: Pacer, request: Request, tokens: int
    ) -> None:
        tries = 0

        def send() -> Awaitable[Answer]:
            nonlocal tries
            tries += 1
            return translator.translate(request)

        try:
            answer = await pacer.call(send, tokens=tokens)
            self._done.put(Outcome(ticket, answer, tries=max(1, tries)))
        except (CallFailed, StoryportError) as error:
            self._done.put(Outcome(ticket, error=error, tries=tries))
        except Exception as error:  # noqa: BLE001 - a defect must surface in the main thread
            self._done.put(error)

    async def _close(self) -> None:
        for _, pacer in self._made.values():
            await pacer.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2.0)
        for translator, _ in self._made.values():
            await translator.close()


async def _make(make: Callable[[], tuple[Translator, Pacer]]) -> tuple[Translator, Pacer]:
    return make()
