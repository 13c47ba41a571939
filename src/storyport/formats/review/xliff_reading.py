"""Reads review tables that come back as XLIFF 2, whatever a tool made of them on the way.

What must be left is the unit's id, the file's id, source and target. A unit that was cut
into several segments is put together again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
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
from storyport.formats.review.package import refuse_doctype
from storyport.formats.review.xliff_inline import XLIFF, read_inline
from storyport.formats.review.xliff_writing import NOTES
from storyport.kernel.errors import BadInput

__all__ = ["open_xliff"]

_ZIP = b"PK\x03\x04"
_APPROVED = frozenset({"reviewed", "final"})
_CUT = "it is cut into segments, and not all of them have a target"
_MOST_LINES = 65_535  # libxml2 counts no further


def open_xliff(path: Path) -> ReviewFile:
    """Open an XLIFF document that came back."""
    with path.open("rb") as file:
        if file.read(4) == _ZIP:
            raise BadInput(
                "it is a package, not an XLIFF file.", where=str(path), do="Unpack it first."
            )
        file.seek(0)
        refuse_doctype(file, str(path))
    return XliffFile(path)


class XliffFile(ReviewFile):
    """An XLIFF document that came back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self.head = self._read_head()

    def rows(self) -> Iterator[ReturnedRow]:
        """Give a row for each unit."""
        for _, element in self._elements("end"):
            if _name(element) == "unit":
                yield _row(element)
                _let_go(element)

    def _read_head(self) -> Head:
        source = story = ""
        reference = None
        with closing(self._elements("start", "end")) as elements:
            for event, element in elements:
                name = _name(element)
                if event == "start" and name == "xliff":
                    source = element.get("srcLang", "")
                elif event == "start" and name == "file":
                    reference = reference or Reference.find(element.get("id", ""))
                elif event == "end" and element.get("category") == "storyport:story":
                    story = "".join(element.itertext()).partition(": ")[2]
                elif name == "unit":
                    break
        if reference is None:
            raise BadInput(
                "it does not say which export it is: the id of its <file> was changed.",
                where=str(self.path),
                do="Use a file that review export wrote, and a tool that keeps ids.",
            )
        return Head(unescape_controls(story), source, reference)

    def _elements(self, *events: str) -> Generator[tuple[str, Any]]:
        try:
            with self.path.open("rb") as file:
                elements = etree.iterparse(
                    file, events=events, resolve_entities=False, no_network=True,
                    load_dtd=False, huge_tree=False,
                )  # fmt: skip
                for number, (event, element) in enumerate(elements):
                    if number == 0 and event == "start":
                        self._check_root(element)
                    yield event, element
        except etree.XMLSyntaxError as error:
            raise BadInput(
                f"broken XML: {error.msg}.",
                where=f"{self.path}:{error.lineno or 1}",
                do="Get it sent again.",
            ) from error

    def _check_root(self, element: Any) -> None:
        where, name = f"{self.path}:{element.sourceline}", _name(element)
        if name != "xliff":
            raise BadInput(
                f"not an XLIFF file: it begins with <{name}>.",
                where=where,
                do="Use a file that review export wrote.",
            )
        if not element.tag.startswith(f"{{{XLIFF}"):
            raise BadInput(
                f"it is XLIFF {element.get('version', 'of no version')}, and not 2.",
                where=where,
                do="Export it from the tool as XLIFF 2.0, 2.1 or 2.2.",
            )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _let_go(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _row(unit: Any) -> ReturnedRow:
    id_, line = unit.get("id", ""), unit.sourceline or 0
    pieces = [each for each in unit if _name(each) in ("segment", "ignorable")]
    segments = [each for each in pieces if _name(each) == "segment"]
    begun = any(_child(each, "target").strip() for each in segments)
    done = all(
        _child(each, "target").strip() for each in segments if _child(each, "source").strip()
    )
    approved = bool(segments) and all(each.get("state") in _APPROVED for each in segments)
    return ReturnedRow(
        place=f"line {line}" if 0 < line < _MOST_LINES else f"unit {id_}",
        id=id_,
        source="".join(_child(each, "source") for each in pieces).strip(),
        target="".join(map(_target, pieces)).strip() if begun else "",
        verdict="ok" if approved else "",
        comment=_comment(unit),
        trouble=_CUT if begun and not done else "",
    )


def _target(piece: Any) -> str:
    """Return a target; what lies between segments is usually left without one of its own."""
    target = _child(piece, "target")
    return target or (_child(piece, "source") if _name(piece) == "ignorable" else "")


def _child(segment: Any, name: str) -> str:
    found = next((child for child in segment if _name(child) == name), None)
    return read_inline(found) if found is not None else ""


def _comment(unit: Any) -> str:
    """Return the notes that a reviewer added: all that are not ours."""
    found = []
    for notes in unit:
        if _name(notes) != "notes":
            continue
        for note in notes:
            text = "".join(note.itertext()).strip() if _name(note) == "note" else ""
            ours = note.get("category", "").startswith("storyport:") or text.startswith(
                tuple(f"{word}: " for word in NOTES.values())
            )
            if text and not ours:
                found.append(text)
    return "\n".join(found)
