"""One request's passage: what is refused at the door, and the faults of the transport."""

from __future__ import annotations

import json
import math
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from . import wire
from .ask import Ask
from .faults import SUPPORTS, Dice, Faults
from .journal import Entry
from .limits import Limits

# Under these the model never speaks; the last two break the connection.
TRANSPORT_FAULTS = ("http_429", "http_500", "http_503", "html", "empty_body", "reset", "hang")


@dataclass
class Exchange:
    """How one chat request goes: its log entry, status so far, faults, source characters."""

    entry: Entry
    status: str = "500"
    kinds: list[str] = field(default_factory=list)
    chars: int = 0

    def ended(self, status: int | str, *kinds: str) -> None:
        """Note the outcome."""
        self.status, self.kinds = str(status), [kind for kind in kinds if kind]


class RefusedError(Exception):
    """A request turned away before the model sees it."""

    def __init__(self, kind: str, response: web.Response) -> None:
        super().__init__(kind)
        self.kind, self.response = kind, response


async def json_body(request: web.Request) -> dict[str, Any]:
    """The request's body, which must be a JSON object."""
    try:
        body = json.loads(await request.read())
    except ValueError as problem:
        raise RefusedError("bad_request", wire.error(400, f"not JSON: {problem}")) from problem
    if not isinstance(body, dict):
        raise RefusedError("bad_request", wire.error(400, "the body must be a JSON object"))
    return body


def admit(
    request: web.Request, ask: Ask, faults: Faults, limits: Limits, *, in_flight: int, prompt: int
) -> None:
    """Raise RefusedError for a wrong key, an unsupported format or an exceeded limit.

    `in_flight` counts the requests being worked on, `prompt` is in tokens.
    """
    check_key(request, faults)
    check_format(ask, faults)
    if faults.max_concurrent is not None and in_flight >= faults.max_concurrent:
        text = f"Too many concurrent requests: the limit is {faults.max_concurrent}."
        raise RefusedError("max_concurrent", _limited(text, faults.retry_after))
    if refused := limits.refuse(prompt):
        name, wait = refused
        text = f"Rate limit reached ({name}). Please try again in {wait:.3f}s."
        raise RefusedError(name, _limited(text, max(1, math.ceil(wait))))


def check_format(ask: Ask, faults: Faults) -> None:
    """Raise RefusedError for a form of answer that is not supported."""
    if ask.format not in SUPPORTS[: SUPPORTS.index(faults.supports) + 1]:
        text = f"Invalid parameter: 'response_format' of type '{ask.format}' is not supported."
        raise RefusedError("format", wire.error(400, text, param="response_format"))


def check_key(request: web.Request, faults: Faults) -> None:
    """Raise RefusedError unless the request bears the right API key."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    given = request.headers.get("x-api-key", given)
    if faults.api_key is not None and given != faults.api_key:
        text = "Incorrect API key provided."
        raise RefusedError("api_key", wire.error(401, text, code="invalid_api_key"))


def _limited(text: str, retry_after: float | None) -> web.Response:
    return wire.error(429, text, code="rate_limit_exceeded", retry_after=retry_after)


def transport_fault(kind: str, request: web.Request, faults: Faults) -> web.Response:
    """The answer under one of the TRANSPORT_FAULTS."""
    match kind:
        case "http_429":
            made = _limited("Rate limit reached. Please slow down.", faults.retry_after)
        case "http_500":
            made = wire.error(500, "The server had an error while processing your request.")
        case "http_503":
            made = wire.error(503, "The engine is overloaded.", retry_after=faults.retry_after)
        case "html":
            made = web.Response(text=wire.HTML, content_type="text/html")
        case "empty_body":
            made = web.Response(body=b"", content_type="application/json")
        case _:
            _abort(request)
            made = web.Response(status=500)
    return made


def _abort(request: web.Request) -> None:
    """Close the connection with a TCP reset, without an answer."""
    if (transport := request.transport) is None:
        return
    if (bare := transport.get_extra_info("socket")) is not None:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def latency(faults: Faults, dice: Dice) -> float:
    """Seconds this answer takes."""
    share, slow = faults.slow
    if share and dice.roll("slow") < share:
        return slow
    return faults.latency * (1 + faults.jitter * (2 * dice.roll("latency") - 1))
