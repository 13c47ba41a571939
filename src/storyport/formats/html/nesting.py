"""The tree of a page: tags paired as a browser pairs them, as far as spans allow.

End tags that HTML lets one leave out are understood (`<p>`, `<li>`, `<td>`…). An inline
element that is never closed, or closed elsewhere than it was opened, has no content here:
its tags are things in the text, and what follows them is text of the block.

Sources: HTML, sections 13.1.2.4 (optional tags) and 13.2.6 (tree construction). Blink, too,
stops nesting at some depth; deeper elements become siblings.
"""

from __future__ import annotations

from collections import Counter

from storyport.formats.html.elements import (
    BLOCKS,
    BREAKOUT,
    CLOSES,
    FOREIGN,
    FOREIGN_TEXT,
    HEAD,
    HEADINGS,
    IMPLIED,
    LEAVES,
    SCOPE,
    TABLE,
    VOID,
)
from storyport.formats.html.tokens import Token, TokenKind, attribute_spans, resolve, tokenize
from storyport.formats.xml_tree import Element, Other
from storyport.kernel.errors import BadInput

__all__ = ["build_page"]

_DEEPEST = 150
_MAX_ELEMENTS = 3_000_000
_OUTER = frozenset({"html", "body"})
_EXPANDED = {
    "epub:type": "http://www.idpf.org/2007/ops type",
    "xml:lang": "http://www.w3.org/XML/1998/namespace lang",
    "xml:space": "http://www.w3.org/XML/1998/namespace space",
    "xml:id": "http://www.w3.org/XML/1998/namespace id",
}


def build_page(data: bytes, start: int, where: str, *, xml: bool) -> Element:
    """Return the root of a page: its `<html>`, or an element without tags where it has none.

    Args:
        data: UTF-8, or nearly. start: after a byte order mark. where: for errors.
        xml: whether it is XHTML.

    Raises:
        BadInput: millions of elements.
    """
    builder = _Builder(data, start, where, xml=xml)
    for token in tokenize(data, start, xml=xml):
        builder.take(token)
    builder.finish()
    return builder.root


