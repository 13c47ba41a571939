"""The blocks of a text: what each says, and where its content stands in the file.

Code, formulas, definitions of references and templates stay as they are. HTML blocks that
stand in no other block are read as HTML; in a quote or a list they are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from storyport.formats.base import UnitKind
from storyport.formats.epub.blocks import has_letter
from storyport.formats.html.tokens import clean
from storyport.formats.markdown.inline import Item, read_items
from storyport.formats.markdown.lines import Line, read_lines
from storyport.formats.markdown.parser import MAX_NESTING, Environment, parse_blocks

__all__ = ["INDENT", "Attribute", "Block", "Blocks", "HtmlBlock", "read_blocks"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NULL = str.maketrans({"\0": "\ufffd"})
# Boxes of tasks, kinds of alerts, fences and admonitions of site generators.
_LEAD = re.compile(
    r"\[[ xX]\][ \t]+|(?:\[![A-Za-z]+\]|:{3,}[^\n]*"
    r"""|(?:!{3}|\?{3}\+?)[ \t]+[a-z][\w-]*(?:[ \t]+"[^"\n]*")?)[ \t]*(?:\n[ \t]*|\Z)"""
)
_FENCE = re.compile(r"[ \t]*:{3,}[ \t]*")
_IDENTIFIERS = re.compile(r"[ \t]+\{[ \t]*[#.:][^{}\n]*\}[ \t]*\Z")
_LONGEST_TAIL = 300
_NOTE_MARK = re.compile(r"\[\^[^\]]*\]:[ \t]*")
INDENT = "\u3000\xa0\u2003\u2002"
_HOLDERS = frozenset({"blockquote_open", "list_item_open", "note_open"})
_NOT_QUOTE = re.compile(r"[^>\t]")
_TITLE = re.compile(
    r"""[ \t\n](?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))[ \t\n]*\)\Z""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Attribute:
    """Words in a thing: an image's alternative text, the title of a link.

    Attributes:
        start, end: in the block's content. signs: which have to be escaped in it.
    """

    name: str
    start: int
    end: int
    text: str
    signs: str


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a cell.

    Attributes:
        line: its first line, counted from 0. content: as the parser sees it.
        places: (offset in the content, offset in the file) of each line of it. end: in the file.
        prefix: what stands before a line that is added to it (`> `, an indent).
        level: of a heading. signs: of an ATX heading (`##`). tight: of a list without blanks, or
            the first of a note: a paragraph below it may be code to parsers that know no notes.
        indent: count of U+3000 and the like before the content.
        column: units of the same line of the file that come before.
    """

    kind: UnitKind
    line: int
    content: str
    places: tuple[tuple[int, int], ...]
    end: int
    items: tuple[Item, ...]
    lines: tuple[Line, ...]
    attributes: tuple[Attribute, ...] = ()
    prefix: str = ""
    level: int = 0
    signs: str = ""
    tight: bool = False
    indent: int = 0
    column: int = 0

    def in_file(self, at: int) -> int:
        """Return where an offset of the content stands in the file."""
        row = bisect_right(self.places, (at, float("inf"))) - 1
        offset, place = self.places[row]
        return place + at - offset


@dataclass(frozen=True)
class HtmlBlock:
    """Lines of HTML: a span of the file."""

    line: int
    start: int
    end: int


@dataclass
class _Source:
    """The lines of a file."""

    text: str
    starts: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, start: int) -> None:
        for match in _LINE.finditer(self.text, start):
            self.starts.append(match.start())
            self.lines.append(match[0].rstrip("\r\n").translate(_NULL))
        self.starts.append(len(self.text))


@dataclass(frozen=True)
class Blocks:
    """The blocks of a text.

    Attributes:
        environment: its references. unsure: the lines, from 0, of what is left as it is, for
            its place is not sure or it stands too deep in other blocks.
    """

    found: tuple[Block | HtmlBlock, ...]
    environment: Environment
    unsure: tuple[int, ...]


