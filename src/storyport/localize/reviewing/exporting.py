"""Chooses the segments that go out to a reviewer, and writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from storyport.formats.review import Head, Reference, ReviewRow, RowId, check_name, write_review
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.kernel.ranges import Ranges
from storyport.localize.models import Segment
from storyport.localize.reviewing.versions import (
    KEPT,
    Version,
    newest_target,
    shown_text,
    versions_of_part,
)
from storyport.story.matching import Fact, basis_of, load_index
from storyport.story.models import Part, Story

__all__ = ["STATUSES", "WHAT", "Exported", "Selection", "chapter_parts", "export_review"]

What = Literal["all", "open", "findings"]
WHAT: tuple[What, ...] = ("all", "open", "findings")
STATUSES = ("none", "draft", "checked", "reviewed", "locked")
_BLOCKING = frozenset({"critical", "major"})
_CHANGED = "major: The source or the bible has changed since this was made."


@dataclass(frozen=True)
class Selection:
    """Which segments go out.

    Attributes:
        only: numbers of chapters, from 1; empty for all, and what stands around chapters.
        statuses: of `STATUSES`; empty for all.
        what: `open` leaves out what is reviewed or locked and not stale; `findings` keeps
            what has critical or major findings, or is stale.
    """

    only: Ranges = field(default_factory=Ranges)
    statuses: frozenset[str] = frozenset()
    what: What = "all"

    def wants(self, status: str, *, stale: bool, findings: Sequence[Any]) -> bool:
        """Tell whether a segment goes out."""
        if self.statuses and status not in self.statuses:
            return False
        if self.what == "open":
            return status not in KEPT or stale
        if self.what == "findings":
            return stale or any(finding.get("severity") in _BLOCKING for finding in findings)
        return True


@dataclass(frozen=True)
class Exported:
    """What went out; no file was written where there are no rows.

    Attributes:
        left_out: ids of segments that the format cannot hold.
    """

    rows: int
    reference: str
    left_out: Sequence[str] = ()


class _Line(NamedTuple):
    """A segment as the table needs it."""

    id: int
    source: str
    digest: str
    extra: dict[str, Any] | None


def export_review(
    story: Story,
    locale: LocaleInfo,
    path: Path,
    selection: Selection | None = None,
    progress: Progressing | None = None,
) -> Exported:
    """Write a story's targets in a locale to a table for a reviewer.

    Raises:
        BadInput: no such format or chapters, or the file cannot be written.
    """
    check_name(path)
    reference = Reference(locale.tag, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}", newest_target())
    rows = _Rows(story, reference, selection or Selection(), progress or Silent()).rows()
    first = next(rows, None)
    if first is None:
        return Exported(0, str(reference))
    head = Head(story.name, story.source_locale, reference)
    written = write_review(path, head, chain([first], rows))
    return Exported(written.rows, str(reference), written.left_out)


def chapter_parts(story: Story) -> list[tuple[int, int]]:
    """Return (part id, number of the chapter) in reading order; 0 for what is no chapter.

    Chapters are numbered over each work of the story, as `translate --only` does.
    """
    rows = (
        Part.objects.filter(source__work__story=story, gone=False)
        .order_by("source__work", "source__order", "source_id", "order", "id")
        .values_list("id", "story", "source__work")
    )
    found: list[tuple[int, int]] = []
    work, number = None, 0
    for id_, tells, of in rows:
        work, number = of, (number if of == work else 0) + tells
        found.append((id_, number if tells else 0))
    return found


class _Rows:
    """Makes the rows, part by part."""

    def __init__(
        self, story: Story, reference: Reference, selection: Selection, progress: Progressing
    ) -> None:
        self.reference = reference
        self.selection = selection
        self.progress = progress
        self.parts = [
            (part, number)
            for part, number in chapter_parts(story)
            if not selection.only or (number and number in selection.only)
        ]
        if selection.only and not self.parts:
            raise BadInput(
                "there are no such chapters.", where="--only", do="Leave it out, or name others."
            )
        self.index = load_index(story)

    def rows(self) -> Iterator[ReviewRow]:
        for done, (part, number) in enumerate(self.parts, start=1):
            yield from self._of(part, number)
            self.progress(Progress("exporting", done, len(self.parts)))

    def _of(self, part: int, number: int) -> Iterator[ReviewRow]:
        tag = self.reference.locale
        versions = versions_of_part(part, tag, self.reference.newest)
        title = Part.objects.values_list("title", flat=True).get(pk=part)
        time = self.index.time_of(part)
        lines = Segment.objects.filter(part=part, gone=False).order_by("order", "id")
        for values in lines.values_list(*_Line._fields):
            line = _Line(*values)
            version = versions.get(line.id)
            # Scene breaks and the like say nothing that could be reviewed.
            if version is not None and version.origin == "same":
                continue
            facts = self.index.facts(self.index.hits(line.source, time), tag)
            row = self._row(line, version, facts)
            if row is not None:
                id_ = RowId(number, line.id, line.digest[:8])
                yield ReviewRow(id=str(id_), group=f"p{part}", part=title, **row)

    def _row(
        self, line: _Line, version: Version | None, facts: Sequence[Fact]
    ) -> dict[str, Any] | None:
        text = shown_text(version, line.digest)
        status = version.status if version is not None and text else "none"
        findings = version.findings if version is not None and text else ()
        stale = bool(version is not None and text and version.basis != basis_of(line.digest, facts))
        if not self.selection.wants(status, stale=stale, findings=findings):
            return None
        extra = line.extra or {}
        return {
            "source": line.source,
            "target": text,
            "status": status,
            "digest": line.digest,
            "findings": (*((_CHANGED,) if stale else ()), *map(_in_words, findings)),
            "terms": tuple(dict.fromkeys((fact.form, self._agreed(fact)) for fact in facts)),
            "speaker": str(extra.get("speaker", "")),
            "note": str(extra.get("note", "")),
        }

    def _agreed(self, fact: Fact) -> str:
        banned = self.index.banned(fact.entry, self.reference.locale)
        return f"{fact.text} (not {', '.join(banned)})" if banned else fact.text


def _in_words(finding: Any) -> str:
    return f"{finding.get('severity', '')}: {finding.get('message', '')}"
