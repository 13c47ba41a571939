"""What hangs on few entries: who calls whom what, and where things were seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from storyport.story.facts import EntryFacts, EvidenceFacts, RelationFacts, Validity

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Evidence, Relation, Story

__all__ = ["store_background", "with_background"]

_BATCH = 2000


def with_background(story: Story, entries: Sequence[EntryFacts]) -> list[EntryFacts]:
    """Return the entries with their relations and their evidence, by two queries."""
    relations = _relations(story)
    evidence = _evidence(story)
    return [
        replace(
            entry,
            relations=tuple(relations.get(entry.id, ())),
            evidence=tuple(evidence.get(entry.id, ())),
        )
        if entry.id in relations or entry.id in evidence
        else entry
        for entry in entries
    ]


def _relations(story: Story) -> dict[int, list[RelationFacts]]:
    from storyport.story.models import Relation

    found: defaultdict[int, list[RelationFacts]] = defaultdict(list)
    rows = Relation.objects.filter(entry__story=story).order_by()
    for entry, other, kind, word, since, until, renderings in rows.values_list(
        "entry_id", "other__headword", "other__kind", "word", "since", "until", "renderings"
    ):
        told = {locale: (text, status) for locale, (text, status) in sorted(renderings.items())}
        found[entry].append(RelationFacts(other, word, kind, Validity(since, until), told))
    for told_of in found.values():
        told_of.sort(key=lambda one: (one.other, one.other_kind, one.word))
    return dict(found)


def _evidence(story: Story) -> dict[int, list[EvidenceFacts]]:
    from storyport.story.models import Evidence

    found: defaultdict[int, list[EvidenceFacts]] = defaultdict(list)
    rows = Evidence.objects.filter(entry__story=story).order_by("id")
    for entry, place, excerpt, reason in rows.values_list("entry_id", "place", "excerpt", "reason"):
        found[entry].append(EvidenceFacts(place, excerpt, reason))
    return dict(found)


def store_background(
    changed: Sequence[tuple[EntryFacts, EntryFacts]], ids: dict[tuple[str, str], int]
) -> None:
    """Store the relations and the evidence of entries (as they were, as they shall be).

    Args:
        ids: (headword, kind) -> entry id, of the whole story; relations must name one of them.
    """
    from storyport.story.models import Evidence, Relation

    told = [new for old, new in changed if old.relations != new.relations]
    seen = [new for old, new in changed if old.evidence != new.evidence]
    _remove(Relation, told)
    _remove(Evidence, seen)
    Relation.objects.bulk_create(
        [
            Relation(
                entry_id=entry.id,
                other_id=ids[one.other, one.other_kind],
                word=one.word,
                since=one.validity.since,
                until=one.validity.until,
                renderings={locale: list(own) for locale, own in one.renderings.items()},
            )
            for entry in told
            for one in entry.relations
        ],
        batch_size=_BATCH,
    )
    Evidence.objects.bulk_create(
        [
            Evidence(entry_id=entry.id, place=one.place, excerpt=one.excerpt, reason=one.reason)
            for entry in seen
            for one in entry.evidence
        ],
        batch_size=_BATCH,
    )


def _remove(model: type[Evidence | Relation], entries: Sequence[EntryFacts]) -> None:
    ids = [entry.id for entry in entries]
    for start in range(0, len(ids), _BATCH):
        model.objects.filter(entry_id__in=ids[start : start + _BATCH]).delete()