def read_blocks(text: str, start: int) -> Blocks:
    """Return the blocks of a text from `start` on; lines are counted from there."""
    source = _Source(text)
    source.take(start)
    environment: Environment = {}
    tokens = parse_blocks("\n".join([*source.lines, ""]), environment)
    reading = _Blocks(source, environment)
    found = tuple(reading.read(tokens))
    return Blocks(found, environment, tuple(dict.fromkeys(reading.unsure)))


class _Blocks:
    def __init__(self, source: _Source, environment: Environment) -> None:
        self.source = source
        self.environment = environment
        self.column = 0
        self.unsure: list[int] = []
        self.counts: Counter[int] = Counter()

    def read(self, tokens: Sequence[Token]) -> Iterator[Block | HtmlBlock]:
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                self.column = 0
            elif token.type == "inline":
                block = self._inline(tokens[at - 1], token)
                if block is None and token.map and has_letter(token.content):
                    self.unsure.append(token.map[0])
                if block and (count := max(len(block.lines), len(block.attributes))):
                    yield replace(block, column=self.counts[block.line])
                    self.counts[block.line] += count
            elif token.type in _HOLDERS and token.level >= MAX_NESTING - 1 and token.map:
                self.unsure.append(token.map[0])
            elif token.type == "html_block" and not token.level and token.map:
                start, end = token.map
                yield HtmlBlock(start, self.source.starts[start], self.source.starts[end])

    def _inline(self, opened: Token, token: Token) -> Block | None:
        if not token.map or not token.content:
            return None
        first = token.map[0]
        if opened.type in {"th_open", "td_open"}:
            return self._cell(first, token.content)
        found = self._places(first, token.content, opened)
        if found is None:
            return None
        places, prefix, indent = found
        end = places[-1][1] + len(token.content) - places[-1][0]
        heading = opened.type == "heading_open"
        signs = opened.markup if heading and opened.markup.startswith("#") else ""
        content, lead = token.content, 0
        if match := None if heading else _LEAD.match(content):
            lead = match.end()
        tail = _tail(content, lead)
        return self._block(
            "heading" if heading else "paragraph", first, content[:tail], places, end, lead,
            prefix=prefix, level=int(opened.tag[1]) if heading else 0, signs=signs,
            tight=opened.hidden or _NOTE_MARK.match(self.source.lines[first].lstrip()) is not None,
            indent=indent,
        )  # fmt: skip

    def _block(
        self,
        kind: UnitKind,
        line: int,
        content: str,
        places: tuple[tuple[int, int], ...],
        end: int,
        lead: int = 0,
        *,
        prefix: str = "",
        level: int = 0,
        signs: str = "",
        tight: bool = False,
        indent: int = 0,
    ) -> Block | None:
        items = read_items(content, self.environment)
        if items is None:
            return None
        inside = [item for item in items if item.start >= lead]
        if lead and len(inside) < len(items) and items[len(items) - len(inside) - 1].end > lead:
            inside = _cut_lead(items, lead)
        lines = read_lines(_unpaired(inside), content) if inside else []
        attributes = tuple(_attributes(content, items))
        return Block(
            kind, line, content, places, end, tuple(items), tuple(lines), attributes,
            prefix, level, signs, tight, indent,
        )  # fmt: skip

    def _places(
        self, first: int, content: str, opened: Token
    ) -> tuple[tuple[tuple[int, int], ...], str, int] | None:
        """Return where each line of a content stands, what stands before the first, its indent."""
        rows = content.split("\n")
        places = []
        offset = 0
        prefix, indent = "", 0
        for number, row in enumerate(rows):
            line = self.source.lines[first + number]
            core = row.lstrip(" \t")
            at = _find(line, core, opened)
            if at < 0:
                return None
            places.append((offset + len(row) - len(core), self.source.starts[first + number] + at))
            if not number:
                lead = line[:at].rstrip(INDENT)
                prefix, indent = _prefix(lead), at - len(lead)
            offset += len(row) + 1
        return tuple(places), prefix, indent

    def _cell(self, row: int, content: str) -> Block | None:
        """Find a cell in its row, from where the last one ended."""
        line = self.source.lines[row]
        wanted = content.replace("|", "\\|")
        first = not self.column
        while self.column <= len(line):
            at, end = self.column, _cell_end(line, self.column)
            self.column = end + 1
            raw = line[at:end].rstrip(" \t")
            said = raw.lstrip(" \t")
            # Before the first cell may stand what the table stands in: a quote, a list.
            inside = first and raw.endswith(wanted)
            if inside or said.replace("\\|", "|") == content:
                said = wanted if inside else said
                start = self.source.starts[row] + at + len(raw) - len(said)
                return self._block("cell", row, said, ((0, start),), start + len(said))
        return None


