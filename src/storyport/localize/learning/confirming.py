"""Has a model look at what was learned: is it a name, of what kind, what is it called.

What it says stays a proposal. Every answer is stored as it comes, so that asking again costs
nothing, also after a run that was cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from storyport.engines.base import EngineError, Request, Usage
from storyport.engines.prices import cost
from storyport.engines.translate import weight_of
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed, Interrupted
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.localize.learning.asking import (
    AT_ONCE,
    candidate_text,
    read_verdict,
    request_of,
)
from storyport.localize.learning.judgments import Judged, take_verdicts
from storyport.localize.pipeline.dispatching import Dispatcher, Outcome
from storyport.localize.pipeline.totals import Budget
from storyport.localize.routing.lanes import Engine
from storyport.story.actions.set_style import story_styles, style_of
from storyport.story.facts import BINDING, EntryFacts, RenderingFacts
from storyport.story.models import Story
from storyport.work.keys import step_key
from storyport.work.store import StepResult, get_steps, put_steps

__all__ = ["Confirmed", "confirm_entries"]

_STEP, _VERSION = "learn", 1
_WAIT_SECONDS = 0.2


@dataclass
class Confirmed:
    """What a model said of what was learned.

    Attributes:
        confirmed, doubted: candidates that are names, and that are none. unanswered: those of
            which it said nothing that can be used, by headword. cost: USD; None if not known.
    """

    confirmed: int = 0
    doubted: int = 0
    unanswered: list[str] = field(default_factory=list)
    requests: int = 0
    cost: Decimal | None = Decimal(0)


@dataclass(frozen=True)
class _Question:
    """One candidate in one locale, and the key under which its answer is stored."""

    entry: EntryFacts
    locale: LocaleInfo
    text: str
    key: str


def confirm_entries(
    story: Story,
    entries: Sequence[EntryFacts],
    locales: Sequence[LocaleInfo],
    engine: Engine,
    done: Confirmed,
    *,
    budget: Decimal | None = None,
    workers: int = 16,
    stop: Callable[[], bool] = lambda: False,
    progress: Progressing | None = None,
) -> None:
    """Ask a model about learned entries and take what it says into the bible, as proposals.

    Args:
        done: told what came of it, whatever ends this.

    Raises:
        BadInput: the engine only translates, or its price is not known and a budget was set.
        BudgetReached, EngineFailed, Interrupted: what was answered is stored and taken.
    """
    if budget is not None and engine.price is None:
        raise BadInput(
            f"the price of {engine.name} is not known, so a budget cannot be kept.",
            where="--budget",
            do=f'Write it into storyport.toml: [prices."{engine.name}"] input, output, cached.',
        )
    questions = _questions(story, entries, locales, engine.name)
    asking = _Asking(story, engine, Budget(budget), workers, done)
    try:
        asking.ask(questions, stop, progress or Silent())
    finally:
        _take(story, questions, done)


def _questions(
    story: Story, entries: Sequence[EntryFacts], locales: Sequence[LocaleInfo], engine: str
) -> list[_Question]:
    told = story_styles(story)
    found = []
    for locale in locales:
        digest = style_of(locale, told).digest
        for entry in entries:
            status = entry.renderings.get(locale.tag, RenderingFacts()).status
            if entry.confidence is None or status in BINDING:
                continue
            text = candidate_text(entry)
            key = step_key(_STEP, _VERSION, [engine, locale.tag, digest, text])
            found.append(_Question(entry, locale, text, key))
    return found


class _Asking:
    """Sends questions in batches, side by side, within a budget."""

    def __init__(
        self, story: Story, engine: Engine, budget: Budget, workers: int, done: Confirmed
    ) -> None:
        self.engine = engine
        self.budget = budget
        self.workers = workers
        self.done = done
        self.source = parse_locale(story.source_locale)
        self.told = story_styles(story)
        self._flying: dict[int, list[_Question]] = {}
        self._ticket = 0

    def ask(
        self, questions: Sequence[_Question], stop: Callable[[], bool], progress: Progressing
    ) -> None:
        stored = get_steps(question.key for question in questions)
        open_ = [question for question in questions if question.key not in stored]
        waiting = list(_batches(open_))
        if not waiting:
            return
        dispatcher = Dispatcher({self.engine.name: self.engine})
        try:
            if not dispatcher.abilities(self.engine.name).instructed:
                raise BadInput(
                    f"{self.engine.name} translates, but does not answer questions.",
                    where="--engine",
                    do="Name a chat model, such as openai:MODEL, or leave --engine out.",
                )
            total = len(waiting)
            while waiting or self._flying:
                self._submit(waiting, dispatcher)
                for outcome in dispatcher.take(_WAIT_SECONDS):
                    self._take(outcome)
                progress(Progress("asking", total - len(waiting) - len(self._flying), total))
                if stop():
                    raise Interrupted("learning was stopped.", do="Run it again to go on.")
        finally:
            dispatcher.close()

    def _submit(self, waiting: list[list[_Question]], dispatcher: Dispatcher) -> None:
        while waiting and len(self._flying) < self.workers:
            request = self._request(waiting[0])
            tokens = weight_of(request)
            self._ticket += 1
            if not self.budget.reserve(self._ticket, self._cost(Usage(tokens, 0, tokens))):
                if not self._flying:
                    raise BudgetReached(
                        "the budget is reached.", do="Raise --budget; what was answered is kept."
                    )
                return
            self._flying[self._ticket] = waiting.pop(0)
            dispatcher.submit(self._ticket, self.engine.name, request, tokens)

    def _request(self, questions: Sequence[_Question]) -> Request:
        locale = questions[0].locale
        style = style_of(locale, self.told)
        return request_of([each.text for each in questions], self.source, locale, style)

    def _cost(self, usage: Usage) -> Decimal:
        return Decimal(0) if self.engine.price is None else cost(usage, self.engine.price)

    def _take(self, outcome: Outcome) -> None:
        questions = self._flying.pop(outcome.ticket)
        self.done.requests += outcome.tries
        if outcome.answer is None:
            usage = outcome.error.usage if isinstance(outcome.error, EngineError) else Usage()
            self._book(outcome.ticket, usage)
            raise EngineFailed(
                f"{self.engine.name} failed: {outcome.error}", do="Run it again to go on."
            )
        self._book(outcome.ticket, outcome.answer.usage)
        texts = outcome.answer.texts
        put_steps(
            [
                StepResult(question.key, _STEP, _VERSION, {"text": texts[id_]})
                for number, question in enumerate(questions, start=1)
                if (id_ := str(number)) in texts and read_verdict(texts[id_]) is not None
            ]
        )

    def _book(self, ticket: int, usage: Usage) -> None:
        charged = self._cost(usage)
        self.budget.settle(ticket, charged)
        if self.engine.price is None:
            self.done.cost = None
        elif self.done.cost is not None:
            self.done.cost += charged


def _batches(questions: Sequence[_Question]) -> list[list[_Question]]:
    """Return questions of one locale each, `AT_ONCE` at most."""
    found: list[list[_Question]] = []
    for question in questions:
        if not found or len(found[-1]) == AT_ONCE or found[-1][0].locale != question.locale:
            found.append([])
        found[-1].append(question)
    return found


def _take(story: Story, questions: Sequence[_Question], done: Confirmed) -> None:
    """Put what is answered, now or earlier, into the bible."""
    stored: Mapping[str, dict[str, str]] = get_steps(question.key for question in questions)
    judged: list[Judged] = []
    for question in questions:
        verdict = read_verdict(stored.get(question.key, {}).get("text", ""))
        if verdict is None:
            done.unanswered.append(f"{question.entry.headword} ({question.locale})")
        else:
            judged.append((question.entry.id, question.locale.tag, verdict))
    take_verdicts(story, judged)
    names = {number for number, _, verdict in judged if verdict.is_name}
    done.confirmed = len(names)
    done.doubted = len({number for number, _, _ in judged} - names)
