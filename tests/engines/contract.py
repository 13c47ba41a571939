"""The contract of all translation engines: each adapter runs it with a stand-in.

A stand-in says how to make its adapter behave; a check is a coroutine function that is given
the stand-in. To add an adapter, add its stand-in to `STANDS`.
"""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
import pytest

from storyport.engines.base import (
    Answer,
    BadAnswer,
    EngineError,
    Line,
    Refused,
    Request,
    Term,
    Throttled,
    Translator,
    Unavailable,
)
from storyport.engines.translate import pacer_for, weight_of
from storyport.engines.translate.fake import FakeTranslator
from storyport.engines.translate.openai import OpenAITranslator
from storyport.kernel.locales import parse_locale
from storyport.work.pacing import Limits

ZH, EN, AR = (parse_locale(tag) for tag in ("zh-Hans", "en", "ar"))

Behaviour = str
"""good, throttled, unavailable, refused, useless or hanging."""


def request(*texts, target=EN, terms=(), ids=None):
    ids = ids or [str(number) for number in range(1, len(texts) + 1)]
    lines = tuple(Line(id_, text) for id_, text in zip(ids, texts, strict=True))
    return Request(lines, ZH, target, terms=tuple(terms))


@dataclass(frozen=True)
class Stand:
    """An adapter's stand-in: `open(behaviour)` gives a translator that behaves so."""

    name: str
    open: Callable[[Behaviour], Translator]


# --- stand-ins ----------------------------------------------------------------------------------


def _fake(behaviour):
    errors = {
        "throttled": Throttled("slow down", retry_after=7.0),
        "unavailable": Unavailable("down"),
        "refused": Refused("unknown model"),
        "useless": BadAnswer("prose"),
    }

    def faults(_, answer):
        if behaviour in errors:
            raise errors[behaviour]
        return answer

    if behaviour == "hanging":
        return _HangingFake()
    return FakeTranslator(faults=faults)


class _HangingFake(FakeTranslator):
    async def translate(self, request):
        await asyncio.sleep(1e6)
        return await super().translate(request)


def completion(content, **more):
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return {"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage, **more}


def echo(http_request):
    """Translate by putting ‹› around each text."""
    body = json.loads(http_request.content)
    segments = json.loads(body["messages"][-1]["content"])["segments"]
    rows = [{"id": segment["id"], "text": f"‹{segment['text']}›"} for segment in segments]
    return httpx2.Response(200, json=completion(json.dumps({"translations": rows})))


def openai_with(handler, **settings):
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(handler))
    settings = {"base_url": "http://sim.test/v1", "api_key": "sk-secret-0123456789"} | settings
    return OpenAITranslator("sim", http_client=client, **settings)


def _openai(behaviour):
    answers = {
        "throttled": httpx2.Response(429, headers={"retry-after": "7"}, json={"error": {}}),
        "unavailable": httpx2.Response(503, json={"error": {"message": "down"}}),
        "refused": httpx2.Response(404, json={"error": {"message": "unknown model"}}),
        "useless": httpx2.Response(200, json=completion("Sure, here you are!")),
    }

    async def hang(_):
        await asyncio.sleep(1e6)

    if behaviour == "hanging":
        return openai_with(hang)
    return openai_with(lambda req: answers.get(behaviour) or echo(req))


STANDS = [Stand("fake", _fake), Stand("openai", _openai)]


# --- checks -------------------------------------------------------------------------------------


async def ids_and_count_are_kept(stand):
    translator = stand.open("good")
    texts = [f"第{number}行：林风走了。" for number in range(200)]
    answer = await translator.translate(request(*texts))
    assert list(answer.texts) == [str(number) for number in range(1, 201)]
    assert all(answer.texts.values())
    assert answer.requests == 1
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.completion_tokens > 0
    await translator.close()


async def equal_texts_are_answered_each(stand):
    translator = stand.open("good")
    answer = await translator.translate(request("是。", "是。", "不。"))
    assert len(answer.texts) == 3
    assert answer.texts["1"] == answer.texts["2"] != answer.texts["3"]
    await translator.close()


async def ids_may_be_any_text(stand):
    translator = stand.open("good")
    ids = ["a-1", "第一", "7", "[9]", "x.y/z"]
    answer = await translator.translate(request(*["好"] * 5, ids=ids))
    assert list(answer.texts) == ids
    await translator.close()


