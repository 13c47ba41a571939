from pathlib import Path

import pytest
from tests.formats import docx_samples, fb2_samples, html_samples, markdown_samples
from tests.formats.contract import check_contract

from storyport.formats.epub_new import Block, Book, Chapter, bind_epub
from storyport.kernel.locales import parse_locale

NOVEL = (
    "《星河旧事》\n作者：林某\n\n简介：一个 <1> 故事。\n\n第一章 少年\n\n"
    "　　天色已晚，林风缓缓走出山门。\n　　“走吧。”他说。\n\n***\n\n第二章 风起\n\n　　风很大。\n"
)
WRAPPED = (
    "THE RIVER\n\nby Jane Doe\n\nCHAPTER I\n\n"
    "The sky had darkened over the river and the wind went combing through the\n"
    "reeds along the bank as it had always done, while the boy walked slowly\n"
    "out of the mountain gate and did not once turn round to look behind him\n"
    "at the lamps that were being lit one after the other on the long terrace.\n\n"
    "“Let us go,” he said, and nobody answered him for so long a while that he\n"
    "began to wonder whether he had said it aloud at all or only thought it in\n"
    "the dark.\n\nCHAPTER II\n\nIt rained.\n"
)
HEADLESS = "一段没有标题的话。\n" * 3_000

TEXTS = {
    "utf-8": NOVEL.encode(),
    "bom": NOVEL.encode("utf-8-sig"),
    "gb18030": NOVEL.encode("gb18030"),
    "utf-16": NOVEL.encode("utf-16"),
    "crlf": NOVEL.replace("\n", "\r\n").encode(),
    "no final newline": NOVEL.rstrip("\n").encode(),
    "wrapped": WRAPPED.encode(),
    "headless": HEADLESS.encode(),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_keeps_the_contract(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.txt"
    path.write_bytes(TEXTS[name])
    check_contract(path, tmp_path / "out")


@pytest.mark.parametrize("bilingual", [False, True])
def test_a_new_book_keeps_the_contract(tmp_path: Path, *, bilingual: bool) -> None:
    path = tmp_path / "sample.epub"
    blocks = [
        Block("第一章 少年", "heading", "Chapter 1"),
        Block("他走了 <1> 。", "paragraph", "He left <1>."),
        Block("没有译出。"),
    ]
    bind_epub(
        path,
        Book(
            title="The River",
            creator="Lin",
            source=parse_locale("zh-Hans"),
            target=parse_locale("en"),
            chapters=[Chapter("Chapter 1", blocks)],
            bilingual=bilingual,
        ),
    )
    check_contract(path, tmp_path / "out")


@pytest.mark.parametrize("name", docx_samples.SAMPLES)
def test_a_word_document_keeps_the_contract(name: str, tmp_path: Path) -> None:
    check_contract(docx_samples.SAMPLES[name](tmp_path / "sample.docx"), tmp_path / "out")


@pytest.mark.parametrize("name", fb2_samples.SAMPLES)
def test_a_fictionbook_keeps_the_contract(name: str, tmp_path: Path) -> None:
    check_contract(fb2_samples.SAMPLES[name](tmp_path / name), tmp_path / "out")


@pytest.mark.parametrize("name", html_samples.SAMPLES)
def test_a_page_keeps_the_contract(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.html"
    path.write_bytes(html_samples.SAMPLES[name])
    check_contract(path, tmp_path / "out")


def test_xhtml_keeps_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "sample.xhtml"
    path.write_text(html_samples.XHTML, encoding="utf-8")
    check_contract(path, tmp_path / "out")


@pytest.mark.parametrize("name", markdown_samples.SAMPLES)
def test_markdown_keeps_the_contract(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.md"
    path.write_bytes(markdown_samples.SAMPLES[name])
    check_contract(path, tmp_path / "out")
