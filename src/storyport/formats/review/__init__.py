"""Review tables: targets out to a person and back, as XLSX, DOCX or XLIFF 2.1."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from storyport.formats.review.base import (
    Format,
    Head,
    Reference,
    ReturnedRow,
    ReviewFile,
    ReviewRow,
    RowId,
    Written,
)
from storyport.kernel.errors import BadInput

__all__ = [
    "EXTENSIONS",
    "Head",
    "Reference",
    "ReturnedRow",
    "ReviewFile",
    "ReviewRow",
    "RowId",
    "Written",
    "check_name",
    "open_review",
    "write_review",
]

# By module name, so that a command loads the library of the format it meets and no other.
_MODULES = {".xlsx": "xlsx", ".docx": "docx", ".xliff": "xliff", ".xlf": "xliff"}
EXTENSIONS: tuple[str, ...] = tuple(_MODULES)
"""Names that a file may end with."""

_OLD = {
    ".xls": "Save it as .xlsx.",
    ".xlsb": "Save it as .xlsx.",
    ".ods": "Save it as .xlsx.",
    ".csv": "Use the .xlsx itself: a .csv has lost what its rows are checked by.",
    ".doc": "Save it as .docx.",
    ".odt": "Save it as .docx.",
}


def write_review(path: Path, head: Head, rows: Iterable[ReviewRow]) -> Written:
    """Write rows to a file, in the format its name ends with, whole or not at all.

    Raises:
        BadInput: no such format, or the file cannot be written.
    """
    return _format_of(path).write(path, head, rows)


def open_review(path: Path) -> ReviewFile:
    """Open a file that came back.

    Raises:
        BadInput: no such file or format, damaged, protected by a password, unsafe, or not
            one that `write_review` made.
    """
    format_ = _format_of(path)
    if not path.is_file():
        raise BadInput("there is no such file.", where=str(path), do="Check the name.")
    return format_.open_file(path)


def check_name(path: Path) -> None:
    """Refuse a name whose end names no format.

    Raises:
        BadInput: names those there are.
    """
    _format_of(path)


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix not in _MODULES:
        raise BadInput(
            f"a review table is no {suffix or 'file without an extension'}.",
            where=str(path),
            do=_OLD.get(suffix, f"Use one of {', '.join(EXTENSIONS)}."),
        )
    format_: Format = import_module(f"{__name__}.{_MODULES[suffix]}").FORMAT
    return format_
