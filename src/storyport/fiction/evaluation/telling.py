"""Tells an evaluation: a table for the terminal, plain data for programs, a page for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from storyport.checks.evaluation import CLASSES, OMISSIONS, Sample, knows_pronouns
from storyport.fiction.evaluation.evaluating import Evaluation, System

__all__ = ["as_dict", "headline", "render_html", "table_of"]

_SURE = 0.05
_TERMS = 40
_MEASURES = {
    "chrf": ("Furthest from the reference", "lowest chrF first"),
    "terms": ("Agreed renderings that are missing", "most occurrences first"),
    "omission": ("Lost or cut short", "the gravest first"),
    "residue": ("Source text left", "longest segments first"),
    "pronouns": ("Another pronoun than the reference", "he for she, it for they, and so on"),
}
_TITLES = (
    "System",
    "chrF",
    "d-BLEU",
    "Terms kept",
    "Source left",
    "Omissions",
    "Pronouns",
)


# --- for programs ------------------------------------------------------------------


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return plain data."""
    return {
        "source": str(evaluation.source),
        "from": evaluation.from_.tag,
        "to": evaluation.to.tag,
        "references": [str(path) for path in evaluation.references],
        "pieces": evaluation.pieces,
        "alignment": "order" if evaluation.matching else "length",
        "signatures": evaluation.signatures,
        "notes": list(evaluation.notes),
        "systems": [_system(each) for each in evaluation.systems],
    }


def _system(system: System) -> dict[str, Any]:
    counts, pronouns = system.counts, system.counts.pronouns
    return {
        "name": system.name,
        "file": str(system.path),
        "is_reference": system.is_reference,
        "pieces": system.pieces,
        "segments": counts.segments,
        "chrf": _of(system, "chrf"),
        "chrf_interval": _of(system, "chrf_interval"),
        "chrf_p": _of(system, "chrf_p"),
        "d_bleu": _of(system, "d_bleu"),
        "bleu": _of(system, "bleu"),
        "bleu_interval": _of(system, "bleu_interval"),
        "bleu_p": _of(system, "bleu_p"),
        "term_consistency": _rounded(counts.term_consistency),
        "term_occurrences": counts.term_occurrences.total(),
        "term_kept": counts.term_kept.total(),
        "terms": [asdict(each) for each in counts.terms()],
        "residue": counts.residue,
        "omissions": counts.lacking,
        "omission_kinds": {kind: counts.omissions[kind] for kind in OMISSIONS},
        "pronouns": {
            side: {kind: count[kind] for kind in CLASSES}
            for side, count in (
                ("source", pronouns.source),
                ("target", pronouns.target),
                ("reference", pronouns.reference),
            )
        },
        "pronoun_f1": _rounded(pronouns.f1),
        "worst": {
            name: [asdict(sample) for sample in samples] for name, samples in counts.worst.items()
        },
    }


def _of(system: System, name: str) -> float | None:
    return _rounded(getattr(system.scores, name)) if system.scores else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


# --- for the terminal -----------------------------------------------------------------


def table_of(evaluation: Evaluation) -> tuple[Sequence[str], list[list[str]]]:
    """Return titles and rows, one for each system."""
    return _TITLES, [
        [
            system.name,
            _score(_of(system, "chrf"), _of(system, "chrf_interval")),
            _score(_of(system, "d_bleu"), _of(system, "bleu_interval")),
            _share(system.counts.term_consistency),
            _part(system.counts.residue, system.counts.segments),
            _part(system.counts.lacking, system.counts.segments),
            _share(system.counts.pronouns.f1),
        ]
        for system in evaluation.systems
    ]


