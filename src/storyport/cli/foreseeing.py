"""What can go wrong, in words: usage, interruption, the system, the database."""

from __future__ import annotations

import errno
import os
import traceback

import typer

# Typer carries its own copy of click; these have no public name.
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from storyport.kernel.errors import BadInput, Interrupted, StoryportError

__all__ = ["foreseen"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CURES = {
    errno.EEXIST: "Something else stands there: name another place, or move it away.",
    errno.ENOTEMPTY: "Empty that folder, or name another.",
    errno.ENAMETOOLONG: "Shorten the name.",
    errno.EIO: "The disk or the network behind it failed: look after that, then run it again.",
    errno.EMFILE: "Raise the limit of open files (ulimit -n), then run it again.",
    errno.ENFILE: "Close other programs, then run it again.",
}


def foreseen(error: BaseException) -> StoryportError | None:
    """Return the error in words that a person can act upon, None for a fault of the program."""
    if isinstance(error, StoryportError):
        return error
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return Interrupted("interrupted.", do="What is finished is saved; run it again to go on.")
    if isinstance(error, ClickException):
        return _from_usage(error)
    if isinstance(error, OSError):
        return _from_system(error)
    return _from_database(error)


def _from_usage(error: ClickException) -> StoryportError:
    context = getattr(error, "ctx", None)
    name = context.command_path if context else "storyport"
    # With nothing but a group's name the message would be the whole help.
    missing = isinstance(error, NoArgsIsHelpError)
    what = "a command is missing." if missing else error.format_message()
    return BadInput(what, where=name, do=f"See: {name} --help")


def _from_system(error: OSError) -> StoryportError | None:
    if error.errno is None:
        return None
    name = error.filename
    where = os.fsdecode(name) if isinstance(name, str | bytes) else ""
    if error.errno in _FULL:
        return _full(where)
    cure = _CURES.get(error.errno, "Check the path." if where else "Try again.")
    return BadInput(f"{error.strerror}.", where=where, do=cure)


def _from_database(error: BaseException) -> StoryportError | None:
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError, DataError, InterfaceError, OperationalError

    told = " ".join(str(error).split())
    if isinstance(error, DataError) or _is_refused_value(error):
        return BadInput(
            f"the database cannot hold this: {told}",
            where="database",
            do="Shorten what was given, or take out what cannot be seen in it.",
        )
    if isinstance(error, DatabaseError) and ("full" in told or "No space left" in told):
        return _full("database")
    if isinstance(error, OperationalError | InterfaceError):
        return BadInput(f"the database does not answer: {told}", where="database", do="Try again.")
    if isinstance(error, ImproperlyConfigured):
        return BadInput(told, where="DATABASE_URL", do="Mend DATABASE_URL.")
    # What SQLite says of a damaged file is of no narrower kind.
    if type(error) is DatabaseError:
        return BadInput(
            f"the database cannot be used: {told}", where="database", do="Bring back a copy of it."
        )
    return None


def _is_refused_value(error: BaseException) -> bool:
    """Tell whether a driver would not take a value (a NUL, half a character, a huge number)."""
    if not isinstance(error, ValueError | OverflowError):
        return False
    frames = traceback.walk_tb(error.__traceback__)
    return any(str(frame.f_globals.get("__name__")).startswith("django.db.") for frame, _ in frames)


def _full(where: str) -> StoryportError:
    return BadInput(
        "the disk is full.",
        where=where,
        do="Free some space and run it again; what is finished is kept.",
    )
