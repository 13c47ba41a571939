"""Writing a container: members that did not change keep their octets, the rest is packed anew."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from storyport.formats import zip_records
from storyport.formats.container import Container, Member
from storyport.formats.zip_records import DEFLATED, STORED, Entry
from storyport.kernel.errors import BadInput

__all__ = ["copy_container", "replacing"]

# General purpose flag, bit 11: the name is UTF-8.
_UTF8 = 1 << 11
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def copy_container(
    source: Container,
    out: Path,
    change: Callable[[str], bytes | None],
    added: Callable[[], Mapping[str, bytes]] = dict,
) -> None:
    """Write a copy of a container, one member in memory at a time.

    Args:
        source: an open container. out: where to; may be the source's own path.
        change: name -> new octets of that member, or None where it stays as it is. It is
            asked once for each member, in the container's order.
        added: asked last; members that are new, by name, and their octets.

    Raises:
        BadInput: a member is damaged; the disk is full; `out` cannot be written.
    """
    with replacing(out) as file:
        directory = []
        for member in source.members.values():
            data = None if member.name.endswith("/") else change(member.name)
            if data is None:
                directory.append(_copy(source, member, file))
            else:
                directory.append(_pack(source, member, data, file))
        directory += [_add(source, name, data, file) for name, data in added().items()]
        start = file.tell()
        size = sum(file.write(entry) for entry in directory)
        file.write(
            zip_records.end_records(
                count=len(directory), size=size, start=start, comment=source.comment
            )
        )


def _add(source: Container, name: str, data: bytes, file: BinaryIO) -> bytes:
    """Pack a new member, dated as the last one there is."""
    last = next(reversed(source.members.values()))
    entry = replace(last.entry, name=name.encode(), extra=b"", comment=b"", flags=_UTF8)
    return _pack(source, replace(last, name=name, entry=entry), data, file, local=b"")


def _copy(source: Container, member: Member, file: BinaryIO) -> bytes:
    offset = file.tell()
    file.writelines(source.raw(member))
    return member.entry.central_at(offset)


def _pack(
    source: Container, member: Member, data: bytes, file: BinaryIO, local: bytes | None = None
) -> bytes:
    offset = file.tell()
    packed, method = data, STORED
    if member.name != "mimetype":  # OCF: stored, so that the head of the file tells its type
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed, method = deflater.compress(data) + deflater.flush(), DEFLATED
    entry: Entry = member.entry.holding(
        method=method, crc=zlib.crc32(data), packed=len(packed), size=len(data)
    )
    file.write(entry.local(source.local_extra(member) if local is None else local))
    file.write(packed)
    return replace(entry, offset=offset).central()


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[BinaryIO]:
    """Give a file that becomes `out` when the block ends well, and vanishes when it does not.

    Raises:
        BadInput: the disk is full, or the folder cannot be written to.
    """
    part = out.parent / f".storyport-{secrets.token_hex(8)}.part"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: OSError) -> BadInput:
    if error.errno in _FULL:
        what, do = "the disk is full.", "Free some space and run the same command again."
    else:
        what, do = f"cannot be written: {error.strerror}.", "Choose another folder."
    return BadInput(what, where=str(out), do=do)
