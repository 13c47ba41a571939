"""What a reader of a Word document sees of a cell once all tracked changes are accepted.

Source: ECMA-376 part 1, 17.13.5 (revisions), 17.3.3 (run content), 17.13.4 (comments).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

__all__ = ["WORD", "comment_texts", "is_tracked", "text_of"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_COMMENTS = "word/comments.xml"
_LARGEST = 64 << 20
# Deleted text, text that was moved away, and what is no text of the cell at all.
_SKIPPED = frozenset(
    {f"{WORD}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "instrText")}
    | {_CHOICE, f"{WORD}pPr", f"{WORD}rPr", f"{WORD}tcPr"}
)
_CHARACTERS = {
    f"{WORD}tab": "\t",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "\u2011",
    f"{WORD}softHyphen": "\u00ad",
}
_REVISIONS = tuple(f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def text_of(element: Any) -> str:
    """Return the text of a cell or a paragraph; its paragraphs are lines."""
    lines = [""]
    for piece in _pieces(element):
        if piece is None:
            lines.append("")
        else:
            lines[-1] += piece
    # The end of a paragraph ends a line only where another line follows.
    return "\n".join(lines[:-1] if len(lines) > 1 else lines)


def _pieces(element: Any) -> Iterator[str | None]:
    """Give texts, and None where a paragraph ends."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif isinstance(child.tag, str):
            yield from _pieces(child)
    if element.tag == f"{WORD}p" and not _end_is_deleted(element):
        yield None


def _end_is_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None


def is_tracked(element: Any) -> bool:
    """Tell whether something in it was inserted, deleted or moved under tracking."""
    return next(element.iter(*_REVISIONS), None) is not None


def comment_texts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return {id: text} of the document's comments."""
    info = archive.NameToInfo.get(_COMMENTS)
    if info is None:
        return {}
    if info.file_size > _LARGEST:
        raise zipfile.BadZipFile(f"{_COMMENTS} is larger than {_LARGEST >> 20} MiB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(archive.read(_COMMENTS), parser)
    return {
        comment.get(f"{WORD}id", ""): text_of(comment).strip()
        for comment in tree.iterfind(f"{WORD}comment")
    }
