"""What a book holds besides its words, counted by a parser that the writer does not use.

EPUBCheck finds a book valid whose fifty note references are gone; these counts do not.
"""

from __future__ import annotations

import posixpath
import re
import urllib.parse
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from storyport.formats.base import Edition
from storyport.formats.docx.structure import count_docx
from storyport.formats.fb2.structure import count_fb2
from storyport.formats.html.structure import count_html
from storyport.formats.markdown.structure import count_markdown
from storyport.formats.xml_lenient import parse_leniently
from storyport.kernel.errors import BadInput

__all__ = ["COUNTED", "compare_structure", "count_structure"]

COUNTED = frozenset({"epub", "docx", "fb2", "html", "markdown"})
"""Formats that have a structure to count."""

_XHTML = "{http://www.w3.org/1999/xhtml}"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EMPHASIS = frozenset({"em", "i", "b", "strong", "u", "s", "cite", "mark", "dfn"})
_EMPHATIC = re.compile(r"\b(?:em|emph\w*|ital\w*|bold|strong|underline)\b", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTES = frozenset({"footnote", "endnote", "rearnote", "note", "footnotes", "endnotes"})
_COUNTED = {
    "table": "tables", "tr": "rows", "td": "cells", "th": "cells", "li": "list items",
    "ruby": "ruby", "rt": "readings", "br": "line breaks", "audio": "audio references",
    "source": "audio references", "p": "paragraphs", "object": "objects", "video": "videos",
}  # fmt: skip
_OPF_TYPE = "application/oebps-package+xml"

_RUBY = frozenset({"ruby", "readings"})
# A translation beside the source repeats what stands in sentences, and breaks lines.
_MAY_GROW = frozenset(
    {"emphasis", "links", "images", "alt texts", "MathML", "SVG", "paragraphs", "line breaks"}
    | {"fields", "field middles", "field ends", "formulas", "symbols", "list items"}
    | {"verses", "subtitles", "text authors", "styles", "code"}
    | {"classes", "directions", "languages"}
    | _RUBY
)
_MAY_GROW_ALWAYS = frozenset({"directions", "languages"})


def count_structure(path: Path, format_: str = "") -> dict[str, int]:
    """Return kind of thing -> how many of it a book holds.

    Of an EPUB counted over the spine, the nav document, the NCX and the media overlays.
    `dangling links` are links into the book that lead nowhere.

    Args:
        format_: as its Document names it; by default the file's name tells.

    Raises:
        BadInput: no readable book, or broken XML in it.
    """
    name = path.name.lower()
    if format_ == "docx" or name.endswith((".docx", ".docm")):
        return count_docx(path)
    if format_ == "fb2" or name.endswith((".fb2", ".fb2.zip", ".fbz")):
        return count_fb2(path)
    if format_ == "html":
        return count_html(path)
    if format_ == "markdown":
        return count_markdown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _Counting(archive, str(path)).count()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise BadInput(f"cannot be counted: {error}", where=str(path)) from error


def compare_structure(before: dict[str, int], after: dict[str, int], edition: Edition) -> list[str]:
    """Return what an edition lost of its source, or doubled: `note refs: 50 -> 0`.

    Readings that the ruby policy drops are no loss. A bilingual edition may repeat what
    stands inside sentences, and nothing else.
    """
    may_grow = _MAY_GROW if edition.bilingual else _MAY_GROW_ALWAYS
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, 0), after.get(name, 0)
        if name == "dangling links" or (name in _RUBY and not edition.bilingual):
            wrong = new > old
        else:
            wrong = new < old or (new > old and name not in may_grow)
        if wrong:
            found.append(f"{name}: {old} -> {new}")
    return found


