"""Other renderings in use: what stands where a form's own rendering does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
from rapidfuzz import fuzz

from storyport.language.renderings.association import Candidate, candidates_of
from storyport.language.renderings.completing import complete, goes_nowhere_else, holds
from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.judging import Judge, Judged, has_clauses
from storyport.language.renderings.linking import Link, places_in
from storyport.language.renderings.reading import Ints
from storyport.language.renderings.showing import shown
from storyport.language.terms import find_forms, squeezed

__all__ = ["Spelling", "spellings_of"]

_MOST = 3
# A spelling like the first one needs little beside; any other must be all but certain.
_ALIKE, _SURELY = 0.72, 0.6
_EXCLUSIVE, _EXCLUSIVE_UNLIKE = 0.5, 0.75
_LEAST_UNLIKE = 3
_REPEATED = 2
# A piece of the first spelling that stands so often without the rest of it is the true one.
_ALONE = 0.34
# Weights of the regression behind a confidence.
_NOTHING, _OFTEN, _LOOKS, _AHEAD, _LIKE = 1.97, 1.64, 1.12, 2.44, 0.85
_SUREST = 0.99
_LIKE_FIRST, _UNLIKE_FIRST = 0.6, 0.3


@dataclass(frozen=True)
class Spelling:
    """A run that renders a form.

    Attributes:
        text: as it is shown. starts: its places. size: in tokens. texts: those that have form
            and run. confidence: 0 to 1, that the form became this.
    """

    text: str
    starts: Ints
    size: int
    texts: Ints
    confidence: float


def spellings_of(
    targets: Targets, judge: Judge, link: Link, texts: Ints, counts: Sequence[Ints]
) -> list[Spelling]:
    """Return the renderings of a form, that of its link first.

    Args:
        texts: those whose sources have the form. counts: texts that have each run, unclaimed.
    """
    found = [_spelling(targets, judge, link.form, link.judged, texts, link.margin)]
    rest = _without(texts, found[0])
    while len(rest) and len(found) < _MOST:
        judged = [
            one
            for one in judge.best(link.form, rest, candidates_of(targets, rest, counts))
            if _is_other(targets, link, one, len(rest))
        ]
        if not judged:
            break
        chosen = complete(targets, judge, link.form, judged)
        other = _spelling(targets, judge, link.form, chosen, texts, _margin(targets, link, chosen))
        _put(targets, found, other, rest, link)
        rest = _without(rest, other)
    return found


def _put(targets: Targets, found: list[Spelling], other: Spelling, rest: Ints, link: Link) -> None:
    """Add a spelling to those that were found, or count it with the one that it is a shape of."""
    first = found[0]
    alone = np.intersect1d(other.texts, rest).astype(np.int32)
    if _is_shape(targets, first.text, other.text) or _is_shape(targets, other.text, first.text):
        # The one whose endings reach the other is the plainer one.
        text = first.text if _is_shape(targets, other.text, first.text) else other.text
        found[0] = replace(first, text=text, texts=np.union1d(first.texts, other.texts))
    elif not holds(_keys(targets, first), _keys(targets, other)):
        found.append(other)
    elif len(alone) < _ALONE * len(other.texts) or goes_nowhere_else(
        targets, _keys(targets, other), link.judged
    ):
        found.append(_only_in(targets, other, alone))
    else:
        found[0] = other  # what was longer is this with its company


def _is_shape(targets: Targets, text: str, of: str) -> bool:
    return (0, len(text)) in find_forms(text, of, targets.locale)


def _only_in(targets: Targets, spelling: Spelling, texts: Ints) -> Spelling:
    starts = spelling.starts
    inside: Ints = starts[np.isin(targets.ngrams.texts[starts], texts)]
    return replace(spelling, starts=inside, texts=texts)


def _keys(targets: Targets, spelling: Spelling) -> tuple[int, ...]:
    return targets.keys_at(int(spelling.starts[0]), spelling.size)


def _spelling(
    targets: Targets, judge: Judge, form: str, judged: Judged, texts: Ints, margin: float
) -> Spelling:
    starts, size = places_in(targets, judged.candidate, texts), judged.candidate.size
    if judge.is_saying(form):
        starts, size = _whole(targets, starts, size, clauses=has_clauses(form))
    text = shown(targets, starts, size)
    sure = np.unique(targets.ngrams.texts[starts])
    more = [at for at in np.setdiff1d(texts, sure).tolist() if _stands(targets, at, text)]
    having = np.union1d(sure, more).astype(np.int32)
    return Spelling(text, starts, size, having, _confidence(judged, len(having), margin))


def _confidence(judged: Judged, count: int, margin: float) -> float:
    """Return how sure a rendering is; a regression over true and false ones of the sample story."""
    looks = judged.score - judged.candidate.strength
    evidence = _OFTEN * log(count) + _LOOKS * looks + _AHEAD * margin + _LIKE * judged.likeness
    return round(min(_SUREST, 1 / (1 + exp(_NOTHING - evidence))), 2)


def _margin(targets: Targets, link: Link, other: Judged) -> float:
    """Return what a further spelling has instead of being ahead: it is like the first, and only there."""
    candidate = other.candidate
    exclusive = candidate.together / max(candidate.anywhere, 1)
    return exclusive * (_LIKE_FIRST if _is_alike(targets, link, other) else _UNLIKE_FIRST)


def _whole(targets: Targets, starts: Ints, size: int, *, clauses: bool) -> tuple[Ints, int]:
    """Return the places and the size of a run with all that always stands around it.

    Args:
        clauses: whether it may go on across punctuation.
    """
    keys, bounds, joined = targets.keys, targets.reading.bounds, targets.reading.joined
    texts = targets.ngrams.texts[starts]
    if len(np.unique(texts)) < _REPEATED:
        return starts, size
    first, last = bounds[texts], bounds[texts + 1]

    def same(places: Ints, gaps: Ints) -> bool:
        return len(np.unique(keys[places])) == 1 and bool(clauses or joined[gaps].all())

    while (starts > first).all() and same(starts - 1, starts):
        starts, size = starts - 1, size + 1
    while (starts + size < last).all() and same(starts + size, starts + size):
        size += 1
    return starts, size


def _stands(targets: Targets, at: int, text: str) -> bool:
    """Tell whether a text has a rendering with an ending, or a capital, that no key foresaw."""
    reading = targets.reading
    first, last = reading.bounds[at], reading.bounds[at + 1]
    for start, _ in find_forms(targets.texts[at], text, targets.locale):
        token = first + int(np.searchsorted(reading.starts[first:last], start, side="right")) - 1
        if not targets.ngrams.masked[token]:
            return True
    return False


def _without(texts: Ints, spelling: Spelling) -> Ints:
    return np.setdiff1d(texts, spelling.texts).astype(np.int32)


def _is_other(targets: Targets, link: Link, judged: Judged, rest: int) -> bool:
    candidate = judged.candidate
    exclusive = candidate.together / candidate.anywhere
    if exclusive >= _EXCLUSIVE and _is_alike(targets, link, judged):
        return True
    return (
        candidate.together >= max(_LEAST_UNLIKE, _SURELY * rest)
        and exclusive >= _EXCLUSIVE_UNLIKE
        and judged.score >= _SURELY
        and _has_capital(targets, judged.candidate) >= _has_capital(targets, link.judged.candidate)
    )


def _is_alike(targets: Targets, link: Link, judged: Judged) -> bool:
    """Tell whether a run is spelled like the first rendering, or as the form sounds."""
    first, other = (_words(targets, one) for one in (link.judged.candidate, judged.candidate))
    if first == other:
        return False
    if fuzz.ratio(squeezed("".join(first)), squeezed("".join(other))) >= 100 * _ALIKE:
        return True
    # "Lin Wind" for "Lin Feng".
    return len(first) == len(other) > 1 and first[0] == other[0] and first[0][0].isupper()


def _has_capital(targets: Targets, candidate: Candidate) -> bool:
    return any(word[0].isupper() for word in _words(targets, candidate))


def _words(targets: Targets, candidate: Candidate) -> list[str]:
    return [targets.names[key] for key in targets.keys_at(candidate.start, candidate.size)]
