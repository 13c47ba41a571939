"""What is bound into a new book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from storyport.formats.base import UnitKind
from storyport.kernel.locales import LocaleInfo

__all__ = ["Block", "Book", "Chapter"]

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Block:
    """A paragraph or a heading.

    Attributes:
        text: in the source language, plain (`language.marks.plain`).
        kind: what it is to a reader. translation: plain too; None where there is none.
    """

    text: str
    kind: UnitKind = "paragraph"
    translation: str | None = None


@dataclass(frozen=True)
class Chapter:
    """A chapter.

    Attributes:
        title: as the table of contents shows it; may be empty.
        blocks: in reading order, its headings among them; walked through once.
    """

    title: str
    blocks: Iterable[Block]


@dataclass(frozen=True)
class Book:
    """A book to be.

    Attributes:
        title, creator: as the cover shows them; the creator may be empty.
        source, target: locales. chapters: walked through once, one in memory at a time.
        modified: when its content last changed; equal content with an equal time gives
            equal bytes. It has to know its time zone.
        identifier: a URI; empty for a urn:uuid made from the content.
        description: a blurb. bilingual: the source stands above each translation.
        source_title: the title in the source language, for the title page, or empty.
        note: small print on the title page (which engine, under what licence), or empty.
    """

    title: str
    creator: str
    source: LocaleInfo
    target: LocaleInfo
    chapters: Iterable[Chapter] = field(repr=False)
    modified: dt.datetime = _EPOCH
    identifier: str = ""
    description: str = ""
    bilingual: bool = False
    source_title: str = ""
    note: str = ""
