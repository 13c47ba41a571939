"""Runs: one process at a time works on a scope, and what a crash leaves is taken over.

The holder renews a lease; an expired one is anybody's, and one whose process on this
machine has ended is taken over at once.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from storyport.kernel.errors import BudgetReached, Busy, Interrupted
from storyport.work.models import Run
from storyport.work.processes import Holder, this_process

__all__ = ["RunHandle", "hold", "is_held"]

_LEASE = timedelta(seconds=60)
_BEAT_SECONDS = 10.0
_TRIES = 3
# What ends a run without anything being broken; asking again goes on where it stopped.
_STOPS = (BudgetReached, Interrupted, KeyboardInterrupt, SystemExit, asyncio.CancelledError)


class RunHandle:
    """A run while this process holds it.

    Attributes:
        id: of the Run row, for its Calls. taken_over: whether another process began it.
        totals: plain data, saved with each beat and at the end; fill it at will.
        state: what the run becomes when it ends without an error.
    """

    def __init__(self, run: Run, *, taken_over: bool) -> None:
        self.id: uuid.UUID = run.id
        self.scope = run.scope
        self.taken_over = taken_over
        self.totals: dict[str, Any] = {}
        self.state = Run.State.DONE
        self._holder = run.holder
        self._next = monotonic() + _BEAT_SECONDS

    def beat(self) -> None:
        """Renew the lease; does nothing within 10 seconds of the last time.

        Raises:
            Busy: the lease had expired and another process took the run over.
        """
        if monotonic() < self._next:
            return
        self._next = monotonic() + _BEAT_SECONDS
        if not self._update(lease_until=_now() + _LEASE, totals=self.totals):
            raise Busy(
                "another process took this work over, as this one was silent for too long.",
                where=self.scope,
                do="Let that one finish, then run this again; what is finished is kept.",
            )

    def end(self, state: Run.State) -> None:
        """Say how the run ended; `hold` does it."""
        # If somebody else holds it by now, how it ends is theirs to say.
        self._update(state=state, totals=self.totals, finished=_now(), lease_until=None)

    def _update(self, **values: object) -> bool:
        mine = Run.objects.filter(id=self.id, holder=self._holder, state=Run.State.RUNNING)
        return mine.update(**values) > 0


@contextmanager
def hold(scope: str, wanted: Mapping[str, Any]) -> Iterator[RunHandle]:
    """Hold a scope while the block runs.

    The run ends as done, or as `handle.state` says; as stopped when a person or the budget
    stopped it; as failed after any other error. Killed, it stays running until it is taken
    over.

    Args:
        scope: what only one run may work on. wanted: plain data that says what was asked for.

    Raises:
        Busy: a living process holds it; names it and says since when.
    """
    handle = _take(scope, wanted)
    try:
        yield handle
    except BaseException as error:
        # The first error is the one to tell, whatever the database says now.
        with suppress(DatabaseError):
            handle.end(Run.State.STOPPED if isinstance(error, _STOPS) else Run.State.FAILED)
        raise
    handle.end(handle.state)


def _take(scope: str, wanted: Mapping[str, Any]) -> RunHandle:
    for left in reversed(range(_TRIES)):
        try:
            # On SQLite BEGIN IMMEDIATE lets one in; on PostgreSQL the row's lock does, and
            # the constraint where there is no row yet.
            with transaction.atomic():
                return _take_or_create(scope, wanted)
        except IntegrityError:
            if not left:
                raise
    raise AssertionError("unreachable")  # pragma: no cover


def _take_or_create(scope: str, wanted: Mapping[str, Any]) -> RunHandle:
    values = {
        "wanted": dict(wanted),
        "totals": {},
        "started": _now(),
        "holder": str(this_process()),
        "lease_until": _now() + _LEASE,
    }
    running = Run.objects.select_for_update().filter(scope=scope, state=Run.State.RUNNING).first()
    if running is None:
        return RunHandle(Run.objects.create(scope=scope, **values), taken_over=False)
    if is_held(running):
        raise _busy(running)
    for name, value in values.items():
        setattr(running, name, value)
    running.save(update_fields=list(values))
    return RunHandle(running, taken_over=True)


def is_held(run: Run) -> bool:
    """Tell whether a run that is not done is at work, as far as can be known from here."""
    expired = run.lease_until is None or run.lease_until <= _now()
    return not (expired or Holder.parse(run.holder).is_gone())


def _busy(run: Run) -> Busy:
    holder = Holder.parse(run.holder)
    since = f"{run.started:%Y-%m-%d %H:%M:%S} UTC"
    return Busy(
        f"process {holder.pid} on {holder.host} is at work on this since {since}.",
        where=run.scope,
        do=f"Wait until it is done, or stop it (on {holder.host}: kill {holder.pid})"
        " and run this again; what is finished is kept.",
    )


def _now() -> datetime:
    """Return the time by the clock all holders share: the server's, where there is one."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    now: datetime = row[0]
    return now
