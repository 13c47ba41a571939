"""Write docs/commands.md from the commands' own help; `--check` only says whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from storyport.cli.app import app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"


def describe(command: Any, name: str) -> str:
    """Return a command and its sub-commands as Markdown."""
    lines = [f"## `{name}`", "", (command.help or "").strip(), ""]
    for parameter in command.params:
        record = parameter.get_help_record(typer.Context(command))
        if record and "--help" not in parameter.opts:
            lines.append(f"- `{record[0]}` {record[1]}".rstrip())
    text = "\n".join(lines).rstrip() + "\n\n"
    for child, each in getattr(command, "commands", {}).items():
        text += describe(each, f"{name} {child}")
    return text


def main() -> int:
    """Write or check the page."""
    page = (
        "# Commands\n\nGlobal, before or after any command: `--json`, `-q`, `-v`, `--home DIR`.\n\n"
    )
    command = typer.main.get_command(app)
    for name, each in sorted(command.commands.items()):
        page += describe(each, f"storyport {name}")
    page = page.rstrip() + "\n"
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        print("" if current else "docs/commands.md is not current: run scripts/commands.py")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
