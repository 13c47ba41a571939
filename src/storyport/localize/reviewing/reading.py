"""Reads a whole table that came back, and says of each row what becomes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from storyport.formats.review import ReturnedRow, ReviewFile, RowId
from storyport.kernel.errors import BadInput
from storyport.kernel.progress import Progress, Progressing
from storyport.language.normal import source_digest
from storyport.localize.models import Segment
from storyport.localize.reviewing.outcomes import Import, Outcome
from storyport.localize.reviewing.tampering import (
    Trace,
    holds,
    misplaced_sources,
    misplaced_targets,
)
from storyport.localize.reviewing.versions import versions_of_segments
from storyport.localize.reviewing.weighing import Answer, SegmentRow, Weigher, tidy
from storyport.story.models import Story

__all__ = ["Reading"]

_BATCH = 400
_NAMED = 20
_SILENT = frozenset({"edited", "approved", "unchanged"})


class Reading:
    """Goes through the rows once, and keeps little of those that say nothing."""

    def __init__(self, story: Story, file: ReviewFile, weigher: Weigher) -> None:
        self.story = story
        self.file = file
        self.weigher = weigher
        self.outcomes: list[Outcome] = []
        self.traces: list[Trace] = []
        self.rows = 0
        self.unchanged = 0
        self.known = 0
        self.notes: list[str] = []
        self._last: tuple[Outcome, Answer | None] | None = None
        self._last_place: tuple[int, ...] = ()

    def read(self, progress: Progressing, beat: Callable[[], None]) -> None:
        """Weigh all rows."""
        rows = self.file.rows()
        while batch := list(islice(rows, _BATCH)):
            for row, answer in self._answers(batch):
                self._take(row, answer)
            self.rows += len(batch)
            progress(Progress("reading", self.rows))
            beat()
        self._settle_doubles()

    # --- row by row ---------------------------------------------------------------

    def _answers(self, rows: Sequence[ReturnedRow]) -> Iterator[tuple[ReturnedRow, Answer | None]]:
        ids = [RowId.parse(row.id) for row in rows]
        wanted = {id_.segment for id_ in ids if id_}
        segments = _segments(self.story, wanted)
        tag, reference = self.weigher.judge.target.tag, self.file.head.reference
        sent = versions_of_segments(segments, tag, reference.newest)
        today = versions_of_segments(segments, tag)
        for row, id_ in zip(rows, ids, strict=True):
            segment = segments.get(id_.segment) if id_ else None
            if id_ is None or segment is None:
                yield row, None
            else:
                base, now = sent.get(segment.id), today.get(segment.id)
                yield row, Answer(row, segment, id_.check, base, now)

    def _take(self, row: ReturnedRow, answer: Answer | None) -> None:
        outcome = self._weighed(row, answer) if answer else _stray(row)
        if answer is not None:
            self.known += 1
            self._trace(answer)
            self._note_order(answer.segment.place)
        if self._last is not None:
            _settle_neighbours(self._last, (outcome, answer))
        self._last = (outcome, answer)
        if outcome.kind == "unchanged" and outcome.new is None:
            self.unchanged += 1
            return
        self.outcomes.append(outcome)

    def _weighed(self, row: ReturnedRow, answer: Answer) -> Outcome:
        listed = self.file.head.digests.get(row.id, answer.check)
        if not source_digest(row.source).startswith(listed):
            return Outcome(
                "refused",
                row.place,
                row.id,
                answer.segment.id,
                why="the source text beside this id is not the one that went out",
                source=row.source,
                target=row.target,
            )
        return self.weigher.weigh(answer)

    def _trace(self, answer: Answer) -> None:
        found = source_digest(answer.row.source)[: len(answer.check)]
        place, segment = answer.row.place, answer.segment.id
        before, after = hash(answer.sent), hash(answer.text)
        self.traces.append(Trace(place, segment, answer.check, found, before, after))

    def _note_order(self, place: tuple[int, ...]) -> None:
        if place < self._last_place:
            note = "its rows stand in another order than they went out in, which does no harm"
            if note not in self.notes:
                self.notes.append(note)
        self._last_place = place

    # --- all together ----------------------------------------------------------------

    def _settle_doubles(self) -> None:
        """Refuse rows of one segment that differ; of equal ones the first counts."""
        counts = Counter(trace.segment for trace in self.traces)
        places: dict[int, list[Trace]] = defaultdict(list)
        for trace in self.traces:
            if counts[trace.segment] > 1:
                places[trace.segment].append(trace)
        outcomes: dict[int, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            if outcome.segment in places:
                outcomes[outcome.segment].append(outcome)
        for segment, several in outcomes.items():
            where = ", ".join(trace.place for trace in places[segment])
            if len({trace.after for trace in places[segment]}) > 1:
                for outcome in several:
                    outcome.refuse(f"its id stands in several rows with different texts: {where}")
            for outcome in several[1:] if several[0].kind != "refused" else ():
                outcome.repeat(f"its id stands in several rows: {where}; the first counts")

    def check_whole(self, path: Path, *, moved: bool) -> None:
        """Refuse a file whose columns no longer belong together.

        Raises:
            BadInput: names the rows; nothing was stored.
        """
        if self.rows and not self.known:
            raise BadInput(
                f"none of its {self.rows} rows is of the story {self.story.name}.",
                where=str(path),
                do="Import it into the story, and the home, that it was exported from.",
            )
        places = misplaced_sources(self.traces)
        if places:
            raise BadInput(
                "ids and source texts no longer belong together: was one column sorted alone?",
                where=f"{path}: {_named(places)}",
                do="Undo that, or copy the targets into the file that was exported."
                " Nothing was taken.",
            )
        places = [] if moved else misplaced_targets(self.traces)
        if places:
            raise BadInput(
                "targets have changed places with one another: was the column sorted alone,"
                " or pushed up or down?",
                where=f"{path}: {_named(places)}",
                do="Undo that; if it is meant, import it with --moved. Nothing was taken.",
            )

    def result(self) -> Import:
        """Count."""
        counts = Counter[str](outcome.kind for outcome in self.outcomes)
        counts["unchanged"] += self.unchanged
        digests = self.file.head.digests
        sent = {id_.segment for id_ in map(RowId.parse, digests) if id_}
        missing = len(sent - {trace.segment for trace in self.traces}) if digests else None
        listed = [o for o in self.outcomes if o.kind not in _SILENT or o.findings]
        return Import(
            rows=self.rows,
            counts=dict(counts),
            listed=listed,
            missing=missing,
            notes=[*self.file.notes, *self.notes],
        )


def _segments(story: Story, ids: Iterable[int]) -> dict[int, SegmentRow]:
    place = (
        "part__source__work_id", "part__source__order", "part__source_id", "part__order",
        "part_id", "order",
    )  # fmt: skip
    rows = Segment.objects.filter(pk__in=list(ids), part__source__work__story=story)
    fields = ("id", "part_id", "source", "digest", "kind", "extra", "gone", "part__gone")
    return {
        row[0]: SegmentRow(
            id=row[0],
            part=row[1],
            source=row[2],
            digest=row[3],
            kind=row[4],
            extra=row[5],
            gone=row[6] or row[7],
            place=(*row[8:], row[0]),
        )
        for row in rows.values_list(*fields, *place)
    }


def _stray(row: ReturnedRow) -> Outcome:
    if row.id:
        why = "its id is none of this story's"
    else:
        why = "it has no id: was a row added, or one split in two?"
    return Outcome(
        "refused",
        row.place,
        row.id,
        why=why,
        source=row.source,
        target=row.target,
        comment=row.comment,
    )


def _settle_neighbours(
    first: tuple[Outcome, Answer | None], second: tuple[Outcome, Answer | None]
) -> None:
    """Refuse a row that took in its neighbour's text, or gave a part of its own to a new row."""
    for (outcome, answer), (other, neighbour) in ((first, second), (second, first)):
        if answer is None or outcome.kind != "edited":
            continue
        if neighbour is not None and other.kind == "emptied":
            if holds(answer.text, neighbour.sent, answer.sent):
                outcome.refuse(f"it holds the text of {other.place} too, which is empty now")
        elif (
            neighbour is None
            and not other.id
            and holds(answer.sent, tidy(other.target), answer.text)
        ):
            outcome.refuse(f"a part of its text stands in {other.place}, which has no id")


def _named(places: Sequence[str]) -> str:
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return ", ".join(places[:_NAMED]) + more
