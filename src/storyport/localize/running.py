"""Runs an order: some sources of a story into some locales, with one engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from time import monotonic

from django.db.models import Sum

from storyport.kernel.errors import BadInput, Interrupted, StoryportError
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.ranges import Ranges
from storyport.localize.handing_in.clerk import Clerk
from storyport.localize.handing_in.journal import open_slips
from storyport.localize.handing_in.rounds import hand_in_and_collect
from storyport.localize.judging import Judge
from storyport.localize.models import Segment, Target
from storyport.localize.pipeline.concluding import Concluder
from storyport.localize.pipeline.conducting import Conductor, Tick
from storyport.localize.pipeline.dispatching import Dispatcher
from storyport.localize.pipeline.exemplars import Exemplars
from storyport.localize.pipeline.feeding import Feeder
from storyport.localize.pipeline.known import TITLE_PAGE, Redo
from storyport.localize.pipeline.planning import Planner
from storyport.localize.pipeline.recording import Recorder, Withheld
from storyport.localize.pipeline.requesting import Requester
from storyport.localize.pipeline.totals import Budget, Totals
from storyport.localize.routing.lanes import Routing
from storyport.story.conflicts import blocking, find_conflicts
from storyport.story.facts import Bible
from storyport.story.matching import load_index
from storyport.story.models import Part, Source, Story
from storyport.work.models import Run
from storyport.work.runs import RunHandle, hold

__all__ = ["Order", "hold_story", "run_order", "scope_of"]

_PARTS_AT_ONCE = 100
_TOLD = 3


@dataclass(frozen=True)
class Order:
    """What is wanted.

    Attributes:
        routing: which engine does what; what has none is left unfinished beyond memory.
        only: numbers of story parts, from 1, over all sources; empty for all.
        redo: `engine`, `style`, `all` or empty.
        batch: hand everything in at once where the engines take that, and wait.
    """

    story: Story
    sources: Sequence[Source]
    locales: Sequence[LocaleInfo]
    routing: Routing
    workers: int = 16
    budget: Decimal | None = None
    only: Ranges = field(default_factory=Ranges)
    redo: str = ""
    batch: bool = False

    def characters(self) -> int:
        """Return how many source characters it is about, over all locales."""
        sizes = (
            Part.objects.filter(pk__in=part_ids(self))
            if self.only
            else Part.objects.filter(source__in=list(self.sources), gone=False)
        )
        return (sizes.aggregate(sum=Sum("characters"))["sum"] or 0) * len(self.locales)

    def as_dict(self) -> dict[str, object]:
        """Return what a Run row keeps of it."""
        return {
            "sources": [source.name for source in self.sources],
            "locales": [locale.tag for locale in self.locales],
            "engine": self.routing.told,
            "only": str(self.only),
            "redo": self.redo,
        }


def hold_story(story: Story) -> AbstractContextManager[RunHandle]:
    """Hold a story while it is imported, translated and written.

    Raises:
        Busy: another process works on it.
    """
    return hold(scope_of(story), {})


def scope_of(story: Story) -> str:
    """Return what a story's runs are held under; people read it."""
    return f"the story {story.name}"[:200]


