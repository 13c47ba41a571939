"""The name of a step: equal work has an equal key, on any machine, in any year."""

from __future__ import annotations

from storyport.kernel.digests import digest_json

__all__ = ["step_key"]


def step_key(name: str, version: int, inputs: object) -> str:
    """Return the key of a step (64 hex digits).

    Args:
        name: of the step's function. version: raised whenever the same inputs would give
            another result. inputs: plain data, as JSON has it; the order of keys is ignored.
    """
    return digest_json([name, version, inputs])
