"""Keeps a story held while it is looked at, and hears a person who wants to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import TypeVar

from storyport.kernel.errors import Interrupted

__all__ = ["Watch"]

_T = TypeVar("_T")
_SECONDS = 0.5


def _never() -> bool:
    return False


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Watch:
    """What is looked after between two steps.

    Attributes:
        stop: whether a person asked to stop. beat: renews the lease of the story.
    """

    stop: Callable[[], bool] = _never
    beat: Callable[[], None] = _nothing

    def check(self) -> None:
        """Renew the lease.

        Raises:
            Interrupted: a person asked to stop.
        """
        self.beat()
        if self.stop():
            raise Interrupted("learning was stopped.", do="Run it again.")

    def during(self, work: Callable[[], _T]) -> _T:
        """Do long work that needs no database in a thread, and check all the while.

        Raises:
            Interrupted: a person asked to stop; the work is left to itself.
        """
        future: Future[_T] = Future()

        def run() -> None:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                future.set_exception(error)

        threading.Thread(target=run, name="learning", daemon=True).start()
        while not wait([future], timeout=_SECONDS).done:
            self.check()
        return future.result()
