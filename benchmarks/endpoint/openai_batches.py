"""The routes of OpenAI's Files and Batches."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from . import wire
from .batches import Batch, Batches, Outcome, Work, lines
from .dialect import OPENAI
from .exchange import RefusedError, check_key, json_body
from .faults import Faults

_STARTED = 1_700_000_000


class OpenAIBatches:
    """Files and batches of one endpoint."""

    def __init__(self, faults: Callable[[], Faults], work: Work) -> None:
        self._faults = faults
        self._batches = Batches("batch_", OPENAI, work)
        self._files: dict[str, tuple[str, bytes]] = {}

    def add_routes(self, app: web.Application) -> None:
        """Answer to them."""
        for method, path, handler in (
            ("POST", "/v1/files", self._upload),
            ("GET", "/v1/files/{id}/content", self._content),
            ("DELETE", "/v1/files/{id}", self._delete),
            ("POST", "/v1/batches", self._create),
            ("GET", "/v1/batches", self._list),
            ("GET", "/v1/batches/{id}", self._retrieve),
            ("POST", "/v1/batches/{id}/cancel", self._cancel),
        ):
            app.router.add_route(method, path, _guarded(handler, self._faults))

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        file = form.get("file")
        if not isinstance(file, web.FileField) or form.get("purpose") != "batch":
            return wire.error(400, "a file and the purpose 'batch' are needed")
        return web.json_response(self._keep(file.filename, file.file.read(), "batch"))

    async def _content(self, request: web.Request) -> web.Response:
        found = self._files.get(request.match_info["id"])
        if found is None:
            return wire.error(404, "No such File object")
        return web.Response(body=found[1], content_type="application/octet-stream")

    async def _delete(self, request: web.Request) -> web.Response:
        id_ = request.match_info["id"]
        deleted = self._files.pop(id_, None) is not None
        return web.json_response({"id": id_, "object": "file", "deleted": deleted})

    async def _create(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        found = self._files.get(str(body.get("input_file_id")))
        if found is None:
            return wire.error(400, "Invalid input_file_id", param="input_file_id")
        rows = [json.loads(row) for row in found[1].splitlines() if row.strip()]
        entries = [(str(row["custom_id"]), row["body"]) for row in rows]
        batch = self._batches.add(entries, self._faults(), **body)
        return web.json_response(self._shown(batch))

    async def _list(self, request: web.Request) -> web.Response:
        batches = self._batches.newest_first()
        if after := request.query.get("after"):
            ids = [batch.id for batch in batches]
            batches = batches[ids.index(after) + 1 :] if after in ids else []
        limit = int(request.query.get("limit", "20"))
        data = [self._shown(batch) for batch in batches[:limit]]
        return web.json_response({"object": "list", "data": data, "has_more": len(batches) > limit})

    async def _retrieve(self, request: web.Request) -> web.Response:
        batch = self._batches.get(request.match_info["id"])
        if batch is None:
            return wire.error(404, "No batch found with that id.")
        self._batches.look(batch, self._faults())
        if batch.outcomes is not None and "files" not in batch.named:
            batch.named["files"] = self._write(batch.outcomes)
        return web.json_response(self._shown(batch))

    async def _cancel(self, request: web.Request) -> web.Response:
        batch = self._batches.get(request.match_info["id"])
        if batch is None:
            return wire.error(404, "No batch found with that id.")
        batch.cancelled = batch.cancelled or not batch.ended
        return web.json_response(self._shown(batch))

    def _keep(self, name: str, content: bytes, purpose: str) -> dict[str, Any]:
        id_ = f"file-{len(self._files) + 1:04d}-{name[-9:-6] or 'new'}"
        self._files[id_] = (name, content)
        return {
            "id": id_, "object": "file", "bytes": len(content), "created_at": _STARTED,
            "filename": name, "purpose": purpose,
        }  # fmt: skip

    def _write(self, outcomes: list[Outcome]) -> dict[str, str | None]:
        """Write the answers into one file and the rest into another, where there are any."""
        good = [_row(outcome) for outcome in outcomes if outcome.good]
        bad = [_row(outcome) for outcome in outcomes if not outcome.good]
        files: dict[str, str | None] = {}
        for key, rows in (("output_file_id", good), ("error_file_id", bad)):
            content = lines(rows, self._faults())
            files[key] = self._keep(f"{key}.jsonl", content, "batch_output")["id"] if rows else None
        return files

    def _shown(self, batch: Batch) -> dict[str, Any]:
        total = 0 if batch.failure else len(batch.entries)
        errors = [{"code": "invalid", "message": batch.failure, "line": None}]
        return {
            "id": batch.id,
            "object": "batch",
            "endpoint": batch.named.get("endpoint"),
            "completion_window": "24h",
            "input_file_id": batch.named.get("input_file_id"),
            "created_at": _STARTED,
            "status": _status(batch),
            "errors": {"object": "list", "data": errors} if batch.failure else None,
            "metadata": batch.named.get("metadata"),
            "request_counts": {
                "total": total,
                "completed": batch.count("good"),
                "failed": batch.count("bad"),
            },
            **batch.named.get("files", {"output_file_id": None, "error_file_id": None}),
        }


def _status(batch: Batch) -> str:
    if batch.failure:
        return "failed"
    if batch.ended:
        kinds = ("cancelled", "expired")
        return next((kind for kind in kinds if batch.count(kind)), "completed")
    if batch.cancelled:
        return "cancelling"
    return "in_progress" if batch.looks else "validating"


def _row(outcome: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": f"batch_req_{outcome.id}", "custom_id": outcome.id, "response": None, "error": None,
    }  # fmt: skip
    if outcome.kind == "answered":
        row["response"] = {
            "status_code": outcome.status, "request_id": "req", "body": outcome.body,
        }  # fmt: skip
    else:
        row["error"] = {
            "code": f"batch_{outcome.kind}",
            "message": "This request could not be executed.",
        }
    return row


def _guarded(handler: Any, faults: Callable[[], Faults]) -> Any:
    """A handler behind the key, and only where batches are offered."""

    async def guarded(request: web.Request) -> web.Response:
        if faults().batches == "off":
            return wire.error(404, "Not Found")
        try:
            check_key(request, faults())
            made: web.Response = await handler(request)
        except RefusedError as refusal:
            return refusal.response
        return made

    return guarded
