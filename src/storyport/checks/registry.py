"""All checks, and how they are run."""

from __future__ import annotations

from collections.abc import Callable

from storyport.checks import length, numbers, reply, residue, structure, terms, tone
from storyport.checks.base import Finding, Pair

__all__ = ["ALL", "run_checks"]

Check = Callable[[Pair], list[Finding]]


def _tone(pair: Pair) -> list[Finding]:
    return tone.check(pair, swearing_limit=pair.swearing_limit, speech=pair.speech)


ALL: dict[str, Check] = {
    "structure": structure.check,
    "reply": reply.check,
    "residue": residue.check,
    "terms": terms.check,
    "numbers": numbers.check,
    "length": length.check,
    "tone": _tone,
}
"""Family -> check, the gravest first."""


def run_checks(pair: Pair) -> list[Finding]:
    """Return what every check finds; an empty target has one finding and no more."""
    if not pair.target.strip() and pair.source.strip():
        return structure.check(pair)
    return [finding for check in ALL.values() for finding in check(pair)]
