"""Reading JSON that a model wrote: whole if possible, else its sound pieces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["clean_content", "pieces_of", "whole_of"]

_FENCE = re.compile(r"^\s*```[\w-]*[ \t]*\n(.*?)(?:\n[ \t]*```.*)?\s*\Z", re.DOTALL)
_STRING = r'"(?:[^"\\]|\\.)*+"'
_TRAILING_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)
_PAIR = re.compile(rf"({_STRING})\s*:\s*({_STRING})(?=\s*[,}}])", re.DOTALL)
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
    if match := _FENCE.match(text):
        text = match[1]
    return text.strip()


def whole_of(text: str) -> Any:
    """Return the JSON value that the text is, or None; trailing commas are forgiven."""
    for candidate in (text, _without_trailing_commas):
        value = _load(candidate if isinstance(candidate, str) else candidate(text))
        if value is not None:
            return value
    return None


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
    for match in _PAIR.finditer(text):
        key, value = _load(match[1]), _load(match[2])
        if isinstance(key, str) and isinstance(value, str):
            yield key, value


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(lambda match: match[1] or "", text)


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
