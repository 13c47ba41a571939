"""The program as a subprocess: texts in, texts out, killed when it takes too long.

One call of `apertium` for a request, its texts set apart by null characters (`-z`): the program
starts a dozen processes in about a tenth of a second, and then does ten thousand words in a
second. A long-lived pipe would save that tenth, and would hang for good when one of the dozen
dies.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

from storyport.engines.base import BadAnswer, EngineError, Refused, Unavailable
from storyport.engines.translate.apertium.stream import END

__all__ = ["Call"]

_NO_MODE = re.compile(rb"Mode \S+ does not exist")


class Call:
    """Texts on their way through some modes; may be killed from another thread."""

    def __init__(self, modes: Sequence[str], timeout: float, program: str = "apertium") -> None:
        self._modes = tuple(modes)
        self._timeout = timeout
        self._program = program
        self._running: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._lock = Lock()

    def run(self, streams: Sequence[str]) -> list[str]:
        """Return each stream as the last mode leaves it.

        Raises:
            EngineError: it is not there, took too long, crashed, or gave something else.
        """
        for mode in self._modes:
            sent = "".join(f"{stream}{END}\0" for stream in streams).encode()
            streams = _parts(self._through(mode, sent), len(streams))
        return list(streams)

    def kill(self) -> None:
        """End it now, with all that it started."""
        with self._lock:
            self._killed = True
            if self._running is not None:
                _kill(self._running)

    def _through(self, mode: str, sent: bytes) -> bytes:
        try:
            running = self._start(mode)
        except OSError as error:
            raise Refused(f"{self._program} cannot be started: {error}.", requests=0) from error
        with running:
            try:
                answer, said = running.communicate(sent, timeout=self._timeout)
            except subprocess.TimeoutExpired as error:
                _kill(running)
                raise Unavailable(f"{mode}: no answer within {self._timeout:.0f} s.") from error
            finally:
                with self._lock:
                    self._running = None
        if running.returncode:
            raise _crash(mode, running.returncode, said)
        return answer

    def _start(self, mode: str) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._killed:
                raise Unavailable("the call was ended.", requests=0)
            self._running = subprocess.Popen(
                [self._program, "-f", "none", "-u", "-z", mode],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                start_new_session=True,  # so that the whole pipe can be ended at once
            )
            return self._running


def _kill(running: subprocess.Popen[bytes]) -> None:
    # The first of the pipe may be gone while others of its group still hold on.
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


def _parts(answer: bytes, wanted: int) -> list[str]:
    parts = answer.decode("utf-8", "replace").split("\0")
    if len(parts) <= wanted or any(part.strip() for part in parts[wanted:]):
        raise BadAnswer(f"apertium gave {len(parts) - 1} texts where {wanted} were asked for.")
    return [part.replace(END, "").rstrip("\n") for part in parts[:wanted]]


def _crash(mode: str, code: int, said: bytes) -> EngineError:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    why = lines[0][:200] if lines else "it said nothing"
    kind = Refused if _NO_MODE.search(said) else Unavailable
    return kind(f"{mode} ended with code {code}: {why}.")
