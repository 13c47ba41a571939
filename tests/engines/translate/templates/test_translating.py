import asyncio
import json
from dataclasses import replace

import httpx2
import pytest
from tests.engines.contract import EN, ZH, request
from tests.engines.remote_stands import completion, templated_with
from tests.work.virtual_time import run

from storyport.engines.base import (
    BadAnswer,
    EngineError,
    Line,
    Refused,
    Request,
    Term,
    Throttled,
    TooLarge,
    Unavailable,
    Usage,
)


def translate(handler, asked, **settings):
    async def main():
        translator = templated_with(handler, **settings)
        try:
            return await translator.translate(asked)
        finally:
            await translator.close()

    return run(main())


def text_in(http_request):
    body = json.loads(http_request.content)
    said = body["messages"][-1]["content"] if "messages" in body else body["prompt"]
    return body, said


def by_text(answers):
    """Answer by what the prompt ends with: a text, a response, or the text in ‹›."""

    def handler(http_request):
        _, said = text_in(http_request)
        text = said.rpartition("\n")[2]
        answer = answers.get(text, f"‹{text}›")
        if isinstance(answer, httpx2.Response):
            return answer
        return httpx2.Response(200, json=completion(answer))

    return handler


def recorded(asked, **settings):
    seen = []

    def handler(http_request):
        seen.append((http_request, *text_in(http_request)))
        return httpx2.Response(200, json=completion("x"))

    translate(handler, asked, **settings)
    return seen


DOWN = httpx2.Response(503, json={"error": {"message": "down"}})
SLOW = httpx2.Response(429, headers={"retry-after": "7"}, json={"error": {}})


def test_each_line_is_a_call_of_its_own():
    answer = translate(by_text({}), request("山", "", "水", "火"))
    assert answer.texts == {"1": "‹山›", "2": "", "3": "‹水›", "4": "‹火›"}
    assert answer.requests == 3
    assert answer.usage == Usage(300, 0, 150)


def test_no_system_message_and_the_recommended_parameters():
    ((http_request, body, _),) = recorded(request("山"))
    assert http_request.url.path == "/v1/chat/completions"
    assert [message["role"] for message in body["messages"]] == ["user"]
    assert (body["temperature"], body["top_p"], body["top_k"]) == (0.7, 0.6, 20)
    assert body["repetition_penalty"] == body["repeat_penalty"] == 1.05
    assert body["max_tokens"] == 4096
    assert "response_format" not in body


def test_ones_own_parameters_go_first():
    ((_, body, _),) = recorded(request("山"), temperature=0.1, extra={"top_p": 0.9, "seed": 7})
    assert (body["temperature"], body["top_p"], body["seed"]) == (0.1, 0.9, 7)


def test_seed_x_is_asked_through_plain_completions():
    def handler(http_request):
        assert http_request.url.path == "/v1/completions"
        assert text_in(http_request)[1].endswith("山 <en>")
        choice = {"index": 0, "text": " Mountain\n", "finish_reason": "stop"}
        usage = {"prompt_tokens": 20, "completion_tokens": 2}
        return httpx2.Response(200, json={"choices": [choice], "usage": usage})

    answer = translate(handler, request("山"), model="Seed-X-PPO-7B")
    assert answer.texts == {"1": "Mountain"}
    assert answer.usage == Usage(20, 0, 2)


def test_what_is_told_of_a_line_is_its_own():
    asked = Request(
        (Line("1", "林风来了。"), Line("2", "<1>叶凡</1>走了。"), Line("3", "好。")),
        ZH,
        EN,
        system="never sent",
        terms=(Term("林风", "Lin Feng"), Term("叶凡", "Ye Fan")),
        context={"before": "昨夜下雨。", "notes": "2: she is his sister\n12: not this one"},
        style="Narrate in the past tense.",
    )
    first, second, third = (said for _, _, said in recorded(asked))
    assert "Lin Feng" in first
    assert "Ye Fan" not in first
    assert "【背景信息】\n昨夜下雨。" in first
    assert "she is his sister" in second
    assert "not this one" not in second
    assert "【背景信息】\n昨夜下雨。\n林风来了。" in second
    assert "昨夜下雨。\n林风来了。\n叶凡走了。" in third
    for said in (first, second, third):
        assert "Narrate in the past tense." in said
        assert "never sent" not in said


