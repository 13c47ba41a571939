"""Miswritten names in a target: which entry each of them is nearest to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from storyport.language.function_words import FUNCTION_WORDS
from storyport.language.inflection import bare_pattern
from storyport.language.terms import near_forms, squeezed
from storyport.localize.consistency.forms import Span, Use

__all__ = ["find_near"]

_GONE = "\ufffc"


def find_near(
    target: str, known: Iterable[Span], wanted: Mapping[int, Iterable[str]], language: str
) -> dict[int, list[Use]]:
    """Return the miswritten names of each entry; one that looks like two is the nearer one's.

    Args:
        known: names that stand in the target as the bible has them; they are none.
        wanted: entry id -> its renderings that stand too rarely. language: of the target.
    """
    if not wanted:
        return {}
    masked = _masked(target, known)
    nearest: dict[tuple[int, int], tuple[float, int, Use]] = {}
    for entry, texts in wanted.items():
        for text in texts:
            for use in _uses(masked, text, language):
                likeness = fuzz.ratio(squeezed(use.form), squeezed(text))
                place = (use.start, use.end)
                if place not in nearest or nearest[place][0] < likeness:
                    nearest[place] = (likeness, entry, use)
    found: dict[int, list[Use]] = {}
    for _, entry, use in nearest.values():
        found.setdefault(entry, []).append(use)
    return found


def _masked(target: str, known: Iterable[Span]) -> str:
    """Return a target without its known names: what stands around one is no name together."""
    letters = list(target)
    for span in known:
        letters[span.start : span.end] = _GONE * (span.end - span.start)
    return "".join(letters)


def _uses(masked: str, text: str, language: str) -> list[Use]:
    """Return where the spelling nearest to a name stands."""
    first = text.split(maxsplit=1)[0].casefold()
    if first in FUNCTION_WORDS.get(language, ()):
        # "The Boss" begins like "The Inkmaster" and is no spelling of it.
        text = text.split(maxsplit=1)[-1]
    for near in near_forms(masked, text)[:1]:
        return [
            Use("near", near, *match.span("form")) for match in bare_pattern(near).finditer(masked)
        ]
    return []
