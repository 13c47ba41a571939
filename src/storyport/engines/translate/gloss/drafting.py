"""A whole text through the engine: words, clauses, search, English spelling."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from storyport.engines.base import Term
from storyport.engines.translate.gloss.fitting import fitted
from storyport.engines.translate.gloss.lattice import OptionTable, Weights
from storyport.engines.translate.gloss.lexicon import load_lexicon
from storyport.engines.translate.gloss.marking import mark_node, set_marks
from storyport.engines.translate.gloss.nodes import Node
from storyport.engines.translate.gloss.numerals import rewrite
from storyport.engines.translate.gloss.realise import ENDS, Piece, realise
from storyport.engines.translate.gloss.search import Beam
from storyport.engines.translate.gloss.tagging import bracketed, counted, node_of, repeated
from storyport.engines.translate.gloss.transfer import transfer
from storyport.engines.translate.gloss.trigrams import Trigrams, model_file, read_trigrams
from storyport.engines.translate.gloss.words import Word, cut
from storyport.engines.translate.placing import PlacedMark, take_out
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.simplified import simplified
from storyport.language.terms import TermForm, TermMatcher

__all__ = ["Drafter", "Stopped", "load_drafter", "matcher_of", "words_of"]

_AT_ONCE = 64
_LONGEST = 120
_STOPS = frozenset("！？。，!?.,")
_WITHIN = frozenset("+-/&*#@·'’.%")


class Stopped(Exception):  # noqa: N818 - it says what happened, as our errors do
    """Nobody waits for the answer any more."""


class Drafter:
    """Drafts English from Chinese. One is enough; calls may run side by side."""

    def __init__(self, model: Trigrams, weights: Weights | None = None, width: int = 8) -> None:
        weights = weights or Weights()
        self._lexicon = load_lexicon()
        self._options = OptionTable(model, weights)
        self._beam = Beam(model, weights, width, _AT_ONCE)

    def draft(
        self,
        texts: Sequence[str],
        terms: Sequence[Term] = (),
        stopped: Callable[[], bool] = lambda: False,
    ) -> list[str]:
        """Return the texts in English, marks kept.

        Raises:
            Stopped: `stopped` said so.
        """
        matcher = matcher_of(tuple(terms))
        plans: list[list[Node]] = []
        for text in texts:
            if stopped():
                raise Stopped
            plans.append(self._plan(text, matcher))
        sentences = [sentence for plan in plans for sentence in _sentences(plan)]
        chosen: list[Piece] = []
        by_length = sorted(range(len(sentences)), key=lambda number: len(sentences[number]))
        answers: dict[int, list[Piece]] = {}
        for start in range(0, len(by_length), _AT_ONCE):
            if stopped():
                raise Stopped
            numbers = by_length[start : start + _AT_ONCE]
            found = self._choose([sentences[number] for number in numbers])
            answers.update(zip(numbers, found, strict=True))
        chosen = [piece for number in range(len(sentences)) for piece in answers[number]]
        out, place = [], 0
        for plan in plans:
            out.append(realise(chosen[place : place + len(plan)]))
            place += len(plan)
        return out

    def _choose(self, sentences: Sequence[Sequence[Node]]) -> list[list[Piece]]:
        lattices = [[self._options.of(node.choice) for node in sentence] for sentence in sentences]
        paths = self._beam.best(lattices)
        return [
            [Piece(node, options.texts[taken]) for node, options, taken in zip(*row, strict=True)]
            for row in zip(sentences, lattices, paths, strict=True)
        ]

    def _plan(self, text: str, matcher: _Matcher) -> list[Node]:
        plain, marks = take_out(text)
        nodes = [
            node
            for word in bracketed(words_of(plain, matcher), self._lexicon)
            if (node := node_of(word, self._lexicon)) is not None
        ]
        nodes = fitted(repeated(counted(nodes, self._lexicon)))
        if not marks:
            return _ordered(nodes)
        return set_marks(_ordered(nodes), marks) or _between(nodes, marks)


_LOADING = threading.Lock()
_loaded: list[Drafter] = []


def load_drafter() -> Drafter:
    """Return the one drafter of this process; the first call reads everything, two seconds."""
    with _LOADING:
        if not _loaded:
            _loaded.append(Drafter(read_trigrams(model_file())))
        return _loaded[0]


def _ordered(nodes: Sequence[Node]) -> list[Node]:
    out: list[Node] = []
    clause: list[Node] = []
    for node in nodes:
        if node.tag in {"BREAK", "HEAD"} or (node.tag == "PUNCT" and node.text not in _WITHIN):
            out += transfer(clause)
            out.append(node)
            clause = []
        else:
            clause.append(node)
    return out + transfer(clause)


def _between(nodes: Sequence[Node], marks: Sequence[PlacedMark]) -> list[Node]:
    """Return the places with nothing moved across a mark."""
    out: list[Node] = []
    left = list(nodes)
    for placed in marks:
        before = [node for node in left if node.end <= placed.at]
        left = left[len(before) :]
        out += [*_ordered(before), mark_node(placed)]
    return out + _ordered(left)


def _sentences(plan: Sequence[Node]) -> list[list[Node]]:
    found: list[list[Node]] = [[]]
    for node in plan:
        found[-1].append(node)
        ends = node.tag in {"PUNCT", "BREAK"} and not ENDS.isdisjoint(node.text)
        if ends or len(found[-1]) >= _LONGEST:
            found.append([])
    return [sentence for sentence in found if sentence]


_Matcher = Callable[[str], list[tuple[int, int, Term]]]
_TO_ASCII = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


@functools.lru_cache(maxsize=64)
def matcher_of(terms: tuple[Term, ...]) -> _Matcher:
    """Return what finds agreed renderings; of two for one form the binding one wins."""
    agreed = {term.source.strip(): term for term in sorted(terms, key=lambda term: term.binding)}
    agreed.pop("", None)
    matcher = TermMatcher([TermForm(form) for form in agreed], _chinese())

    def find(text: str) -> list[tuple[int, int, Term]]:
        return (
            [
                (hit.start, hit.end - _sign_too_many(agreed[hit.form]), agreed[hit.form])
                for hit in matcher.find(text)
            ]
            if agreed
            else []
        )

    return find


def _sign_too_many(term: Term) -> int:
    """Return 1 where a term ends in a sign that its rendering leaves to the sentence: 叮！."""
    source = term.source.strip()
    return int(len(source) > 1 and source[-1] in _STOPS and term.target[-1:].isalnum())


@functools.cache
def _chinese() -> LocaleInfo:
    return parse_locale("zh-Hans")


_ODD = re.compile("[<&]")


def words_of(text: str, matcher: _Matcher) -> list[Word]:
    """Return the words of a text without marks: agreed terms first, numbers with their units next.

    Their places are the text's own, whatever script it is in.
    """
    # The matcher skips what looks like a mark; nothing here is one.
    terms = matcher(_ODD.sub("\x00", text))
    plain = simplified(text.translate(_TO_ASCII))
    numbers = [
        span
        for span in rewrite(plain)
        if not any(span[0] < end and start < span[1] for start, end, _ in terms)
    ]
    spans = sorted(
        [(start, end, term.target) for start, end, term in terms] + [span[:3] for span in numbers]
    )
    kinds = {span[0]: span[3] for span in numbers}
    agreed = {start: term for start, _, term in terms}
    return [
        replace(word, kind=kinds.get(word.start, "term"), term=agreed.get(word.start))
        if word.kind == "term"
        else word
        for word in cut(plain, load_lexicon(), spans)
    ]
