"""A batch: what only neighbours can tell, such as answers that moved by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from math import log, sqrt

from rapidfuzz import fuzz

from storyport.checks.base import Finding, Pair
from storyport.checks.terms import expected_counts
from storyport.language.marks import marks_of
from storyport.language.numbers import numbers_agree, numbers_of
from storyport.language.terms import find_forms

__all__ = ["check_batch"]

_LONG, _UNLIKE = 60, 60
_FEWEST = 2
_SURE, _SURE_EACH = 3.5, 0.5
_HINT = 0.5
_USUAL_SPREAD = 0.4


def check_batch(pairs: Sequence[Pair]) -> dict[int, list[Finding]]:
    """Return findings by place in the batch: one target for several sources, moved answers."""
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    for places in _same_targets(pairs):
        for place in places:
            findings[place].append(
                Finding(
                    "batch.same",
                    "major",
                    "Different sources have the same target.",
                    "Translate this text itself.",
                )
            )
    for place in _moved(pairs):
        findings[place].append(
            Finding(
                "batch.moved",
                "major",
                "The target belongs to a neighbouring text.",
                "Translate this text itself.",
            )
        )
    return dict(findings)


def _same_targets(pairs: Sequence[Pair]) -> list[list[int]]:
    by_target: defaultdict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        if pair.source_extent >= _LONG and pair.target.strip():
            by_target[pair.target.strip()].append(place)
    return [
        places
        for places in by_target.values()
        if len(places) > 1
        and any(
            fuzz.ratio(pairs[places[0]].source_text, pairs[place].source_text) < _UNLIKE
            for place in places[1:]
        )
    ]


def _moved(pairs: Sequence[Pair]) -> list[int]:
    """Return places whose targets fit their neighbours' sources and not their own.

    For a slip by one either way, each place gains what its target fits the neighbour better
    than its own source; the run of places with the greatest gain counts, if it is great.
    """
    if len(pairs) < _FEWEST:
        return []
    own = [_fit(pair, pair) for pair in pairs]
    for step in (1, -1):
        gains = [
            _fit(pairs[place + step], pairs[place]) - own[place]
            if 0 <= place + step < len(pairs)
            else 0.0
            for place in range(len(pairs))
        ]
        start, end, gain = _greatest_run(gains)
        if gain >= _SURE and end - start >= _FEWEST and gain >= _SURE_EACH * (end - start):
            return list(range(start, end))
    return []


def _greatest_run(gains: Sequence[float]) -> tuple[int, int, float]:
    """Return the run of places with the greatest sum (Kadane's algorithm)."""
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for place, gain in enumerate(gains):
        if total <= 0:
            start, total = place, 0.0
        total += gain
        if total > best[2]:
            best = (start, place + 1, total)
    return best


def _fit(source: Pair, target: Pair) -> float:
    """Return points for how well one pair's target fits another's source."""
    return (
        _marks_fit(source, target)
        + _numbers_fit(source, target)
        + _terms_fit(source, target)
        + _names_fit(source, target)
        + _signs_fit(source.source_text, target.target_text)
        + _extent_fit(source.source_extent, target.target_extent)
    )


def _marks_fit(source: Pair, target: Pair) -> float:
    wanted, found = marks_of(source.source), marks_of(target.target)
    if not wanted and not found:
        return 0
    return 1 if wanted == found else -1


def _numbers_fit(source: Pair, target: Pair) -> float:
    required = [
        number for number in numbers_of(source.source_text, source.source_locale) if number.required
    ]
    if not required:
        return 0
    missing = numbers_agree(
        source.source_text, target.target_text, source.source_locale, target.target_locale
    )
    return (len(required) - 2 * len(missing)) / sqrt(len(required))


def _terms_fit(source: Pair, target: Pair) -> float:
    points = 0
    counts = expected_counts(source) if source.terms else {}
    for index in counts:
        term = source.terms[index]
        forms = (term.rendering, *term.alternatives)
        kept = any(find_forms(target.target_text, form, target.target_locale) for form in forms)
        points += 1 if kept else -1
    return points


_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{2,}")


def _names_fit(source: Pair, target: Pair) -> float:
    """Latin words with a capital that stand in both."""
    wanted = set(_NAME.findall(source.source_text))
    if not wanted:
        return 0
    return 1 if wanted & set(_NAME.findall(target.target_text)) else -_HINT


_SIGNS = (
    re.compile("[?？؟;]"),
    re.compile("[!！]"),
    re.compile('["“”«»「」『』„]|^[—–]'),
    re.compile("…|\\.\\.\\."),
)


def _signs_fit(source: str, target: str) -> float:
    """A question stays one, and so do a cry, a line that is spoken, and a pause."""
    points = 0.0
    for sign in _SIGNS:
        here, there = sign.search(source) is not None, sign.search(target) is not None
        points += (_HINT if here else 0.0) if here == there else -_HINT
    return points


def _extent_fit(source: float, target: float) -> float:
    if not source or not target:
        return -1
    return -min(2.0, abs(log(target / source)) / _USUAL_SPREAD)
