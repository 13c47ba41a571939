"""The first five minutes of a new user, after set-up: seconds of the clock, alone on a machine.

    ./.venv/bin/python -m benchmarks.first_minutes [--write]

The demo from nothing and again, a name changed in all of its books, and a dry run of a novel of
60 chapters in six languages, with no key and no story yet.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.environ import environ
from benchmarks.novel import write_epub
from benchmarks.table import Row, write_section

_LANGUAGES = "en,es,pt-BR,id,ar,ja"


def timed(folder: Path, *words: str) -> tuple[float, dict[str, object]]:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "storyport", *words, "--json"],
        cwd=folder,
        env=environ(folder / "home"),
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return seconds, json.loads(done.stdout.splitlines()[-1])


def measure(folder: Path) -> list[Row]:
    rows = []
    first, made = timed(folder, "demo")
    books = f"{first:.1f} s, {len(made['outputs'])} books"
    rows.append(Row("`demo` from nothing", books, "-", "<= 60 s", first <= 60))
    again, _ = timed(folder, "demo")
    rows.append(Row("`demo` again", f"{again:.1f} s", "-", "less than the first", again < first))
    changed, told = timed(folder, "demo", "--rename", "林风", "Lin Phong")
    done = {each["locale"]: each["substituted"] for each in told["renamed"]}
    redo = sum(each["redo"] for each in told["renamed"])
    words = ", ".join(f"{tag} {count}" for tag, count in done.items())
    rows.append(
        Row(
            "`demo --rename`: segments changed without a call",
            f"{words}; {redo} need an engine; {changed:.1f} s",
            "whole book again",
            "0 calls",
            not redo,
        )
    )
    book = folder / "novel.epub"
    write_epub(book, 60)
    dry, priced = timed(folder, "translate", str(book), "--to", _LANGUAGES, "--dry-run")
    told_cost = f"{dry:.1f} s, {priced['segments']:,} segments, {priced['cost']} USD"
    rows.append(Row("dry run in six languages, 60 chapters", told_cost, "-", "<= 10 s", dry <= 10))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storyport-first-") as folder:
        rows = measure(Path(folder))
    for row in rows:
        print(row)
    if given.write:
        write_section("The first minutes", __doc__ or "", rows)


if __name__ == "__main__":
    main()
