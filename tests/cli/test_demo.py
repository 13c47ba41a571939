from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

CHINESE = re.compile("[\u4e00-\u9fff]")


def demo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # In a process of its own: the demo keeps to a home of its own.
    command = [sys.executable, "-m", "storyport", "demo", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def text_of(book: Path) -> str:
    with zipfile.ZipFile(book) as file:
        return "".join(
            file.read(name).decode() for name in file.namelist() if name.endswith(".xhtml")
        )


def test_the_sample_becomes_books_and_a_name_can_be_changed(tmp_path):
    first = demo(tmp_path)
    assert first.returncode == 0, first.stdout + first.stderr
    out = tmp_path / "out" / "demo"
    kinds = ("epub", "txt", "bilingual.epub", "bilingual.txt")
    books = {f"ink-and-cloud.{tag}.{kind}" for tag in ("en", "es", "ar") for kind in kinds}
    reports = {
        "ink-and-cloud.en.report.html",
        "ink-and-cloud.ar-es.report.html",
        "ink-and-cloud.names.html",
    }
    assert {path.name for path in out.iterdir()} == books | reports
    assert "left" not in first.stdout
    # What only memory covers is made of what it covers: three chapters of twelve.
    spanish = text_of(out / "ink-and-cloud.es.epub")
    assert "Lin Feng" in spanish
    assert set(CHINESE.findall(spanish)) <= set("墨与云")  # its title in the original
    count = text_of(out / "ink-and-cloud.en.epub").count("Lin Feng")
    assert count > 20
    second = demo(tmp_path, "--rename", "林风", "Lin Phong")
    assert second.returncode == 0, second.stdout + second.stderr
    book = text_of(out / "ink-and-cloud.en.epub")
    assert (book.count("Lin Phong"), book.count("Lin Feng")) == (count, 0)
    unknown = demo(tmp_path, "--rename", "孙悟空", "Monkey")
    assert unknown.returncode == 2
    assert "no name" in unknown.stderr
