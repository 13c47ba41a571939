"""The command line: a thin shell over the rooms below."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from storyport.cli.start import run

    return run(arguments)
