"""A simulated OpenAI-style endpoint, for tests and benchmarks.

In a test, on a thread::

    with Endpoint(Faults(http_500=0.1)) as endpoint:
        client.run(endpoint.url)
        assert endpoint.stats()["repeated_segments"] == 0

In a benchmark, as another process::

    with start_process(Faults(latency=0.5)) as endpoint: ...

From a shell: ``python -m benchmarks.endpoint --port 0 --latency 0.5``.

It also takes OpenAI's batches (files, batches), Anthropic's messages and Anthropic's batches,
the latter two at ``endpoint.anthropic_url``. A batch ends the first time it is looked at; with
``batch_looks=3`` the fourth time, with ``batch_seconds=60`` not before a minute has passed.
``batch_expire=0.5`` lets the last half of each batch expire, ``batch_fail="…"`` fails every
batch, ``batch_broken=0.1`` breaks lines of the answers, ``batches="off"`` answers 404. A batch
that is cancelled before its end has answered its first half. The faults of single requests and
segments hold in batches too: those of the transport become errors of status 500.
"""

from .faults import Faults
from .local import Endpoint
from .process import EndpointProcess, start_process

__all__ = ["Endpoint", "EndpointProcess", "Faults", "start_process"]
