"""Any OpenAI-style endpoint: clouds, and local servers such as Ollama, llama-server, vLLM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storyport.engines.base import (
    Abilities,
    Answer,
    BadAnswer,
    EngineError,
    Request,
    TooLarge,
    Translator,
    Unavailable,
    Usage,
)
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.engines.translate.parse import Parsed, parse_answer
from storyport.engines.translate.prompt import AnswerForm, messages_of, response_format_of
from storyport.engines.translate.refusals import (
    error_of,
    error_text_of,
    scrub,
    speaks_of_form,
    speaks_of_temperature,
)
from storyport.engines.translate.reply import Reply, read_reply
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.errors import Unconfigured

if TYPE_CHECKING:
    import openai

__all__ = ["SPEC", "OpenAITranslator"]

_TIMEOUT = 60.0
_CONNECT = 10.0
# A slow local model writes about 10 tokens in a second.
_SECONDS_PER_TOKEN = 0.1
_OPENAI = "https://api.openai.com/v1"
_LOCAL = ("127.", "localhost", "[::1]", "0.0.0.0")  # noqa: S104 - recognised, not bound


class OpenAITranslator(Translator):
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
        self.abilities = _abilities(base_url)
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._temperature = temperature
        self._extra = dict(extra or {})
        self._timeout = timeout
        self._form = AnswerForm.SCHEMA
        self._worked = False
        self._http_client = http_client
        self._client: openai.AsyncOpenAI | None = None

    @property
    def form(self) -> AnswerForm:
        """The answer form in use."""
        return self._form

    async def translate(self, request: Request) -> Answer:
        """Translate one request; empty lines are not sent."""
        all_lines = request.lines
        lines = tuple(line for line in all_lines if line.text.strip())
        blank = {line.id: line.text for line in all_lines if not line.text.strip()}
        if not lines:
            return Answer(blank, requests=0)
        request = replace(request, lines=lines)
        reply, requests = await self._ask(request)
        usage = reply.usage or _estimate(request, reply)
        parsed = parse_answer(reply.content, lines, truncated=reply.truncated)
        if not parsed.texts:
            raise _useless(reply, parsed, usage, requests)
        notes = [*parsed.notes, *(["cut off at the output limit"] if reply.truncated else [])]
        if reply.usage is None:
            notes.append("usage is estimated")
        found = {**blank, **parsed.texts}
        texts = {line.id: found[line.id] for line in all_lines if line.id in found}
        return Answer(texts, usage, requests, tuple(notes))

    async def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _ask(self, request: Request) -> tuple[Reply, int]:
        """Ask, in a weaker form where the endpoint does not know this one."""
        requests = 0
        while True:
            form, temperature = self._form, self._temperature
            requests += 1
            try:
                status, headers, body = await self._post(request, form, temperature)
                if status >= 400:
                    message = scrub(error_text_of(body), self._api_key)
                    if self._learned(status, message, form, temperature):
                        continue
                    raise error_of(status, headers, message, worked=self._worked)
                reply = read_reply(body, headers)
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
    ) -> tuple[int, Mapping[str, str], bytes]:
        import openai

        body: dict[str, Any] = {
            "model": self._model,
            "messages": messages_of(request, form),
            "extra_body": self._extra,
            "timeout": openai.Timeout(self._seconds(request), connect=_CONNECT),
        }
        if temperature is not None:
            body["temperature"] = temperature
        if request.most_tokens is not None:
            # OpenAI's newer models refuse the old name; other endpoints know no other.
            name = "max_tokens" if self._base_url else "max_completion_tokens"
            body[name] = request.most_tokens
        if (asked := response_format_of(form)) is not None:
            body["response_format"] = asked
        try:
            raw = await self._connected().chat.completions.with_raw_response.create(**body)
        except openai.APIStatusError as error:
            response = error.response
            return error.status_code, response.headers, await response.aread()
        except openai.APITimeoutError as error:
            raise Unavailable(f"no answer within {self._seconds(request):.0f} s.") from error
        except openai.OpenAIError as error:
            raise Unavailable(scrub(_reason(error), self._api_key)) from error
        return raw.status_code, raw.headers, raw.http_response.content

    def _seconds(self, request: Request) -> float:
        written = sum(
            estimate_output(line.text, request.source, request.target) for line in request.lines
        )
        return self._timeout + written * _SECONDS_PER_TOKEN

    def _connected(self) -> openai.AsyncOpenAI:
        if self._client is None:
            import openai

            self._client = openai.AsyncOpenAI(
                api_key=self._api_key or "none",
                base_url=self._base_url or _OPENAI,
                max_retries=0,
                http_client=self._http_client,
            )
        return self._client


def _abilities(base_url: str) -> Abilities:
    host = (base_url or _OPENAI).partition("://")[2].partition("/")[0]
    return Abilities(
        licence="as the endpoint's terms and the model's licence say",
        publishable=True,
        follows_terms=True,
        sends="" if host.startswith(_LOCAL) else f"source text, glossary and context to {host}",
    )


def _estimate(request: Request, reply: Reply) -> Usage:
    messages = messages_of(request, AnswerForm.OBJECT)
    prompt = sum(estimate_tokens(message["content"]) for message in messages)
    return Usage(prompt, 0, estimate_tokens(reply.content))


def _useless(reply: Reply, parsed: Parsed, usage: Usage, requests: int) -> BadAnswer:
    if reply.truncated:
        return TooLarge("the answer was cut off.", usage=usage, requests=requests)
    seen = "; ".join(parsed.notes) or f"it begins {reply.content[:80]!r}"
    return BadAnswer(f"nothing of the answer can be used: {seen}.", usage=usage, requests=requests)


def _reason(error: Exception) -> str:
    cause = error.__cause__
    detail = f": {cause}" if cause is not None and str(cause) else ""
    return f"{type(error).__name__}{detail}" if str(error) == "Connection error." else str(error)


def _make(model: str, settings: Settings) -> OpenAITranslator:
    if not settings.api_key and not settings.base_url:
        # Loaded here: the registry imports this module.
        from storyport.engines.translate.registry import HOW_TO_CONFIGURE

        raise Unconfigured(
            f"openai:{model} has neither a key nor an address.", where="engine", do=HOW_TO_CONFIGURE
        )
    return OpenAITranslator(
        model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        temperature=settings.temperature,
        timeout=settings.timeout,
        extra=settings.extra,
    )


def _status(settings: Settings) -> EngineStatus:
    ready = bool(settings.api_key or settings.base_url)
    return EngineStatus(
        "openai:MODEL",
        ready,
        f"any OpenAI-style endpoint; now {settings.base_url or _OPENAI}",
        _abilities(settings.base_url),
        "" if ready else "set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server",
    )


SPEC = EngineSpec("openai", _make, _status, model="MODEL")
