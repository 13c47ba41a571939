"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from storyport.kernel.errors import BadInput

__all__ = ["whole_file", "write_whole"]

_CURES = {
    errno.ENOSPC: ("the disk is full.", "Free some space and run again."),
    errno.EDQUOT: ("the disk quota is used up.", "Free some space and run again."),
    errno.EACCES: ("this folder may not be written to.", "Choose another folder."),
    errno.EROFS: ("this folder may not be written to.", "Choose another folder."),
    errno.EPERM: ("this folder may not be written to.", "Choose another folder."),
    errno.EISDIR: ("a folder stands in the way.", "Choose another name or remove it."),
    errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter name."),
}


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a seekable file that takes the name `path` only when the block ends well.

    Folders that are missing are made. Until then whatever stood at `path` stands.

    Raises:
        BadInput: it cannot be written (disk full, no permission, a folder of that name).
    """
    beside = path.with_name(f".storyport-{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb+") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        if error.filename not in {None, str(beside), str(path), str(path.parent)}:
            raise  # a file that the caller reads from
        raise _cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the chunks to `path`, whole or not at all.

    Raises:
        BadInput: it cannot be written; what stood there before still does.
    """
    with whole_file(path) as file:
        for chunk in chunks:
            file.write(chunk)


def _cannot_write(path: Path, error: OSError) -> BadInput:
    reason = error.strerror or str(error)
    what, do = _CURES.get(
        error.errno or 0, (f"it cannot be written: {reason}.", "Choose another place.")
    )
    return BadInput(f"{what} Nothing was written.", where=str(path), do=do)
