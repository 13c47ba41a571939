"""Does what a change of the bible asks for, where that costs no call, in every work at once.

Where a changed rendering can safely be put in place of the old one it is; what still says the
right thing is kept; the rest is left for the next translation. Reviewed targets are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from django.db.models import F, FilteredRelation, Q

from storyport.formats.base import UnitKind
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.localize.impact import may_have
from storyport.localize.judging import Judge, findings_to_json
from storyport.localize.models import Segment
from storyport.localize.pipeline.known import KEPT_BY_PEOPLE, Known, carried_target
from storyport.localize.pipeline.recording import Recorder
from storyport.localize.running import hold_story
from storyport.story.facts import EntryFacts
from storyport.story.matching import basis_of, facts_from_json, load_index
from storyport.story.models import Story

__all__ = ["Applied", "apply_change"]

_FETCHED = 2000
_SAVED = 400


@dataclass
class Applied:
    """What became of the targets of a locale that a change touches.

    Attributes:
        substituted: changed without a call. kept: said the right thing already.
        stale: the next translation makes them anew. held: reviewed, so a person decides.
        unsure: they have the old name where their source has none, and it may be another's.
    """

    locale: str
    substituted: int = 0
    kept: int = 0
    stale: int = 0
    held: int = 0
    unsure: int = 0


class _Row(NamedTuple):
    id: int
    part: int
    kind: str
    source: str
    digest: str
    target: Known


def apply_change(
    story: Story, entries: Sequence[EntryFacts], locales: Sequence[LocaleInfo]
) -> list[Applied]:
    """Carry the targets over to today's bible wherever a form of some entries stands.

    Raises:
        Busy: a run is at work in the story; it will find the change itself.
    """
    forms = {form for entry in entries for form in entry.forms()}
    if not forms:
        return [Applied(locale.tag) for locale in locales]
    with hold_story(story) as handle:
        index = load_index(story)
        recorder = Recorder(handle.id)
        source = parse_locale(story.source_locale)
        done = []
        for locale in locales:
            judge = Judge(index, source, locale)
            applied = _apply(story, forms, judge, recorder)
            _apply_to_leftovers(story, {entry.id for entry in entries}, judge, recorder, applied)
            done.append(applied)
        return done


def _apply(story: Story, forms: set[str], judge: Judge, recorder: Recorder) -> Applied:
    done = Applied(judge.target.tag)
    ready = []
    for row in list(_touched(_rows(story, forms, judge.target.tag), judge)):
        if row.target.status in KEPT_BY_PEOPLE:
            done.held += 1
            continue
        hits = judge.index.hits(row.source, judge.index.time_of(row.part))
        facts = judge.index.facts(hits, judge.target.tag)
        change = (facts_from_json(row.target.facts), facts)
        kind = cast("UnitKind", row.kind)
        carried = judge.carried(row.source, row.target.text, kind, change, hits)
        if carried is None:
            done.stale += 1
            continue
        text, findings = carried
        same = text == row.target.text
        done.kept += same
        done.substituted += not same
        kept = (text, "kept" if same else "substitution", tuple(findings_to_json(findings)))
        ready.append(carried_target(row.id, row.digest, judge.target.tag, kept, facts, row.target))
        if len(ready) >= _SAVED:
            recorder.save_targets(ready)
            ready = []
    recorder.save_targets(ready)
    return done


def _apply_to_leftovers(
    story: Story, entries: set[int], judge: Judge, recorder: Recorder, done: Applied
) -> None:
    """Rename whom only targets name; counts into what was done."""
    may = judge.leftovers.may_have(entries, "now__text")
    if may is None:
        return
    ready = []
    for row in list(_current(story, may, judge.target.tag)):
        hits = judge.index.hits(row.source, judge.index.time_of(row.part))
        if not judge.leftovers.stand_in(row.target.text, hits):
            continue
        if row.target.status in KEPT_BY_PEOPLE:
            done.held += 1
            continue
        text = judge.leftovers.mended(row.target.text, hits)
        if text is None:
            done.unsure += 1
            continue
        done.substituted += 1
        facts = judge.index.facts(hits, judge.target.tag)
        findings = judge.findings(row.source, text, cast("UnitKind", row.kind), facts)
        kept = (text, "substitution", tuple(findings_to_json(findings)))
        ready.append(carried_target(row.id, row.digest, judge.target.tag, kept, facts, row.target))
    for start in range(0, len(ready), _SAVED):
        recorder.save_targets(ready[start : start + _SAVED])


def _touched(rows: Iterable[_Row], judge: Judge) -> Iterator[_Row]:
    """Give the rows whose targets were made from other facts than today's."""
    for row in rows:
        hits = judge.index.hits(row.source, judge.index.time_of(row.part))
        facts = judge.index.facts(hits, judge.target.tag)
        same = basis_of(row.digest, facts) == row.target.basis
        if not same or judge.has_banned(row.target.text, facts):
            yield row


def _rows(story: Story, forms: set[str], locale: str) -> Iterator[_Row]:
    return _current(story, may_have(forms), locale)


def _current(story: Story, condition: Q, locale: str) -> Iterator[_Row]:
    """Give the segments with a target of their text of today, of those that a condition takes."""
    now = {f"now_{name}": F(f"now__{name}") for name in Known._fields}
    segments = (
        Segment.objects.filter(part__source__work__story=story, gone=False, part__gone=False)
        .annotate(
            now=FilteredRelation(
                "targets", condition=Q(targets__locale=locale, targets__current=True)
            )
        )
        .filter(condition, now__isnull=False, now__source_digest=F("digest"))
        .annotate(**now)
        .order_by("id")
    )
    fields = ("id", "part_id", "kind", "source", "digest")
    for row in segments.values_list(*fields, *now).iterator(_FETCHED):
        pk, part, kind, source, digest, *target = row
        yield _Row(pk, part, kind, source, digest, Known(*target))
