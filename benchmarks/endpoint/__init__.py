"""A simulated OpenAI-style endpoint, for tests and benchmarks.

In a test, on a thread::

    with Endpoint(Faults(http_500=0.1)) as endpoint:
        client.run(endpoint.url)
        assert endpoint.stats()["repeated_segments"] == 0

In a benchmark, as another process::

    with start_process(Faults(latency=0.5)) as endpoint: ...

From a shell: ``python -m benchmarks.endpoint --port 0 --latency 0.5``.
"""

from .faults import Faults
from .local import Endpoint
from .process import EndpointProcess, start_process

__all__ = ["Endpoint", "EndpointProcess", "Faults", "start_process"]
