"""Starts a command, and turns what goes wrong into the contract's exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence

import typer

# Typer carries its own copy of click; the base class of usage errors has no public name.
from typer._click.exceptions import ClickException

from storyport.cli.console import CONSOLE, take_globals
from storyport.kernel.errors import BadInput, Interrupted, StoryportError

__all__ = ["run"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return _guarded(lambda: _run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    CONSOLE.globals, rest = take_globals(arguments)
    if CONSOLE.globals.home is not None:
        os.environ["STORYPORT_HOME"] = str(CONSOLE.globals.home.absolute())
    from storyport.cli.app import app

    command = typer.main.get_command(app)
    code = command.main(args=rest, prog_name="storyport", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _guarded(work: Callable[[], int]) -> int:
    found: StoryportError
    try:
        return work()
    except typer.Exit as leave:
        return leave.exit_code
    except ClickException as error:
        context = getattr(error, "ctx", None)
        name = context.command_path if context else "storyport"
        found = BadInput(error.format_message(), where=name, do=f"See: {name} --help")
    except (KeyboardInterrupt, typer.Abort):
        found = Interrupted("interrupted.", do="What is finished is saved; run it again to go on.")
    except StoryportError as error:
        found = error
    except OSError as error:
        found = _from_system(error)
    except Exception as error:  # noqa: BLE001 - whatever is not the database's goes on its way
        found = _from_database(error)
    CONSOLE.error(found)
    return found.exit_code


def _from_system(error: OSError) -> StoryportError:
    if error.errno == errno.ENOSPC:
        return _full(str(error.filename or ""))
    if error.errno in (
        errno.EACCES,
        errno.EPERM,
        errno.ENOENT,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.EROFS,
    ):
        return BadInput(f"{error.strerror}.", where=str(error.filename or ""), do="Check the path.")
    raise error


def _from_database(error: Exception) -> StoryportError:
    from django.db.utils import DatabaseError, OperationalError

    if not isinstance(error, DatabaseError):
        raise error
    if "full" in str(error) or "No space left" in str(error):
        return _full("database")
    if isinstance(error, OperationalError):
        return BadInput(f"the database does not answer: {error}", where="database", do="Try again.")
    raise error


def _full(where: str) -> StoryportError:
    return BadInput(
        "the disk is full.",
        where=where,
        do="Free some space and run it again; what is finished is kept.",
    )
