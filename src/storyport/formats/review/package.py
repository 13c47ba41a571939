"""Office packages (XLSX, DOCX) that come back from anywhere: checked before a library reads them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from storyport.formats.container import Container
from storyport.formats.zip_records import Entry
from storyport.kernel.errors import BadInput

__all__ = ["DAMAGE", "check_package", "refuse_doctype"]

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError)
"""What reading a damaged package raises."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_LOOKED_AT = 8 << 20
_MAX_MEMBERS = 20_000
_MAX_MEMBER = 512 << 20
_RATIO_COUNTS_FROM = 32 << 20
_MAX_RATIO = 200
_CHUNK = 1 << 16


def check_package(path: Path, member: str, kind: str) -> None:
    """Refuse what is no office package, or one that no reader should be let loose on.

    Args:
        member: that it must have. kind: the extension it should have, for errors.

    Raises:
        BadInput: a password, an old binary format, damaged, cut short, a bomb, a DOCTYPE.
    """
    _check_signature(path, kind)
    with Container(path) as container:
        entries = {name: found.entry for name, found in container.members.items()}
    if member not in entries:
        raise BadInput(f"this is no {kind} file.", where=str(path), do=f"Save it as {kind}.")
    _check_sizes(path, entries)
    try:
        with zipfile.ZipFile(path) as archive:
            for name in entries:
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as file:
                        refuse_doctype(file, f"{path}: {name}")
    except DAMAGE as error:
        raise BadInput("it is damaged.", where=str(path), do="Get it sent again.") from error


def _check_signature(path: Path, kind: str) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return
        locked = _ENCRYPTED in file.read(_OLE_LOOKED_AT)
    if locked:
        raise BadInput(
            "it is protected by a password.",
            where=str(path),
            do="Open it, take the password off (File, Info), and save it.",
        )
    raise BadInput(
        "it is in the old binary format of Office.", where=str(path), do=f"Save it as {kind}."
    )


def _check_sizes(path: Path, entries: dict[str, Entry]) -> None:
    if len(entries) > _MAX_MEMBERS:
        raise BadInput(f"it holds more than {_MAX_MEMBERS} files.", where=str(path))
    for name, entry in entries.items():
        bomb = entry.size > _RATIO_COUNTS_FROM and entry.size > _MAX_RATIO * entry.packed
        if bomb or entry.size > _MAX_MEMBER:
            raise BadInput(
                f"it unpacks to {entry.size >> 20} MiB from {entry.packed >> 10} KiB: a zip bomb.",
                where=f"{path}: {name}",
                do="Get it sent again.",
            )


class _Begun(Exception):  # noqa: N818 - no error: the root element has been reached
    """Ends the reading of a prolog."""


def refuse_doctype(file: IO[bytes], where: str) -> None:
    """Read an XML file up to its first element, and refuse a DOCTYPE before it.

    No office package and no XLIFF has one; without it there are no entities to expand.

    Raises:
        BadInput: it has one, or is no XML.
    """
    parser = expat.ParserCreate()

    def begin(*_: object) -> None:
        raise _Begun

    def refuse(*_: object) -> None:
        raise BadInput(
            "it has a DOCTYPE, which such a file never has.",
            where=f"{where}:{parser.CurrentLineNumber}",
            do="Take the DOCTYPE out, if you trust where the file came from.",
        )

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _Begun:
        return
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise BadInput(
            f"broken XML: {what}.", where=f"{where}:{error.lineno}", do="Get it sent again."
        ) from error
