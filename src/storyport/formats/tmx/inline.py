"""Inline codes of a segment: native code in `bpt`, `ept`, `ph`, `it`, `hi`, `ut` <-> our marks.

A code whose content is one of our marks (`&lt;1&gt;`) is that mark, whichever tool wrote the
file. Other codes become marks numbered in order of the source; a target's code gets the
number of the source's code that it repeats.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from storyport.language.marks import Mark, MarkKind, escape, split, unescape

__all__ = ["Code", "Piece", "read_pair", "write_marks"]
_MOST_MARKS = 9_999


@dataclass(frozen=True, slots=True)
class Code:
    """A native code.

    Attributes:
        kind: what it does. pair: what an opening and its closing share within a segment (`i`).
        x: what the same code in source and target share; may be empty. text: the code itself.
    """

    kind: MarkKind
    pair: str
    x: str
    text: str


Piece = str | Code
"""Literal text, as the reader sees it, or a code."""

_Stand = Code | Mark
_Item = str | _Stand


@dataclass
class _Element:
    """A pair of codes, or a lone one, and where it stands in its segment."""

    opening: Code
    positions: list[int]
    number: int = 0


def read_pair(source: Sequence[Piece], target: Sequence[Piece]) -> tuple[str, str]:
    """Return source and target as texts with marks; without, where no mark could count so many."""
    if (ours := _literal(source)) is not None and (theirs := _literal(target)) is not None:
        return ours, theirs
    source_items, target_items = _recognized(source), _recognized(target)
    our_codes, their_codes = _elements(source_items), _elements(target_items)
    taken = {item.number for item in (*source_items, *target_items) if isinstance(item, Mark)}
    if len(taken) + len(our_codes) + len(their_codes) > _MOST_MARKS:
        return _text(source_items), _text(target_items)
    _number(our_codes, their_codes, taken)
    return _joined(source_items, our_codes), _joined(target_items, their_codes)


def _text(items: Iterable[_Item]) -> str:
    return escape("".join(item for item in items if isinstance(item, str)))


def _literal(pieces: Sequence[Piece]) -> str | None:
    """Return the text of a segment without codes, as most are; None where it has some."""
    if not pieces:
        return ""
    if len(pieces) == 1 and isinstance(text := pieces[0], str):
        return escape(text) if "<" in text or "&" in text else text
    return None


def _recognized(pieces: Iterable[Piece]) -> list[_Item]:
    """Return the pieces with neighbouring texts joined, and our marks as what they are."""
    items: list[_Item] = []
    for piece in pieces:
        if isinstance(piece, Code):
            inner = split(piece.text)
            ours = len(inner) == 1 and isinstance(inner[0], Mark) and str(inner[0]) == piece.text
            items.append(inner[0] if ours else piece)
        elif items and isinstance(items[-1], str):
            items[-1] += piece
        else:
            items.append(piece)
    return items


def _elements(items: Sequence[_Item]) -> list[_Element]:
    """Return the codes' elements in order; a code without its partner stands alone."""
    pairs = _pairs(items, lambda item: item.pair if isinstance(item, Code) else None)
    closings = set(pairs.values())
    elements = []
    for at, item in enumerate(items):
        if not isinstance(item, Code) or at in closings:
            continue
        if at in pairs:
            elements.append(_Element(item, [at, pairs[at]]))
        else:
            elements.append(_Element(replace(item, kind=MarkKind.LONE), [at]))
    return elements


def _pairs(items: Sequence[_Item], name: Callable[[_Stand], Hashable | None]) -> dict[int, int]:
    """Return {where a pair opens: where it closes}, for properly nested pairs alone."""
    pairs: dict[int, int] = {}
    open_: list[tuple[Hashable, int]] = []
    for at, item in enumerate(items):
        if isinstance(item, str) or item.kind is MarkKind.LONE or (key := name(item)) is None:
            continue
        if item.kind is MarkKind.OPEN:
            open_.append((key, at))
            continue
        depth = next((d for d in reversed(range(len(open_))) if open_[d][0] == key), None)
        if depth is None:
            continue
        if depth == len(open_) - 1:
            pairs[open_[depth][1]] = at
        # Of two pairs that cross, the one that closes first is the one that stands alone.
        del open_[depth]
    return pairs


def _number(ours: Sequence[_Element], theirs: Sequence[_Element], taken: set[int]) -> None:
    free = (number for number in range(1, _MOST_MARKS + 1) if number not in taken)
    for element in ours:
        element.number = next(free)
    left = list(ours)
    for name in (_by_x, _by_i, _by_text, _by_kind):
        left = _match(left, [each for each in theirs if not each.number], name)
    for element in theirs:
        element.number = element.number or next(free)


def _match(
    ours: Sequence[_Element], theirs: Sequence[_Element], name: Callable[[Code], Hashable]
) -> list[_Element]:
    """Give theirs the numbers of ours that share a name, in order; return ours that are left."""
    waiting: dict[Hashable, deque[_Element]] = {}
    for element in ours:
        if (key := name(element.opening)) is not None:
            waiting.setdefault((element.opening.kind, key), deque()).append(element)
    matched: set[int] = set()
    for element in theirs:
        same = waiting.get((element.opening.kind, name(element.opening)))
        if same:
            element.number = same.popleft().number
            matched.add(element.number)
    return [element for element in ours if element.number not in matched]


def _by_x(code: Code) -> str | None:
    return code.x or None


def _by_i(code: Code) -> str | None:
    return code.pair or None


def _by_text(code: Code) -> str | None:
    return code.text or None


def _by_kind(_: Code) -> str:
    return "any"


def _joined(items: Sequence[_Item], elements: Sequence[_Element]) -> str:
    words = [escape(item) if isinstance(item, str) else str(item) for item in items]
    for element in elements:
        kinds = (MarkKind.OPEN, MarkKind.CLOSE) if len(element.positions) > 1 else (MarkKind.LONE,)
        for at, kind in zip(element.positions, kinds, strict=True):
            words[at] = str(Mark(kind, element.number))
    return "".join(words)


def write_marks(text: str, quote: Callable[[str], str]) -> str:
    """Return the content of a `<seg>`; `quote` makes literal text fit for XML.

    A mark whose partner is missing, or whose pair crosses another, is written as `it`.
    """
    if "<" not in text and "&" not in text:
        return quote(text)
    items = split(text)
    pairs = _pairs(items, lambda item: item.number if isinstance(item, Mark) else None)
    order = {at: i for i, at in enumerate(sorted(pairs), start=1)}
    order |= {end: order[start] for start, end in pairs.items()}
    return "".join(
        quote(unescape(item)) if isinstance(item, str) else _element(item, order.get(at))
        for at, item in enumerate(items)
    )


def _element(mark: Mark, i: int | None) -> str:
    code = str(mark).replace("<", "&lt;").replace(">", "&gt;")
    x = f'x="{mark.number}"'
    if mark.kind is MarkKind.LONE:
        return f"<ph {x}>{code}</ph>"
    if i is None:
        side = "begin" if mark.kind is MarkKind.OPEN else "end"
        return f'<it pos="{side}" {x}>{code}</it>'
    if mark.kind is MarkKind.OPEN:
        return f'<bpt i="{i}" {x}>{code}</bpt>'
    return f'<ept i="{i}">{code}</ept>'
