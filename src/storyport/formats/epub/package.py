"""The package of an EPUB: container.xml, the OPF with its manifest and spine.

Sources: EPUB 3.3, sections 4.2.6.3 (container.xml) and 5 (package document); OPF 2.0.1.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from storyport.formats.base import UnitKind
from storyport.formats.container import Container
from storyport.formats.epub.reading import Reading, TextSpan, attribute_span, text_span
from storyport.formats.xml_spans import XmlSpans, parse_xml
from storyport.formats.xml_tree import Element
from storyport.kernel.errors import BadInput

__all__ = ["Item", "Package", "read_metadata", "read_package", "resolve_href"]

CONTAINER = "META-INF/container.xml"
XHTML_TYPES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
NCX_TYPE = "application/x-dtbncx+xml"
_OPF_TYPE = "application/oebps-package+xml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_KINDS: dict[str, UnitKind] = {
    "title": "label",
    "creator": "creator",
    "description": "meta",
    "subject": "meta",
}
_AGAIN = "Get the book again from where it came, or mend it in an EPUB editor."


@dataclass(frozen=True)
class Item:
    """One entry of the manifest; `member` is its path in the container."""

    id: str
    member: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True)
class Package:
    """What a book is made of.

    Attributes:
        member: path of the OPF. version: `2.0`, `3.0`.
        items: by member. spine: XHTML documents in reading order, each once.
        nav, ncx: members, or empty. language, title: as declared, or empty.
    """

    member: str
    version: str
    items: dict[str, Item]
    spine: tuple[Item, ...]
    nav: str
    ncx: str
    language: str
    title: str


def read_package(container: Container) -> Package:
    """Return the package of a book.

    Raises:
        BadInput: container.xml, the OPF, or something the spine names is missing or broken.
    """
    member = _find_opf(container)
    root = parse_xml(container.read(member), container.where(member))
    by_id = _read_manifest(root.root, member, container)
    items = {item.member: item for item in by_id.values()}
    nav = next((item.member for item in items.values() if "nav" in item.properties), "")
    return Package(
        member=member,
        version=root.root.attributes.get("version", ""),
        items=items,
        spine=tuple(_read_spine(root.root, by_id, container, container.where(member))),
        nav=nav if nav in container else "",
        ncx=_find_ncx(root.root, by_id, container),
        language=_first(root, "language"),
        title=_first(root, "title"),
    )


def read_metadata(data: bytes, where: str) -> Reading:
    """Return the units of an OPF: titles, creators, descriptions, subjects, guide."""
    spans = parse_xml(data, where)
    texts: list[TextSpan] = []
    for element in spans.root.walk():
        if element.namespace.startswith("http://purl.org/dc/") and element.name in _KINDS:
            key = f"{element.name}-{element.order}"
            span = text_span(spans, element, key, _KINDS[element.name])
            texts += [span] if span else []
    guide = [one for one in spans.root.walk() if one.name == "reference"]
    titles = [attribute_span(spans, one, "title", "label") for one in guide]
    attributes = [title for title in titles if title]
    return Reading(spans, tuple(texts), tuple(attributes), _first(spans, "title"))


def resolve_href(href: str, base: str) -> str:
    """Return the member that a reference from member `base` names, without its fragment."""
    path = urllib.parse.unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base


def _find_opf(container: Container) -> str:
    where = container.where(CONTAINER)
    if CONTAINER not in container:
        raise BadInput("is missing: this is no EPUB book.", where=where, do=_AGAIN)
    root = parse_xml(container.read(CONTAINER), where).root
    named = [one.attributes for one in root.walk() if one.name == "rootfile"]
    books = [one for one in named if one.get("media-type") == _OPF_TYPE] or named
    paths = [one.get("full-path", "") for one in books]
    if not paths or not paths[0]:
        raise BadInput("names no package document.", where=where, do=_AGAIN)
    member = paths[0] if paths[0] in container else resolve_href(paths[0], "")
    if member not in container:
        raise BadInput(f"names {member}, which is not in the book.", where=where, do=_AGAIN)
    return member


def _read_manifest(root: Element, member: str, container: Container) -> dict[str, Item]:
    items: dict[str, Item] = {}
    spelling = _Spelling(container)
    for element in root.walk():
        if element.name != "item" or (element.parent and element.parent.name != "manifest"):
            continue
        named = element.attributes
        href = named.get("href", "")
        path = href if _SCHEME.match(href) else resolve_href(href, member)
        if path.startswith(("../", "/")):
            where = container.where(member)
            raise BadInput(f"names a file outside of the book: {href}.", where=where, do=_AGAIN)
        path = spelling.member(path, href, member)
        properties = frozenset(named.get("properties", "").split())
        one = Item(named.get("id", ""), path, named.get("media-type", "").lower(), properties)
        items.setdefault(one.id, one)
    return items


class _Spelling:
    """Names of members as manifests write them: macOS, Windows and careless packers differ."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._composed = {unicodedata.normalize("NFC", name): name for name in container.members}
        folded = Counter(map(str.casefold, self._composed))
        self._folded = {
            name.casefold(): member
            for name, member in self._composed.items()
            if folded[name.casefold()] == 1
        }

    def member(self, path: str, href: str, base: str) -> str:
        """Return the member that a path means, else the path.

        Args:
            path: resolved. href: as written; some packers leave it encoded in the container.
            base: the member that says it.
        """
        if path in self._container:
            return path
        encoded = posixpath.normpath(posixpath.join(posixpath.dirname(base), href))
        if encoded in self._container:
            return encoded
        composed = unicodedata.normalize("NFC", path)
        return self._composed.get(composed) or self._folded.get(composed.casefold(), path)


def _read_spine(
    root: Element, by_id: dict[str, Item], container: Container, where: str
) -> Iterator[Item]:
    named = [one.attributes.get("idref", "") for one in root.walk() if one.name == "itemref"]
    if not named:
        raise BadInput("has an empty spine: the book has nothing to read.", where=where, do=_AGAIN)
    for name in dict.fromkeys(named):
        item = by_id.get(name)
        if item is None:
            raise BadInput(f"names {name!r} in the spine only.", where=where, do=_AGAIN)
        if item.media_type not in XHTML_TYPES:
            continue
        if item.member not in container:
            raise BadInput(f"names {item.member}, which is missing.", where=where, do=_AGAIN)
        yield item


def _find_ncx(root: Element, by_id: dict[str, Item], container: Container) -> str:
    spine = next((one for one in root.walk() if one.name == "spine"), root)
    named = by_id.get(spine.attributes.get("toc", ""))
    candidates = [named] if named else []
    candidates += [item for item in by_id.values() if item.media_type == NCX_TYPE]
    return next((item.member for item in candidates if item.member in container), "")


def _first(spans: XmlSpans, name: str) -> str:
    for element in spans.root.walk():
        if element.name == name and element.namespace.startswith("http://purl.org/dc/"):
            text = " ".join(spans.resolve(spans.slice(element.inner, element.inner_end)).split())
            if text:
                return text
    return ""
