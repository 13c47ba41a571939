"""The text of a file of entries, in whatever encoding it is certain to be."""

from __future__ import annotations

import codecs
from pathlib import Path

from storyport.formats.txt import frequency
from storyport.kernel.errors import BadInput

__all__ = ["read_text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF16_LE, "utf-16", ""),
    (codecs.BOM_UTF16_BE, "utf-16", ""),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)
# What is taken without being asked; the others are only named.
_TAKEN = frozenset({"gb18030", "cp950", "big5hkscs", "cp1252"})
_ALIKE = {"big5hkscs": "cp950"}
_SAMPLE = 1 << 16
# Bits by which the likeliest reading must be ahead of any other one, in all and per byte that
# tells them apart; a few names are likely in several encodings.
_AHEAD = 48.0
_AHEAD_PER_BYTE = 0.5
_NAMED = 3


def read_text(path: Path, *, guess: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return a file's text and what there is to say about its encoding.

    UTF-8 with or without a mark, UTF-16 with one; GB18030, Big5 and windows-1252 where the
    bytes leave no doubt.

    Args:
        guess: whether anything but UTF-8 and UTF-16 may be taken.

    Raises:
        BadInput: it is something else; names the line and what it looks like.
    """
    data = path.read_bytes()
    codec, name = next(
        ((codec, name) for mark, codec, name in _MARKS if data.startswith(mark)), ("utf-8", "")
    )
    if codec == "utf-8" and b"\0" in data:
        raise _not_utf8(f"{path}:1", "UTF-16")
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _decoded(data, f"{path}:{line}", error.start, guess=guess)
    return text, _taken_as(name)


def _decoded(data: bytes, where: str, start: int, *, guess: bool) -> tuple[str, tuple[str, ...]]:
    costs = _costs(data, start)
    if not costs:
        raise _not_utf8(where, "")
    (best, model), *others = costs
    ahead = min((cost for cost, _ in others), default=float("inf")) - best
    certain = ahead >= max(_AHEAD, _AHEAD_PER_BYTE * _high_bytes(data[start : start + _SAMPLE]))
    if guess and certain and model.codec in _TAKEN:
        return data.decode(model.codec), _taken_as(model.name)
    raise _not_utf8(
        where, " or ".join(model.name for _, model in costs[: 1 if certain else _NAMED])
    )


def _taken_as(name: str) -> tuple[str, ...]:
    return (f"the file is not UTF-8; it was read as {name}.",) if name else ()


def _costs(data: bytes, start: int) -> list[tuple[float, frequency.Model]]:
    """Return (bits, model) of the encodings in which all bytes mean something, likeliest first."""
    found: dict[str, tuple[float, frequency.Model]] = {}
    end = data.find(b"\n", start + _SAMPLE) + 1 or len(data)
    begin = data.rfind(b"\n", 0, start) + 1
    for model in frequency.models():
        try:
            data.decode(model.codec)
            text = data[begin:end].decode(model.codec)
        except UnicodeDecodeError:
            continue
        cost = frequency.bits(text, model)
        kin = _ALIKE.get(model.codec, model.codec)
        found[kin] = min(found.get(kin, (cost, model)), (cost, model), key=lambda one: one[0])
    return sorted(found.values(), key=lambda one: one[0])


def _high_bytes(data: bytes) -> int:
    return sum(byte > 0x7F for byte in data)


def _not_utf8(where: str, looks_like: str) -> BadInput:
    looks = f" It looks like {looks_like}." if looks_like else ""
    return BadInput(
        f"this is not UTF-8.{looks}",
        where=where,
        do="Save it as UTF-8 (in a spreadsheet: CSV UTF-8; in an editor: Save with encoding) and "
        "import it again.",
    )
