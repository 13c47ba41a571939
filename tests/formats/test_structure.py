"""Structure, counted apart from the writer."""

from __future__ import annotations

import pytest
from tests.formats.epub_samples import chinese, epub_2, one_document, one_page, pack, unpack

from storyport.formats.base import Edition
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

EDITION = Edition(parse_locale("zh"), parse_locale("en"))
BILINGUAL = Edition(parse_locale("zh"), parse_locale("en"), bilingual=True)


def test_everything_is_counted(tmp_path):
    assert count_structure(chinese(tmp_path / "a.epub")) == {
        "MathML": 1,
        "NCX entries": 2,
        "SVG": 1,
        "alt texts": 2,
        "audio references": 2,
        "cells": 6,
        "documents": 2,
        "emphasis": 4,
        "headings": 3,
        "ids": 12,
        "images": 2,
        "languages": 5,
        "line breaks": 4,
        "links": 9,
        "list items": 7,
        "media overlay items": 2,
        "nav entries": 4,
        "note refs": 2,
        "notes": 2,
        "page breaks": 1,
        "paragraphs": 15,
        "readings": 2,
        "rows": 3,
        "ruby": 2,
        "semantics": 11,
        "tables": 1,
    }


def test_raised_numbers_are_note_references_in_epub_2(tmp_path):
    assert count_structure(epub_2(tmp_path / "a.epub"))["note refs"] == 1


@pytest.mark.parametrize(
    ("link", "dangling"),
    [
        ("#here", 0),
        ("#%E5%B1%B1", 0),
        ("#山", 0),
        ("c1.xhtml#here", 0),
        ("nav.xhtml", 0),
        ("https://example.org/#x", 0),
        ("#gone", 1),
        ("gone.xhtml", 1),
    ],
)
def test_links_that_lead_nowhere_are_counted(tmp_path, link, dangling):
    book = one_page(tmp_path / "a.epub", f'<p id="here"><a href="{link}">一</a><b id="山"/></p>')

    assert count_structure(book).get("dangling links", 0) == dangling


def test_lost_note_references_are_named(tmp_path):
    book = chinese(tmp_path / "a.epub")
    files = unpack(book)
    files["OEBPS/c1.xhtml"] = files["OEBPS/c1.xhtml"].replace(
        b'<a epub:type="noteref" id="r1" href="#fn1">1</a>', b""
    )
    worse = pack(tmp_path / "b.epub", files)

    assert compare_structure(count_structure(book), count_structure(worse), EDITION) == [
        "dangling links: 0 -> 1",
        "ids: 12 -> 11",
        "links: 9 -> 8",
        "note refs: 2 -> 1",
        "semantics: 11 -> 10",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "edition", "found"),
    [
        ("ruby", 9, 0, EDITION, []),
        ("ruby", 9, 0, BILINGUAL, ["ruby: 9 -> 0"]),
        ("languages", 1, 9, EDITION, []),
        ("languages", 9, 1, EDITION, ["languages: 9 -> 1"]),
        ("cells", 2, 4, BILINGUAL, ["cells: 2 -> 4"]),
        ("emphasis", 2, 4, BILINGUAL, []),
        ("emphasis", 2, 4, EDITION, ["emphasis: 2 -> 4"]),
        ("dangling links", 3, 2, EDITION, []),
    ],
)
def test_policies_decide_what_is_a_loss(name, old, new, edition, found):
    assert compare_structure({name: old}, {name: new}, edition) == found


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_what_is_no_book_is_bad_input(tmp_path, content):
    book = tmp_path / "a.epub"
    book.write_bytes(content)

    with pytest.raises(BadInput, match="cannot be counted"):
        count_structure(book)


def test_broken_xml_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="cannot be counted"):
        count_structure(one_document(tmp_path / "a.epub", b"<html><p></html>"))


def test_octets_wider_than_their_label_are_counted(tmp_path):
    document = '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>朱镕基</p></body></html>'

    assert (
        count_structure(one_document(tmp_path / "a.epub", document.encode("gbk")))["paragraphs"]
        == 1
    )


def test_a_name_of_an_entity_that_nobody_knows_is_text(tmp_path):
    assert count_structure(one_page(tmp_path / "a.epub", "<p>一&nobody;</p>"))["paragraphs"] == 1
