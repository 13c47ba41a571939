from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.segmentation import sentences


@settings(deadline=None)
@given(
    st.text(alphabet="aB.!?…。！？”“\"'»)） \n林0。।؟ไ<1/>", max_size=60) | st.text(),
    st.sampled_from(["zh", "en", "de", "th", "hi", "ar", "ja", "ru"]),
)
def test_no_character_is_lost(text, locale):
    found = sentences(text, parse_locale(locale))
    assert "".join(found) == text
    assert all(found)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh", ["“你好。”", "他说。", "他笑了……走吧！"]),
        ("zh", ["“你来了？！”", "她问。"]),
        ("ja", ["「そうか。」", "彼は言った。"]),
        (
            "en",
            [
                "Mr. Lin said “Hello!” and left. ",
                "Dr. J. R. Wu paid 3.5 gold. ",
                "“Go.” ",
                "He went... ",
                "Then?",
            ],
        ),
        ("en", ["“Hello!” he said. ", "“Bye.”"]),
        ("en", ["<1>Hi.</1> ", "You."]),
        ("en", ["One line\n", "another"]),
        ("es", ["¿Qué? ", "El Sr. Lin no está. ", "¡Ya!"]),
        ("de", ["Am 3. Mai kam er, d.h. gestern. ", "Gut."]),
        ("ru", ["В 1990 г. Он ушёл. ", "И т.д."]),
        ("fr", ["« Non ! » ", "Il partit."]),
        ("hi", ["क्या? ", "हाँ। ", "ठीक है।"]),
        ("ar", ["مرحبا؟ ", "نعم. ", "كيف"]),
        ("th", ["สวัสดี ", "ครับ ", "ผม"]),
    ],
)
def test_sentences(locale, expected):
    assert expected == sentences("".join(expected), parse_locale(locale))
