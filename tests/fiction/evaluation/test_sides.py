from __future__ import annotations

from pathlib import Path

from storyport.fiction.evaluation.sides import set_side_by_side
from storyport.fiction.evaluation.texts import Piece, Text
from storyport.kernel.locales import parse_locale

_ZH, _EN = parse_locale("zh-Hans"), parse_locale("en")


def _text(*blocks: list[str]) -> Text:
    pieces = (tuple(Piece(str(n), line) for n, line in enumerate(block)) for block in blocks)
    return Text(Path("x"), "", tuple(pieces))


def test_units_match_by_order_chapter_by_chapter():
    sides = set_side_by_side(_text(["一", "二"], ["三"]), [_text(["1", "2"], ["3"])], _ZH, _EN)
    assert sides.matching
    assert sides.documents(0) == [["1", "2"], ["3"]]
    assert [(piece.text, target) for piece, target, _ in sides.rows(0, [])] == [
        ("一", "1"),
        ("二", "2"),
        ("三", "3"),
    ]


def test_only_the_chapter_that_differs_is_aligned_by_sentences():
    source = _text(["他来了。她走了。"], ["三", "四"])
    other = _text(["He came.", "She left."], ["3", "4"])
    sides = set_side_by_side(source, [other, source], _ZH, _EN)
    assert not sides.matching
    assert sides.documents(0) == [["He came.", "She left."], ["3", "4"]]
    rows = [(piece.text, target, beside) for piece, target, beside in sides.rows(0, [1])]
    assert rows[0] == ("他来了。", "He came.", ["他来了。"])
    assert rows[2:] == [("三", "3", ["三"]), ("四", "4", ["四"])]


def test_other_chapters_make_one_text():
    sides = set_side_by_side(_text(["一", "二"], ["三"]), [_text(["1", "2", "3"])], _ZH, _EN)
    assert sides.matching
    assert [target for _, target, _ in sides.rows(0, [])] == ["1", "2", "3"]


def test_a_chapter_may_be_empty():
    sides = set_side_by_side(_text(["一"], []), [_text(["1"], ["more here."])], _ZH, _EN)
    assert sides.documents(0) == [["1"], ["more here."]]
    assert [(piece.text, target) for piece, target, _ in sides.rows(0, [])] == [
        ("一", "1"),
        ("", "more here."),
    ]


def test_nothing_is_lost_from_documents_however_it_is_aligned():
    source = _text(["他来了。她走了。天黑了。山很高，路很远。"])
    other = _text(["He came and she left.", "It grew dark. The mountain was high.", "Far."])
    sides = set_side_by_side(source, [other], _ZH, _EN)
    joined = " ".join(text for document in sides.documents(0) for text in document if text)
    assert joined == " ".join(piece.text for piece in other.blocks[0])
