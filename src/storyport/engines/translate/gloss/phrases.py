"""Agreed renderings as places: a term whose word class is known stands where its class does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from storyport.engines.base import Term
from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.inflect import is_verb_phrase, plural_of
from storyport.engines.translate.gloss.nodes import Choice, Node
from storyport.engines.translate.gloss.people import gender_of
from storyport.language.function_words import word_set
from storyport.language.inflection import form_pattern

__all__ = ["term_node"]

# "covered in wounds", "strong as an ox": what such a word ties on goes behind the noun.
_TIED = word_set(
    "of at in to with as on for by beyond without than over from against too under for"
)
_UNCOUNTED = word_set("qi power energy intent force strength consciousness luck essence")
_DETERMINED = word_set("a an the this that my your his her our their what someone")


def term_node(term: Term) -> Node:
    """Return the place of an agreed rendering; one that binds says its words letter for letter."""
    make = _MADE.get(term.word_class)
    made = make(term) if make else None
    if made is None:
        return replace(_node("NR", term), gender=gender_of(term.note))
    phrase = "" if made.tag == "N" else term.word_class
    return replace(made, phrase=phrase, kept=term.binding)


def _node(tag: str, term: Term, kind: str = "x") -> Node:
    """A place whose words are not inflected where kind is x."""
    return Node(tag, Choice((Sense(term.target, kind),), "x" if kind == "x" else kind))


def _verb(term: Term) -> Node | None:
    if not is_verb_phrase(term.target):
        return None
    sense = Sense(term.target, "x" if term.binding else "v")
    return Node("V", Choice((sense,), "v"))


def _adjective(term: Term) -> Node:
    words = term.target.split()
    if len(words) > 1 and not _TIED.isdisjoint(words):
        return _node("PP", term)
    return _node("A", term, "x" if term.binding else "a")


def _adverb(term: Term) -> Node:
    return _node("PP" if " " in term.target else "D", term)


def _noun(term: Term) -> Node | None:
    """A common noun takes articles and the plural; a name, or "this old man", takes neither."""
    text = term.target
    if text != text.lower() or text.split(" ", 1)[0] in _DETERMINED:
        return None
    if term.binding and not form_pattern(text, "en").fullmatch(plural_of(text)):
        return None  # the check of terms would not know its plural again
    kind = "x" if text.rsplit(" ", 1)[-1] in _UNCOUNTED else "n"
    return replace(_node("N", term, kind), gender=gender_of(term.note))


_MADE: Mapping[str, Callable[[Term], Node | None]] = {
    "verb": _verb,
    "adjective": _adjective,
    "adverb": _adverb,
    "noun": _noun,
    "clause": lambda term: _node("CL", term),
    "interjection": lambda term: _node("IJ", term),
}
