"""Lists of words as one reads them: set apart by spaces."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list in order, each once."""
    return tuple(dict.fromkeys(text.split()))