def test_without_context_no_line_is_told_of_another():
    assert all("背景" not in said for _, _, said in recorded(request("山", "水")))


def test_a_limit_is_shared_by_the_lines():
    asked = replace(request("山" * 300, "水"), most_tokens=1000)
    limits = [body["max_tokens"] for _, body, _ in recorded(asked)]
    assert sum(limits) <= 1000
    assert limits[0] > 700 > limits[1] > 0


def test_a_line_that_fails_is_missing_and_named():
    handler = by_text({"水": "   ", "火": httpx2.Response(200, json={"choices": []})})
    answer = translate(handler, request("山", "水", "火"))
    assert answer.texts == {"1": "‹山›"}
    assert answer.requests == 3
    assert any(note.startswith("2: ") for note in answer.notes)
    assert any(note.startswith("3: ") for note in answer.notes)


def test_a_cut_off_line_is_too_large():
    def handler(_):
        body = completion("half of")
        body["choices"][0]["finish_reason"] = "length"
        return httpx2.Response(200, json=body)

    with pytest.raises(TooLarge) as caught:
        translate(handler, request("山", "水"))
    assert caught.value.usage == Usage(200, 0, 100)
    assert caught.value.requests == 2


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (DOWN, Unavailable),
        (SLOW, Throttled),
        (httpx2.Response(401, json={"error": {"message": "no"}}), Refused),
        (httpx2.Response(200, json={"choices": []}), BadAnswer),
    ],
)
def test_when_all_fail_the_request_fails(response, kind):
    with pytest.raises(EngineError) as caught:
        translate(lambda _: response, request(*["山"] * 12))
    assert type(caught.value) is kind
    assert caught.value.requests == (12 if kind is BadAnswer else 4)  # the rest is not sent


def test_after_a_throttle_nothing_more_of_the_request_is_sent():
    answer = translate(by_text({"二": SLOW}), request("一", "二", *["山"] * 30))
    assert 1 <= len(answer.texts) < 30
    assert answer.requests <= 8


def test_where_it_fails_in_the_middle_the_rest_is_asked_again():
    calls = []

    def handler(http_request):
        calls.append(text_in(http_request)[0])
        if len(calls) == 3:
            return SLOW
        return httpx2.Response(200, json=completion("x"))

    answer = translate(handler, request(*"山水云风雨雪", ids=list("123456")))
    assert list(answer.texts) == list("123456")
    assert len(calls) == 7


def test_only_so_many_are_asked_at_once():
    in_flight, peak = 0, 0
    full = asyncio.Event()

    async def handler(_):
        nonlocal in_flight, peak
        in_flight += 1
        peak = max(peak, in_flight)
        if in_flight == 4:
            full.set()
        await full.wait()
        await asyncio.sleep(1)
        in_flight -= 1
        return httpx2.Response(200, json=completion("x"))

    translate(handler, request(*["山"] * 20))
    assert peak == 4


def test_a_field_that_is_not_known_is_left_out_from_then_on():
    seen = []

    def handler(http_request):
        body, _ = text_in(http_request)
        seen.append(body)
        if "repetition_penalty" in body:
            text = "Unrecognized request argument supplied: repetition_penalty"
            return httpx2.Response(400, json={"error": {"message": text}})
        return httpx2.Response(200, json=completion("x"))

    async def main():
        translator = templated_with(handler)
        first = await translator.translate(request("山"))
        second = await translator.translate(request("水"))
        await translator.close()
        return first.requests, second.requests

    assert run(main()) == (2, 1)
    assert "top_k" in seen[-1]


def test_thoughts_are_taken_off():
    answer = translate(by_text({"山": "<think>hm</think>\n\nMountain"}), request("山"))
    assert answer.texts == {"1": "Mountain"}


def test_usage_is_estimated_where_it_is_not_said():
    body = completion("Mountain")
    del body["usage"]
    answer = translate(lambda _: httpx2.Response(200, json=body), request("山"))
    assert answer.usage.prompt_tokens > 10
    assert "usage is estimated" in answer.notes


def test_it_says_which_languages_it_lacks():
    translator = templated_with(lambda _: None)
    assert translator.cannot(ZH, EN) == ""
    assert translator.abilities.follows_terms
