"""The bodies of Anthropic's Messages API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}
_OVERLOADED = 529
_STOPS = {"stop": "end_turn", "length": "max_tokens"}


def chat_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """The same request as chat completions would ask it; ValueError where it is none."""
    if not isinstance(body.get("max_tokens"), int):
        raise ValueError("max_tokens: Field required")  # noqa: TRY004 - a bad request, as others
    if "temperature" in body:
        raise ValueError("`temperature` is deprecated for this model.")
    system = {"role": "system", "content": body.get("system") or ""}
    made: dict[str, Any] = {
        "model": body.get("model", ""),
        "messages": [system, *(body.get("messages") or ())],
        "max_tokens": body["max_tokens"],
    }
    if asked := (body.get("output_config") or {}).get("format"):
        made["response_format"] = {
            "type": asked.get("type"),
            "json_schema": {"schema": asked.get("schema")},
        }
    return made


def cached_prefix(body: Mapping[str, Any]) -> str:
    """The system text up to the last block that is marked for the cache."""
    blocks = body.get("system")
    blocks = blocks if isinstance(blocks, list) else []
    marked = [place for place, block in enumerate(blocks) if block.get("cache_control")]
    if not marked:
        return ""
    return "\n\n".join(str(block.get("text")) for block in blocks[: marked[-1] + 1])


def usage(fresh: int, output: int, read: int, written: int) -> dict[str, Any]:
    """The usage block; what a cache held or took in stands beside the rest of the prompt."""
    return {
        "input_tokens": fresh,
        "cache_creation_input_tokens": written,
        "cache_read_input_tokens": read,
        "output_tokens": output,
    }


def message(
    ident: str, model: str, content: str, finish: str, used: dict[str, Any]
) -> dict[str, Any]:
    """A whole message."""
    return {
        "id": ident.replace("chatcmpl-", "msg_"),
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": content}],
        "stop_reason": _STOPS.get(finish, finish),
        "stop_sequence": None,
        "usage": used,
    }


def error_body(status: int, text: str) -> dict[str, Any]:
    """An error object."""
    kind = _KINDS.get(status, "api_error")
    return {"type": "error", "error": {"type": kind, "message": text}, "request_id": "req_sim"}


def refusal(response: web.Response) -> web.Response:
    """An OpenAI-style error answer in Anthropic's form; a 503 is a 529 there."""
    if response.status == 200 or not response.text:
        return response
    status = _OVERLOADED if response.status == 503 else response.status
    try:
        text = json.loads(response.text)["error"]["message"]
    except (ValueError, KeyError, TypeError):
        text = response.text
    made = web.json_response(error_body(status, text), status=status)
    if "Retry-After" in response.headers:
        made.headers["Retry-After"] = response.headers["Retry-After"]
    return made
