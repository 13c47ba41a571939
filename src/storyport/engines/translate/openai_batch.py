"""OpenAI-style batches: a file of requests goes up, a batch runs over it, files come back.

Source: https://developers.openai.com/api/docs/guides/batch. The mark stands in the batch's
metadata, so that it is found again for certain. Alibaba Cloud Model Studio and Groq offer the
same; vLLM, Ollama, llama-server and DeepSeek do not, and say so with a 404.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from typing import Any

from storyport.engines.base import BatchState, EngineError, Missing, Refused
from storyport.engines.translate.batch_lines import Row, lines_of
from storyport.engines.translate.connection import Call, Connection

__all__ = ["OpenAIBatches", "line_of", "response_of"]

_PATH = "/v1/chat/completions"
_MARK = "storyport"
_SECONDS, _UPLOAD_SECONDS = 60.0, 900.0
_PAGE, _PAGES = 100, 20
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
# Said of requests that were not answered for want of time, or by our own wish.
_NOT_DONE = frozenset({"batch_expired", "batch_cancelled"})


def line_of(id_: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return one request of a batch."""
    return {"custom_id": id_, "method": "POST", "url": _PATH, "body": body}


def response_of(row: Mapping[str, Any]) -> tuple[int, Any] | None:
    """Return the status and the body of a request's answer, None where it was not done."""
    error, response = row.get("error"), row.get("response")
    if isinstance(response, dict):
        return int(response.get("status_code") or 200), response.get("body")
    if isinstance(error, dict) and error.get("code") in _NOT_DONE:
        return None
    # A call to the model that timed out, and whatever else there may be: try again.
    return 500, {"error": error or "it has neither an answer nor an error"}


class OpenAIBatches:
    """The batches of one endpoint."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def start(self, lines: bytes, mark: str) -> str:
        """Hand in a file of requests and return the batch's id.

        A batch that bears the mark already is returned instead: its acceptance was never heard.
        """
        # This also tells, before a big file goes up for nothing, whether there are batches.
        if (already := _marked(await self._page("", limit=_PAGE), mark)) is not None:
            return already
        name = f"storyport-{mark}.jsonl"
        file = await self._fetch(
            lambda client, timeout: client.files.with_raw_response.create(
                file=(name, lines, "application/jsonl"), purpose="batch", timeout=timeout
            ),
            _UPLOAD_SECONDS,
        )
        file_id = str(file.get("id"))
        try:
            batch = await self._fetch(
                lambda client, timeout: client.batches.with_raw_response.create(
                    input_file_id=file_id,
                    endpoint=_PATH,
                    completion_window="24h",
                    metadata={_MARK: mark},
                    timeout=timeout,
                )
            )
        except Refused:
            with suppress(EngineError):  # nobody needs it any more
                await self._fetch(
                    lambda client, timeout: client.files.with_raw_response.delete(
                        file_id, timeout=timeout
                    )
                )
            raise
        return str(batch["id"])

    async def find(self, mark: str) -> str | None:
        """Return the batch that bears a mark, the newest first."""
        after = ""
        for _ in range(_PAGES):
            page = await self._page(after, limit=_PAGE)
            if (found := _marked(page, mark)) is not None:
                return found
            batches = _batches(page)
            if not batches or not page.get("has_more"):
                return None
            after = str(batches[-1]["id"])
        return None

    async def look(self, batch: str) -> BatchState:
        """Return where a batch stands."""
        said = await self._retrieve(batch)
        counts = said.get("request_counts") or {}
        status = str(said.get("status"))
        trouble = "" if status == "completed" else _trouble(said, status)
        ended = status in _ENDED
        return BatchState(
            ended=ended,
            total=int(counts.get("total") or 0),
            answered=int(counts.get("completed") or 0) + int(counts.get("failed") or 0),
            trouble=trouble if ended else "",
        )

    async def rows(self, batch: str) -> AsyncGenerator[Row, None]:
        """Give the lines of what was answered, then of what failed."""
        said = await self._retrieve(batch)
        for key, what in (("output_file_id", "the answers"), ("error_file_id", "the errors")):
            if file_id := said.get(key):
                async with aclosing(self._file(str(file_id))) as chunks:
                    async for row in lines_of(chunks, what):
                        yield row

    async def cancel(self, batch: str) -> None:
        """Ask for a batch to end."""
        await self._fetch(
            lambda client, timeout: client.batches.with_raw_response.cancel(batch, timeout=timeout)
        )

    async def _retrieve(self, batch: str) -> dict[str, Any]:
        return await self._connection.fetch(
            lambda client, timeout: client.batches.with_raw_response.retrieve(
                batch, timeout=timeout
            ),
            _SECONDS,
            kept=True,
        )

    async def _page(self, after: str, limit: int) -> dict[str, Any]:
        more = {"after": after} if after else {}
        received = await self._connection.send(
            lambda client, timeout: client.batches.with_raw_response.list(
                limit=limit, timeout=timeout, **more
            ),
            _SECONDS,
        )
        if received.status in {404, 405, 501}:
            raise Missing(
                f"{self._connection.host} offers no batches (HTTP {received.status}):"
                " translate without them."
            )
        return self._connection.read(received)

    async def _fetch(self, call: Call, seconds: float = _SECONDS) -> dict[str, Any]:
        return await self._connection.fetch(call, seconds)

    def _file(self, file_id: str) -> AsyncGenerator[bytes, None]:
        return self._connection.stream(
            lambda client, timeout: client.files.with_streaming_response.content(
                file_id, timeout=timeout
            ),
            _UPLOAD_SECONDS,
        )


def _batches(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [batch for batch in page.get("data") or () if isinstance(batch, dict)]


def _marked(page: Mapping[str, Any], mark: str) -> str | None:
    for batch in _batches(page):
        if (batch.get("metadata") or {}).get(_MARK) == mark:
            return str(batch["id"])
    return None


def _trouble(said: Mapping[str, Any], status: str) -> str:
    errors = (said.get("errors") or {}).get("data") or ()
    told = dict.fromkeys(str(error.get("message")) for error in errors if isinstance(error, dict))
    return f"{status}: {'; '.join(list(told)[:3])}" if told else status
