"""The content of a block as items with their places: text, pairs of marks, things."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markdown_it.token import Token

from storyport.formats.html.tokens import clean
from storyport.formats.markdown.parser import Environment, parse_inline

__all__ = ["Item", "is_marked", "read_items"]

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
# Without one of these there is nothing but text: most of a novel.
_MARKUP = re.compile(r"[*_\[<`~$&\\{\n]")
_VOID = frozenset({"br", "hr", "img", "wbr", "input", "source", "meta", "link", "area", "col"})
_UNREAD = frozenset({"rt", "rp", "code", "kbd", "samp", "var", "script", "style", "svg", "math"})
_NEAR = 16  # open tags that are looked through for the one that an end tag closes
_PAIRS = frozenset({"em", "strong", "s", "link"})


@dataclass(frozen=True)
class Item:
    """A stretch of a block's content.

    Attributes:
        kind: `text`, `open` and `close` of a pair, `lone` (a thing), `soft` and `hard` (line
            breaks). name: em, strong, s, link, html, image, code, note, math, template.
        start, end: in the content. text: what a text says.
        mate: of a pair, the index of its other half.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    text: str = ""
    mate: int = -1


def read_items(content: str, environment: Environment) -> list[Item] | None:
    """Return the items of a block, which cover it; None where a place is not sure."""
    if not is_marked(content):
        return [Item("text", 0, len(content), text=clean(content))] if content else []
    items = _merge(_Items(content).read(parse_inline(content, environment)))
    at = 0
    for item in items:
        if item.start != at or item.end < item.start:
            return None
        at = item.end
    if content[at:].strip():
        return None
    return _pair(_tag_pairs(items, content))


def is_marked(content: str) -> bool:
    """Tell whether a content may hold anything but text."""
    return _MARKUP.search(content) is not None


class _Items:
    def __init__(self, content: str) -> None:
        self.content = content
        self.items: list[Item] = []
        self.at = 0

    def read(self, tokens: list[Token]) -> list[Item]:
        inside_autolink = False
        for token in tokens:
            if token.markup == "autolink":
                if token.type == "link_open":
                    self._add("lone", "autolink", token)
                inside_autolink = token.type != "link_close"
            elif not inside_autolink:
                self._take(token)
        return self.items

    def _take(self, token: Token) -> None:
        name, _, half = token.type.rpartition("_")
        if token.type in {"text", "text_special"}:
            self._text(token)
        elif name in _PAIRS and half in {"open", "close"}:
            self._add(half, name, token, wide=name == "strong")
        elif token.type in {"softbreak", "hardbreak"}:
            self._break(token)
        else:
            known = {"code_inline": "code", "html_inline": "html"}
            self._add("lone", known.get(token.type, token.type), token)

    def _text(self, token: Token) -> None:
        start, end = token.meta.get("span", (self.at, self.at + len(token.content)))
        if not token.content:
            return  # one half of ** or __, which its neighbour stands for
        said = token.content
        if token.info != "entity" and token.type == "text":
            said = self.content[start:end]
        self.items.append(Item("text", start, end, text=said))
        self.at = end

    def _add(self, kind: str, name: str, token: Token, *, wide: bool = False) -> None:
        start, end = token.meta["span"]
        if wide:  # the rule leaves the outer of two signs as an empty text
            start, end = (start - 1, end) if kind == "open" else (start, end + 1)
        self.items.append(Item(kind, start, end, name))
        self.at = end

    def _break(self, token: Token) -> None:
        start, end = token.meta["span"]
        kind = "hard" if token.type == "hardbreak" else "soft"
        self.items.append(Item(kind, min(start, self.at), end, "break"))
        self.at = end


def _merge(items: list[Item]) -> list[Item]:
    """Join neighbouring texts; blanks written as references stay apart: they may be an edge."""
    merged: list[Item] = []
    said: list[str] = []
    for item in items:
        if (
            item.kind == "text"
            and merged
            and merged[-1].kind == "text"
            and merged[-1].end == item.start
            and not (_is_blank_reference(item) or _is_blank_reference(merged[-1]))
        ):
            said.append(item.text)
            merged[-1] = replace(merged[-1], end=item.end)
            continue
        _finish(merged, said)
        said = [item.text]
        merged.append(item)
    _finish(merged, said)
    return merged


def _is_blank_reference(item: Item) -> bool:
    return item.end - item.start > len(item.text) and not item.text.strip()


def _finish(merged: list[Item], said: list[str]) -> None:
    if merged and merged[-1].kind == "text":
        merged[-1] = replace(merged[-1], text=clean("".join(said)))


def _tag_pairs(items: list[Item], content: str) -> list[Item]:
    """Make HTML tags that belong together pairs, `<br>` a break, and hide what is no text."""
    found: list[Item] = []
    opened: list[tuple[int, str]] = []  # place in `found`, name of the tag; none: Markdown's
    for item in items:
        tag = _TAG.match(content, item.start, item.end) if item.name == "html" else None
        name = tag[2].lower() if tag else ""
        if tag and tag[1]:
            _close_tag(found, opened, item, name)
            continue
        if name == "br":
            item = replace(item, kind="hard")  # noqa: PLW2901 -- the same item, known better
        elif item.kind == "open" or (tag and name not in _VOID and content[item.end - 2] != "/"):
            opened.append((len(found), name))
        elif item.kind == "close":
            while opened and opened.pop()[1]:
                pass
        found.append(item)
    return found


def _close_tag(found: list[Item], opened: list[tuple[int, str]], item: Item, name: str) -> None:
    """Take an end tag: one half of a pair, or a thing where nothing near it was opened."""
    for depth in range(len(opened) - 1, max(-1, len(opened) - 1 - _NEAR), -1):
        place, known = opened[depth]
        if known != name:
            if not known:
                break
            continue
        del opened[depth:]
        if name in _UNREAD:
            whole = replace(found[place], end=item.end)
            del found[place:]
            found.append(whole)
        else:
            found[place] = replace(found[place], kind="open")
            found.append(replace(item, kind="close"))
        return
    found.append(item)


def _pair(items: list[Item]) -> list[Item] | None:
    """Let the halves of pairs know each other; None where they cross."""
    stack: list[int] = []
    for at, item in enumerate(items):
        if item.kind == "open":
            stack.append(at)
        elif item.kind == "close":
            if not stack or items[stack[-1]].name != item.name:
                return None
            mate = stack.pop()
            items[mate], items[at] = replace(items[mate], mate=at), replace(item, mate=mate)
    return None if stack else items
