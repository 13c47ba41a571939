"""Writes review tables as Word documents: landscape, one table, its header on every page.

python-docx makes the document; the table's rows are written past it, as its objects would
take a gigabyte for a book.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from storyport.formats.review.base import Head, ReviewRow, Written, escape_controls
from storyport.formats.review.docx_table import Table
from storyport.formats.review.guide import guide_of
from storyport.formats.review.looks import LATIN_FONT
from storyport.kernel.files import whole_file

__all__ = ["MAIN_MEMBER", "write_docx"]

MAIN_MEMBER = "word/document.xml"
_PLACE = "storyport-table"


def write_docx(path: Path, head: Head, rows: Iterable[ReviewRow]) -> Written:
    """Write a document; the reference at its top says how many rows went out."""
    table = Table(head.source, head.reference.locale)
    with tempfile.TemporaryFile() as body:
        body.writelines(piece.encode() for piece in table.pieces(rows))
        body.seek(0)
        shell = zipfile.ZipFile(BytesIO(_shell(head, table.rows)))
        with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in shell.infolist():
                if member.filename == MAIN_MEMBER:
                    _write_main(archive, shell.read(member), body)
                else:
                    archive.writestr(member.filename, shell.read(member))
    return Written(table.rows)


def _write_main(archive: zipfile.ZipFile, shell: bytes, body: IO[bytes]) -> None:
    """Write the document with the table in place of the paragraph that keeps its place."""
    at = shell.index(_PLACE.encode())
    start = shell.rindex(b"<w:p>", 0, at)
    end = shell.index(b"</w:p>", at) + len(b"</w:p>")
    with archive.open(MAIN_MEMBER, "w", force_zip64=True) as member:
        member.write(shell[:start])
        copyfileobj(body, member)
        member.write(shell[end:])


def _shell(head: Head, rows: int) -> bytes:
    document: Any = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN_FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    for number, line in enumerate(_lines(head, rows)):
        text = escape_controls(line)
        if number == 0:
            document.add_heading(text, level=1)
        else:
            document.add_paragraph(text)
    document.add_paragraph(_PLACE)
    document.add_paragraph("")
    properties = document.core_properties
    properties.title = escape_controls(f"Review: {head.story}")[:255]
    properties.subject = str(head.reference)
    properties.author = "Storyport"
    properties.keywords = ""
    properties.comments = escape_controls(head.story)[:255]
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(head: Head, rows: int) -> Iterator[str]:
    *lines, reference = guide_of(head, "Notes")
    yield from lines
    yield f"{reference} ({rows} rows)"
