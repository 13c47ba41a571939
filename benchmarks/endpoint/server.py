"""The HTTP server: routes, admission, and the life of one chat request."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from . import wire
from .anthropic_batches import AnthropicBatches
from .ask import Ask, parse
from .dialect import ANTHROPIC, OPENAI, Dialect, Used, used_by
from .exchange import (
    TRANSPORT_FAULTS,
    Exchange,
    RefusedError,
    admit,
    check_format,
    check_key,
    json_body,
    latency,
    transport_fault,
)
from .faults import REQUEST_FAULTS, Dice, Faults
from .journal import Journal
from .limits import Limits, MarkedCache, PromptCache
from .model import Reply, answer
from .openai_batches import OpenAIBatches
from .options import changed
from .stats import Stats
from .text import tokens

HOST = "127.0.0.1"  # loopback only: nothing here is fit for a network
_MAX_BODY = 64 * 2**20  # bytes
_BACKLOG = 1024
_SHUTDOWN_SECONDS = 0.2


class Server:
    """A simulated endpoint on the running event loop."""

    def __init__(self, faults: Faults, log: Path | None = None, dump: Path | None = None) -> None:
        self.faults = faults
        self.stats = Stats()
        self.journal = Journal(log, dump)
        self._limits, self._cache = Limits(faults), PromptCache()
        self._marked = MarkedCache()
        self._attempts: Counter[str] = Counter()
        self._began = time.monotonic()
        self._stopping = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on `port` (0: any free one) and return the port."""
        app = web.Application(client_max_size=_MAX_BODY)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/messages", self._messages)
        OpenAIBatches(lambda: self.faults, self._batched).add_routes(app)
        AnthropicBatches(lambda: self.faults, self._batched).add_routes(app)
        app.router.add_get("/v1/models", self._models)
        app.router.add_get("/stats", self._get_stats)
        app.router.add_get("/log", self._get_log)
        app.router.add_post("/reset", self._post_reset)
        app.router.add_post("/config", self._post_config)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port, backlog=_BACKLOG)
        await site.start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def stop(self) -> None:
        """Stop answering and close everything."""
        self._stopping.set()
        if self._runner:
            await self._runner.cleanup()
        self.journal.close()

    def now(self) -> float:
        """Monotonic seconds since the server was made."""
        return time.monotonic() - self._began

    def reset(self) -> None:
        """Zero the counters, forget the log, the cache and the attempts; refill the limits."""
        self.stats = self.stats.next_run(self.now())
        self.journal.clear()
        self._attempts.clear()
        self._limits, self._cache = Limits(self.faults), PromptCache()
        self._marked = MarkedCache()

    def configure(self, changes: dict[str, Any]) -> None:
        """Change settings from here on; ValueError on anything unknown or impossible."""
        self.faults = changed(self.faults, changes)
        if {"rpm", "tpm", "burst_seconds"} & changes.keys():
            self._limits = Limits(self.faults)

    async def _chat(self, request: web.Request) -> web.Response:
        return await self._answer(request, OPENAI)

    async def _messages(self, request: web.Request) -> web.Response:
        return ANTHROPIC.refusal(await self._answer(request, ANTHROPIC))

    async def _answer(self, request: web.Request, dialect: Dialect) -> web.Response:
        """One chat request, from arrival to the end, however it ends."""
        now = self.now()
        self.stats.arrived(now)
        exchange = Exchange(self.journal.start(now))
        try:
            return await self._serve(request, exchange, dialect)
        except RefusedError as refusal:
            exchange.ended(refusal.response.status, refusal.kind)
            self.stats.failed(exchange.status, exchange.kinds)
            return refusal.response
        except asyncio.CancelledError:  # the client has left, or the server stops
            if exchange.status != "hang":
                exchange.ended("gone")
                self.stats.failed("gone")
            raise
        finally:
            self.journal.end(exchange.entry, self.now(), exchange.status, exchange.kinds)

    async def _serve(
        self, request: web.Request, exchange: Exchange, dialect: Dialect
    ) -> web.Response:
        body = await json_body(request)
        try:
            ask = parse(dialect.chat_body(body))
        except (ValueError, TypeError, AttributeError) as problem:
            raise RefusedError("bad_request", wire.error(400, str(problem))) from problem
        exchange.chars = self.stats.asked(ask)
        self.journal.parsed(exchange.entry, len(ask.items), exchange.chars, ask.digest)
        prompt = sum(map(tokens, ask.prompt))
        in_flight = self.stats.in_flight
        admit(request, ask, self.faults, self._limits, in_flight=in_flight, prompt=prompt)
        began = self.now()
        self.stats.admitted(began)
        try:
            return await self._work(request, body, ask, exchange, dialect)
        finally:
            self.stats.left(began, self.now())

    async def _work(
        self,
        request: web.Request,
        body: Mapping[str, Any],
        ask: Ask,
        exchange: Exchange,
        dialect: Dialect,
    ) -> web.Response:
        """An admitted request: wait, then fail or answer as the dice say.

        The answer is made before the wait, so that making it does not add to the latency.
        """
        faults = self.faults
        dice = Dice(faults.seed, ask.digest, self._attempts[ask.digest])
        self._attempts[ask.digest] += 1
        kind = dice.fault(faults, REQUEST_FAULTS, "request")
        cached, written = self._cached(body, ask, dialect)
        if kind == "hang":
            exchange.ended("hang", kind)
            self.stats.failed("hang", [kind])
            await self._stopping.wait()
        reply = None if kind in TRANSPORT_FAULTS else answer(ask, faults, dice, kind)
        if kind not in ("hang", "http_429"):
            await self._wait_until(exchange.entry["started"] + latency(faults, dice))
        if reply is None:
            response = transport_fault(kind, request, faults)
            if kind != "hang":
                exchange.ended("reset" if kind == "reset" else response.status, kind)
                self.stats.failed(exchange.status, [kind])
            return response
        self.journal.dump(exchange.entry, body, reply.content)
        used = used_by(ask, reply, cached, written)
        return self._send(ask, reply, used, exchange, dialect)

    async def _wait_until(self, moment: float) -> None:
        """Sleep until `moment`, in seconds since the server was made."""
        if (wait := moment - self.now()) > 0:
            await asyncio.sleep(wait)

    def _send(
        self, ask: Ask, reply: Reply, used: Used, exchange: Exchange, dialect: Dialect
    ) -> web.Response:
        """The model's answer, counted and put on the wire."""
        exchange.ended(200, *reply.kinds)
        self.stats.answered(ask, reply, used.read, exchange.chars, used.written)
        self._limits.answered(used.completion)
        ident = f"chatcmpl-{ask.digest[:24]}"
        if ask.stream:
            counted = wire.usage(used.prompt, used.completion, used.read)
            shown = counted if ask.stream_usage else None
            return wire.stream(ident, ask.model, reply.content, reply.finish, shown)
        text = json.dumps(dialect.body(ident, ask, reply, used), ensure_ascii=False)
        return web.Response(text=text, content_type="application/json")

    def _cached(self, body: Mapping[str, Any], ask: Ask, dialect: Dialect) -> tuple[int, int]:
        """Tokens that a cache held, and tokens that were put into one."""
        prefix = dialect.cached_prefix(body)
        return (
            (self._cache.cached_tokens(ask.system), 0)
            if prefix is None
            else self._marked.take(prefix)
        )

    def _batched(self, body: Mapping[str, Any], dialect: Dialect) -> tuple[int, dict[str, Any]]:
        """One request of a batch: the status and the body that stand in the batch's results."""
        self.stats.batched_requests += 1
        try:
            ask = parse(dialect.chat_body(body))
            check_format(ask, self.faults)
        except (ValueError, TypeError, AttributeError) as problem:
            return _refused(dialect, wire.error(400, str(problem)))
        except RefusedError as refusal:
            return _refused(dialect, refusal.response)
        chars = self.stats.asked(ask)
        dice = Dice(self.faults.seed, ask.digest, self._attempts[ask.digest])
        self._attempts[ask.digest] += 1
        kind = dice.fault(self.faults, REQUEST_FAULTS, "request")
        if kind in TRANSPORT_FAULTS:
            self.stats.faults[kind] += 1
            return _refused(dialect, wire.error(500, "The server had an error."))
        reply = answer(ask, self.faults, dice, kind)
        used = used_by(ask, reply, *self._cached(body, ask, dialect))
        self.stats.answered(ask, reply, used.read, chars, used.written)
        return 200, dialect.body(f"chatcmpl-{ask.digest[:24]}", ask, reply, used)

    async def _models(self, request: web.Request) -> web.Response:
        try:
            check_key(request, self.faults)
        except RefusedError as refusal:
            return refusal.response
        return wire.models(self.faults.models)

    async def _get_stats(self, _request: web.Request) -> web.Response:
        return web.json_response(self.stats.report())

    async def _get_log(self, _request: web.Request) -> web.Response:
        return web.json_response(self.journal.entries)

    async def _post_reset(self, _request: web.Request) -> web.Response:
        self.reset()
        return web.json_response({})

    async def _post_config(self, request: web.Request) -> web.Response:
        try:
            self.configure(await json_body(request))
        except (ValueError, TypeError) as problem:
            return wire.error(400, str(problem))
        except RefusedError as refusal:
            return refusal.response
        return web.json_response({})


def _refused(dialect: Dialect, response: web.Response) -> tuple[int, dict[str, Any]]:
    dressed = dialect.refusal(response)
    body: dict[str, Any] = json.loads(dressed.text or "{}")
    return dressed.status, body
