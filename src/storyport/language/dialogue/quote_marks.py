"""Where quotation marks open and close, whatever the quote means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Marked", "dashed", "marked", "without"]

_CLOSERS = {
    "“": "”",
    "「": "」",
    "『": "』",
    "«": "»",
    "„": "“”",
    '"': '"',
    "‘": "’",
    "＂": "＂",
    "»": "«",
}
_MARKS = re.compile('[“”„「」『』«»"＂‘’]')
# A German or Danish »quote« opens with what closes a French one.
_TURNED = frozenset({"de", "da", "sl", "hr", "sr", "hu"})
_DASH_START = re.compile(r"\s*(?:[—–―]|--?(?=\s))\s*")
# Spanish glues the dash to the narrator's words, Russian and Portuguese set spaces around it.
_DASH_TURN = re.compile(r"\s+[—–―]\s*|[—–―](?=[,.;:!?…\s])\s*")
_GLUED_TURN = re.compile(r"\s+[—–―](?=\S)|[—–―](?=[,.;:!?…\s]|$)\s*|(?<=[.!?…])\s*[—–―](?=\S)")
_DASHED_LANGUAGES = frozenset(
    {"es", "fr", "ru", "pt", "it", "pl", "uk", "tr", "ca", "gl", "ro", "bg", "el"}
)


class Marked(NamedTuple):
    """A span between marks: the words, the words with marks, whether the end is marked."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


def marked(text: str, language: str) -> list[Marked]:
    """Return outermost quotes in order; the marks of quotes inside of them do not count."""
    found: list[Marked] = []
    opened = -1
    closers = opener = ""
    depth = 0
    for match in _MARKS.finditer(text):
        mark, place = match[0], match.start()
        if not depth:
            if _opens(mark, text, place, language):
                opened, opener, closers, depth = place, mark, _CLOSERS[mark], 1
        elif mark in closers:
            if mark == "’" and not _ends_british(text, place):
                continue
            depth -= 1
            if not depth:
                found.append(Marked(opened + 1, place, opened, place + 1, closed=True))
        elif mark == opener and opener != "„":
            depth += 1
    if depth:
        found.extend(_unclosed(text, opened, depth, closers))
    return found


def _unclosed(text: str, opened: int, depth: int, closers: str) -> Iterator[Marked]:
    end = len(text.rstrip())
    if depth > 1 and text[end - 1 : end] in closers:
        # A mark opened twice and closed once: a slip of the writer, not a quote that goes on.
        yield Marked(opened + 1, end - 1, opened, end, closed=True)
    elif opened + 1 < end and text[opened] != "‘":
        yield Marked(opened + 1, end, opened, end, closed=False)


def _opens(mark: str, text: str, place: int, language: str) -> bool:
    if mark == "‘":
        # An apostrophe stands inside of words and before what is left out of them.
        return (not place or text[place - 1] in " \t—–-(") and "’" in text[place:]
    if mark == "»":
        return language in _TURNED and "«" in text[place:]
    if mark == "“" and language in _TURNED:
        return "”" in text[place:]
    return mark in _CLOSERS


def _ends_british(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    return (not after or not after.isalnum()) and text[place - 1] in ",.!?…—–-。！？"


def dashed(text: str, language: str) -> list[Marked] | None:
    """Return what is said in a paragraph of dialogue dashes, None where it is not one.

    Between dashes speech and the narrator's words take turns.
    """
    start = _DASH_START.match(text) if language in _DASHED_LANGUAGES else None
    if start is None or start.end() >= len(text.rstrip()):
        return None
    turn = _GLUED_TURN if language in {"es", "ca", "gl"} else _DASH_TURN
    spans: list[Marked] = []
    place, said, outer = start.end(), True, start.start()
    for match in turn.finditer(text, place):
        if said:
            spans.append(_trimmed(text, place, match.start(), outer))
        place, outer, said = match.end(), match.start(), not said
    if said:
        spans.append(_trimmed(text, place, len(text), outer))
    return [span for span in spans if span.start < span.end]


def without(text: str, span: Marked, cut: re.Pattern[str]) -> Iterator[Marked]:
    """Return a span's pieces around what the narrator says within it (Oui, dit Paul, viens)."""
    place, outer = span.start, span.outer_start
    for match in cut.finditer(text, span.start, span.end):
        piece = _trimmed(text, place, match.start("tag"), outer)
        if piece.start < piece.end:
            yield piece
        place = outer = match.end("tag")
    piece = _trimmed(text, place, span.end, outer)
    if piece.start < piece.end:
        yield piece


def _trimmed(text: str, start: int, end: int, outer: int) -> Marked:
    while start < end and text[start] in " \t,.;:":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, outer, end, closed=True)
