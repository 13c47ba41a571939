"""What a change of the bible would redo, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from storyport.engines.prices import Price
from storyport.formats.base import Part as DocumentPart
from storyport.formats.base import Unit
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.marks import plain
from storyport.localize.estimating import Estimator
from storyport.localize.facts import Fact, FactIndex, Hits, facts_from_json
from storyport.localize.judging import Judge
from storyport.localize.models import Segment, Target
from storyport.story.facts import Bible
from storyport.story.models import Story
from storyport.story.reading import load_bible

__all__ = ["Impact", "ImpactRow", "find_impact"]


@dataclass(frozen=True)
class ImpactRow:
    """A segment that a change touches.

    Attributes:
        action: `substitute` (no call), `redo` (a call), `person` (reviewed), `none` (no target).
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
    """All segments that a change touches in one locale; `cost` of redoing, None if unknown."""

    locale: str
    rows: Sequence[ImpactRow]
    cost: Decimal | None

    def count(self, action: str) -> int:
        """Return how many segments need an action."""
        return sum(row.action == action for row in self.rows)


class _Row(NamedTuple):
    segment: int
    key: str
    source: str
    part: str
    work: str
    medium: str


def find_impact(
    story: Story, headword: str, locale: LocaleInfo, *, text: str | None, price: Price | None
) -> Impact:
    """Return what changing an entry's rendering would touch.

    Args:
        headword: headword or alias. text: the new rendering; None: any other text, so that
            what can be substituted is judged with today's.

    Raises:
        BadInput: by `story.actions`, where the entry is not there (checked by the caller).
    """
    bible = load_bible(story)
    entries = {entry.id for entry in bible.named(headword)}
    index = FactIndex(bible, parse_locale(story.source_locale))
    changed = FactIndex(_with_text(bible, entries, locale.tag, text), index.source)
    judge = Judge(changed, index.source, locale)
    forms = {form for entry in bible.entries if entry.id in entries for form in entry.forms()}
    rows: list[ImpactRow] = []
    redo: list[Unit] = []
    for row in _containing(story, forms):
        hits = index.hits(row.source)
        # An alias with a rendering of its own is not touched by the headword's.
        if index.facts(hits, locale.tag) == changed.facts(hits, locale.tag):
            continue
        made = _row(row, judge, hits, locale)
        rows.append(made)
        if made.action == "redo":
            redo.append(Unit(row.key, row.source))
    estimator = Estimator(index.source, [locale])
    estimator.add([DocumentPart("", "", tuple(redo))])
    return Impact(locale.tag, rows, estimator.finish(price)[0].cost)


def _row(row: _Row, judge: Judge, hits: Hits, locale: LocaleInfo) -> ImpactRow:
    target = Target.objects.filter(segment=row.segment, locale=locale.tag, current=True).first()
    action = "none"
    if target is not None:
        new = judge.index.facts(hits, locale.tag)
        action = _action(target, judge, new, hits)
    return ImpactRow(
        segment=row.segment,
        work=row.work,
        part=row.part,
        key=row.key,
        action=action,
        source=plain(row.source),
        target=plain(target.text) if target else "",
    )


def _action(target: Target, judge: Judge, new: tuple[Fact, ...], hits: Hits) -> str:
    if target.status in {Target.Status.REVIEWED, Target.Status.LOCKED}:
        return "person"
    old = facts_from_json(target.facts)
    return "redo" if judge.substituted(target.text, old, new, hits) is None else "substitute"


def _containing(story: Story, forms: set[str]) -> Iterator[_Row]:
    seen: set[int] = set()
    for form in sorted(forms):
        segments = Segment.objects.filter(
            part__source__work__story=story, gone=False, part__gone=False, source__contains=form
        ).order_by("part__source__order", "part__order", "order")
        fields = (
            "id",
            "key",
            "source",
            "part__title",
            "part__source__work__name",
            "part__source__work__medium",
        )
        for row in segments.values_list(*fields).iterator(2000):
            if row[0] not in seen:
                seen.add(row[0])
                yield _Row(*row)


def _with_text(bible: Bible, entries: set[int], locale: str, text: str | None) -> Bible:
    if text is None:
        # Any text that is as easy to put in as a plain name: what matters is what it replaces.
        text = "Xin"
    changed = []
    for entry in bible.entries:
        rendering = entry.renderings.get(locale)
        if entry.id in entries and rendering is not None:
            new = replace(rendering, text=text, former=(rendering.text, *rendering.former))
            entry = replace(entry, renderings={**entry.renderings, locale: new})  # noqa: PLW2901
        changed.append(entry)
    return Bible(tuple(changed), bible.source)
