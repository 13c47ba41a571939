"""A bible as a file, in every format: rows per second and memory, out, in, and into a story.

    ./.venv/bin/python -m benchmarks.exchange [--rows 100000] [--formats .csv,.xlsx] [--write]

A bible is made of as many names of Chinese letters, each with a kind, an alias, a note and
renderings in two locales, written, read, and imported into an empty story on SQLite. Each runs
as a process of its own; CPU seconds and peak memory are the system's own account. `start` is
what a process takes that only makes that bible, or only opens a story.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.environ import environ
from benchmarks.table import Row, write_section

FORMATS = (".json", ".csv", ".tsv", ".xlsx", ".tbx")
LETTERS = (
    "林风青云天剑玉山石雪月白龙虎金木水火土星辰海江河雷电冰霜灵玄道真元阳阴炎寒明清远长安平宁静"
)
# Seconds of CPU that importing the rows may take, and MiB.
SECONDS, MEGABYTES = 60.0, 1500.0


def make_bible(rows: int) -> object:
    from storyport.story.facts import Bible, EntryFacts, RenderingFacts

    names = itertools.islice(itertools.product(LETTERS, repeat=4), rows)
    entries = [
        EntryFacts(
            id=0,
            headword="".join(name),
            kind="character",
            gender="male" if number % 2 else "female",
            aliases=("小" + "".join(name),),
            note=f"Number {number} of the roll, seen at the gate.",
            renderings={
                "en": RenderingFacts(f"Name {number}", "approved"),
                "es": RenderingFacts(f"Nombre {number}", "proposed", (f"Number {number}",)),
            },
        )
        for number, name in enumerate(names)
    ]
    return Bible(tuple(sorted(entries, key=lambda entry: entry.headword)))


def in_a_story(do: Callable[[object], object]) -> object:
    """Do something with a new story in a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storyport.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from storyport.kernel.locales import parse_locale
    from storyport.story.stories import make_story

    return do(make_story("bench", "", parse_locale("zh"), []))


def step(name: str, path: Path, rows: int) -> None:
    """Run one step; called in a process of its own."""
    from storyport.story.actions.import_bible import import_bible
    from storyport.story.exchange import read_sheet, write_sheet

    if name == "write":
        write_sheet(path, make_bible(rows))  # type: ignore[arg-type]
    elif name == "make":
        make_bible(rows)
    elif name == "read":
        assert len(read_sheet(path, "zh-Hans").rows) == rows
    elif name == "open":
        in_a_story(lambda story: story)
    else:
        done = in_a_story(lambda story: import_bible(story, path))  # type: ignore[arg-type]
        assert done.created == rows  # type: ignore[attr-defined]


def run(folder: Path, name: str, path: Path, rows: int) -> tuple[float, float]:
    """Return CPU seconds and MiB of one step."""
    home = folder / f"{name}{path.suffix}-home"
    home.mkdir()
    words = ["--step", name, "--file", str(path), "--rows", str(rows)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.exchange", *words],
        env=environ(home),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr[-2000:]}")
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def measure(folder: Path, rows: int, formats: list[str]) -> list[Row]:
    made, _ = run(folder, "make", folder / "b", rows)
    opened, _ = run(folder, "open", folder / "b", rows)
    found = []
    for suffix in formats:
        path = folder / f"bible{suffix}"
        out, out_memory = run(folder, "write", path, rows)
        into, memory = run(folder, "read", path, rows)
        stored, stored_memory = run(folder, "import", path, rows)
        size = path.stat().st_size / (1 << 20)
        ours = (
            f"out {rows / max(out - made, 0.01):,.0f} rows/s, {out_memory:.0f} MiB; "
            f"in {rows / into:,.0f} rows/s ({into:.1f} s), {memory:.0f} MiB; "
            f"into a story {rows / max(stored - opened, 0.01):,.0f} rows/s "
            f"({stored - opened:.1f} s), {stored_memory:.0f} MiB; {size:.1f} MiB on disk"
        )
        met = stored - opened <= SECONDS and stored_memory <= MEGABYTES
        target = f"<= {SECONDS:.0f} CPU s and {MEGABYTES:.0f} MiB into a story"
        found.append(Row(f"{rows:,} entries as `{suffix}`", ours, "-", target, met))
        print(found[-1], flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--step", default="", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, default=Path("b"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        step(options.step, options.file, options.rows)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
        return 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), options.rows, options.formats.split(","))
    print(f"{time.monotonic() - started:.0f} s of the clock")
    if options.write:
        write_section("Bibles as files", __doc__ or "", rows)
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
