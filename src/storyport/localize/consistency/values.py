"""A consistency report as plain data, for programs.

    {"story": NAME, "title": TITLE, "source": LOCALE, "kinds": [KIND, …],
     "works": [{"medium": "novel", "work": NAME}, …],
     "locales": [{
        "locale": LOCALE, "entries": N in the bible, "met": N in the text,
        "occurrences": how often the source has any, "share": 0 to 1 or null,
        "verdicts": {VERDICT: N, …}, "worst": [ENTRY ID, …] ten at most,
        "uses": [{
            "id": N (below 0: of a genre pack), "headword": …, "kind": …,
            "rendering": … or "", "binding": true or false, "verdict": VERDICT,
            "sources": {FORM: how often, …}, "occurrences": N,
            "lines": N with it, "translated": N of them, "agreed": N of these, "missing": N of these,
            "forms": [{
                "role": ROLE, "form": … or "", "for": [FORM of the source, …],
                "count": how often, "lines": N,
                "works": [{"medium": …, "work": …, "count": N, "lines": N}, …],
                "places": [{"medium": …, "work": …, "part": …, "key": …,
                            "source": [before, form, after], "target": [before, form, after]}, …],
                "places_left_out": N}, …]}, …]}, …]}

Verdicts stand in `report.Verdict`, roles in `forms.Role`. `share` is that of the lines as
agreed, over all entries whose rendering is decided. Uses come the worst first.
"""

from __future__ import annotations

from typing import Any

from storyport.localize.consistency.lines import WorkName
from storyport.localize.consistency.report import Consistency, EntryUse, FormUse, LocaleUse
from storyport.localize.consistency.tally import Place

__all__ = ["consistency_value"]

_DIGITS = 4


def consistency_value(found: Consistency) -> dict[str, Any]:
    """Return the report as the module's docstring says."""
    return {
        "story": found.story,
        "title": found.title,
        "source": found.source.tag,
        "kinds": list(found.kinds),
        "works": [_work(work) for work in found.works],
        "locales": [_locale(each) for each in found.locales],
    }


def _work(work: WorkName) -> dict[str, Any]:
    return {"medium": work.medium, "work": work.name}


def _locale(found: LocaleUse) -> dict[str, Any]:
    return {
        "locale": found.locale.tag,
        "entries": len(found.entries),
        "met": found.met,
        "occurrences": found.occurrences,
        "share": None if found.share is None else round(found.share, _DIGITS),
        "verdicts": dict(found.verdicts),
        "worst": [use.entry.id for use in found.worst],
        "uses": [_use(use) for use in found.entries],
    }


def _use(use: EntryUse) -> dict[str, Any]:
    return {
        "id": use.entry.id,
        "headword": use.entry.headword,
        "kind": use.entry.kind,
        "rendering": use.rendering,
        "binding": use.binding,
        "verdict": use.verdict,
        "sources": dict(use.sources),
        "occurrences": use.occurrences,
        "lines": use.lines,
        "translated": use.translated,
        "agreed": use.agreed,
        "missing": use.missing,
        "forms": [_form(form) for form in use.forms],
    }


def _form(use: FormUse) -> dict[str, Any]:
    return {
        "role": use.role,
        "form": use.form,
        "for": list(use.of),
        "count": use.count,
        "lines": use.lines,
        "works": [
            {**_work(work), "count": count, "lines": lines} for work, count, lines in use.works
        ],
        "places": [_place(place) for place in use.places],
        "places_left_out": use.lines - len(use.places),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        **_work(place.work),
        "part": place.part,
        "key": place.key,
        "source": list(place.source),
        "target": list(place.target),
    }
