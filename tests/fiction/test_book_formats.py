"""Word documents and FictionBooks go through the main job, and lose nothing on the way."""

from __future__ import annotations

import json

import pytest
from tests.formats.docx_samples import chinese
from tests.formats.fb2_samples import packed, windows

from storyport.cli import main
from storyport.formats import open_document

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("make", "name", "suffix"),
    [
        (chinese, "wordnovel.docx", ".docx"),
        (windows, "fictionbook.fb2", ".fb2"),
        (packed, "packedbook.fb2.zip", ".fb2.zip"),
    ],
)
def test_editions_are_of_the_same_format_and_lose_nothing(tmp_path, capsys, make, name, suffix):
    book = make(tmp_path / name)
    words = ["translate", book, "--to", "en,ar", "--engine", "fake", "--bilingual", "--json"]
    assert main([str(word) for word in (*words, "-o", tmp_path / "out")]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    stem = name.removesuffix(suffix)
    made = {path.name for path in (tmp_path / "out").iterdir() if "report" not in path.name}
    assert made == {
        f"{stem}.{locale}{kind}{suffix}" for locale in ("en", "ar") for kind in ("", ".bilingual")
    }
    assert told["unfinished"] == 0
    assert all(list(open_document(tmp_path / "out" / one).parts()) for one in made)
