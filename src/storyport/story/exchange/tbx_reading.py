"""Reads termbases of whatever tool: TBX-Basic of 2019 in both styles, and of 2008."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storyport.kernel.errors import BadInput
from storyport.story.exchange.base import Row, Sheet, Troubles, listed, once_each
from storyport.story.exchange.tbx_concepts import Reader
from storyport.story.exchange.tbx_elements import Termbase
from storyport.story.validation import checked_entry

__all__ = ["read_termbase"]


def read_termbase(path: Path, source: str, to: str) -> Sheet:
    """Read a termbase.

    Raises:
        BadInput: it is broken or no TBX, or concepts cannot be used (all of them are named).
    """
    termbase = Termbase(path)
    reader = Reader(source, to, str(path))
    troubles = Troubles(path)
    rows = once_each(_rows(termbase, reader, source, troubles), troubles)
    troubles.check()
    if not rows:
        raise BadInput(
            "this termbase has no concepts.", where=str(path), do="Export it from the tool again."
        )
    unused = [f"{name}: {count}" for name, count in (reader.unused + termbase.foreign).items()]
    notes = [f"not used: {'; '.join(listed(unused))}."] if unused else []
    return Sheet(rows, (*termbase.notes, *notes, *listed(reader.notes)))


def _rows(termbase: Termbase, reader: Reader, source: str, troubles: Troubles) -> Iterator[Row]:
    for concept in termbase.concepts():
        where, place = f"{termbase.path}:{concept.line}", f"line {concept.line}"
        with troubles.within(place):
            yield Row(where, place, checked_entry(reader.entry_of(concept), source, where))
