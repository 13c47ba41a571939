"""One tree of errors; each says what went wrong, where, and what to do.

    StoryportError            1
    +-- BadInput              2   a file, flag or setting that cannot be used
    |   +-- Unconfigured      2   something has to be set up first
    |   +-- Busy              2   somebody else is at work on the same thing
    +-- BudgetReached         3   the hard limit on cost was met
    +-- EngineFailed          4   an engine gave up for good
    +-- Interrupted         130   a person stopped the run

The number is the exit code of the command line. Every error pickles, because
work crosses processes.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "BadInput",
    "BudgetReached",
    "Busy",
    "EngineFailed",
    "Interrupted",
    "StoryportError",
    "Unconfigured",
    "worst_exit_code",
]

# Of several the worst counts, in this order (the contract's).
_WORST_FIRST = (130, 2, 4, 3, 1, 0)


class StoryportError(Exception):
    """Something that a person can act upon.

    Args:
        what: what is wrong, in one sentence.
        where: file, line or key; empty when there is no place to name.
        do: what to do about it; empty when there is nothing to do.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.do = do

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (_rebuild, (type(self), self.what, self.where, self.do))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f" {self.do}" if self.do else ""
        return f"{place}{self.what}{cure}"

    def as_dict(self) -> dict[str, str]:
        """Return the shape that `--json` prints."""
        return {"what": self.what, "where": self.where, "do": self.do}


def _rebuild(kind: type[StoryportError], what: str, where: str, do: str) -> StoryportError:
    return kind(what, where=where, do=do)


class BadInput(StoryportError):
    """A file, flag or setting that cannot be used."""

    exit_code = 2


class Unconfigured(BadInput):
    """Something has to be set up before this can start."""


class Busy(BadInput):
    """Another process is at work on the same thing."""


class BudgetReached(StoryportError):
    """The hard limit on cost was met; what is finished is kept."""

    exit_code = 3


class EngineFailed(StoryportError):
    """An engine gave up for good."""

    exit_code = 4


class Interrupted(StoryportError):
    """A person stopped the run; what is finished is kept."""

    exit_code = 130


def worst_exit_code(codes: Iterable[int]) -> int:
    """Return the code that counts when several apply."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), 0)