def _tail(content: str, lead: int) -> int:
    """Return where a block's words end: before a fence, or what names a heading."""
    last = content.rfind("\n", lead) + 1
    if last > lead and _FENCE.fullmatch(content, last):
        return len(content[: last - 1].rstrip())
    match = _IDENTIFIERS.search(content, max(lead, len(content) - _LONGEST_TAIL))
    return match.start() if match else len(content)


def _find(line: str, core: str, opened: Token) -> int:
    """Return where a line of a content stands in its line of the file, -1 where it does not."""
    if opened.type == "heading_open" and opened.markup.startswith("#"):
        match = re.search(rf"{opened.markup}[ \t]+(?={re.escape(core)})", line)
        return match.end() if match else -1
    trimmed = line if line.endswith(core) else line.rstrip()
    return len(trimmed) - len(core) if trimmed.endswith(core) else -1


def _cell_end(line: str, at: int) -> int:
    while (end := line.find("|", at)) >= 0:
        if end == 0 or line[end - 1] != "\\":
            return end
        at = end + 1
    return len(line)


def _prefix(lead: str) -> str:
    """Return what stands before added lines: quotes stay quotes, list marks become spaces."""
    if match := _NOTE_MARK.search(lead):
        lead = lead[: match.start()] + "    "
    return _NOT_QUOTE.sub(" ", lead)


def _cut_lead(items: Sequence[Item], lead: int) -> list[Item]:
    """Return the items after `lead`, which stands within a text."""
    found = []
    for item in items:
        if item.start >= lead:
            found.append(item)
        elif item.end > lead and item.end - item.start == len(item.text):
            found.append(Item("text", lead, item.end, text=item.text[lead - item.start :]))
    return found


def _unpaired(items: Sequence[Item]) -> list[Item]:
    """Return the items without halves of pairs whose other half was left out."""
    opened: list[Item] = []
    kept: list[Item] = []
    for item in items:
        if item.kind == "open":
            opened.append(item)
        elif item.kind == "close":
            if not opened:
                continue
            opened.pop()
        kept.append(item)
    return kept


def _attributes(content: str, items: Sequence[Item]) -> Iterator[Attribute]:
    for item in items:
        written = content[item.start : item.end]
        if item.name == "image":
            yield from _alt(written, item)
        if item.name == "image" or (item.name == "link" and item.kind == "close"):
            match = _TITLE.search(written)
            group = next((one for one in (1, 2, 3) if match and match[one] is not None), 0)
            if match and group and has_letter(match[group]):
                sign = written[match.end(group)]
                text = clean(_ESCAPED.sub(r"\1", match[group]))
                start, end = match.span(group)
                yield Attribute("title", item.start + start, item.start + end, text, sign)


def _alt(written: str, item: Item) -> Iterator[Attribute]:
    """Give an image's text, if nothing but text is in it."""
    end = _label_end(written)
    text = written[2:end]
    inner = read_items(text, {})
    # The text of `![alt][]` and `![alt]` is a label, too, by which the image is found.
    if not inner or not written[end + 1 : end + 2] or written.endswith("[]"):
        return
    if all(one.kind == "text" or one.name == "break" for one in inner) and has_letter(text):
        said = "".join(one.text or " " for one in inner)
        yield Attribute("alt", item.start + 2, item.start + end, said, "[]")


def _label_end(written: str) -> int:
    depth = 0
    at = 1
    while at < len(written):
        if written[at] == "\\":
            at += 1
        elif written[at] == "[":
            depth += 1
        elif written[at] == "]":
            depth -= 1
            if not depth:
                return at
        at += 1
    return len(written)