async def unicode_survives(stand):
    translator = stand.open("good")
    texts = [
        "👩‍👩‍👧 笑",
        "مرحبا 你好",
        "e\u0301 ａ１",
        "𠮷野家",
        "\u200bzero",
        "“引号” \"'\\",
        "一\n二\t三",
    ]
    answer = await translator.translate(request(*texts, target=AR))
    assert len(answer.texts) == len(texts)
    for text in answer.texts.values():
        text.encode("utf-8")
    assert answer.texts["7"].count("\n") == 1
    await translator.close()


async def nothing_is_asked_for_nothing(stand):
    translator = stand.open("good")
    answer = await translator.translate(request())
    assert answer == Answer({}, requests=0)
    await translator.close()


async def an_empty_text_stays_empty(stand):
    translator = stand.open("good")
    answer = await translator.translate(request("好", "", "不好"))
    assert list(answer.texts) == ["1", "2", "3"]
    assert answer.texts["2"] == ""
    assert answer.texts["1"]
    await translator.close()


async def a_long_line_comes_back_whole(stand):
    translator = stand.open("good")
    answer = await translator.translate(request("山高水长。" * 4_000))
    assert len(answer.texts["1"]) >= 20_000
    await translator.close()


async def errors_are_ours(stand):
    expected = {
        "throttled": Throttled,
        "unavailable": Unavailable,
        "refused": Refused,
        "useless": BadAnswer,
    }
    for behaviour, kind in expected.items():
        translator = stand.open(behaviour)
        with pytest.raises(EngineError) as caught:
            await translator.translate(request("好"))
        assert type(caught.value) is kind
        assert caught.value.message
        again = pickle.loads(pickle.dumps(caught.value))
        assert (type(again), again.message) == (kind, caught.value.message)
        if behaviour == "throttled":
            assert caught.value.retry_after == 7.0
        await translator.close()


async def cancelling_leaves_nothing(stand):
    translator = stand.open("hanging")
    call = asyncio.create_task(translator.translate(request("好")))
    for _ in range(50):  # wherever it has come to by then
        await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await translator.close()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def calls_run_side_by_side(stand):
    translator = stand.open("good")
    answers = await asyncio.gather(
        *(translator.translate(request(f"第{number}章")) for number in range(64))
    )
    assert len({answer.texts["1"] for answer in answers}) == 64
    await translator.close()


async def a_rate_limit_is_kept(stand):
    translator = stand.open("good")
    pacer = pacer_for(translator, Limits(requests_per_minute=60))
    asked = request("好")
    loop = asyncio.get_running_loop()
    began = loop.time()
    calls = (
        pacer.call(lambda: translator.translate(asked), tokens=weight_of(asked)) for _ in range(30)
    )
    await asyncio.gather(*calls)
    assert loop.time() - began >= 28
    assert pacer.counts.requests == 30
    await translator.close()


async def closing_twice_is_harmless(stand):
    translator = stand.open("good")
    await translator.translate(request("好"))
    await translator.close()
    await translator.close()


async def it_says_what_it_is(stand):
    translator = stand.open("good")
    assert translator.name.partition(":")[0] == stand.name
    assert translator.abilities.licence
    await translator.close()


async def agreed_renderings_reach_it(stand):
    translator = stand.open("good")
    asked = request(
        "林风说：“走！”", terms=[Term("林风", "Lin Feng", note="hero", banned=("Forest Wind",))]
    )
    answer = await translator.translate(asked)
    assert answer.texts["1"]
    if stand.name == "fake":
        assert "Lin Feng" in answer.texts["1"]
    await translator.close()


CHECKS = [
    ids_and_count_are_kept,
    equal_texts_are_answered_each,
    ids_may_be_any_text,
    unicode_survives,
    nothing_is_asked_for_nothing,
    an_empty_text_stays_empty,
    a_long_line_comes_back_whole,
    errors_are_ours,
    cancelling_leaves_nothing,
    calls_run_side_by_side,
    a_rate_limit_is_kept,
    closing_twice_is_harmless,
    it_says_what_it_is,
    agreed_renderings_reach_it,
]
