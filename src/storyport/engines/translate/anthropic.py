"""Claude, through Anthropic's Messages API: at once, or in batches."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal
from typing import Any

from storyport.engines.base import (
    Abilities,
    Answer,
    BatchState,
    BatchTranslator,
    EngineError,
    Line,
    Request,
)
from storyport.engines.translate.answering import answer_of, blank_answer, sent_lines, sent_requests
from storyport.engines.translate.anthropic_batch import (
    AnthropicBatches,
    marked_id,
    short_id,
    unmarked,
)
from storyport.engines.translate.anthropic_message import (
    Prefixes,
    Traits,
    body_of,
    error_in,
    read_message,
    traits_of,
)
from storyport.engines.translate.batch_lines import answers_of, packed
from storyport.engines.translate.connection import Connection, Received
from storyport.engines.translate.openai_address import seconds_for
from storyport.engines.translate.prompt import AnswerForm, messages_of
from storyport.engines.translate.refusals import speaks_of_temperature
from storyport.engines.translate.reply import Reply, object_of
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.errors import Unconfigured

__all__ = ["SPEC", "AnthropicTranslator"]

_ANTHROPIC = "https://api.anthropic.com"
_HINT = "Is the model's name right? ANTHROPIC_BASE_URL, if set, has no /v1 at its end."
_TIMEOUT = 60.0
_REFUSED = frozenset({400, 422})
_MOST = re.compile(r"max_tokens: [0-9]+ > ([0-9]+)")
_EFFORT = re.compile(r"effort", re.IGNORECASE)
_FORM = re.compile(r"output_config|output_format|json_schema|structured.?output", re.IGNORECASE)


class AnthropicTranslator(BatchTranslator):
    """Messages, one request a call; what a model does not take is learned once.

    Claude since Opus 4.7 thinks before it answers and takes no temperature; it is asked to
    think little, as a translation needs. `extra` says otherwise:
    `{"output_config": {"effort": "high"}}`.

    Args:
        model: as Anthropic names it.
        api_key: never shown.
        base_url: without /v1; empty for Anthropic itself.
        temperature: for the older models that take one.
        extra: more fields of the request's body.
        timeout: seconds to the whole answer, before what its size adds.
        http_client: an HTTP client of the SDK's kind, for tests and proxies.
    """

    discount = Decimal("0.5")

    def __init__(
        self,
        model: str,
        *,
        api_key: str = "",
        base_url: str = "",
        temperature: float | None = 0.2,
        extra: Mapping[str, Any] | None = None,
        timeout: float = _TIMEOUT,
        http_client: Any = None,
    ) -> None:
        self.name = f"anthropic:{model}"
        self.abilities = _abilities(base_url)
        self._model = model
        self._temperature = temperature
        self._extra = dict(extra or {})
        self._timeout = timeout
        self._traits = traits_of(model)
        self._prefixes = Prefixes()
        self._worked = False
        self._connection = Connection(
            "anthropic", base_url or _ANTHROPIC, api_key, hint=_HINT, http_client=http_client
        )
        self._batches = AnthropicBatches(self._connection)

    @property
    def traits(self) -> Traits:
        """What the model takes, as far as it is known by now."""
        return self._traits

    async def translate(self, request: Request) -> Answer:
        """Translate one request; empty lines are not sent."""
        if not (lines := sent_lines(request.lines)):
            return blank_answer(request.lines)
        asked = replace(request, lines=lines)
        reply, requests = await self._ask(asked)
        prompt = [message["content"] for message in messages_of(asked, AnswerForm.OBJECT)]
        return answer_of(reply, request.lines, prompt=prompt, requests=requests)

    async def start_batch(self, requests: Mapping[str, Request], mark: str) -> str:
        """Hand a batch in; each request's custom id tells the mark."""
        asked = sent_requests(requests)
        system = {id_: messages_of(each, AnswerForm.OBJECT)[0] for id_, each in asked.items()}
        for id_, request in asked.items():  # what they share is known before the first is made
            self._prefixes.split(request, system[id_]["content"])
        bodies = [
            {"custom_id": marked_id(mark, id_), "params": self._body(request)}
            for id_, request in asked.items()
        ]
        packed(bodies, self.most_requests, self.most_bytes)
        return await self._batches.start(bodies, mark)

    async def find_batch(self, mark: str) -> str | None:
        """Return the batch that bears a mark, for certain.

        Raises:
            Unavailable: a batch is under way that this engine was never told of; it may be the
                one, which only its end will tell. Those that were looked at before do not count.
        """
        return await self._batches.find(mark)

    async def look_at_batch(self, batch: str) -> BatchState:
        """Return where a batch stands."""
        return await self._batches.look(batch)

    async def collect_batch(
        self, batch: str, lines: Mapping[str, Sequence[Line]]
    ) -> AsyncIterator[tuple[str, Answer | EngineError]]:
        """Give what an ended batch answered."""
        traits = self._traits

        def read(row: Mapping[str, Any], of: Sequence[Line]) -> Answer | EngineError | None:
            result = row.get("result")
            result = result if isinstance(result, dict) else {}
            if result.get("type") in {"expired", "canceled"}:
                return None
            try:
                return self._batched_answer(result, of, traits)
            except EngineError as error:
                return error

        requests = {short_id(id_): id_ for id_ in lines}
        async with aclosing(self._batches.rows(batch)) as rows:
            async for answered in answers_of(rows, requests, lines, read, unmarked):
                yield answered

    async def cancel_batch(self, batch: str) -> None:
        """Ask for a batch to end."""
        await self._batches.cancel(batch)

    async def close(self) -> None:
        """Let go of connections."""
        await self._connection.close()

    async def _ask(self, request: Request) -> tuple[Reply, int]:
        requests = 0
        while True:
            traits, body = self._traits, self._body(request)
            requests += 1
            try:
                received = await self._post(body, seconds_for(request, self._timeout))
                if received.status >= 400:
                    message = self._connection.message(received.body)
                    if self._learned(received.status, message, traits):
                        continue
                    raise self._connection.error(received, worked=self._worked)
                data = object_of(received.body, hint=_HINT)
                reply = read_message(data, received.headers)
            except EngineError as error:
                error.requests = requests
                raise
            self._worked = True
            return reply, requests

    async def _post(self, body: dict[str, Any], seconds: float) -> Received:
        known = {name: body.pop(name) for name in ("model", "max_tokens", "messages")}
        return await self._connection.send(
            lambda client, timeout: client.messages.with_raw_response.create(
                **known, extra_body=body, timeout=timeout
            ),
            seconds,
        )

    def _body(self, request: Request) -> dict[str, Any]:
        body = body_of(self._model, request, self._prefixes, self._traits, self._temperature)
        config = {**body.get("output_config", {}), **self._extra.get("output_config", {})}
        return {**body, **self._extra, **({"output_config": config} if config else {})}

    def _learned(self, status: int, message: str, asked: Traits) -> bool:
        """Take a lesson from a refusal; tell whether asking otherwise can help.

        `asked` is what the refused request went by: another call may have learned meanwhile.
        """
        if status not in _REFUSED or (lesson := _lesson(status, message, asked)) is None:
            return False
        self._traits = replace(self._traits, **lesson)
        return True

    def _batched_answer(
        self, result: Mapping[str, Any], lines: Sequence[Line], traits: Traits
    ) -> Answer:
        said = result.get("message" if result.get("type") == "succeeded" else "error")
        said = said if isinstance(said, dict) else {"type": "error", "error": said}
        if said.get("type") == "error":
            self._learned(400, self._connection.message(json.dumps(said).encode()), traits)
            raise error_in(said, {})
        return answer_of(read_message(said, {}), lines, prompt=[line.text for line in lines])


