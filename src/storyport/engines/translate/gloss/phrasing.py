"""Set phrases in their clause: whose face fell, what goes behind the verb, what "and" joins."""

from __future__ import annotations

import re
from dataclasses import replace

from storyport.engines.translate.gloss.chunks import Chunk, flat
from storyport.engines.translate.gloss.grammar_words import POSSESSIVES
from storyport.engines.translate.gloss.nodes import Node, fixed
from storyport.engines.translate.gloss.places import next_verb

__all__ = ["asides", "joined", "owned", "taken"]

_OWNS = fixed("P", "'s")
_AND = Chunk("AND", (fixed("C", "and"),))
_COMMA = Chunk("PUNCT", (replace(fixed("PUNCT", ""), text="，"),))
_IT = Chunk("NP", (fixed("R", "it"),))
_AFTER_VERB = frozenset({"NP", "DIR", "M", "PP", "T"})
_PREPOSITIONS = frozenset({"in", "with", "at", "from", "against"})
_BETWEEN = frozenset({"D", "T", "PP", "C"})
_DEGREES = frozenset({"D", "MORE", "MOST", "NOT"})
_OF_IT = {"were": "was", "are": "is", "am": "is"}
_STATES = frozenset({"V", "VN", "BE", "HAVE", "A", "CL"})


def owned(chunks: list[Chunk]) -> list[Chunk]:
    """林雪 脸色一沉 -> Lin Xue's face darkened: a clause takes the subject before it in."""
    out: list[Chunk] = []
    for each in chunks:
        if each.label != "CL":
            out.append(each)
            continue
        place = len(out) - 1
        while place >= 0 and out[place].label in _BETWEEN:
            place -= 1
        if place < 0 or out[place].label != "NP" or not out[place].nodes:
            out.append(each)
        elif each.nodes[0].owner:
            out.append(_with_owner(each.nodes[0], out.pop(place)))
        else:
            out += [_COMMA, each]
    return out


def _with_owner(clause: Node, subject: Chunk) -> Chunk:
    text = clause.choice.senses[0].text
    if subject.text in POSSESSIVES:
        return Chunk("CL", (clause,))
    before, after = re.split(rf"\b{clause.owner}\b", text, maxsplit=1)
    owns = (_OWNS,) if after else ()
    lead = (fixed("CL", before.strip()),) if before else ()
    rest = clause.saying(after.strip())
    return Chunk("CL", (*lead, *flat([subject]), *owns, rest))


def asides(chunks: list[Chunk]) -> list[Chunk]:
    """Set phrases of manner behind their verb; those that are all that is said, after "is"."""
    if not any(each.nodes and each.nodes[0].phrase for each in chunks):
        return chunks
    chunks = _behind(chunks)
    last = chunks[-1].nodes[0] if chunks[-1].nodes else None
    if last is None or not last.copula or chunks[-1].label not in {"A", "PP"}:
        return chunks
    before = chunks[:-1]
    if any(each.label in _STATES for each in before):
        return chunks
    place = len(before)
    while place and before[place - 1].label in _DEGREES:
        place -= 1
    lead = before[place - 1].label if place else ""
    if lead not in {"NP", "PP", "T", "F"}:
        return chunks
    if lead == "NP":
        return [*before[:place], _be(last.copula), *chunks[place:]]
    return [*before[:place], _IT, _be(_OF_IT.get(last.copula, last.copula)), *chunks[place:]]


def _be(form: str) -> Chunk:
    return Chunk("BE", (fixed("BE", form),))


def _behind(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with phrases of manner behind the verb and all that goes with it."""
    out = list(chunks)
    for each in chunks:
        if each.label != "PP" or not each.nodes[0].phrase:
            continue
        place = next(at for at, other in enumerate(out) if other is each)
        verb = next_verb(out, place + 1)
        if verb is None:
            continue
        end = verb + 1
        while end < len(out) and out[end].label in _AFTER_VERB:
            end += 1
        out = [*out[:place], *out[place + 1 : end], each, *out[end:]]
    return out


def taken(chunks: list[Chunk]) -> list[Chunk]:
    """Put an object in its place within a phrase: took him by surprise, killed him in one hit."""
    out: list[Chunk] = []
    for each in chunks:
        verb = out[-1] if out and each.label == "NP" and each.nodes else None
        if verb is None or verb.label not in {"V", "VN"} or verb.nodes[0].phrase != "verb":
            out.append(each)
            continue
        node = verb.nodes[0]
        before, rest = _around_object(node.choice.senses[0].text)
        if node.kept or not rest:
            out.append(each)
            continue
        owns, rest = (True, rest[3:]) if rest.startswith("'s ") else (False, rest)
        said = replace(node.choice, senses=(replace(node.choice.senses[0], text=before),))
        out[-1] = replace(verb, nodes=(replace(node, choice=said), *verb.nodes[1:]))
        out.append(replace(each, nodes=(*each.nodes, _OWNS)) if owns else each)
        out.append(Chunk("PP", (fixed("PP", rest),)))
    return out


def _around_object(text: str) -> tuple[str, str]:
    before, someone, after = text.partition(" someone")
    if someone:
        return before, after.removeprefix(" ") if after.startswith(" ") else after
    first, _, rest = text.partition(" ")
    return (first, rest) if rest.split(" ", 1)[0] in _PREPOSITIONS else (text, "")


def joined(chunks: list[Chunk]) -> list[Chunk]:
    """冷笑一声 转身 -> gave a cold laugh and turned."""
    out: list[Chunk] = []
    waiting = False
    for each in chunks:
        phrase = each.label == "V" and each.nodes[0].phrase == "verb"
        if each.label == "V" and waiting:
            place = len(out)
            while place and out[place - 1].label == "D":
                place -= 1
            out.insert(place, _AND)
        out.append(each)
        if each.label == "V":
            waiting = phrase
        elif each.label not in {"D", "PP", "ASP"}:
            waiting = False
    return out
