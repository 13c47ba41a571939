"""Reading what a batch answered: one JSON object a line, in any order, as it arrives."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import Any

from storyport.engines.base import Answer, BadAnswer, EngineError, Line, TooLarge
from storyport.engines.translate.answering import blank_answer, sent_lines

__all__ = ["answers_of", "custom_id_of", "lines_of", "packed"]

# What can still be told of a line that is broken.
_ID = re.compile(rb'"custom_id"\s*:\s*"([A-Za-z0-9_-]{1,64})"')
_NAMED = 5

Row = tuple[str, bytes]
"""Where a line stands ("line 3 of the answers"), and the line."""
Reading = Callable[[Mapping[str, Any], Sequence[Line]], Answer | EngineError | None]
"""From a line's object and its request's lines to what became of it; None: nothing did."""


def packed(bodies: Iterable[Mapping[str, Any]], most_requests: int, most_bytes: int) -> bytes:
    """Return requests as JSON lines.

    Raises:
        TooLarge: they are more, or more bytes, than a batch may hold.
    """
    rows = []
    size = 0
    for body in bodies:
        rows.append(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        size += len(rows[-1])
        if len(rows) > most_requests or size > most_bytes:
            raise TooLarge(
                f"a batch holds {most_requests} requests and {most_bytes} bytes at most.",
                requests=0,
            )
    return b"".join(rows)


async def lines_of(chunks: AsyncIterable[bytes], what: str) -> AsyncIterator[Row]:
    """Give the lines of a file as it arrives, empty ones left out; only one is held at a time."""
    number = 0
    rest = b""
    async for chunk in chunks:
        # Split at line feeds only: JSON may hold other line separators as they are.
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            number += 1
            if line.strip():
                yield f"line {number} of {what}", line
    if rest.strip():
        yield f"line {number + 1} of {what}", rest


async def answers_of(
    rows: AsyncIterable[Row],
    requests: Mapping[str, str],
    lines: Mapping[str, Sequence[Line]],
    read: Reading,
    key: Callable[[str], str] = str,
) -> AsyncIterator[tuple[str, Answer | EngineError]]:
    """Give what became of each request, the first time that it is told.

    A line that cannot be read is told as a BadAnswer of its request; where even its id is
    lost, of each request that no other line speaks of.

    Args:
        rows: the lines of a batch's answers.
        requests: what `key` makes of a custom id -> request.
        lines: of each request.
        read: what a line means.
        key: takes off what else a custom id tells.
    """
    broken: list[str] = []
    left = dict.fromkeys(lines)
    async for place, row in rows:
        data = _object(row)
        custom = custom_id_of(row) if data is None else str(data.get("custom_id"))
        id_ = requests.get(key(custom))
        if id_ is None and data is None:
            broken.append(place)
        if id_ not in left:
            continue
        del left[id_]
        found = BadAnswer(f"{place} is broken.") if data is None else read(data, lines[id_])
        if found is not None:
            yield id_, found
    for id_ in left:
        if not sent_lines(lines[id_]):
            yield id_, blank_answer(lines[id_])
        elif broken:
            places = ", ".join(broken[:_NAMED]) + (" …" if len(broken) > _NAMED else "")
            yield id_, BadAnswer(f"it has no answer, and there is what cannot be read: {places}.")


def _object(row: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(row)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def custom_id_of(row: bytes) -> str:
    """Return the id in a line, even a broken one; empty where there is none to be seen."""
    found = _ID.search(row)
    return found[1].decode() if found else ""
