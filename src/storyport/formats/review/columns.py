"""Finds a table's columns by their names."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.formats.review.guide import COLUMNS
from storyport.kernel.errors import BadInput

__all__ = ["find_columns"]

_NEEDED = ("ID", "Source", "Target")


def find_columns(header: Sequence[str], where: str) -> dict[str, int]:
    """Return {name: place}; columns of other names are somebody's own.

    Raises:
        BadInput: one that is needed is missing, or stands twice; names what is there.
    """
    names = {name.casefold(): name for name in COLUMNS}
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        name = names.get(" ".join(title.split()).casefold())
        if name in found:
            raise BadInput(
                f"the column {name} stands twice.", where=where, do="Take one of them out."
            )
        if name:
            found[name] = at
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        there = ", ".join(title for title in header if title) or "nothing"
        raise BadInput(
            f"there is no column {' and none '.join(missing)}; the first row says: {there[:300]}.",
            where=where,
            do="Give the columns back the names they went out with.",
        )
    return found
