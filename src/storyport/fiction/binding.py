"""Makes a plain text and its targets into a book to be bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from storyport.formats.base import Document, Edition, Part, Translations
from storyport.formats.epub_new import Block, Book, Chapter
from storyport.language.marks import plain

__all__ = ["book_of"]


def book_of(
    document: Document, translations: Translations, edition: Edition, *, modified: datetime
) -> Book:
    """Return a book whose chapters are read as they are bound, one in memory at a time.

    Args:
        modified: when its newest target was made.
    """
    front = _front(document, translations)
    title = front.get("label", ("", ""))
    return Book(
        title=title[1] or document.title or document.path.stem,
        creator=front.get("creator", ("", ""))[1],
        source=edition.source,
        target=edition.target,
        chapters=_chapters(document, translations),
        modified=modified,
        description=front.get("paragraph", ("", ""))[1],
        bilingual=edition.bilingual,
        source_title=title[0] or document.title,
    )


def _front(document: Document, translations: Translations) -> dict[str, tuple[str, str]]:
    """Return {kind: (source, target)} of the first unit of each kind before the story begins."""
    first = next(iter(document.parts()), None)
    if first is None or any(unit.kind == "heading" for unit in first.units):
        return {}
    targets = translations(first.key)
    found: dict[str, tuple[str, str]] = {}
    for unit in first.units:
        target = plain(targets.get(unit.key, unit.source))
        found.setdefault(unit.kind, (plain(unit.source), target))
    return found


def _chapters(document: Document, translations: Translations) -> Iterator[Chapter]:
    for part in document.parts():
        targets = translations(part.key)
        yield Chapter(_title(part, targets), _blocks(part, targets))


def _title(part: Part, targets: Mapping[str, str]) -> str:
    heading = next((unit for unit in part.units if unit.kind == "heading"), None)
    return part.title if heading is None else plain(targets.get(heading.key, heading.source))


def _blocks(part: Part, targets: Mapping[str, str]) -> Iterator[Block]:
    for unit in part.units:
        target = targets.get(unit.key)
        yield Block(plain(unit.source), unit.kind, None if target is None else plain(target))
