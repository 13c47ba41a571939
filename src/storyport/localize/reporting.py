"""The run report: what was made, what is left, what it cost; for a client to read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string

from storyport.engines.translate import is_draft_engine
from storyport.kernel.errors import StoryportError
from storyport.kernel.files import write_whole
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.marks import plain
from storyport.localize.models import Segment, Target
from storyport.localize.pipeline.totals import LocaleTotals, Totals
from storyport.localize.running import Order, part_ids
from storyport.localize.specimen import opening_lines

__all__ = ["FindingRow", "LocaleReport", "Report", "TermRow", "gather_report", "write_report"]

_LISTED = 200
_FEW = 5000
_TERMS = 300
_SEVERITIES = ("critical", "major", "minor", "advice")
_ORIGINS = {
    "engine": "translated by an engine",
    "memory": "from memory",
    "repeat": "like an equal line",
    "substitution": "with a changed name put in",
    "kept": "already right after a change of the bible",
    "same": "scene breaks and the like",
    "person": "by a person",
}
_COUNTED = frozenset({"critical", "major"})


@dataclass(frozen=True)
class FindingRow:
    """One thing a person should look at."""

    severity: str
    check: str
    message: str
    part: str
    key: str
    source: str
    target: str


@dataclass(frozen=True)
class TermRow:
    """One rendering, how often it stands in the source, and the segments that lack it."""

    form: str
    kind: str
    rendering: str
    segments: int
    lacking: int


@dataclass
class LocaleReport:
    """What one locale has come to."""

    locale: LocaleInfo
    segments: int = 0
    done: int = 0
    origins: Mapping[str, int] = field(default_factory=dict)
    severities: Mapping[str, int] = field(default_factory=dict)
    findings: Sequence[FindingRow] = ()
    unfinished: Sequence[FindingRow] = ()
    held: Sequence[FindingRow] = ()
    doubtful: Sequence[FindingRow] = ()
    terms: Sequence[TermRow] = ()
    rough: int = 0
    opening: Sequence[tuple[str, str]] = ()
    engines: Sequence[tuple[str, str, bool]] = ()
    totals: LocaleTotals = field(default_factory=LocaleTotals)

    @property
    def left(self) -> int:
        """Segments without a target, or whose target is older than the bible."""
        return max(self.segments - self.done, self.totals.unfinished)

    @property
    def per_cent(self) -> int:
        """How much is done; never 100 while anything is left."""
        return int(100 * self.done / self.segments) if self.segments else 100


@dataclass
class Report:
    """A run, for people."""

    title: str
    story: str
    source: LocaleInfo
    when: datetime
    engine: str
    only: str
    locales: list[LocaleReport]
    totals: Totals
    written: Sequence[Mapping[str, Any]]
    ended: StoryportError | None = None

    @property
    def open_findings(self) -> int:
        """Critical and major findings that nobody waived; reviewed but stale counts as one."""
        return sum(
            count
            for locale in self.locales
            for severity, count in locale.severities.items()
            if severity in _COUNTED
        ) + sum(locale.totals.held for locale in self.locales)

    @property
    def rough(self) -> int:
        """Segments whose target is a rough draft, or may not be published."""
        return sum(locale.rough for locale in self.locales)

    @property
    def findings(self) -> int:
        """Findings of all severities."""
        return sum(sum(locale.severities.values()) for locale in self.locales)

    @property
    def unfinished(self) -> int:
        """Segments without a target."""
        return sum(locale.left for locale in self.locales)


def gather_report(
    order: Order,
    totals: Totals,
    written: Sequence[Mapping[str, Any]],
    ended: StoryportError | None = None,
) -> Report:
    """Read from the database what the sources have come to."""
    return Report(
        title=order.story.title or order.story.name,
        story=order.story.name,
        source=parse_locale(order.story.source_locale),
        when=datetime.now(UTC),
        engine=order.routing.told,
        only=str(order.only),
        locales=[_locale(order, locale, totals) for locale in order.locales],
        totals=totals,
        written=written,
        ended=ended,
    )


def write_report(report: Report, path: Path) -> None:
    """Write the report as one HTML file without anything outside it."""
    html = render_to_string("localize/report.html", {"report": report, "severities": _SEVERITIES})
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [html.encode()])


def _locale(order: Order, locale: LocaleInfo, totals: Totals) -> LocaleReport:
    segments = _segments(order)
    targets = Target.objects.shown(locale.tag).filter(segment__in=segments)
    report = LocaleReport(locale, segments=segments.count(), totals=totals.of(locale))
    tally = _Tally()
    rows = targets.values_list(
        "segment_id", "text", "origin", "engine", "licence", "publishable", "facts", "findings"
    )
    for row in rows.iterator(2000):
        tally.add(*row)
    report.done = sum(tally.origins.values())
    report.rough = sum(
        count
        for (engine, _, publishable), count in tally.engines.items()
        if not publishable or is_draft_engine(engine)
    )
    report.origins = {_ORIGINS.get(name, name): n for name, n in tally.origins.items()}
    report.severities = dict(tally.severities)
    report.engines = [key for key, _ in tally.engines.most_common()]
    report.findings = _finding_rows(tally.worst(), locale)
    report.unfinished = _unfinished_rows(order, report, totals) if report.left else []
    report.held = _held_rows(totals, locale)
    report.doubtful = _doubtful_rows(totals, locale)
    report.terms = _term_rows(tally, order)
    report.opening = opening_lines(part_ids(order), locale.tag)
    return report


def _segments(order: Order) -> QuerySet[Segment]:
    segments = Segment.objects.filter(
        part__source__in=list(order.sources), part__gone=False, gone=False
    )
    # Of a part of the book, only that part is reported.
    return segments.filter(part__in=part_ids(order)) if order.only else segments


class _Tally:
    """Counts over the targets of a locale, in one pass and in flat memory."""

    def __init__(self) -> None:
        self.origins: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.engines: Counter[tuple[str, str, bool]] = Counter()
        self.uses: Counter[tuple[int, str, str]] = Counter()
        self.lacks: Counter[tuple[int, str, str]] = Counter()
        self._found: dict[str, list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)

    def add(
        self,
        segment: int,
        text: str,
        origin: str,
        engine: str,
        licence: str,
        publishable: bool,
        facts: Sequence[Sequence[Any]],
        findings: Sequence[Mapping[str, Any]],
    ) -> None:
        self.origins[origin] += 1
        if engine:
            self.engines[engine, licence, publishable] += 1
        doubtful = any(finding["check"].startswith("terms") for finding in findings)
        for entry, form, rendering, _ in facts:
            self.uses[entry, form, rendering] += 1
            # Inflected forms are the checks' matter; here only what they doubted counts.
            self.lacks[entry, form, rendering] += doubtful and rendering not in text
        for finding in findings:
            self.severities[finding["severity"]] += 1
            listed = self._found[finding["severity"]]
            if len(listed) < _LISTED:
                listed.append((segment, finding))

    def worst(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Return the first findings of the worst severities."""
        return [found for name in _SEVERITIES for found in self._found[name]][:_LISTED]


