"""Nouns with what belongs to them, verbs with theirs: the pieces that are moved as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyport.engines.translate.gloss.nodes import Node, fixed

__all__ = ["BE", "Chunk", "chunk", "flat"]


@dataclass(frozen=True)
class Chunk:
    """A piece of a clause.

    Attributes:
        label: NP, PP, V, or the tag of its only node. nodes: in English order.
        bare: whether an article may stand before it.
    """

    label: str
    nodes: tuple[Node, ...]
    bare: bool = False

    @property
    def text(self) -> str:
        """The source word of a chunk of one node."""
        return self.nodes[0].text if len(self.nodes) == 1 else ""


BE = fixed("BE", "is", "are", "was", "were", "@2.0")
"""The verb that Chinese leaves out before what is said of a noun."""
_ARTICLE = fixed("ART", "", "the@0.75", "a@1.5")
_BEFORE_NOUN = frozenset({"DT", "M", "ONE", "Q", "A"})
_NOUNS = frozenset({"N", "NR", "W"})


def flat(chunks: Sequence[Chunk]) -> list[Node]:
    """Return the places in order, with articles where nouns may have one."""
    nodes: list[Node] = []
    for each in chunks:
        if each.bare:
            nodes.append(_ARTICLE)
        nodes += each.nodes
    return nodes


def chunk(nodes: Sequence[Node]) -> list[Chunk]:
    """Return a clause as chunks, noun phrases and verbs with their aspect put together."""
    chunks: list[Chunk] = []
    place = 0
    while place < len(nodes):
        node = nodes[place]
        if node.tag in _BEFORE_NOUN or node.tag in _NOUNS:
            made, place = _noun_phrase(nodes, place)
        elif node.tag == "V":
            made, place = _verb(nodes, place)
        elif node.tag == "R":
            made, place = Chunk("NP", (node,)), place + 1
        else:
            made, place = Chunk(node.tag, (node,)), place + 1
        chunks.append(made)
    return chunks


def _noun_phrase(nodes: Sequence[Node], start: int) -> tuple[Chunk, int]:
    front, place = _counted(nodes, start)
    many = any(node.tag == "M" and node.text not in {"1", "一"} for node in nodes[start:place])
    single = any(node.tag == "ONE" for node in nodes[start:place])
    if place > start and place < len(nodes) and nodes[place].tag == "T":
        return Chunk("T", (*front, nodes[place].formed("n2" if many else "n"))), place + 1
    nouns_at = place
    while nouns_at < len(nodes) and nodes[nouns_at].tag == "A":
        nouns_at += 1
    end = nouns_at
    while end < len(nodes) and nodes[end].tag in _NOUNS:
        end += 1
    adjectives = nodes[place:nouns_at]
    if end == nouns_at:
        return _without_noun(nodes, start, place, front, adjectives)
    head = nodes[end - 1]
    if head.tag == "N":
        head = head.formed("n2" if many else "n1" if single else "n")
    before = nodes[nouns_at : end - 1]
    modifiers = [noun.formed("nm") if noun.tag == "N" else noun for noun in before]
    bare = place == start and (head.tag == "N" or bool(modifiers))
    return Chunk("NP", (*front, *adjectives, *modifiers, head), bare), end


def _counted(nodes: Sequence[Node], start: int) -> tuple[list[Node], int]:
    """Return what says which and how many, and where it ends."""
    front: list[Node] = []
    many = False
    place = start
    while place < len(nodes) and nodes[place].tag in {"DT", "M", "ONE", "Q"}:
        node = nodes[place]
        many = many or node.tag == "M"
        if node.tag == "ONE" and place > start and nodes[place - 1].tag == "DT":
            front.append(node.saying(""))
        elif node.tag != "Q":
            front.append(node)
        elif node.choice.senses and node.choice.senses[0].text:
            front.append(_measured(node, many=many))
        place += 1
    return front, place


def _measured(node: Node, *, many: bool) -> Node:
    text = node.choice.senses[0].text
    return node.saying(text + "s of", text + "s") if many else node.saying(text + " of")


def _without_noun(
    nodes: Sequence[Node], start: int, end: int, front: list[Node], adjectives: Sequence[Node]
) -> tuple[Chunk, int]:
    if end == start:
        return Chunk("A", tuple(adjectives)), end + len(adjectives)
    if not front:
        return Chunk("NP", ()), end
    if [node.tag for node in front] == ["ONE"]:
        return Chunk("NP", (front[0].saying("" if _is_light(nodes, start, end) else "one"),)), end
    return Chunk("M", tuple(front)), end


def _is_light(nodes: Sequence[Node], start: int, place: int) -> bool:
    """Tell whether "one" of nothing goes with a verb: 看一眼, 一丢."""
    return (start > 0 and nodes[start - 1].tag in {"V", "ASP"}) or (
        place < len(nodes) and nodes[place].tag == "V"
    )


def _verb(nodes: Sequence[Node], start: int) -> tuple[Chunk, int]:
    verb = nodes[start]
    rest: list[Node] = []
    place = start + 1
    while place < len(nodes):
        node = nodes[place]
        if node.tag == "ASP":
            verb = verb.formed("vg" if node.text == "着" else "v+")
        elif node.tag == "DIR":
            rest.append(node)
        else:
            break
        place += 1
    return Chunk("V", (verb, *rest)), place
