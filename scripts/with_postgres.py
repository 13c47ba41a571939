"""Run a command with DATABASE_URL pointing at a PostgreSQL made for it alone.

    python scripts/with_postgres.py COMMAND [ARGUMENT ...]

The server listens on a Unix socket only, keeps its data in a temporary folder, and goes
when the command ends. As root, PostgreSQL refuses to run: the user `postgres` that
Debian's package makes runs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_binaries() -> Path:
    """Return the folder of `initdb` and `pg_ctl`, newest version first."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates = [Path(found).parent] if found else folders
    if not candidates:
        raise SystemExit("with_postgres: no PostgreSQL server here; install `postgresql`.")
    return candidates[0]


def as_server_user(command: list[str]) -> list[str]:
    """Return the command as the user that may run a server."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a fresh server."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="storyport-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run(
            as_server_user(
                [
                    str(binaries / "initdb"),
                    "-D",
                    str(data),
                    "-U",
                    "storyport",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                ]
            ),
            **quiet,
        )
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        control = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        subprocess.run(as_server_user([*control, "-o", options, "start"]), **quiet)
        try:
            yield f"postgresql://storyport@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            subprocess.run(as_server_user([*control, "-m", "immediate", "stop"]), **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command; its exit code is ours."""
    with postgres() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    raise SystemExit(main())
