"""How a paced call may fail, said in a way that pacing can act upon."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

__all__ = ["CallFailed", "Stalled", "Verdict"]


class Verdict(Enum):
    """What a failure says about the other side."""

    THROTTLED = "throttled"
    """Too much at once: go slower, then try again."""
    UNAVAILABLE = "unavailable"
    """Not there right now: wait, then try again."""
    ANSWERED = "answered"
    """It is there and answered, but of no use: the caller decides."""
    REFUSED = "refused"
    """Trying again cannot help, neither this call nor any other."""


class CallFailed(Exception):  # noqa: N818 - named for what happened, as all of our errors are
    """A paced call's trouble.

    Attributes:
        verdict: what kind it is; a class attribute of each kind.
        message: what the other side said.
        retry_after: seconds it asked to wait, None where it did not say.
        requests: how many requests were made all the same.
    """

    verdict: ClassVar[Verdict] = Verdict.UNAVAILABLE

    def __init__(
        self, message: str, *, retry_after: float | None = None, requests: int = 1
    ) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after
        self.requests = requests

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (_rebuild, (type(self), self.message, self.retry_after, self.requests))


def _rebuild(
    kind: type[CallFailed], message: str, retry_after: float | None, requests: int
) -> CallFailed:
    return kind(message, retry_after=retry_after, requests=requests)


class Stalled(CallFailed):
    """No answer within the time that a call may take."""
