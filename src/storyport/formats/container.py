"""Zip containers (EPUB, Word and their kin), read without trust and without unpacking to disk.

Members are read one at a time; what is not asked for is never inflated. Limits let real
books of gigabytes pass and stop bombs: by the sizes a container declares, and by the
octets that really come out.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from storyport.formats import zip_records
from storyport.formats.zip_records import DEFLATED, STORED, Entry
from storyport.kernel.errors import BadInput

__all__ = ["MAX_TEXT", "Container", "Member"]

MAX_TEXT = 128 << 20
"""Octets of one member that is read as text (XHTML, OPF, CSS); longer ones are refused."""
_MAX_MEMBERS = 500_000
_MAX_TOTAL = 64 << 30
# Text of a novel packs to about a third, markup of tables to a thirtieth; deflate ends at 1:1032.
_MAX_RATIO = 200
_RATIO_COUNTS_FROM = 256 << 20
_CHUNK = 1 << 20
_UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|\x00|(?:^|/)\.\.(?:/|$)")
_REPACK = "Get the file again from where it came, or pack it anew."


@dataclass(frozen=True)
class Member:
    """One file in a container.

    Attributes:
        name: path within the container, `/` between folders.
        entry: its record in the directory. limit: offset at which the next thing starts.
    """

    name: str
    entry: Entry
    limit: int


class Container:
    """A zip file open for reading; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open and check the directory.

        Raises:
            BadInput: no zip file, cut short, encrypted, unsafe names, a bomb.
        """
        self.path = path
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise self._bad(f"cannot be read: {error.strerror}.", do="Check the path.") from error
        try:
            self.comment, entries, end = self._read_directory()
            self.members = self._name(entries, end)
            self._check()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def where(self, name: str) -> str:
        """Return how errors name a member."""
        return f"{self.path}: {name}"

    def read(self, name: str, limit: int = MAX_TEXT) -> bytes:
        """Return a member's octets, at most `limit`.

        Raises:
            BadInput: no such member, too large, damaged.
        """
        member = self.members.get(name)
        if member is None:
            raise self._bad("is missing in the container.", name)
        if member.entry.size > limit:
            raise self._bad(f"is larger than {limit >> 20} MiB.", name, "Split it.")
        data = b"".join(self._inflate(member))
        if zlib.crc32(data) != member.entry.crc:
            raise self._bad("is damaged (checksum differs).", name)
        return data

    def local_extra(self, member: Member) -> bytes:
        """Return the extra field of a member's local header."""
        self._file.seek(member.entry.offset + 26)
        names = int.from_bytes(self._file.read(2), "little")
        extras = int.from_bytes(self._file.read(2), "little")
        self._file.seek(names, 1)
        return self._file.read(extras)

    def raw(self, member: Member) -> Iterator[bytes]:
        """Give a member as it lies in the file: local header, packed octets, descriptor."""
        data = self._data_start(member)
        end = data + member.entry.packed
        if member.entry.flags & zip_records.DESCRIPTOR_FLAG:
            end = min(member.limit, end + 24)  # signature, checksum, two sizes of 8 octets
        yield from self._span(member.entry.offset, end)

    def _read_directory(self) -> tuple[bytes, list[Entry], int]:
        length = self._file.seek(0, 2)
        self._file.seek(max(0, length - zip_records.tail_size()))
        found = zip_records.find_directory(self._file.read(), length)
        if found is None:
            raise self._bad("is no zip file, or was cut short.")
        self._file.seek(found.start)
        try:
            entries = zip_records.parse_entries(self._file.read(found.size), found.shift)
        except ValueError as error:
            raise self._bad("has a damaged directory.") from error
        if len(entries) != found.count:
            raise self._bad("has a damaged directory (the count of files differs).")
        return found.comment, entries, found.start

    def _name(self, entries: list[Entry], end: int) -> dict[str, Member]:
        starts = sorted({entry.offset for entry in entries})
        limits = dict(zip(starts, [*starts[1:], end], strict=True))
        members = {}
        for entry in entries:
            name = _decode_name(entry.name)
            members[name] = Member(name, entry, limits[entry.offset])
        if len(members) != len(entries):
            twice = Counter(entry.name for entry in entries).most_common(1)[0][0]
            raise self._bad("stands twice in the container.", _decode_name(twice))
        return members

    def _check(self) -> None:
        if len(self.members) > _MAX_MEMBERS:
            raise self._bad(f"holds more than {_MAX_MEMBERS} files.")
        for member in self.members.values():
            self._check_member(member)
        size = sum(member.entry.size for member in self.members.values())
        packed = sum(member.entry.packed for member in self.members.values())
        bomb = size > _RATIO_COUNTS_FROM and size > _MAX_RATIO * packed
        if bomb or size > _MAX_TOTAL:
            raise self._bad(f"unpacks to {size >> 20} MiB from {packed >> 10} KiB: a zip bomb.")

    def _check_member(self, member: Member) -> None:
        name, entry = member.name, member.entry
        if not name or _UNSAFE_NAME.search(name):
            raise self._bad(f"has an unsafe name of a file: {name!r}.")
        if entry.flags & zip_records.ENCRYPTED_FLAG:
            raise self._bad("is encrypted (zip password).", name, "Unpack it with its password.")
        if entry.method not in (STORED, DEFLATED):
            raise self._bad(f"is packed by method {entry.method}; only 0 and 8 are known.", name)
        least = zip_records.LOCAL_SIZE + len(entry.name) + entry.packed
        if entry.offset + least > member.limit:
            raise self._bad("overlaps what follows it, or the container was cut short.", name)
        if entry.method == STORED and entry.packed != entry.size:
            raise self._bad("declares two different sizes.", name)

    def _data_start(self, member: Member) -> int:
        entry = member.entry
        self._file.seek(entry.offset)
        head = self._file.read(zip_records.LOCAL_SIZE)
        names = int.from_bytes(head[26:28], "little")
        extras = int.from_bytes(head[28:30], "little")
        start = entry.offset + zip_records.LOCAL_SIZE + names + extras
        same = self._file.read(names) == entry.name
        if head[:4] != b"PK\x03\x04" or not same or start + entry.packed > member.limit:
            raise self._bad("is damaged (its header is not where it should be).", member.name)
        return start

    def _span(self, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            self._file.seek(start)
            chunk = self._file.read(min(_CHUNK, end - start))
            if not chunk:
                raise self._bad("was cut short.")
            start += len(chunk)
            yield chunk

    def _inflate(self, member: Member) -> Iterator[bytes]:
        start = self._data_start(member)
        chunks = self._span(start, start + member.entry.packed)
        if member.entry.method == STORED:
            yield from chunks
            return
        left = member.entry.size
        inflater = zlib.decompressobj(-15)
        try:
            for chunk in chunks:
                data = inflater.decompress(chunk, left + 1)
                left -= len(data)
                if left < 0:
                    raise self._bad("unpacks to more than it declares.", member.name)
                yield data
        except zlib.error as error:
            raise self._bad("is damaged (its packed octets).", member.name) from error
        if left:
            raise self._bad("unpacks to less than it declares.", member.name)

    def _bad(self, what: str, name: str = "", do: str = _REPACK) -> BadInput:
        return BadInput(what, where=self.where(name) if name else str(self.path), do=do)


def _decode_name(name: bytes) -> str:
    # OCF asks for UTF-8; zip tools of old wrote code page 437 and set no flag.
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")
