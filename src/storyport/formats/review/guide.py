"""What a reviewer reads first; the same words stand in every format that has room for them."""

from __future__ import annotations

from collections.abc import Iterator

from storyport.formats.review.base import Head
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

__all__ = ["COLUMNS", "guide_of", "locale_name"]

COLUMNS = (
    "ID",
    "Chapter",
    "Source",
    "Target",
    "Verdict",
    "Comment",
    "Terms",
    "Findings",
    "Status",
    "Note",
)
"""Names of the columns; a file that comes back is read by them."""

_LINES = (
    "Read each line and mend the text in the column Target. Leave the other columns as they are.",
    (
        "A line whose Target you changed is taken as reviewed. If a line is right as it stands,"
        " write ok in the column Verdict: then it counts as reviewed too."
    ),
    (
        "If a line is not settled, write open in Verdict and say why in Comment:"
        " nothing of that line is taken, and it is listed for the editor."
    ),
    (
        "Marks such as <1>…</1> or <2/> stand for italics, links, images and notes of the book."
        " Keep each of them, the opening before the closing one, around the words that they belong"
        " to. You may move them."
    ),
    (
        "The column {terms} says what names and terms are called in this book. Those are agreed:"
        " if one is wrong, say so in Comment rather than change it in one line."
    ),
    (
        "An emptied Target changes nothing. One line stays one line: please do not join two rows,"
        " split one, or add rows."
    ),
    "You may sort and filter whole rows. Never sort one column alone: the table is refused then.",
)


def guide_of(head: Head, terms: str = "Terms") -> Iterator[str]:
    """Give the title, then the lines, then the reference.

    Args:
        terms: the column in which the agreed terms stand.
    """
    yield f"Review: {head.story}"
    yield f"{locale_name(head.source)} to {locale_name(head.reference.locale)}"
    yield from (line.format(terms=terms) for line in _LINES)
    yield f"Reference: {head.reference}"


def locale_name(tag: str) -> str:
    """Return a locale as people call it, such as `English (en)`."""
    try:
        return f"{parse_locale(tag).name} ({tag})"
    except BadInput:
        return tag