def _finding_rows(
    found: Sequence[tuple[int, Mapping[str, Any]]], locale: LocaleInfo
) -> list[FindingRow]:
    segments = Segment.objects.select_related("part").in_bulk({segment for segment, _ in found})
    targets = dict(
        Target.objects.shown(locale.tag)
        .filter(segment__in=segments)
        .values_list("segment_id", "text")
    )
    return [
        FindingRow(
            severity=finding["severity"],
            check=finding["check"],
            message=finding["message"],
            part=segments[segment].part.title or segments[segment].part.key,
            key=segments[segment].key,
            source=plain(segments[segment].source),
            target=plain(targets.get(segment, "")),
        )
        for segment, finding in found
    ]


def _unfinished_rows(order: Order, report: LocaleReport, totals: Totals) -> list[FindingRow]:
    locale = report.locale
    reasons = {each.segment: each.reason for each in totals.unfinished if each.locale == locale.tag}
    has_target = Target.objects.shown(locale.tag).filter(segment=OuterRef("pk"))
    wanted = Q(pk__in=list(reasons)) | ~Exists(has_target)
    open_ = _segments(order).filter(wanted).select_related("part")
    return [
        FindingRow(
            severity="",
            check="",
            message=reasons.get(row.pk, "not translated yet"),
            part=row.part.title or row.part.key,
            key=row.key,
            source=plain(row.source),
            target="",
        )
        for row in _first(open_, part_ids(order), report.left)
    ]


def _first(segments: QuerySet[Segment], parts: Sequence[int], left: int) -> list[Segment]:
    """Return the first segments in reading order, without sorting a whole book for them."""
    if left <= _FEW:
        ordered = segments.order_by("part__source__order", "part__order", "order")
        return list(ordered[:_LISTED])
    found: list[Segment] = []
    for part in parts:
        found += segments.filter(part=part).order_by("order", "id")[: _LISTED - len(found)]
        if len(found) == _LISTED:
            break
    return found


def _held_rows(totals: Totals, locale: LocaleInfo) -> list[FindingRow]:
    message = "reviewed, but source or bible have changed since: only a person may change it"
    held = [
        (segment, {"severity": "major", "check": "review.stale", "message": message})
        for segment in totals.of(locale).held_segments
    ]
    return _finding_rows(held, locale)


def _doubtful_rows(totals: Totals, locale: LocaleInfo) -> list[FindingRow]:
    message = "a gender changed nearby: does the pronoun still fit?"
    doubtful = [
        (segment, {"severity": "minor", "check": "gender.nearby", "message": message})
        for segment in totals.of(locale).doubtful_segments
    ]
    return _finding_rows(doubtful, locale)


def _term_rows(tally: _Tally, order: Order) -> list[TermRow]:
    kinds = dict(order.story.entries.values_list("id", "kind"))
    return [
        TermRow(form, kinds.get(entry, ""), rendering, uses, tally.lacks[entry, form, rendering])
        for (entry, form, rendering), uses in tally.uses.most_common(_TERMS)
    ]
