"""The contract of all engines that take batches, against the simulated endpoint.

To add an engine, add a `BatchStand` to `BATCH_STANDS`: how it is made against the simulator. A
check is a coroutine function that is given the stand-in; it starts an endpoint with the faults
that it is about. Nothing waits: a batch ends after it was looked at a number of times.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from benchmarks.endpoint import Endpoint, Faults
from tests.engines.contract import request

from storyport.engines.base import (
    Answer,
    BadAnswer,
    BatchState,
    BatchTranslator,
    EngineError,
    Missing,
    Refused,
    TooLarge,
    Unavailable,
)
from storyport.engines.translate.anthropic import AnthropicTranslator
from storyport.engines.translate.openai import OpenAITranslator

KEY = "sk-secret-0123456789"
MARK = str(uuid.UUID(int=7))


@dataclass(frozen=True)
class BatchStand:
    """How an engine is made against a simulated endpoint.

    Attributes:
        knows_at_once: whether a batch under way can be told by its mark.
        fails_at_once: whether a batch that cannot be is refused when it is handed in; else it
            is found to have failed.
    """

    name: str
    make: Callable[[Endpoint, str], BatchTranslator]
    knows_at_once: bool = True
    fails_at_once: bool = False


def _openai(endpoint, key):
    return OpenAITranslator("sim-translator", base_url=endpoint.url, api_key=key)


def _anthropic(endpoint, key):
    return AnthropicTranslator("claude-opus-5-5", base_url=endpoint.anthropic_url, api_key=key)


BATCH_STANDS = [
    BatchStand("openai", _openai),
    BatchStand("anthropic", _anthropic, knows_at_once=False, fails_at_once=True),
]


@asynccontextmanager
async def opened(stand, key=KEY, **faults):
    """An engine and its endpoint."""
    with Endpoint(Faults(api_key=KEY, **faults)) as endpoint:
        translator = stand.make(endpoint, key)
        try:
            yield translator, endpoint
        finally:
            await translator.close()


def requests_of(count, lines=3):
    return {
        f"part-{number}": request(*(f"第{number}章第{line}行。" for line in range(lines)))
        for number in range(count)
    }


async def ended(translator, batch, most=20):
    for _ in range(most):
        if (state := await translator.look_at_batch(batch)).ended:
            return state
    raise AssertionError("the batch never ends")


async def collected(translator, batch, requests):
    lines = {id_: asked.lines for id_, asked in requests.items()}
    found = [each async for each in translator.collect_batch(batch, lines)]
    assert len(dict(found)) == len(found), "nothing is given twice"
    return dict(found)


async def run_whole(translator, requests, mark=MARK):
    batch = await translator.start_batch(requests, mark)
    state = await ended(translator, batch)
    return batch, state, await collected(translator, batch, requests)


async def all_comes_back(stand):
    requests = requests_of(50)
    async with opened(stand) as (translator, endpoint):
        _, state, found = await run_whole(translator, requests)
        assert state == BatchState(ended=True, total=50, answered=50)
        assert set(found) == set(requests)
        for id_, answer in found.items():
            assert isinstance(answer, Answer)
            assert list(answer.texts) == ["1", "2", "3"]
            alone = await translator.translate(requests[id_])
            assert answer.texts == alone.texts
            assert answer.usage.prompt_tokens > 0
            assert answer.usage.completion_tokens > 0
        assert endpoint.stats()["batched_requests"] == 50


async def a_long_id_and_empty_lines_are_kept(stand):
    long = "a" * 60
    requests = {long: request("山", "", "水"), "b": request("", " "), "a" * 59: request("火")}
    async with opened(stand) as (translator, _):
        _, _, found = await run_whole(translator, requests)
        assert set(found) == set(requests)
        assert list(found[long].texts) == ["1", "2", "3"]
        assert found[long].texts["2"] == ""
        assert found["b"] == Answer({"1": "", "2": " "}, requests=0)


async def a_batch_takes_its_time(stand):
    requests = requests_of(4)
    async with opened(stand, batch_looks=3) as (translator, _):
        batch = await translator.start_batch(requests, MARK)
        states = [await translator.look_at_batch(batch) for _ in range(4)]
        assert [state.ended for state in states] == [False, False, False, True]
        assert all(state.total == 4 and not state.trouble for state in states)
        assert states[-1].answered == 4


async def what_expired_is_not_given(stand):
    requests = requests_of(10)
    async with opened(stand, batch_expire=0.5) as (translator, _):
        _, state, found = await run_whole(translator, requests)
        assert (state.ended, state.total, state.answered) == (True, 10, 5)
        assert "expired" in state.trouble
        assert sorted(found) == [f"part-{number}" for number in range(5)]
        assert all(isinstance(answer, Answer) for answer in found.values())


async def what_was_done_before_a_cancel_is_given(stand):
    requests = requests_of(10)
    async with opened(stand, batch_looks=9) as (translator, _):
        batch = await translator.start_batch(requests, MARK)
        assert not (await translator.look_at_batch(batch)).ended
        await translator.cancel_batch(batch)
        state = await ended(translator, batch)
        assert "cancelled" in state.trouble
        found = await collected(translator, batch, requests)
        assert 0 < len(found) < 10


async def a_batch_that_cannot_be_is_said_to(stand):
    requests = requests_of(2)
    async with opened(stand, batch_fail="Enqueued token limit reached") as (translator, _):
        if stand.fails_at_once:
            with pytest.raises(EngineError, match="token limit reached"):
                await translator.start_batch(requests, MARK)
            return
        _, state, found = await run_whole(translator, requests)
        assert state.ended
        assert "Enqueued token limit reached" in state.trouble
        assert found == {}


async def failed_requests_are_errors_of_ours(stand):
    requests = requests_of(30)
    async with opened(stand, http_500=0.3, empty_content=0.3) as (translator, _):
        _, state, found = await run_whole(translator, requests)
        assert state.answered == 30
        assert set(found) == set(requests)
        kinds = {type(each) for each in found.values()}
        assert kinds == {Answer, Unavailable, BadAnswer}


async def broken_lines_are_named(stand):
    requests = requests_of(40)
    async with opened(stand, batch_broken=0.4) as (translator, _):
        _, _, found = await run_whole(translator, requests)
        assert set(found) == set(requests)
        broken = [each for each in found.values() if not isinstance(each, Answer)]
        assert 5 < len(broken) < 30
        assert all(type(each) is BadAnswer and "line " in each.message for each in broken)


async def it_is_found_again_by_its_mark(stand):
    requests = requests_of(3)
    other = str(uuid.UUID(int=8))
    async with opened(stand) as (translator, endpoint):
        await translator.start_batch(requests_of(2), other)
        batch = await translator.start_batch(requests, MARK)
        newer = await translator.start_batch(requests_of(2), str(uuid.UUID(int=9)))
        again = stand.make(endpoint, KEY)  # as after a death: it was told of none
        if not stand.knows_at_once:
            with pytest.raises(Unavailable, match="3 batches are under way"):
                await again.find_batch(MARK)
        for each in (batch, newer):
            await ended(translator, each)
        assert await again.find_batch(MARK) == batch
        for each in await asyncio.gather(*(ended(again, each) for each in (batch, newer))):
            assert each.ended
        if stand.knows_at_once:
            assert await again.find_batch(str(uuid.UUID(int=1))) is None
        assert set(await collected(again, batch, requests)) == set(requests)
        await again.close()


async def what_was_taken_unheard_is_not_made_twice(stand):
    requests = requests_of(3)
    async with opened(stand) as (translator, endpoint):
        lost = _Losing(translator)
        with pytest.raises(Unavailable):
            await translator.start_batch(requests, MARK)
        lost.over = True
        if not stand.knows_at_once:
            with pytest.raises(Unavailable, match="under way"):
                await translator.start_batch(requests, MARK)
            other = stand.make(endpoint, KEY)
            await ended(other, lost.batch)
            await other.close()
        assert await translator.start_batch(requests, MARK) == lost.batch
        assert set(await collected_after(translator, lost.batch, requests)) == set(requests)
        assert endpoint.stats()["batched_requests"] == 3


class _Losing:
    """Loses the answer to the call that makes a batch."""

    def __init__(self, translator):
        self.over, self.batch = False, ""
        self._send = translator._connection.send
        translator._connection.send = self._losing

    async def _losing(self, call, seconds):
        received = await self._send(call, seconds)
        said = json.loads(received.body)
        if not self.over and said.get("object", said.get("type")) in {"batch", "message_batch"}:
            self.batch = said["id"]
            raise Unavailable("no answer within 60 s.")
        return received


async def collected_after(translator, batch, requests):
    await ended(translator, batch)
    return await collected(translator, batch, requests)


async def nothing_is_found_where_nothing_is(stand):
    async with opened(stand, batch_looks=5) as (translator, _):
        assert await translator.find_batch(MARK) is None
        await translator.start_batch(requests_of(2), MARK)
        # Its own batches are known: none of them can be the lost one.
        assert await translator.find_batch(str(uuid.UUID(int=1))) is None


async def an_unknown_batch_is_refused(stand):
    async with opened(stand) as (translator, _):
        with pytest.raises(Missing):
            await translator.look_at_batch("nobody-knows")
        with pytest.raises(Refused):
            await translator.cancel_batch("nobody-knows")
        with pytest.raises(Missing):
            await collected(translator, "nobody-knows", requests_of(1))


async def a_wrong_key_is_refused_and_not_told(stand):
    async with opened(stand, key="sk-wrong-0123456789") as (translator, _):
        for attempt in (
            lambda: translator.start_batch(requests_of(1), MARK),
            lambda: translator.find_batch(MARK),
            lambda: translator.look_at_batch("batch-1"),
            lambda: collected(translator, "batch-1", requests_of(1)),
        ):
            with pytest.raises(Refused) as caught:
                await attempt()
            assert not isinstance(caught.value, Missing), "it says nothing of the batch"
            assert "sk-wrong" not in str(caught.value)


async def an_endpoint_without_batches_says_so(stand):
    async with opened(stand, batches="off") as (translator, endpoint):
        with pytest.raises(Missing):
            await translator.start_batch(requests_of(1), MARK)
        assert endpoint.stats()["batched_requests"] == 0


async def too_much_is_too_large(stand):
    async with opened(stand) as (translator, endpoint):
        translator.most_requests = 3
        with pytest.raises(TooLarge, match="3 requests"):
            await translator.start_batch(requests_of(4), MARK)
        translator.most_requests, translator.most_bytes = 10, 2_000
        with pytest.raises(TooLarge, match="2000 bytes"):
            await translator.start_batch(requests_of(4), MARK)
        with pytest.raises(Refused, match="nothing to translate"):
            await translator.start_batch({"a": request("")}, MARK)
        assert endpoint.stats()["batched_requests"] == 0


async def it_may_be_left_half_collected(stand):
    requests = requests_of(20)
    lines = {id_: asked.lines for id_, asked in requests.items()}
    async with opened(stand) as (translator, _):
        batch = await translator.start_batch(requests, MARK)
        await ended(translator, batch)
        answers = translator.collect_batch(batch, lines)
        first = await anext(answers)
        await answers.aclose()
        assert first[0] in requests
        assert set(await collected(translator, batch, requests)) == set(requests)


async def a_half_given_up_elsewhere_is_ignored(stand):
    requests = requests_of(6)
    async with opened(stand) as (translator, _):
        batch, _, _ = await run_whole(translator, requests)
        wanted = {id_: requests[id_] for id_ in ("part-1", "part-4")}
        assert set(await collected(translator, batch, wanted)) == set(wanted)


async def its_price_is_a_share(stand):
    async with opened(stand) as (translator, _):
        assert 0 < translator.discount <= 1


BATCH_CHECKS = [
    all_comes_back,
    a_long_id_and_empty_lines_are_kept,
    a_batch_takes_its_time,
    what_expired_is_not_given,
    what_was_done_before_a_cancel_is_given,
    a_batch_that_cannot_be_is_said_to,
    failed_requests_are_errors_of_ours,
    broken_lines_are_named,
    it_is_found_again_by_its_mark,
    what_was_taken_unheard_is_not_made_twice,
    nothing_is_found_where_nothing_is,
    an_unknown_batch_is_refused,
    a_wrong_key_is_refused_and_not_told,
    an_endpoint_without_batches_says_so,
    too_much_is_too_large,
    it_may_be_left_half_collected,
    a_half_given_up_elsewhere_is_ignored,
    its_price_is_a_share,
]
