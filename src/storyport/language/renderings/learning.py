"""Learns how an existing translation renders names and terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from storyport.kernel.locales import LocaleInfo
from storyport.language.renderings.base import Excerpt, LearnedRendering
from storyport.language.renderings.corpus import Targets, find_sources
from storyport.language.renderings.judging import Judge, has_clauses
from storyport.language.renderings.linking import Link, link_forms
from storyport.language.renderings.reading import Ints
from storyport.language.renderings.spellings import Spelling, spellings_of
from storyport.language.renderings.units import Units

__all__ = ["learn_renderings"]

_EXCERPTS, _AROUND = 3, 40


@dataclass(frozen=True)
class _Pairs:
    sources: list[str]
    targets: Targets


def learn_renderings(
    pairs: Iterable[tuple[str, str]],
    forms: Mapping[str, str],
    source: LocaleInfo,
    target: LocaleInfo,
) -> dict[str, tuple[LearnedRendering, ...]]:
    """Return for each form that occurs how the translation renders it, the commonest first.

    Args:
        pairs: aligned paragraphs of source and target, plain text.
        forms: names and terms of the source, aliases too -> kind (character, place, item, ...).
        source, target: their locales.
    """
    both = list(pairs)
    sources = [ours for ours, _ in both]
    having = find_sources(sources, forms, source)
    if not having:
        return {}
    targets = Targets([theirs for _, theirs in both], target)
    judge = Judge(targets, Units(sources, targets, source), sources, source, forms)
    links = link_forms(targets, judge, having)
    counts = [targets.ngrams.text_counts(at) for at in range(1, len(targets.ngrams.levels) + 1)]
    texts = _Pairs(sources, targets)
    return {
        form: _renderings(texts, judge, links[form], having[form], counts)
        for form in forms
        if form in links and not (has_clauses(form) and len(having[form]) == 1)
    }


def _renderings(
    pairs: _Pairs, judge: Judge, link: Link, texts: Ints, counts: list[Ints]
) -> tuple[LearnedRendering, ...]:
    found: dict[str, LearnedRendering] = {}
    for spelling in spellings_of(pairs.targets, judge, link, texts, counts):
        found.setdefault(spelling.text, _rendering(pairs, link, spelling, len(texts)))
    return tuple(sorted(found.values(), key=lambda one: -one.count))


def _rendering(pairs: _Pairs, link: Link, spelling: Spelling, form: int) -> LearnedRendering:
    count = len(spelling.texts)
    return LearnedRendering(
        text=spelling.text,
        count=count,
        share=count / form,
        confidence=spelling.confidence,
        evidence=tuple(_excerpts(pairs, link.form, spelling)),
    )


def _excerpts(pairs: _Pairs, form: str, spelling: Spelling) -> Iterable[Excerpt]:
    targets, starts = pairs.targets, spelling.starts
    _, firsts = np.unique(targets.ngrams.texts[starts], return_index=True)
    for start in starts[firsts[:_EXCERPTS]].tolist():
        text = int(targets.ngrams.texts[start])
        source = pairs.sources[text]
        at = max(source.find(form), 0)
        yield Excerpt(
            text,
            _around(source, at, at + len(form)),
            _around(targets.texts[text], *targets.span(start, spelling.size)),
        )


def _around(text: str, start: int, end: int) -> str:
    """Return what stands at a place, and a little around it."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"{'…' if first else ''}{text[first:last].strip()}{'…' if last < len(text) else ''}"
