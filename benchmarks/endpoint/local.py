"""The simulator inside the caller's process, on a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from .faults import Faults
from .server import HOST, Server

_PATIENCE_SECONDS = 30
T = TypeVar("T")


class Endpoint:
    """A simulated endpoint: `with Endpoint(Faults(latency=0.1)) as endpoint: endpoint.url`."""

    def __init__(
        self, faults: Faults | None = None, *, port: int = 0, log: Path | None = None,
        dump: Path | None = None,
    ) -> None:  # fmt: skip
        """`port` 0 takes any free one; `log` and `dump` are files appended to."""
        self.url = ""
        self._faults, self._port, self._files = faults or Faults(), port, (log, dump)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="endpoint", daemon=True)
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Listen; when this returns, `url` (ending in /v1) can be called."""
        self._thread.start()
        try:
            port = self._await(self._open())
        except BaseException:
            self.close()
            raise
        self.url = f"http://{HOST}:{port}/v1"

    def close(self) -> None:
        """Stop listening; requests not yet answered are dropped."""
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            if self._server:
                self._await(self._server.stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    @property
    def anthropic_url(self) -> str:
        """Where an Anthropic client finds the same endpoint: without the /v1."""
        return self.url.removesuffix("/v1")

    def stats(self) -> dict[str, Any]:
        """The counters, as `GET /stats` gives them."""
        return self._call(lambda server: server.stats.report())

    def log(self) -> list[dict[str, Any]]:
        """One entry per request, as `GET /log` gives them."""
        return self._call(lambda server: [dict(entry) for entry in server.journal.entries])

    def reset(self) -> None:
        """Zero the counters."""
        self._call(Server.reset)

    def configure(self, **changes: Any) -> None:
        """Change settings by their names in Faults."""
        self._call(lambda server: server.configure(changes))

    async def _open(self) -> int:
        self._server = Server(self._faults, *self._files)
        return await self._server.start(self._port)

    def _call(self, work: Callable[[Server], T]) -> T:
        """Run `work` on the server's loop, where nothing else touches its state."""

        async def run() -> T:
            if self._server is None:
                raise RuntimeError("the endpoint is not started")
            return work(self._server)

        return self._await(run())

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine run on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_SECONDS)
