"""A paragraph's tree as units with marks.

Runs that look the same are one text; the look of most of the text has no mark, other looks
are pairs. What surrounds a whole line (a link, an insertion), and what may as well stand
beside it (a bookmark, a note reference at its end), stays outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from storyport.formats.docx.fields import Piece
from storyport.formats.docx.formatting import NO_FORMAT, Format
from storyport.formats.docx.nodes import (
    Node,
    Pair,
    Phrase,
    Thing,
    pieces_of,
    says_anything,
    text_in,
)
from storyport.language import marks

__all__ = ["Kept", "Line", "Look", "Mark", "lines_of"]

_MAX_MARKS = 9999  # what `language.marks` can number
_LONG = 1000  # characters of a paragraph that is split at its line breaks
_BREAKS = frozenset({"br", "cr"})


@dataclass(frozen=True)
class Kept:
    """What stands beside lines and stays as it is.

    Attributes:
        pieces: its XML. nodes: what it is, where it is whole.
    """

    pieces: tuple[Piece, ...]
    nodes: tuple[Node, ...] = ()
    pair: Pair | None = None


@dataclass(frozen=True)
class Look:
    """What a mark pair stands for where it stands for a format."""

    format: Format


@dataclass(frozen=True)
class Mark:
    """What a mark of a line stands for. base: format of unmarked text in a pair."""

    number: int
    what: Look | Pair | Thing
    base: Format = NO_FORMAT


@dataclass(frozen=True)
class Line:
    """What becomes one unit.

    Attributes:
        text: with marks. marks: by number, from 1. base: format of text without a mark.
        indent, trail: white space before and after. nodes: all of it, to be kept.
        rubies: texts with readings.
    """

    text: str
    nodes: tuple[Node, ...]
    marks: tuple[Mark, ...] = ()
    base: Format = NO_FORMAT
    indent: str = ""
    trail: str = ""
    rubies: tuple[Phrase, ...] = ()


def lines_of(nodes: Sequence[Node]) -> Iterator[Kept | Line]:
    """Give a paragraph's lines and what stands beside them, in order."""
    if len(text_in(nodes)) > _LONG:
        for group in _split(nodes):
            yield from _line_of(group)
    else:
        yield from _line_of(nodes)


