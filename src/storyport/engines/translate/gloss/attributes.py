"""What belongs to a noun: 我的书, 他爹, 美丽的花, 他写的书."""

from __future__ import annotations

from dataclasses import replace

from storyport.engines.translate.gloss.chunks import Chunk, flat
from storyport.engines.translate.gloss.grammar_words import KIN, POSSESSIVES
from storyport.engines.translate.gloss.nodes import fixed
from storyport.engines.translate.gloss.places import moved
from storyport.engines.translate.gloss.predicates import verb_forms

__all__ = ["attributes", "own"]

_OF = fixed("P", "of")
_OWNS = fixed("P", "'s")
_IN = fixed("P", "in", "of", "")
_WHO = fixed("C", "@0.5", "that", "who@0.5", "which@0.5")
_WHERE = fixed("C", "where")
_QUALITIES = frozenset({"A", "MORE", "MOST", "D", "DT", "M"})
_DEGREES = frozenset({"D", "MORE", "MOST", "NOT"})
_CLAUSE = frozenset({"V", "D", "AUX", "NOT", "PP", "PROG", "BEI", "HAVE", "DI"})


def own(chunks: list[Chunk]) -> list[Chunk]:
    """他 爹 -> his father."""
    out: list[Chunk] = []
    for each in chunks:
        kin = each.label == "NP" and each.nodes and each.nodes[0].text in KIN
        if kin and out and out[-1].text in POSSESSIVES:
            out[-1] = _possessed(out[-1], replace(each, bare=False))
        else:
            out.append(each)
    return out


def attributes(chunks: list[Chunk]) -> list[Chunk]:
    """Put what 的 joins before its noun or, with "of" or "that", behind it."""
    out: list[Chunk] = []
    place = 0
    while place < len(chunks):
        each = chunks[place]
        place += 1
        if each.label != "DE":
            out.append(each)
        elif out:
            head, place = _head(chunks, place)
            out = out if head is None else _attributed(out, head)
    return out


def _head(chunks: list[Chunk], place: int) -> tuple[Chunk | None, int]:
    """Return what stands after 的 as a noun, and where it ends."""
    if place >= len(chunks):
        return None, place
    each = chunks[place]
    if each.label == "NP":
        return each, place + 1
    if each.label in {"A", "D", "MORE", "MOST"}:
        noun, after = _head(chunks, place + 1)
        if noun is not None:
            return replace(noun, nodes=(*each.nodes, *noun.nodes)), after
    elif each.label == "V" and each.nodes[0].choice.form == "v":
        noun_like = each.nodes[0].as_("N", "n")
        return Chunk("NP", (noun_like, *each.nodes[1:]), bare=True), place + 1
    return None, place


def _attributed(out: list[Chunk], head: Chunk) -> list[Chunk]:
    before = out[-1]
    if before.label in _QUALITIES:
        return _qualified(out, head)
    if before.label == "NP":
        return [*out[:-1], _possessed(before, head)]
    if before.label in {"PP", "T"}:
        joint = (_IN,) if before.label == "T" and len(before.nodes) == 1 else ()
        return [*out[:-1], Chunk("NP", (*head.nodes, *joint, *before.nodes), head.bare)]
    if before.label == "CL":
        return [*out[:-1], Chunk("NP", (*head.nodes, _WHERE, *before.nodes), head.bare)]
    if before.label in {"V", "DIR"}:
        start = _relative_start(out)
        clause = flat(verb_forms(moved(out[start:]), main=False))
        return [*out[:start], Chunk("NP", (*head.nodes, _WHO, *clause), head.bare)]
    return [*out, head]


def _qualified(out: list[Chunk], head: Chunk) -> list[Chunk]:
    start = len(out) - 1
    while start and out[-1].label == "A" and out[start - 1].label in _DEGREES:
        start -= 1
    alone = len(out) - start == 1
    kept = [each for each in out[start:] if alone or each.text not in {"很", "非常"}]
    words = [node for each in kept for node in each.nodes]
    return [*out[:start], Chunk("NP", (*words, *head.nodes), head.bare)]


def _possessed(owner: Chunk, thing: Chunk) -> Chunk:
    if owner.text in POSSESSIVES:
        return Chunk("NP", (owner.nodes[0].saying(POSSESSIVES[owner.text]), *thing.nodes))
    if len(owner.nodes) == 1 and owner.nodes[0].tag == "NR":
        return Chunk("NP", (*owner.nodes, _OWNS, *thing.nodes))
    return Chunk("NP", (*thing.nodes, _OF, *flat([owner])), thing.bare)


def _relative_start(out: list[Chunk]) -> int:
    """Return where the clause before 的 begins: its verb, what goes before it, one subject."""
    place = len(out) - 1
    while place and out[place - 1].label in _CLAUSE:
        place -= 1
    return place - 1 if place and out[place - 1].label == "NP" else place
