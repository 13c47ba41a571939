"""What was handed in, written down before it is sent."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from storyport.engines.base import Line
from storyport.work.models import HandedIn

__all__ = ["Slip", "open_slips", "read_slips", "write_slips"]


@dataclass(frozen=True)
class Slip:
    """One request of a batch: into which locale, and for each line its step key and itself."""

    locale: str
    keys: tuple[str, ...]
    lines: tuple[Line, ...]


def write_slips(scope: str, engine: str, slips: Mapping[str, Slip]) -> HandedIn:
    """Write down a batch that is about to be sent."""
    plain = {
        id_: [slip.locale, slip.keys, [[line.id, line.text] for line in slip.lines]]
        for id_, slip in slips.items()
    }
    content = zlib.compress(json.dumps(plain, ensure_ascii=False).encode())
    return HandedIn.objects.create(scope=scope, engine=engine, requests=len(slips), content=content)


def read_slips(row: HandedIn) -> dict[str, Slip]:
    """Return what was written down of a batch, by request id."""
    plain = json.loads(zlib.decompress(bytes(row.content)))
    return {
        id_: Slip(locale, tuple(keys), tuple(Line(*line) for line in lines))
        for id_, (locale, keys, lines) in plain.items()
    }


def open_slips(scope: str) -> list[HandedIn]:
    """Return the batches of a scope that are not collected yet, the oldest first."""
    rows = HandedIn.objects.filter(
        scope=scope, state__in=(HandedIn.State.SENDING, HandedIn.State.OUT)
    )
    return list(rows.order_by("created"))
