from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.review import Reference, RowId
from storyport.formats.review.base import escape_controls, unescape_controls


def test_row_ids():
    id_ = RowId(12, 3456, "1a2b3c4d")
    assert str(id_) == "12-3456-1a2b3c4d"
    assert RowId.parse(" 12-3456-1a2b3c4d ") == id_
    for text in ("", "12-3456", "12-3456-1A2B3C4D", "x12-3456-1a2b3c4d", "1-2-3"):
        assert RowId.parse(text) is None


@pytest.mark.parametrize("locale", ["en", "pt-BR", "zh-Hant", "es-419"])
def test_references_are_found_in_any_text(locale):
    reference = Reference(locale, "20260131T235959Z", 4711)
    assert Reference.find(f"Reference: {reference} (12 rows)") == reference
    assert Reference.find(f"{reference}.p12") == reference


def test_no_reference():
    assert Reference.find("en.2026.4711") is None


@settings(deadline=None)
@given(st.text().map(lambda text: text.replace("_x", "")))
def test_controls_survive(text):
    assert unescape_controls(escape_controls(text)) == text


def test_only_what_xml_cannot_hold_is_unescaped():
    assert escape_controls("a\x1ab\r") == "a_x001A_b_x000D_"
    assert unescape_controls("_x001A__x0041__xZZZZ_") == "\x1a_x0041__xZZZZ_"
