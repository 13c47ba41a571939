"""The contract of all translation engines: each adapter runs it with a stand-in.

A stand-in makes its adapter behave: `open(behaviour)` gives a translator that works, fails in
one of four ways, or never answers, without a network and without waiting. A check is a
coroutine function that is given the stand-in; `CHECKS` lists them, in eight groups: order,
count, unicode, empty texts, long texts, errors, cancelling, rate limits; and what an adapter
says of itself.

To add an adapter, in three steps:

1. Write how to open it, beside the others: `remote_stands.py` for what is behind HTTP (the
   SDK runs on a transport that answers itself), `local_stands.py` for what runs here.
2. Add a `Stand` to `STANDS` below. Say in `failures` which of the four ways it can fail in,
   and in `one_by_one` whether it sends each line by itself.
3. Run `pytest tests/engines/test_contract.py -k NAME`. What cannot hold for an engine is a
   field of `Stand` and not an `if` in a check.

Time is virtual (`tests/work/virtual_time.py`): threads and processes of an adapter must not be
waited for, so hand it an executor that runs at once. An engine that also takes batches has its
stand-in in `batch_contract.py` too.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.engines.local_stands import BEHAVIOURS as LOCAL_FAILURES
from tests.engines.local_stands import open_apertium, open_ctranslate2, open_gloss
from tests.engines.remote_stands import open_anthropic, open_openai, open_templated

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
from storyport.kernel.locales import LocaleInfo, parse_locale
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
    """An adapter's stand-in: `open(behaviour)` gives a translator that behaves so.

    Attributes:
        name: of the engine, as the part of its name before the colon.
        failures: the ways in which it can fail.
        one_by_one: whether it asks for each line by itself, so that a request costs several.
        model: what tells it from another stand-in of the same engine.
        far_target: a locale in another script, where it can write one.
    """

    name: str
    open: Callable[[Behaviour], Translator]
    failures: tuple[Behaviour, ...] = ("throttled", "unavailable", "refused", "useless")
    one_by_one: bool = False
    model: str = ""
    far_target: LocaleInfo = AR


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


STANDS = [
    Stand("fake", _fake),
    Stand("openai", open_openai),
    Stand("openai", open_templated, one_by_one=True, model="hy-mt2"),
    Stand("anthropic", open_anthropic),
    Stand("ctranslate2", open_ctranslate2, LOCAL_FAILURES),
    Stand("apertium", open_apertium, LOCAL_FAILURES),
    Stand("gloss", open_gloss, failures=(), far_target=EN),
]


# --- checks -------------------------------------------------------------------------------------


async def ids_and_count_are_kept(stand):
    translator = stand.open("good")
    texts = [f"第{number}行：林风走了。" for number in range(200)]
    answer = await translator.translate(request(*texts))
    assert list(answer.texts) == [str(number) for number in range(1, 201)]
    assert all(answer.texts.values())
    assert answer.requests == (200 if stand.one_by_one else 1)
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.completion_tokens > 0
    await translator.close()


async def each_text_stands_under_its_own_id(stand):
    translator = stand.open("good")
    texts = ["山", "林风来了。", "水深三尺。", "他笑了。", "山高水长，路远。"]
    ids = ["5", "3", "1", "4", "2"]
    together = await translator.translate(request(*texts, ids=ids))
    for id_, text in zip(ids, texts, strict=True):
        alone = await translator.translate(request(text))
        assert together.texts[id_] == alone.texts["1"]
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
    answer = await translator.translate(request(*texts, target=stand.far_target))
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


async def empty_texts_alone_are_not_an_error(stand):
    translator = stand.open("good")
    answer = await translator.translate(request("", ""))
    assert answer.texts == {"1": "", "2": ""}
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
    for behaviour in stand.failures:
        kind = expected[behaviour]
        translator = stand.open(behaviour)
        with pytest.raises(EngineError) as caught:
            await translator.translate(request("好"))
        assert type(caught.value) is kind
        assert caught.value.message
        assert caught.value.requests >= 1
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


async def it_says_what_it_cannot(stand):
    translator = stand.open("good")
    said = translator.cannot(ZH, EN)
    assert isinstance(said, str)
    assert not said.endswith(".")
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
    # order
    each_text_stands_under_its_own_id,
    ids_may_be_any_text,
    # count
    ids_and_count_are_kept,
    equal_texts_are_answered_each,
    # unicode
    unicode_survives,
    # empty
    nothing_is_asked_for_nothing,
    an_empty_text_stays_empty,
    empty_texts_alone_are_not_an_error,
    # long
    a_long_line_comes_back_whole,
    # error
    errors_are_ours,
    # cancel
    cancelling_leaves_nothing,
    closing_twice_is_harmless,
    # rate limit
    calls_run_side_by_side,
    a_rate_limit_is_kept,
    # what it says of itself
    it_says_what_it_is,
    it_says_what_it_cannot,
    agreed_renderings_reach_it,
]