class _Builder:
    def __init__(self, data: bytes, start: int, where: str, *, xml: bool) -> None:
        self.data = data
        self.where = where
        self.xml = xml
        self.count = 1
        self.root = Element("html", "", {}, 0, start, start, None)
        self.root.inner_end = self.root.end = len(data)
        self.stack = [self.root]
        self.open: Counter[str] = Counter()
        self.at = start
        self.leaf_depth = 0
        self.foreign_text = False

    def take(self, token: Token) -> None:
        """Take the next token."""
        top = self.stack[-1]
        if top.leaf and not self._leaves(top, token):
            return
        self._leave_head(token.start)
        self.at = token.end
        if token.kind is TokenKind.START:
            self._start(token)
        elif token.kind is TokenKind.END:
            self._end(token)
        else:
            cdata = token.kind is TokenKind.CDATA
            self.stack[-1].children.append(Other(token.start, token.end, cdata))

    def finish(self) -> None:
        """Close what is open at the page's end."""
        self._leave_head(len(self.data))
        self._close_to(1, len(self.data), len(self.data))

    def _leave_head(self, end: int) -> None:
        """Close the head before text, which belongs to the body."""
        if self.stack[-1].name == "head" and self.data[self.at : end].strip():
            self._close("head", self.at, self.at)

    def _leaves(self, top: Element, token: Token) -> bool:
        """Tell whether a token ends the leaf that is open; within it, nothing is kept."""
        if token.kind is TokenKind.START and top.name in FOREIGN:
            self.foreign_text |= token.name in FOREIGN_TEXT
            if token.name in BREAKOUT and not self.foreign_text:
                self._close_to(len(self.stack) - 1, token.start, token.start)
                return True
        if token.name != top.name:
            return False
        if token.kind is TokenKind.START:
            self.leaf_depth += not token.closed
        else:
            self.leaf_depth -= 1
        return not self.leaf_depth

    def _start(self, token: Token) -> None:
        name = token.name.rpartition(":")[2] if self.xml else token.name
        if name in _OUTER or name == "head":
            self._outer(name, token)
            return
        if self.stack[-1].name == "head" and name not in HEAD:
            self._close("head", token.start, token.start)
        if not self.xml:
            self._close_implied(name, token.start)
        self._push(name, token)

    def _outer(self, name: str, token: Token) -> None:
        """Take `<html>`, `<head>` or `<body>`; a second one says nothing."""
        if name == "html" and self._is_first(token):
            self.root.start, self.root.inner = token.start, token.end
            self.root.attributes.update(self._attributes(token))
            self.root.children.clear()
        elif name == "html" or self.open[f"had {name}"]:
            self.stack[-1].children.append(Other(token.start, token.end, cdata=False))
        else:
            self.open[f"had {name}"] += 1
            self._close("head", token.start, token.start)
            self._push(name, token)

    def _is_first(self, token: Token) -> bool:
        at = self.root.start
        for child in self.root.children:
            if not isinstance(child, Other) or self.data[at : child.start].strip():
                return False
            at = child.end
        return len(self.stack) == 1 and not self.data[at : token.start].strip()

    def _push(self, name: str, token: Token) -> None:
        self.count += 1
        if self.count > _MAX_ELEMENTS:
            raise BadInput(
                "has millions of elements.",
                where=self.where,
                do="Split it, or get the page again from where it came.",
            )
        parent = self.stack[-1]
        attributes = self._attributes(token)
        element = Element(
            name, "", attributes, self.count - 1, token.start, token.end, parent,
            leaf=name in LEAVES, inner_end=token.end, end=token.end,
        )  # fmt: skip
        parent.children.append(element)
        empty = token.closed and (self.xml or name in FOREIGN)
        if name in VOID or empty or (len(self.stack) > _DEEPEST and not element.leaf):
            return
        self.stack.append(element)
        self.open[name] += 1
        if element.leaf:
            self.leaf_depth, self.foreign_text = 1, False

    def _attributes(self, token: Token) -> dict[str, str]:
        if token.end - token.start == len(token.name) + 2:
            return {}
        spans = attribute_spans(self.data, token.start, token.end)
        return {
            _EXPANDED.get(name, name): resolve(
                self.data[start:end].decode("utf-8", "surrogateescape")
            )
            for name, start, end in spans
        }

    def _close_implied(self, name: str, at: int) -> None:
        for targets, barriers in CLOSES.get(name, ()):
            while any(self.open[target] for target in targets):
                found = self._find(targets, barriers)
                if not found:
                    break
                self._close_to(found, at, at)

    def _end(self, token: Token) -> None:
        name = token.name.rpartition(":")[2] if self.xml else token.name
        if name in _OUTER:
            body = self._find(frozenset({"body"}), frozenset())
            self._close_to(body + 1, token.start, token.start)
            self.stack[-1].children.append(Other(token.start, token.end, cdata=False))
            return
        wanted = HEADINGS if name in HEADINGS else frozenset({name})
        barriers = SCOPE if name in BLOCKS else BLOCKS
        if name in TABLE:
            barriers = frozenset({"html"} if name == "table" else {"html", "table"})
        found = self._find(wanted, barriers) if any(self.open[one] for one in wanted) else 0
        if found:
            self._close_to(found, token.start, token.end)
            return
        # A browser reads </p> as <p></p> and </br> as <br>; all else that is stray it passes over.
        stray = name if name in {"p", "br"} else f"/{name}"
        self.count += 1
        parent = self.stack[-1]
        parent.children.append(
            Element(stray, "", {}, self.count - 1, token.start, token.end, parent,
                    inner_end=token.end, end=token.end)
        )  # fmt: skip

    def _find(self, wanted: frozenset[str], barriers: frozenset[str]) -> int:
        """Return where the innermost open element of some names is, 0 where something is between."""
        for place in range(len(self.stack) - 1, 0, -1):
            if self.stack[place].name in wanted:
                return place
            if self.stack[place].name in barriers:
                return 0
        return 0

    def _close(self, name: str, inner_end: int, end: int) -> None:
        if self.open[name] and (place := self._find(frozenset({name}), frozenset())):
            self._close_to(place, inner_end, end)

    def _close_to(self, place: int, inner_end: int, end: int) -> None:
        """Close an element and all within it; only it has an end tag."""
        closed = self.stack[place:]
        del self.stack[place:]
        parent = self.stack[-1]
        for depth, element in enumerate(closed):
            self.open[element.name] -= 1
            real = depth == 0 and end > inner_end
            if real or element.name in IMPLIED or element.leaf:
                element.inner_end, element.end = inner_end, end if real else inner_end
                if element.parent is not parent:
                    element.parent = parent
                parent = element
            else:
                self._hoist(element, parent)

    def _hoist(self, element: Element, parent: Element) -> None:
        """Leave an element without content: what it seemed to hold belongs to what holds it."""
        element.parent = parent
        for child in element.children:
            if isinstance(child, Element):
                child.parent = parent
        parent.children += element.children
        element.children = []
