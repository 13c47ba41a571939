"""Comments that a reviewer pinned to cells, which openpyxl does not give while streaming.

Sources: ECMA-376 part 1, 18.7 (comments); threaded comments leave a copy of their text there.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

__all__ = ["read_comments"]

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")
# What Excel puts before the copy of a threaded comment, for programs that know no threads.
_THREADED = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_LARGEST = 64 << 20


def read_comments(path: Path, sheet: str) -> dict[int, tuple[str, ...]]:
    """Return {row number: texts} of a sheet's comments."""
    with zipfile.ZipFile(path) as archive:
        member = _sheet_member(archive, sheet)
        found: dict[int, tuple[str, ...]] = {}
        for target, kind in _relations(archive, member):
            if kind.endswith("/comments"):
                for comment in _parse(archive, target).iterfind(".//{*}comment"):
                    cell = _CELL.fullmatch(comment.get("ref", ""))
                    text = "".join(each.text or "" for each in comment.iterfind(".//{*}t"))
                    text = _THREADED.sub("", text).strip()
                    if cell and text:
                        found[int(cell[1])] = (*found.get(int(cell[1]), ()), text)
        return found


def _sheet_member(archive: zipfile.ZipFile, sheet: str) -> str:
    book = _parse(archive, "xl/workbook.xml")
    wanted = next(
        (each.get(_ID) for each in book.iterfind(".//{*}sheet") if each.get("name") == sheet), ""
    )
    tree = _parse(archive, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in tree.iterfind(_RELATIONS)}
    return _absolute("xl/workbook.xml", targets.get(wanted, ""))


def _relations(archive: zipfile.ZipFile, member: str) -> list[tuple[str, str]]:
    folder, name = posixpath.split(member)
    place = f"{folder}/_rels/{name}.rels"
    if place not in archive.NameToInfo:
        return []
    return [
        (_absolute(member, each.get("Target", "")), each.get("Type", ""))
        for each in _parse(archive, place).iterfind(_RELATIONS)
        if each.get("TargetMode") != "External"
    ]


def _absolute(member: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(member), target))


def _parse(archive: zipfile.ZipFile, name: str) -> Any:
    info = archive.getinfo(name)
    if info.file_size > _LARGEST:
        raise zipfile.BadZipFile(f"{name} is larger than {_LARGEST >> 20} MiB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)
