"""Style sheets under a new language: vertical text laid flat, sides and directions mirrored.

Only the values of a few properties are touched; comments, strings and all else stay.

Sources: CSS Syntax 3, CSS Writing Modes 3 and 4 (with the `tb-rl` family of SVG 1.1), and
EPUB 3's prefixed properties (`-epub-writing-mode`, `-epub-text-orientation`).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Restyle", "restyle", "restyle_bytes"]

_PREFIX = r"(?:-epub-|-webkit-|-ms-|-moz-|-o-)?"
# Comments and strings come first, so that nothing inside them looks like a declaration.
_DECLARATION = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|(?<![\w-])(?:margin|padding|border)-(?P<side>left|right)(?=[\w-]*\s*:)"""
    rf"""|(?<![\w-])(?P<property>{_PREFIX}(?:writing-mode|text-orientation)"""
    r"""|direction|text-align|float|clear)\s*:\s*(?P<value>[\w-]+)""",
    re.DOTALL | re.IGNORECASE,
)
_OLD_MODES = {"tb-rl", "tb", "tb-lr", "bt-rl", "bt-lr"}
_NEW_MODES = {"vertical-rl", "vertical-lr", "sideways-rl", "sideways-lr"}
_CHARSET = re.compile(rb'@charset "([A-Za-z0-9._-]+)";')
_OTHER_SIDE = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Restyle:
    """What becomes of style.

    Attributes:
        flat: vertical text becomes horizontal. direction: the new base direction, or empty
            where it stays.
    """

    flat: bool = False
    direction: str = ""


def restyle(css: str, wanted: Restyle) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, new text) for each value in a style sheet that has to change."""
    for match in _DECLARATION.finditer(css):
        if match["side"] and wanted.direction:
            yield *match.span("side"), _OTHER_SIDE[match["side"].lower()]
        if match["property"] is None:
            continue
        name, value = match["property"].lower(), match["value"].lower()
        new = _value(name, value, wanted)
        if new != value:
            yield *match.span("value"), new


def _value(name: str, value: str, wanted: Restyle) -> str:
    if wanted.flat and name.endswith("writing-mode"):
        if value in _OLD_MODES:
            return "rl-tb" if wanted.direction == "rtl" else "lr-tb"
        return "horizontal-tb" if value in _NEW_MODES else value
    if wanted.flat and name.endswith("text-orientation"):
        return "mixed"
    if wanted.direction and name == "direction":
        return wanted.direction if value in {"ltr", "rtl"} else value
    if wanted.direction and name in {"text-align", "float", "clear"}:
        return _OTHER_SIDE.get(value, value)
    return value


def restyle_bytes(data: bytes, wanted: Restyle) -> bytes:
    """Return a style sheet's octets restyled; octets outside the changed values stay."""
    encoding = _encoding_of(data)
    css = data.decode(encoding)
    pieces = []
    at = 0
    for start, end, new in restyle(css, wanted):
        pieces += [css[at:start], new]
        at = end
    if not pieces:
        return data
    return "".join([*pieces, css[at:]]).encode(encoding)


def _encoding_of(data: bytes) -> str:
    # Latin-1 maps every octet to itself, which is all that ASCII-compatible encodings need;
    # multi-byte East Asian ones may hide a quote or a backslash in a character's second octet.
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        little = data.startswith(codecs.BOM_UTF16_LE)
        return _if_exact(data, "utf-16-le" if little else "utf-16-be")
    declared = _CHARSET.match(data)
    if declared is None:
        return "latin-1"
    return _if_exact(data, declared[1].decode("ascii"))


def _if_exact(data: bytes, encoding: str) -> str:
    try:
        exact = data.decode(encoding).encode(encoding) == data
    except (LookupError, UnicodeError):
        exact = False
    return encoding if exact else "latin-1"
