"""The main job: files in, books out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from storyport.fiction.opening import Opened, find_or_make_story, import_files, open_files
from storyport.fiction.outputs import Written, check_outputs, write_editions
from storyport.kernel.errors import BudgetReached, EngineFailed, StoryportError
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing
from storyport.kernel.ranges import Ranges
from storyport.localize.pipeline.conducting import Tick
from storyport.localize.pipeline.totals import Totals
from storyport.localize.reporting import Report, gather_report, write_report
from storyport.localize.routing.choosing import Chooser
from storyport.localize.routing.lanes import Routing
from storyport.localize.routing.policy import rules_of
from storyport.localize.running import Order, hold_story, run_order
from storyport.story.models import Source, Story
from storyport.work.models import Run
from storyport.work.runs import RunHandle

__all__ = ["Translated", "Wish", "translate"]


@dataclass(frozen=True)
class Wish:
    """What a person asked for.

    Attributes:
        files: files and folders. out: where editions go.
        story, work: names; None: from the first file. source: locale; None: guessed.
        part: number of the first file among the story's; None: as they come.
        chooser: of engines; None does what memory covers.
        excerpt: editions hold what is translated, where their format can leave out the rest.
        report: name of the report's file without its ending; empty: the story's.
        notify: told what a person must know before anything is sent.
    """

    files: Sequence[Path]
    locales: Sequence[LocaleInfo]
    out: Path
    chooser: Chooser | None
    story: str | None = None
    work: str | None = None
    source: LocaleInfo | None = None
    part: int | None = None
    bilingual: bool = False
    workers: int = 16
    budget: Decimal | None = None
    only: Ranges = field(default_factory=Ranges)
    redo: str = ""
    batch: bool = False
    excerpt: bool = False
    report: str = ""
    notify: Callable[[str], None] = field(default=lambda _: None)


@dataclass
class Translated:
    """What came of it; `ended` is what stopped the run before its end, if anything did."""

    story: Story
    totals: Totals
    written: list[Written]
    report: Report
    report_path: Path
    ended: StoryportError | None = None

    @property
    def exit_code(self) -> int:
        """The contract's: 1 where findings or unfinished segments remain."""
        if self.ended is not None:
            return self.ended.exit_code
        losses = any(each.losses for each in self.written)
        return 1 if self.report.open_findings or self.report.unfinished or losses else 0


def translate(
    wish: Wish,
    progress: Progressing,
    stop: Callable[[], bool],
    tick: Callable[[Tick, int], None],
) -> Translated:
    """Translate files into locales and write the editions and the report.

    Args:
        tick: told where the run stands, with the characters there are in all.

    Raises:
        BadInput, Interrupted: nothing is written; what was translated is kept.
    """
    opened = open_files(wish.files, wish.out)
    # A story that no engine can translate is not made either.
    with transaction.atomic():
        story = find_or_make_story(
            opened,
            name=wish.story,
            source=wish.source,
            locales=wish.locales,
            first=wish.files[0],
        )
        routing = _routing(wish, story)
    for each in opened:
        for notice in each.document.notices:
            wish.notify(f"{each.name}: {notice}")
    for notice in routing.notices:
        wish.notify(notice)
    for each in opened:
        check_outputs(each, story, wish.locales, wish.out, bilingual=wish.bilingual)
    with hold_story(story) as handle:
        return _translate(wish, story, routing, opened, handle, _Listener(progress, stop, tick))


@dataclass(frozen=True)
class _Listener:
    """Whoever follows a translation."""

    progress: Progressing
    stop: Callable[[], bool]
    tick: Callable[[Tick, int], None]


def _routing(wish: Wish, story: Story) -> Routing:
    if wish.chooser is None:
        return Routing()
    return wish.chooser.choose(parse_locale(story.source_locale), wish.locales, rules_of(story))


def _translate(
    wish: Wish,
    story: Story,
    routing: Routing,
    opened: Sequence[Opened],
    handle: RunHandle,
    listener: _Listener,
) -> Translated:
    def imported(now: Progress) -> None:
        handle.beat()
        listener.progress(now)

    sources = import_files(
        opened,
        story,
        work=wish.work,
        part=wish.part,
        named=wish.story is not None,
        progress=imported,
    )
    _add_locales(story, wish.locales)
    totals = Totals()
    ended: StoryportError | None = None
    order = Order(
        story=story,
        sources=sources,
        locales=wish.locales,
        routing=routing,
        workers=wish.workers,
        budget=wish.budget,
        only=wish.only,
        redo=wish.redo,
        batch=wish.batch,
    )
    size = order.characters()
    try:
        run_order(
            order,
            totals,
            handle,
            listener.stop,
            lambda now: listener.tick(now, size),
            wish.notify,
        )
    except (BudgetReached, EngineFailed) as error:
        ended = error
        handle.state = Run.State.STOPPED
    written = _write_all(wish, story, opened, sources, handle.beat)
    report = gather_report(order, totals, written_rows(written), ended)
    path = wish.out / f"{wish.report or story.name}.report.html"
    write_report(report, path)
    return Translated(story, totals, written, report, path, ended)


def written_rows(written: Sequence[Written]) -> list[dict[str, object]]:
    """Return what was made as the report tells it."""
    return [
        {
            "path": each.path,
            "locale": each.locale,
            "kind": each.kind,
            "losses": list(each.losses),
            "structure": [
                (name, each.before.get(name, 0), each.after.get(name, 0))
                for name in sorted({*each.before, *each.after})
            ],
        }
        for each in written
    ]


def _write_all(
    wish: Wish,
    story: Story,
    opened: Sequence[Opened],
    sources: Sequence[Source],
    beat: Callable[[], None],
) -> list[Written]:
    source_locale = parse_locale(story.source_locale)
    return [
        written
        for locale in wish.locales
        for each, source in zip(opened, sources, strict=True)
        for written in write_editions(
            each,
            source,
            locale,
            wish.out,
            source_locale=source_locale,
            bilingual=wish.bilingual,
            excerpt=wish.excerpt,
            beat=beat,
        )
    ]


def _add_locales(story: Story, locales: Sequence[LocaleInfo]) -> None:
    new = [locale.tag for locale in locales if locale.tag not in story.locales]
    if new:
        story.locales = [*story.locales, *new]
        story.save(update_fields=["locales"])
