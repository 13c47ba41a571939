"""Has a model look at what was learned: is it a name, of what kind, what is it called.

What it says stays a proposal. Every answer is stored as it comes, so that asking again costs
nothing, also after a run that was cut off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from storyport.engines.base import EngineError, Request, Usage
from storyport.engines.prices import cost
from storyport.engines.translate import weight_of
from storyport.kernel.errors import (
    BadInput,
    BudgetReached,
    EngineFailed,
    Interrupted,
    StoryportError,
)
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.localize.learning.asking import (
    AT_ONCE,
    Verdict,
    candidate_text,
    read_verdict,
    request_of,
    room_for,
)
from storyport.localize.learning.judgments import Judged, take_verdicts
from storyport.localize.learning.watching import Watch
from storyport.localize.pipeline.dispatching import Dispatcher, Outcome
from storyport.localize.pipeline.totals import Budget
from storyport.localize.routing.lanes import Engine
from storyport.story.actions.set_style import story_styles, style_of
from storyport.story.facts import BINDING, EntryFacts, RenderingFacts
from storyport.story.models import Story
from storyport.work.keys import step_key
from storyport.work.store import StepResult, get_steps, put_steps

__all__ = ["Confirmed", "check_budget", "confirm_entries"]

_STEP, _VERSION = "learn", 2
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
    """One candidate in one locale.

    Attributes:
        key: under which its answer is stored. known: under which the answer about this entry is
            stored whatever was told of it, so that more text brings no new question.
    """

    entry: EntryFacts
    locale: LocaleInfo
    text: str
    key: str
    known: str

    def read(self, answer: str) -> Verdict | None:
        """Return what an answer says of it."""
        return read_verdict(answer, self.entry.headword, self.locale)


def confirm_entries(
    story: Story,
    entries: Sequence[EntryFacts],
    locales: Sequence[LocaleInfo],
    engine: Engine,
    done: Confirmed,
    *,
    budget: Decimal | None = None,
    workers: int = 16,
    watch: Watch | None = None,
    progress: Progressing | None = None,
) -> None:
    """Ask a model about learned entries and take what it says into the bible, as proposals.

    Args:
        done: told what came of it, whatever ends this.

    Raises:
        BadInput: the engine only translates, or its price is not known and a budget was set.
        BudgetReached, EngineFailed, Interrupted: what was answered is stored and taken.
    """
    check_budget(engine, budget)
    questions = _questions(story, entries, locales, engine.name)
    asking = _Asking(story, engine, Budget(budget), workers, done)
    try:
        asking.ask(questions, watch or Watch(), progress or Silent())
    finally:
        _take(story, questions, asking.asked, done)


def check_engine(engine: Engine) -> None:
    """Raise BadInput for an engine that only translates."""
    dispatcher = Dispatcher({engine.name: engine})
    try:
        _check_abilities(dispatcher, engine)
    finally:
        dispatcher.close()


def _check_abilities(dispatcher: Dispatcher, engine: Engine) -> None:
    if not dispatcher.abilities(engine.name).instructed:
        raise BadInput(
            f"{engine.name} translates, but does not answer questions.",
            where="--engine",
            do="Name a chat model, such as openai:MODEL, or leave --engine out.",
        )


def check_budget(engine: Engine, budget: Decimal | None) -> None:
    """Raise BadInput for a budget that cannot be kept: the price of the engine is not known."""
    if budget is not None and engine.price is None:
        raise BadInput(
            f"the price of {engine.name} is not known, so a budget cannot be kept.",
            where="--budget",
            do=f'Write it into storyport.toml: [prices."{engine.name}"] input, output, cached.',
        )


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
            asked = [engine, story.source_locale, locale.tag, digest]
            key = step_key(_STEP, _VERSION, [*asked, text])
            known = step_key(_STEP, _VERSION, [*asked, story.pk, entry.id, entry.headword])
            found.append(_Question(entry, locale, text, key, known))
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
        self.asked: set[str] = set()
        self._flying: dict[int, list[_Question]] = {}
        self._ticket = 0

    def ask(self, questions: Sequence[_Question], watch: Watch, progress: Progressing) -> None:
        stored = _answers(questions)
        waiting = list(_batches([each for each in questions if each.key not in stored]))
        if not waiting:
            return
        dispatcher = Dispatcher({self.engine.name: self.engine})
        try:
            _check_abilities(dispatcher, self.engine)
            self._ask(waiting, dispatcher, watch, progress)
        finally:
            dispatcher.close()
            # Cut off hard: what came meanwhile is paid, so it is kept.
            for outcome in dispatcher.take(0.0):
                self._take(outcome)

    def _ask(
        self,
        waiting: list[list[_Question]],
        dispatcher: Dispatcher,
        watch: Watch,
        progress: Progressing,
    ) -> None:
        """Ask until nothing waits, or something ends it; what is in flight then still counts."""
        total = len(waiting)
        ending: StoryportError | None = None
        while self._flying or (waiting and ending is None):
            try:
                if ending is None:
                    watch.check()
                    self._submit(waiting, dispatcher)
                else:
                    watch.beat()
            except (BudgetReached, Interrupted) as error:
                ending = error
            for outcome in dispatcher.take(_WAIT_SECONDS if self._flying else 0.0):
                ending = self._take(outcome) or ending
            progress(Progress("asking", total - len(waiting) - len(self._flying), total))
        if ending is not None:
            raise ending

    def _submit(self, waiting: list[list[_Question]], dispatcher: Dispatcher) -> None:
        while waiting and len(self._flying) < self.workers:
            request = self._request(waiting[0])
            tokens = weight_of(request)
            most = request.most_tokens or tokens
            self._ticket += 1
            if not self.budget.reserve(self._ticket, self._cost(Usage(tokens, 0, most))):
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
        request = request_of([each.text for each in questions], self.source, locale, style)
        if self.budget.limit is None:
            return request
        return replace(request, most_tokens=room_for(len(questions)))

    def _cost(self, usage: Usage) -> Decimal:
        return Decimal(0) if self.engine.price is None else cost(usage, self.engine.price)

    def _take(self, outcome: Outcome) -> EngineFailed | None:
        """Book and store what came; return why nothing did."""
        questions = self._flying.pop(outcome.ticket)
        self.done.requests += outcome.tries
        self.asked.update(question.key for question in questions)
        if outcome.answer is None:
            usage = outcome.error.usage if isinstance(outcome.error, EngineError) else Usage()
            self._book(outcome.ticket, usage)
            return EngineFailed(
                f"{self.engine.name} failed: {outcome.error}", do="Run it again to go on."
            )
        self._book(outcome.ticket, outcome.answer.usage)
        texts = outcome.answer.texts
        put_steps(
            [
                StepResult(key, _STEP, _VERSION, {"text": texts[id_]})
                for number, question in enumerate(questions, start=1)
                if (id_ := str(number)) in texts and question.read(texts[id_]) is not None
                for key in (question.key, question.known)
            ]
        )
        return None

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


def _answers(questions: Sequence[_Question]) -> dict[str, str]:
    """Return the answers that are stored, by the keys of their questions."""
    keys = [key for each in questions for key in (each.key, each.known)]
    stored: Mapping[str, dict[str, str]] = get_steps(keys)
    found = {each.key: stored.get(each.key) or stored.get(each.known) for each in questions}
    return {key: answer.get("text", "") for key, answer in found.items() if answer}


def _take(
    story: Story, questions: Sequence[_Question], asked: Collection[str], done: Confirmed
) -> None:
    """Put what is answered, now or earlier, into the bible."""
    answers = _answers(questions)
    judged: list[Judged] = []
    for question in questions:
        verdict = question.read(answers.get(question.key, ""))
        if verdict is not None:
            judged.append((question.entry.id, question.locale.tag, verdict))
        elif question.key in asked:
            done.unanswered.append(f"{question.entry.headword} ({question.locale})")
    take_verdicts(story, judged)
    names = {number for number, _, verdict in judged if verdict.is_name}
    done.confirmed = len(names)
    done.doubted = len({number for number, _, _ in judged} - names)
