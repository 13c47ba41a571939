"""A few words around a form, so that a person sees how it is used."""

from __future__ import annotations

from typing import NamedTuple

from storyport.kernel.locales import LocaleInfo

__all__ = ["Excerpt", "excerpt"]

_WIDTH = {True: 90, False: 36}
_SLACK = 16


class Excerpt(NamedTuple):
    """Text before, the form itself, text after; the form is empty where it does not stand."""

    before: str
    form: str
    after: str

    def __str__(self) -> str:
        return "".join(self)


def excerpt(text: str, span: tuple[int, int], locale: LocaleInfo, width: int = 0) -> Excerpt:
    """Return what stands around a span, `…` where more does; words stay whole.

    Args:
        width: characters on each side; 0: what a page has room for.
    """
    start, end = span
    width = width or _WIDTH[locale.spaced]
    first, last = max(0, start - width), min(len(text), end + width)
    if locale.spaced:
        first, last = _word_begin(text, first, start), _word_end(text, last, end)
    before = ("…" if first else "") + text[first:start].lstrip()
    after = text[end:last].rstrip() + ("…" if last < len(text) else "")
    return Excerpt(_one_line(before), _one_line(text[start:end]), _one_line(after))


def _word_begin(text: str, first: int, start: int) -> int:
    if not first:
        return 0
    space = text.find(" ", first, min(start, first + _SLACK))
    return space + 1 if space >= 0 else first


def _word_end(text: str, last: int, end: int) -> int:
    if last == len(text):
        return last
    space = text.rfind(" ", max(end, last - _SLACK), last)
    return space if space >= 0 else last


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
