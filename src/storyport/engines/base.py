"""What every translation engine gives and takes.

How to add an engine:

1. Write `engines/translate/<name>.py` with a subclass of `Translator`.
2. Declare its `Abilities` honestly: licence of what it makes, whether that may be
   published, whether it follows terms, what it sends out and to whom.
3. Implement `translate`; raise the errors below and nothing else.
4. End the module with a `SPEC` and list it in `engines/translate/registry.py`; give it a
   stand-in, as `tests/engines/contract.py` describes, whose suite then runs on it.

Errors an engine raises, so that pacing can tell them apart:

    EngineError        a CallFailed of `work.pacing`, with a verdict
    +-- Throttled      too many requests or tokens; `retry_after` seconds if it said so
    +-- Unavailable    5xx, a dropped connection, a time-out: try again later
    +-- BadAnswer      it answered, but not with what was asked; it may have cost money
    |   +-- TooLarge   more than it can read or write at once: ask for less
    |   +-- Declined   its content filter will not have this text: ask for less, or another
    +-- Refused        a wrong key, an unknown model: trying again cannot help
        +-- Missing    what was asked about is not there: a batch, or batches at all
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from storyport.kernel.locales import LocaleInfo
from storyport.work.pacing import CallFailed, Verdict

__all__ = [
    "Abilities",
    "Answer",
    "BadAnswer",
    "BatchState",
    "BatchTranslator",
    "Declined",
    "EngineError",
    "Line",
    "Missing",
    "Refused",
    "Request",
    "Term",
    "Throttled",
    "TooLarge",
    "Translator",
    "Unavailable",
    "Usage",
]


@dataclass(frozen=True)
class Line:
    """One segment in a request: `id` is unique within it, `text` carries inline marks."""

    id: str
    text: str


@dataclass(frozen=True)
class Term:
    """One agreed rendering that occurs in the request's lines.

    Attributes:
        source, target: the forms. binding: approved or locked, not merely proposed.
        note: kind, gender, what a translator should know; short.
        banned: forms that must not be used.
        word_class: of the target, where it is known: noun, verb (in its base form), adjective,
            adverb, clause, interjection; for engines that build sentences themselves.
    """

    source: str
    target: str
    binding: bool = True
    note: str = ""
    banned: tuple[str, ...] = ()
    word_class: str = ""


@dataclass(frozen=True)
class Request:
    """One call.

    Attributes:
        lines: what is to be translated, in order.
        source, target: locales.
        system: rules, style, cards, digests as one text, its stable part first.
        terms: those that occur in the lines.
        context: neighbouring text by role (`before`, `after`, ...), source language; data only.
        style: how the target reads, one rule a line; for models that take no system message
            (`system` says the same, and more).
        most_tokens: the answer may not be longer, thinking included; None: as long as it likes.
    """

    lines: tuple[Line, ...]
    source: LocaleInfo
    target: LocaleInfo
    system: str = ""
    terms: tuple[Term, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    most_tokens: int | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens as the endpoint counted them (estimated where it does not say).

    Attributes:
        prompt_tokens: all that was read, whatever it costs.
        cached_tokens: those of the prompt that a cache held already, at a lower price.
        completion_tokens: all that was written, thinking included.
        written_tokens: those of the prompt that were put into a cache, at a higher price with
            some; cached and written tokens are parts of the prompt's and never overlap.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    written_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            self.written_tokens + other.written_tokens,
        )


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        texts: line id -> target text. Ids that were not asked for are left out; ids that
            are missing, or came twice with different texts, are missing here.
        usage: tokens. requests: HTTP requests it took (a probe of the answer form counts).
        notes: what was odd about the answer, for the report ("unknown id 7", ...).
    """

    texts: Mapping[str, str]
    usage: Usage = Usage()
    requests: int = 1
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Abilities:
    """What an engine is and may.

    Attributes:
        licence: of its output, as far as known, in a few words.
        publishable: whether its output may be published by default.
        follows_terms: whether it can be told agreed renderings.
        sends: what leaves this machine and to whom; empty when nothing does.
        draft: whether its work is never more than a draft.
        settled: whether it gives the same answer whenever it is asked the same.
        instructed: whether it does what a system message says, beside translating.
    """

    licence: str
    publishable: bool
    follows_terms: bool
    sends: str = ""
    draft: bool = False
    settled: bool = False
    instructed: bool = False


