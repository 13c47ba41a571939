from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from storyport.work import processes
from storyport.work.processes import Holder, this_process


@pytest.fixture
def ended() -> Holder:
    """A process of this machine that is no more."""
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    return replace(this_process(), pid=child.pid)


def test_a_holder_is_written_and_read():
    holder = this_process()
    assert Holder.parse(str(holder)) == holder
    assert holder.pid == os.getpid()


@pytest.mark.parametrize("text", ["", "host", "host:12", "host:pid:start", "host:1²:3"])
def test_what_is_no_holder_is_nobody(text):
    assert not Holder.parse(text).is_gone()


def test_this_process_lives():
    assert not this_process().is_gone()


def test_an_ended_process_is_gone(ended):
    assert ended.is_gone()


def test_a_process_that_ended_unmourned_is_gone():
    if not processes._PROC.exists():
        pytest.skip("needs /proc")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    start = f"{processes._start_of(child.pid)}-{processes._machine()}"
    holder = replace(this_process(), pid=child.pid, start=start)
    assert not holder.is_gone()
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and still listed
    assert holder.is_gone()
    child.communicate()


def test_a_number_given_again_is_another_process():
    if not processes._PROC.exists():
        pytest.skip("needs /proc")
    mine = this_process()
    ticks, _, machine = mine.start.partition("-")
    assert replace(mine, start=f"{int(ticks) - 1}-{machine}").is_gone()


def test_of_another_machine_nobody_knows(ended):
    assert not replace(ended, host="elsewhere.example").is_gone()
    assert not replace(ended, start="12-another-boot").is_gone()


def test_without_proc_the_system_is_asked(ended, monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "_PROC", tmp_path)
    assert this_process().start == ""
    assert not this_process().is_gone()
    assert replace(ended, start="").is_gone()
