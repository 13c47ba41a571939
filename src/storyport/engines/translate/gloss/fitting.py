"""Set phrases fitted to their sentences before their order is settled: who, to whom, when."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.inflect import form_of
from storyport.engines.translate.gloss.nodes import Choice, Node, fixed, one_of
from storyport.engines.translate.gloss.people import HE, YOU, Person, person_of
from storyport.engines.translate.gloss.wording import clause_for, phrase_for, said_to
from storyport.language.function_words import word_set

__all__ = ["fitted"]

_OPENING, _CLOSING = frozenset("“「『【"), frozenset("”」』】")
_NOMINAL = frozenset({"R", "NR", "N"})
_GOVERNING = frozenset({"P", "BA", "BEI", "V", "BE", "HAVE"})
_COUNTING = frozenset({"DT", "M", "ONE", "Q", "A", "ASP", "DE"})
_WITHOUT_ORDER = word_set("be have think deserve know lack")
"""Verbs that are no command: where nobody is named, "you" is meant."""
_Clause = tuple[list[Node], Node | None]
_GOES_ON = frozenset("，,")
_COMMA = Node("PUNCT", Choice((Sense("", "x"),)), text="，")
_YOU = fixed("R", "you")
_BE = {
    ("si", True): "am", ("sp", True): "are", ("sz", True): "is",
    ("si", False): "was", ("sp", False): "were", ("sz", False): "was",
}  # fmt: skip
_ALREADY = frozenset(("已", "已经", "早已"))
_WITH = frozenset("与和跟同")
_SAY = Choice((Sense("say", "v"),), "v")


def fitted(nodes: list[Node]) -> list[Node]:
    """Return the places of a line with its set phrases said of whom they are said of."""
    if not any(node.phrase for node in nodes):
        return nodes
    out: list[Node] = []
    known = {False: HE, True: YOU}
    quoted, left = False, False
    for clause, end in _run_on(list(_clauses(nodes))):
        resumed = _resumed(clause, known[quoted]) if left and _subject(clause) is None else []
        out += [*resumed, *_fitted_clause(clause, known, spoken=quoted)]
        out += [end] if end else []
        left = end is not None and end.text in _GOES_ON and _takes_subject(out)
        quoted = _is_quoted(end.text, quoted) if end else quoted
    return out


def _run_on(clauses: Sequence[_Clause]) -> Iterator[_Clause]:
    """他不费吹灰之力，就赢了: how a thing is done goes with what is done."""
    waiting: list[Node] = []
    for place, (part, end) in enumerate(clauses):
        clause = [*waiting, *part]
        waiting = []
        following = clauses[place + 1][0] if place + 1 < len(clauses) else []
        manner = len(clause) > 1 and clause[-1].phrase == "adverb" and following
        goes_on = end is not None and end.text in _GOES_ON and _subject(following) is None
        if manner and goes_on and all(node.tag != "V" for node in clause):
            waiting = clause
        else:
            yield clause, end


def _clauses(nodes: Sequence[Node]) -> Iterator[_Clause]:
    """Give each clause with the sign that ends it."""
    clause: list[Node] = []
    for node in nodes:
        if node.tag in {"PUNCT", "BREAK", "HEAD"}:
            yield clause, node
            clause = []
        else:
            clause.append(node)
    if clause:
        yield clause, None


def _takes_subject(out: Sequence[Node]) -> bool:
    """Tell whether the clause that ends here says "his" of what the next one is said of."""
    return len(out) > 1 and bool(out[-2].owner)


def _resumed(clause: Sequence[Node], person: Person) -> list[Node]:
    """瞳孔一缩，喃喃自语 -> her pupils contracted, and she muttered."""
    starts = bool(clause) and (
        clause[0].tag in {"V", "D", "AUX", "NOT"}
        or clause[0].phrase in {"verb", "adjective", "adverb"}
    )
    return [fixed("C", "and"), fixed("R", person.subject)] if starts else []


def _is_quoted(sign: str, quoted: bool) -> bool:
    if sign == '"':
        return not quoted
    return sign in _OPENING or (quoted and sign not in _CLOSING)


@dataclass(frozen=True)
class _Speech:
    """How a clause is said: of whom, in quotes or not, whether it names a subject."""

    person: Person
    spoken: bool
    alone: bool


def _fitted_clause(clause: list[Node], known: dict[bool, Person], *, spoken: bool) -> list[Node]:
    subject = _subject(clause)
    person = known[spoken]
    if subject is not None:
        named = person_of(clause[subject], many=_is_many(clause, subject))
        named = named or _owner(clause[:subject])
        known[spoken] = named or known[spoken]
        person = named or (person if person.form == "sz" else HE)
    if not any(node.phrase for node in clause):
        return clause
    speech = _Speech(person, spoken, subject is None)
    out: list[Node] = []
    for place, node in enumerate(clause):
        described = _described(clause, place)
        fit = _FITTING.get(node.phrase)
        if described:
            out = _add_attribute(out, node, replace(speech, person=described))
        elif fit:
            out = fit(out, node, clause[place + 1 :], speech)
        elif node.text == "道" and place + 1 == len(clause) and out and out[-1].phrase:
            out = [*out, replace(node, tag="V", choice=_SAY)]
        else:
            out = [*out, node]
    return out


def _owner(before: Sequence[Node]) -> Person | None:
    """Return whose the subject is: 林雪 的 嘴角."""
    owners = (
        person_of(node)
        for node, after in itertools.pairwise(before)
        if node.tag in _NOMINAL and after.tag == "DE"
    )
    return next(filter(None, owners), None)


def _subject(clause: Sequence[Node]) -> int | None:
    """Return the last noun before the phrase that is nobody's object and describes no other."""
    found = None
    for place, node in enumerate(clause):
        if node.phrase in {"verb", "clause"} and found is not None:
            return found
        if node.tag in _NOMINAL and _is_subject(clause, place, later=found is not None):
            found = place
    return found


