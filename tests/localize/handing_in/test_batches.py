"""Batches: everything handed in at once, collected whatever happens in between."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from decimal import Decimal

import pytest

from storyport.engines.base import (
    BadAnswer,
    BatchState,
    BatchTranslator,
    Missing,
    Refused,
    Unavailable,
)
from storyport.engines.prices import Price
from storyport.engines.translate import pacer_for
from storyport.engines.translate.fake import FakeTranslator
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed, Interrupted
from storyport.localize.handing_in import clerk as clerks
from storyport.localize.handing_in.clerk import Rhythm
from storyport.localize.models import Target
from storyport.localize.routing.lanes import Engine
from storyport.work.models import Call, HandedIn
from storyport.work.pacing import Limits, Patience
from storyport.work.runs import RunHandle

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOK = {
    f"第{n}章": [f"{n}个少年站在山门前，他们已经等了{n}天{n}夜。", f"雪落了{n}天，没有人开门。"]
    for n in "二三四五六七"
}
PRICE = Price(Decimal(1), Decimal(2), Decimal("0.1"))


class Provider:
    """What happens at the other side; survives any death of ours."""

    def __init__(self):
        self.batches = {}
        self.marks = {}
        self.live = []
        self.polls = 2
        self.answered = 1.0
        self.trouble = ""
        self.faults = None

    def engine(self, price=PRICE):
        def make():
            translator = Batching(self)
            patience = Patience(base=0.0, cap=0.0, storm=1000)
            return translator, pacer_for(translator, Limits(workers=2), patience=patience)

        return Engine("batching", make, price)


class Batching(FakeTranslator, BatchTranslator):
    def __init__(self, provider):
        super().__init__("batching")
        self.provider = provider

    async def translate(self, request):
        self.provider.live.append(request)
        return await super().translate(request)

    async def start_batch(self, requests, mark):
        if self.provider.faults == "no batches":
            raise Missing("no batches here")
        if self.provider.faults == "wrong key":
            raise Refused("wrong key")
        id_ = f"batch-{len(self.provider.batches)}"
        self.provider.batches[id_] = [dict(requests), self.provider.polls]
        self.provider.marks[mark] = id_
        if self.provider.faults == "die after sending":
            self.provider.faults = None
            raise KeyboardInterrupt
        return id_

    async def find_batch(self, mark):
        return self.provider.marks.get(mark)

    async def look_at_batch(self, batch):
        if self.provider.faults == "away once":
            self.provider.faults = None
            raise Unavailable("down")
        if self.provider.faults == "wrong key":
            raise Refused("wrong key")
        if batch not in self.provider.batches:
            raise Missing("no such batch")
        requests, left = self.provider.batches[batch]
        self.provider.batches[batch][1] = left - 1
        done = left <= 0
        answered = int(len(requests) * self.provider.answered) if done else 0
        return BatchState(done, len(requests), answered, self.provider.trouble if done else "")

    async def collect_batch(self, batch, lines):
        if self.provider.faults == "answers refused":
            raise Refused("wrong key")
        requests = self.provider.batches[batch][0]
        answered = int(len(requests) * self.provider.answered)
        for id_, request in list(requests.items())[:answered]:
            assert lines[id_] == request.lines
            if self.provider.faults == "first fails" and id_ == "r1":
                yield id_, BadAnswer("prose")
            else:
                yield id_, await FakeTranslator.translate(self, request)

    async def cancel_batch(self, batch):
        raise AssertionError


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(clerks, "Rhythm", lambda: Rhythm(0.0, 0.0, 1.0, 3))


@pytest.fixture
def provider():
    return Provider()


def texts():
    return dict(Target.objects.filter(current=True).values_list("segment__source", "text"))


def all_sent(provider):
    return [
        line.text
        for requests, _ in provider.batches.values()
        for request in requests.values()
        for line in request.lines
    ]


def test_a_book_goes_out_in_one_batch_and_nothing_is_asked_live(desk, provider):
    desk.load(BOOK)
    totals = desk.run(made=provider.engine(), batch=True)
    assert len(provider.batches) == 1
    assert provider.live == []
    assert len(texts()) == 18
    assert not totals.unfinished
    assert totals.requests == sum(len(sent) for sent, _ in provider.batches.values())
    assert HandedIn.objects.get().state == HandedIn.State.COLLECTED


def test_a_batch_costs_its_share_and_is_booked_once(desk, provider):
    desk.load(BOOK)
    totals = desk.run(made=provider.engine(), batch=True)
    call = Call.objects.get()
    usual = (call.prompt_tokens * PRICE.input + call.completion_tokens * PRICE.output) / 1_000_000
    assert call.cost == totals.cost == usual / 2
    again = desk.run(made=provider.engine(), batch=True)
    assert again.cost == 0
    assert Call.objects.count() == 1


def test_what_expired_is_handed_in_again_then_asked_live(desk, provider):
    desk.locales = "en,es,fr,de"
    provider.answered, provider.trouble = 0.5, "expired"
    desk.load(BOOK)
    totals = desk.run(made=provider.engine(), batch=True)
    assert len(texts()) == 18
    assert Target.objects.filter(current=True).count() == 72
    assert not totals.unfinished
    assert [len(sent) for sent, _ in provider.batches.values()] == [4, 2, 1]
    assert len(provider.live) == 1
    assert "expired" in totals.notes[0]


def test_what_failed_in_a_batch_is_asked_live(desk, provider):
    provider.faults = "first fails"
    desk.load(BOOK)
    totals = desk.run(made=provider.engine(), batch=True)
    assert not totals.unfinished
    assert len(provider.batches) == 1
    assert len(provider.live) == 1


def test_a_stop_while_waiting_loses_nothing(desk, provider):
    provider.polls = 3
    desk.load(BOOK)
    looks = iter([False] * 2)
    with pytest.raises(Interrupted, match="goes on at the provider"):
        desk.run(made=provider.engine(), batch=True, stop=lambda: next(looks, True))
    assert texts() == {}
    # An ordinary run collects it too.
    desk.run(made=provider.engine())
    assert len(texts()) == 18
    assert provider.live == []
    assert len(provider.batches) == 1


def test_a_kill_between_sending_and_writing_down_repeats_nothing(desk, provider):
    provider.faults = "die after sending"
    desk.load(BOOK)
    with pytest.raises(KeyboardInterrupt):
        desk.run(made=provider.engine(), batch=True)
    assert HandedIn.objects.get().batch == ""
    desk.run(made=provider.engine(), batch=True)
    assert len(provider.batches) == 1
    assert len(all_sent(provider)) == len(set(all_sent(provider))) == 18
    assert len(texts()) == 18


def test_a_batch_that_never_arrived_is_forgotten(desk, provider):
    desk.load(BOOK)
    HandedIn.objects.create(scope="the story book", engine="batching", content=b"")
    desk.run(made=provider.engine(), batch=True)
    assert len(texts()) == 18
    assert HandedIn.objects.count() == 1


@pytest.mark.parametrize("fault", ["wrong key", "answers refused"])
def test_a_refusal_says_nothing_of_a_batch_that_is_out(desk, provider, fault):
    provider.polls = 3
    desk.load(BOOK)
    looks = iter([False] * 2)
    with pytest.raises(Interrupted):
        desk.run(made=provider.engine(), batch=True, stop=lambda: next(looks, True))
    provider.faults = fault
    with pytest.raises(EngineFailed, match="wrong key"):
        desk.run(made=provider.engine())
    assert HandedIn.objects.get().state == HandedIn.State.OUT
    provider.faults = None
    desk.run(made=provider.engine())
    assert len(texts()) == 18
    assert provider.live == []
    assert len(provider.batches) == 1


def test_a_batch_that_is_refused_is_an_engine_that_failed(desk, provider):
    provider.faults = "wrong key"
    desk.load(BOOK)
    with pytest.raises(EngineFailed, match="wrong key"):
        desk.run(made=provider.engine(), batch=True)
    assert not HandedIn.objects.exists()


def test_what_failed_is_not_handed_in_again_with_what_expired(desk, provider):
    desk.locales = "en,es,fr,de"
    provider.answered, provider.trouble, provider.faults = 0.5, "expired", "first fails"
    desk.load(BOOK)
    assert not desk.run(made=provider.engine(), batch=True).unfinished
    first, second, *_ = [list(sent.values()) for sent, _ in provider.batches.values()]
    assert first[0].target.tag not in {request.target.tag for request in second}


def test_batches_of_which_nothing_came_do_not_go_on_at_the_full_price(desk, provider):
    provider.answered, provider.trouble = 0.0, "failed: too many tokens enqueued"
    desk.load(BOOK)
    with pytest.raises(EngineFailed, match="tokens enqueued"):
        desk.run(made=provider.engine(), batch=True)
    assert provider.live == []


def test_a_batch_of_another_engine_is_told_of(desk, provider):
    desk.load(BOOK)
    HandedIn.objects.create(
        scope="the story book", engine="other", batch="b", state="out", requests=7, content=b""
    )
    totals = desk.run()
    assert "a batch of 7 requests is still out at other" in totals.notes[0]


def test_other_batches_of_this_home_are_looked_at_before_a_lost_one_is_searched(desk, provider):
    seen = []

    class Forgetful(Batching):
        async def look_at_batch(self, batch):
            seen.append(batch)
            return await super().look_at_batch(batch)

    def make():
        translator = Forgetful(provider)
        return translator, pacer_for(translator, Limits(workers=2))

    provider.batches["theirs"] = [{}, 5]
    HandedIn.objects.create(
        scope="another story", engine="batching:x", batch="theirs", state="out", content=b""
    )
    HandedIn.objects.create(scope="the story book", engine="batching:y", content=b"")
    desk.load(BOOK)
    desk.run(made=Engine("batching:y", make, PRICE))
    assert seen == ["theirs"]


def test_the_run_stays_held_while_an_answer_is_long_in_coming(desk, provider, monkeypatch):
    monkeypatch.setattr(clerks, "_BREATH", 0.001)
    beats = []
    provider.polls = 0

    class Slow(Batching):
        async def start_batch(self, requests, mark):
            before = len(beats)
            while len(beats) < before + 3:  # noqa: ASYNC110 - beats come from outside the loop
                await asyncio.sleep(0)
            return await super().start_batch(requests, mark)

    def make():
        translator = Slow(provider)
        return translator, pacer_for(translator, Limits(workers=2))

    monkeypatch.setattr(RunHandle, "beat", lambda _: beats.append(1))
    desk.load(BOOK)
    desk.run(made=Engine("batching", make, PRICE), batch=True)
    assert len(texts()) == 18


def test_a_batch_that_the_provider_forgot_is_asked_anew(desk, provider):
    provider.polls = 3
    desk.load(BOOK)
    looks = iter([False] * 2)
    with pytest.raises(Interrupted):
        desk.run(made=provider.engine(), batch=True, stop=lambda: next(looks, True))
    provider.batches.clear()
    totals = desk.run(made=provider.engine(), batch=True)
    assert len(texts()) == 18
    assert any("no such batch" in note for note in totals.notes)


def test_an_endpoint_that_is_away_for_a_moment_is_asked_again(desk, provider):
    provider.faults = "away once"
    desk.load(BOOK)
    assert not desk.run(made=provider.engine(), batch=True).unfinished


def test_equal_lines_are_sent_once(desk, provider):
    line = "山门前站着一个少年，他已经等了三天三夜，没有人开门，只有雪一直落下来。"
    desk.load({f"第{n}章": [line] * 3 for n in "一二三"})
    desk.run(made=provider.engine(), batch=True)
    assert all_sent(provider).count(line) == 1
    assert len(texts()) == 4


@pytest.mark.parametrize("limit", ["0.0001", "0.002", "0.004"])
def test_a_budget_holds_for_batches_too(desk, provider, limit):
    desk.locales = "en,es,fr,de"
    desk.load(BOOK)
    with suppress(BudgetReached):
        desk.run(made=provider.engine(), batch=True, budget=Decimal(limit))
    spent = sum(Call.objects.values_list("cost", flat=True))
    assert spent <= Decimal(limit)
    assert bool(provider.batches) is (limit != "0.0001")


@pytest.mark.parametrize("engine", ["fake", "refuses"])
def test_an_engine_without_batches_is_said(desk, provider, engine):
    provider.faults = "no batches"
    desk.load(BOOK)
    made = provider.engine() if engine == "refuses" else None
    with pytest.raises(BadInput, match="batches"):
        desk.run(made=made, batch=True)
    assert HandedIn.objects.count() == 0
