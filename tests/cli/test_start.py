from __future__ import annotations

import errno
import os

import pytest
import typer
from django.db.utils import IntegrityError, OperationalError

from storyport.cli.console import CONSOLE, Globals, take_globals
from storyport.cli.start import _guarded
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed, Interrupted


def raising(error: BaseException):
    def work() -> int:
        raise error

    return work


@pytest.fixture
def as_json():
    before, CONSOLE.globals = CONSOLE.globals, Globals(json=True)
    yield
    CONSOLE.globals = before


@pytest.fixture
def home(monkeypatch):
    """Keep what --home sets out of other tests."""
    monkeypatch.setenv("STORYPORT_HOME", os.environ["STORYPORT_HOME"])


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (typer.Exit(3), 3, ""),
        (BadInput("bad."), 2, "bad."),
        (BudgetReached("stop."), 3, "stop."),
        (EngineFailed("gone."), 4, "gone."),
        (Interrupted("halt."), 130, "halt."),
        (KeyboardInterrupt(), 130, "run it again"),
        (typer.Abort(), 130, "interrupted"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 2, "the disk is full"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "/x"), 2, "/x: No such file"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "/x: Permission denied"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "/x"), 2, "/x: Is a directory"),
        (OperationalError("database or disk is full"), 2, "the disk is full"),
        (OperationalError("database is locked"), 2, "the database does not answer"),
    ],
)
def test_what_goes_wrong_becomes_an_exit_code_and_words(capsys, error, code, says):
    assert _guarded(raising(error)) == code
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "error",
    [ValueError("a fault of ours"), OSError(errno.EIO, "I/O error", "/x"), IntegrityError("twice")],
)
def test_a_fault_of_the_program_is_not_hidden(error):
    with pytest.raises(type(error)):
        _guarded(raising(error))


def test_under_json_an_error_is_the_one_object(capsys, as_json):
    error = BadInput("it is wrong.", where="a.csv:3", do="Mend it.")
    assert _guarded(raising(error)) == 2
    assert capsys.readouterr().out == (
        '{"error": {"what": "it is wrong.", "where": "a.csv:3", "do": "Mend it."}}\n'
    )


@pytest.mark.parametrize(
    ("words", "expected", "rest"),
    [
        ("--json bible list", Globals(json=True), "bible list"),
        ("bible list --json -q", Globals(json=True, quiet=True), "bible list"),
        ("bible --quiet list -v", Globals(quiet=True, verbose=True), "bible list"),
        ("bible list --", Globals(), "bible list --"),
        ("bible list -- --json", Globals(), "bible list -- --json"),
        ("", Globals(), ""),
    ],
)
def test_globals_stand_anywhere_but_after_two_dashes(words, expected, rest):
    assert take_globals(words.split()) == (expected, rest.split())


def test_home_takes_a_folder_either_way(tmp_path):
    for words in (["x", "--home", str(tmp_path)], [f"--home={tmp_path}", "x"]):
        found, rest = take_globals(words)
        assert (found.home, rest) == (tmp_path, ["x"])
    with pytest.raises(BadInput, match="--home needs a folder"):
        take_globals(["x", "--home"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["fly"], "No such command"),
        (["new"], "Missing argument"),
        (["bible", "fly"], "No such command"),
        (["new", "s", "--fly"], "No such option"),
        (["bible", "list", "--home"], "--home needs a folder"),
    ],
)
def test_a_usage_error_is_exit_2_in_words_and_in_json(storyport, arguments, says):
    told = storyport(*arguments)
    assert told.code == 2
    assert says in told.words()
    *before, last = arguments
    as_json = storyport("--json", *before, last)
    assert as_json.code == 2
    if last != "--home":
        assert set(as_json.value["error"]) == {"what", "where", "do"}
        assert says in as_json.value["error"]["what"]


def test_help_is_exit_0(storyport):
    for arguments in (["--help"], ["bible", "--help"], ["bible", "set", "--help"]):
        told = storyport(*arguments)
        assert told.code == 0
        assert "Usage: storyport" in told.out


@pytest.mark.database
@pytest.mark.django_db
def test_globals_work_before_and_after_a_command(storyport, home, tmp_path):
    assert storyport("--json", "new", "a", "--from", "zh").value["story"]["name"] == "a"
    assert storyport("new", "b", "--from", "zh", "--json").value["story"]["name"] == "b"
    assert storyport("-q", "new", "c", "--from", "zh").out == ""
    assert storyport("new", "d", "--from", "zh").out != ""
    storyport("--home", tmp_path / "h", "new", "e", "--from", "zh")
    assert os.environ["STORYPORT_HOME"] == str(tmp_path / "h")
