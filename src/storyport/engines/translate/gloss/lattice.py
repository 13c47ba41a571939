"""The renderings of a place as numbers that the search adds up."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.inflect import adverb_of, form_of, grade_of
from storyport.engines.translate.gloss.nodes import Choice
from storyport.engines.translate.gloss.trigrams import Floats, Ints, Trigrams

__all__ = ["Options", "Weights", "renderings"]


@dataclass(frozen=True)
class Weights:
    """How much each thing counts, in natural logarithms; set on FLORES dev, lines 1 to 600.

    Attributes:
        model: of the language model. sense: of a step down the dictionary's list. word: what
            each English word is worth. misfit: of a sense of another word class.
    """

    model: float = 1.0
    sense: float = 0.8
    word: float = 3.0
    misfit: float = 1.4
    base: float = 1.0
    forms: tuple[tuple[str, float], ...] = (
        ("NNS", 0.7),
        ("VBZ", 0.8),
        ("VBG", 1.0),
        ("VBN", 0.9),
        ("VBD", -0.2),
        ("TO", 0.8),
    )


_MOST = 28


@dataclass(frozen=True, eq=False)
class Options:
    """Renderings of one place as arrays of one row each.

    Attributes:
        texts: as written. words: first, second, last but one, last word and how many there are
            (0 to many); -1 is a word that the model does not know. costs: all that does not
            depend on what stands before.
    """

    texts: tuple[str, ...]
    words: Ints
    costs: Floats


def renderings(choice: Choice, weights: Weights) -> list[tuple[str, float]]:
    """Return what may stand in a place with what it costs; the same text only once."""
    found: dict[str, float] = {}
    for sense in choice.senses:
        for text, cost in _inflected(sense, choice.form, weights):
            total = cost + weights.sense * sense.cost
            if text not in found or found[text] > total:
                found[text] = total
    ordered = sorted(found.items(), key=lambda item: item[1])
    return ordered[:_MOST]


_VERB_FORMS = {"vb": "VB", "vg": "VBG", "vn": "VBN", "vd": "VBD"}


def _inflected(sense: Sense, form: str, weights: Weights) -> Iterator[tuple[str, float]]:
    text, kind = sense.text, sense.kind
    if kind == "x" or form == "x":
        yield text, 0.0
    elif form[0] == "n":
        yield from _as_noun(text, kind, form, weights)
    elif form[0] == "s":
        yield _said(text, form), 0.0
    elif form[0] == "v":
        yield from _as_verb(text, kind, form, weights)
    elif form[0] == "a":
        yield from _as_adjective(text, kind, form, weights)
    else:
        yield (adverb_of(text) if kind in "an" else text), (0.0 if kind != "v" else weights.misfit)


def _as_noun(text: str, kind: str, form: str, weights: Weights) -> Iterator[tuple[str, float]]:
    costs = dict(weights.forms)
    if kind == "v":
        yield form_of(text, "VBG"), weights.misfit + 0.5
        return
    miss = 0.0 if kind == "n" else 0.8
    if form != "n2":
        yield text, miss
    if form in {"n", "n2"}:
        yield form_of(text, "NNS"), miss + (costs["NNS"] if form == "n" else 0.0)


def _as_verb(text: str, kind: str, form: str, weights: Weights) -> Iterator[tuple[str, float]]:
    costs = dict(weights.forms)
    if kind != "v":
        yield text, weights.misfit
        return
    if form in _VERB_FORMS:
        yield form_of(text, _VERB_FORMS[form]), 0.0
        if form == "vd" and text.startswith("be "):
            yield f"were{text.removeprefix('be')}", 0.0
        return
    if form in {"vf", "v3"}:
        if form == "vf":
            yield from _plural_be(text) or ((text, weights.base),)
        yield form_of(text, "VBD"), costs["VBD"]
        yield form_of(text, "VBZ"), costs["VBZ"]
        return
    yield text, 0.3
    for tag, cost in weights.forms:
        if tag.startswith("VB"):
            yield form_of(text, tag), cost
    yield "to " + text, costs["TO"]


def _said(text: str, form: str) -> str:
    """Return a verb in the present: I am, you are, she is."""
    if form == "si" and text.startswith("be "):
        return f"am{text.removeprefix('be')}"
    return form_of(text, "VBZ" if form == "sz" else "VBP")


def _plural_be(text: str) -> tuple[tuple[str, float], ...]:
    if not text.startswith("be "):
        return ()
    rest = text.removeprefix("be")
    return (f"are{rest}", 0.0), (f"were{rest}", 0.0)


def _as_adjective(text: str, kind: str, form: str, weights: Weights) -> Iterator[tuple[str, float]]:
    if kind == "v":
        yield form_of(text, "VBG"), weights.misfit
        yield form_of(text, "VBN"), weights.misfit
    elif form == "a":
        yield text, 0.0
    else:
        yield grade_of(text, "JJR" if form == "ar" else "JJS"), 0.0


class OptionTable:
    """Builds and keeps the arrays of places; the same place is built once."""

    def __init__(self, model: Trigrams, weights: Weights) -> None:
        self._model = model
        self._weights = weights
        self.of = functools.lru_cache(maxsize=1 << 14)(self._build)

    def _build(self, choice: Choice) -> Options:
        found = renderings(choice, self._weights) or [("", 0.0)]
        words = np.array([self._numbers(text) for text, _ in found], dtype=np.int64)
        costs = [cost + self._inner(text) for text, cost in found]
        return Options(tuple(text for text, _ in found), words, np.array(costs, dtype=np.float32))

    def _ids(self, text: str) -> list[int]:
        return [
            self._model.ids.get(word, -1)
            for word in text.lower().replace("'s", " 's").replace("-", " ").split()
        ]

    def _numbers(self, text: str) -> tuple[int, int, int, int, int]:
        ids = self._ids(text)
        if not ids:
            return (-2, -2, -2, -2, 0)
        return (
            ids[0],
            ids[1] if len(ids) > 1 else -2,
            ids[-2] if len(ids) > 1 else -2,
            ids[-1],
            len(ids),
        )

    def _inner(self, text: str) -> float:
        """Return what the words cost that have two words of the same rendering before them."""
        ids = self._ids(text)
        cost = -self._weights.word * len(ids)
        if len(ids) > 2:
            cost -= self._weights.model * self._model.run(ids)
        return cost
