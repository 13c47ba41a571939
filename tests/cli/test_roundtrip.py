from __future__ import annotations

import zipfile

import pytest
from benchmarks.novel import write_epub, write_txt
from tests.corpus import real_epubs

from storyport.cli.roundtrip import find_difference


def test_files_come_back_byte_for_byte(storyport, tmp_path):
    write_epub(tmp_path / "a.epub", 2, 200)
    write_txt(tmp_path / "b.txt", 2, 200)
    (tmp_path / "c.txt").write_bytes("第一章\r\n\r\n雨。\r\n".encode("gb18030"))
    answer = storyport("roundtrip", tmp_path, "--json")
    assert answer.code == 0
    assert answer.value["files"] == 3
    assert answer.value["different"] == 0


def test_a_difference_is_named(tmp_path):
    one, two = tmp_path / "1.epub", tmp_path / "2.epub"
    for path, text in ((one, "abc"), (two, "abd")):
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("mimetype", "application/epub+zip")
            book.writestr("x.xhtml", text)
    assert find_difference(one, two) == "x.xhtml: byte 2 of 3"


@pytest.mark.parametrize("book", real_epubs(), ids=lambda path: path.stem)
def test_real_books_come_back_byte_for_byte(storyport, book):
    assert storyport("roundtrip", book).code == 0
