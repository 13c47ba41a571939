"""The records of a zip file as bytes.

Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central entry),
4.3.14-4.3.16 (ends of the directory), 4.5.3 (the zip64 extra field).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

__all__ = [
    "DEFLATED",
    "STORED",
    "Directory",
    "Entry",
    "end_records",
    "find_directory",
    "parse_entries",
]

STORED = 0
DEFLATED = 8
ENCRYPTED_FLAG = 0x0001
DESCRIPTOR_FLAG = 0x0008
UTF8_FLAG = 0x0800
_LEVEL_FLAGS = 0x0006

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64 = struct.Struct("<4sIQI")

LOCAL_SIZE = _LOCAL.size
_ZIP64 = 0x0001
_BIG = 0xFFFFFFFF
_MANY = 0xFFFF
_NEEDS_ZIP64 = 45
_LONGEST_COMMENT = 0xFFFF


@dataclass(frozen=True)
class Entry:
    """One entry of the central directory.

    Attributes:
        name: as bytes. extra, comment: as they stand. offset: of the local header.
        size, packed: octets before and after compression. raw: the entry's own bytes.
    """

    raw: bytes
    name: bytes
    extra: bytes
    comment: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    internal: int
    external: int
    offset: int

    def central_at(self, offset: int) -> bytes:
        """Return the entry's bytes for a local header at `offset`, all else as it was."""
        if offset >= _BIG or self.raw[42:46] == b"\xff\xff\xff\xff":
            return replace(self, offset=offset).central()
        return self.raw[:42] + offset.to_bytes(4, "little") + self.raw[46:]

    def central(self) -> bytes:
        """Return the entry's bytes from its fields, with zip64 fields where they are needed."""
        big = [value for value in (self.size, self.packed, self.offset) if value >= _BIG]
        extra = _without_zip64(self.extra)
        if big:
            extra += struct.pack(f"<2H{len(big)}Q", _ZIP64, 8 * len(big), *big)
        head = _CENTRAL.pack(
            b"PK\x01\x02",
            self.made_by,
            max(self.needs, _NEEDS_ZIP64) if big else self.needs,
            self.flags,
            self.method,
            self.time,
            self.date,
            self.crc,
            min(self.packed, _BIG),
            min(self.size, _BIG),
            len(self.name),
            len(extra),
            len(self.comment),
            0,
            self.internal,
            self.external,
            min(self.offset, _BIG),
        )
        return head + self.name + extra + self.comment

    def local(self, extra: bytes) -> bytes:
        """Return a local header of these fields; `extra` as in the old local header."""
        extra = _without_zip64(extra)
        big = max(self.size, self.packed) >= _BIG
        if big:
            extra += struct.pack("<2H2Q", _ZIP64, 16, self.size, self.packed)
        head = _LOCAL.pack(
            b"PK\x03\x04",
            _NEEDS_ZIP64 if big else self.needs,
            self.flags,
            self.method,
            self.time,
            self.date,
            self.crc,
            _BIG if big else self.packed,
            _BIG if big else self.size,
            len(self.name),
            len(extra),
        )
        return head + self.name + extra

    def holding(self, *, method: int, crc: int, packed: int, size: int) -> Entry:
        """Return the entry with new content; name, times and attributes stay."""
        flags = self.flags & ~(DESCRIPTOR_FLAG | _LEVEL_FLAGS)
        return replace(
            self,
            raw=b"",
            flags=flags,
            method=method,
            needs=20,
            crc=crc,
            packed=packed,
            size=size,
        )


@dataclass(frozen=True)
class Directory:
    """Where the central directory lies.

    Attributes:
        start: real offset. size: octets. count: entries. comment: of the archive.
        shift: octets that stand before the archive (what stored offsets lack).
    """

    start: int
    size: int
    count: int
    comment: bytes
    shift: int


def find_directory(tail: bytes, length: int) -> Directory | None:
    """Return where the directory lies, from the last octets of a file of `length` octets.

    None where there is no end record that fits, or the archive spans several disks.
    """
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        found = _read_end(tail, at, length)
        if found is not None:
            return found
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return None


