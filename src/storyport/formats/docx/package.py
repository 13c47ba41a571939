"""The parts of a Word package: which member holds what.

Sources: ISO/IEC 29500-2 (Open Packaging Conventions), sections 9 (parts) and 9.3
(relationships); 29500-1, section 11.3 (parts of WordprocessingML).
"""

from __future__ import annotations

import posixpath
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.container import Container
from storyport.formats.xml_spans import parse_xml
from storyport.kernel.errors import BadInput

__all__ = ["Package", "read_package"]

_TYPES = "[Content_Types].xml"
_AGAIN = "Open it in Word or LibreOffice and save it as .docx again."
_OTHERS = {"spreadsheetml": "an Excel workbook", "presentationml": "a PowerPoint presentation"}
_DRAWN_KINDS = frozenset({"chart", "chartEx", "diagramData"})
_EMBEDDED_KIND = "aFChunk"  # what `w:altChunk` brings in: HTML, RTF or another document
_TEXT_KINDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True)
class Package:
    """Where things stand.

    Attributes:
        main: the document itself. texts: (kind, member) of headers, footers and notes.
        styles, settings, core: members, or empty. macros: whether it carries a VBA project.
        drawn: whether it shows charts or diagrams. embedded: whether it holds other documents.
    """

    main: str
    texts: tuple[tuple[str, str], ...] = ()
    styles: str = ""
    settings: str = ""
    core: str = ""
    macros: bool = False
    drawn: bool = False
    embedded: bool = False


def read_package(container: Container) -> Package:
    """Return the package's parts; relationships that lead nowhere are passed over.

    Raises:
        BadInput: no OOXML package, no document in it, or a document of another kind.
    """
    if _TYPES not in container:
        raise BadInput(
            "is no Office document ([Content_Types].xml is missing).",
            where=str(container.path),
            do=_AGAIN,
        )
    around = list(_relations(container, ""))
    main = next((member for kind, member in around if kind == "officeDocument"), "")
    if not main:
        raise BadInput("names no document (_rels/.rels).", where=str(container.path), do=_AGAIN)
    _refuse_others(container, main)
    if main not in container:
        raise BadInput(f"its document is missing: {main}.", where=str(container.path), do=_AGAIN)
    related = [one for one in _relations(container, main) if one[1] in container]
    first = dict(reversed(related))
    texts = dict.fromkeys(one for one in related if one[0] in _TEXT_KINDS)
    core = next((member for kind, member in around if kind == "core-properties"), "")
    kinds = {kind for kind, _ in related}
    for _, member in texts:
        kinds |= {kind for kind, held in _relations(container, member) if held in container}
    return Package(
        main=main,
        texts=tuple(sorted(texts, key=lambda one: _TEXT_KINDS.index(one[0]))),
        styles=first.get("styles", ""),
        settings=first.get("settings", ""),
        core=core if core in container else "",
        macros="vbaProject" in first,
        drawn=not _DRAWN_KINDS.isdisjoint(kinds),
        embedded=_EMBEDDED_KIND in kinds,
    )


def _relations(container: Container, member: str) -> Iterator[tuple[str, str]]:
    """Give (last word of the type, member) of what a member relates to within the package."""
    folder, name = posixpath.split(member)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in container:
        return
    for element in parse_xml(container.read(rels), container.where(rels)).root.walk():
        if element.name != "Relationship" or element.attributes.get("TargetMode") == "External":
            continue
        kind = element.attributes.get("Type", "").rpartition("/")[2]
        target = element.attributes.get("Target", "")
        yield kind, _resolve(container, folder, target)


def _resolve(container: Container, folder: str, target: str) -> str:
    joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
    member = posixpath.normpath(joined)
    if member in container:
        return member
    return urllib.parse.unquote(member)


def _refuse_others(container: Container, main: str) -> None:
    types = parse_xml(container.read(_TYPES), container.where(_TYPES)).root
    said = next(
        (
            one.attributes.get("ContentType", "")
            for one in types.walk()
            if one.attributes.get("PartName", "").lstrip("/").casefold() == main.casefold()
        ),
        "",
    )
    other = next((name for mark, name in _OTHERS.items() if mark in said), "")
    if other:
        raise BadInput(
            f"this is {other}, not a Word document.",
            where=str(container.path),
            do="Give a .docx file.",
        )
