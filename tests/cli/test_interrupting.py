"""Ctrl-C in a process of its own, against an endpoint that never answers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.endpoint import Endpoint, Faults

from storyport.cli.console import CONSOLE, Globals
from storyport.cli.interrupting import stoppable, undisturbed
from storyport.cli.start import _guarded

_LINES = "".join(f"渔夫补好了第{n}张网，等着潮水退去。\n\n" for n in range(40))


@pytest.mark.parametrize("words", [("--json",), ()], ids=["json", "words"])
def test_two_interrupts_at_once_end_with_a_word(tmp_path, words):
    (tmp_path / "novel.txt").write_text(f"第一章 海边\n\n{_LINES}", encoding="utf-8")
    with Endpoint(Faults(hang=1.0)) as endpoint:
        run = started(tmp_path, endpoint.url, words)
        while not endpoint.stats()["in_flight"]:
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        # Two pending signals of one number are one: the first has to be taken.
        while pending(run.pid):
            pass
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "interrupted" in err or "stopped" in err
    if words:
        assert set(json.loads(out.splitlines()[-1])["error"]) == {"what", "where", "do"}


def started(folder: Path, url: str, words: tuple[str, ...]) -> subprocess.Popen[str]:
    environ = {
        **os.environ,
        "OPENAI_BASE_URL": url,
        "STORYPORT_HOME": str(folder / "home"),
        "DATABASE_URL": "sqlite",
    }
    arguments = ["translate", "novel.txt", "--to", "en", "--engine", "openai:sim-translator"]
    return subprocess.Popen(
        [sys.executable, "-m", "storyport", *arguments, *words],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pending(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
    masks = [
        line.split()[1] for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd"))
    ]
    return any(int(mask, 16) & (1 << (signal.SIGINT - 1)) for mask in masks)


def test_the_first_asks_and_the_second_ends():
    with stoppable() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_nothing_cuts_off_what_is_being_said():
    with undisturbed():
        signal.raise_signal(signal.SIGINT)


def test_an_interrupt_within_a_command_is_told(storyport, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("storyport.engines.translate.describe", interrupted)
    told = storyport("engines", "--json")
    assert told.code == 130
    assert told.value["error"]["what"] == "interrupted."


def test_a_third_interrupt_does_not_silence_the_word(capsys, monkeypatch):
    monkeypatch.setattr(CONSOLE, "globals", Globals(json=True))
    result = CONSOLE.result

    def disturbed(value):
        signal.raise_signal(signal.SIGINT)
        result(value)

    monkeypatch.setattr(CONSOLE, "result", disturbed)

    def work() -> int:
        raise KeyboardInterrupt

    assert _guarded(work) == 130
    assert "interrupted." in capsys.readouterr().out
