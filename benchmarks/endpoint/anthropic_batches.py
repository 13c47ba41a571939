"""The routes of Anthropic's Message Batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from . import messages
from .batches import Batch, Batches, Outcome, Work, lines
from .dialect import ANTHROPIC
from .exchange import RefusedError, check_key, json_body
from .faults import Faults

_AT = "2026-01-01T00:00:00Z"


class AnthropicBatches:
    """The batches of one workspace; their requests' ids are told with the results only."""

    def __init__(self, faults: Callable[[], Faults], work: Work) -> None:
        self._faults = faults
        self._batches = Batches("msgbatch_", ANTHROPIC, work)

    def add_routes(self, app: web.Application) -> None:
        """Answer to them."""
        base = "/v1/messages/batches"
        for method, path, handler in (
            ("POST", base, self._create),
            ("GET", base, self._list),
            ("GET", f"{base}/{{id}}", self._retrieve),
            ("GET", f"{base}/{{id}}/results", self._results),
            ("POST", f"{base}/{{id}}/cancel", self._cancel),
        ):
            app.router.add_route(method, path, _guarded(handler, self._faults))

    async def _create(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        if failure := self._faults().batch_fail:
            return _error(400, failure)
        entries = [(str(each["custom_id"]), each["params"]) for each in body["requests"]]
        if any(len(id_) > 64 for id_, _ in entries) or len(dict(entries)) < len(entries):
            return _error(400, "custom_id: unique ids of 1 to 64 characters are needed")
        return web.json_response(self._shown(self._batches.add(entries, self._faults()), request))

    async def _list(self, request: web.Request) -> web.Response:
        batches = self._batches.newest_first()
        if after := request.query.get("after_id"):
            ids = [batch.id for batch in batches]
            batches = batches[ids.index(after) + 1 :] if after in ids else []
        limit = int(request.query.get("limit", "20"))
        data = [self._shown(batch, request) for batch in batches[:limit]]
        ids = [str(shown["id"]) for shown in data]
        return web.json_response(
            {
                "data": data,
                "has_more": len(batches) > limit,
                "first_id": ids[0] if ids else None,
                "last_id": ids[-1] if ids else None,
            }
        )

    async def _retrieve(self, request: web.Request) -> web.Response:
        batch = self._batches.get(request.match_info["id"])
        if batch is None:
            return _error(404, "no batch of that id")
        self._batches.look(batch, self._faults())
        return web.json_response(self._shown(batch, request))

    async def _results(self, request: web.Request) -> web.Response:
        batch = self._batches.get(request.match_info["id"])
        if batch is None or batch.outcomes is None:
            return _error(404, "no results yet")
        # In another order than they were asked for, as the API reserves to itself.
        rows = [_row(outcome) for outcome in reversed(batch.outcomes)]
        return web.Response(body=lines(rows, self._faults()), content_type="application/x-jsonl")

    async def _cancel(self, request: web.Request) -> web.Response:
        batch = self._batches.get(request.match_info["id"])
        if batch is None:
            return _error(404, "no batch of that id")
        batch.cancelled = batch.cancelled or not batch.ended
        return web.json_response(self._shown(batch, request))

    def _shown(self, batch: Batch, request: web.Request) -> dict[str, Any]:
        results = request.url.origin() / f"v1/messages/batches/{batch.id}/results"
        status = "ended" if batch.ended else "canceling" if batch.cancelled else "in_progress"
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": status,
            "request_counts": {
                "processing": 0 if batch.ended else len(batch.entries),
                "succeeded": batch.count("good"),
                "errored": batch.count("bad"),
                "canceled": batch.count("cancelled"),
                "expired": batch.count("expired"),
            },
            "created_at": _AT,
            "expires_at": _AT,
            "ended_at": _AT if batch.ended else None,
            "archived_at": None,
            "cancel_initiated_at": _AT if batch.cancelled else None,
            "results_url": str(results) if batch.ended else None,
        }


def _row(outcome: Outcome) -> dict[str, Any]:
    if outcome.kind != "answered":
        kind = "canceled" if outcome.kind == "cancelled" else "expired"
        result: dict[str, Any] = {"type": kind}
    elif outcome.good:
        result = {"type": "succeeded", "message": outcome.body}
    else:
        result = {"type": "errored", "error": outcome.body}
    return {"custom_id": outcome.id, "result": result}


def _error(status: int, text: str) -> web.Response:
    return web.json_response(messages.error_body(status, text), status=status)


def _guarded(handler: Any, faults: Callable[[], Faults]) -> Any:
    """A handler behind the key, and only where batches are offered."""

    async def guarded(request: web.Request) -> web.Response:
        if faults().batches == "off":
            return _error(404, "Not Found")
        try:
            check_key(request, faults())
            made: web.Response = await handler(request)
        except RefusedError as refusal:
            return messages.refusal(refusal.response)
        return made

    return guarded
