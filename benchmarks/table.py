"""Rows of a benchmark's table, and the page they are written to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Row:
    what: str
    ours: str
    peer: str
    target: str
    met: bool

    def __str__(self) -> str:
        return f"{'met   ' if self.met else 'MISSED'}  {self.what}: {self.ours}  [peer {self.peer}; target {self.target}]"


def write_section(title: str, how: str, rows: list[Row]) -> None:
    """Replace one section of docs/benchmarks.md, or add it."""
    lines = [f"## {title}", "", f"Measured {datetime.now(UTC):%Y-%m-%d} by:", ""]
    lines += [
        "```",
        *[line.strip() for line in how.splitlines() if line.startswith("    ")],
        "```",
        "",
    ]
    lines += ["| what | Storyport | peer | target | met |", "|---|---|---|---|---|"]
    lines += [
        f"| {r.what} | {r.ours} | {r.peer} | {r.target} | {'yes' if r.met else '**no**'} |"
        for r in rows
    ]
    section = "\n".join(lines) + "\n"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda _: section + "\n", page)
    else:
        page = page.rstrip() + "\n\n" + section
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page.rstrip() + "\n", encoding="utf-8")
