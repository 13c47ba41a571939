"""All commands, one module per group of verbs."""

from __future__ import annotations

import typer

__all__ = ["app"]

app = typer.Typer(
    name="storyport",
    help="Takes one story to the world. Global, anywhere: --json, -q, -v, --home DIR.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _storyport() -> None:
    """Take the global flags' place in the help."""
