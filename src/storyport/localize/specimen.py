"""How it reads: the first lines of the story in a locale, beside their source."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.language.marks import plain
from storyport.localize.models import Target

__all__ = ["opening_lines"]

_LINES = 4
_PARTS = 6
# Bylines and the like say little of how a book reads.
_TELLING = 12


def opening_lines(parts: Sequence[int], locale: str) -> list[tuple[str, str]]:
    """Return the first paragraphs that are translated, as (source, target) in plain text.

    Args:
        parts: in reading order.
    """
    found: list[tuple[str, str]] = []
    shown = Target.objects.shown(locale).filter(
        segment__kind="paragraph", segment__part__story=True
    )
    for part in parts[:_PARTS]:
        rows = shown.filter(segment__part=part).order_by("segment__order", "segment_id")
        pairs = rows.values_list("segment__source", "text")[: 4 * _LINES]
        found += [(plain(source), plain(text)) for source, text in pairs if len(source) >= _TELLING]
        if len(found) >= _LINES:
            break
    return found[:_LINES]
