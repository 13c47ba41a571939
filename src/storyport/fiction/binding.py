"""Makes a plain text and its targets into a book to be bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from storyport.formats.base import Document, Edition, Part, Translations, UnitKind
from storyport.formats.epub_new import Block, Book, Chapter
from storyport.language.marks import plain

__all__ = ["book_of"]

# What stands before the story in a text file, when it is short, is a title page's matter.
_FRONT_UNITS = 12
# "Author: ", "作者：", "Synopsis: ": a book's own pages say such things in their own way.
_PREFIX = re.compile(r"^\W{0,3}[^\W\d_][^:：\n]{0,24}[:：]\s*")


@dataclass
class _Front:
    """What the title page shows: (source, target) each, empty where there is none."""

    title: tuple[str, str] = ("", "")
    creator: tuple[str, str] = ("", "")
    blurb: list[str] = field(default_factory=list)
    part: str = ""


def book_of(
    document: Document,
    translations: Translations,
    edition: Edition,
    *,
    modified: datetime,
    story: str = "",
    note: str = "",
) -> Book:
    """Return a book whose chapters are read as they are bound, one in memory at a time.

    Args:
        modified: when its newest target was made.
        story: the story's title, for a file that does not say its own.
        note: small print for the title page.
    """
    front = _front(document, translations)
    return Book(
        title=_unquoted(front.title[1]) or document.title or story or document.path.stem,
        note=note,
        creator=front.creator[1],
        source=edition.source,
        target=edition.target,
        chapters=_chapters(document, translations, front.part, excerpt=edition.excerpt),
        modified=modified,
        description="\n".join(front.blurb),
        bilingual=edition.bilingual,
        source_title=_unquoted(front.title[0]) or document.title or story,
    )


def _front(document: Document, translations: Translations) -> _Front:
    """Return what stands before the story begins, if it is no more than a title page holds."""
    front = _Front()
    first = next(iter(document.parts()), None)
    if first is None or len(first.units) > _FRONT_UNITS:
        return front
    kinds: set[UnitKind] = {unit.kind for unit in first.units}
    titled = _is_titled(document, first)
    if not titled and ("heading" in kinds or not kinds & {"label", "creator"}):
        return front
    targets = translations(first.key)
    front.part = first.key
    for unit in first.units:
        pair = (plain(unit.source), plain(targets.get(unit.key, unit.source)))
        if unit.kind in {"label", "heading"} and not front.title[0]:
            front.title = pair
        elif unit.kind == "creator" and not front.creator[0]:
            front.creator = (_bare(pair[0]), _bare(pair[1]))
        else:
            front.blurb.append(pair[1] if front.blurb else _bare(pair[1]))
    return front


def _is_titled(document: Document, first: Part) -> bool:
    """Tell whether the first part is headed by the book's title, as in Markdown, and no chapter."""
    headings = [unit for unit in first.units if unit.kind == "heading"]
    return (
        document.format == "markdown"
        and len(headings) == 1
        and first.units[0] is headings[0]
        and plain(headings[0].source) == document.title
        and next(islice(document.parts(), 1, None), None) is not None
    )


def _unquoted(title: str) -> str:
    """Return a title without the marks that stand around titles, if they stand around all of it."""
    inner = title.strip()
    for opened, closed in ("《》", "〈〉", "“”", "«»", "「」", "『』"):
        if inner.startswith(opened) and inner.endswith(closed) and inner.count(opened) == 1:
            return inner[1:-1].strip()
    return inner


def _bare(text: str) -> str:
    return _PREFIX.sub("", text) or text


def _chapters(
    document: Document, translations: Translations, front: str, *, excerpt: bool
) -> Iterator[Chapter]:
    for part in document.parts():
        if front and part.key == front:
            continue
        targets = translations(part.key)
        if excerpt and not targets:
            continue
        yield Chapter(_title(part, targets), _blocks(part, targets))


def _title(part: Part, targets: Mapping[str, str]) -> str:
    heading = next((unit for unit in part.units if unit.kind == "heading"), None)
    return part.title if heading is None else plain(targets.get(heading.key, heading.source))


def _blocks(part: Part, targets: Mapping[str, str]) -> Iterator[Block]:
    for unit in part.units:
        if unit.kind in {"alt", "meta"}:
            continue  # words of things that a bound book does not have
        target = targets.get(unit.key)
        yield Block(plain(unit.source), unit.kind, None if target is None else plain(target))
