"""Places of an English sentence in the making, each with what may stand there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyport.engines.translate.gloss.dictionary import Sense

__all__ = ["Choice", "Node", "fixed", "one_of"]


@dataclass(frozen=True)
class Choice:
    """What may stand in a place.

    Attributes:
        senses: renderings; a verb's without "to". form: how they are inflected:
            n (number free), n1, n2 (singular, plural), nm (before another noun),
            v, v+ (free), vf (with a tense), v3 (of he or she), vb, vg, vn, vd (base, -ing,
            participle, past),
            si, sp, sz (what someone says now: I, you or they, he),
            a, ar, as (plain, comparative, superlative), d (adverb), x (as they are).
    """

    senses: tuple[Sense, ...]
    form: str = "x"


@dataclass(frozen=True)
class Node:
    """One place.

    Attributes:
        tag: N, NR (name), V, A, D, P, C, R (pronoun), DT (this, every), M, Q, T, F (on, in,
            after a noun), DE, BA, BEI, ASP (aspect), Y (particle), AUX, BE, W (a word of another script),
            PP (all of a prepositional phrase), CL (all of a clause), IJ (interjection), PUNCT.
        choice: what may stand here. start, end: where its source stands; -1: nowhere.
        text: the source word.
        phrase: word class of an agreed rendering, where it is known. kept: whether that binds,
            letter for letter.
        gender: of a name, as far as its term says. owner: the word in a clause that stands
            for the subject that Chinese names before it: "his" in "his face fell".
        copula: of a quality, what it is said with where no verb is: is, was, were.
    """

    tag: str
    choice: Choice
    start: int = -1
    end: int = -1
    text: str = ""
    phrase: str = ""
    kept: bool = False
    gender: str = ""
    owner: str = ""
    copula: str = ""

    def formed(self, form: str) -> Node:
        """Return this place with another form."""
        return replace(self, choice=replace(self.choice, form=form))

    def as_(self, tag: str, form: str) -> Node:
        """Return this place as another class of word."""
        return replace(self, tag=tag, choice=replace(self.choice, form=form))

    def saying(self, *texts: str) -> Node:
        """Return this place with other renderings, the likeliest first."""
        return replace(self, choice=one_of(*texts))


def one_of(*texts: str) -> Choice:
    """Return renderings that are not inflected; `text:1.5` gives one its cost."""
    senses = []
    for text in texts:
        word, colon, cost = text.rpartition("@")
        senses.append(Sense(word, "x", float(cost)) if colon else Sense(text, "x"))
    return Choice(tuple(senses))


def fixed(tag: str, *texts: str) -> Node:
    """Return a place that has no source of its own."""
    return Node(tag, one_of(*texts))
