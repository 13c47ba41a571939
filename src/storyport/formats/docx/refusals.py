"""What looks like a Word document and cannot be read as one.

An OLE compound file is Word 97, or an OOXML package under a password.
Sources: [MS-CFB] 2.2 and 2.6.1; [MS-OFFCRYPTO] 2.3 (the EncryptedPackage stream); [MS-DOC] 2.1.
"""

from __future__ import annotations

from pathlib import Path

from storyport.kernel.errors import BadInput

__all__ = ["OLE_MAGIC", "refuse_compound"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READ = 64 << 20


def refuse_compound(path: Path) -> None:
    """Refuse an OLE compound file, and say which kind it is.

    Raises:
        BadInput: always, where the file is one.
    """
    with path.open("rb") as file:
        head = file.read(len(OLE_MAGIC))
        if head != OLE_MAGIC:
            return
        data = head + file.read(_READ)
    if _names(data, "EncryptedPackage"):
        raise BadInput(
            "this document is protected by a password.",
            where=str(path),
            do="Open it in Word, take the password off (File, Info) and save it.",
        )
    kind = "a Word 97-2003 file" if _names(data, "WordDocument") else "an old Office file"
    raise BadInput(
        f"this is {kind}, not an Office Open XML one.",
        where=str(path),
        do="Open it in Word or LibreOffice and save it as .docx.",
    )


def _names(data: bytes, stream: str) -> bool:
    """Tell whether a directory entry has a name: UTF-16 at the head of 128 octets."""
    wanted = (stream + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 1)
    return False
