"""Translation models behind an OpenAI-style endpoint: one text a call, several at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from storyport.engines.base import (
    Abilities,
    Answer,
    BadAnswer,
    EngineError,
    Line,
    Request,
    Throttled,
    TooLarge,
    Translator,
    Unavailable,
    Usage,
)
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.engines.translate.answering import blank_answer, sent_lines
from storyport.engines.translate.connection import Received
from storyport.engines.translate.openai_address import connection_to, seconds_for, sends_to
from storyport.engines.translate.parse import text_of
from storyport.engines.translate.reply import Reply, read_reply
from storyport.engines.translate.salvage import clean_content
from storyport.engines.translate.templates.base import Passage, Template
from storyport.engines.translate.templates.licences import licence_of
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain

__all__ = ["TemplatedTranslator"]

_SIDE_BY_SIDE = 4
_LEAST_TOKENS = 4096
_ROOM = 4
# Of what stands before a text, so much is told: enough for who speaks of whom.
_BACKGROUND = 200
_NEIGHBOURS = ("before", "chapter", "after")
# The pipeline numbers what it says of single lines: "3: she is the elder sister".
_BY_LINE = ("notes", "problems")
_PASSING = (Throttled, Unavailable)
_PAUSES = (1.0, 4.0, 16.0)
_UNKNOWN_FIELD = frozenset({400, 422})


class TemplatedTranslator(Translator):
    """A translation model; a request's lines are asked side by side, each by itself.

    A line that fails is missing from the answer; the request fails only if all of them do.

    Args:
        model: as the endpoint names it.
        template: how it is asked.
        base_url, api_key, http_client: as for OpenAITranslator.
        temperature: None for what the model's makers recommend.
        extra: more fields of each call's body, over what is recommended.
        timeout: seconds to a whole answer, before what its size adds.
        pauses: seconds to wait where the endpoint fails in the middle of a request.
    """

    def __init__(
        self,
        model: str,
        template: Template,
        *,
        base_url: str = "",
        api_key: str = "",
        temperature: float | None = None,
        extra: Mapping[str, Any] | None = None,
        timeout: float = 60.0,
        http_client: Any = None,
        pauses: Sequence[float] = _PAUSES,
    ) -> None:
        self._pauses = tuple(pauses)
        self.name = f"openai:{model}"
        self.template = template
        self.abilities = _abilities(base_url, model, template)
        self._model = model
        self._sampling = dict(template.sampling)
        if temperature is not None:
            self._sampling["temperature"] = temperature
        self._extra = dict(extra or {})
        self._timeout = timeout
        self._worked = False
        self._connection = connection_to(base_url, api_key, http_client)

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say why a pair of locales is beyond the model."""
        return self.template.cannot(source, target)

    async def translate(self, request: Request) -> Answer:
        """Translate each line of a request."""
        if not (lines := sent_lines(request.lines)):
            return blank_answer(request.lines)
        found = await self._ask_until_done(replace(request, lines=lines))
        usage = sum((each.usage for each in found.values()), Usage())
        requests = sum(each.requests for each in found.values())
        errors = [each for each in found.values() if isinstance(each, EngineError)]
        if len(errors) == len(found):
            raise _worst(errors, usage, requests)
        texts = dict(blank_answer(request.lines).texts)
        notes: list[str] = []
        for id_, each in found.items():
            if isinstance(each, EngineError):
                notes.append(f"{id_}: {each.message}")
            else:
                texts |= each.texts
                notes += each.notes
        ordered = {line.id: texts[line.id] for line in request.lines if line.id in texts}
        return Answer(ordered, usage, requests, tuple(dict.fromkeys(notes)))

    async def close(self) -> None:
        """Let go of connections."""
        await self._connection.close()

    async def _ask_until_done(self, request: Request) -> dict[str, Answer | EngineError]:
        """Ask for all lines; where the endpoint fails in the middle, wait, and ask for the rest.

        Nobody else can: an answer that holds some lines is a good one for whoever paces calls.
        """
        found: dict[str, Answer | EngineError] = {}
        left = request.lines
        for pause in (*self._pauses, None):
            found |= await self._ask_all(replace(request, lines=left))
            over = next((one for one in found.values() if isinstance(one, _PASSING)), None)
            if over is None or pause is None or not any(map(_is_answer, found.values())):
                break
            left = tuple(line for line in left if isinstance(found.get(line.id, over), _PASSING))
            await asyncio.sleep(pause if over.retry_after is None else over.retry_after)
        return found

    async def _ask_all(self, request: Request) -> dict[str, Answer | EngineError]:
        """Ask for each line; after a failure that is not the line's own nothing more is sent."""
        gate = asyncio.Semaphore(_SIDE_BY_SIDE)
        found: dict[str, Answer | EngineError] = {}
        over: EngineError | None = None

        async def ask(line: Line, passage: Passage, most: int | None) -> None:
            nonlocal over
            async with gate:
                if over is not None:
                    return
                try:
                    found[line.id] = await self._ask(line, passage, most)
                except EngineError as error:
                    found[line.id] = error
                    if not isinstance(error, BadAnswer):
                        over = error

        async with asyncio.TaskGroup() as group:
            for line, most in zip(request.lines, _shares(request), strict=True):
                group.create_task(ask(line, _passage(line, request), most))
        return found

    async def _ask(self, line: Line, passage: Passage, most: int | None) -> Answer:
        prompt = self.template.prompt(passage)
        reply, requests = await self._call(prompt, passage.request, most)
        usage = reply.usage or Usage(estimate_tokens(prompt), 0, estimate_tokens(reply.content))
        said = self.template.read(clean_content(reply.content), passage)
        text, fault = text_of(said, line.text)
        if reply.truncated:
            raise TooLarge("the answer was cut off.", usage=usage, requests=requests)
        if fault:
            raise BadAnswer(f"the answer {fault}.", usage=usage, requests=requests)
        notes = () if reply.usage else ("usage is estimated",)
        return Answer({line.id: text}, usage, requests, notes)

    async def _call(self, prompt: str, request: Request, most: int | None) -> tuple[Reply, int]:
        """Ask once, and again with less where the endpoint does not know a field."""
        requests = 0
        while True:
            sampling = dict(self._sampling)
            body = {"max_tokens": most or _room(request), **sampling, **self._extra}
            requests += 1
            try:
                received = await self._post(prompt, body, seconds_for(request, self._timeout))
                if received.status >= 400:
                    message = self._connection.message(received.body)
                    if self._learned(received.status, message, sampling):
                        continue
                    raise self._connection.error(received, worked=self._worked)
                reply = read_reply(received.body, received.headers)
            except EngineError as error:
                error.requests = requests
                raise
            self._worked = True
            return reply, requests

    async def _post(self, prompt: str, body: Mapping[str, Any], seconds: float) -> Received:
        prompt = prompt.encode("utf-8", "replace").decode("utf-8")
        if self.template.chat:
            messages = [{"role": "user", "content": prompt}]
            return await self._connection.send(
                lambda client, timeout: client.chat.completions.with_raw_response.create(
                    model=self._model, messages=messages, extra_body=body, timeout=timeout
                ),
                seconds,
            )
        return await self._connection.send(
            lambda client, timeout: client.completions.with_raw_response.create(
                model=self._model, prompt=prompt, extra_body=body, timeout=timeout
            ),
            seconds,
        )

    def _learned(self, status: int, message: str, sampling: Mapping[str, Any]) -> bool:
        """Leave out the fields that a refusal names; tell whether there were any."""
        if status not in _UNKNOWN_FIELD:
            return False
        named = [name for name in sampling if name in message]
        for name in named:
            self._sampling.pop(name, None)
        return bool(named)


