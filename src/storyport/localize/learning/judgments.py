"""What a model said of learned entries, taken into the bible as proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyport.localize.learning.asking import Verdict
from storyport.story.facts import BINDING, Bible, EntryFacts, EvidenceFacts, RenderingFacts
from storyport.story.models import Story
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

__all__ = ["Judged", "take_verdicts"]

Judged = tuple[int, str, Verdict]
"""Entry id, locale, what was said."""

_SURE, _DOUBTED = 0.95, 0.1
_CONFIRMED, _REFUSED = "a model: it is a name", "a model: no name"


def take_verdicts(story: Story, judged: Sequence[Judged]) -> None:
    """Store verdicts; what a person has decided meanwhile is left alone."""
    with changing(story) as bible:
        entries: dict[int, EntryFacts] = {}
        for number, locale, verdict in judged:
            entry = entries.get(number) or bible.by_id.get(number)
            if entry is not None and entry.confidence is not None:
                entries[number] = _judged(entry, locale, verdict, bible)
        checked = [checked_entry(entry, story.source_locale) for entry in entries.values()]
        write_entries(story, bible, checked)


def _judged(entry: EntryFacts, locale: str, verdict: Verdict, bible: Bible) -> EntryFacts:
    if not verdict.is_name:
        told = EvidenceFacts("", verdict.why, _REFUSED)
        return replace(entry, confidence=_DOUBTED, evidence=_with(entry, told))
    facts = entry.renderings.get(locale, RenderingFacts())
    if facts.status not in BINDING and verdict.rendering not in facts.banned:
        facts = replace(facts, text=verdict.rendering, status="proposed")
    return replace(
        entry,
        kind=_kind(entry, verdict, bible),
        gender=verdict.gender if verdict.gender not in ("", "unknown") else entry.gender,
        confidence=max(entry.confidence or 0.0, _SURE),
        evidence=_with(entry, EvidenceFacts("", "", _CONFIRMED)),
        renderings={**entry.renderings, locale: facts},
    )


def _with(entry: EntryFacts, told: EvidenceFacts) -> tuple[EvidenceFacts, ...]:
    said = (_CONFIRMED, _REFUSED)
    return (*(one for one in entry.evidence if one.reason not in said), told)


def _kind(entry: EntryFacts, verdict: Verdict, bible: Bible) -> str:
    """Return the kind said, unless another entry of that name has it."""
    taken = {other.kind for other in bible.named(entry.headword) if other.id != entry.id}
    return entry.kind if verdict.kind in taken else verdict.kind
