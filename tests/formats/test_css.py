"""Style sheets under a new language."""

from __future__ import annotations

import pytest

from storyport.formats.css import Restyle, restyle_bytes

FLAT = Restyle(flat=True)
TO_RTL = Restyle(flat=True, direction="rtl")


@pytest.mark.parametrize(
    ("css", "wanted", "expected"),
    [
        ("a{writing-mode:vertical-rl}", FLAT, "a{writing-mode:horizontal-tb}"),
        ("a{-EPUB-Writing-Mode : Vertical-LR;}", FLAT, "a{-EPUB-Writing-Mode : horizontal-tb;}"),
        ("a{-webkit-writing-mode:vertical-rl}", FLAT, "a{-webkit-writing-mode:horizontal-tb}"),
        ("a{-ms-writing-mode:tb-rl}", FLAT, "a{-ms-writing-mode:lr-tb}"),
        ("a{writing-mode:tb-rl}", TO_RTL, "a{writing-mode:rl-tb}"),
        ("a{-epub-text-orientation: upright}", FLAT, "a{-epub-text-orientation: mixed}"),
        ("a{writing-mode:horizontal-tb}", FLAT, "a{writing-mode:horizontal-tb}"),
        ("a{writing-mode:vertical-rl}", Restyle(), "a{writing-mode:vertical-rl}"),
        ("/* writing-mode:vertical-rl */", FLAT, "/* writing-mode:vertical-rl */"),
        ("a{content:'writing-mode:vertical-rl'}", FLAT, "a{content:'writing-mode:vertical-rl'}"),
        ("a{direction:ltr!important}", TO_RTL, "a{direction:rtl!important}"),
        ("a{direction:ltr}", FLAT, "a{direction:ltr}"),
        ("a{flex-direction:row;my-float:left}", TO_RTL, "a{flex-direction:row;my-float:left}"),
        ("a{text-align:left;float:right}", TO_RTL, "a{text-align:right;float:left}"),
        (
            "a{margin-left:1em;border-right-width:0}",
            TO_RTL,
            "a{margin-right:1em;border-left-width:0}",
        ),
        (".margin-left{text-align:center}", TO_RTL, ".margin-left{text-align:center}"),
    ],
)
def test_only_values_that_must_change_do(css, wanted, expected):
    assert expected == restyle_bytes(css.encode(), wanted).decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"])
def test_octets_around_stay_in_any_encoding(encoding):
    bom = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    charset = '@charset "gb18030";' if encoding == "gb18030" else ""
    css = bom + charset + "/* 縦組 */ p{font-family:'明朝';writing-mode:vertical-rl}"

    restyled = restyle_bytes(css.encode(encoding), FLAT)

    assert css.replace("vertical-rl", "horizontal-tb").encode(encoding) == restyled


def test_octets_of_no_encoding_pass_through():
    css = b'@charset "x-none"; /* \xff\xfe\x80 */ p{writing-mode:vertical-rl}'

    assert css.replace(b"vertical-rl", b"horizontal-tb") == restyle_bytes(css, FLAT)
