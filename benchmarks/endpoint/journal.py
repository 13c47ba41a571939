"""The request log: kept in memory for `GET /log`, and written through to files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

Entry = dict[str, Any]


class Journal:
    """One entry per request; a log file gets a line at each start and each end, flushed."""

    def __init__(self, log: Path | None = None, dump: Path | None = None) -> None:
        """`log` gets the entries, `dump` whole requests with their answers (JSON lines)."""
        self.entries: list[Entry] = []
        self._count = 0
        self._log, self._dump = _appending(log), _appending(dump)

    def start(self, now: float) -> Entry:
        """A new request's entry; `now` is in seconds since the server's start."""
        self._count += 1
        entry: Entry = {
            "n": self._count, "started": round(now, 6), "ended": None, "status": None,
            "fault": None, "ids": 0, "source_chars": 0, "user_sha": None,
        }  # fmt: skip
        self.entries.append(entry)
        return entry

    def parsed(self, entry: Entry, ids: int, chars: int, sha: str) -> None:
        """Note what the request asks for; this is when its start is written to the file."""
        entry.update(ids=ids, source_chars=chars, user_sha=sha)
        self._write(self._log, {"event": "start", **entry})

    def end(self, entry: Entry, now: float, status: str, kinds: list[str]) -> None:
        """Note how it ended: an HTTP status, `reset`, `hang` or `gone` (the client left)."""
        entry.update(
            ended=round(now, 6), status=status, fault="+".join(dict.fromkeys(kinds)) or None
        )
        self._write(self._log, {"event": "end", **entry})

    def dump(self, entry: Entry, body: object, content: str) -> None:
        """Write a request's body and the content answered, if a dump file is open."""
        if self._dump:
            self._write(self._dump, {"n": entry["n"], "request": body, "content": content})

    def clear(self) -> None:
        """Forget the entries in memory; files and numbering go on."""
        self.entries.clear()

    def close(self) -> None:
        """Close the files."""
        for file in (self._log, self._dump):
            if file:
                file.close()

    @staticmethod
    def _write(file: IO[str] | None, line: Entry) -> None:
        if file and not file.closed:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()


def _appending(path: Path | None) -> IO[str] | None:
    return path.open("a", encoding="utf-8") if path else None
