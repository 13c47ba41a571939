"""Writes a bible to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storyport.kernel.locales import LocaleInfo
from storyport.story.exchange import write_sheet
from storyport.story.reading import load_bible

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Exported", "export_bible"]


@dataclass(frozen=True)
class Exported:
    """How many entries were written, and what the format could not hold, in words."""

    entries: int
    lost: tuple[str, ...]


def export_bible(story: Story, path: Path, locales: Sequence[LocaleInfo] = ()) -> Exported:
    """Write the bible in the format of the file's suffix, whole or not at all.

    Args:
        locales: only their renderings; empty for all.

    Raises:
        BadInput: the suffix is of no known format, or the file cannot be written.
    """
    bible = load_bible(story)
    lost = write_sheet(path, bible, tuple(locale.tag for locale in locales))
    return Exported(len(bible.entries), lost)