def _is_subject(clause: Sequence[Node], place: int, *, later: bool) -> bool:
    following = clause[place + 1].tag if place + 1 < len(clause) else ""
    if following in {"DE", "F"} or (following == "N" and clause[place].tag == "N"):
        return False
    before = place - 1
    while before >= 0 and clause[before].tag in _COUNTING:
        before -= 1
    if before < 0:
        return True
    if later:  # 你 以为 我 会
        return clause[before].tag == "V" and following in {"AUX", "NOT"}
    return clause[before].tag not in _GOVERNING


def _is_many(clause: Sequence[Node], place: int) -> bool:
    if place + 1 < len(clause) and clause[place + 1].text == "们":
        return True
    before = clause[max(0, place - 2) : place]
    return any(
        node.text in {"众", "诸"} or (node.tag == "M" and node.text not in {"一", "1"})
        for node in before
    )


def _described(clause: Sequence[Node], place: int) -> Person | None:
    """Return who is described by a phrase with 的: 目瞪口呆的众人."""
    following = clause[place + 1 : place + 3]
    if not clause[place].phrase or len(following) < 2 or following[0].tag != "DE":
        return None
    return person_of(following[1], many=_is_many(clause, place + 2)) or HE


def _text(node: Node) -> str:
    return node.choice.senses[0].text


def _reworded(node: Node, text: str) -> Node:
    senses = (replace(node.choice.senses[0], text=text),)
    return replace(node, choice=replace(node.choice, senses=senses))


def _add_attribute(out: list[Node], node: Node, speech: _Speech) -> list[Node]:
    """目瞪口呆 的 -> gaping in astonishment."""
    if node.phrase != "verb":
        return _FITTING[node.phrase](out, node, (), speech)
    nearest = next((each.tag for each in reversed(out) if each.tag in _NOMINAL | _GOVERNING), "V")
    if node.kept or nearest in _NOMINAL:
        return _add_verb(out, node, (), speech)
    text = _text(node)
    said = text.removeprefix("be ") if text.startswith("be ") else form_of(text, "VBG")
    choice = one_of(phrase_for(said, speech.person, spoken=speech.spoken))
    return [*out, replace(node, tag="PP", choice=choice, phrase="adjective")]


def _add_verb(out: list[Node], node: Node, _: Sequence[Node], speech: _Speech) -> list[Node]:
    """Return the places with a verb phrase: in the present where someone says it."""
    out = _without_being(out)
    if out and out[-1].text in _ALREADY:  # "had already" would want a participle
        out = [*out[:-1], out[-1].saying("already")]
    if speech.spoken:
        node = node.formed(speech.person.form)
    if node.kept:
        return [*out, node]
    text = _text(node)
    if "someone" in text:
        out, text = _done_to(out, text)
    text = phrase_for(text, speech.person, spoken=speech.spoken)
    state = text.split(" ", 1)[0] in _WITHOUT_ORDER
    lead = [_YOU] if speech.spoken and speech.alone and state and not out else []
    return [*out, *lead, _reworded(node, text)]


def _without_being(out: list[Node]) -> list[Node]:
    """你 这 是 找死 -> you have a death wish: 是 is no verb of its own before one."""
    if not out or out[-1].tag != "BE":
        return out
    out = out[:-1]
    return out[:-1] if len(out) > 1 and out[-1].text in {"这", "那"} else out


def _done_to(out: list[Node], text: str) -> tuple[list[Node], str]:
    """Return the places without whom a phrase is done to, and the phrase with them."""
    if any(node.tag == "BEI" for node in out):
        return out, said_to(text, "", "")
    if len(out) < 2 or out[-1].tag not in {"R", "NR"}:
        return out, text
    if out[-2].tag not in {"P", "BA"} and out[-2].text not in _WITH:
        return out, text
    person, name = person_of(out[-1]), _text(out[-1])
    if out[-1].tag == "NR" or person is None:
        return out[:-2], said_to(text, name, f"{name}'s")
    return out[:-2], said_to(text, person.object, person.possessive)


def _add_clause(out: list[Node], node: Node, _: Sequence[Node], speech: _Speech) -> list[Node]:
    if node.kept:
        return [*out, node]
    text, owner = clause_for(_text(node), speech.person, spoken=speech.spoken)
    return [*out, replace(node, choice=one_of(text), owner=owner)]


def _add_call(out: list[Node], node: Node, following: Sequence[Node], _: _Speech) -> list[Node]:
    """Set an interjection apart."""
    return [*out, *([_COMMA] if out else []), node, *([_COMMA] if following else [])]


def _add_quality(
    out: list[Node], node: Node, following: Sequence[Node], speech: _Speech
) -> list[Node]:
    """Return the places with a quality; one before a verb is how it is done: 面无表情 走进."""
    node = replace(node, copula=_BE[speech.person.form, speech.spoken])
    if not node.kept:
        node = _reworded(node, phrase_for(_text(node), speech.person, spoken=speech.spoken))
    if node.tag == "A" and following and following[0].tag in {"V", "DI"}:
        tied = node.kept or " " in _text(node)
        node = node.as_("PP", "x") if tied else node.as_("D", "d")
    return [*out, node]


_FITTING = {
    "verb": _add_verb,
    "clause": _add_clause,
    "interjection": _add_call,
    "adjective": _add_quality,
    "adverb": _add_quality,
}
