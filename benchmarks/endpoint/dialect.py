"""How a request comes in and an answer goes out: OpenAI's chat completions, Anthropic's messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from . import messages, wire
from .ask import Ask
from .model import Reply
from .text import tokens


@dataclass(frozen=True)
class Used:
    """The tokens of one exchange; `read` from and `written` to a cache are parts of the prompt."""

    prompt: int
    completion: int
    read: int
    written: int = 0


@dataclass(frozen=True)
class Dialect:
    """One API.

    `chat_body` makes a chat-completions body of a request's; `cached_prefix` is what the client
    wants cached (None: the endpoint decides); `body` is a whole answer; `refusal` dresses an
    error answer.
    """

    chat_body: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    cached_prefix: Callable[[Mapping[str, Any]], str | None]
    body: Callable[[str, Ask, Reply, Used], dict[str, Any]]
    refusal: Callable[[web.Response], web.Response]


def used_by(ask: Ask, reply: Reply, read: int, written: int = 0) -> Used:
    """The tokens of an answer."""
    return Used(sum(map(tokens, ask.prompt)), tokens(reply.content), read, written)


def _chat(ident: str, ask: Ask, reply: Reply, used: Used) -> dict[str, Any]:
    counted = wire.usage(used.prompt, used.completion, used.read)
    return wire.completion_body(ident, ask.model, reply.content, reply.finish, counted)


def _message(ident: str, ask: Ask, reply: Reply, used: Used) -> dict[str, Any]:
    fresh = max(0, used.prompt - used.read - used.written)
    counted = messages.usage(fresh, used.completion, used.read, used.written)
    return messages.message(ident, ask.model, reply.content, reply.finish, counted)


OPENAI = Dialect(dict, lambda _: None, _chat, lambda response: response)
ANTHROPIC = Dialect(messages.chat_body, messages.cached_prefix, _message, messages.refusal)
