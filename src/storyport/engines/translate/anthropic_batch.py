"""Anthropic's Message Batches: up to a day, half the price.

Source: https://platform.claude.com/docs/en/build-with-claude/batch-processing.

A batch bears no metadata, and the ids of its requests are told with its results only, when it
has ended. So the mark stands in front of each request's id: an ended batch is known again for
certain by its first result. Of one that is still under way nobody can say whose it is; while
there is such a one that the caller does not know, `find` says so (`Unavailable`) instead of
guessing, and is to be asked again.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from hashlib import blake2b
from typing import Any

from storyport.engines.base import BatchState, Missing, Unavailable
from storyport.engines.translate.batch_lines import Row, custom_id_of, lines_of
from storyport.engines.translate.connection import Call, Connection

__all__ = ["AnthropicBatches", "marked_id", "short_id", "unmarked"]

_SECONDS, _LONG_SECONDS = 60.0, 900.0
_PAGE, _PAGES = 100, 5
_ASK_AGAIN = 300.0
# A custom id is 64 characters at most: the mark's digest, a hyphen, and the request's id.
_MARK_BYTES, _ID_BYTES = 15, 30
_MARK_LENGTH = 20
_LONGEST_ID = 43


def marked_id(mark: str, id_: str) -> str:
    """Return a request's custom id, which tells its batch's mark."""
    return f"{_digest(mark, _MARK_BYTES)}-{short_id(id_)}"


def short_id(id_: str) -> str:
    """Return a request's id as it stands behind the mark: itself, or its digest."""
    return id_ if len(id_) <= _LONGEST_ID else _digest(id_, _ID_BYTES)


def unmarked(custom_id: str) -> str:
    """Return what stands behind the mark."""
    return custom_id[_MARK_LENGTH + 1 :]


class AnthropicBatches:
    """The batches of one workspace."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # Those that the caller has named itself: none of them is the lost one.
        self._known: set[str] = set()
        # Marks of batches whose handing in was never answered: they may be there or not.
        self._doubtful: set[str] = set()

    async def start(self, requests: Sequence[Mapping[str, Any]], mark: str) -> str:
        """Hand in requests and return the batch's id; tried again, the one that is there already.

        Raises:
            Unavailable: also where it cannot be told yet whether it is there (`find`).
        """
        if mark in self._doubtful and (already := await self.find(mark)) is not None:
            return already
        try:
            batch = await self._connection.fetch(
                lambda client, timeout: client.messages.batches.with_raw_response.create(
                    requests=requests, timeout=timeout
                ),
                _LONG_SECONDS,
                kept=True,  # a proxy may have no batches
            )
        except Unavailable:
            self._doubtful.add(mark)
            raise
        self._doubtful.discard(mark)
        self._known.add(str(batch["id"]))
        return str(batch["id"])

    async def find(self, mark: str) -> str | None:
        """Return the ended batch that bears a mark, the newest first."""
        wanted = f"{_digest(mark, _MARK_BYTES)}-"
        under_way = 0
        async for batch in self._listed():
            id_ = str(batch["id"])
            if batch.get("processing_status") != "ended":
                under_way += id_ not in self._known
            elif batch.get("results_url") and await self._bears(id_, wanted):
                return id_
        if under_way:
            raise Unavailable(
                f"{under_way} batches are under way and do not tell whose they are before they"
                " end.",
                retry_after=_ASK_AGAIN,
            )
        return None

    async def look(self, batch: str) -> BatchState:
        """Return where a batch stands; how much is answered is told when it ends."""
        said = await self._retrieve(batch)
        counts = {
            name: int(count or 0) for name, count in (said.get("request_counts") or {}).items()
        }
        reasons = [name for name in ("expired", "canceled") if counts.get(name)]
        ended = said.get("processing_status") == "ended"
        return BatchState(
            ended=ended,
            total=sum(counts.values()),
            answered=counts.get("succeeded", 0) + counts.get("errored", 0),
            trouble=" and ".join(reasons).replace("canceled", "cancelled") if ended else "",
        )

    async def rows(self, batch: str) -> AsyncGenerator[Row, None]:
        """Give the lines of a batch's results."""
        said = await self._retrieve(batch)
        if said.get("archived_at"):
            raise Missing("the results of this batch are not kept any more.")
        async for row in self._results(batch):
            yield row

    async def cancel(self, batch: str) -> None:
        """Ask for a batch to end."""
        await self._fetch(
            lambda client, timeout: client.messages.batches.with_raw_response.cancel(
                batch, timeout=timeout
            )
        )

    async def _bears(self, batch: str, wanted: str) -> bool:
        async with aclosing(self._results(batch)) as rows:
            async for _, row in rows:
                if id_ := custom_id_of(row):
                    return id_.startswith(wanted)
        return False

    async def _listed(self) -> AsyncGenerator[dict[str, Any], None]:
        more: dict[str, str] = {}
        for _ in range(_PAGES):
            page = await self._fetch(
                lambda client, timeout, more=more: (  # type: ignore[misc]
                    client.messages.batches.with_raw_response.list(
                        limit=_PAGE, timeout=timeout, **more
                    )
                )
            )
            for batch in page.get("data") or ():
                yield batch
            if not page.get("has_more") or not page.get("last_id"):
                return
            more = {"after_id": str(page["last_id"])}

    async def _retrieve(self, batch: str) -> dict[str, Any]:
        said = await self._connection.fetch(
            lambda client, timeout: client.messages.batches.with_raw_response.retrieve(
                batch, timeout=timeout
            ),
            _SECONDS,
            kept=True,
        )
        self._known.add(batch)
        return said

    async def _fetch(self, call: Call) -> dict[str, Any]:
        return await self._connection.fetch(call, _SECONDS)

    async def _results(self, batch: str) -> AsyncGenerator[Row, None]:
        chunks = self._connection.stream(
            lambda client, timeout: client.messages.batches.with_streaming_response.results(
                batch, timeout=timeout
            ),
            _LONG_SECONDS,
        )
        async with aclosing(chunks):
            async for row in lines_of(chunks, "the results"):
                yield row


def _digest(text: str, size: int) -> str:
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=size).digest()).decode()
