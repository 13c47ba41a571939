from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.language import marks
from storyport.language.marks import Mark, MarkKind

TRICKY = st.text(alphabet="<>/&;amplt0123１林 ", max_size=40)


@settings(deadline=None)
@given(TRICKY | st.text())
def test_escape_then_unescape_gives_the_text_back(text):
    assert marks.unescape(marks.escape(text)) == text


@settings(deadline=None)
@given(TRICKY | st.text())
def test_escaped_text_holds_no_mark(text):
    assert not marks.marks_of(marks.escape(text))
    assert marks.plain(marks.escape(text)) == text


@settings(deadline=None)
@given(TRICKY | st.text())
def test_the_pieces_joined_are_the_text(text):
    assert "".join(map(str, marks.split(text))) == text


@settings(deadline=None)
@given(st.lists(TRICKY, min_size=1, max_size=5))
def test_marks_between_literals_are_found_again(literals):
    text = "<7/>".join(map(marks.escape, literals))
    assert marks.marks_of(text) == ({"<7/>": len(literals) - 1} if len(literals) > 1 else {})
    assert marks.plain(text) == "".join(literals)


@settings(deadline=None)
@given(TRICKY)
def test_the_plain_text_knows_where_it_stands(text):
    readable = marks.plain_text(text)
    assert readable.text == marks.plain(text)
    for place, character in enumerate(readable.text):
        start, end = readable.span(place, place + 1)
        assert text[start:end] in {character, f"&{'lt' if character == '<' else 'amp'};"}


def test_a_number_is_written_in_one_way_only():
    assert marks.split("<01>a<１>") == ["<01>a<１>"]
    assert marks.escape("<01>") == "<01>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<1>a</1>", True),
        ("<1><2/>a</1>", True),
        ("<1><2>a</1></2>", False),
        ("<1>a", False),
        ("a</1>", False),
        ("<1>a</1><1>b</1>", False),
        ("<2/><2/>", False),
        ("", True),
    ],
)
def test_well_formed(text, expected):
    assert expected == marks.well_formed(text)


def test_kinds():
    assert marks.split("<1>a</1><2/>") == [
        Mark(MarkKind.OPEN, 1),
        "a",
        Mark(MarkKind.CLOSE, 1),
        Mark(MarkKind.LONE, 2),
    ]
    assert marks.split("</1/>") == ["</1/>"]
