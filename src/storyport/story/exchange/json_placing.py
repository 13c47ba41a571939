"""Where in a JSON text each entry begins, so that an error can name its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["RepeatedKeyError", "placed_entries"]

_SPACE = re.compile(r"[ \t\r\n]*")


class RepeatedKeyError(Exception):
    """A key that stands twice in one object; JSON would keep the last without a word."""


def placed_entries(text: str) -> Iterator[tuple[int, Any]]:
    """Give (offset, value) of each member of the list `entries`.

    Args:
        text: good JSON, an object with a list of that name.

    The value is a `RepeatedKeyError` where a key stands twice in it.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    for start in _starts_of_entries(text):
        place = _skip(text, start + 1)
        while text[place] != "]":
            begin = place
            try:
                value, place = decoder.raw_decode(text, begin)
            except RepeatedKeyError as error:
                value, place = error, json.JSONDecoder().raw_decode(text, begin)[1]
            yield begin, value
            place = _skip(text, place)
            if text[place] == ",":
                place = _skip(text, place + 1)


def _starts_of_entries(text: str) -> Iterator[int]:
    decoder = json.JSONDecoder()
    place = _skip(text, _skip(text, 0) + 1)
    while text[place] != "}":
        key, place = decoder.raw_decode(text, place)
        place = _skip(text, _skip(text, place) + 1)
        if key == "entries":
            yield place
        place = _skip(text, decoder.raw_decode(text, place)[1])
        if text[place] == ",":
            place = _skip(text, place + 1)


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        raise RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return value