def _lesson(status: int, message: str, asked: Traits) -> dict[str, Any] | None:
    """Return what a refusal says of the model's traits, None where it is of something else."""
    if asked.temperature and speaks_of_temperature(status, message):
        return {"temperature": False}
    if (most := _MOST.search(message)) and int(most[1]) < asked.most_tokens:
        return {"most_tokens": int(most[1])}
    if asked.effort and _EFFORT.search(message):
        return {"effort": False}
    if _FORM.search(message):
        if asked.form is AnswerForm.SCHEMA:
            return {"form": AnswerForm.OBJECT}
        if asked.effort:
            return {"effort": False}
    return None


def _abilities(base_url: str) -> Abilities:
    host = (base_url or _ANTHROPIC).partition("://")[2].partition("/")[0]
    return Abilities(
        licence="as Anthropic's terms say",
        publishable=True,
        follows_terms=True,
        instructed=True,
        sends=f"source text, glossary and context to {host}",
    )


def _make(model: str, settings: Settings) -> AnthropicTranslator:
    if not settings.environ.get("ANTHROPIC_API_KEY"):
        # Loaded here: the registry imports this module.
        from storyport.engines.translate.registry import HOW_TO_CONFIGURE

        raise Unconfigured(f"anthropic:{model} has no key.", where="engine", do=HOW_TO_CONFIGURE)
    return AnthropicTranslator(
        model,
        api_key=settings.environ.get("ANTHROPIC_API_KEY", ""),
        base_url=settings.environ.get("ANTHROPIC_BASE_URL", ""),
        temperature=settings.temperature,
        timeout=settings.timeout,
        extra=settings.extra,
    )


def _status(settings: Settings) -> EngineStatus:
    ready = bool(settings.environ.get("ANTHROPIC_API_KEY"))
    return EngineStatus(
        "anthropic:MODEL",
        ready,
        "Claude, through Anthropic's API",
        _abilities(settings.environ.get("ANTHROPIC_BASE_URL", "")),
        "" if ready else "set ANTHROPIC_API_KEY",
    )


SPEC = EngineSpec("anthropic", _make, _status, model="MODEL")
