"""Prepositions and place words: 在 桌子 上, 三年前, 他 在 家, 她 来 时."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyport.engines.translate.gloss.chunks import BE, Chunk, flat
from storyport.engines.translate.gloss.grammar_words import LOCALIZERS
from storyport.engines.translate.gloss.nodes import Node

__all__ = ["as_prepositions", "localizers", "moved", "next_verb", "prepositions", "whereabouts"]

_TIMES = {
    "前": ("ago", "before"),
    "以前": ("ago", "before"),
    "之前": ("ago", "before"),
    "后": ("later", "after"),
    "以后": ("later",),
    "之后": ("later",),
}
_WAYS = {"上": "up", "下": "down", "里": "in", "外": "out", "前": "forward", "后": "back"}
_STATES = frozenset({"V", "VN", "BE", "HAVE", "A", "NOT", "M"})
_BETWEEN = frozenset({"D", "AUX", "NOT", "PROG", "PP", "BE", "DI", "MORE"})


def as_prepositions(chunks: list[Chunk]) -> list[Chunk]:
    """为 NP V: 为 is "for" here, not "is"."""
    out = list(chunks)
    for place, each in enumerate(chunks):
        following = [after.label for after in chunks[place + 1 : place + 5]]
        if each.text == "为" and following[:1] == ["NP"] and "V" in following:
            out[place] = Chunk("P", (each.nodes[0].saying("for"),))
    return out


def localizers(chunks: list[Chunk]) -> list[Chunk]:
    """[在] 桌子 上 -> on the table; 三年 前 -> three years ago; 他 来 时 -> when he came."""
    out: list[Chunk] = []
    for each in chunks:
        said = LOCALIZERS.get(each.nodes[0].text, "") if each.label == "F" else ""
        if each.label != "F" or not out:
            out.append(each)
        elif out[-1].label in {"NP", "T", "M"}:
            noun = out.pop()
            lead = out.pop() if out and out[-1].label == "P" else None
            out.append(_located(noun, each.nodes[0], said, lead))
        elif out[-1].label == "P":
            out.append(_directed(out.pop().nodes[0], each.nodes[0], said))
        elif said:
            out.insert(_clause_start(out), Chunk("C", (each.nodes[0].saying(said),)))
        else:
            out.append(each)
    return out


def _directed(lead: Node, word: Node, said: str) -> Chunk:
    """往 上 -> up; 在 当中 -> among."""
    way = _WAYS.get(word.text, "") if lead.text in {"往", "向", "朝"} else ""
    if way:
        return Chunk("DIR", (replace(word.saying(way), start=lead.start),))
    return Chunk("PP", (lead.saying(""), word.saying(said) if said else word))


def _located(noun: Chunk, word: Node, said: str, lead: Chunk | None) -> Chunk:
    if word.text in _TIMES and noun.nodes and noun.nodes[0].tag == "M":
        ago = word.saying(*_TIMES[word.text])
        located = Chunk("T", (*noun.nodes, ago))
    elif word.text == "左右":
        located = replace(noun, nodes=(word.saying("about", "around"), *noun.nodes), bare=False)
    elif lead is None:
        return _prepositional(word.saying(said) if said else word, noun)
    elif lead.text in {"在", "于"} and said:
        others = [sense.text for sense in lead.nodes[0].choice.senses]
        both = replace(word.saying(said, *others), start=lead.nodes[0].start)
        return _prepositional(both, noun)
    elif lead.text == "当":
        return _prepositional(word.saying("when", "at"), noun)
    else:
        located = replace(noun, nodes=(*noun.nodes, word.saying("")))
    return located if lead is None else _prepositional(lead.nodes[0], located)


def _prepositional(preposition: Node, noun: Chunk) -> Chunk:
    return Chunk("PP", (preposition, *flat([noun])))


def _clause_start(chunks: Sequence[Chunk]) -> int:
    place = 0
    while place < len(chunks) and chunks[place].label in {"C", "T"}:
        place += 1
    return place


def prepositions(chunks: list[Chunk]) -> list[Chunk]:
    """P NP -> PP."""
    out: list[Chunk] = []
    for each in chunks:
        if each.label in {"NP", "T", "M", "PP"} and out and out[-1].label == "P":
            out.append(_prepositional(out.pop().nodes[0], each))
        else:
            out.append(each)
    return out


def whereabouts(chunks: list[Chunk]) -> list[Chunk]:
    """她 在 你 后头 -> she is behind you."""
    if len(chunks) < 2 or chunks[0].label != "NP" or chunks[-1].label != "PP":
        return chunks
    preposition = chunks[-1].nodes[0].text
    if preposition != "在" and preposition not in LOCALIZERS:
        return chunks
    if any(each.label in _STATES for each in chunks):
        return chunks
    return [*chunks[:-1], Chunk("BE", (BE,)), chunks[-1]]


def moved(chunks: list[Chunk]) -> list[Chunk]:
    """A prepositional phrase between subject and verb goes behind the verb and its object."""
    out = list(chunks)
    done: set[int] = set()
    place = 1
    while place < len(out):
        each = out[place]
        movable = each.label in {"PP", "DIR"} and id(each) not in done
        movable = movable and not each.nodes[0].phrase  # it goes behind all that
        verb = next_verb(out, place + 1) if movable else None
        if verb is None:
            place += 1
            continue
        end = verb + 1
        while end < len(out) and out[end].label in {"NP", "DIR", "M"}:
            end += 1
        done.add(id(each))
        out = [*out[:place], *out[place + 1 : end], each, *out[end:]]
    return out


def next_verb(chunks: list[Chunk], start: int) -> int | None:
    """Return where the verb stands that what goes before a place belongs to."""
    for place in range(start, len(chunks)):
        if chunks[place].label in {"V", "VN"}:
            return place
        if chunks[place].label not in _BETWEEN:
            return None
    return None
