"""`doctor` and `status` look, and touch nothing they need not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own: the tests' database is one that is there already.
    environ = {**os.environ, "STORYPORT_HOME": str(folder / "home"), "DATABASE_URL": "sqlite"}
    return subprocess.run(
        [sys.executable, "-m", "storyport", *words],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_doctor_makes_no_database_and_changes_none(tmp_path):
    first = run(tmp_path, "doctor")
    assert "ok  database: sqlite, storyport.sqlite3: will be made on first use" in first.stdout
    assert list(tmp_path.iterdir()) == []
    file = tmp_path / "home" / "storyport.sqlite3"
    file.parent.mkdir()
    with sqlite3.connect(file) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("PRAGMA user_version=1")
    made.close()
    before = file.read_bytes()
    old = run(tmp_path, "doctor")
    assert "will be updated on next use" in old.stdout
    assert file.read_bytes() == before
    file.write_bytes(b"no database at all, but some words " * 40)
    broken = run(tmp_path, "doctor")
    assert broken.returncode == 1
    assert "--  database:" in broken.stdout
    assert "Traceback" not in broken.stderr


@pytest.mark.database
@pytest.mark.django_db
def test_an_empty_story_is_not_done(storyport):
    storyport("new", "S", "--from", "zh", "--to", "en")
    told = storyport("status")
    assert told.code == 0
    assert "0 (–)" in told.out
    assert "100" not in told.out


@pytest.mark.database
@pytest.mark.django_db
def test_a_run_whose_process_is_gone_is_not_called_running(storyport):
    from storyport.work.models import Run

    storyport("new", "S", "--from", "zh", "--to", "en")
    Run.objects.create(scope="the story S", holder="nowhere:1:")
    told = storyport("status", "--json").value["stories"][0]["running"]
    assert told.startswith("cut off")
