from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path


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
    assert {path.name for path in out.iterdir()} == {
        "ink-and-cloud.en.epub",
        "ink-and-cloud.en.txt",
        "ink-and-cloud.en.bilingual.epub",
        "ink-and-cloud.en.bilingual.txt",
        "ink-and-cloud.en.report.html",
    }
    count = text_of(out / "ink-and-cloud.en.epub").count("Lin Feng")
    assert count > 20
    second = demo(tmp_path, "--rename", "林风", "Lin Phong")
    assert second.returncode == 0, second.stdout + second.stderr
    book = text_of(out / "ink-and-cloud.en.epub")
    assert (book.count("Lin Phong"), book.count("Lin Feng")) == (count, 0)
    unknown = demo(tmp_path, "--rename", "孙悟空", "Monkey")
    assert unknown.returncode == 2
    assert "no name" in unknown.stderr
