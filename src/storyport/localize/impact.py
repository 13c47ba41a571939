"""What a change of the bible would redo, before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q

from storyport.engines.prices import Price
from storyport.formats.base import Part as DocumentPart
from storyport.formats.base import Unit
from storyport.kernel.locales import LocaleInfo
from storyport.language.inflection import is_bounded
from storyport.language.marks import plain
from storyport.localize.estimating import Estimator
from storyport.localize.judging import Judge
from storyport.localize.models import Segment, Target
from storyport.story.facts import BINDING, Bible, RenderingFacts
from storyport.story.matching import Fact, FactIndex, Hits, facts_from_json, load_index
from storyport.story.models import Story

__all__ = ["SHOWN", "Impact", "ImpactRow", "find_impact", "may_have"]

SHOWN = 2000
"""Rows that are kept to be shown; all of them count."""

_FETCHED = 2000
# More forms than this are looked for in all segments: databases bound the depth of a condition.
_ASKED_FOR = 200
# Any text that is as easy to put in as a plain name: what matters is what it replaces.
_ANY_NAME = "Xin"


@dataclass(frozen=True)
class ImpactRow:
    """A segment that a change touches.

    Attributes:
        action: `substitute` (no call), `redo` (a call), `person` (reviewed), `none` (no target),
            `look` (the target has the old name where the source has none, and it may be another's).
    """

    segment: int
    work: str
    part: str
    key: str
    action: str
    source: str
    target: str


@dataclass(frozen=True)
class Impact:
    """What a change touches in one locale.

    Attributes:
        rows: the first `SHOWN` segments, in reading order.
        counts: action -> how many segments need it, all of them.
        cost: of redoing; None if it is not known.
    """

    locale: str
    rows: Sequence[ImpactRow]
    counts: Mapping[str, int]
    cost: Decimal | None

    @property
    def total(self) -> int:
        """How many segments it touches."""
        return sum(self.counts.values())

    def count(self, action: str) -> int:
        """Return how many segments need an action."""
        return self.counts.get(action, 0)


class _Row(NamedTuple):
    """A segment with its current target, None where it has none."""

    segment: int
    key: str
    source: str
    part_id: int
    part: str
    work: str
    text: str | None
    status: str | None
    facts: Any


def find_impact(
    story: Story, headword: str, locale: LocaleInfo, *, text: str | None, price: Price | None
) -> Impact:
    """Return what changing an entry's rendering would touch, by one query for all segments.

    Args:
        headword: headword, or an alias whose own rendering is meant then. text: the new
            rendering; None: any other text, so that what can be substituted is judged with
            today's.
    """
    index = load_index(story)
    bible = index.bible
    entries = {entry.id for entry in bible.named(headword)}
    new = _with_text(bible, headword, locale.tag, _ANY_NAME if text is None else text)
    judge = Judge(FactIndex(new, index.source), index.source, locale)
    forms = {form for entry in bible.entries if entry.id in entries for form in entry.forms()}
    shown: list[ImpactRow] = []
    counts: Counter[str] = Counter()
    estimator = Estimator(index.source, [locale])
    touched = _touched(_rows(story, may_have(forms), locale), index, judge)
    for _, group in groupby(touched, key=lambda each: each[0].part_id):
        redo: list[Unit] = []
        for row, action in group:
            counts[action] += 1
            if len(shown) < SHOWN:
                shown.append(_shown(row, action))
            if action == "redo":
                redo.append(Unit(row.key, row.source))
        estimator.add([DocumentPart("", "", tuple(redo))])
    for row, action in _left(story, entries, judge, locale):
        counts[action] += 1
        if len(shown) < SHOWN:
            shown.append(_shown(row, action))
    return Impact(locale.tag, shown, counts, estimator.finish({locale.tag: price})[0].cost)


def _left(
    story: Story, entries: set[int], judge: Judge, locale: LocaleInfo
) -> Iterator[tuple[_Row, str]]:
    """Give the segments whose target alone has the old name, each with the action it needs."""
    may = judge.leftovers.may_have(entries, "now__text")
    if may is None:
        return
    for row in _rows(story, may, locale):
        hits = judge.index.hits(row.source, judge.index.time_of(row.part_id))
        if row.text is None or not judge.leftovers.stand_in(row.text, hits):
            continue
        if row.status in {Target.Status.REVIEWED, Target.Status.LOCKED}:
            yield row, "person"
        else:
            mended = judge.leftovers.mended(row.text, hits)
            yield row, "look" if mended is None else "substitute"


def _touched(rows: Iterable[_Row], index: FactIndex, judge: Judge) -> Iterator[tuple[_Row, str]]:
    """Give the segments whose facts change, each with the action it needs."""
    locale = judge.target.tag
    for row in rows:
        hits = index.hits(row.source, index.time_of(row.part_id))
        new = judge.index.facts(hits, locale)
        # An alias with a rendering of its own is not touched by the headword's.
        if index.facts(hits, locale) != new:
            yield row, _action(row, judge, new, hits)


def _action(row: _Row, judge: Judge, new: tuple[Fact, ...], hits: Hits) -> str:
    if row.text is None:
        return "none"
    if row.status in {Target.Status.REVIEWED, Target.Status.LOCKED}:
        return "person"
    old = facts_from_json(row.facts)
    return "redo" if judge.substituted(row.text, old, new, hits) is None else "substitute"


def _shown(row: _Row, action: str) -> ImpactRow:
    return ImpactRow(
        segment=row.segment,
        work=row.work,
        part=row.part,
        key=row.key,
        action=action,
        source=plain(row.source),
        target=plain(row.text or ""),
    )


def _rows(story: Story, condition: Q, locale: LocaleInfo) -> Iterator[_Row]:
    """Give the segments that a condition takes, in reading order."""
    segments = (
        Segment.objects.filter(part__source__work__story=story, gone=False, part__gone=False)
        .annotate(
            now=FilteredRelation(
                "targets", condition=Q(targets__locale=locale.tag, targets__current=True)
            )
        )
        .filter(condition)
    )
    ordered = segments.order_by(
        "part__source__work", "part__source__order", "part__source", "part__order", "part",
        "order", "id",
    )  # fmt: skip
    fields = ("id", "key", "source", "part_id", "part__title", "part__source__work__name")
    now = ("now__text", "now__status", "now__facts")
    for row in ordered.values_list(*fields, *now).iterator(_FETCHED):
        yield _Row(*row)


def may_have(forms: set[str]) -> Q:
    """Return a filter that loses nothing: marks and escapes split a name, endings change it."""
    if not forms or len(forms) > _ASKED_FOR or any(is_bounded(form) for form in forms):
        return Q()
    may = Q(source__contains="<") | Q(source__contains="&")
    for form in sorted(forms):
        may |= Q(source__contains=form)
    return may


def _with_text(bible: Bible, word: str, locale: str, text: str) -> Bible:
    """Return the bible as it is once the word's rendering is changed, and binds."""
    named = {entry.id for entry in bible.named(word)}
    changed = []
    for entry in bible.entries:
        if entry.id in named:
            facts = entry.renderings.get(locale, RenderingFacts())
            new = _renamed(facts, "" if word == entry.headword else word, text)
            entry = replace(entry, renderings={**entry.renderings, locale: new})  # noqa: PLW2901
        changed.append(entry)
    return Bible(tuple(changed), bible.source)


def _renamed(facts: RenderingFacts, alias: str, text: str) -> RenderingFacts:
    if not alias:
        status = facts.status if facts.status in BINDING else "approved"
        former = (facts.text, *facts.former) if facts.text else facts.former
        return replace(facts, text=text, status=status, former=former)
    old, status = facts.aliases.get(alias, ("", "approved"))
    earlier = facts.former_aliases.get(alias, ())
    return replace(
        facts,
        aliases={**facts.aliases, alias: (text, status if status in BINDING else "approved")},
        former_aliases={**facts.former_aliases, alias: (old, *earlier) if old else earlier},
    )
