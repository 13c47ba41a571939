"""Counting what was asked and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .ask import Ask, Item
from .model import Reply
from .text import count_han, source_chars, tokens


@dataclass
class Stats:
    """Counters since the start (or the last reset); seconds are since the server's start.

    Texts are kept as hashes only, so that a long run stays small.
    """

    requests: int = 0
    ok: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    max_in_flight: int = 0
    first_request_at: float | None = None
    last_answer_at: float | None = None
    endpoint_seconds: float = 0.0
    busy_seconds: float = 0.0
    source_chars: int = 0
    answered_source_chars: int = 0
    distinct_source_chars: int = 0
    segments: int = 0
    han_chars_sent: int = 0
    prompt_chars: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    written_tokens: int = 0
    batched_requests: int = 0
    term_occurrences: int = 0
    term_disobeyed: int = 0
    _texts: set[int] = field(default_factory=set)
    _good_texts: Counter[int] = field(default_factory=Counter)
    _good_places: Counter[int] = field(default_factory=Counter)
    _good_users: Counter[int] = field(default_factory=Counter)
    _busy_since: float = 0.0

    def arrived(self, now: float) -> None:
        """A chat request has come, whatever becomes of it."""
        self.requests += 1
        if self.first_request_at is None:
            self.first_request_at = now

    def asked(self, ask: Ask) -> int:
        """Count what a parsed request holds; returns its source characters."""
        sizes = [source_chars(item.text) for item in ask.items]
        for item, size in zip(ask.items, sizes, strict=True):
            if (known := hash(item.text)) not in self._texts:
                self._texts.add(known)
                self.distinct_source_chars += size
        self.segments += len(sizes)
        self.source_chars += sum(sizes)
        self.han_chars_sent += sum(map(count_han, ask.prompt))
        self.prompt_chars += sum(map(len, ask.prompt))
        return sum(sizes)

    def admitted(self, now: float) -> None:
        """A request is being worked on."""
        if not self.in_flight:
            self._busy_since = now
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)

    def left(self, began: float, now: float) -> None:
        """An admitted request is over, answered or not."""
        self.in_flight -= 1
        self.endpoint_seconds += now - began
        self.last_answer_at = now
        if not self.in_flight:
            self.busy_seconds += now - self._busy_since

    def failed(self, status: str, kinds: Sequence[str] = ()) -> None:
        """A request ended otherwise than with an answer of the model."""
        if status != "200":  # an HTML page or an empty body comes with status 200
            self.errors[status] += 1
        self.faults.update(kinds)

    def answered(self, ask: Ask, reply: Reply, cached: int, chars: int, written: int = 0) -> None:
        """A request got an answer of the model, good or not."""
        self.ok += not reply.kinds
        self.faults.update(reply.kinds)
        self.prompt_tokens += sum(map(tokens, ask.prompt))
        self.completion_tokens += tokens(reply.content)
        self.cached_tokens += cached
        self.written_tokens += written
        self.answered_source_chars += chars
        self.term_occurrences += reply.terms_seen
        self.term_disobeyed += reply.terms_wrong
        if not reply.kinds:
            self._good_users[hash(ask.user)] += 1
        self._count_good(ask.items, reply.good)

    def _count_good(self, items: Sequence[Item], good: Sequence[bool]) -> None:
        """Count good answers by text, and by text and its ordinal in the request."""
        within: Counter[str] = Counter()
        for item, fine in zip(items, good, strict=True):
            within[item.text] += 1
            if fine:
                self._good_texts[hash(item.text)] += 1
                self._good_places[hash((item.text, within[item.text]))] += 1

    def next_run(self, now: float) -> Stats:
        """Fresh counters; the requests still in flight stay so."""
        return Stats(in_flight=self.in_flight, max_in_flight=self.in_flight, _busy_since=now)

    def report(self) -> dict[str, Any]:
        """The counters as one JSON object."""
        shown = {name: value for name, value in vars(self).items() if name[0] != "_"}
        shown["errors"], shown["faults"] = dict(self.errors), dict(self.faults)
        shown["distinct_segments"] = len(self._texts)
        shown["repeated_segments"] = _repeated(self._good_places)
        shown["repeated_segment_answers"] = _surplus(self._good_places)
        shown["repeated_texts"] = _repeated(self._good_texts)
        shown["repeated_text_answers"] = _surplus(self._good_texts)
        shown["requests_repeated"] = _surplus(self._good_users)
        return shown


def _repeated(counts: Counter[int]) -> int:
    """How many keys were counted more than once."""
    return sum(count > 1 for count in counts.values())


def _surplus(counts: Counter[int]) -> int:
    """How many counts there are beyond the first of each key."""
    return sum(count - 1 for count in counts.values())
