"""Verbs and what goes with them: aspect, negation, voice, degree, the forms English asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyport.engines.translate.gloss.chunks import BE, Chunk, flat
from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.grammar_words import OBJECTS
from storyport.engines.translate.gloss.nodes import Choice, Node, fixed

__all__ = ["adverbs", "be_added", "cases", "negations", "objects", "progressive", "verb_forms"]

_BY = fixed("P", "by")
_TO = fixed("P", "to")
# What is a preposition elsewhere is the verb where there is no other.
_VERBS_TOO = {
    "在": ("be in", "be at", "be there"),
    "到": ("arrive at", "reach"),
    "给": ("give",),
    "用": ("use",),
    "像": ("be like", "look like"),
    "靠": ("rely on", "lean on"),
    "离": ("leave",),
}
_FORM_AFTER = {"AUX": "vb", "NOT": "vb", "PROG": "vg"}
# What leaves the next verb as it is, although it is an adverb here.
_BOUND_TO = frozenset(("只能", "只得", "只好", "不得不", "不敢", "必须", "务必"))
_FINITE = frozenset({"V", "VN", "BE", "HAVE"})
_DEGREES = frozenset({"D", "MORE", "MOST", "NOT"})


def _label(chunks: Sequence[Chunk], place: int) -> str:
    return chunks[place].label if 0 <= place < len(chunks) else ""


def progressive(chunks: list[Chunk]) -> list[Chunk]:
    """她 在 看 -> she is looking; 她 到 了 -> she arrived."""
    out = list(chunks)
    for place, each in enumerate(chunks):
        if each.label != "P":
            continue
        if each.text == "在" and _label(chunks, place + 1) == "V":
            being = each.nodes[0].saying("is", "are", "was", "were", "am@0.5")
            out[place] = Chunk("PROG", (being,))
        elif each.text in _VERBS_TOO and _is_main_verb(chunks, place):
            verb = Choice(tuple(Sense(text, "v") for text in _VERBS_TOO[each.text]), "v")
            out[place] = Chunk("V", (replace(each.nodes[0], tag="V", choice=verb),))
    return out


def _is_main_verb(chunks: Sequence[Chunk], place: int) -> bool:
    if not place or _label(chunks, place + 1) not in {"", "ASP", "NP", "DIR"}:
        return False
    after = any(each.label in {"V", "A", "DE"} for each in chunks[place + 1 :])
    return not after and not any(each.label in {"V", "BE"} for each in chunks[:place])


def negations(chunks: list[Chunk]) -> list[Chunk]:
    """没 书 has no books, 没 走 did not go, 不 好 is not good; 带 不 走 can not take away."""
    out: list[Chunk] = []
    for place, each in enumerate(chunks):
        following = _label(chunks, place + 1)
        owned = bool(out) and _is_third_person(out[-1:])
        if each.text == "有" and owned:
            out.append(Chunk("HAVE", (each.nodes[0].saying("has", "had"),)))
        elif each.label != "NOT":
            out.append(each)
        elif following == "A":
            out.append(Chunk("NOT", (each.nodes[0].saying("not"),)))
        elif each.text in {"没有", "没"}:
            ends = place + 2 >= len(chunks)
            out.append(_without(each, following, ends=ends, owned=owned))
        elif each.text == "不" and _label(out, len(out) - 1) == "V" and following in {"V", "DIR"}:
            verb = out.pop()
            out += [Chunk("AUX", (each.nodes[0].saying("can not", "could not"),)), verb]
        else:
            out.append(each)
    return out


def _without(each: Chunk, following: str, *, ends: bool, owned: bool) -> Chunk:
    word = each.nodes[0]
    if following == "ASP" and ends:
        return Chunk("V", (word.saying("was gone", "is gone", "were gone"),))
    if following in {"NP", "M", "PP"}:
        said = (
            ("has no", "had no") if owned else ("there is no", "there was no", "no@1.0", "had no")
        )
        return Chunk("HAVE", (word.saying(*said),))
    if not following:
        return Chunk("HAVE", (word.saying("had none", "did not"),))
    return each


def adverbs(chunks: list[Chunk]) -> list[Chunk]:
    """慢慢 地 走 -> walk slowly; 走 得 快 -> walk fast."""
    out: list[Chunk] = []
    for each in chunks:
        if each.label == "DI" and out and out[-1].label in {"A", "D", "NP"}:
            last = out.pop().nodes
            made = (
                node.as_("D", "d") if node.tag in {"A", "N"} and not node.kept else node
                for node in last
            )
            out.append(Chunk("D", tuple(made)))
        elif each.label not in {"DI", "DEI"}:
            out.append(each)
    return out


def objects(chunks: list[Chunk]) -> list[Chunk]:
    """把 NP V -> V NP; 把 NP 递给 NP -> hand NP to NP; 被 NP V -> was V by NP."""
    out: list[Chunk] = []
    place = 0
    while place < len(chunks):
        each = chunks[place]
        verb = _verb_after(chunks, place + 1) if each.label in {"BA", "BEI"} else None
        if verb is None or (each.label == "BA" and _label(chunks, place + 1) != "NP"):
            out.append(each)
            place += 1
            continue
        if each.label == "BA":
            out += [*chunks[place + 2 : verb + 1], chunks[place + 1]]
            if chunks[verb].nodes[0].text.endswith("给") and _label(chunks, verb + 1) == "NP":
                out.append(Chunk("PP", (_TO, *flat([chunks[verb + 1]]))))
                verb += 1
        else:
            out += _passive(each, chunks[place + 1 : verb], chunks[verb])
        place = verb + 1
    return out


def _verb_after(chunks: Sequence[Chunk], start: int) -> int | None:
    return next((at for at in range(start, len(chunks)) if chunks[at].label == "V"), None)


def _passive(sign: Chunk, agent: list[Chunk], verb: Chunk) -> list[Chunk]:
    word = sign.nodes[0]
    was = replace(BE, start=word.start, end=word.end, text=word.text)
    done = Chunk("VN", (verb.nodes[0].formed("vn"), *verb.nodes[1:]))
    by = [Chunk("PP", (_BY, *flat(agent)))] if agent else []
    return [Chunk("BE", (was,)), done, *by]


def be_added(chunks: list[Chunk]) -> list[Chunk]:
    """NP (很) A -> NP is A; 她 十九 岁 -> she is 19 years old."""
    out: list[Chunk] = []
    for place, each in enumerate(chunks):
        aged = each.label == "T" and each.nodes[-1].text == "岁"
        quality = each.label == "A" and _label(chunks, place + 1) not in {"NP", "V", "A", "DI"}
        if quality or aged:
            start = len(out)
            while start and out[start - 1].label in _DEGREES:
                start -= 1
            if start and out[start - 1].label == "NP":
                out.insert(start, Chunk("BE", (BE,)))
        out.append(each)
    return out


def verb_forms(chunks: list[Chunk], *, main: bool = True) -> list[Chunk]:
    """Return the chunks with verbs and adjectives in the forms that what goes before asks for.

    Args:
        main: whether the first verb is the clause's own, with a tense.
    """
    out: list[Chunk] = []
    for place, each in enumerate(chunks):
        if each.label == "V":
            out.append(_conjugated(each, chunks[:place], main=main))
        elif each.label in {"MORE", "MOST"} and _label(chunks, place + 1) == "A":
            out.append(Chunk(each.label, (each.nodes[0].saying(""),)))
        elif each.label == "A" and place and chunks[place - 1].label in {"MORE", "MOST"}:
            form = "ar" if chunks[place - 1].label == "MORE" else "as"
            graded = (node.formed(form) if node.tag == "A" else node for node in each.nodes)
            out.append(replace(each, nodes=tuple(graded)))
        else:
            out.append(each)
    return out


def _conjugated(verb: Chunk, before: Sequence[Chunk], *, main: bool) -> Chunk:
    labels = [each.label for each in before]
    nearest = next((label for label in reversed(labels) if label not in {"D", "PP", "MORE"}), "")
    form = _FORM_AFTER.get(nearest, "")
    given = verb.nodes[0].choice.form
    if nearest == "AND":
        form = "vb" if _FORM_AFTER.keys() & set(labels) else "vf"
    elif not form and main and not _FINITE.intersection(labels):
        form = "v3" if _is_third_person(before) else "vf"
    if verb.nodes[0].phrase and form in {"vf", "v3"}:
        form = "vd" if given in {"v", "v+"} else given
        form = "vb" if any(each.text in _BOUND_TO for each in before) else form
    if not form or given not in {"v", "v+", "si", "sp", "sz"}:
        return verb
    return replace(verb, nodes=(verb.nodes[0].formed(form), *verb.nodes[1:]))


def _is_third_person(before: Sequence[Chunk]) -> bool:
    """Tell whether the subject is a name, or he, she, it."""
    nouns = [each for each in before if each.label == "NP" and each.nodes]
    if not nouns:
        return False
    head = nouns[-1].nodes[-1]
    return head.tag == "NR" or head.choice.senses[0].text in {"he", "she", "it"}


def cases(nodes: Sequence[Node]) -> list[Node]:
    """I and me: what stands after a verb or a preposition is its object."""
    out: list[Node] = []
    for node in nodes:
        subject = node.choice.senses[0].text if node.tag == "R" else ""
        if subject in OBJECTS:
            object_ = bool(out) and out[-1].tag in {"V", "P", "F", "DIR"}
            out.append(node.saying(OBJECTS[subject] if object_ else subject))
        else:
            out.append(node)
    return out
