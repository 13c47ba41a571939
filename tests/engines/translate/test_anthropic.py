import asyncio
import json
from dataclasses import replace

import httpx2
import pytest
from benchmarks.endpoint import Endpoint, Faults
from tests.engines.contract import AR, EN, ZH, request
from tests.engines.remote_stands import KEY, anthropic_with, echo_message, message
from tests.work.virtual_time import run

from storyport.engines.base import (
    BadAnswer,
    Declined,
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
from storyport.engines.prices import cost, price_of
from storyport.engines.translate.anthropic_batch import marked_id, short_id, unmarked
from storyport.engines.translate.anthropic_message import Prefixes, traits_of
from storyport.engines.translate.prompt import ANSWER_SCHEMA, AnswerForm

GOOD = json.dumps({"translations": [{"id": "1", "text": "Good"}]})


def translate(handler, asked=None, **settings):
    async def main():
        translator = anthropic_with(handler, **settings)
        try:
            return await translator.translate(asked or request("好"))
        finally:
            await translator.close()

    return run(main())


def answering(value, status=200, **headers):
    return lambda _: httpx2.Response(status, json=value, headers=headers)


def failing(kind, text, status, **headers):
    return answering({"type": "error", "error": {"type": kind, "message": text}}, status, **headers)


def sent(asked, **settings):
    bodies = []

    def handler(http_request):
        bodies.append((http_request, json.loads(http_request.content)))
        return echo_message(http_request)

    translate(handler, asked, **settings)
    return bodies[0]


def systems(*asked):
    """The system blocks of requests that one engine sends one after the other."""
    seen = []

    def handler(http_request):
        seen.append(json.loads(http_request.content)["system"])
        return echo_message(http_request)

    async def main():
        translator = anthropic_with(handler)
        for each in asked:
            await translator.translate(each)
        await translator.close()

    run(main())
    return seen


# --- what is sent -------------------------------------------------------------------------------


def test_the_request_as_a_whole():
    asked = Request(
        (Line("1", "林风"), Line("2", "")),
        ZH,
        EN,
        system="Rules.",
        terms=(Term("林风", "Lin Feng"),),
        context={"before": "他来了。"},
    )
    http_request, body = sent(asked)
    assert http_request.url.path == "/v1/messages"
    assert KEY in http_request.headers["authorization"]
    assert body["model"] == "claude-opus-5-5"
    assert body["output_config"] == {
        "format": {"type": "json_schema", "schema": ANSWER_SCHEMA},
        "effort": "low",
    }
    assert body["max_tokens"] >= 16_384
    assert [each["role"] for each in body["messages"]] == ["user"]
    assert json.loads(body["messages"][0]["content"]) == {
        "segments": [{"id": "1", "text": "林风"}],
        "context": {"before": "他来了。"},
        "glossary": [{"source": "林风", "target": "Lin Feng"}],
    }
    assert "temperature" not in body
    assert not {"tools", "thinking", "stream"} & body.keys()


def test_the_limit_of_an_answer_reaches_the_wire():
    _, body = sent(replace(request("好"), most_tokens=321))
    assert body["max_tokens"] == 321


def test_what_one_adds_goes_first_and_keeps_the_form():
    extra = {"output_config": {"effort": "high"}, "service_tier": "standard_only"}
    _, body = sent(request("好"), extra=extra)
    assert body["output_config"]["effort"] == "high"
    assert body["output_config"]["format"]["type"] == "json_schema"
    assert body["service_tier"] == "standard_only"


@pytest.mark.parametrize(
    ("model", "form", "effort", "temperature"),
    [
        ("claude-opus-5-5", AnswerForm.SCHEMA, True, False),
        ("claude-haiku-5-5", AnswerForm.SCHEMA, True, False),
        ("claude-opus-4-8", AnswerForm.SCHEMA, True, False),
        ("claude-sonnet-4-6", AnswerForm.SCHEMA, True, True),
        ("claude-opus-4-5-20251101", AnswerForm.SCHEMA, True, True),
        ("claude-haiku-4-5-20251001", AnswerForm.SCHEMA, False, True),
        ("claude-opus-4-20250514", AnswerForm.OBJECT, False, True),
        ("claude-3-haiku-20240307", AnswerForm.OBJECT, False, True),
        ("deepseek-flash", AnswerForm.SCHEMA, True, False),
    ],
)
def test_models_by_name(model, form, effort, temperature):
    traits = traits_of(model)
    assert (traits.form, traits.effort, traits.temperature) == (form, effort, temperature)


# --- what is cached -----------------------------------------------------------------------------


def of_scene(people, target=EN, rules="You translate.\n- Rules."):
    system = f"{rules}\n\nStyle\n- Past tense.\n\nPeople\n- {people}"
    return replace(request("好", target=target), system=system)


def test_what_scenes_share_is_cached_and_the_rest_is_not():
    first, second, third = systems(of_scene("Lin Feng"), of_scene("Ye Fan"), of_scene("Lin Feng"))
    assert [bool(block.get("cache_control")) for block in first] == [True]
    assert first[0]["text"].endswith("People\n- Lin Feng")
    for blocks, people in ((second, "Ye Fan"), (third, "Lin Feng")):
        assert [bool(block.get("cache_control")) for block in blocks] == [True, False]
        assert blocks[0]["text"].endswith("Style\n- Past tense.")
        assert "JSON" in blocks[0]["text"]
        assert blocks[1]["text"] == f"People\n- {people}"


def test_each_locale_and_each_kind_of_work_has_a_prefix_of_its_own():
    other = of_scene("Lin Feng", rules="You read names.\n- Other rules.")
    *_, blocks = systems(
        of_scene("Lin Feng"), of_scene("Lin Feng", target=AR), other, of_scene("Lin Feng")
    )
    assert len(blocks) == 1


def test_a_prefix_only_ever_shrinks():
    prefixes = Prefixes()
    asked = request("好")
    assert prefixes.split(asked, "a\n\nb\n\nc") == ("a\n\nb\n\nc", "")
    assert prefixes.split(asked, "a\n\nb\n\nd") == ("a\n\nb", "d")
    assert prefixes.split(asked, "a\n\nx") == ("a", "x")
    assert prefixes.split(asked, "a\n\nb\n\nc") == ("a", "b\n\nc")


def test_tokens_of_a_cache_are_part_of_the_prompt():
    body = message(GOOD, cache_read_input_tokens=900, cache_creation_input_tokens=500)
    usage = translate(answering(body)).usage
    assert usage == Usage(1500, 900, 50, 500)
    price = price_of("anthropic:claude-opus-5-5")
    assert cost(usage, price) * 1_000_000 == 100 * 4 + 900 * price.cached + 500 * 5 + 50 * 20


# --- what comes back ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (failing("overloaded_error", "Overloaded", 529), Unavailable),
        (failing("api_error", "Internal server error", 500), Unavailable),
        (failing("rate_limit_error", "rate limit of 80,000 input tokens", 429), Throttled),
        (failing("authentication_error", "invalid x-api-key", 401), Refused),
        (failing("permission_error", "no access to this model", 403), Refused),
        (failing("not_found_error", "model: claude-9", 404), Refused),
        (failing("billing_error", "payment needed", 402), Refused),
        (failing("rate_limit_error", "enforced_spend_limit_reached", 429), Refused),
        (failing("invalid_request_error", "You have reached your API usage limits", 400), Refused),
        (
            failing(
                "invalid_request_error", "Your credit balance is too low. Plans & Billing", 400
            ),
            Refused,
        ),
        (failing("request_too_large", "Request exceeds the maximum size", 413), TooLarge),
        (
            failing("invalid_request_error", "prompt is too long: 210000 tokens > 200000", 400),
            TooLarge,
        ),
        (
            failing("invalid_request_error", "Output blocked by content filtering policy", 400),
            Declined,
        ),
        (answering(message("", stop="refusal")), Declined),
        (answering(message('{"translations": [{"id"', stop="refusal")), Declined),
        (answering(message("", stop="max_tokens")), TooLarge),
        (answering(message('{"translations": [{"id"', stop="max_tokens")), TooLarge),
        (answering(message("", stop="model_context_window_exceeded")), TooLarge),
        (answering(message("")), BadAnswer),
        (answering(message("Certainly! The story goes on.")), BadAnswer),
        (answering({"type": "error", "error": {"type": "overloaded_error"}}), Unavailable),
        (answering({"content": None}), BadAnswer),
        (answering({"content": [None, {"type": "tool_use"}]}), BadAnswer),
        (lambda _: httpx2.Response(200, content=b"<html>Welcome</html>"), Unavailable),
        (lambda _: httpx2.Response(200, content=b""), Unavailable),
    ],
)
def test_what_goes_wrong(handler, kind):
    with pytest.raises(EngineError) as caught:
        translate(handler)
    assert type(caught.value) is kind
    assert KEY not in str(caught.value)


