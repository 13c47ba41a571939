"""Putting a new rendering in the place of an old one, where that is safe without an engine.

Safe means: the old form stands at the edges of words exactly as often as the source term
does, no mark breaks it, and nothing beside it depends on how it is spelled. What depends is
a matter of the language; the rules stand in `language.agreement`.
"""

from __future__ import annotations

import re

from storyport.kernel.locales import LocaleInfo
from storyport.language.agreement import Place, depends
from storyport.language.inflection import bare_pattern
from storyport.language.marks import PlainText, escape, plain_text
from storyport.language.terms import find_forms

__all__ = ["substitute"]


def substitute(
    target: str, old: str, new: str, locale: LocaleInfo, source_count: int
) -> str | None:
    """Return the target with each `old` become `new`, or None where that is not safe.

    Args:
        target: with marks; they are kept.
        old, new: renderings. locale: of the target.
        source_count: how often the source term stands in the source text.
    """
    old, new = old.strip(), new.strip()
    if not old or not new or source_count < 1:
        return None
    readable = plain_text(target)
    spans = _occurrences(readable.text, old, new, locale)
    if len(spans) != source_count or _has_other_shapes(readable.text, old, new, locale, len(spans)):
        return None
    places = [_place(readable.text, start, end, old, new) for start, end in spans]
    if any(depends(place, locale) for place in places):
        return None
    return _replaced(target, readable, spans, places)


def _occurrences(text: str, old: str, new: str, locale: LocaleInfo) -> list[tuple[int, int]]:
    """Return where the old form stands, what is inside of the new one already left out.

    Korean particles stand right after a form; whether they agree is asked later.
    """
    if locale.language == "ko":
        standing = find_forms(text, old, locale)
    else:
        standing = [match.span("form") for match in bare_pattern(old).finditer(text)]
    taken = [match.span("form") for match in bare_pattern(new).finditer(text)] if old in new else []
    return [
        (start, end)
        for start, end in standing
        if not any(first <= start and end <= last for first, last in taken)
    ]


def _has_other_shapes(text: str, old: str, new: str, locale: LocaleInfo, bare: int) -> bool:
    """Tell whether the old form also stands with an ending, inside a word, or in capitals."""
    within_new = 0
    if old.lower() in new.lower():
        within_new = text.lower().count(new.lower()) * new.lower().count(old.lower())
    shaped = len(find_forms(text, old, locale)) - within_new
    anywhere = text.lower().count(old.lower()) - within_new
    return shaped > bare or anywhere > bare


def _place(text: str, start: int, end: int, old: str, new: str) -> Place:
    found = text[start:end]
    return Place(text[:start], found, text[end:], old, _in_case(new, found, old))


def _in_case(new: str, found: str, old: str) -> str:
    """Keep the case: "Spirit stones" at the beginning of a sentence gives "Soul stones"."""
    if found == old or not found:
        return new
    if found == found.upper() and len(found) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if found[0].isupper() else new


_MARK_INSIDE = re.compile(r"</?[0-9]")


def _replaced(
    target: str, readable: PlainText, spans: list[tuple[int, int]], places: list[Place]
) -> str | None:
    pieces: list[str] = []
    end = 0
    for (start, stop), place in zip(spans, places, strict=True):
        first, last = readable.span(start, stop)
        if _MARK_INSIDE.search(target[first:last]):
            return None
        pieces += [target[end:first], escape(place.new)]
        end = last
    return "".join([*pieces, target[end:]])
