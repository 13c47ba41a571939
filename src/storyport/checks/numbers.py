"""Numbers: whether those that a translation must keep are there."""

from __future__ import annotations

from storyport.checks.base import Finding, Pair
from storyport.language.numbers import numbers_agree

__all__ = ["check"]


def check(pair: Pair) -> list[Finding]:
    """Return numbers of the source that the target does not have."""
    missing = numbers_agree(
        pair.source_text, pair.target_text, pair.source_locale, pair.target_locale
    )
    if not missing:
        return []
    listed = ", ".join(dict.fromkeys(missing))
    return [
        Finding("numbers.missing", "major", f"Numbers are missing: {listed}.", f"Keep {listed}.")
    ]
