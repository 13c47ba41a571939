"""Terms: whether the agreed renderings are where the source has their terms."""

from __future__ import annotations

import functools
from collections import Counter

from storyport.checks.base import NAMING_KINDS, ExpectedTerm, Finding, Pair, Severity
from storyport.kernel.locales import LocaleInfo
from storyport.language.terms import TermForm, TermMatcher, find_forms, near_forms

__all__ = ["check", "expected_counts", "rendered_counts"]


def check(pair: Pair) -> list[Finding]:
    """Return terms whose rendering is missing, too rare or banned."""
    if not pair.terms:
        return []
    wanted = expected_counts(pair)
    findings: list[Finding] = []
    for index, term in enumerate(pair.terms):
        findings += _banned(pair, term)
        if wanted[index]:
            findings += _kept(pair, index, wanted[index])
    return findings


def expected_counts(pair: Pair) -> Counter[int]:
    """Return how often each of the pair's terms stands in the source; the longest form wins."""
    told = tuple((term.source_forms, term.kind in NAMING_KINDS) for term in pair.terms)
    matcher = _matcher(told, pair.source_locale)
    return Counter(int(hit.entry_id) for hit in matcher.find(pair.source_text))


def rendered_counts(pair: Pair) -> list[tuple[int, int]]:
    """Return, for each of the pair's terms, its occurrences and how many have its rendering."""
    wanted = expected_counts(pair) if pair.terms else Counter()
    return [
        (wanted[index], min(wanted[index], len(_own_spans(pair, index))) if wanted[index] else 0)
        for index in range(len(pair.terms))
    ]


@functools.lru_cache(maxsize=4096)
def _matcher(told: tuple[tuple[tuple[str, ...], bool], ...], locale: LocaleInfo) -> TermMatcher:
    named = [
        TermForm(form, str(index), name)
        for index, (group, name) in enumerate(told)
        for form in group
    ]
    return TermMatcher(named, locale)


def _kept(pair: Pair, index: int, wanted: int) -> list[Finding]:
    term = pair.terms[index]
    spans = _own_spans(pair, index)
    missing = wanted - len(spans)
    if missing <= 0 or not term.rendering:
        return []
    headword = term.source_forms[0] if term.source_forms else ""
    fix = f"Render {headword} as {term.rendering}."
    if not term.binding:
        message = f"{headword} is proposed as {term.rendering!r}, which stands {len(spans)} of {wanted} times."
        return [] if spans else [Finding("terms.proposed", "advice", message, fix)]
    near = _near(pair, index)
    seen = f" {near[0]!r} looks like it." if near else ""
    if not spans:
        message = f"{headword} should be {term.rendering!r}, which is missing.{seen}"
        return [Finding("terms.missing", "major", message, fix, _place(pair, near))]
    severity: Severity = "major" if near else "minor"
    message = f"{headword} stands {wanted} times, {term.rendering!r} {len(spans)} times.{seen}"
    return [Finding("terms.fewer", severity, message, fix, _place(pair, near))]


def _spans(text: str, forms: tuple[str, ...], locale: LocaleInfo) -> list[tuple[int, int]]:
    """Return where any of the forms stands, none counted within another."""
    found = sorted(
        {span for form in forms for span in find_forms(text, form, locale)},
        key=lambda span: (span[0], -span[1]),
    )
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _own_spans(pair: Pair, index: int) -> list[tuple[int, int]]:
    """Return where the term's renderings stand, those inside another's longer one left out."""
    term = pair.terms[index]
    forms = (term.rendering, *term.alternatives)
    spans = _spans(pair.target_text, forms, pair.target_locale)
    longer = [
        span
        for place, other in enumerate(pair.terms)
        if place != index and any(_is_within(form, other.rendering) for form in forms)
        for span in _spans(pair.target_text, (other.rendering,), pair.target_locale)
    ]
    return [
        (start, end)
        for start, end in spans
        if not any(first <= start and end <= last for first, last in longer)
    ]


def _is_within(form: str, longer: str) -> bool:
    return 0 < len(form) < len(longer) and form.lower() in longer.lower()


def _near(pair: Pair, index: int) -> list[str]:
    """Return miswritten spellings, what is any known rendering masked out."""
    known = [
        span
        for other in pair.terms
        for span in _spans(
            pair.target_text, (other.rendering, *other.alternatives), pair.target_locale
        )
    ]
    masked = list(pair.target_text)
    for start, end in known:
        masked[start:end] = "\n" * (end - start)
    return near_forms("".join(masked), pair.terms[index].rendering)


def _place(pair: Pair, near: list[str]) -> tuple[int, int] | None:
    place = pair.target.find(near[0]) if near else -1
    return (place, place + len(near[0])) if place >= 0 else None


def _banned(pair: Pair, term: ExpectedTerm) -> list[Finding]:
    allowed = {
        span for form in (term.rendering, *term.alternatives) for span in _allowed(pair, form)
    }
    findings = []
    for form in term.banned:
        spans = [
            span
            for span in find_forms(pair.target_text, form, pair.target_locale)
            if not any(start <= span[0] and span[1] <= end for start, end in allowed)
        ]
        if spans and _concerns(pair, term):
            start = pair.target.find(pair.target_text[slice(*spans[0])])
            span = (start, start + spans[0][1] - spans[0][0]) if start >= 0 else None
            severity: Severity = "major" if term.binding else "minor"
            findings.append(
                Finding(
                    "terms.banned",
                    severity,
                    f"{form!r} must not be used.",
                    f"Use {term.rendering}.",
                    span,
                )
            )
    return findings


def _allowed(pair: Pair, form: str) -> list[tuple[int, int]]:
    return find_forms(pair.target_text, form, pair.target_locale) if form else []


def _concerns(pair: Pair, term: ExpectedTerm) -> bool:
    """Tell whether the term is in the source: elsewhere a banned word is just a word."""
    return expected_counts(pair)[pair.terms.index(term)] > 0
