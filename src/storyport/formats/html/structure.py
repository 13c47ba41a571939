"""What a page holds besides its words, counted by libxml2's HTML parser, which the writer does not use."""

from __future__ import annotations

import urllib.parse
from collections import Counter
from pathlib import Path

from lxml import etree

from storyport.formats.html.encoding import view_page

__all__ = ["count_html", "count_markup"]

_COUNTED = {
    "table": "tables", "tr": "rows", "td": "cells", "th": "cells", "li": "list items",
    "ruby": "ruby", "rt": "readings", "br": "line breaks", "p": "paragraphs", "svg": "SVG",
    "math": "MathML", "object": "objects", "video": "videos", "audio": "audio references",
    "img": "images", "script": "scripts", "form": "forms", "input": "fields", "code": "code",
    "pre": "preformatted", "blockquote": "quotes",
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "headings") | dict.fromkeys(
    ("em", "i", "b", "strong", "u", "s", "del", "cite", "mark", "dfn"), "emphasis"
)  # fmt: skip


def count_html(path: Path) -> dict[str, int]:
    """Return kind of thing -> how many of it a page holds; nothing where libxml2 finds no page.

    `dangling links` are links into the page that lead nowhere.

    Raises:
        BadInput: it cannot be read, is empty, is no text.
    """
    return count_markup(view_page(path.read_bytes(), path).data)


def count_markup(data: bytes) -> dict[str, int]:
    """Return what `count_html` does, of UTF-8."""
    parser = etree.HTMLParser(huge_tree=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return {}
    if root is None:
        return {}
    found: Counter[str] = Counter()
    ids: set[str] = set()
    into: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if known := _COUNTED.get(element.tag):
            found[known] += 1
        if (name := element.get("id")) is not None:
            ids.add(name)
            found["ids"] += 1
        found["languages"] += element.get("lang") is not None
        found["directions"] += element.get("dir") is not None
        found["alt texts"] += bool(element.get("alt"))
        if element.tag == "a" and (href := element.get("href")) is not None:
            found["links"] += 1
            into += [href[1:]] if href.startswith("#") and href[1:] else []
        elif element.tag == "a" and (name := element.get("name")):
            ids.add(name)
    found["dangling links"] = sum(not ids & {one, urllib.parse.unquote(one)} for one in into)
    return {name: count for name, count in sorted(found.items()) if count}
