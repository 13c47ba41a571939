"""A home's database over its life, each time with a process of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]


def start(home: Path, *arguments: str, **environ: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-m", "storyport", *arguments],
        cwd=home.parent,
        env=inherited
        | {"STORYPORT_HOME": str(home), "PYTHONPATH": str(_ROOT / "src"), "COLUMNS": "500"}
        | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def storyport(home: Path, *arguments: str, **environ: str) -> tuple[int, str]:
    process = start(home, *arguments, **environ)
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def query(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        with connection:
            return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def file(home):
    assert storyport(home, "new", "剑来", "--from", "zh")[0] == 0
    return home / "storyport.sqlite3"


def test_the_first_command_makes_the_database_and_the_next_uses_it(home):
    assert storyport(home, "new", "剑来", "--from", "zh")[0] == 0
    file = home / "storyport.sqlite3"
    assert query(file, "select name, source_locale from story_story") == [("剑来", "zh-Hans")]
    (version,) = query(file, "pragma user_version")[0]
    (applied,) = query(
        file,
        "select count(*) from django_migrations where app in ('work', 'story', 'localize')",
    )[0]
    assert version == applied > 0
    assert storyport(home, "bible", "list", "--story", "剑来")[0] == 0
    assert not list(home.glob("*before-migration*"))


def test_processes_that_start_together_do_not_trip_over_each_other(home):
    started = [start(home, "new", f"story {number}", "--from", "zh") for number in range(3)]
    ended = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], ended
    assert len(query(home / "storyport.sqlite3", "select name from story_story")) == 3


def test_a_newer_database_is_left_as_it_is(home, file):
    query(file, "pragma user_version = 9999")
    query(file, "pragma wal_checkpoint(truncate)")
    before = file.read_bytes()
    code, said = storyport(home, "bible", "list", "--story", "剑来")
    assert code == 2
    assert "newer version" in said
    assert str(file) in said
    assert file.read_bytes() == before


def test_an_older_database_is_backed_up_before_it_is_migrated(home, file):
    (known,) = query(file, "pragma user_version")[0]
    query(file, f"pragma user_version = {known - 1}")
    assert storyport(home, "bible", "list", "--story", "剑来")[0] == 0
    backup = home / f"storyport.before-migration-{known - 1}.sqlite3"
    assert query(backup, "select name from story_story") == [("剑来",)]
    assert query(backup, "pragma user_version") == [(known - 1,)]
    assert query(file, "pragma user_version") == [(known,)]


@pytest.mark.parametrize(
    "garbage", [b"this is no database\n" * 500, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_left_as_it_is(home, garbage):
    home.mkdir()
    file = home / "storyport.sqlite3"
    file.write_bytes(garbage)
    code, said = storyport(home, "bible", "list", "--story", "剑来")
    assert code == 2
    assert str(file) in said
    assert file.read_bytes() == garbage


def test_a_home_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    home = tmp_path / "file" / "home"
    code, said = storyport(tmp_path / "x", "new", "剑来", "--from", "zh", "--home", str(home))
    assert code == 2
    assert str(home) in said


def test_a_server_that_does_not_answer_is_named_without_its_password(home):
    url = "postgresql://storyport:hush-hush@127.0.0.1:1/storyport?connect_timeout=2"
    code, said = storyport(home, "bible", "list", "--story", "剑来", DATABASE_URL=url)
    assert code == 2
    assert "DATABASE_URL" in said
    assert "hush-hush" not in said
