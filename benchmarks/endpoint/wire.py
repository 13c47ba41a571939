"""The bodies of the OpenAI chat-completions API."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

_TYPES = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    404: "invalid_request_error",
    429: "rate_limit_error",
    503: "service_unavailable",
}
_STARTED = 1_700_000_000  # `created` is fixed: equal requests get equal bytes
HTML = (
    "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>"
    "<body><h1>Bad Gateway</h1></body></html>\n"
)


def error(
    status: int,
    message: str,
    *,
    code: str | None = None,
    param: str | None = None,
    retry_after: float | None = None,
) -> web.Response:
    """An error answer; `retry_after` in seconds."""
    kind = _TYPES.get(status, "server_error")
    body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return web.json_response(body, status=status, headers=headers)


def usage(prompt: int, completion: int, cached: int) -> dict[str, Any]:
    """The usage block; all in tokens."""
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def completion(
    ident: str, model: str, content: str, finish: str, used: dict[str, Any]
) -> web.Response:
    """A whole chat completion."""
    body = completion_body(ident, model, content, finish, used)
    return web.Response(text=json.dumps(body, ensure_ascii=False), content_type="application/json")


def completion_body(
    ident: str, model: str, content: str, finish: str, used: dict[str, Any]
) -> dict[str, Any]:
    """A whole chat completion, as JSON."""
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    return {"id": ident, "object": "chat.completion", "created": _STARTED, "model": model,
            "choices": [choice], "usage": used}  # fmt: skip


def stream(
    ident: str, model: str, content: str, finish: str, used: dict[str, Any] | None
) -> web.Response:
    """The same answer as server-sent events, all in one piece; `used` None: not asked for."""
    head = {"id": ident, "object": "chat.completion.chunk", "created": _STARTED, "model": model}
    delta = {"role": "assistant", "content": content}
    events: list[dict[str, Any]] = [
        {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]},
    ]
    if used is not None:
        events.append({**head, "choices": [], "usage": used})
    shown = [json.dumps(event, ensure_ascii=False) for event in events]
    text = "".join(f"data: {event}\n\n" for event in [*shown, "[DONE]"])
    return web.Response(text=text, content_type="text/event-stream")


def models(names: tuple[str, ...]) -> web.Response:
    """The list of models."""
    data = [
        {"id": name, "object": "model", "created": _STARTED, "owned_by": "simulator"}
        for name in names
    ]
    return web.json_response({"object": "list", "data": data})