def test_a_throttle_says_how_long():
    with pytest.raises(Throttled) as caught:
        translate(failing("rate_limit_error", "slow down", 429, **{"retry-after": "12"}))
    assert caught.value.retry_after == 12


def test_a_wrong_address_is_hinted_at():
    with pytest.raises(Refused, match="ANTHROPIC_BASE_URL"):
        translate(failing("not_found_error", "Not Found", 404))


def test_a_refusal_says_what_it_cost():
    with pytest.raises(Declined) as caught:
        translate(answering(message("", stop="refusal", cache_read_input_tokens=7)))
    assert caught.value.usage == Usage(107, 7, 50)


def test_a_refusal_says_why():
    body = message("", stop="refusal") | {"stop_details": {"category": "general_harms"}}
    with pytest.raises(Declined, match="general_harms"):
        translate(answering(body))


def test_thoughts_are_not_an_answer():
    answer = translate(answering(message(GOOD)))
    assert answer.texts == {"1": "Good"}
    assert answer.requests == 1


# --- what a model does not take -----------------------------------------------------------------


def picky(refusals):
    """An endpoint that refuses a request while it has what its rules name."""
    seen = []

    def handler(http_request):
        body = json.loads(http_request.content)
        seen.append(body)
        for has, text in refusals:
            if has(body):
                return httpx2.Response(
                    400,
                    json={
                        "type": "error",
                        "error": {"type": "invalid_request_error", "message": text},
                    },
                )
        return echo_message(http_request)

    return handler, seen


