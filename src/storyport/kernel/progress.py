"""Progress as plain events, so that the core prints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

__all__ = ["Progress", "Progressing", "Silent"]


@dataclass(frozen=True)
class Progress:
    """Where a piece of work stands.

    Attributes:
        stage: what is being done, in a word or two.
        done, total: in units of the stage; total 0 where it is not known.
        cost: USD spent so far, None where it cannot be known.
        note: one line worth telling.
    """

    stage: str
    done: int = 0
    total: int = 0
    cost: Decimal | None = None
    note: str = ""


class Progressing(Protocol):
    """Whoever wants to know."""

    def __call__(self, progress: Progress, /) -> None:
        """Take one event; must return at once."""


class Silent:
    """Nobody wants to know."""

    def __call__(self, progress: Progress, /) -> None:
        """Do nothing."""