def _abilities(base_url: str, model: str, template: Template) -> Abilities:
    licence = licence_of(model) or licence_of(template.name)
    what = "source text, glossary and context" if template.follows_terms else "source text"
    return Abilities(
        licence=licence.name if licence else "as the model's licence says",
        publishable=licence.publishable if licence else True,
        follows_terms=template.follows_terms,
        sends=sends_to(base_url, what),
    )


def _passage(line: Line, request: Request) -> Passage:
    """Return a line with what the request says of it."""
    folded = line.text.casefold()
    terms = tuple(term for term in request.terms if term.source.casefold() in folded)
    wishes = [
        said.strip()
        for role in _BY_LINE
        for told in request.context.get(role, "").splitlines()
        for id_, _, said in [told.partition(": ")]
        if id_ == line.id and said.strip()
    ]
    alone = replace(request, lines=(line,), terms=terms)
    return Passage(line.text, alone, _background(line, request), tuple(wishes))


def _background(line: Line, request: Request) -> str:
    if not any(request.context.get(role) for role in _NEIGHBOURS):
        return ""  # nobody wants context here
    before = [request.context.get("before", "")]
    for each in request.lines:
        if each.id == line.id:
            break
        before.append(plain(each.text))
    return "\n".join(before)[-_BACKGROUND:].strip()


def _room(request: Request) -> int:
    """Return the tokens that an answer to a single line may take."""
    return max(_LEAST_TOKENS, _ROOM * _size(request.lines, request))


def _shares(request: Request) -> Iterable[int | None]:
    """Return how many tokens each line's answer may take of what all may."""
    if request.most_tokens is None:
        return [None] * len(request.lines)
    whole = _size(request.lines, request)
    return [max(1, request.most_tokens * _size([line], request) // whole) for line in request.lines]


def _size(lines: Sequence[Line], request: Request) -> int:
    return sum(estimate_output(line.text, request.source, request.target) for line in lines)


def _worst(errors: Sequence[EngineError], usage: Usage, requests: int) -> EngineError:
    """Return the failure that says most of why none succeeded: the endpoint's before a line's."""
    error = next((each for each in errors if not isinstance(each, BadAnswer)), errors[0])
    error.usage, error.requests = usage, requests
    return error


def _is_answer(outcome: Answer | EngineError) -> bool:
    return isinstance(outcome, Answer)
