"""Ten thousand chapters: what planning and resuming cost, and whether memory stays flat.

    ./.venv/bin/python -m benchmarks.scale [--chapters 10000] [--translate] [--write]

A text of 4,000 characters a chapter is planned (nothing in memory covers it) and planned
again; with `--translate` it is also translated with the fake engine, resumed with nothing
left, and resumed with one chapter added. Each runs as a process of its own; CPU seconds and peak memory are the system's own account.
The text of half the chapters shows what doubling costs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.environ import environ
from benchmarks.novel import write_txt
from benchmarks.table import Row, write_section

CHARACTERS = 4000


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float
    totals: dict[str, Any]


def run(folder: Path, *words: str) -> Cost:
    """Run one command; CPU seconds of it and of nothing else."""
    # A child per command, which reports what its own child took.
    script = (
        "import json,resource,subprocess,sys;"
        "p=subprocess.run(sys.argv[1:],capture_output=True,text=True);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([u.ru_utime+u.ru_stime,u.ru_maxrss/1024,p.returncode,p.stdout[-4000:],p.stderr[-2000:]]))"
    )
    command = [sys.executable, "-m", "storyport", *words, "--json"]
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        env=environ(folder / "home"),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    seconds, megabytes, code, out, err = json.loads(done.stdout)
    if code not in (0, 1):
        raise SystemExit(f"{words}: exit {code}\n{out}\n{err}")
    return Cost(seconds, megabytes, json.loads(out.strip().splitlines()[-1]))


def measure(folder: Path, chapters: int, *, whole: bool) -> dict[str, Cost]:
    book = folder / "book.txt"
    write_txt(book, chapters, CHARACTERS)
    translate = ("translate", str(book), "--to", "en", "-o", str(folder / "out"))
    found = {
        "dry run": run(folder, *translate, "--dry-run"),
        "import and plan": run(folder, *translate, "--engine", "memory"),
        "resume, all left": run(folder, *translate, "--engine", "memory"),
    }
    if not whole:
        return found
    found["translate (fake)"] = run(folder, *translate, "--engine", "fake")
    found["resume, nothing left"] = run(folder, *translate, "--engine", "fake")
    write_txt(book, chapters + 1, CHARACTERS)
    found["resume, one chapter more"] = run(folder, *translate, "--engine", "fake")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, default=10_000)
    parser.add_argument("--translate", action="store_true", help="with the fake engine too")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storyport-scale-") as scratch:
        half = measure(
            Path(scratch) / make(scratch, "half"), options.chapters // 2, whole=options.translate
        )
        whole = measure(
            Path(scratch) / make(scratch, "whole"), options.chapters, whole=options.translate
        )
    rows = [row(name, half[name], cost, options.chapters) for name, cost in whole.items()]
    for each in rows:
        print(each)
    if options.write:
        write_section("Scale", __doc__ or "", rows)
    return 0 if all(each.met for each in rows) else 1


def make(scratch: str, name: str) -> str:
    (Path(scratch) / name).mkdir()
    return name


def row(name: str, half: Cost, whole: Cost, chapters: int) -> Row:
    growth, more = whole.seconds / half.seconds, whole.megabytes / half.megabytes
    text = f"{whole.seconds:.0f} CPU s, {whole.megabytes:.0f} MB; against half the chapters: {growth:.2f}x time, {more:.2f}x memory"
    met = growth <= 2.1 and more <= 1.1 and whole.megabytes <= 1000
    if name != "translate (fake)":
        met = met and whole.seconds <= 60 * chapters / 10_000
    return Row(
        f"{chapters:,} chapters: {name}",
        text,
        "–",
        "<= 60 s (not for translating), <= 1 GB, 2x costs <= 2.1x, same memory",
        met,
    )


if __name__ == "__main__":
    raise SystemExit(main())
