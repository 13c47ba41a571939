from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

import storyport
from storyport.kernel.errors import BadInput, BudgetReached, Busy, Interrupted
from storyport.work import runs
from storyport.work.models import Run
from storyport.work.processes import this_process
from storyport.work.runs import hold

pytestmark = [pytest.mark.database, pytest.mark.django_db]

_CHILD = """
import sys
from storyport.kernel.errors import Busy
from storyport.work.database import open_database
open_database()
from storyport.work.runs import hold
print("ready", flush=True)
sys.stdin.readline()
try:
    with hold("story/novel", {"to": ["en"]}) as handle:
        print("taken over" if handle.taken_over else "held", flush=True)
        sys.stdin.readline()
except Busy as busy:
    print(f"busy {busy}", flush=True)
"""


class Child:
    """Another process, that takes the scope when told."""

    def __init__(self, environ: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CHILD], env=environ, stdin=pipe, stdout=pipe, text=True
        )
        assert self.hear() == "ready"

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def tell(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@pytest.fixture
def start(tmp_path):
    """Starts other processes, on SQLite in a home of their own or on the test's server."""
    environ = os.environ | {"STORYPORT_HOME": str(tmp_path)}
    environ["PYTHONPATH"] = str(Path(storyport.__file__).parents[1])
    environ.pop("DATABASE_URL", None)
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        environ["DATABASE_URL"] = (
            f"postgresql://{at['USER']}:{at['PASSWORD']}@{quote(at['HOST'], safe='')}"
            f"{':' if at['PORT'] else ''}{at['PORT']}/{at['NAME']}"
        )
    children: list[Child] = []

    def one() -> Child:
        children.append(Child(environ))
        return children[-1]

    yield one
    for child in children:
        child.process.kill()
        child.process.communicate()


@pytest.mark.django_db(transaction=True)
def test_of_two_processes_one_gets_the_scope(start):
    racers = [start(), start()]
    for child in racers:
        child.tell()
    heard = {child.hear().split(" ")[0]: child for child in racers}
    assert set(heard) == {"held", "busy"}
    heard["held"].tell()
    assert heard["held"].process.wait() == 0
    after = start()
    after.tell()
    assert after.hear() == "held"


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_process_held_is_taken_over_at_once(start):
    holder, heir, late = start(), start(), start()
    holder.tell()
    assert holder.hear() == "held"
    holder.process.kill()
    # Dead, and not yet buried: a killed process is a zombie until its parent looks.
    os.waitid(os.P_PID, holder.process.pid, os.WEXITED | os.WNOWAIT)
    heir.tell()
    assert heir.hear() == "taken over"
    late.tell()
    heard = late.hear()
    assert heard.startswith(f"busy story/novel: process {heir.process.pid} on ")
    assert f"kill {heir.process.pid}" in heard


def test_a_run_tells_what_was_wanted_and_what_came_of_it():
    with hold("s", {"to": ["en"]}) as handle:
        run = Run.objects.get(id=handle.id)
        assert (run.state, run.wanted, run.holder) == (
            "running",
            {"to": ["en"]},
            str(this_process()),
        )
        assert run.lease_until > timezone.now()
        handle.totals["segments"] = 7
    run.refresh_from_db()
    assert (run.state, run.totals, run.lease_until) == ("done", {"segments": 7}, None)
    assert run.finished >= run.started


def test_a_run_may_say_itself_how_it_ended():
    with hold("s", {}) as handle:
        handle.state = Run.State.STOPPED
    assert Run.objects.get().state == "stopped"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Interrupted("stop."), "stopped"),
        (BudgetReached("enough."), "stopped"),
        (KeyboardInterrupt(), "stopped"),
        (SystemExit(1), "stopped"),
        (BadInput("no."), "failed"),
        (ZeroDivisionError(), "failed"),
    ],
)
def test_an_error_ends_the_run_and_goes_on_its_way(error, state):
    def work() -> None:
        with hold("s", {}) as handle:
            handle.totals["done"] = 1
            raise error

    with pytest.raises(type(error)):
        work()
    run = Run.objects.get()
    assert (run.state, run.totals) == (state, {"done": 1})


def test_an_ended_run_leaves_the_scope_free():
    for _ in range(2):
        with hold("s", {}) as handle:
            assert not handle.taken_over
    assert Run.objects.count() == 2


def test_scopes_do_not_meet():
    with hold("a", {}), hold("b", {}):
        assert Run.objects.filter(state="running").count() == 2


def test_a_living_holder_is_not_disturbed():
    with hold("s", {}), pytest.raises(Busy) as caught, hold("s", {}):
        pytest.fail("two hold it")
    assert caught.value.exit_code == 2
    assert caught.value.where == "s"
    assert str(os.getpid()) in caught.value.what
    assert "UTC" in caught.value.what
    assert Run.objects.get().state == "done"


def test_a_holder_elsewhere_keeps_it_until_its_lease_ends():
    run = Run.objects.create(
        scope="s", holder="elsewhere:7:1-b", lease_until=timezone.now() + timedelta(seconds=30)
    )
    with pytest.raises(Busy, match="process 7 on elsewhere"), hold("s", {}):
        pytest.fail("two hold it")
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    with hold("s", {"to": ["es"]}) as handle:
        assert handle.taken_over
        assert handle.id == run.id
        run.refresh_from_db()
        assert (run.holder, run.wanted) == (str(this_process()), {"to": ["es"]})


def test_a_beat_renews_the_lease_and_saves_totals(monkeypatch, django_assert_num_queries):
    clock = iter([100.0, 105.0, 111.0, 111.0, 115.0])
    monkeypatch.setattr(runs, "monotonic", lambda: next(clock))
    with hold("s", {}) as handle:
        Run.objects.update(lease_until=timezone.now())
        with django_assert_num_queries(0):
            handle.beat()
        handle.totals["done"] = 3
        handle.beat()
        run = Run.objects.get()
        assert run.totals == {"done": 3}
        assert run.lease_until > timezone.now() + timedelta(seconds=50)
        with django_assert_num_queries(0):
            handle.beat()


def test_who_was_silent_too_long_learns_that_it_lost_the_run(monkeypatch):
    monkeypatch.setattr(runs, "_BEAT_SECONDS", 0.0)

    def work() -> None:
        with hold("s", {}) as handle:
            Run.objects.update(holder="elsewhere:7:1-b")
            handle.beat()

    with pytest.raises(Busy, match="took this work over"):
        work()
    run = Run.objects.get()
    assert (run.state, run.holder) == ("running", "elsewhere:7:1-b")
