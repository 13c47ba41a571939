"""Starts a command, and turns what goes wrong into the contract's exit codes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper

import typer

# Typer carries its own copy of click; these have no public name.
from typer._click.exceptions import NoArgsIsHelpError

from storyport import __version__
from storyport.cli.console import CONSOLE, Globals, take_globals
from storyport.cli.foreseeing import foreseen
from storyport.cli.interrupting import undisturbed

__all__ = ["run"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    code = _guarded(lambda: _run(list(sys.argv[1:] if arguments is None else arguments)))
    if arguments is None:
        # The process ends here: a late Ctrl-C must not take the place of its exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


def _run(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file's name need not be text: better an escape than no message.
            stream.reconfigure(errors="backslashreplace")
    # So that an error in the globals themselves is told as it was asked for.
    CONSOLE.globals = Globals(json="--json" in arguments)
    CONSOLE.globals, rest = take_globals(arguments)
    if CONSOLE.globals.home is not None:
        os.environ["STORYPORT_HOME"] = str(CONSOLE.globals.home.absolute())
    rest = ["--help" if word == "-h" else word for word in rest]
    if rest[:1] == ["--version"]:
        CONSOLE.say(f"storyport {__version__}")
        CONSOLE.result({"version": __version__})
        return 0
    from storyport.cli.app import app

    command = typer.main.get_command(app)
    # Not `command.main`: it turns a Ctrl-C into an exit code without a word.
    with command.make_context("storyport", rest) as context:
        code = command.invoke(context)
    return code if isinstance(code, int) else 0


def _guarded(work: Callable[[], int]) -> int:
    try:
        return work()
    except typer.Exit as leave:
        return leave.exit_code
    except BrokenPipeError:
        return _left_alone()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last to hear of it
        with undisturbed():
            return _tell(error)


def _tell(error: BaseException) -> int:
    if isinstance(error, NoArgsIsHelpError) and not CONSOLE.globals.json:
        CONSOLE.say(error.format_message())
        return 0
    found = foreseen(error)
    if found is None:
        return CONSOLE.fault(error)
    CONSOLE.error(found)
    return found.exit_code


def _left_alone() -> int:
    """Say nothing more to a reader (`| head`) who has left, not even at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
