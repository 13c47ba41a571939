"""What a model said of learned entries, taken into the bible as proposals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from storyport.localize.learning.asking import Verdict
from storyport.localize.learning.standing import JUDGED
from storyport.story.facts import BINDING, EntryFacts, EvidenceFacts, RenderingFacts
from storyport.story.merging import contains
from storyport.story.models import Story
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

__all__ = ["Judged", "take_verdicts"]

Judged = tuple[int, str, Verdict]
"""Entry id, locale, what was said."""

_SURE, _DOUBTED = 0.95, 0.1
_CONFIRMED, _REFUSED = f"{JUDGED}it is a name", f"{JUDGED}no name"
_REASON = 100
_MOST_EVIDENCE = 8


def take_verdicts(story: Story, judged: Sequence[Judged]) -> None:
    """Store verdicts; what a person has decided meanwhile is left alone.

    Those of one entry are joined: where it is a name in one locale, it is one.
    """
    said: dict[int, list[tuple[str, Verdict]]] = {}
    for number, locale, verdict in judged:
        said.setdefault(number, []).append((locale, verdict))
    with changing(story) as bible:
        entries = dict(bible.by_id)
        changed: list[EntryFacts] = []
        for number, verdicts in said.items():
            entry = entries.get(number)
            if entry is None or entry.confidence is None:
                continue
            others = [other for other in entries.values() if other.headword == entry.headword]
            taken = {other.kind for other in others if other.id != number}
            entry = checked_entry(_judged(entry, verdicts, taken), story.source_locale)
            entries[number] = entry
            changed.append(entry)
        write_entries(story, bible, changed)


def _judged(
    entry: EntryFacts, verdicts: Sequence[tuple[str, Verdict]], taken: Collection[str]
) -> EntryFacts:
    names = [(locale, verdict) for locale, verdict in verdicts if verdict.is_name]
    if not names:
        return _doubted(entry, verdicts[0][1].why)
    renderings = dict(entry.renderings)
    for locale, verdict in names:
        facts = renderings.get(locale, RenderingFacts())
        if facts.status not in BINDING and not _is_banned(entry, verdict.rendering, locale):
            renderings[locale] = replace(facts, text=verdict.rendering, status="proposed")
    first = names[0][1]
    sexes = (each.gender for _, each in names if each.gender not in ("", "unknown"))
    return replace(
        entry,
        # Another entry of that name may have the kind already.
        kind=entry.kind if first.kind in taken else first.kind,
        gender=next(sexes, entry.gender),
        confidence=max(entry.confidence or 0.0, _SURE),
        evidence=_with(entry, _CONFIRMED),
        renderings=renderings,
    )


def _doubted(entry: EntryFacts, why: str) -> EntryFacts:
    """Return the entry in doubt, unless it was found to be a name for another locale."""
    if any(one.reason == _CONFIRMED for one in entry.evidence):
        return entry
    shown = "".join(each for each in " ".join(why.split()) if each.isprintable())
    reason = f"{_REFUSED}: {shown}" if shown else _REFUSED
    return replace(entry, confidence=_DOUBTED, evidence=_with(entry, reason[:_REASON].rstrip()))


def _is_banned(entry: EntryFacts, text: str, locale: str) -> bool:
    return any(contains(text, ban, locale) for ban in entry.banned_in(locale))


def _with(entry: EntryFacts, reason: str) -> tuple[EvidenceFacts, ...]:
    """Return the evidence with what a model says in place of what one said before."""
    seen = [one for one in entry.evidence if not one.reason.startswith(JUDGED)]
    return (*seen[: _MOST_EVIDENCE - 1], EvidenceFacts("", "", reason))
