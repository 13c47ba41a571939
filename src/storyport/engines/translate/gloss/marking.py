"""Inline marks in the English order: around the words that they stood around."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.engines.translate.gloss.nodes import Node, fixed
from storyport.engines.translate.placing import PlacedMark
from storyport.language.marks import MarkKind, well_formed

__all__ = ["mark_node", "set_marks"]


def mark_node(placed: PlacedMark) -> Node:
    """Return a mark as a place that says nothing."""
    made = fixed("MARK", "")
    return Node(made.tag, made.choice, placed.at, placed.at, str(placed.mark))


def set_marks(nodes: Sequence[Node], marks: Sequence[PlacedMark]) -> list[Node] | None:
    """Return the places with the marks among them; None where the new order tore a pair apart."""
    where: list[tuple[int, int]] = []
    closing = {
        placed.mark.number: placed.at for placed in marks if placed.mark.kind is MarkKind.CLOSE
    }
    opened: dict[int, tuple[int, int]] = {}
    for number, placed in enumerate(marks):
        kind = placed.mark.kind
        if kind is MarkKind.OPEN and placed.mark.number in closing:
            block = _block(nodes, placed.at, closing[placed.mark.number])
            if block is None:
                return None
            opened[placed.mark.number] = block
            where.append((block[0], number))
        elif kind is MarkKind.CLOSE and placed.mark.number in opened:
            where.append((opened[placed.mark.number][1], number))
        else:
            where.append((_after(nodes, placed.at), number))
    where.sort()
    if [number for _, number in where] != list(range(len(marks))) and not well_formed(
        "".join(str(marks[number].mark) for _, number in where)
    ):
        return None
    out = list(nodes)
    for place, number in reversed(where):
        out.insert(place, mark_node(marks[number]))
    return out


def _block(nodes: Sequence[Node], start: int, end: int) -> tuple[int, int] | None:
    """Return between which places a span of the source stands, None if others stand within."""
    if end <= start:
        place = _after(nodes, start)
        return place, place
    inside = [
        place
        for place, node in enumerate(nodes)
        if start <= node.start and node.end <= end and node.end > 0
    ]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if any(node.start >= 0 and not start <= node.start < end for node in nodes[first : last + 1]):
        return None
    while first and nodes[first - 1].tag == "ART":
        first -= 1
    return first, last + 1


def _after(nodes: Sequence[Node], at: int) -> int:
    """Return the place after the word that ends nearest before a place of the source."""
    before = [(node.end, place) for place, node in enumerate(nodes) if 0 < node.end <= at]
    return max(before)[1] + 1 if before else 0