@dataclass
class _Counting:
    archive: zipfile.ZipFile
    where: str
    found: Counter[str] = field(default_factory=Counter)
    links: list[tuple[str, str]] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)

    def count(self) -> dict[str, int]:
        container = self._parse("META-INF/container.xml")
        roots = list(_named(container, "rootfile"))
        opfs = [one for one in roots if one.get("media-type") == _OPF_TYPE] or roots
        opf = self._member("", opfs[0].get("full-path") or "")
        package = self._parse(opf)
        folder = posixpath.dirname(opf)
        items = {one.get("id"): one for one in _named(package, "item")}
        spine = [items[one.get("idref")] for one in _named(package, "itemref")]
        for item in items.values():
            member = self._member(folder, item.get("href") or "")
            kind = item.get("media-type") or ""
            nav = "nav" in (item.get("properties") or "").split()
            if kind in {"application/xhtml+xml", "text/html"} and (item in spine or nav):
                self._count_document(member, nav=nav)
                self.found["documents"] += item in spine
            elif kind == "application/x-dtbncx+xml":
                self._count_ncx(member)
            elif kind == "application/smil+xml":
                self._count_overlay(member)
        self.found["dangling links"] = sum(self._dangles(*link) for link in self.links)
        return {name: count for name, count in sorted(self.found.items()) if count}

    def _member(self, folder: str, href: str) -> str:
        """Return the member that a reference names, or one that differs in spelling alone."""
        path = href.partition("#")[0]
        tried = _join(folder, path), posixpath.normpath(posixpath.join(folder, path))
        known = self.archive.NameToInfo
        if found := next((name for name in tried if name in known), ""):
            return found
        folded = [name for name in known if name.casefold() == tried[0].casefold()]
        return folded[0] if len(folded) == 1 else tried[0]

    def _parse(self, member: str) -> etree._Element:
        return parse_leniently(self.archive.read(member))

    def _count_document(self, member: str, *, nav: bool) -> None:
        root = self._parse(member)
        self.ids[member] = ids = set()
        for element in _elements(root):
            if identity := element.get("id"):
                ids.add(identity)
                self.found["ids"] += 1
            self.found["languages"] += bool(element.get(_XML_LANG) or element.get("lang"))
            self.found["directions"] += element.get("dir") is not None
            self._count_element(element, member)
        if nav:
            self.found["nav entries"] += sum(
                1
                for one in _named(root, "a")
                if any(up.tag == f"{_XHTML}nav" for up in one.iterancestors())
            )

    def _count_element(self, element: etree._Element, member: str) -> None:
        name = etree.QName(element).localname
        types = {*(element.get(_EPUB_TYPE) or "").split()}
        types |= {role.removeprefix("doc-") for role in (element.get("role") or "").split()}
        if name in _COUNTED:
            self.found[_COUNTED[name]] += 1
        self.found["headings"] += name in _HEADINGS
        self.found["emphasis"] += name in _EMPHASIS or (
            name == "span" and bool(_EMPHATIC.search(element.get("class") or ""))
        )
        self.found["images"] += name in {"img", "image"}
        self.found["alt texts"] += bool(element.get("alt"))
        self.found["MathML"] += name == "math"
        self.found["SVG"] += name == "svg"
        self.found["notes"] += bool(types & _NOTES)
        self.found["page breaks"] += "pagebreak" in types
        self.found["semantics"] += bool(types)
        if name == "a" and element.get("href") is not None:
            self.found["links"] += 1
            self.found["note refs"] += "noteref" in types or _is_raised(element)
            self.links.append((member, element.get("href") or ""))

    def _count_ncx(self, member: str) -> None:
        for element in _elements(self._parse(member)):
            name = etree.QName(element).localname
            self.found["NCX entries"] += name in {"navPoint", "pageTarget", "navTarget"}
            if name == "content":
                self.links.append((member, element.get("src") or ""))

    def _count_overlay(self, member: str) -> None:
        for element in _elements(self._parse(member)):
            name = etree.QName(element).localname
            self.found["media overlay items"] += name == "par"
            self.found["audio references"] += name == "audio"
            if name == "text":
                self.links.append((member, element.get("src") or ""))

    def _dangles(self, member: str, href: str) -> bool:
        path, _, fragment = href.partition("#")
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path):
            return False
        target = _join(posixpath.dirname(member), path) if path else member
        if target not in self.archive.NameToInfo:
            return True
        known = self.ids.get(target)
        wanted = urllib.parse.unquote(fragment)
        return bool(wanted) and known is not None and not known & {wanted, fragment}


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in _elements(root) if etree.QName(element).localname == name)


def _join(folder: str, href: str) -> str:
    path = urllib.parse.unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, path))


def _is_raised(link: etree._Element) -> bool:
    """Tell whether a link is a raised number or sign: a note reference by its looks."""
    text = "".join(str(piece) for piece in link.itertext())
    around = [link.getparent(), *link]
    raised = any(one is not None and one.tag == f"{_XHTML}sup" for one in around)
    return raised and not any(sign.isalpha() for sign in text)
