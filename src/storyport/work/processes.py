"""Processes: who holds a run, and whether they still live."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Holder", "this_process"]

_PROC = Path("/proc")
# proc(5): the fields behind the command's closing bracket begin with the state, field 3.
_STATE, _START = 0, 22 - 3
_DEAD = frozenset("ZXx")


@dataclass(frozen=True)
class Holder:
    """A process: its machine's name, its number, and what tells it from others so numbered.

    `start` is when it began, in clock ticks since the machine did, then which machine that
    was: two may share a name, and a container counts its own processes. Empty where nobody
    can say (no /proc).
    """

    host: str
    pid: int
    start: str

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}:{self.start}"

    @classmethod
    def parse(cls, text: str) -> Holder:
        """Undo `str`; of a text that is none, a process of no machine."""
        host, pid, start = [*text.rsplit(":", 2), "", ""][:3]
        return cls(host, int(pid), start) if pid.isascii() and pid.isdigit() else cls("", 0, "")

    def is_gone(self) -> bool:
        """Tell whether the process has surely ended; of another machine nobody knows."""
        if self.host != socket.gethostname():
            return False
        if not self.start:
            return not _answers(self.pid)
        ticks, _, machine = self.start.partition("-")
        return machine == _machine() and ticks != _start_of(self.pid)


def this_process() -> Holder:
    """Return the process that asks."""
    ticks = _start_of(os.getpid())
    return Holder(socket.gethostname(), os.getpid(), f"{ticks}-{_machine()}" if ticks else "")


def _machine() -> str:
    """Return this boot of this machine, and this container's count of processes."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}-{(_PROC / 'self/ns/pid').readlink().name}".replace(":", "")
    except OSError:
        return ""


def _start_of(pid: int) -> str:
    """Return when a living process started; empty where there is none."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The command's name may itself hold brackets and spaces.
    fields = stat.rpartition(")")[2].split()
    return "" if fields[_STATE] in _DEAD else fields[_START]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