@pytest.mark.parametrize(
    ("has", "text", "model"),
    [
        (
            lambda body: "effort" in body.get("output_config", {}),
            "This model does not support the effort parameter.",
            "claude-next",
        ),
        (
            lambda body: "format" in body.get("output_config", {}),
            "output_config.format: Extra inputs are not permitted",
            "claude-next",
        ),
        (
            lambda body: "output_config" in body,
            "output_config: Extra inputs are not permitted",
            "claude-next",
        ),
        (
            lambda body: "temperature" in body,
            "`temperature` is deprecated for this model.",
            "claude-sonnet-4-6",
        ),
        (
            lambda body: body["max_tokens"] > 8192,
            "max_tokens: 16384 > 8192, which is the maximum allowed number of output tokens",
            "claude-next",
        ),
    ],
)
def test_what_a_model_does_not_take_is_learned_once(has, text, model):
    handler, seen = picky([(has, text)])

    async def main():
        translator = anthropic_with(handler, model=model)
        first = await translator.translate(request("一"))
        second = await translator.translate(request("二"))
        await translator.close()
        return first, second

    first, second = run(main())
    assert first.texts == {"1": "‹一›"}
    assert 2 <= first.requests <= 3
    assert second.requests == 1
    assert len(seen) == first.requests + 1


def test_another_refusal_is_not_learned_from():
    handler, seen = picky([(lambda _: True, "messages: text content blocks must be non-empty")])
    with pytest.raises(Refused):
        translate(handler)
    assert len(seen) == 1


# --- ids of a batch -----------------------------------------------------------------------------


@pytest.mark.parametrize("id_", ["a", "part-7", "a" * 43, "a" * 44, "b" * 60, "-" * 60])
def test_an_id_fits_behind_the_mark(id_):
    marked = marked_id("0b44", id_)
    assert len(marked) <= 64
    assert set(marked) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    assert unmarked(marked) == short_id(id_)
    assert marked_id("0b45", id_)[:20] != marked[:20]


# --- against the simulated endpoint -------------------------------------------------------------


def test_a_whole_job_reads_its_rules_from_the_cache():
    rules = "You translate.\n" + "- Keep every mark where it stands, and every number.\n" * 60

    async def main(endpoint):
        client_url = endpoint.anthropic_url
        from storyport.engines.translate.anthropic import AnthropicTranslator

        translator = AnthropicTranslator("claude-opus-5-5", base_url=client_url, api_key="k")
        asked = [replace(request(f"第{n}章", "林风走了。"), system=rules) for n in range(10)]
        answers = [await translator.translate(each) for each in asked]
        await translator.close()
        return answers

    with Endpoint(Faults(http_503=0.0)) as endpoint:
        answers = asyncio.run(main(endpoint))
        stats = endpoint.stats()
    assert all(len(answer.texts) == 2 for answer in answers)
    assert answers[0].usage.written_tokens == stats["written_tokens"] > 500
    assert all(answer.usage.written_tokens == 0 for answer in answers[1:])
    assert sum(answer.usage.cached_tokens for answer in answers) == stats["cached_tokens"] > 4000
    assert sum(answer.usage.prompt_tokens for answer in answers) == stats["prompt_tokens"]
