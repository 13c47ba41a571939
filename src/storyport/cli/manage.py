"""`storyport manage ...`: Django's own commands, for those who run a server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.kernel.errors import BadInput

__all__ = ["manage"]


def manage(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="A command and its arguments.")
    ] = None,
) -> int:
    """Run a Django management command, such as `manage migrate`."""
    from storyport.kernel.settings import read_settings
    from storyport.work.database import set_up_django

    set_up_django()
    words = arguments or ["help"]
    _check(words[0])
    settings = read_settings()
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    _execute(words)
    CONSOLE.result({"command": words[0]})
    return 0


def _check(name: str) -> None:
    from django.core.management import get_commands
    from rapidfuzz import process

    # Django itself answers to these.
    known = sorted({*get_commands(), "help", "version"})
    if name in known or name in {"--help", "-h", "--version"}:
        return
    likest = ", ".join(each for each, _, _ in process.extract(name, known, limit=3))
    raise BadInput(
        f"there is no management command {name!r}.",
        where="storyport manage",
        do=f"Most alike: {likest}. All: storyport manage help",
    )


def _execute(words: Sequence[str]) -> None:
    from django.core.management import ManagementUtility

    try:
        ManagementUtility(["storyport manage", *words]).execute()
    except SystemExit as leave:
        # Django has told on stderr why.
        if leave.code not in (None, 0):
            raise BadInput(
                f"the management command {words[0]!r} failed.",
                where="storyport manage",
                do=f"See above, and: storyport manage help {words[0]}",
            ) from leave
