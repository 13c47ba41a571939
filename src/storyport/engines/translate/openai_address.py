"""Where an OpenAI-style endpoint is, and what follows from that."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from storyport.engines.base import Request
from storyport.engines.tokens import estimate_output
from storyport.engines.translate.connection import Connection

__all__ = ["OPENAI", "connection_to", "discount_at", "seconds_for", "sends_to"]

OPENAI = "https://api.openai.com/v1"
_HINT = "Is the model's name right, and does OPENAI_BASE_URL end where it should (/v1)?"
_LOCAL = ("127.", "localhost", "[::1]", "0.0.0.0")  # noqa: S104 - recognised, not bound
# Whose own pages say that a batch costs half.
_HALF_PRICE = ("api.openai.com", "api.groq.com", ".aliyuncs.com")
# A slow local model writes about 10 tokens in a second.
_SECONDS_PER_TOKEN = 0.1


def connection_to(base_url: str, api_key: str, http_client: Any = None) -> Connection:
    """Return a connection to an endpoint; an empty address is OpenAI's own."""
    return Connection("openai", base_url or OPENAI, api_key, hint=_HINT, http_client=http_client)


def sends_to(base_url: str, what: str) -> str:
    """Return what leaves this machine and to whom, empty where nothing does."""
    host = (base_url or OPENAI).partition("://")[2].partition("/")[0]
    return "" if host.startswith(_LOCAL) else f"{what} to {host}"


def discount_at(connection: Connection) -> Decimal:
    """Return what a batched request costs there, as a share; 1 where nobody has said."""
    return Decimal("0.5" if connection.host.endswith(_HALF_PRICE) else 1)


def seconds_for(request: Request, timeout: float) -> float:
    """Return how long a whole answer may take: `timeout`, and what its size adds."""
    written = sum(
        estimate_output(line.text, request.source, request.target) for line in request.lines
    )
    return timeout + written * _SECONDS_PER_TOKEN