def _split(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    group: list[Node] = []
    for node in nodes:
        group.append(node)
        if isinstance(node, Thing) and node.name in _BREAKS:
            yield group
            group = []
    yield group


def _line_of(nodes: Sequence[Node]) -> Iterator[Kept | Line]:
    if not says_anything(nodes):
        yield from (Kept(pieces_of([node]), (node,)) for node in nodes)
        return
    start, end = _edges(nodes)
    yield from (Kept(pieces_of([node]), (node,)) for node in nodes[:start])
    core = nodes[start:end]
    only = core[0] if len(core) == 1 else None
    if isinstance(only, Pair):
        yield Kept(only.opening, pair=only)
        yield from _line_of(only.nodes)
        yield Kept(only.closing, pair=only)
    else:
        yield from _written(core)
    yield from (Kept(pieces_of([node]), (node,)) for node in nodes[end:])


def _written(nodes: Sequence[Node]) -> Iterator[Kept | Line]:
    """Give a line; where it has more marks than can be numbered, the lines of its halves."""
    writer = _Writer()
    line = writer.line(nodes)
    if len(writer.marks) <= _MAX_MARKS or len(nodes) == 1:
        yield line
        return
    half = len(nodes) // 2
    yield from _line_of(nodes[:half])
    yield from _line_of(nodes[half:])


def _edges(nodes: Sequence[Node]) -> tuple[int, int]:
    start, end = 0, len(nodes)
    while _is_beside(nodes[start]):
        start += 1
    while _is_beside(nodes[end - 1]):
        end -= 1
    return start, end


def _is_beside(node: Node) -> bool:
    if isinstance(node, Thing):
        return node.beside
    return not text_in([node]).strip()


@dataclass
class _Writer:
    """Writes a line's text; numbers its marks in the order in which they open."""

    out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rubies: list[Phrase] = field(default_factory=list)

    def line(self, nodes: Sequence[Node]) -> Line | Kept:
        base = _base(nodes, NO_FORMAT)
        self._scope(nodes, base)
        text = "".join(self.out)
        said = text.strip()
        if len(self.marks) > _MAX_MARKS:
            return Kept(pieces_of(nodes), tuple(nodes))
        at = text.index(said)
        return Line(
            said,
            tuple(nodes),
            tuple(self.marks),
            base,
            indent=text[:at],
            trail=text[at + len(said) :],
            rubies=tuple(self.rubies),
        )

    def _scope(self, nodes: Sequence[Node], base: Format) -> None:
        looks = _looks(nodes, base)
        at = 0
        while at < len(nodes):
            look = looks[at]
            end = at
            while end < len(nodes) and looks[end].look == look.look:
                end += 1
            if look.look == base.look:
                self._nodes(nodes[at:end], base)
            else:
                number = self._open(Look(look), look)
                self._nodes(nodes[at:end], look)
                self.out.append(f"</{number}>")
            at = end

    def _nodes(self, nodes: Sequence[Node], base: Format) -> None:
        pending: list[str] = []
        for node in nodes:
            if isinstance(node, Phrase):
                pending.append(node.text)
                self.rubies += [node] if node.ruby is not None else []
                continue
            self._flush(pending)
            if isinstance(node, Thing):
                self.marks.append(Mark(len(self.marks) + 1, node))
                self.out.append(f"<{len(self.marks)}/>")
            else:
                inner = _base(node.nodes, base)
                number = self._open(node, inner)
                self._scope(node.nodes, inner)
                self.out.append(f"</{number}>")
        self._flush(pending)

    def _open(self, what: Look | Pair, base: Format) -> int:
        number = len(self.marks) + 1
        self.marks.append(Mark(number, what, base))
        self.out.append(f"<{number}>")
        return number

    def _flush(self, pending: list[str]) -> None:
        # Escaped whole: what looks like a mark may be split over runs.
        self.out.append(marks.escape("".join(pending)))
        pending.clear()


def _base(nodes: Sequence[Node], outer: Format) -> Format:
    """Return the format that most of the text has which stands directly among some nodes."""
    weights: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], Format] = {}
    for node in nodes:
        if isinstance(node, Phrase) and not _is_blank(node):
            weights[node.format.look] += len(node.text)
            first.setdefault(node.format.look, node.format)
    return first[max(weights, key=lambda look: weights[look])] if weights else outer


def _looks(nodes: Sequence[Node], base: Format) -> list[Format]:
    """Return the format of each node: blanks and things take their neighbours', pairs none."""
    own = [
        node.format if isinstance(node, Phrase) and not _is_blank(node) else None for node in nodes
    ]
    after = _following(nodes, own)
    looks: list[Format] = []
    for at, node in enumerate(nodes):
        before = looks[-1] if looks else base
        if isinstance(node, Pair):
            looks.append(base)
        elif (mine := own[at]) is not None:
            looks.append(mine)
        else:
            following = after[at]
            goes_on = following is not None and following.look == before.look
            looks.append(before if goes_on else base)
    return looks


def _following(nodes: Sequence[Node], own: Sequence[Format | None]) -> list[Format | None]:
    """Return of each node the format of the next text, None where a pair or nothing comes first."""
    found: list[Format | None] = []
    following: Format | None = None
    for node, look in zip(reversed(nodes), reversed(own), strict=True):
        following = None if isinstance(node, Pair) else look or following
        found.append(following)
    return found[::-1]


def _is_blank(phrase: Phrase) -> bool:
    return phrase.text.isspace() and not phrase.format.space_shows
