"""The simulator as another process, so that it does not share the client's interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .faults import Faults
from .options import arguments

_ROOT = Path(__file__).resolve().parents[2]
_STOP_SECONDS = 10


class EndpointProcess:
    """A running simulator process; `url` ends in /v1."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url
        # Never through a proxy: the simulator is on the loopback interface.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @property
    def anthropic_url(self) -> str:
        """Where an Anthropic client finds the same endpoint: without the /v1."""
        return self.url.removesuffix("/v1")

    def stats(self) -> dict[str, Any]:
        """The counters."""
        made: dict[str, Any] = self._fetch("/stats")
        return made

    def log(self) -> list[dict[str, Any]]:
        """One entry per request."""
        made: list[dict[str, Any]] = self._fetch("/log")
        return made

    def reset(self) -> None:
        """Zero the counters."""
        self._fetch("/reset", {})

    def configure(self, **changes: Any) -> None:
        """Change settings by their names in Faults."""
        self._fetch("/config", changes)

    def cpu_seconds(self) -> float:
        """Processor seconds the simulator has used so far (user and system; Linux only)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        """End the process and return its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def _fetch(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        address = self.url.removesuffix("/v1") + path
        with self._opener.open(urllib.request.Request(address, data=data)) as answer:
            return json.loads(answer.read())


@contextmanager
def start_process(
    faults: Faults | None = None,
    *,
    port: int = 0,
    stop_after: float = 3600.0,
    log: Path | None = None,
    dump: Path | None = None,
) -> Iterator[EndpointProcess]:
    """Run a simulator process for the length of a `with` block (seconds: `stop_after`)."""
    command = [sys.executable, "-m", "benchmarks.endpoint", f"--port={port}"]
    command += [f"--stop-after={stop_after}", *arguments(faults or Faults())]
    command += [
        f"--{name}={path.resolve()}" for name, path in (("log", log), ("dump", dump)) if path
    ]
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith("listening on "):
        process.kill()
        raise RuntimeError(f"the endpoint did not start (exit status {process.wait()})")
    running = EndpointProcess(process, line.removeprefix("listening on ").strip())
    try:
        yield running
    finally:
        running.stop()
        process.stdout.close()
