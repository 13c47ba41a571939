"""What a Markdown text holds besides its words: what a plain parser makes of it, counted as HTML."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from storyport.formats.html.structure import count_markup
from storyport.formats.markdown.front_matter import read_front_matter
from storyport.formats.markdown.parser import MAX_NESTING
from storyport.formats.txt.encoding import detect

__all__ = ["count_markdown"]

_NOTE = re.compile(r"\[\^[^\s\[\]^]{1,200}\]")
# Identifiers of headings are made from their words, and so links to them lead nowhere.
_LEFT_OUT = frozenset({"dangling links", "languages", "directions"})


def count_markdown(path: Path) -> dict[str, int]:
    """Return kind of thing -> how many of it a text holds.

    Raises:
        BadInput: it cannot be read, is empty, is no text.
    """
    encoding = detect(path)
    text = path.read_bytes()[len(encoding.bom) :].decode(encoding.codec, "replace")
    text = text[read_front_matter(text, 0).end :]
    options = {"maxNesting": MAX_NESTING, "strikethrough_single_tilde": True}
    parser = MarkdownIt("commonmark", options)
    markup = parser.enable(["table", "strikethrough"]).render(_NOTE.sub("", text))
    found = count_markup(f"<html><body>{markup}</body></html>".encode("utf-8", "replace"))
    notes = len(_NOTE.findall(text))
    counts = {name: count for name, count in found.items() if name not in _LEFT_OUT}
    return {**counts, "notes": notes} if notes else counts
