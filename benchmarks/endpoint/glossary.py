"""Finding the pinned terms of a request, in whatever reasonable form they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

Pairs = tuple[tuple[str, str], ...]

# `林风 -> Lin Feng`, also with → => =, a bullet before, quotes around, a note behind.
_LINE = re.compile(
    r"^[ \t]*(?:[-*•·|][ \t]*|\d+[.)][ \t]+)?(?P<source>[^\s\[{<=→][^\n{}<>=→]{0,60}?)"
    r"[ \t]*(?:->|=>|→|=)[ \t]*(?P<target>[^\n=→]{1,120}?)[ \t]*\|?[ \t]*$",
    re.MULTILINE,
)
_NOTE = re.compile(r"\s+[#(（;|].*$")
_QUOTES = " \t\"'`“”‘’「」『』"

# Keys of the user's JSON under which terms may stand; `context` is not one of them.
_HOLDERS = ("glossary", "terms", "terminology", "pinned", "names", "bible", "characters", "cards")
_SOURCE_KEYS = ("source", "src", "from", "zh", "term", "original", "name_source", "name")
_TARGET_KEYS = ("target", "rendering", "translation", "tgt", "to", "en", "name_target")


def find_terms(user: object, texts: Sequence[str]) -> dict[str, str]:
    """Source term -> rendering.

    `user` is the parsed JSON of the last user message (None if it is not JSON); `texts` are
    the messages in which glossary lines may stand. What the user's JSON says wins.
    """
    found: dict[str, str] = {}
    for text in texts:
        found.update(lines(text))
    if isinstance(user, Mapping):
        for key in _HOLDERS:
            if key in user:
                found.update(_pairs(user[key], holder=True))
    return found


@lru_cache(maxsize=1024)
def lines(text: str) -> Pairs:
    """The (source, rendering) pairs written as lines of `text`."""
    if "->" not in text and "=" not in text and "→" not in text:
        return ()
    raw = ((found["source"], found["target"]) for found in _LINE.finditer(text))
    return tuple(_clean(raw))


def _clean(raw: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Strip quotes and notes; drop pairs which cannot be terms."""
    for source, target in raw:
        term, rendering = source.strip(_QUOTES), _NOTE.sub("", target).strip(_QUOTES)
        if rendering and (term.isalpha() or any(map(str.isalpha, term))):
            yield term, rendering


def _pairs(value: object, holder: bool = False) -> Iterator[tuple[str, str]]:
    """Every pair inside a JSON value; `holder`: a plain mapping here is source -> rendering."""
    if isinstance(value, str):
        yield from lines(value)
    elif isinstance(value, Mapping):
        yield from _from_mapping(value, holder)
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(part, str) for part in value) and not holder:
            yield from _clean([(value[0], value[1])])
            return
        for part in value:
            yield from _pairs(part)


def _from_mapping(value: Mapping[str, object], holder: bool) -> Iterator[tuple[str, str]]:
    """The pairs of one JSON object: an entry with named fields, or a mapping of terms."""
    source, target = _first(value, _SOURCE_KEYS), _first(value, _TARGET_KEYS)
    if source and target:
        yield from _clean([(source, target)])
        return
    for key, part in value.items():
        if isinstance(part, str) and holder:
            yield from _clean([(key, part)])
        elif not isinstance(part, str):
            yield from _pairs(part, holder=key in _HOLDERS)


def _first(value: Mapping[str, object], keys: Sequence[str]) -> str:
    """The first text among `keys` of an object, else ''."""
    for key in keys:
        part = value.get(key)
        if part and isinstance(part, str):
            return part
    return ""
