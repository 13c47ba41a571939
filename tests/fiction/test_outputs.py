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
