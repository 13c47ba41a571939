"""`python -m benchmarks.endpoint`: the simulator as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path

from .faults import Faults
from .options import add_options, faults_from
from .server import HOST, Server


def main() -> int:
    """Serve until SIGTERM, SIGINT or --stop-after."""
    parser = argparse.ArgumentParser(prog="benchmarks.endpoint", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default): any free one")
    parser.add_argument("--stop-after", type=float, default=3600.0, help="seconds (default 3600)")
    parser.add_argument("--log", type=Path, help="append request starts and ends, JSON lines")
    parser.add_argument("--dump", type=Path, help="append whole requests and answers, JSON lines")
    add_options(parser)
    options = parser.parse_args()
    try:
        faults = faults_from(options)
    except ValueError as problem:
        parser.error(str(problem))
    asyncio.run(_serve(faults, options))
    return 0


async def _serve(faults: Faults, options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = Server(faults, options.log, options.dump)
    port = await server.start(options.port)
    print(f"listening on http://{HOST}:{port}/v1", flush=True)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), options.stop_after)
    await server.stop()


if __name__ == "__main__":
    raise SystemExit(main())