class Translator(ABC):
    """A translation engine. Calls run side by side on one event loop."""

    name: str
    """As written on the command line, model included: `openai:some-model`."""
    abilities: Abilities

    @abstractmethod
    async def translate(self, request: Request) -> Answer:
        """Translate one request.

        Raises:
            EngineError: one of those above.
        """

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say why a pair of locales is beyond it; empty where it is not. No full stop."""
        del source, target
        return ""

    async def close(self) -> None:  # noqa: B027 - most engines hold nothing
        """Let go of connections."""


@dataclass(frozen=True)
class BatchState:
    """Where a batch stands.

    Attributes:
        ended: whether no more answers will come; it may still have been cut short.
        total, answered: requests in it, and those that have an answer or an error.
        trouble: why it ended before all was answered ("expired", ...); empty where it did not.
    """

    ended: bool
    total: int
    answered: int
    trouble: str = ""


class BatchTranslator(Translator):
    """An engine that also takes many requests at once: cheaper, within hours.

    Attributes:
        most_requests: in one batch; most_bytes: of one batch, as sent.
        discount: what a batched request costs, as a share of the usual price, where the table
            of prices does not say.
    """

    most_requests: int = 10_000
    most_bytes: int = 100_000_000
    discount: Decimal = Decimal("0.5")

    @abstractmethod
    async def start_batch(self, requests: Mapping[str, Request], mark: str) -> str:
        """Hand a batch in and return the provider's id of it.

        It may be tried again after `Unavailable`, with the same mark and the same engine: a
        batch that was taken without our hearing of it is returned, not made twice.

        Args:
            requests: by ids of `[a-z0-9-]`, 60 characters at most.
            mark: a UUID by which `find_batch` knows it again, should we die before
                the id is written down.

        Raises:
            EngineError: it was not taken, or, where it is `Unavailable`, perhaps not;
                `TooLarge` where it is more than `most_requests` or `most_bytes`; `Missing`
                where there are no batches.
        """

    @abstractmethod
    async def find_batch(self, mark: str) -> str | None:
        """Return the id of the batch that bears a mark, None where there is none.

        Raises:
            EngineError: the endpoint cannot be asked; `Unavailable` also where it cannot tell
                yet, because a batch that was never looked at with this engine is under way.
        """

    @abstractmethod
    async def look_at_batch(self, batch: str) -> BatchState:
        """Return where a batch stands.

        Raises:
            EngineError: `Missing` where there is no such batch (any more); any other refusal
                says nothing of the batch.
        """

    @abstractmethod
    def collect_batch(
        self, batch: str, lines: Mapping[str, Sequence[Line]]
    ) -> AsyncIterator[tuple[str, Answer | EngineError]]:
        """Give what an ended batch answered, each as it is read.

        A request that expired, or was cancelled, is not given.

        Args:
            lines: of each request by its id, to read its answer by.

        Raises:
            EngineError: the answers cannot be fetched; `Missing` where they are not kept.
        """

    @abstractmethod
    async def cancel_batch(self, batch: str) -> None:
        """Ask for a batch to end; what is answered by then can be collected and costs.

        Raises:
            EngineError: the endpoint cannot be asked.
        """


class EngineError(CallFailed):
    """An engine's trouble; `usage` and `requests` are what it cost all the same."""

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        usage: Usage | None = None,
        requests: int = 1,
    ) -> None:
        super().__init__(message, retry_after=retry_after, requests=requests)
        self.usage = usage or Usage()

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (_rebuild, (type(self), self.message, self.retry_after, self.usage, self.requests))


def _rebuild(
    kind: type[EngineError], message: str, retry_after: float | None, usage: Usage, requests: int
) -> EngineError:
    return kind(message, retry_after=retry_after, usage=usage, requests=requests)


class Throttled(EngineError):
    """Too many requests or tokens."""

    verdict = Verdict.THROTTLED


class Unavailable(EngineError):
    """Not there right now."""

    verdict = Verdict.UNAVAILABLE


class BadAnswer(EngineError):
    """An answer that is none."""

    verdict = Verdict.ANSWERED


class TooLarge(BadAnswer):
    """More than the engine can read or write at once: ask for less."""


class Declined(BadAnswer):
    """The engine's content filter will not have this text."""


class Refused(EngineError):
    """No, and no again."""

    verdict = Verdict.REFUSED


class Missing(Refused):
    """What was asked about is not there: a batch (any more), or batches at all."""
