from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.translate.numbered import (
    escape_line,
    read_numbered,
    unescape_line,
    write_numbered,
)


@given(st.lists(st.text(), max_size=20))
@settings(deadline=None)
def test_what_is_written_is_read(texts):
    items, notes = read_numbered(write_numbered(texts))
    if texts:
        assert items == list(enumerate(texts, start=1))
    assert notes == []


@given(st.text())
@settings(deadline=None)
def test_a_text_is_one_line_and_comes_back(text):
    line = escape_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert unescape_line(line) == text


def test_a_backslash_before_anything_else_stands_for_itself():
    assert unescape_line(r"C:\temp \% \n") == "C:\\temp \\% \n"


def test_talk_around_the_lines_is_ignored():
    items, notes = read_numbered("Sure! Here you are:\n\n[1] One\r\n\n[2]Two\n\nHope this helps!")
    assert items == [(1, "One"), (2, "Two")]
    assert notes == ["text outside the numbered lines"]


def test_an_item_broken_over_lines_is_left_out():
    items, notes = read_numbered("[1] One\nand a half\n[2] Two")
    assert items == [(2, "Two")]
    assert notes == ["item 1 runs over several lines"]
