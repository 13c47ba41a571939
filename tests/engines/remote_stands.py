"""Stand-ins of the engines behind an endpoint: their SDKs, on a transport that answers itself."""

from __future__ import annotations

import asyncio
import json

import httpx2

from storyport.engines.translate.anthropic import AnthropicTranslator
from storyport.engines.translate.openai import OpenAITranslator
from storyport.engines.translate.templates import TemplatedTranslator, template_of

KEY = "sk-secret-0123456789"
USELESS = "Sure, here you are!"


def client_of(handler):
    return httpx2.AsyncClient(transport=httpx2.MockTransport(handler))


def openai_with(handler, **settings):
    settings = {"base_url": "http://sim.test/v1", "api_key": KEY} | settings
    return OpenAITranslator("sim", http_client=client_of(handler), **settings)


def templated_with(handler, model="hy-mt2:7b", **settings):
    settings = {"base_url": "http://sim.test/v1", "api_key": KEY} | settings
    return TemplatedTranslator(
        model, template_of(model), http_client=client_of(handler), **settings
    )


def anthropic_with(handler, model="claude-opus-5-5", **settings):
    settings = {"base_url": "http://sim.test", "api_key": KEY} | settings
    return AnthropicTranslator(model, http_client=client_of(handler), **settings)


def completion(content, **more):
    """A chat completion."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return {"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage, **more}


def message(content, stop="end_turn", **usage):
    """An Anthropic message."""
    usage = {"input_tokens": 100, "output_tokens": 50} | usage
    blocks = [{"type": "thinking", "thinking": ""}, {"type": "text", "text": content}]
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude",
        "content": blocks,
        "stop_reason": stop,
        "usage": usage,
    }


def rows_for(body):
    """Translate the segments of a request by putting ‹› around each."""
    segments = json.loads(body["messages"][-1]["content"])["segments"]
    rows = [{"id": segment["id"], "text": f"‹{segment['text']}›"} for segment in segments]
    return json.dumps({"translations": rows})


def echo(http_request):
    body = json.loads(http_request.content)
    return httpx2.Response(200, json=completion(rows_for(body)))


def echo_message(http_request):
    body = json.loads(http_request.content)
    return httpx2.Response(200, json=message(rows_for(body)))


def echo_text(http_request):
    """Answer a translation model's prompt: what stands in its last paragraph, in ‹›."""
    body = json.loads(http_request.content)
    text = body["messages"][-1]["content"].rpartition("\n\n")[2]
    return httpx2.Response(200, json=completion(f"‹{text}›"))


async def hang(_):
    await asyncio.sleep(1e6)


def _failures(useless):
    return {
        "throttled": httpx2.Response(429, headers={"retry-after": "7"}, json={"error": {}}),
        "unavailable": httpx2.Response(503, json={"error": {"message": "down"}}),
        "refused": httpx2.Response(404, json={"error": {"message": "unknown model"}}),
        "useless": httpx2.Response(200, json=useless),
    }


def _opener(make, good, useless):
    def open_(behaviour):
        if behaviour == "hanging":
            return make(hang)
        failures = _failures(useless)
        return make(lambda request: failures.get(behaviour) or good(request))

    return open_


open_openai = _opener(openai_with, echo, completion(USELESS))
open_anthropic = _opener(anthropic_with, echo_message, message(USELESS))
open_templated = _opener(templated_with, echo_text, completion("   "))
