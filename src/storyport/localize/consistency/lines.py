"""The lines of a story in every medium, each with what a reader gets of it in a locale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from storyport.kernel.locales import LocaleInfo
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.language.marks import plain
from storyport.localize.models import Segment, Target
from storyport.story.models import Part, Story

__all__ = ["Line", "WorkName", "lines_of"]

# Parts that one query takes: their lines are all that is in memory at a time.
_PARTS_AT_ONCE = 40
_KEPT = frozenset({Target.Status.REVIEWED, Target.Status.LOCKED})


class WorkName(NamedTuple):
    """A work: `novel`, `series` or `game`, and its name."""

    medium: str
    name: str

    def __str__(self) -> str:
        return self.medium if self.name == self.medium else f"{self.medium} “{self.name}”"


class Line(NamedTuple):
    """One segment as people read it, without marks.

    Attributes:
        part: id of its part. place: title of the part. key: of the segment.
        target: None where a reader gets nothing made from the source of today.
    """

    work: WorkName
    part: int
    place: str
    key: str
    source: str
    target: str | None

    @property
    def where(self) -> str:
        """Its place, for a person."""
        return f"{self.work}, {self.place}, {self.key}"


class _Row(NamedTuple):
    """A segment with its current target, None where it has none."""

    part: int
    key: str
    source: str
    digest: str
    text: str | None
    status: str | None
    made_from: str | None

    def shown(self) -> str | None:
        """Return the target if a reader gets it: it is fresh, or a person has reviewed it."""
        if self.text is None or (self.made_from != self.digest and self.status not in _KEPT):
            return None
        return plain(self.text)


def lines_of(
    story: Story, locale: LocaleInfo, progress: Progressing | None = None
) -> Iterator[Line]:
    """Give all lines of all works in reading order, a few parts in memory at a time."""
    tell = progress or Silent()
    parts = _parts(story)
    ids = list(parts)
    for start in range(0, len(ids), _PARTS_AT_ONCE):
        tell(Progress(f"reading {locale.tag}", start, len(ids)))
        some = ids[start : start + _PARTS_AT_ONCE]
        by_part: dict[int, list[_Row]] = {part: [] for part in some}
        for row in _rows(some, locale):
            by_part[row.part].append(row)
        for part in some:
            work, place = parts[part]
            for row in by_part[part]:
                yield Line(work, part, place, row.key, plain(row.source), row.shown())
    tell(Progress(f"reading {locale.tag}", len(ids), len(ids)))


def _parts(story: Story) -> dict[int, tuple[WorkName, str]]:
    rows = Part.objects.filter(source__work__story=story, gone=False).order_by(
        "source__work", "source__order", "source_id", "order", "id"
    )
    fields = ("id", "title", "key", "source__work__medium", "source__work__name")
    return {
        part: (WorkName(medium, work), title or key)
        for part, title, key, medium, work in rows.values_list(*fields)
    }


def _rows(parts: list[int], locale: LocaleInfo) -> Iterator[_Row]:
    now = FilteredRelation(
        "targets", condition=Q(targets__locale=locale.tag, targets__current=True)
    )
    segments = Segment.objects.filter(part__in=parts, gone=False).annotate(now=now)
    fields = ("part_id", "key", "source", "digest")
    of_target = ("now__text", "now__status", "now__source_digest")
    rows = segments.order_by("part", "order", "id").values_list(*fields, *of_target)
    for row in rows.iterator(2000):
        yield _Row(*row)
