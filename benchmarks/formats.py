"""Byte-exactness and structure over every real file at hand, by format.

    ./.venv/bin/python -m benchmarks.formats FOLDER_OR_FILE ... [--most 400] [--write]

Folders are searched for Word, FictionBook, HTML and Markdown files, and EPUBs for the pages
in them. Each file is read and written with no change (a container is compared member by
member), then translated by a stand-in that changes every unit, and its elements are counted
before and after by lxml or markdown-it, which the writers do not use. A 20 MB page on one
line is made and measured against one of 10 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import html as lxml_html
from markdown_it import MarkdownIt

from benchmarks.table import Row, write_section
from storyport.cli.roundtrip import find_difference
from storyport.formats import open_document
from storyport.formats.base import Document, Edition
from storyport.formats.structure import COUNTED, compare_structure, count_structure
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.marks import Mark, split

_KINDS = {
    ".docx": "Word",
    ".docm": "Word",
    ".fb2": "FictionBook",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".md": "Markdown",
    ".markdown": "Markdown",
}
_COUNTED_TAGS = ("a", "img", "table", "tr", "li", "h1", "h2", "h3", "p", "code", "script", "form")
_PAGE = "<p>The <b>lantern</b> went out, and nobody said anything for a while.</p>"


def find_files(places: list[Path], scratch: Path, most: int) -> dict[str, list[Path]]:
    """Return files by kind; pages inside EPUBs are unpacked first."""
    found: dict[str, list[Path]] = {}
    for place in places:
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.suffix.lower() == ".epub" and file.is_file():
                for page in unpack(file, scratch / file.stem):
                    found.setdefault("HTML", []).append(page)
            elif file.is_file() and (kind := _KINDS.get(file.suffix.lower())):
                found.setdefault(kind, []).append(file)
    return {kind: files[:: max(1, len(files) // most)][:most] for kind, files in found.items()}


def unpack(book: Path, folder: Path) -> Iterator[Path]:
    with zipfile.ZipFile(book) as file:
        for number, name in enumerate(file.namelist()):
            if name.lower().endswith((".xhtml", ".html", ".htm")):
                folder.mkdir(parents=True, exist_ok=True)
                page = folder / f"{number:04}.xhtml"
                page.write_bytes(file.read(name))
                yield page


def upside_down(text: str) -> str:
    """Change every word of a text, and keep its marks."""
    return "".join(
        str(piece) if isinstance(piece, Mark) else piece.swapcase() for piece in split(text)
    )


def translate(document: Document, out: Path) -> Edition:
    units = {
        part.key: {unit.key: upside_down(unit.source) for unit in part.units}
        for part in document.parts()
    }
    edition = Edition(parse_locale("en"), parse_locale("fr"))
    document.write(out, lambda key: units.get(key, {}), edition)
    return edition


def losses(file: Path, kind: str, scratch: Path) -> list[str]:
    """Return what a translated file lacks."""
    document = open_document(file)
    out = scratch / f"out{file.suffix}"
    edition = translate(document, out)
    if document.format in COUNTED:
        before, after = (count_structure(path, document.format) for path in (file, out))
        return list(compare_structure(before, after, edition))
    before, after = ((tags(path) if kind == "HTML" else tokens(path)) for path in (file, out))
    return [
        f"{name}: {count} -> {after[name]}" for name, count in before.items() if after[name] < count
    ]


def tags(file: Path) -> Counter[str]:
    data = file.read_bytes()
    if not data.strip():
        return Counter()
    root = lxml_html.document_fromstring(data)
    named = Counter(node.tag for node in root.iter() if node.tag in _COUNTED_TAGS)
    named["id"] = len(root.xpath("//@id"))
    named["href"] = len(root.xpath("//@href"))
    return named


def tokens(file: Path) -> Counter[str]:
    text = file.read_text("utf-8", "replace")
    found: Counter[str] = Counter()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found[token.type] += 1
        found.update(child.type for child in token.children or () if child.type != "text")
    # How a paragraph is broken into lines is no structure.
    del found["softbreak"]
    return found


def measure(kind: str, files: list[Path], scratch: Path) -> list[Row]:
    exact = refused = whole = 0
    lost: list[str] = []
    for file in files:
        try:
            out = scratch / f"same{file.suffix}"
            open_document(file).write_unchanged(out)
            difference = find_difference(file, out)
            found = losses(file, kind, scratch)
        except BadInput as error:
            refused += 1
            print(f"  refused: {file}: {error}")
            continue
        if difference:
            print(f"  differs: {file}: {difference}")
        exact += not difference
        whole += not found
        lost += [f"{file}: {each}" for each in found]
    for each in lost[:20]:
        print(f"  {each}")
    read = len(files) - refused
    note = f", {refused} refused with a reason" if refused else ""
    return [
        Row(
            f"{kind}: no-change write is byte-exact",
            f"{exact} of {read} files{note}",
            "-",
            "all",
            exact == read,
        ),
        Row(
            f"{kind}: structure after translation",
            f"{whole} of {read} files whole",
            "-",
            "all",
            whole == read,
        ),
    ]


def one_line(size: int) -> tuple[float, int]:
    """Return CPU seconds and peak MB of reading and writing a page of so many MB on one line."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text("<html><body>" + _PAGE * (size * 1_000_000 // len(_PAGE)), "utf-8")
        command = [sys.executable, "-m", "benchmarks.formats", "--one", str(page)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def one(page: Path) -> None:
    started = time.process_time()
    translate(open_document(page), page.with_suffix(".out.html"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(time.process_time() - started, peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=400, help="files of a kind at most")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.one:
        one(given.one)
        return
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="storyport-formats-") as scratch:
        for kind, files in sorted(find_files(given.places, Path(scratch), given.most).items()):
            rows += measure(kind, files, Path(scratch))
    small, large = one_line(10), one_line(20)
    grown = large[0] / small[0]
    told = f"{grown:.2f}x the time, {large[1]} MB against {small[1]} MB"
    rows.append(Row("HTML of 20 MB on one line, against 10 MB", told, "-", "<= 2.1x", grown <= 2.1))
    for row in rows:
        print(row)
    if given.write:
        write_section("Formats", __doc__ or "", rows)


if __name__ == "__main__":
    main()
