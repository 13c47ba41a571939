"""Which encoding a text file is in, by its byte order mark, its validity, its characters.

The file is read in chunks; nothing of its size stands in memory. A valid UTF-8 file is
UTF-8. Among the others the reading wins whose characters are the likeliest
(`frequency`), since most bytes are valid in several encodings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyport.formats.txt import frequency
from storyport.kernel.errors import BadInput

__all__ = ["Encoding", "detect", "looks_like_text", "name_of"]

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x19\x1c-\x1f\x7f]")
# A character that cannot be decoded costs more than any that can.
_BITS_PER_FAULT = 60.0
# Above this many bits per character no reading makes sense (likely text needs 5 to 11).
_NONSENSE = 17.0
_FEW_CONTROLS = 0.02
# Bits per character of text in nothing but common characters; up to how many bytes a text
# may be valid UTF-8 by chance; the codecs of two bytes a character.
_COMMON = 9.5
_CHANCE = 128
_PAIRED = ("gb18030", "cp950", "cp949")
_WIDE = ("utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Encoding:
    """How a text file is encoded.

    Attributes:
        codec: Python's name, of the form without a byte order mark.
        bom: the byte order mark that stands at the start, or nothing.
    """

    codec: str
    bom: bytes = b""

    @property
    def name(self) -> str:
        """The name that people and `iconv` know."""
        return name_of(self.codec)


def name_of(codec: str) -> str:
    """Return the usual name of a codec, such as `Big5` for `cp950`."""
    known = {model.codec: model.name for model in frequency.models()}
    return known.get(codec, codec.upper())


@dataclass(frozen=True)
class _Survey:
    """What one pass over the bytes tells."""

    utf8: bool
    nul: bool
    high: int | None
    size: int


def detect(path: Path) -> Encoding:
    """Return the encoding of a text file.

    The chosen codec may still fail further on: whoever decodes says where (`lines`).

    Raises:
        BadInput: a folder, an empty file, one that cannot be read, or no text.
    """
    _refuse_folder(path)
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise BadInput("the file is empty.", where=str(path), do="Give a file with text in it.")
    for bom, codec in _MARKS:
        if head.startswith(bom):
            return Encoding(codec, bom)
    survey = _survey(path)
    if survey.nul:
        return Encoding(_wide_codec(path, survey))
    if survey.utf8:
        sample = _sample(path, 0)
        _refuse_controls(path, sample)
        return Encoding(_by_chance_utf8(sample) or "utf-8")
    return Encoding(_likeliest(path, _sample(path, survey.high or 0), survey))


def looks_like_text(head: bytes) -> bool:
    """Tell whether the first bytes of a file may be text, in whatever encoding."""
    marked = any(head.startswith(bom) for bom, _ in _MARKS)
    return bool(head) and (marked or not (b"\0" in head or _CONTROL.search(head)))


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise BadInput("a folder, not a text file.", where=str(path), do="Give a file in it.")
    if not path.exists():
        raise BadInput("no such file.", where=str(path), do="Check the name.")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _survey(path: Path) -> _Survey:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, high, size = True, None, 0
    for chunk in _chunks(path):
        if b"\0" in chunk:
            return _Survey(utf8=False, nul=True, high=high, size=path.stat().st_size)
        if high is None and (found := _HIGH.search(chunk)):
            high = size + found.start()
        utf8 = utf8 and _feeds(decoder, chunk)
        size += len(chunk)
    return _Survey(utf8=utf8 and _feeds(decoder, b"", final=True), nul=False, high=high, size=size)


def _feeds(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _sample(path: Path, around: int) -> bytes:
    """Return some 64 KiB from the start of the line in which the byte `around` stands."""
    start = max(0, around - _SAMPLE // 2)
    with path.open("rb") as file:
        file.seek(start)
        lead = file.read(around - start)
        line = lead.rfind(b"\n") + 1 if b"\n" in lead or start == 0 else len(lead)
        file.seek(start + line)
        return file.read(_SAMPLE)


def _refuse_controls(path: Path, sample: bytes) -> None:
    found = _CONTROL.search(sample)
    if found and len(_CONTROL.findall(sample)) > _FEW_CONTROLS * len(sample):
        raise _not_text(path, found.start())


def _not_text(path: Path, offset: int) -> BadInput:
    return BadInput(
        f"not a text file (control bytes from byte {offset} on).",
        where=str(path),
        do="Give a plain text file, or a book in a supported format under its own extension.",
    )


def _wide_codec(path: Path, survey: _Survey) -> str:
    """Return UTF-16 in one order or the other, where its characters make sense."""
    sample = _sample(path, 0)
    offset = sample.find(b"\0") if b"\0" in sample else _SAMPLE
    if survey.size % 2:
        raise _not_text(path, offset)
    sample = sample[: len(sample) // 2 * 2]
    cost, codec = min((_cost(sample, codec), codec) for codec in _WIDE)
    if cost > _NONSENSE * len(sample) / 2:
        raise _not_text(path, offset)
    return codec


def _by_chance_utf8(sample: bytes) -> str | None:
    """Return the codec of a few characters that are valid UTF-8 only by chance.

    Pairs such as those of 一一 in GB18030 are Cyrillic in UTF-8, of letters that nobody uses.
    """
    if sample.isascii() or len(sample) > _CHANCE:
        return None
    length = len(_HIGH.findall(sample)) / 2
    if length * 2 % 2 or _cost_of_high(sample, "utf-8") < _NONSENSE * length:
        return None
    costs = {codec: _cost_of_high(sample, codec) for codec in _PAIRED}
    best = min(costs, key=costs.__getitem__)
    return best if costs[best] < _COMMON * length else None


def _cost_of_high(sample: bytes, codec: str) -> float:
    return _cost(b"".join(_HIGH.findall(sample)), codec)


def _likeliest(path: Path, sample: bytes, survey: _Survey) -> str:
    _refuse_controls(path, sample)
    costs = {model.codec: _cost(sample, model.codec) for model in frequency.models()}
    costs["utf-8"] = _cost(sample, "utf-8")
    if survey.size % 2 == 0:
        costs |= {codec: _cost(sample[: len(sample) // 2 * 2], codec) for codec in _WIDE}
    return min(costs, key=costs.__getitem__)


def _cost(sample: bytes, codec: str) -> float:
    """Return the bits that the sample needs when read in the codec."""
    text = _decoded(sample, codec)
    faults = text.count("\ufffd")
    text = text.replace("\ufffd", "")
    if codec.startswith("utf-"):
        cost = frequency.bits_of_any(text, frequency.models())
    else:
        cost = frequency.bits(text, frequency.of(codec))
    return cost + faults * _BITS_PER_FAULT


def _decoded(sample: bytes, codec: str) -> str:
    # Not final: the sample may end within a character.
    return codecs.getincrementaldecoder(codec)("replace").decode(sample, len(sample) < _SAMPLE)
