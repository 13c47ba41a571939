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
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from storyport.engines.base import Answer, Request, Translator
from storyport.kernel.errors import StoryportError
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
    """Sends requests to one engine.

    Args:
        make: makes the engine and its pacer, inside the loop's thread.
    """

    def __init__(self, make: Callable[[], tuple[Translator, Pacer]]) -> None:
        # The loop must not wait 5 ms for the interpreter each time an answer arrives.
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._done: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine calls", daemon=True)
        self._thread.start()
        self.translator, self._pacer = asyncio.run_coroutine_threadsafe(
            _made(make), self._loop
        ).result()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def counts(self) -> Counts:
        """What was done so far."""
        return self._pacer.counts

    def submit(self, ticket: int, request: Request, tokens: int) -> None:
        """Send a request when its turn comes; the outcome comes by `take`."""
        self._loop.call_soon_threadsafe(self._start, ticket, request, tokens)

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

    def _start(self, ticket: int, request: Request, tokens: int) -> None:
        task = self._loop.create_task(self._call(ticket, request, tokens))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call(self, ticket: int, request: Request, tokens: int) -> None:
        tries = 0

        def send() -> Awaitable[Answer]:
            nonlocal tries
            tries += 1
            return self.translator.translate(request)

        try:
            answer = await self._pacer.call(send, tokens=tokens)
            self._done.put(Outcome(ticket, answer, tries=max(1, tries)))
        except (CallFailed, StoryportError) as error:
            self._done.put(Outcome(ticket, error=error, tries=tries))
        except Exception as error:  # noqa: BLE001 - a defect must surface in the main thread
            self._done.put(error)

    async def _close(self) -> None:
        await self._pacer.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2.0)
        await self.translator.close()


async def _made(make: Callable[[], tuple[Translator, Pacer]]) -> tuple[Translator, Pacer]:
    return make()
