"""Which of the runs that go with a form is its rendering: association first, then what it looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log, sqrt

import numpy as np
from rapidfuzz import fuzz

from storyport.kernel.locales import LocaleInfo
from storyport.language.renderings.association import Candidate
from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.reading import Ints
from storyport.language.renderings.units import Units
from storyport.language.romanization import suggest_name
from storyport.language.scripts import scripts_of
from storyport.language.terms import squeezed

__all__ = ["NAME_KINDS", "Judge", "Judged", "has_clauses"]

NAME_KINDS = frozenset({"character", "place", "faction", "title", "rank"})
_IDIOM = "idiom"
_CLAUSES = re.compile(r"\w\W*[，,；;。：:！!？?、،؛]\W*\w")
# What each sign of a rendering is worth beside association, which is 1 at most.
_LIKE, _CAPITAL, _SIZE, _PLACE, _PIECES = 0.4, 0.2, 0.15, 0.35, 0.5
_CAPITAL_RARE, _SIZE_RARE = 0.3, 0.25
_ALIKE = 0.6
# Forms in more texts than this need no help from their place and their pieces.
_RARE = 6
_LOOKED_AT = 60
_PLACES = 8
# Until sure links tell: tokens of the target for a word, or a character, of the source.
_RATIOS = {(False, True): 0.6, (True, True): 1.0, (False, False): 1.0, (True, False): 2.0}


def has_clauses(form: str) -> bool:
    """Tell whether a form has punctuation inside."""
    return _CLAUSES.search(form) is not None


@dataclass(frozen=True)
class Judged:
    """A candidate, its score, and how much it looks like the form spelled out (0 to 1)."""

    candidate: Candidate
    score: float
    likeness: float


@dataclass
class Judge:
    """Scores candidates; `ratio` is how many words of the target a unit of a form becomes."""

    targets: Targets
    units: Units
    sources: Sequence[str]
    source: LocaleInfo
    kinds: Mapping[str, str]
    ratio: float = 0.0
    _spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.ratio:
            self.ratio = _RATIOS[self.source.spaced, self.targets.locale.spaced]

    def best(self, form: str, texts: Ints, candidates: Sequence[Candidate]) -> list[Judged]:
        """Return the candidates that may be a rendering, the best first."""
        judged = [
            one
            for candidate in candidates
            if (one := self._look(form, candidate, 1 / sqrt(len(texts)))) is not None
        ]
        judged.sort(key=lambda one: -one.score)
        if len(texts) > _RARE:
            return judged
        rare = [
            replace(
                one, score=one.score + self._near(form, texts, one.candidate) / sqrt(len(texts))
            )
            for one in judged[:_LOOKED_AT]
        ]
        return sorted(rare, key=lambda one: -one.score)

    def is_saying(self, form: str) -> bool:
        """Tell whether a form is a sentence: its rendering may begin or end with any word."""
        return self.kinds.get(form) == _IDIOM or has_clauses(form)

    def words(self, candidate: Candidate) -> list[str]:
        """Return the keys of a candidate by name, grammar left out."""
        small, names = self.targets.small, self.targets.names
        keys = self.targets.keys_at(candidate.start, candidate.size)
        return [names[key] for key in keys if not small[key]]

    def learn_ratio(self, links: Sequence[tuple[str, Candidate]]) -> None:
        """Take how long renderings are from those that are sure."""
        ratios = [len(self.words(one)) / self.units.size(form) for form, one in links]
        if len(ratios) >= _RARE:
            self.ratio = float(np.mean(ratios))

    def _look(self, form: str, candidate: Candidate, rare: float) -> Judged | None:
        keys = self.targets.keys_at(candidate.start, candidate.size)
        small, names = self.targets.small, self.targets.names
        if (small[keys[0]] or small[keys[-1]]) and not self.is_saying(form):
            return None
        content = [names[key] for key in keys if not small[key]]
        if not any(word[0].isalpha() for word in content):
            return None
        likeness = self.likeness(form, "".join(names[key] for key in keys))
        score = candidate.strength + _LIKE * likeness
        if self.kinds.get(form) in NAME_KINDS:
            score += (
                (_CAPITAL + _CAPITAL_RARE * rare)
                * sum(word[0].isupper() for word in content)
                / len(content)
            )
        expected = max(1.0, self.ratio * self.units.size(form))
        score -= (_SIZE + _SIZE_RARE * rare) * abs(log(len(content) / expected))
        return Judged(candidate, score, likeness)

    def likeness(self, form: str, text: str) -> float:
        """Return how much a text looks like the form spelled out, 0 to 1."""
        if self._reads_back:
            own, shapes = squeezed(form), _readings(text, self.source)
        else:
            own, shapes = squeezed(text), self._shapes(form)
        best = max((fuzz.ratio(own, shape) for shape in shapes), default=0.0) / 100
        return max(0.0, (best - _ALIKE) / (1 - _ALIKE))

    @property
    def _reads_back(self) -> bool:
        """Whether it is the target that has readings (Chinese characters for a Latin name)."""
        ours, theirs = scripts_of(self.source), scripts_of(self.targets.locale)
        return "Hani" in theirs and "Hani" not in ours

    def _shapes(self, form: str) -> tuple[str, ...]:
        known = self._spelled.get(form)
        if known is None:
            locale = self.targets.locale
            shapes = [suggest_name(form, locale, person=person) for person in (True, False)]
            if set(scripts_of(self.source)) & set(scripts_of(locale)):
                shapes.append(form)
            known = tuple({squeezed(shape) for shape in shapes if shape})
            self._spelled[form] = known
        return known

    def _near(self, form: str, texts: Ints, candidate: Candidate) -> float:
        """Return what the places in the texts, and the pieces of the form, say for a run."""
        words = self.words(candidate)
        pieces = self.units.explain(form, words, texts)
        return _PLACE * self._side_by_side(form, texts, candidate) + _PIECES * pieces

    def _side_by_side(self, form: str, texts: Ints, candidate: Candidate) -> float:
        """Return 1 where form and run stand at the same place of their texts, 0 at opposite ends."""
        targets, found = self.targets, []
        number = int(targets.ngrams.levels[candidate.size - 1].ids[candidate.start])
        starts = targets.ngrams.starts_of(candidate.size, number)
        for text in texts[:_PLACES].tolist():
            first, last = targets.reading.bounds[text], targets.reading.bounds[text + 1]
            source = self.sources[text]
            at = source.find(form)
            inside = starts[(starts >= first) & (starts < last)]
            if len(inside) and at >= 0:
                ours = (at + len(form) / 2) / max(len(source), 1)
                theirs = (inside - first + candidate.size / 2) / max(last - first, 1)
                found.append(1 - float(np.abs(theirs - ours).min()))
        return sum(found) / len(found) if found else 0.0


@lru_cache(maxsize=1 << 14)
def _readings(text: str, locale: LocaleInfo) -> tuple[str, ...]:
    """Return how Chinese characters would be spelled in another language, as a person and not."""
    shapes = (suggest_name(text, locale, person=person) for person in (True, False))
    return tuple({squeezed(shape) for shape in shapes if shape})