def run_order(
    order: Order,
    totals: Totals,
    handle: RunHandle,
    stop: Callable[[], bool],
    tick: Callable[[Tick], None],
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Do what is wanted; `totals` tells what was done, whatever ends the run.

    Args:
        handle: of `hold_story`. tell: told what is waited for, in a line.

    Raises:
        BadInput: the bible contradicts itself, no such chapters, or a budget without a price.
        BudgetReached, EngineFailed, Interrupted: what is finished is kept.
    """
    _check_prices(order)
    if order.only and not part_ids(order):
        raise BadInput(
            "there are no such chapters.", where="--only", do="Leave it out, or name others."
        )
    wanted = order.as_dict()
    generation = _generation(order, handle, wanted)
    Run.objects.filter(pk=handle.id).update(wanted={**wanted, "generation": generation})
    started = monotonic()
    try:
        _run(order, generation, totals, handle, stop, tick, tell)
    except StoryportError:
        _count_what_is_left(order, totals)
        raise
    finally:
        totals.seconds = monotonic() - started
        handle.totals = totals.as_dict()


def _run(
    order: Order,
    generation: int,
    totals: Totals,
    handle: RunHandle,
    stop: Callable[[], bool],
    tick: Callable[[Tick], None],
    tell: Callable[[str], None],
) -> None:
    source = parse_locale(order.story.source_locale)
    index = load_index(order.story)
    check_settled(index.bible, [locale.tag for locale in order.locales])
    judges = {locale.tag: Judge(index, source, locale) for locale in order.locales}
    redo = Redo(order.redo, generation)
    planners = {
        tag: Planner(order.story, judge, redo, order.routing) for tag, judge in judges.items()
    }
    recorder = Recorder(handle.id)

    def feeder(concluder: Concluder | None, *, withheld: bool = False) -> Feeder:
        return Feeder(
            parts=_parts(order),
            source=source,
            index=index,
            planners=planners,
            recorder=Withheld(handle.id) if withheld else recorder,
            concluder=concluder,
            totals=Totals() if withheld else totals,
        )

    if order.routing.is_memory:
        _run_without_engine(feeder(None), stop, tick, handle.beat)
        return
    engines = order.routing.engines
    exemplars = Exemplars(order.story, judges)
    requester = Requester(index, source, exemplars, capped=order.budget is not None)
    budget = Budget(order.budget)
    if order.batch or open_slips(handle.scope):
        with Clerk(
            scope=handle.scope,
            engines=engines,
            recorder=recorder,
            totals=totals,
            budget=budget,
            stop=stop,
            beat=handle.beat,
            tell=tell,
        ) as clerk:
            clerk.collect()
            if order.batch:
                plan = partial(feeder, None, withheld=True)
                hand_in_and_collect(clerk, plan, requester, order.budget)
    dispatcher = Dispatcher(engines)
    concluder = Concluder(judges, dispatcher.abilities, totals)
    Conductor(
        feeder=feeder(concluder),
        requester=requester,
        dispatcher=dispatcher,
        concluder=concluder,
        recorder=recorder,
        totals=totals,
        prices={name: engine.price for name, engine in engines.items()},
        budget=budget,
        workers=order.workers,
        stop=stop,
        tick=tick,
        beat=handle.beat,
    ).run()


def _run_without_engine(
    feeder: Feeder,
    stop: Callable[[], bool],
    tick: Callable[[Tick], None],
    beat: Callable[[], None],
) -> None:
    for _ in feeder.batches():
        tick(Tick(feeder.characters_planned, 0, 0, Decimal(0)))
        beat()
        if stop():
            raise Interrupted("the run was stopped.", do="Run it again to go on.")


def _check_prices(order: Order) -> None:
    """Refuse a budget that cannot be kept.

    Raises:
        BadInput: names the engine whose price is not known.
    """
    unknown = [name for name, engine in order.routing.engines.items() if engine.price is None]
    if order.budget is not None and unknown:
        raise BadInput(
            f"the price of {unknown[0]} is not known, so a budget cannot be kept.",
            where="--budget",
            do=f'Write it into storyport.toml: [prices."{unknown[0]}"] input, output, cached.',
        )


def _count_what_is_left(order: Order, totals: Totals) -> None:
    """Make the counts of a run that ended early speak of all that was asked for."""
    segments = Segment.objects.filter(part__in=part_ids(order), gone=False)
    count = segments.count()
    for locale in order.locales:
        done = Target.objects.shown(locale.tag).filter(segment__in=segments).count()
        totals.of(locale).segments = count
        totals.of(locale).unfinished = count - done


def check_settled(bible: Bible, locales: Sequence[str]) -> None:
    """Refuse to translate by a bible that contradicts itself.

    Raises:
        BadInput: names the first contradictions.
    """
    found = blocking(find_conflicts(bible, locales))
    if found:
        told = " ".join(conflict.message for conflict in found[:_TOLD])
        more = f" And {len(found) - _TOLD} more." if len(found) > _TOLD else ""
        raise BadInput(
            f"the bible contradicts itself. {told}{more}",
            where="bible",
            do="Settle it (storyport bible set, remove), then run this again.",
        )


def part_ids(order: Order) -> list[int]:
    """Return the parts that an order is about; chapters are numbered over the whole work.

    With some chapters come the title page and the like, where they are short.
    """
    works = {source.work_id for source in order.sources}
    wanted = {source.pk for source in order.sources}
    rows = (
        Part.objects.filter(source__work__in=works, gone=False)
        .order_by("source__work", "source__order", "source_id", "order", "id")
        .values_list("id", "story", "source_id", "characters")
    )
    ids: list[int] = []
    number = 0
    found = False
    for id_, tells, source, characters in rows:
        number += tells
        if source not in wanted:
            continue
        chosen = not order.only or (tells and number in order.only)
        found = found or chosen
        if chosen or (not tells and characters <= TITLE_PAGE):
            ids.append(id_)
    return ids if found else []


def _parts(order: Order) -> Iterator[Part]:
    """Give the parts in reading order, few at a time."""
    ids = part_ids(order)
    for start in range(0, len(ids), _PARTS_AT_ONCE):
        found = Part.objects.in_bulk(ids[start : start + _PARTS_AT_ONCE])
        yield from (found[id_] for id_ in ids[start : start + _PARTS_AT_ONCE])


def _generation(order: Order, handle: RunHandle, wanted: dict[str, object]) -> int:
    """Return the redo generation: that of the run before if it was cut off, else a new one."""
    if order.redo != "all":
        return 0
    before = Run.objects.filter(scope=handle.scope, wanted__redo="all")
    last = before.exclude(pk=handle.id).order_by("-started").first()
    held = Run.objects.get(pk=handle.id)
    if handle.taken_over and held.wanted.get("generation"):
        last = held
    if last is None:
        return 1
    generation = int(last.wanted.get("generation", 0))
    same = {key: last.wanted.get(key) for key in wanted} == wanted
    cut_off = last.state != Run.State.DONE
    return generation if cut_off and same else generation + 1
