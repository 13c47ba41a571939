"""What an endpoint's refusal means: status and message in, one of our errors out.

The same status means different things at different providers; the messages decide. Sources:
the error pages of OpenAI, DeepSeek, Alibaba Cloud Model Studio, OpenRouter, llama.cpp, vLLM.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from storyport.engines.base import (
    BadAnswer,
    Declined,
    EngineError,
    Refused,
    Throttled,
    TooLarge,
    Unavailable,
)
from storyport.engines.translate.waiting import retry_after_of

__all__ = ["error_of", "error_text_of", "scrub", "speaks_of_form", "speaks_of_temperature"]

_FORM = re.compile(
    r"response[_ ]?format|json[_ ]?schema|json_object|structured.?output|grammar", re.IGNORECASE
)
_TEMPERATURE = re.compile(r"temperature", re.IGNORECASE)
_LARGE = re.compile(
    r"context.?(?:length|window|size)|maximum context|too many tokens|request too large"
    r"|too long|exceed\w* (?:the )?(?:available |maximum )?(?:context|input|token)|n_ctx",
    re.IGNORECASE,
)
_FILTERED = re.compile(
    r"content.?(?:filter|policy|management)|data_?inspection|inappropriate content"
    r"|content exists risk|flagged|moderation|safety|sensitive",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient.?(?:quota|balance|credit|fund)|billing|arrearage|payment|spend.?limit|usage limits",
    re.IGNORECASE,
)
# In this order; None: whatever it says.
_RULES: tuple[tuple[type[EngineError], frozenset[int], re.Pattern[str] | None], ...] = (
    (TooLarge, frozenset({413, 414}), None),
    (TooLarge, frozenset({400, 422, 429, 500}), _LARGE),
    (Refused, frozenset({402}), None),
    (Refused, frozenset({400, 403, 429}), _QUOTA),
    (Declined, frozenset({400, 403, 451}), _FILTERED),
    (Throttled, frozenset({429}), None),
    (Unavailable, frozenset({408, 409, 425}), None),
)
_KEY = re.compile(r"\b(?:sk|pk|gsk|xai|AIza)[-_]?[\w*-]{8,}")
_TAG = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^<>]+>", re.IGNORECASE | re.DOTALL)
_LONGEST, _READ = 300, 4_000


def error_of(status: int, headers: Mapping[str, str], message: str, *, worked: bool) -> EngineError:
    """Return the error that an HTTP status of 400 or more means.

    Args:
        status: of the response.
        headers: of the response.
        message: what it says, free of secrets.
        worked: whether this endpoint has answered before: then a plain 400 is about the text
            and not about the set-up.
    """
    kind = _kind_of(status, message)
    if kind is None:
        kind = BadAnswer if worked and status in {400, 422} else Refused
    asked = retry_after_of(headers, message) if kind in {Throttled, Unavailable} else None
    return kind(f"{message} (HTTP {status})", retry_after=asked)


def _kind_of(status: int, message: str) -> type[EngineError] | None:
    """Return the first kind whose statuses and words fit; None for a plain refusal."""
    for kind, statuses, words in _RULES:
        if status in statuses and (words is None or words.search(message)):
            return kind
    return Unavailable if status >= 500 else None


def error_text_of(body: bytes) -> str:
    """Return what an error's body says, in one short line; never raises."""
    text = body.decode("utf-8", "replace")
    try:
        said = _message(json.loads(text))
    except (ValueError, RecursionError):
        said = _TAG.sub(" ", text[:_READ])
    short = " ".join(said.split())
    return short if len(short) <= _LONGEST else short[:_LONGEST] + "…"


def scrub(message: str, secret: str) -> str:
    """Return a message without the key, or anything that looks like one."""
    if secret:
        message = message.replace(secret, "***")
    return _KEY.sub("***", message)


def speaks_of_form(status: int, message: str) -> bool:
    """Tell whether a refusal is about the form of answer that was asked for."""
    return status in {400, 404, 422, 500, 501} and bool(_FORM.search(message))


def speaks_of_temperature(status: int, message: str) -> bool:
    """Tell whether a refusal is about the temperature (some models take only their own)."""
    return status in {400, 422} and bool(_TEMPERATURE.search(message))


def _message(value: Any) -> str:
    """Return the words of an error: OpenAI's form, FastAPI's, or whatever there is."""
    if isinstance(value, list) and value:
        return _message(value[0])
    if not isinstance(value, dict):
        return str(value)
    inner = value.get("error") or value.get("detail") or value
    if not isinstance(inner, dict):
        return _message(inner) if isinstance(inner, list) else str(inner)
    words = [str(inner[key]) for key in ("message", "msg", "code", "details") if inner.get(key)]
    return " · ".join(words) or json.dumps(inner, ensure_ascii=False)
