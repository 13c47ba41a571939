"""A request as Anthropic's Messages API takes it, and what its messages say.

Sources: https://platform.claude.com/docs/en/api/messages, and under `build-with-claude/`
there: `prompt-caching`, `structured-outputs`, `effort`, `handling-stop-reasons`, `errors`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from storyport.engines.base import BadAnswer, Declined, EngineError, Request, TooLarge, Usage
from storyport.engines.tokens import estimate_output
from storyport.engines.translate.prompt import ANSWER_SCHEMA, AnswerForm, messages_of
from storyport.engines.translate.refusals import error_of, error_text_of
from storyport.engines.translate.reply import Reply

__all__ = ["Prefixes", "Traits", "body_of", "error_in", "read_message", "traits_of"]

# Thinking counts, so an answer needs room even where its text is short.
_LEAST_TOKENS, _MOST_TOKENS, _ROOM = 16_384, 64_000, 4
_CUT = frozenset({"max_tokens", "model_context_window_exceeded"})
_STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_FAMILY = re.compile(r"claude-(?:(3)|(opus|sonnet|haiku)-4(?:-([0-9]))?(?![0-9]))")


@dataclass(frozen=True)
class Traits:
    """What a model takes.

    Attributes:
        form: SCHEMA where answers can be held to a schema; else OBJECT, by word only.
        effort: whether it can be told how much to think.
        temperature: whether it can be told one (models since Opus 4.7 refuse any).
        most_tokens: it can write, thinking included, where that is not said.
    """

    form: AnswerForm = AnswerForm.SCHEMA
    effort: bool = True
    temperature: bool = False
    most_tokens: int = _MOST_TOKENS


def traits_of(model: str) -> Traits:
    """Return what a model takes by its name; a name that is not known is taken for a new one."""
    if (family := _FAMILY.match(model)) is None:
        return Traits()
    minor = int(family[3] or 0)
    if family[1] or minor < 5:
        return Traits(AnswerForm.OBJECT, effort=False, temperature=True, most_tokens=32_000)
    effort = minor > 5 or (minor == 5 and family[2] == "opus")
    return Traits(effort=effort, temperature=minor < 7)


class Prefixes:
    """What the system messages of a locale begin with alike: that part is worth a cache.

    The first message is taken for stable as a whole; each that differs shortens it, by
    paragraphs, so that after a few only what never changes (rules, style) is cached.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], list[str]] = {}

    def split(self, request: Request, system: str) -> tuple[str, str]:
        """Return the stable part of a system message, and the rest."""
        paragraphs = system.split("\n\n")
        key = (request.target.tag, request.system.partition("\n")[0])
        known = self._known.get(key, paragraphs)
        pairs = zip(known, paragraphs, strict=False)
        shared = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
        self._known[key] = shared
        return "\n\n".join(shared), "\n\n".join(paragraphs[len(shared) :])


def body_of(
    model: str, request: Request, prefixes: Prefixes, traits: Traits, temperature: float | None
) -> dict[str, Any]:
    """Return the body of a request; its system message's stable part is to be cached."""
    system, user = messages_of(request, AnswerForm.OBJECT)
    stable, rest = prefixes.split(request, system["content"])
    blocks: list[dict[str, Any]] = [
        {"type": "text", "text": stable, "cache_control": {"type": "ephemeral"}}
    ]
    if rest:
        blocks.append({"type": "text", "text": rest})
    size = sum(estimate_output(line.text, request.source, request.target) for line in request.lines)
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": request.most_tokens
        or min(traits.most_tokens, max(_LEAST_TOKENS, _ROOM * size)),
        "system": blocks,
        "messages": [{"role": "user", "content": user["content"]}],
    }
    config: dict[str, Any] = {}
    if traits.form is AnswerForm.SCHEMA:
        config["format"] = {"type": "json_schema", "schema": ANSWER_SCHEMA}
    if traits.effort:
        config["effort"] = "low"  # a translation is read, not reasoned out; thinking is paid for
    if config:
        body["output_config"] = config
    if temperature is not None and traits.temperature:
        body["temperature"] = temperature
    return body


def read_message(data: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
    """Return what a message says.

    Raises:
        BadAnswer: it has no text; TooLarge where it was cut off; Declined where the model, or a
            classifier, refused.
        EngineError: it is an error.
    """
    if data.get("type") == "error":
        raise error_in(data, headers)
    usage, ended = _usage(data.get("usage")), data.get("stop_reason")
    blocks = data.get("content")
    texts = [
        str(block.get("text") or "")
        for block in (blocks if isinstance(blocks, list) else ())
        if isinstance(block, dict) and block.get("type") == "text"
    ]
    if ended == "refusal":
        raise Declined(f"the model declines this text{_why(data)}.", usage=usage)
    if not (text := "".join(texts)).strip():
        if ended in _CUT:
            raise TooLarge("the answer was cut off before it began.", usage=usage)
        raise BadAnswer("the answer has no text.", usage=usage)
    return Reply(text, ended in _CUT, usage)


def error_in(data: Mapping[str, Any], headers: Mapping[str, str]) -> EngineError:
    """Return what an error object means that comes without a status."""
    inner = data.get("error")
    kind = inner.get("type") if isinstance(inner, dict) else None
    message = error_text_of(json.dumps(data).encode())
    return error_of(_STATUS.get(str(kind), 500), headers, message, worked=True)


def _why(data: Mapping[str, Any]) -> str:
    details = data.get("stop_details")
    category = details.get("category") if isinstance(details, dict) else None
    return f" ({category})" if category else ""


def _usage(said: Any) -> Usage | None:
    """Return tokens; Anthropic counts those of a cache beside the rest of the prompt."""
    if not isinstance(said, dict):
        return None
    fresh, read, written, output = (
        int(value) if isinstance(value := said.get(name), int) and value > 0 else 0
        for name in (
            "input_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "output_tokens",
        )
    )
    prompt = fresh + read + written
    return Usage(prompt, read, output, written) if prompt else None
