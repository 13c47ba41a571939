"""Gathers requests into batches: of what a run would send, what no stored answer covers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from storyport.engines.base import BatchTranslator, Request, Usage
from storyport.engines.prices import Price, batched, cost
from storyport.localize.handing_in.journal import Slip
from storyport.localize.pipeline.feeding import Feeder, count_rounds
from storyport.localize.pipeline.jobs import Batch, Job
from storyport.localize.pipeline.known import shares_answer
from storyport.localize.pipeline.requesting import Requester, Sent
from storyport.work.store import get_steps

__all__ = ["Purse", "Tray", "gather"]

# Small enough to write down and to read back in one go, whatever a provider takes.
_MOST_REQUESTS = 1000
_BYTES_PER_CHARACTER = 3


@dataclass
class Tray:
    """Requests to one engine that are not handed in yet, by id, and what they take to read."""

    engine: str
    requests: dict[str, Request] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    sent: list[tuple[str, Sent]] = field(default_factory=list)
    size: int = 0

    def add(self, batch: Batch, sent: Sent) -> None:
        """Put a request on the tray."""
        id_ = f"r{len(self.requests) + 1}"
        locale = batch.locale.tag
        keys = tuple(job.step(job.attempt) for job in batch.jobs)
        self.requests[id_] = sent.request
        self.slips[id_] = Slip(locale, keys, sent.request.lines)
        self.sent.append((locale, sent))
        self.size += sent.prompt_chars * _BYTES_PER_CHARACTER

    def is_full(self, translator: BatchTranslator) -> bool:
        """Tell whether it is time to hand it in."""
        most = min(_MOST_REQUESTS, translator.most_requests)
        return len(self.requests) >= most or self.size >= translator.most_bytes // 2


@dataclass
class Purse:
    """What batches may still cost; None where nobody set a limit."""

    left: Decimal | None

    def pays(self, sent: Sent, price: Price | None, discount: Decimal) -> bool:
        """Take the most that a request can cost out of it, if that is there."""
        if self.left is None or price is None:
            return True
        # At the worst all of the prompt is written into a cache.
        tokens = Usage(sent.input_tokens, 0, sent.output_tokens, sent.input_tokens)
        most = cost(tokens, batched(price, discount))
        if most > self.left:
            return False
        self.left -= most
        return True


def gather(
    feeder: Feeder,
    requester: Requester,
    translators: Callable[[str], BatchTranslator | None],
    pays: Callable[[str, Sent], bool],
    failed: Collection[str] = (),
) -> Iterator[Tray]:
    """Give full trays, and what is left in the end; ends early when nothing more can be paid.

    Args:
        translators: of an engine by name; None where it takes no batches.
        failed: step keys of what need not be tried again.
    """
    trays: dict[str, Tray] = {}
    seen: set[tuple[str, str]] = set()
    for batches in feeder.batches():
        for batch in (_open_part(each, seen, failed) for each in batches):
            translator = translators(batch.engine) if batch is not None else None
            if batch is None or translator is None:
                continue
            sent = requester.make(batch)
            if not pays(batch.engine, sent):
                yield from trays.values()
                return
            tray = trays.setdefault(batch.engine, Tray(batch.engine))
            tray.add(batch, sent)
            if tray.is_full(translator):
                yield trays.pop(batch.engine)
    yield from trays.values()


def _open_part(batch: Batch, seen: set[tuple[str, str]], failed: Collection[str]) -> Batch | None:
    """Return what of a batch has no answer yet and is not asked for by an equal line."""
    count_rounds(batch.jobs)
    known = get_steps(job.step(0) for job in batch.jobs)
    left = [job for job in batch.jobs if (key := job.step(0)) not in known and key not in failed]
    jobs = [job for job in left if not _is_repeat(job, seen)]
    return replace(batch, jobs=tuple(jobs)) if jobs else None


def _is_repeat(job: Job, seen: set[tuple[str, str]]) -> bool:
    if not shares_answer(job):
        return False
    place = (job.locale.tag, job.digest)
    if place in seen:
        return True
    seen.add(place)
    return False
