"""Gives each form its run, the surest first, so that no two forms claim the same words.

After Melamed, "Models of Translational Equivalence among Words" (2000): a link that is sure
explains its words away, and what is left decides the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from storyport.language.renderings.association import Candidate, candidates_of
from storyport.language.renderings.completing import complete
from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.judging import Judge, Judged
from storyport.language.renderings.reading import Ints

__all__ = ["Link", "link_forms", "places_in"]

# Scores that a link must have, round by round; and texts that the form must be in.
_ROUNDS = ((0.95, 4), (0.8, 3), (0.65, 2), (0.5, 2), (0.35, 1), (-9.0, 1))
_STILL_THERE = 0.75


@dataclass(frozen=True)
class Link:
    """A form and its run.

    Attributes:
        judged: the run and what it scored. margin: how far ahead of the next one that is no
            part of it.
    """

    form: str
    judged: Judged
    margin: float


def places_in(targets: Targets, candidate: Candidate, texts: Ints) -> Ints:
    """Return where a run begins in some texts, claimed or not."""
    number = int(targets.ngrams.levels[candidate.size - 1].ids[candidate.start])
    starts = targets.ngrams.starts_of(candidate.size, number)
    inside: Ints = starts[np.isin(targets.ngrams.texts[starts], texts)]
    return inside


def link_forms(targets: Targets, judge: Judge, sources: Mapping[str, Ints]) -> dict[str, Link]:
    """Return the link of each form that has one."""
    links: dict[str, Link] = {}
    pending = dict(sources)
    for lowest, least in _ROUNDS:
        counts = [targets.ngrams.text_counts(at) for at in range(1, len(targets.ngrams.levels) + 1)]
        proposals = []
        for form, texts in pending.items():
            if len(texts) < least:
                continue
            candidates = candidates_of(targets, texts, counts, least=2 if len(texts) > 3 else 1)
            if not candidates:
                continue
            judged = judge.best(form, texts, candidates)
            if judged and judged[0].score >= lowest:
                chosen = complete(targets, judge, form, judged)
                proposals.append(Link(form, chosen, _margin(judged, chosen, targets)))
        for link in sorted(proposals, key=lambda one: (-one.judged.score, -len(sources[one.form]))):
            del pending[link.form]
            if _claim(targets, link, _own(link.form, sources, pending)):
                links[link.form] = link
            else:
                pending[link.form] = sources[link.form]
        judge.learn_ratio([(link.form, link.judged.candidate) for link in links.values()])
    return links


def _own(form: str, sources: Mapping[str, Ints], pending: Mapping[str, Ints]) -> Ints:
    """Return a form's texts, less those of longer forms that have it and are not linked yet."""
    texts = sources[form]
    for longer, others in pending.items():
        if form in longer:
            texts = np.setdiff1d(texts, others).astype(np.int32)
    return texts


def _claim(targets: Targets, link: Link, texts: Ints) -> bool:
    """Mask a link's run where its form is, unless others have taken too much of it by now."""
    candidate = link.judged.candidate
    starts = places_in(targets, candidate, texts)
    free = targets.ngrams.free(candidate.size, starts)
    before, left = (len(np.unique(targets.ngrams.texts[places])) for places in (starts, free))
    if left < _STILL_THERE * before:
        return False
    targets.ngrams.mask(candidate.size, free)
    return True


def _margin(judged: list[Judged], chosen: Judged, targets: Targets) -> float:
    own = set(_keys(targets, chosen))
    rival = next((one for one in judged if not own & set(_keys(targets, one))), None)
    return chosen.score - rival.score if rival else chosen.score


def _keys(targets: Targets, judged: Judged) -> tuple[int, ...]:
    return targets.keys_at(judged.candidate.start, judged.candidate.size)
