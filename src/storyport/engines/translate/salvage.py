"""Reading JSON that a model wrote: whole if possible, else its sound pieces."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["clean_content", "pairs_of", "pieces_of", "whole_of"]

# A string, closed or running on to the end: so each character is looked at once.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+("|\Z)', re.DOTALL)
_TRAILING_COMMA = re.compile(rf"({_STRING.pattern})|,(?=\s*[}}\]])", re.DOTALL)
_ENDED = re.compile(r"\s*[,}]")
_OPENING = re.compile(r"[{\[]")
# Content may be hostile: so many places are tried, and no more.
_ATTEMPTS = 2_000

_DECODER = json.JSONDecoder(strict=False)


def clean_content(content: str) -> str:
    """Return an answer without byte-order mark, thoughts (`<think>…</think>`) and fences.

    Some templates leave the opening `<think>` out; then the closing one counts if it stands
    before the first brace. Thoughts without an end leave nothing.
    """
    text = content.lstrip("\ufeff \t\r\n")
    if text.startswith("<think"):
        text = text.partition("</think>")[2]
    elif "</think>" in text:
        before, _, after = text.partition("</think>")
        text = after if "{" not in before else text
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("```") and not _OPENING.search(first):
        text = rest.partition("\n```")[0]
    return text.strip()


def whole_of(text: str) -> Any:
    """Return the JSON value that the text is, or None; trailing commas are forgiven."""
    value = _load(text)
    return value if value is not None else _load(_without_trailing_commas(text))


def pieces_of(text: str) -> Iterator[Any]:
    """Give each complete object or list in a text, the outermost that can be read.

    Where an outer one is cut off, its complete inner ones are given instead.
    """
    text = _without_trailing_commas(text)
    at = 0
    for _ in range(_ATTEMPTS):
        opening = _OPENING.search(text, at)
        if opening is None:
            break
        try:
            value, at = _DECODER.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            at = opening.end()
            continue
        yield value


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """Give each complete `"key": "value"` in a text that is no whole JSON."""
    strings = [match for match in _STRING.finditer(text) if match[1]]
    for key, value in itertools.pairwise(strings):
        if text[key.end() : value.start()].strip() != ":" or not _ENDED.match(text, value.end()):
            continue
        pair = _load(key[0]), _load(value[0])
        if isinstance(pair[0], str) and isinstance(pair[1], str):
            yield pair


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(lambda match: match[1] or "", text)


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
