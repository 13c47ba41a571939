"""What every file format gives and takes: a Document of Parts of Units.

A Document keeps the original bytes (or the path to them) and where each unit stands in
them; writing patches those spans and nothing else, so a write with no change gives the
same bytes back.

How to add a format:

1. Write `formats/<name>.py` with a subclass of `Document`.
2. Give it `format`, `extensions` and the class methods `recognizes` and `open`.
3. Implement `parts` (an iterator: a book of 10,000 chapters must not stand in memory)
   and `write`.
4. Add it to the list in `formats/__init__.py`; `tests/formats/contract.py` then runs the
   contract of all formats on its samples.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from storyport.kernel.locales import LocaleInfo

__all__ = [
    "Document",
    "Edition",
    "Limits",
    "Part",
    "RubyPolicy",
    "Translations",
    "Unit",
    "UnitKind",
]

UnitKind = Literal["paragraph", "heading", "cell", "label", "creator", "alt", "meta"]
"""What a unit is to a reader.

`label` repeats what stands elsewhere (a table of contents, a `<title>`, the book's title):
equal labels and headings share one translation. `creator` is an author line. `alt` is an
attribute that a reader may hear (alt, title, aria-label). `meta` is a description, a subject.
"""

RubyPolicy = Literal["drop", "keep"]
"""What becomes of readings beside characters: gone, or kept where the base survives as it was."""


@dataclass(frozen=True)
class Limits:
    """What a target must fit into; None where there is no limit.

    Attributes:
        characters: count of characters. pixels: width. seconds: time to speak.
        reading_speed: characters per second.
    """

    characters: int | None = None
    pixels: int | None = None
    seconds: float | None = None
    reading_speed: float | None = None


@dataclass(frozen=True)
class Unit:
    """The smallest piece that is translated as one.

    Attributes:
        key: unique within its part, the same each time the same bytes are read.
        source: text with inline marks (`language.marks`), white space at both ends cut.
        kind: what it is to a reader.
        speaker, note, limits: what is known of it beyond its text.
    """

    key: str
    source: str
    kind: UnitKind = "paragraph"
    speaker: str = ""
    note: str = ""
    limits: Limits | None = None


@dataclass(frozen=True)
class Part:
    """A chapter, or what stands around chapters (a book's package, its table of contents).

    Attributes:
        key: unique within its document. title: as in the source, may be empty.
        units: in reading order. story: whether it tells the story (False: package, contents).
    """

    key: str
    title: str
    units: tuple[Unit, ...]
    story: bool = True


Translations = Callable[[str], Mapping[str, str]]
"""Part key -> {unit key: target text with marks}. A unit that is missing stays in the source."""


@dataclass(frozen=True)
class Edition:
    """What is to be written.

    Attributes:
        source, target: locales.
        bilingual: the source stays, the target stands after each block.
        ruby: what becomes of ruby in translated units.
        excerpt: chapters without any translation are left out, where the format has chapters
            that can be (plain text, and what is bound of it).
    """

    source: LocaleInfo
    target: LocaleInfo
    bilingual: bool = False
    ruby: RubyPolicy = "drop"
    excerpt: bool = False


class Document(ABC):
    """One file, readable part by part and writable by patching."""

    format: ClassVar[str]
    """Short name, such as `epub`."""
    extensions: ClassVar[tuple[str, ...]]
    """Lower-case, with the dot."""

    path: Path
    language: str = ""
    """BCP 47 tag as declared by the file, or empty."""
    title: str = ""
    """As declared by the file, or empty."""
    notices: tuple[str, ...] = ()
    """What a person should know of the file before anything is done, each in a sentence."""

    @classmethod
    @abstractmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by content (`head`: the first 4096 bytes), then by name, whether it is ours."""

    @classmethod
    @abstractmethod
    def open(cls, path: Path) -> Document:
        """Open a file.

        Raises:
            BadInput: it cannot be read; says what, where and what to do.
        """

    @abstractmethod
    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order, each made only when asked for.

        Raises:
            BadInput: a part cannot be read (member, line).
        """

    @abstractmethod
    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition to `out` (made whole beside it, then moved into place)."""

    @abstractmethod
    def write_unchanged(self, out: Path) -> None:
        """Write what was read, through the same patching code; the bytes must be the same."""
