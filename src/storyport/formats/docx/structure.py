"""What a Word document holds besides its words, counted by lxml and zipfile alone.

Source: ISO/IEC 29500-1, sections 17.3 (paragraphs and runs), 17.4 (tables), 17.11 (notes),
17.13 (annotations), 17.16 (fields).
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from storyport.kernel.errors import BadInput

__all__ = ["count_docx"]

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COUNTED = {
    "p": "paragraphs", "tbl": "tables", "tr": "rows", "tc": "cells", "sectPr": "sections",
    "hyperlink": "links", "bookmarkStart": "bookmarks", "bookmarkEnd": "bookmark ends",
    "footnoteReference": "note refs", "endnoteReference": "note refs", "footnote": "notes",
    "endnote": "notes", "comment": "comments", "commentReference": "comment refs",
    "commentRangeStart": "comment ranges", "commentRangeEnd": "comment range ends",
    "ins": "insertions", "del": "deletions", "drawing": "images", "pict": "images",
    "object": "objects", "txbxContent": "text boxes", "sdt": "content controls",
    "fldSimple": "fields", "ruby": "ruby", "rt": "readings", "numPr": "list items",
    "sym": "symbols",
    "moveFrom": "deletions", "moveTo": "insertions", "smartTag": "smart tags",
}  # fmt: skip
_FIELD_ROLES = {"begin": "fields", "separate": "field middles", "end": "field ends"}
_STRESS = frozenset({"b", "i", "u", "strike", "em", "highlight", "vertAlign"})
_MEMBERS = ("word/", "docProps/")


def count_docx(path: Path) -> dict[str, int]:
    """Return kind of thing -> how many of it a document holds.

    `dangling links` are those to a bookmark that is not there. `emphasis` counts paragraphs
    that have some, since runs may be split in any way.

    Raises:
        BadInput: no readable package, or broken XML in it.
    """
    found: Counter[str] = Counter()
    anchors: set[str] = set()
    names: set[str] = set()
    try:
        with zipfile.ZipFile(path) as archive:
            found["files"] = len(archive.namelist())
            for member in archive.namelist():
                if member.startswith(_MEMBERS) and member.endswith(".xml"):
                    _count(_parse(archive.read(member)), found, anchors, names)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise BadInput(f"cannot be counted: {error}", where=str(path)) from error
    found["dangling links"] = sum(one not in names for one in anchors)
    return {name: count for name, count in sorted(found.items()) if count}


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(data, parser)


def _count(root: etree._Element, found: Counter[str], anchors: set[str], names: set[str]) -> None:
    for element in _elements(root):
        name = etree.QName(element).localname
        if not str(element.tag).startswith(_WORD):
            found["formulas"] += name == "oMath"
            continue
        if name in _COUNTED:
            found[_COUNTED[name]] += 1
        if name == "fldChar":
            found[_FIELD_ROLES.get(_value(element, "fldCharType"), "fields")] += 1
        elif name == "br":
            page = _value(element, "type") in {"page", "column"}
            found["page breaks" if page else "line breaks"] += 1
        elif name == "p":
            found["emphasis"] += _is_stressed(element)
        elif name == "hyperlink" and (anchor := _value(element, "anchor")):
            anchors.add(anchor)
        elif name == "bookmarkStart":
            names.add(_value(element, "name"))


def _is_stressed(paragraph: etree._Element) -> bool:
    return any(
        etree.QName(one).localname in _STRESS
        for run in _elements(paragraph)
        if etree.QName(run).localname == "r" and any(True for _ in run.iterfind("{*}t"))
        for properties in run.iterfind("{*}rPr")
        for one in _elements(properties)
    )


def _value(element: etree._Element, name: str) -> str:
    return next(
        (element.get(f"{space}{name}") or "" for space in _WORD if element.get(f"{space}{name}")),
        "",
    )


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))
