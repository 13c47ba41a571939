"""What is lost of a Word document is counted by another parser than the one that wrote it."""

from __future__ import annotations

import pytest
from tests.formats.docx_samples import chinese, pack
from tests.formats.epub_samples import unpack

from storyport.formats.base import Edition
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

EDITION = Edition(source=parse_locale("zh"), target=parse_locale("en"))


def test_all_that_a_novel_may_have_is_counted(tmp_path):
    found = count_structure(chinese(tmp_path / "a.docx"))
    expected = {
        "note refs": 2, "notes": 4, "comments": 1, "comment refs": 1, "bookmarks": 3,
        "bookmark ends": 3, "links": 2, "images": 3, "text boxes": 2, "tables": 1, "cells": 2,
        "sections": 2, "insertions": 1, "deletions": 1, "ruby": 1, "content controls": 2,
        "smart tags": 1, "formulas": 1, "page breaks": 1, "line breaks": 1,
    }  # fmt: skip
    assert {name: found.get(name) for name in expected} == expected
    assert "dangling links" not in found


@pytest.mark.parametrize(
    ("old", "new", "loss"),
    [
        ('<w:footnoteReference w:id="2"/>', "", "note refs: 2 -> 1"),
        ('<w:commentReference w:id="4"/>', "", "comment refs: 1 -> 0"),
        ('<w:bookmarkEnd w:id="2"/>', "", "bookmark ends: 3 -> 2"),
        ("<w:b/>", "", "emphasis: 5 -> 1"),
        ('w:name="_Toc1"', 'w:name="_Toc9"', "dangling links: 0 -> 1"),
    ],
)
def test_a_loss_is_found(tmp_path, old, new, loss):
    files = unpack(chinese(tmp_path / "a.docx"))
    changed = files["word/document.xml"].decode().replace(old, new)
    pack(tmp_path / "b.docx", {**files, "word/document.xml": changed})
    before, after = count_structure(tmp_path / "a.docx"), count_structure(tmp_path / "b.docx")
    assert loss in compare_structure(before, after, EDITION)


def test_no_package_cannot_be_counted(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(BadInput, match="cannot be counted"):
        count_structure(tmp_path / "a.docx")
