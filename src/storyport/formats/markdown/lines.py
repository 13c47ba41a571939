"""The lines of a block as units' texts with marks; hard breaks part them.

What surrounds a whole line stays outside of its unit (emphasis, a link), and so do note
references and bare HTML tags at its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storyport.formats.epub.blocks import has_letter
from storyport.formats.epub.lines import collapse
from storyport.formats.markdown.inline import Item
from storyport.language import marks

__all__ = ["Inline", "Line", "read_lines"]

_MAX_MARKS = 9999
_LONGEST = 4000
_SENTENCE_END = re.compile(r"[。！？…]+[”’」』）)\"']*|(?<![.!?])[.!?]++[”’)\"']*+(?=\s)")
_ASIDE = frozenset({"note", "html", "template"})


@dataclass(frozen=True)
class Inline:
    """What a mark stands for.

    Attributes:
        opened: the thing, or the opening half of a pair. closed: the other half, if it is one.
        edge: a thing with no text before it, or none after it.
    """

    number: int
    opened: Item
    closed: Item | None = None
    edge: bool = False


@dataclass(frozen=True)
class Line:
    """A unit of text in a block's content.

    Attributes:
        start, end: what a translation replaces, wrappers included. text: with marks.
        inlines: by number. wrappers: pairs around all of it, outermost first.
    """

    start: int
    end: int
    text: str
    inlines: tuple[Inline, ...] = ()
    wrappers: tuple[Inline, ...] = ()


def read_lines(items: Sequence[Item], content: str) -> list[Line]:
    """Return the lines of a block that say something."""
    lines = (_line(group, content) for group in _groups(_renumbered(_cut(items))))
    return [line for line in lines if line is not None]


def _cut(items: Sequence[Item]) -> Iterator[Item]:
    """Give the items, texts in a long block cut between sentences by empty breaks."""
    long = items[-1].end - items[0].start > _LONGEST if items else False
    depth = since = 0
    for item in items:
        depth += (item.kind == "open") - (item.kind == "close")
        plain = item.kind == "text" and item.end - item.start == len(item.text)
        if not long or depth or not plain:
            yield item
            since += item.end - item.start
            continue
        at = 0
        for match in _SENTENCE_END.finditer(item.text):
            if since + match.end() - at > _LONGEST // 2:
                yield replace(
                    item, start=item.start + at, end=item.start + match.end(),
                    text=item.text[at : match.end()],
                )  # fmt: skip
                yield Item("cut", item.start + match.end(), item.start + match.end())
                at, since = match.end(), 0
        since += len(item.text) - at
        yield replace(item, start=item.start + at, text=item.text[at:])


def _renumbered(items: Iterator[Item]) -> list[Item]:
    """Return the items with pairs that know each other's place."""
    found = list(items)
    stack: list[int] = []
    for at, item in enumerate(found):
        if item.kind == "open":
            stack.append(at)
        elif item.kind == "close":
            mate = stack.pop()
            found[mate], found[at] = replace(found[mate], mate=at), replace(item, mate=mate)
    return found


def _groups(items: list[Item]) -> Iterator[list[tuple[int, Item]]]:
    """Give the items between breaks, each with its place."""
    group: list[tuple[int, Item]] = []
    depth = 0
    for at, item in enumerate(items):
        depth += (item.kind == "open") - (item.kind == "close")
        if item.kind == "cut" or (item.kind == "hard" and not depth):
            yield group
            group = []
        else:
            group.append((at, item))
    yield group


def _line(group: list[tuple[int, Item]], content: str) -> Line | None:
    group = _trim(group)
    wrappers: list[Inline] = []
    while group and group[0][1].mate == group[-1][0] and len(group) > 2:
        wrappers.append(Inline(0, group[0][1], group[-1][1]))
        group = _trim(group[1:-1])
    if not any(item.kind == "text" and has_letter(item.text) for _, item in group):
        return None
    start, end = _edges([item for _, item in group], content)
    if wrappers and (inner := wrappers[-1].closed):
        # Asides between a wrapper and its text would be lost: then the wrapper is left alone.
        if group[0][1].start != wrappers[-1].opened.end or group[-1][1].end != inner.start:
            wrappers.clear()
        else:
            outer = wrappers[0]
            start, end = outer.opened.start, outer.closed.end if outer.closed else end
    text, inlines = _marked([item for _, item in group])
    if len(inlines) > _MAX_MARKS - len(wrappers):
        return None
    numbered = [replace(one, number=len(inlines) + 1 + n) for n, one in enumerate(wrappers)]
    return Line(start, end, text, tuple(inlines), tuple(numbered))


def _trim(group: list[tuple[int, Item]]) -> list[tuple[int, Item]]:
    start, end = 0, len(group)
    while start < end and _is_edge(group[start][1]):
        start += 1
    while start < end and _is_edge(group[end - 1][1]):
        end -= 1
    return group[start:end]


def _is_edge(item: Item) -> bool:
    blank = item.kind == "text" and not item.text.strip()
    return blank or item.kind in {"soft", "hard"} or (item.kind == "lone" and item.name in _ASIDE)


def _edges(items: list[Item], content: str) -> tuple[int, int]:
    """Return the span of items without the white space at its ends."""
    first, last = items[0], items[-1]
    start, end = first.start, last.end
    if first.kind == "text":
        written = content[start : first.end]
        start += len(written) - len(written.lstrip(" \t\u3000"))
    if last.kind == "text":
        written = content[last.start : end]
        end -= len(written) - len(written.rstrip(" \t\u3000"))
    return start, end


def _marked(items: list[Item]) -> tuple[str, list[Inline]]:
    """Return a text with marks, and what they stand for."""
    inlines: dict[int, Inline] = {}
    opened: list[int] = []
    pieces: list[str] = []
    said = [at for at, item in enumerate(items) if item.kind == "text" and item.text.strip()]
    for at, item in enumerate(items):
        if item.kind == "text":
            pieces.append(marks.escape(item.text))
        elif item.kind == "soft":
            pieces.append("\n")
        elif item.kind == "close":
            number = opened.pop()
            inlines[number] = replace(inlines[number], closed=item)
            pieces.append(f"</{number}>")
        else:
            number = len(inlines) + 1
            edge = item.kind != "open" and not said[0] < at < said[-1]
            inlines[number] = Inline(number, item, edge=edge)
            pieces.append(f"<{number}>" if item.kind == "open" else f"<{number}/>")
            opened += [number] if item.kind == "open" else []
    return collapse("".join(pieces)).strip(), list(inlines.values())
