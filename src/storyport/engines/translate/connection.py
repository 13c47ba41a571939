"""One SDK's client: calls go out as the SDK does them, and come back in our own terms."""

from __future__ import annotations

import importlib
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from storyport.engines.base import EngineError, Missing, Refused, Unavailable
from storyport.engines.translate.refusals import error_of, error_text_of, scrub
from storyport.engines.translate.reply import object_of

__all__ = ["Connection", "Received"]

_CONNECT = 10.0
_GONE = frozenset({404, 410})
_CLIENTS = {"openai": "AsyncOpenAI", "anthropic": "AsyncAnthropic"}
_ERRORS = {"openai": "OpenAIError", "anthropic": "AnthropicError"}

Call = Callable[[Any, Any], Awaitable[Any]]
"""Given the client and a time-out, calls one of the client's `with_raw_response` methods."""
Stream = Callable[[Any, Any], AbstractAsyncContextManager[Any]]
"""The same with one of its `with_streaming_response` methods."""


@dataclass(frozen=True)
class Received:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connection:
    """The client of an SDK, made when it is first used; it never retries by itself.

    Args:
        sdk: `openai` or `anthropic`.
        base_url: of the API.
        api_key: never told to anybody else.
        hint: what to look at where an address or a model is not there.
        http_client: an HTTP client of the SDK's kind, for tests and proxies.
    """

    def __init__(
        self, sdk: str, base_url: str, api_key: str, *, hint: str, http_client: Any = None
    ) -> None:
        self._sdk_name = sdk
        self._base_url = base_url
        self._api_key = api_key
        self._hint = hint
        self._http_client = http_client
        self._client: Any = None
        self._reached = False

    @property
    def host(self) -> str:
        """Whom it talks to."""
        return self._base_url.partition("://")[2].partition("/")[0]

    async def send(self, call: Call, seconds: float) -> Received:
        """Make a call; an error's status is an answer like any other.

        Raises:
            Unavailable: nothing came within `seconds`, or the connection broke.
            Refused: nobody is at the address, and never was.
        """
        sdk, client = self._connected()
        try:
            raw = await call(client, sdk.Timeout(seconds, connect=_CONNECT))
            self._reached = True
        except sdk.APIStatusError as error:
            self._reached = True
            return Received(error.status_code, error.response.headers, await error.response.aread())
        except sdk.APITimeoutError as error:
            raise Unavailable(f"no answer within {seconds:.0f} s.") from error
        except getattr(sdk, _ERRORS[self._sdk_name]) as error:
            if not self._reached and _is_nobody(error):
                raise Refused(
                    f"nobody answers at {self._base_url}: does the server run, is the address right?"
                ) from error
            raise Unavailable(self._told(error)) from error
        return Received(raw.status_code, raw.headers, raw.http_response.content)

    async def fetch(self, call: Call, seconds: float, *, kept: bool = False) -> dict[str, Any]:
        """Make a call and return the JSON object that it answers.

        Args:
            kept: whether it asks about something that is kept there for a while only.

        Raises:
            EngineError: it answers an error, or no JSON; Missing where it is kept no more.
        """
        return self.read(await self.send(call, seconds), kept=kept)

    def read(self, received: Received, *, kept: bool = False) -> dict[str, Any]:
        """Return the JSON object of an answer.

        Raises:
            EngineError: it is an error, or no JSON; Missing where `kept` it is no more.
        """
        if received.status >= 400:
            raise self.error(received, kept=kept)
        return object_of(received.body, hint=self._hint)

    async def stream(self, call: Stream, seconds: float) -> AsyncGenerator[bytes, None]:
        """Give the pieces of a long answer as they come.

        Raises:
            EngineError: it answers an error, or the connection broke; Missing where it is kept
                no more.
        """
        sdk, client = self._connected()
        try:
            async with call(client, sdk.Timeout(seconds, connect=_CONNECT)) as response:
                async for chunk in response.iter_bytes():
                    yield chunk
        except sdk.APIStatusError as error:
            response = error.response
            body = await response.aread()
            received = Received(error.status_code, response.headers, body)
            raise self.error(received, kept=True) from error
        except Exception as error:  # what goes wrong in a body is the transport's, not the SDK's
            raise Unavailable(self._told(error)) from error

    def error(self, received: Received, *, worked: bool = False, kept: bool = False) -> EngineError:
        """Return what an answer of status 400 or more means; `worked` as in `error_of`."""
        error = error_of(
            received.status, received.headers, self.message(received.body), worked=worked
        )
        if kept and received.status in _GONE:
            return Missing(error.message)
        if received.status in {404, 405} and isinstance(error, Refused):
            error = Refused(f"{error.message} {self._hint}")
        return error

    def message(self, body: bytes) -> str:
        """Return what an error's body says, in one line and without the key."""
        return scrub(error_text_of(body), self._api_key)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def _connected(self) -> tuple[Any, Any]:
        sdk = importlib.import_module(self._sdk_name)
        if self._client is None:
            self._client = getattr(sdk, _CLIENTS[self._sdk_name])(
                api_key=self._api_key or "none",
                base_url=self._base_url,
                max_retries=0,
                http_client=self._http_client,
            )
        return sdk, self._client

    def _told(self, error: Exception) -> str:
        cause = error.__cause__
        detail = f": {cause}" if cause is not None and str(cause) else ""
        plain = str(error) in {"", "Connection error."}
        return scrub(f"{type(error).__name__}{detail}" if plain else str(error), self._api_key)


def _is_nobody(error: BaseException | None) -> bool:
    """Tell whether a connection was refused, or the host has no address."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError | socket.gaierror):
            return True
        error = error.__cause__ or error.__context__
    return False
