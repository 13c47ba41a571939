"""Runs an order: some sources of a story into some locales, with one engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from time import monotonic

from django.db.models import Sum

from storyport.engines.base import Translator
from storyport.engines.prices import Price
from storyport.kernel.errors import BadInput, Interrupted
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.localize.facts import FactIndex
from storyport.localize.judging import Judge
from storyport.localize.pipeline.concluding import Concluder
from storyport.localize.pipeline.conducting import Conductor, Tick
from storyport.localize.pipeline.dispatching import Dispatcher
from storyport.localize.pipeline.feeding import Feeder
from storyport.localize.pipeline.planning import Planner, Redo
from storyport.localize.pipeline.recording import Recorder
from storyport.localize.pipeline.requesting import Requester
from storyport.localize.pipeline.totals import Budget, Totals
from storyport.story.models import Part, Source, Story
from storyport.story.reading import load_bible
from storyport.work.models import Run
from storyport.work.pacing import Pacer
from storyport.work.runs import RunHandle, hold

__all__ = ["Engine", "Order", "run_order"]

_PARTS_AT_ONCE = 100


@dataclass(frozen=True)
class Engine:
    """An engine that may be used, and what it costs.

    Attributes:
        name: `openai:MODEL` and the like. make: makes it and its pacer, in the loop's thread.
        price: None where it is not known.
    """

    name: str
    make: Callable[[], tuple[Translator, Pacer]]
    price: Price | None


@dataclass(frozen=True)
class Order:
    """What is wanted.

    Attributes:
        engine: None does what memory covers and leaves the rest unfinished.
        only: numbers of story parts, from 1, over all sources; empty for all.
        redo: `engine`, `style`, `all` or empty.
    """

    story: Story
    sources: Sequence[Source]
    locales: Sequence[LocaleInfo]
    engine: Engine | None
    workers: int = 16
    budget: Decimal | None = None
    only: frozenset[int] = field(default_factory=frozenset)
    redo: str = ""

    def characters(self) -> int:
        """Return how many source characters it is about, over all locales."""
        sizes = (
            Part.objects.filter(pk__in=_part_ids(self))
            if self.only
            else Part.objects.filter(source__in=list(self.sources), gone=False)
        )
        return (sizes.aggregate(sum=Sum("characters"))["sum"] or 0) * len(self.locales)

    def as_dict(self) -> dict[str, object]:
        """Return what a Run row keeps of it."""
        return {
            "sources": [source.name for source in self.sources],
            "locales": [locale.tag for locale in self.locales],
            "engine": self.engine.name if self.engine else "memory",
            "only": sorted(self.only),
            "redo": self.redo,
        }


def run_order(
    order: Order, totals: Totals, stop: Callable[[], bool], tick: Callable[[Tick], None]
) -> None:
    """Do what is wanted; `totals` tells what was done, whatever ends the run.

    Raises:
        Busy: another process works on this story.
        BudgetReached, EngineFailed, Interrupted: what is finished is kept.
    """
    if order.budget is not None and order.engine is not None and order.engine.price is None:
        raise BadInput(
            f"the price of {order.engine.name} is not known, so a budget cannot be kept.",
            where="--budget",
            do=f'Write it into storyport.toml: [prices."{order.engine.name}"] input, output, cached.',
        )
    wanted = order.as_dict()
    generation = _generation(order, wanted)
    with hold(f"localize:{order.story.pk}", {**wanted, "generation": generation}) as handle:
        started = monotonic()
        try:
            _run(order, generation, totals, handle, stop, tick)
        finally:
            totals.seconds = monotonic() - started
            handle.totals = totals.as_dict()
        if totals.total("unfinished"):
            handle.state = Run.State.STOPPED


def _run(
    order: Order,
    generation: int,
    totals: Totals,
    handle: RunHandle,
    stop: Callable[[], bool],
    tick: Callable[[Tick], None],
) -> None:
    source = parse_locale(order.story.source_locale)
    index = FactIndex(load_bible(order.story), source)
    judges = {locale.tag: Judge(index, source, locale) for locale in order.locales}
    redo = Redo(order.redo, order.engine.name if order.engine else "", generation)
    planners = {tag: Planner(order.story, judge, redo) for tag, judge in judges.items()}
    recorder = Recorder(handle.id)

    def feeder(concluder: Concluder | None) -> Feeder:
        return Feeder(
            parts=_parts(order),
            source=source,
            index=index,
            planners=planners,
            recorder=recorder,
            concluder=concluder,
            totals=totals,
        )

    if order.engine is None:
        _run_without_engine(feeder(None), totals, stop, tick, handle.beat)
        return
    dispatcher = Dispatcher(order.engine.make)
    abilities = dispatcher.translator.abilities
    concluder = Concluder(judges, order.engine.name, abilities, totals)
    Conductor(
        feeder=feeder(concluder),
        requester=Requester(index, source),
        dispatcher=dispatcher,
        concluder=concluder,
        recorder=recorder,
        totals=totals,
        price=order.engine.price,
        budget=Budget(order.budget),
        workers=order.workers,
        stop=stop,
        tick=tick,
        beat=handle.beat,
    ).run()


def _run_without_engine(
    feeder: Feeder,
    totals: Totals,
    stop: Callable[[], bool],
    tick: Callable[[Tick], None],
    beat: Callable[[], None],
) -> None:
    for batches in feeder.batches():
        for batch in batches:
            for job in batch.jobs:
                totals.give_up(job, "memory does not cover it")
        tick(Tick(feeder.characters_planned, 0, 0, Decimal(0)))
        beat()
        if stop():
            raise Interrupted("the run was stopped.", do="Run it again to go on.")


def _parts(order: Order) -> Iterator[Part]:
    """Give the parts in reading order, few at a time."""
    ids = _part_ids(order)
    for start in range(0, len(ids), _PARTS_AT_ONCE):
        found = Part.objects.in_bulk(ids[start : start + _PARTS_AT_ONCE])
        yield from (found[id_] for id_ in ids[start : start + _PARTS_AT_ONCE])


def _part_ids(order: Order) -> list[int]:
    rows: Iterable[tuple[int, bool]] = (
        Part.objects.filter(source__in=list(order.sources), gone=False)
        .order_by("source__order", "source_id", "order", "id")
        .values_list("id", "story")
    )
    ids: list[int] = []
    number = 0
    for id_, tells in rows:
        number += tells
        if not order.only or (tells and number in order.only):
            ids.append(id_)
    return ids


def _generation(order: Order, wanted: dict[str, object]) -> int:
    """Return the redo generation: that of a run that was cut off, else a new one."""
    if order.redo != "all":
        return 0
    last = 0
    for run in Run.objects.filter(scope=f"localize:{order.story.pk}").order_by("started"):
        generation = int(run.wanted.get("generation", 0))
        same = {key: run.wanted.get(key) for key in wanted} == wanted
        if run.state != Run.State.DONE and same and generation:
            return generation
        last = max(last, generation)
    return last + 1
