"""Lines of a text file with their byte offsets, read in blocks.

A line ends at LF, CR LF or a lone CR; other separators of Unicode are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from storyport.formats.txt.encoding import Encoding
from storyport.kernel.errors import BadInput

__all__ = ["BLANK", "Line", "byte_lines", "read_lines", "split_lines"]

_BLOCK = 1 << 20
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_UNITS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff\u200b"
"""What does not count as text at the ends of a line (`str.strip` with this)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its ending included.

    Attributes:
        offset: of its first byte in the file. number: counted from 1.
        data: its bytes. codec: how to decode them.
    """

    offset: int
    number: int
    data: bytes
    codec: str

    @property
    def text(self) -> str:
        """The line decoded, its ending included."""
        return self.data.decode(self.codec)


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, endings kept."""
    return _LINE.findall(text)


def byte_lines(data: bytes, codec: str) -> list[tuple[int, str]]:
    """Return byte offset and text of every line, endings kept; what is cut off at the end may be."""
    if codec in _UNITS or codec == "utf-8":
        lines = split_lines(data.decode(codec, "ignore"))
        ends = accumulate(len(line.encode(codec)) for line in lines)
        return list(zip((0, *ends), lines, strict=False))
    raw = data.splitlines(keepends=True)
    ends = accumulate(map(len, raw))
    return [
        (offset, line.decode(codec, "ignore"))
        for offset, line in zip((0, *ends), raw, strict=False)
    ]


def read_lines(path: Path, encoding: Encoding) -> Iterator[Line]:
    """Give every line of a file; every byte is in exactly one, but the byte order mark.

    Raises:
        BadInput: a byte that cannot be decoded (line, offset, what the file looks like).
    """
    number = 1
    for offset, block in _blocks(path, encoding):
        for data in _split(path, encoding, offset, number, block):
            yield Line(offset, number, data, encoding.codec)
            offset += len(data)  # noqa: PLW2901 - walks through the block
            number += 1


def _blocks(path: Path, encoding: Encoding) -> Iterator[tuple[int, bytes]]:
    """Give offset and bytes of blocks that end where a line ends."""
    offset = len(encoding.bom)
    with path.open("rb") as file:
        file.seek(offset)
        pending = bytearray()
        while chunk := file.read(_BLOCK):
            searched = max(0, len(pending) - 4)
            pending += chunk
            end = _last_line_end(pending, searched, _UNITS.get(encoding.codec, 1), encoding)
            if end:
                yield offset, bytes(pending[:end])
                offset += end
                del pending[:end]
        if pending:
            yield offset, bytes(pending)


def _last_line_end(data: bytearray, start: int, unit: int, encoding: Encoding) -> int:
    """Return where the last whole line ends, 0 where none does; CR LF is never cut in two."""
    feed, back = ("\n".encode(encoding.codec), "\r".encode(encoding.codec))
    end = _rfind(data, feed, start, len(data), unit)
    if end < 0:
        # A CR that stands last may be half of a CR LF.
        end = _rfind(data, back, start, len(data) // unit * unit - unit, unit)
    return end + unit if end >= 0 else 0


def _rfind(data: bytearray, wanted: bytes, start: int, end: int, unit: int) -> int:
    found = data.rfind(wanted, start, max(start, end))
    while found >= 0 and found % unit:
        found = data.rfind(wanted, start, found + unit - 1)
    return found


def _split(
    path: Path, encoding: Encoding, offset: int, number: int, block: bytes
) -> Iterator[bytes]:
    try:
        text = block.decode(encoding.codec)
    except UnicodeDecodeError as error:
        raise _undecodable(path, encoding, offset, number, error) from error
    if "\0" in text:
        line = number + len(split_lines(text[: text.index("\0")] + "x")) - 1
        raise BadInput(
            "not a text file (a NUL character).",
            where=f"{path}, line {line}",
            do="Give a plain text file.",
        )
    if encoding.codec in _UNITS:
        return (line.encode(encoding.codec) for line in split_lines(text))
    # In all other encodings here CR and LF are never part of another character.
    return iter(block.splitlines(keepends=True))


def _undecodable(
    path: Path, encoding: Encoding, offset: int, number: int, error: UnicodeDecodeError
) -> BadInput:
    before = error.object[: error.start].decode(encoding.codec, "replace")
    line = number + len(split_lines(before + "x")) - 1
    wrong = error.object[error.start : error.end][:4].hex(" ")
    return BadInput(
        f"byte {offset + error.start} cannot be read ({wrong}): the file looks most like"
        f" {encoding.name}, but mixes encodings or is damaged.",
        where=f"{path}, line {line}",
        do="Mend that line, or convert the file to UTF-8, for example with"
        f" `iconv -f {encoding.name} -t UTF-8`.",
    )
