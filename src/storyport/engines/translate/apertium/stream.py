r"""Text as Apertium's stream format, and back.

Source: https://wiki.apertium.org/wiki/Apertium_stream_format. Reserved characters are escaped
with a backslash; what stands between square brackets (a superblank) is carried along like
white space. Into superblanks go marks, and every sign that the dictionaries might take for
something else: quotes come back as they were, `*` is no sign of an unknown word. Inside only a
number is written, so nothing in it can be misread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["END", "MARKS", "MARKS_FROM", "from_stream", "tidy", "to_stream", "without_blanks"]

END = "[][\n]"
"""What each text ends with; some stages wait for it."""
MARKS_FROM = 0xE000
"""In texts here, mark number n stands as the character of this code point and n more."""

MARKS = re.compile("[\ue000-\uf8ff]")
"""A mark in such a text."""

_RESERVED = re.compile(r"[\[\]{}^$/\\@<>]")
_PLAIN = frozenset(" .,;:!?()%-'\t\u00a0")
_INSIDE_WORD = re.compile(r"(?<=[^\W\d_])[’ʼ](?=[^\W\d_])")
_BLANK = re.compile(r"(?<!\\)\[(\d*)\]")
_ESCAPED = re.compile(r"\\(.)")
_OPENING, _CLOSING = "“‘«„‹(¿¡[", "”»›),.;:!?]…"


def to_stream(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a line of text as a stream, and what its superblanks stand for.

    Args:
        text: without line breaks; marks as characters from `MARKS_FROM` on.
    """
    text = _INSIDE_WORD.sub("'", unicodedata.normalize("NFC", text))
    blanks: list[str] = []
    out: list[str] = []
    odd = ""
    for character in [*text, ""]:
        if character and not _is_plain(character):
            odd += character
            continue
        if odd:
            out.append(f"[{len(blanks)}]")
            blanks.append(odd)
            odd = ""
        out.append(_RESERVED.sub(r"\\\g<0>", character))
    return "".join(out), tuple(blanks)


def from_stream(stream: str, blanks: Sequence[str]) -> str | None:
    """Return the text of a stream, None if a superblank is lost or doubled."""
    found = sorted(int(number) for number in _BLANK.findall(stream) if number)
    if found != list(range(len(blanks))):
        return None
    pieces, end = [], 0
    for match in _BLANK.finditer(stream):
        pieces.append(_ESCAPED.sub(r"\1", stream[end : match.start()]))
        pieces.append(blanks[int(match[1])] if match[1] else "")
        end = match.end()
    return "".join([*pieces, _ESCAPED.sub(r"\1", stream[end:])])


def without_blanks(stream: str) -> str:
    """Return the text of a stream alone."""
    return _ESCAPED.sub(r"\1", _BLANK.sub("", stream))


def tidy(shown: str, source: str) -> str:
    """Return a target without the gaps that dropped words leave, its margins as the source's.

    "He said" becomes " Dijo": the pronoun goes, its blank stays.
    """
    if "  " not in source:
        shown = re.sub(r" {2,}", " ", shown)
    shown = re.sub(rf"([{re.escape(_OPENING)}]) +", r"\1", shown)
    shown = re.sub(rf" +([{re.escape(_CLOSING)}])", r"\1", shown)
    shown = _straight_quotes(shown)
    lead = source[: len(source) - len(source.lstrip())]
    trail = source[len(source.rstrip()) :] if source.strip() else ""
    return f"{lead}{shown.strip()}{trail}"


def _straight_quotes(text: str) -> str:
    """Take the space out that stands behind an opening quote of the kind that does not say so."""
    parts = text.split('"')
    for number in range(1, len(parts), 2):
        if number < len(parts) - 1:
            parts[number] = parts[number].strip(" ")
    return '"'.join(parts)


def _is_plain(character: str) -> bool:
    return (
        character.isalpha()
        or character.isdecimal()
        or character in _PLAIN
        or unicodedata.category(character).startswith("M")
    )
