"""Encodings of XML: what a document is written in, and a UTF-8 view of it that maps back.

Source: Extensible Markup Language 1.0, section 4.3.3 and appendix F.
"""

from __future__ import annotations

import bisect
import codecs
import itertools
import re
from dataclasses import dataclass, field

from storyport.kernel.errors import BadInput

__all__ = ["Utf8View", "view_utf8"]

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STEP = 4096
_BARE_UTF16 = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_REFUSED = frozenset(
    {"utf-7", "utf-16", "utf-32", "idna", "punycode", "unicode_escape", "raw_unicode_escape"}
)
# Writers of old files put more behind these labels than Python does: read widely, write strictly.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}


@dataclass(frozen=True)
class Utf8View:
    """A document as UTF-8.

    Attributes:
        data: the view. original: the octets as they were; the same object where it was UTF-8.
        encoding: of the original, as Python names it.
    """

    data: bytes
    original: bytes
    encoding: str
    _utf8_at: list[int] = field(default_factory=list, repr=False)
    _original_at: list[int] = field(default_factory=list, repr=False)

    def original_offset(self, offset: int) -> int:
        """Return the offset in the original of a character that starts at `offset` of the view."""
        if self.data is self.original:
            return offset
        return self._original_at[bisect.bisect_left(self._utf8_at, offset)]

    def encode(self, text: str) -> bytes:
        """Return text in the original's encoding; what that lacks as character references."""
        return text.encode(self.encoding, "xmlcharrefreplace")


@dataclass(frozen=True)
class _OneOctetView(Utf8View):
    """A view of a document in which each character is one octet (windows-1251 and its kin).

    Books of tens of megabytes come in these, pictures and all: offsets are kept of every
    4096th character only.
    """

    def original_offset(self, offset: int) -> int:
        """Return how many characters stand before `offset` of the view."""
        last = bisect.bisect_right(self._utf8_at, offset) - 1
        return last * _STEP + len(self.data[self._utf8_at[last] : offset].decode("utf-8"))


def view_utf8(data: bytes, where: str) -> Utf8View:
    """Return the UTF-8 view of a document's octets.

    Raises:
        BadInput: an unknown encoding, or octets that are not in the encoding declared.
    """
    encoding = _encoding_of(data, where)
    if encoding in {"utf-8", "ascii"}:  # ASCII is UTF-8 too, as long as nothing else is written
        return Utf8View(data, data, encoding)
    return _transcode(data, encoding, where)


def _encoding_of(data: bytes, where: str) -> str:
    for head, encoding in _BOMS + _BARE_UTF16:
        if data.startswith(head):
            return encoding
    declared = _DECLARED.match(data[:400])
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii").lower()
    try:
        known = codecs.lookup(name).name
        text = "<".encode(known) == b"<"
    except (LookupError, UnicodeError):
        known, text = "", False
    if known in _REFUSED or not text:
        raise BadInput(
            f"declares an encoding that cannot be read here: {name}.",
            where=where,
            do="Convert it to UTF-8.",
        )
    return known


def _transcode(data: bytes, encoding: str, where: str) -> Utf8View:
    if _is_one_octet(encoding):
        return _transcode_octets(data, encoding, where)
    start = next((len(bom) for bom, _ in _BOMS[1:] if data.startswith(bom)), 0)
    decoder = codecs.getincrementaldecoder(_WIDER.get(encoding, encoding))()
    characters: list[str] = []
    original_at: list[int] = []
    pending = start
    try:
        for at in range(start, len(data)):
            out = decoder.decode(data[at : at + 1])
            if out:
                characters.extend(out)
                original_at.extend(itertools.repeat(pending, len(out)))
                pending = at + 1
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _undecodable(encoding, pending, where) from error
    utf8_at = list(itertools.accumulate((len(c.encode()) for c in characters), initial=0))
    return Utf8View(
        "".join(characters).encode(), data, encoding, utf8_at, [*original_at, len(data)]
    )


def _is_one_octet(encoding: str) -> bool:
    upper = bytes(range(0x80, 0x100))
    return (
        not encoding.startswith(("iso2022", "hz")) and len(upper.decode(encoding, "replace")) == 128
    )


def _transcode_octets(data: bytes, encoding: str, where: str) -> Utf8View:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(encoding, error.start, where) from error
    pieces = [text[at : at + _STEP].encode() for at in range(0, len(text), _STEP)]
    utf8_at = list(itertools.accumulate(map(len, pieces), initial=0))
    return _OneOctetView(b"".join(pieces), data, encoding, utf8_at)


def _undecodable(encoding: str, at: int, where: str) -> BadInput:
    return BadInput(
        f"is not {encoding}, as it declares (at octet {at}).",
        where=where,
        do="Declare the right encoding, or convert it to UTF-8.",
    )
