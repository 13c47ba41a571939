"""Reads review tables that come back as Word documents, tracked changes as if accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from storyport.formats.review.base import (
    Head,
    Reference,
    ReturnedRow,
    ReviewFile,
    unescape_controls,
)
from storyport.formats.review.columns import find_columns
from storyport.formats.review.docx_text import WORD, comment_texts, is_tracked, text_of
from storyport.formats.review.docx_writing import MAIN_MEMBER
from storyport.formats.review.package import DAMAGE, check_package
from storyport.kernel.errors import BadInput

__all__ = ["open_docx"]

_TAGS = (f"{WORD}p", f"{WORD}tr", f"{WORD}tbl")
_STORY = re.compile(r"Review: (.+)")
_TRACKED = "it has tracked changes; the text was read as if they were accepted"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


def open_docx(path: Path) -> ReviewFile:
    """Open a document that came back."""
    check_package(path, MAIN_MEMBER, ".docx")
    return DocxFile(path)


class DocxFile(ReviewFile):
    """A document that came back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        try:
            self.head = self._read_head()
        except (*DAMAGE, etree.XMLSyntaxError) as error:
            raise self._damaged(error) from error

    def rows(self) -> Iterator[ReturnedRow]:
        """Give the rows of the table that has our columns; titles of chapters are no rows."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                comments = comment_texts(archive)
                with archive.open(MAIN_MEMBER) as file:
                    yield from self._rows(file, comments)
        except (*DAMAGE, etree.XMLSyntaxError) as error:
            raise self._damaged(error) from error

    def _rows(self, file: Any, comments: Mapping[str, str]) -> Iterator[ReturnedRow]:
        columns: dict[str, int] = {}
        heading: list[str] = []
        number = 0
        for element in _rows_of(file):
            if is_tracked(element) and _TRACKED not in self.notes:
                self.notes.append(_TRACKED)
            cells = _cells(element)
            number += 1
            if not columns:
                heading = heading or _texts(cells)
                columns = _columns(cells)
                number = 1
                continue
            if element.find(f"{WORD}trPr/{WORD}del") is not None or _is_title(cells):
                continue
            found = _row(f"table row {number}", cells, columns, _pinned(element, comments))
            if found is not None:
                yield found
        if not columns:
            find_columns(heading, str(self.path))

    def _read_head(self) -> Head:
        with zipfile.ZipFile(self.path) as archive:
            story, reference = "", None
            if "docProps/core.xml" in archive.NameToInfo:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                core = etree.fromstring(archive.read("docProps/core.xml"), parser)
                reference = Reference.find(core.findtext(_SUBJECT) or "")
                story = core.findtext(_DESCRIPTION) or ""
            if reference is None:
                with archive.open(MAIN_MEMBER) as file:
                    story, reference = _printed(file)
        if reference is None:
            raise BadInput(
                "it does not say which export it is: the line Reference at its top is gone.",
                where=str(self.path),
                do="Copy that line from the file that was exported.",
            )
        return Head(unescape_controls(story), "", reference)

    def _damaged(self, error: Exception) -> BadInput:
        return BadInput(
            f"it is damaged ({type(error).__name__}: {str(error)[:120]}).",
            where=str(self.path),
            do="Get it sent again.",
        )


def _iterparse(file: Any, tags: Sequence[str]) -> Iterator[Any]:
    for _, element in etree.iterparse(
        file, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    ):
        yield element


def _rows_of(file: Any) -> Iterator[Any]:
    """Give the rows of outer tables, each let go of once it was looked at."""
    for element in _iterparse(file, (f"{WORD}tr",)):
        if next(element.iterancestors(f"{WORD}tc"), None) is None:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _printed(file: Any) -> tuple[str, Reference | None]:
    """Return story and reference as the lines above the table say them."""
    story = ""
    for element in _iterparse(file, _TAGS):
        if element.tag != f"{WORD}p":
            break
        text = text_of(element)
        if match := _STORY.match(text):
            story = story or match[1]
        if reference := Reference.find(text):
            return story, reference
    return story, None


def _texts(cells: Sequence[Any]) -> list[str]:
    return [text_of(cell) if cell is not None else "" for cell in cells]


def _columns(cells: Sequence[Any]) -> dict[str, int]:
    try:
        return find_columns(_texts(cells), "")
    except BadInput:
        return {}  # some other table, or a row above the header


def _cells(row: Any) -> list[Any]:
    """Return the cells by place; one that was merged over several places stands at its first."""
    cells: list[Any] = []
    for cell in row.iterfind(f".//{WORD}tc"):
        if next(cell.iterancestors(f"{WORD}tr")) is not row:
            continue
        span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
        width = span.get(f"{WORD}val", "1") if span is not None else "1"
        cells += [cell, *[None] * (min(int(width), 64) - 1 if width.isdigit() else 0)]
    return cells


def _is_title(cells: Sequence[Any]) -> bool:
    return len(cells) > 1 and all(cell is None for cell in cells[1:])


def _row(
    place: str, cells: Sequence[Any], columns: Mapping[str, int], pinned: Sequence[str]
) -> ReturnedRow | None:
    texts: dict[str, str] = {}
    for name, at in columns.items():
        cell = cells[at] if at < len(cells) else None
        texts[name] = unescape_controls(text_of(cell)).strip() if cell is not None else ""
    if not any(texts[name] for name in ("ID", "Source", "Target")):
        return None
    at = columns["Target"]
    lost = at >= len(cells) or cells[at] is None
    return ReturnedRow(
        place=place,
        id=texts["ID"],
        source=texts["Source"],
        target=texts["Target"],
        verdict=texts.get("Verdict", ""),
        comment="\n".join(text for text in (texts.get("Comment", ""), *pinned) if text),
        trouble="its target cell was merged with another; split the cells again" if lost else "",
    )


def _pinned(row: Any, comments: Mapping[str, str]) -> list[str]:
    if not comments:
        return []
    ids = (each.get(f"{WORD}id", "") for each in row.iter(f"{WORD}commentReference"))
    return [comments[id_] for id_ in dict.fromkeys(ids) if comments.get(id_)]
