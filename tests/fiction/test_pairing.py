from __future__ import annotations

import pytest

from storyport.fiction.pairing import read_pairs
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

ZH, EN = parse_locale("zh-Hans"), parse_locale("en")


def test_files_of_as_many_lines_stand_side_by_side(tmp_path):
    source, target = tmp_path / "a.txt", tmp_path / "a.en.txt"
    source.write_text("林风来了。\n雪停了。\n", encoding="utf-8")
    target.write_text("Lin Feng came.\nThe snow stopped.\n", encoding="utf-8")
    assert read_pairs([source], target, ZH, EN) == [
        ("林风来了。", "Lin Feng came."),
        ("雪停了。", "The snow stopped."),
    ]


def test_others_are_aligned(tmp_path):
    source, target = tmp_path / "a.txt", tmp_path / "a.en.txt"
    source.write_text(
        "第一章\n\n林风来了，站在门口看着雪。\n\n雪停了。\n\n他走了。\n", encoding="utf-8"
    )
    target.write_text(
        "Chapter 1\n\nLin Feng came and stood at the door, watching the snow.\n\nThe snow stopped. He left.\n",
        encoding="utf-8",
    )
    pairs = read_pairs([source], target, ZH, EN)
    assert any("林风" in ours and "Lin Feng" in theirs for ours, theirs in pairs)


def test_a_translation_beside_nothing_or_beside_many_is_refused(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("林风来了。\n", encoding="utf-8")
    for files, translation in (
        ([source], tmp_path / "no.txt"),
        ([source, source], source),
        ([], source),
    ):
        with pytest.raises(BadInput):
            read_pairs(files, translation, ZH, EN)
