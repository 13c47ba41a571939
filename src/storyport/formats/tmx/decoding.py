"""The bytes of a TMX file, as UTF-8 without what XML forbids.

Translation memories of real tools hold control characters, bare or as references such as
`&#x1F;`, though XML 1.0 (production 2, Char) allows neither; one of them would cost the
whole file. They are dropped and counted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

__all__ = ["Cleaner"]

_CHUNK = 1 << 18
_HEAD = 400
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# What expat and the codecs call by the same name and read the same way.
_READ_BY_EXPAT = frozenset({"utf-8", "ascii", "iso8859-1"})
# Writers of old files put these labels on text that goes beyond them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BARE = (("<", "utf-16-le"), ("<", "utf-16-be"))
_FORBIDDEN = bytes({*range(32)} - {9, 10, 13})
_REFERENCE = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,6})|0*([0-9]{1,7}));")
_LONGEST_REFERENCE = 40
# U+FFFE and U+FFFF in UTF-8.
_NONCHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")


class Cleaner:
    """Gives a file's bytes in chunks that expat can read.

    Attributes:
        decoded: whether the chunks are UTF-8 whatever the file declares.
        dropped: characters that XML forbids, so far.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.dropped = 0
        self._file = file
        head = file.read(_HEAD)
        file.seek(0)
        self._decoder = _decoder_for(head)
        self.decoded = self._decoder is not None
        self._utf8 = self.decoded or _declared(head) in {"", "utf-8"}

    def chunks(self) -> Iterator[bytes]:
        """Give the chunks in order, an empty one at the end.

        Raises:
            ValueError: the bytes are not in the encoding that the file declares.
        """
        held = b""
        while raw := self._file.read(_CHUNK):
            chunk = held + self._decode(raw)
            # What may be the beginning of a reference, or of a character, waits for its end.
            cut = _safe_end(chunk)
            held = chunk[cut:]
            if clean := self._cleaned(chunk[:cut]):
                yield clean
        if clean := self._cleaned(held + self._decode(b"")):
            yield clean
        yield b""

    def _decode(self, raw: bytes) -> bytes:
        return self._decoder.decode(raw, final=not raw).encode() if self._decoder else raw

    def _cleaned(self, chunk: bytes) -> bytes:
        clean = chunk.translate(None, _FORBIDDEN)
        self.dropped += len(chunk) - len(clean)
        if b"&#" in clean:
            clean = _REFERENCE.sub(self._kept, clean)
        if self._utf8 and b"\xef\xbf" in clean:
            clean, count = _NONCHARACTER.subn(b"", clean)
            self.dropped += count
        return clean

    def _kept(self, match: re.Match[bytes]) -> bytes:
        code = int(match[1], 16) if match[1] else int(match[2])
        if _is_allowed(code):
            return match[0]
        self.dropped += 1
        return b""


def _is_allowed(code: int) -> bool:
    if code < 0x20:
        return code in (9, 10, 13)
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _safe_end(chunk: bytes) -> int:
    end = len(chunk)
    at = chunk.rfind(b"&", max(0, end - _LONGEST_REFERENCE))
    if at >= 0 and b";" not in chunk[at:]:
        end = at
    while end and end > len(chunk) - 3 and chunk[end - 1] in (0xEF, 0xBF):
        end -= 1
    return end


def _decoder_for(head: bytes) -> codecs.IncrementalDecoder | None:
    """Return a decoder for an encoding that expat cannot read, or that cannot be cleaned."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(name)()
    for character, name in _BARE:
        if head.startswith(character.encode(name)) and len(head) > 1:
            return codecs.getincrementaldecoder(name)()
    name = _declared(head)
    if not name or name in _READ_BY_EXPAT or "<".encode(name) != b"<":
        return None
    return codecs.getincrementaldecoder(_WIDER.get(name, name))()


def _declared(head: bytes) -> str:
    """Return the codec that the declaration names; empty where there is none."""
    declared = _DECLARED.search(head)
    if declared is None:
        return ""
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        "<".encode(name)
    except (LookupError, UnicodeError):
        return ""
    return name
