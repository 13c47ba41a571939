"""`storyport roundtrip`: reads and writes with no change, and proves it byte by byte."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.formats import find_documents, open_document
from storyport.kernel.errors import BadInput

__all__ = ["roundtrip"]


def roundtrip(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Keep what was written here.")
    ] = None,
) -> int:
    """Read and write with no change; exit 0 if every file comes back byte for byte."""
    rows: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="storyport-") as scratch:
        folder = out or Path(scratch)
        for file in _files(files):
            written = folder / file.name
            open_document(file).write_unchanged(written)
            difference = find_difference(file, written)
            rows.append({"file": str(file), "difference": difference})
            CONSOLE.say(f"{'same' if not difference else 'DIFFERS'}  {file}  {difference}".rstrip())
    differing = [row for row in rows if row["difference"]]
    CONSOLE.result({"files": len(rows), "different": len(differing), "results": rows})
    return 1 if differing else 0


def find_difference(before: Path, after: Path) -> str:
    """Say where two files first differ; a zip by its members. Empty where they do not."""
    if not zipfile.is_zipfile(before):
        return _first_difference(before.read_bytes(), after.read_bytes())
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        if old.namelist() != new.namelist():
            return "the members differ"
        for name in old.namelist():
            if where := _first_difference(old.read(name), new.read(name)):
                return f"{name}: {where}"
    return ""


def _first_difference(old: bytes, new: bytes) -> str:
    if old == new:
        return ""
    at = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    return f"byte {at} of {len(old)}"


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise BadInput("there is no such file.", where=str(path), do="Check the path.")
        found += find_documents(path) if path.is_dir() else [path]
    return found
