from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("bible", "timeline", "--story", "S"),
        ("bible", "conflicts", "--texts", "--story", "S"),
        ("pack", "list", "--story", "S"),
        ("style", "show", "--to", "en", "--story", "S"),
        ("bible", "impact", "X", "--story", "S"),
    ],
    ids=" ".join,
)
def test_a_command_sets_up_what_it_needs_by_itself(words, tmp_path, monkeypatch):
    # In a process of its own: in this one everything is set up already.
    monkeypatch.setenv("STORYPORT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", "sqlite")
    command = [sys.executable, "-m", "storyport", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no story named 'S'" in done.stdout + done.stderr
