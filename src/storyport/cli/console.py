"""What a command says: words for people on stdout, one JSON object for programs.

Progress goes to stderr, and only on a terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console as RichConsole
from rich.table import Table

from storyport.kernel.errors import BadInput, StoryportError

# "storyport" before a verb, not after "./".
_COMMAND = re.compile(r"(?<![\w./-])storyport (?=[a-z])")

__all__ = ["CONSOLE", "Console", "Globals", "take_globals"]


@dataclass(frozen=True)
class Globals:
    """Flags that stand before or after any command."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    home: Path | None = None


class Console:
    """Speaks for one command."""

    def __init__(self) -> None:
        self.globals = Globals()

    @property
    def out(self) -> RichConsole:
        """Standard output."""
        return RichConsole(soft_wrap=True, highlight=False)

    @property
    def err(self) -> RichConsole:
        """Standard error."""
        return RichConsole(stderr=True, soft_wrap=True, highlight=False)

    def say(self, text: str = "") -> None:
        """Tell a person something; silent under --json and -q."""
        if not (self.globals.json or self.globals.quiet):
            self.out.print(_typed(text), markup=False)

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show rows; silent under --json and -q."""
        if self.globals.json or self.globals.quiet:
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in titles:
            table.add_column(title, overflow="fold")
        for row in rows:
            table.add_row(*(cell.replace("[", "\\[") for cell in row))
        self.out.print(table)

    def result(self, value: Mapping[str, Any]) -> None:
        """Print the one JSON object, as the last line, under --json."""
        if not self.globals.json:
            return
        text = json.dumps(value, ensure_ascii=False, default=str)
        try:
            text.encode(sys.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            text = json.dumps(value, default=str)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def error(self, error: StoryportError) -> None:
        """Tell what is wrong, where, and what to do."""
        if self.globals.json:
            self.result({"error": error.as_dict()})
        place = f"{error.where}: " if error.where else ""
        self.err.print(_typed(f"{place}{error.what}"), style="red", markup=False)
        if error.do:
            self.err.print(_typed(error.do), markup=False)

    def warn(self, text: str) -> None:
        """Tell a person what must not be overlooked, on stderr, whatever the flags."""
        self.err.print(_typed(text), style="yellow", markup=False)

    def fault(self, error: BaseException) -> int:
        """Tell, in one line, of what nobody foresaw; with -v how it came about. Return 1."""
        told = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": ")
        found = StoryportError(
            f"a fault of Storyport's own ({told}).",
            do="Run it again with -v, and report what it says.",
        )
        if self.globals.verbose:
            traceback.print_exception(error, file=sys.stderr)
        self.result({"error": found.as_dict()})
        self.err.print(str(found), style="red", markup=False)
        return found.exit_code


def _typed(text: str) -> str:
    """Return advice with the program called as this person calls it."""
    program = os.environ.get("STORYPORT_PROGRAM", "")
    return _COMMAND.sub(lambda _: f"{program} ", text) if program else text


CONSOLE = Console()


def take_globals(arguments: Sequence[str]) -> tuple[Globals, list[str]]:
    """Take the global flags out of the arguments, wherever they stand (not after `--`)."""
    flags: dict[str, Any] = {}
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        if word == "--home":
            if not queue:
                raise BadInput("--home needs a folder.", do="Write --home DIR.")
            flags["home"] = Path(queue.pop(0))
        elif word.startswith("--home="):
            flags["home"] = Path(word.removeprefix("--home="))
        elif name := {
            "--json": "json",
            "-q": "quiet",
            "--quiet": "quiet",
            "-v": "verbose",
            "--verbose": "verbose",
        }.get(word):
            flags[name] = True
        else:
            rest.append(word)
    return Globals(**flags), rest