def headline(evaluation: Evaluation) -> str:
    """Return in a sentence or two who is ahead, and whether that means anything."""
    scored = [each for each in evaluation.systems if each.scores]
    if not scored:
        return "There is no reference, so nothing is said of how near the meaning is."
    best = max(scored, key=lambda each: each.scores.chrf if each.scores else 0.0)
    if len(scored) == 1 or best.scores is None:
        return f"{best.name}: chrF {_score(_of(best, 'chrf'), _of(best, 'chrf_interval'))}."
    told = f"{best.name} is nearest to the reference by chrF."
    first = scored[0]
    if best is first:
        compared = [each for each in scored[1:] if each.scores and each.scores.chrf_p is not None]
        unsure = [each.name for each in compared if each.scores and _by_chance(each.scores.chrf_p)]
        if unsure:
            told += f" Its lead over {', '.join(unsure)} may be chance."
        return told
    if best.scores.chrf_p is None:
        return told
    if _by_chance(best.scores.chrf_p):
        return f"{told} Its lead over {first.name} may be chance (p = {best.scores.chrf_p:.3f})."
    return f"{told} Its lead over {first.name} is hardly chance (p = {best.scores.chrf_p:.3f})."


def _by_chance(p: float | None) -> bool:
    return p is not None and p >= _SURE


def _score(value: float | None, interval: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if interval is None else f"{value:.1f} ± {interval:.1f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _part(count: int, of: int) -> str:
    return f"{count} of {of}"


# --- for people -----------------------------------------------------------------------


@dataclass(frozen=True)
class _List:
    title: str
    how: str
    samples: Sequence[Sample]


def render_html(evaluation: Evaluation) -> str:
    """Return one page without anything outside it; Django must be set up."""
    from django.template.loader import render_to_string

    titles, rows = table_of(evaluation)
    scored = [each for each in evaluation.systems if each.scores]
    context = {
        "evaluation": evaluation,
        "when": datetime.now(UTC),
        "headline": headline(evaluation),
        "titles": titles,
        "rows": list(zip(evaluation.systems, rows, strict=True)),
        "bars": [(each, each.scores) for each in scored],
        "omissions": OMISSIONS,
        "kinds": [
            (each.name, [each.counts.omissions[kind] for kind in OMISSIONS])
            for each in evaluation.systems
        ],
        "classes": CLASSES,
        "pronouns": _pronoun_rows(evaluation),
        "terms": _term_rows(evaluation),
        "names": [each.name for each in evaluation.systems],
        "worst": [(each, _lists(each)) for each in evaluation.systems if not each.is_reference],
        "why_no_terms": _why_no_terms(evaluation),
    }
    return render_to_string("localize/evaluation.html", context)


def _lists(system: System) -> list[_List]:
    return [
        _List(title, how, samples)
        for name, (title, how) in _MEASURES.items()
        if (samples := system.counts.worst.get(name))
    ]


def _pronoun_rows(evaluation: Evaluation) -> list[tuple[str, list[int], str]]:
    """Return who says which pronoun how often; nothing where the target's are not known."""
    if not knows_pronouns(evaluation.to):
        return []
    rows = []
    if knows_pronouns(evaluation.from_):
        source = evaluation.systems[0].counts.pronouns.source
        rows.append(("source", [source[kind] for kind in CLASSES], ""))
    for each in evaluation.systems:
        said = each.counts.pronouns.target
        agree = _share(each.counts.pronouns.f1)
        rows.append((each.name, [said[kind] for kind in CLASSES], agree))
    return rows


def _term_rows(evaluation: Evaluation) -> list[tuple[str, str, int, list[int]]]:
    """Return the terms, those most often lost first, and how often each system kept them."""
    lost = {
        (term.form, term.rendering): sum(
            each.counts.term_occurrences[term.form, term.rendering]
            - each.counts.term_kept[term.form, term.rendering]
            for each in evaluation.systems
        )
        for system in evaluation.systems
        for term in system.counts.terms()
    }
    occurrences = evaluation.systems[0].counts.term_occurrences
    order = sorted(lost, key=lambda key: (-lost[key], -occurrences[key], key))
    return [
        (*key, occurrences[key], [each.counts.term_kept[key] for each in evaluation.systems])
        for key in order[:_TERMS]
    ]


def _why_no_terms(evaluation: Evaluation) -> str:
    if not evaluation.has_bible:
        return "Name a story with --story: terms are those of its bible."
    if not evaluation.systems[0].counts.term_occurrences:
        return f"No term with an agreed rendering in {evaluation.to.name} stands in this text."
    return ""
