"""What goes out to a reviewer and comes back, whatever the file is.

How to add a format: write `formats/review/<name>.py` with `write(path, head, rows)` and
`open_file(path)`, and list it in `formats/review/__init__.py`; `tests/formats/review`
runs the same round trips on all of them.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "Format",
    "Head",
    "Reference",
    "ReturnedRow",
    "ReviewFile",
    "ReviewRow",
    "RowId",
    "Written",
    "escape_controls",
    "unescape_controls",
]

_ROW_ID = re.compile(r"([0-9]{1,9})-([0-9]{1,18})-([0-9a-f]{8})")
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9-])([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\.([0-9]{8}T[0-9]{6}Z)\.([0-9]{1,18})(?![0-9])"
)
# XML 1.0, production 2: what may stand in a document at all. A bare carriage return may,
# but no reader gives it back.
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class RowId(NamedTuple):
    """Names a row for good: `12-3456-1a2b3c4d`.

    Attributes:
        chapter: number of the chapter, 0 for what stands around chapters; for people.
        segment: the segment's number in the database.
        check: first 8 hex digits of the source text's digest.
    """

    chapter: int
    segment: int
    check: str

    def __str__(self) -> str:
        return f"{self.chapter}-{self.segment}-{self.check}"

    @classmethod
    def parse(cls, text: str) -> RowId | None:
        """Return the id that a text is, None where it is none."""
        match = _ROW_ID.fullmatch(text.strip())
        return cls(int(match[1]), int(match[2]), match[3]) if match else None


class Reference(NamedTuple):
    """Names an export in one word that survives any tool: `pt-BR.20260131T235959Z.4711`.

    Attributes:
        locale: target locale. stamp: when it was made (UTC).
        newest: number of the newest target there was; versions are only ever added, so this
            tells what each row held.
    """

    locale: str
    stamp: str
    newest: int

    def __str__(self) -> str:
        return f"{self.locale}.{self.stamp}.{self.newest}"

    @classmethod
    def find(cls, text: str) -> Reference | None:
        """Return the first reference that stands in a text."""
        match = _REFERENCE.search(text)
        return cls(match[1], match[2], int(match[3])) if match else None


@dataclass(frozen=True)
class Head:
    """What a file says of itself.

    Attributes:
        story: its name; empty where a tool dropped it. source: locale; may be empty.
        reference: of the export.
        digests: row id -> digest of its source, of all rows that went out; empty where the
            format has no place for it.
    """

    story: str
    source: str
    reference: Reference
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewRow:
    """A segment as it goes out; texts carry marks (`language.marks`).

    Attributes:
        id: see `RowId`. digest: of the source.
        group: what rows of one part share, an XML name token. part: its title.
        status: none, draft, checked, reviewed or locked.
        findings: what is said against it, in words. terms: (source, what is agreed).
    """

    id: str
    group: str
    part: str
    source: str
    target: str
    status: str
    digest: str
    findings: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    speaker: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReturnedRow:
    """A row as it came back; what it holds is anybody's.

    Attributes:
        place: for people, such as `row 17`.
        verdict: as written; a format with states gives `ok` for what is reviewed or final.
        trouble: why the target cannot be used, or empty.
    """

    place: str
    id: str
    source: str
    target: str
    verdict: str = ""
    comment: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Written:
    """How many rows were written, and the ids of those that the format cannot hold."""

    rows: int
    left_out: tuple[str, ...] = ()


class ReviewFile(ABC):
    """A file that came back.

    Attributes:
        head: what it says of itself.
        notes: what is worth telling about the file as a whole; complete after `rows`.
    """

    head: Head
    notes: list[str]

    @abstractmethod
    def rows(self) -> Iterator[ReturnedRow]:
        """Give the rows in the file's order, each read only when asked for.

        Raises:
            BadInput: the file is damaged (row or line), or a column is missing.
        """


@dataclass(frozen=True)
class Format:
    """How one kind of file is written and opened."""

    write: Callable[[Path, Head, Iterable[ReviewRow]], Written]
    open_file: Callable[[Path], ReviewFile]


def escape_controls(text: str) -> str:
    """Return text that XML can hold: other characters as `_x001A_`.

    Source: ST_Xstring, ECMA-376 part 1, 22.9.2.19.
    """
    return _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape_controls(text: str) -> str:
    """Undo `escape_controls`; what merely looks like an escape of a letter stays."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_control, text)


def _control(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _ILLEGAL.match(character) else match[0]
