"""Killed twenty times at random moments, a run still makes the same book, and pays little twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from benchmarks.endpoint import Endpoint, Faults
from benchmarks.novel import write_epub

KILLS = 20
WORKERS = 4


def start(book: Path, home: Path, out: Path, url: str) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "STORYPORT_HOME": str(home),
        "DATABASE_URL": "sqlite",
        "OPENAI_BASE_URL": url,
        "OPENAI_API_KEY": "not-a-real-key",
    }
    command = [sys.executable, "-m", "storyport", "translate", str(book), "--to", "en"]
    command += ["--engine", "openai:sim-translator", "--workers", str(WORKERS), "-o", str(out)]
    return subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, stdout=subprocess.PIPE)


def wait_for_requests(endpoint: Endpoint, process: subprocess.Popen[bytes], count: int) -> None:
    deadline = time.monotonic() + 60
    while endpoint.stats()["requests"] < count and process.poll() is None:
        assert time.monotonic() < deadline, "the run sends nothing"


def finish(process: subprocess.Popen[bytes]) -> None:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, (out + err).decode()


def members(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as file:
        # The package holds the time it was made.
        return {name: file.read(name) for name in file.namelist() if not name.endswith(".opf")}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.epub"
    write_epub(path, chapters=14, characters=9000)
    return path


def test_twenty_kills_change_nothing_and_repeat_no_more_than_was_in_flight(
    tmp_path: Path, book: Path
) -> None:
    rng = random.Random(7)
    # Answers take long enough that every kill meets some in flight.
    with Endpoint(Faults(latency=0.25, jitter=0.5)) as endpoint:
        finish(start(book, tmp_path / "calm", tmp_path / "calm-out", endpoint.url))
        undisturbed = endpoint.stats()
        endpoint.reset()
        in_flight = 0
        for _ in range(KILLS):
            process = start(book, tmp_path / "home", tmp_path / "out", endpoint.url)
            wait_for_requests(endpoint, process, endpoint.stats()["requests"] + rng.randint(1, 4))
            process.send_signal(signal.SIGKILL)
            in_flight += endpoint.stats()["in_flight"]
            process.communicate()
        finish(start(book, tmp_path / "home", tmp_path / "out", endpoint.url))
        disturbed = endpoint.stats()
    assert members(tmp_path / "out" / "book.en.epub") == members(
        tmp_path / "calm-out" / "book.en.epub"
    )
    repeated = disturbed["requests"] - undisturbed["requests"]
    assert repeated <= KILLS * WORKERS
    assert disturbed["requests_repeated"] <= in_flight