def tail_size() -> int:
    """Return how many octets at a file's end may hold the end records."""
    return _END.size + _LONGEST_COMMENT + _LOCATOR64.size + _END64.size


def _read_end(tail: bytes, at: int, length: int) -> Directory | None:
    if at + _END.size > len(tail):
        return None
    _, disk, first, _, count, size, offset, comment = _END.unpack_from(tail, at)
    if at + _END.size + comment > len(tail) or disk or first:
        return None
    end = at
    before = at - _LOCATOR64.size - _END64.size
    if before >= 0 and tail[before + _END64.size :].startswith(b"PK\x06\x07"):
        _, _, _, _, _, _, _, count, size, offset = _END64.unpack_from(tail, before)
        end = before
    start = length - len(tail) + end - size
    if start < offset:
        return None
    text = tail[at + _END.size : at + _END.size + comment]
    return Directory(start, size, count, text, start - offset)


def parse_entries(directory: bytes, shift: int) -> list[Entry]:
    """Return the entries of a central directory.

    Raises:
        ValueError: the bytes are no such directory.
    """
    entries = []
    at = 0
    while directory.startswith(b"PK\x01\x02", at) and at + _CENTRAL.size <= len(directory):
        entry = _parse_entry(directory, at, shift)
        entries.append(entry)
        at += len(entry.raw)
    if at != len(directory):
        raise ValueError(at)
    return entries


def _parse_entry(data: bytes, at: int, shift: int) -> Entry:
    fields = _CENTRAL.unpack_from(data, at)
    names, extras, comments = fields[10:13]
    start = at + _CENTRAL.size
    end = start + names + extras + comments
    if end > len(data):
        raise ValueError(at)
    extra = data[start + names : start + names + extras]
    size, packed, offset = _unpack_zip64(extra, fields[9], fields[8], fields[16])
    return Entry(
        raw=data[at:end],
        name=data[start : start + names],
        extra=extra,
        comment=data[start + names + extras : end],
        made_by=fields[1],
        needs=fields[2],
        flags=fields[3],
        method=fields[4],
        time=fields[5],
        date=fields[6],
        crc=fields[7],
        packed=packed,
        size=size,
        internal=fields[14],
        external=fields[15],
        offset=offset + shift,
    )


def _extra_fields(extra: bytes) -> list[tuple[int, bytes]]:
    fields = []
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        fields.append((kind, extra[at : at + 4 + length]))
        at += 4 + length
    return fields


def _unpack_zip64(extra: bytes, *values: int) -> tuple[int, ...]:
    field = next((data[4:] for kind, data in _extra_fields(extra) if kind == _ZIP64), b"")
    full = []
    for value in values:
        if value != _BIG:
            full.append(value)
            continue
        if len(field) < 8:
            raise ValueError(value)
        full.append(int.from_bytes(field[:8], "little"))
        field = field[8:]
    return tuple(full)


def _without_zip64(extra: bytes) -> bytes:
    fields = _extra_fields(extra)
    if all(kind != _ZIP64 for kind, _ in fields):
        return extra
    return b"".join(data for kind, data in fields if kind != _ZIP64)


def end_records(*, count: int, size: int, start: int, comment: bytes) -> bytes:
    """Return the records that close an archive, zip64 ones where they are needed."""
    records = b""
    if count >= _MANY or size >= _BIG or start >= _BIG:
        made_by = needs = _NEEDS_ZIP64
        records += _END64.pack(
            b"PK\x06\x06", _END64.size - 12, made_by, needs, 0, 0, count, count, size, start
        )
        records += _LOCATOR64.pack(b"PK\x06\x07", 0, start + size, 1)
    short = min(count, _MANY)
    records += _END.pack(
        b"PK\x05\x06", 0, 0, short, short, min(size, _BIG), min(start, _BIG), len(comment)
    )
    return records + comment
