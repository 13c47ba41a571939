from __future__ import annotations

import errno
import json
import os
from io import BytesIO, TextIOWrapper

import pytest
import typer
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)

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
    ("error", "says"),
    [
        (FileExistsError(errno.EEXIST, "File exists", "/x/out"), "/x/out: File exists. Something"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "/x"), "Shorten the name"),
        (OSError(errno.ENOTEMPTY, "Directory not empty", "/x"), "Empty that folder"),
        (OSError(errno.EIO, "Input/output error", b"/x"), "/x: Input/output error."),
        (OSError(errno.ECONNRESET, "Connection reset"), "Connection reset. Try again."),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "/x"), "the disk is full"),
        (DataError("value too long for type character varying(200)"), "cannot hold this"),
        (InterfaceError("connection already closed"), "does not answer"),
        (DatabaseError("database disk image is malformed"), "cannot be used"),
        (ImproperlyConfigured("Error loading MySQLdb module."), "Mend DATABASE_URL"),
    ],
)
def test_whatever_can_be_foreseen_is_exit_2_with_its_place(capsys, error, says):
    assert _guarded(raising(error)) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert says in told
    assert "Traceback" not in told


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\udcff", "a\x00b"])
def test_what_the_database_would_not_take_is_exit_2(storyport, name):
    # SQLite takes a NUL, PostgreSQL does not; half a character goes into neither.
    told = storyport("bible", "list", "--story", name, "--json")
    assert told.code == 2
    assert told.value["error"]["do"]


FAULTS = [ValueError("a fault\nof ours"), OSError("no number"), IntegrityError("twice")]


@pytest.mark.parametrize("error", FAULTS)
def test_a_fault_of_the_program_is_one_line_and_exit_1(capsys, error):
    assert _guarded(raising(error)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert f"{type(error).__name__}: {' '.join(str(error).split())}" in line
    assert "again with -v" in line
    assert "report" in line


def test_a_fault_of_the_program_is_told_in_full_with_v(capsys, as_json):
    CONSOLE.globals = Globals(json=True, verbose=True)
    assert _guarded(raising(FAULTS[0])) == 1
    said = capsys.readouterr()
    assert "ValueError: a fault" in json.loads(said.out)["error"]["what"].replace("\n", " ")
    assert "Traceback" in said.err
    assert "in raising" in said.err or "in work" in said.err


def test_a_reader_who_left_is_not_told_of_it(capsys):
    assert _guarded(raising(BrokenPipeError(errno.EPIPE, "Broken pipe"))) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_a_command_that_is_missing_is_help_for_people_and_an_error_for_programs(storyport):
    for words in ((), ("bible",), ("memory",)):
        told = storyport(*words)
        assert (told.code, told.err) == (0, "")
        assert "Usage: storyport" in told.out
        as_json = storyport(*words, "--json")
        assert as_json.code == 2
        assert as_json.value["error"]["what"] == "a command is missing."


def test_management_commands_end_as_all_others(storyport):
    unknown = storyport("manage", "migrat", "--json")
    assert unknown.code == 2
    assert "migrate" in unknown.value["error"]["do"]
    failed = storyport("manage", "migrate", "--nope", "--json")
    assert failed.code == 2
    assert "failed" in failed.value["error"]["what"]
    assert storyport("manage", "version", "--json").value == {"command": "version"}


def test_json_stands_on_a_terminal_that_knows_no_chinese(capsys, monkeypatch, as_json):
    stream = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)
    CONSOLE.result({"name": "林𠀀\udcff"})
    assert json.loads(stream.buffer.getvalue()) == {"name": "林𠀀\udcff"}


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
