"""Any OpenAI-style endpoint: clouds, and local servers such as Ollama, llama-server, vLLM."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from storyport.engines.base import (
    Abilities,
    Answer,
    BatchState,
    BatchTranslator,
    EngineError,
    Line,
    Request,
    Translator,
)
from storyport.engines.translate.answering import answer_of, blank_answer, sent_lines, sent_requests
from storyport.engines.translate.batch_lines import answers_of, packed
from storyport.engines.translate.connection import Received
from storyport.engines.translate.openai_address import (
    OPENAI,
    connection_to,
    discount_at,
    seconds_for,
    sends_to,
)
from storyport.engines.translate.openai_batch import OpenAIBatches, line_of, response_of
from storyport.engines.translate.prompt import AnswerForm, messages_of, response_format_of
from storyport.engines.translate.refusals import speaks_of_form, speaks_of_temperature
from storyport.engines.translate.reply import Reply, object_of, read_reply, reply_of
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.engines.translate.templates import TemplatedTranslator, licence_of, template_of
from storyport.kernel.errors import Unconfigured

__all__ = ["SPEC", "OpenAITranslator"]

_TIMEOUT = 60.0


class OpenAITranslator(BatchTranslator):
    """Chat completions, one request a call; what the endpoint cannot do is learned once.

    The best answer form is tried first by all calls at once; each that is refused for its
    form lowers the level for those that follow, so that the first wave is never serialized.

    Args:
        model: as the endpoint names it.
        base_url: ends in /v1; empty for OpenAI itself.
        api_key: empty where a local server needs none.
        temperature: None to leave it to the endpoint.
        extra: more fields of the request's body (`{"enable_thinking": False}`).
        timeout: seconds to the whole answer, before what its size adds.
        http_client: an HTTP client of the SDK's kind, for tests and proxies.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str = "",
        api_key: str = "",
        temperature: float | None = 0.2,
        extra: Mapping[str, Any] | None = None,
        timeout: float = _TIMEOUT,
        http_client: Any = None,
    ) -> None:
        self.name = f"openai:{model}"
        self.abilities = _abilities(base_url, model)
        self._model = model
        self._base_url = base_url
        self._temperature = temperature
        self._extra = dict(extra or {})
        self._timeout = timeout
        self._form = AnswerForm.SCHEMA
        self._worked = False
        self._connection = connection_to(base_url, api_key, http_client)
        self._batches = OpenAIBatches(self._connection)
        self.discount = discount_at(self._connection)

    @property
    def form(self) -> AnswerForm:
        """The answer form in use."""
        return self._form

    async def translate(self, request: Request) -> Answer:
        """Translate one request; empty lines are not sent."""
        if not (lines := sent_lines(request.lines)):
            return blank_answer(request.lines)
        asked = replace(request, lines=lines)
        reply, requests = await self._ask(asked)
        prompt = [message["content"] for message in messages_of(asked, AnswerForm.OBJECT)]
        return answer_of(reply, request.lines, prompt=prompt, requests=requests)

    async def start_batch(self, requests: Mapping[str, Request], mark: str) -> str:
        """Hand a batch in, in the answer form that is known to work, or is likely to."""
        form = self._batch_form()
        asked = sent_requests(requests)
        bodies = (
            line_of(id_, self._body(request, form, self._temperature))
            for id_, request in asked.items()
        )
        lines_packed = packed(bodies, self.most_requests, self.most_bytes)
        return await self._batches.start(lines_packed, mark)

    async def find_batch(self, mark: str) -> str | None:
        """Return the batch that bears a mark in its metadata."""
        return await self._batches.find(mark)

    async def look_at_batch(self, batch: str) -> BatchState:
        """Return where a batch stands."""
        return await self._batches.look(batch)

    async def collect_batch(
        self, batch: str, lines: Mapping[str, Sequence[Line]]
    ) -> AsyncIterator[tuple[str, Answer | EngineError]]:
        """Give what an ended batch answered; a refused answer form is learned from."""
        form, temperature = self._batch_form(), self._temperature

        def read(row: Mapping[str, Any], of: Sequence[Line]) -> Answer | EngineError | None:
            if (response := response_of(row)) is None:
                return None
            status, body = response
            try:
                return self._batched_answer(status, body, of, form, temperature)
            except EngineError as error:
                return error

        async with aclosing(self._batches.rows(batch)) as rows:
            async for answered in answers_of(rows, {id_: id_ for id_ in lines}, lines, read):
                yield answered

    async def cancel_batch(self, batch: str) -> None:
        """Ask for a batch to end."""
        await self._batches.cancel(batch)

    async def close(self) -> None:
        """Let go of connections."""
        await self._connection.close()

    async def _ask(self, request: Request) -> tuple[Reply, int]:
        """Ask, in a weaker form where the endpoint does not know this one."""
        requests = 0
        while True:
            form, temperature = self._form, self._temperature
            requests += 1
            try:
                received = await self._post(request, form, temperature)
                if received.status >= 400:
                    message = self._connection.message(received.body)
                    if self._learned(received.status, message, form, temperature):
                        continue
                    raise self._connection.error(received, worked=self._worked)
                reply = read_reply(received.body, received.headers)
            except EngineError as error:
                error.requests = requests
                raise
            self._worked = True
            return reply, requests

    def _learned(
        self, status: int, message: str, form: AnswerForm, temperature: float | None
    ) -> bool:
        """Take a lesson from a refusal; tell whether asking otherwise can help."""
        if speaks_of_form(status, message) and (weaker := form.weaker()) is not None:
            if self._form is form:  # another call may have learned it already
                self._form = weaker
            return True
        if temperature is not None and speaks_of_temperature(status, message):
            self._temperature = None
            return True
        return False

    async def _post(
        self, request: Request, form: AnswerForm, temperature: float | None
    ) -> Received:
        body = self._body(request, form, temperature)
        return await self._connection.send(
            lambda client, timeout: client.chat.completions.with_raw_response.create(
                model=body.pop("model"),
                messages=body.pop("messages"),
                extra_body=body,
                timeout=timeout,
            ),
            seconds_for(request, self._timeout),
        )

    def _body(
        self, request: Request, form: AnswerForm, temperature: float | None
    ) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self._model, "messages": messages_of(request, form)}
        if temperature is not None:
            body["temperature"] = temperature
        if request.most_tokens is not None:
            # OpenAI's newer models refuse the old name; other endpoints know no other.
            name = "max_tokens" if self._base_url else "max_completion_tokens"
            body[name] = request.most_tokens
        if (asked := response_format_of(form)) is not None:
            body["response_format"] = asked
        return {**body, **self._extra}

    def _batch_form(self) -> AnswerForm:
        """Return the form for a batch, where a refusal would be known hours later only."""
        if self._worked or not self._base_url or self._form is AnswerForm.LINES:
            return self._form
        return AnswerForm.OBJECT

    def _batched_answer(
        self,
        status: int,
        body: Any,
        lines: Sequence[Line],
        form: AnswerForm,
        temperature: float | None,
    ) -> Answer:
        raw = json.dumps(body).encode()
        if status >= 400:
            self._learned(status, self._connection.message(raw), form, temperature)
            raise self._connection.error(Received(status, {}, raw), worked=True)
        data = body if isinstance(body, dict) else object_of(raw)
        return answer_of(reply_of(data, {}), lines, prompt=[line.text for line in lines])


