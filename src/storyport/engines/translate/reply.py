"""Reading a chat completion: its text, how it ended, what it cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from storyport.engines.base import BadAnswer, Declined, TooLarge, Unavailable, Usage
from storyport.engines.translate.refusals import error_of, error_text_of

__all__ = ["Reply", "object_of", "read_reply", "reply_of"]

_HINT = "Does OPENAI_BASE_URL end in /v1?"
_HITS = ("prompt_cache_hit_tokens", "cached_tokens")
_WRITES = ("cache_write_tokens", "cache_creation_input_tokens")
_FILTERED = frozenset({"content_filter", "sensitive", "PROHIBITED_CONTENT", "SAFETY"})


@dataclass(frozen=True)
class Reply:
    """A chat completion: its text, whether it was cut off, its tokens (None: not said)."""

    content: str
    truncated: bool
    usage: Usage | None


def read_reply(body: bytes, headers: Mapping[str, str]) -> Reply:
    """Return what the body of a 200 says.

    Raises:
        Unavailable: it is no chat completion at all (empty, a web page, half a body).
        BadAnswer: it is one without a text; Declined where a filter took it.
        EngineError: it is an error in a 200's clothes.
    """
    return reply_of(object_of(body), headers)


def reply_of(data: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
    """Return what a chat completion, or one of the older kind without a message, says.

    Raises:
        BadAnswer: it has no text; Declined where a filter took it.
        EngineError: it is an error.
    """
    if data.get("error"):
        raise _disguised(data["error"], headers)
    usage = _usage(data.get("usage"))
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise BadAnswer("the answer has no choices.", usage=usage)
    choice = choices[0]
    message = choice.get("message")
    message = message if isinstance(message, dict) else {"content": choice.get("text")}
    content = _text(message.get("content"))
    ended = str(choice.get("finish_reason") or "stop")
    if not content.strip():
        raise _empty(message, ended, usage)
    return Reply(content, ended in {"length", "max_tokens", "MAX_TOKENS"}, usage)


def object_of(body: bytes, *, hint: str = _HINT) -> dict[str, Any]:
    """Return the JSON object that a body is.

    Raises:
        Unavailable: it is none; `hint` is what to look at.
    """
    if not body.strip():
        raise Unavailable("the answer is empty.")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        start = error_text_of(body[:400])
        raise Unavailable(f"the answer is no JSON object: {start!r} {hint}")
    return data


def _disguised(error: Any, headers: Mapping[str, str]) -> Exception:
    code = error.get("code") if isinstance(error, dict) else None
    status = code if isinstance(code, int) and 400 <= code < 600 else 502
    message = error_text_of(json.dumps({"error": error}).encode())
    return error_of(status, headers, message, worked=True)


def _empty(message: Mapping[str, Any], ended: str, usage: Usage | None) -> BadAnswer:
    if message.get("refusal"):
        return Declined(f"the model declines: {str(message['refusal'])[:200]}", usage=usage)
    if ended in _FILTERED:
        return Declined("the endpoint's content filter took the answer.", usage=usage)
    if message.get("tool_calls") or message.get("function_call"):
        return BadAnswer("the model calls a tool instead of answering.", usage=usage)
    if ended == "length":
        return TooLarge("the answer was cut off before it began.", usage=usage)
    return BadAnswer("the answer has no text.", usage=usage)


def _text(content: Any) -> str:
    """Return a message's text; some endpoints send it as a list of parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _usage(said: Any) -> Usage | None:
    """Return tokens as the houses count them, None if they do not.

    What a cache held is `prompt_tokens_details.cached_tokens` (OpenAI, Qwen, Gemini),
    `prompt_cache_hit_tokens` (DeepSeek) or `cached_tokens` (Moonshot); what was put into one,
    `cache_write_tokens` (OpenAI since GPT-5.6, OpenRouter) or `cache_creation_input_tokens`
    (Qwen). Gemini and Grok leave what was thought out of `completion_tokens`, though it is
    paid for: only `total_tokens` holds it.
    """
    if not isinstance(said, dict) or not _count(said.get("prompt_tokens")):
        return None
    details = said.get("prompt_tokens_details")
    details = details if isinstance(details, dict) else {}
    prompt = _count(said["prompt_tokens"])
    cached = min(prompt, _first(details, "cached_tokens") or _first(said, *_HITS))
    written = min(prompt - cached, _first(details, *_WRITES))
    completion = max(_count(said.get("completion_tokens")), _first(said, "total_tokens") - prompt)
    return Usage(prompt, cached, completion, written)


def _first(said: Mapping[str, Any], *names: str) -> int:
    return next((count for name in names if (count := _count(said.get(name)))), 0)


def _count(value: Any) -> int:
    return max(0, int(value)) if isinstance(value, (int, float)) and isfinite(value) else 0
