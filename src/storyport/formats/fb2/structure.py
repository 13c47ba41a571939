"""What a FictionBook holds besides its words, counted by lxml alone."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from storyport.formats.xml_lenient import parse_leniently
from storyport.kernel.errors import BadInput

__all__ = ["count_fb2"]

_COUNTED = {
    "section": "sections", "title": "titles", "p": "paragraphs", "v": "verses",
    "stanza": "stanzas", "poem": "poems", "epigraph": "epigraphs", "cite": "cites",
    "table": "tables", "tr": "rows", "td": "cells", "th": "cells", "image": "images",
    "binary": "binaries", "empty-line": "empty lines", "subtitle": "subtitles",
    "text-author": "text authors", "body": "bodies", "emphasis": "emphasis",
    "strong": "emphasis", "style": "styles", "strikethrough": "emphasis", "sub": "emphasis",
    "sup": "emphasis", "code": "code", "annotation": "annotations",
}  # fmt: skip


def count_fb2(path: Path) -> dict[str, int]:
    """Return kind of thing -> how many of it a book holds.

    Raises:
        BadInput: no readable book, or broken XML in it.
    """
    try:
        root = parse_leniently(_data(path))
    except (zipfile.BadZipFile, StopIteration, etree.XMLSyntaxError) as error:
        raise BadInput(f"cannot be counted: {error}", where=str(path)) from error
    found: Counter[str] = Counter()
    links: list[str] = []
    ids: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name in _COUNTED:
            found[_COUNTED[name]] += 1
        if identity := element.get("id"):
            ids.add(identity)
            found["ids"] += 1
        if name == "a":
            found["note refs" if element.get("type") == "note" else "links"] += 1
            links.append(_href(element))
    inner = {one[1:] for one in links if one.startswith("#")}
    found["dangling links"] = sum(one not in ids for one in inner)
    return {name: count for name, count in sorted(found.items()) if count}


def _data(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        book = next(name for name in archive.namelist() if name.lower().endswith(".fb2"))
        return archive.read(book)


def _href(element: etree._Element) -> str:
    return next(
        (str(value) for name, value in element.attrib.items() if str(name).endswith("href")), ""
    )
