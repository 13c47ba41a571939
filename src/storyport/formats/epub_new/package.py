"""The package document and the NCX of a new book.

Source: EPUB 3.3, section 5; OPF 2.0.1, section 2.4.1 (NCX, for reading systems of EPUB 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from storyport.formats.epub_new.book import Book
from storyport.formats.epub_new.markup import text_of
from storyport.formats.epub_new.pages import Entry

__all__ = ["CONTAINER", "ncx", "package"]

CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\n'
    b"</rootfiles>\n</container>\n"
)
_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
)


def package(book: Book, identifier: str, files: Sequence[str]) -> bytes:
    """Return the package document; `files` are the chapters' files in reading order."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>\n'
        for number, name in enumerate(files, start=1)
    )
    refs = "".join(f'<itemref idref="c{number}"/>\n' for number in range(1, len(files) + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{book.target.tag}" dir="{book.target.direction}"'
        ' prefix="schema: http://schema.org/">\n'
        f"{_metadata(book, identifier)}<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>\n'
        '<item id="cover" href="text/cover.xhtml" media-type="application/xhtml+xml"/>\n'
        '<item id="title" href="text/title.xhtml" media-type="application/xhtml+xml"/>\n'
        f'{items}</manifest>\n<spine toc="ncx" page-progression-direction="{book.target.direction}">\n'
        '<itemref idref="cover"/>\n<itemref idref="title"/>\n<itemref idref="nav"/>\n'
        f"{refs}</spine>\n</package>\n"
    ).encode()


def _metadata(book: Book, identifier: str) -> str:
    lines = [
        f'<dc:identifier id="id">{text_of(identifier)}</dc:identifier>',
        f"<dc:title>{text_of(book.title)}</dc:title>",
        f"<dc:language>{book.target.tag}</dc:language>",
    ]
    if book.bilingual and book.source.tag != book.target.tag:
        lines.append(f"<dc:language>{book.source.tag}</dc:language>")
    if book.creator:
        lines.append(f'<dc:creator id="creator">{text_of(book.creator)}</dc:creator>')
        lines.append('<meta refines="#creator" property="role" scheme="marc:relators">aut</meta>')
    if book.description.strip():
        lines.append(f"<dc:description>{text_of(book.description.strip())}</dc:description>")
    lines.append(f'<meta property="dcterms:modified">{_time(book.modified)}</meta>')
    lines.extend(f'<meta property="schema:{name}">{value}</meta>' for name, value in _ACCESS)
    lines.append('<meta name="cover" content="cover-image"/>')
    joined = "\n".join(lines)
    return f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{joined}\n</metadata>\n'


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ncx(book: Book, identifier: str, entries: Sequence[Entry]) -> bytes:
    """Return the table of contents for reading systems of EPUB 2."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{text_of(label)}</text>'
        f'</navLabel><content src="{name}"/></navPoint>\n'
        for number, (name, label) in enumerate(entries, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{book.target.tag}">\n'
        f'<head>\n<meta name="dtb:uid" content="{text_of(identifier)}"/>\n'
        '<meta name="dtb:depth" content="1"/>\n<meta name="dtb:totalPageCount" content="0"/>\n'
        '<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{text_of(book.title)}</text></docTitle>\n<navMap>\n{points}</navMap>\n</ncx>\n"
    ).encode()