def _abilities(base_url: str, model: str) -> Abilities:
    licence = licence_of(model)
    return Abilities(
        licence=licence.name if licence else "as the endpoint's terms and the model's licence say",
        publishable=licence.publishable if licence else True,
        follows_terms=True,
        instructed=True,
        sends=sends_to(base_url, "source text, glossary and context"),
    )


def _make(model: str, settings: Settings) -> Translator:
    if not settings.api_key and not settings.base_url:
        # Loaded here: the registry imports this module.
        from storyport.engines.translate.registry import HOW_TO_CONFIGURE

        raise Unconfigured(
            f"openai:{model} has neither a key nor an address.", where="engine", do=HOW_TO_CONFIGURE
        )
    given: dict[str, Any] = {
        "base_url": settings.base_url,
        "api_key": settings.api_key,
        "timeout": settings.timeout,
        "extra": settings.extra,
    }
    if (template := template_of(model, settings.template)) is None:
        return OpenAITranslator(model, temperature=settings.temperature, **given)
    # What everybody gets is not what a translation model's makers recommend.
    own = None if settings.temperature == Settings.temperature else settings.temperature
    return TemplatedTranslator(model, template, temperature=own, **given)


def _status(settings: Settings) -> EngineStatus:
    ready = bool(settings.api_key or settings.base_url)
    return EngineStatus(
        "openai:MODEL",
        ready,
        f"any OpenAI-style endpoint; now {settings.base_url or OPENAI}",
        _abilities(settings.base_url, ""),
        "" if ready else "set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server",
    )


SPEC = EngineSpec("openai", _make, _status, model="MODEL")
