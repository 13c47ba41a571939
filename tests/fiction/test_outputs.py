"""What is written of a book, and what is left alone."""

from __future__ import annotations

import zipfile

import pytest
from tests.formats.epub_samples import one_page

from storyport.cli import main

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def translate(book, out, locale, *more):
    words = ["translate", book, "--to", locale, "--from", "zh-Hans", "--engine", "fake", "-o", out]
    return main([str(word) for word in (*words, *more)])


def text_of(book):
    with zipfile.ZipFile(book) as file:
        return "".join(
            file.read(name).decode() for name in file.namelist() if name.endswith("html")
        )


@pytest.mark.parametrize(("locale", "kept"), [("en", False), ("ar", False)])
def test_readings_beside_characters_go_where_nobody_reads_them(tmp_path, locale, kept):
    book = one_page(
        tmp_path / "b.epub", "<p>他在<ruby>徽州<rt>Huīzhōu</rt></ruby>住了很久，一直没有离开。</p>"
    )
    assert translate(book, tmp_path / "out", locale) == 0
    assert ("<rt>" in text_of(tmp_path / "out" / f"b.{locale}.epub")) is kept


def test_a_book_that_stands_is_left_alone(tmp_path):
    book = one_page(tmp_path / "b.epub", "<p>他在徽州住了很久，一直没有离开。</p>")
    out = tmp_path / "out"
    assert translate(book, out, "en") == 0
    before = (out / "b.en.epub").stat().st_mtime_ns
    assert translate(book, out, "en") == 0
    assert (out / "b.en.epub").stat().st_mtime_ns == before


def test_the_book_of_another_story_is_not_written_over(tmp_path, capsys):
    book = one_page(tmp_path / "b.epub", "<p>他在徽州住了很久，一直没有离开。</p>")
    assert translate(book, tmp_path / "out", "en") == 0
    before = (tmp_path / "out" / "b.en.epub").read_bytes()
    assert translate(book, tmp_path / "out", "en", "--story", "another") == 2
    assert "-o" in capsys.readouterr().err
    assert (tmp_path / "out" / "b.en.epub").read_bytes() == before


@pytest.mark.parametrize("more", [(), ("--bilingual",)], ids=["alone", "bilingual"])
def test_some_chapters_of_a_text_make_a_book_of_those(tmp_path, more):
    book = tmp_path / "b.txt"
    chapters = [
        f"第{n}章 {name}\n\n{name}那天没有人下山，大家都坐在屋里等。\n"
        for n, name in zip("一二三", ("大雪", "小寒", "立春"), strict=True)
    ]
    book.write_text("\n".join(chapters), encoding="utf-8")
    out = tmp_path / "out"
    assert translate(book, out, "en", "--only", "2", *more) == 0
    kinds = ("b.en", "b.en.bilingual") if more else ("b.en",)
    for name in kinds:
        text = (out / f"{name}.txt").read_text("utf-8")
        bound = text_of(out / f"{name}.epub")
        assert "大雪" not in text + bound
        assert "立春" not in text + bound
        assert ("小寒" in text) is ("小寒" in bound) is ("bilingual" in name)
    # The rest comes to it, and nothing is done twice.
    assert translate(book, out, "en", *more) == 0
    assert (out / "b.en.txt").read_text("utf-8").count("\n\n") == 5


def test_the_title_of_a_markdown_novel_is_the_title_of_its_book(tmp_path):
    book = tmp_path / "b.md"
    book.write_text(
        "# 渡口\n\n一个关于河的故事。\n\n## 第一章 雪\n\n今天下雪了，没有人过河。\n\n"
        "## 第二章 雨\n\n他没有说话，只是看着河水。\n",
        encoding="utf-8",
    )
    assert translate(book, tmp_path / "out", "en") == 0
    with zipfile.ZipFile(tmp_path / "out" / "b.en.epub") as file:
        opf = file.read("EPUB/package.opf").decode()
        chapters = [name for name in file.namelist() if "/0000" in name]
    title = opf.partition("<dc:title>")[2].partition("</dc:title>")[0]
    assert title
    assert "渡" not in title
    assert len(chapters) == 2
