"""The endpoint simulator: OpenAI's batches, Anthropic's messages and batches."""

from __future__ import annotations

import json
import urllib.request
import uuid

import pytest
from benchmarks.endpoint import Faults
from benchmarks.endpoint.limits import MarkedCache

BATCHES = "/v1/messages/batches"


def user(*texts):
    segments = [{"id": str(n), "text": text} for n, text in enumerate(texts, 1)]
    return json.dumps({"segments": segments}, ensure_ascii=False)


def chat(*texts):
    return {"model": "sim", "messages": [{"role": "user", "content": user(*texts)}]}


def messages(*texts, system="", **more):
    block = {"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}
    return {
        "model": "claude", "max_tokens": 999, "system": [block] if system else [],
        "messages": [{"role": "user", "content": user(*texts)}], **more,
    }  # fmt: skip


def upload(client, rows, purpose="batch"):
    edge = uuid.uuid4().hex
    content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n{purpose}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n'
        f"{content}\r\n--{edge}--\r\n"
    ).encode()
    request = urllib.request.Request(
        f"{client.url}/files",
        data=body,
        headers={"Content-Type": f"multipart/form-data; boundary={edge}"},
    )
    with client.opener.open(request) as got:
        return json.loads(got.read())["id"]


def begin(client, count=4, **more):
    rows = [
        {"custom_id": f"r{n}", "method": "POST", "url": "/v1/chat/completions",
         "body": chat(f"第{n}章。")}
        for n in range(count)
    ]  # fmt: skip
    body = {"input_file_id": upload(client, rows), "endpoint": "/v1/chat/completions", **more}
    return client.fetch("/v1/batches", body).json


def rows_of(client, file_id):
    return [
        json.loads(row)
        for row in client.fetch(f"/v1/files/{file_id}/content").body.split("\n")
        if row
    ]


def test_an_openai_batch_from_start_to_end(serve) -> None:
    client, endpoint = serve(batch_looks=1)
    batch = begin(client, metadata={"storyport": "m"})
    assert (batch["status"], batch["metadata"]) == ("validating", {"storyport": "m"})
    assert endpoint.stats()["batched_requests"] == 0
    looked = client.fetch(f"/v1/batches/{batch['id']}").json
    assert (looked["status"], looked["output_file_id"]) == ("in_progress", None)
    done = client.fetch(f"/v1/batches/{batch['id']}").json
    assert done["status"] == "completed"
    assert done["request_counts"] == {"total": 4, "completed": 4, "failed": 0}
    rows = rows_of(client, done["output_file_id"])
    assert [row["custom_id"] for row in rows] == ["r0", "r1", "r2", "r3"]
    said = json.loads(rows[2]["response"]["body"]["choices"][0]["message"]["content"])
    assert said == {"translations": [{"id": "1", "text": client.ask("第2章。").texts[0]}]}
    assert done["error_file_id"] is None
    stats = endpoint.stats()
    assert (stats["batched_requests"], stats["requests"]) == (4, 1)
    assert stats["repeated_segments"] == 1


def test_a_batch_that_expires_half_way(serve) -> None:
    client, _ = serve(batch_expire=0.5)
    done = client.fetch(f"/v1/batches/{begin(client)['id']}").json
    assert done["status"] == "expired"
    assert len(rows_of(client, done["output_file_id"])) == 2
    errors = rows_of(client, done["error_file_id"])
    assert {row["error"]["code"] for row in errors} == {"batch_expired"}


def test_a_batch_that_fails_or_is_cancelled(serve) -> None:
    client, endpoint = serve(batch_fail="too much", batch_looks=5)
    failed = client.fetch(f"/v1/batches/{begin(client)['id']}").json
    assert (failed["status"], failed["errors"]["data"][0]["message"]) == ("failed", "too much")
    endpoint.configure(batch_fail=None)
    id_ = begin(client)["id"]
    assert client.fetch(f"/v1/batches/{id_}/cancel", {}).json["status"] == "cancelling"
    done = client.fetch(f"/v1/batches/{id_}").json
    assert (done["status"], done["request_counts"]["completed"]) == ("cancelled", 2)


def test_batches_are_listed_newest_first_in_pages(serve) -> None:
    client, _ = serve()
    ids = [begin(client, 1)["id"] for _ in range(5)]
    page = client.fetch("/v1/batches?limit=2").json
    assert [batch["id"] for batch in page["data"]] == [ids[4], ids[3]]
    assert page["has_more"]
    page = client.fetch(f"/v1/batches?limit=9&after={ids[3]}").json
    assert [batch["id"] for batch in page["data"]] == [ids[2], ids[1], ids[0]]
    assert not page["has_more"]


def test_broken_lines_are_the_same_each_time(serve) -> None:
    client, _ = serve(batch_broken=0.5)
    done = client.fetch(f"/v1/batches/{begin(client, 20)['id']}").json
    body = client.fetch(f"/v1/files/{done['output_file_id']}/content").body
    broken = 0
    for row in body.strip().split("\n"):
        try:
            json.loads(row)
        except ValueError:
            broken += 1
    assert 4 < broken < 16
    assert client.fetch(f"/v1/files/{done['output_file_id']}/content").body == body


def test_what_is_not_there_is_a_404(serve) -> None:
    client, endpoint = serve()
    for path in ("/v1/batches/x", "/v1/files/x/content", f"{BATCHES}/x", f"{BATCHES}/x/results"):
        assert client.fetch(path).status == 404
    assert client.fetch("/v1/batches", {"input_file_id": "x"}).status == 400
    endpoint.configure(batches="off")
    assert client.fetch("/v1/batches").status == 404
    assert client.fetch(BATCHES).status == 404


def test_a_message(serve) -> None:
    client, endpoint = serve()
    answer = client.fetch("/v1/messages", messages("林风走了。")).json
    assert (answer["type"], answer["stop_reason"]) == ("message", "end_turn")
    text = json.loads(answer["content"][0]["text"])["translations"][0]["text"]
    assert text == client.ask("林风走了。").texts[0]
    assert answer["usage"]["input_tokens"] > 0
    assert endpoint.anthropic_url + "/v1" == endpoint.url


def test_a_marked_prefix_is_written_once_and_read_afterwards(serve) -> None:
    client, endpoint = serve()
    system = "Keep every mark where it stands. " * 100
    used = [
        client.fetch("/v1/messages", messages("一。", system=system)).json["usage"] for _ in "ab"
    ]
    written, read = used[0]["cache_creation_input_tokens"], used[1]["cache_read_input_tokens"]
    assert written == read > 512
    assert used[0]["cache_read_input_tokens"] == used[1]["cache_creation_input_tokens"] == 0
    assert (endpoint.stats()["written_tokens"], endpoint.stats()["cached_tokens"]) == (
        written,
        read,
    )
    cache = MarkedCache()
    assert cache.take("short") == (0, 0)


@pytest.mark.parametrize(
    ("faults", "status", "kind"),
    [
        ({"http_503": 1.0}, 529, "overloaded_error"),
        ({"http_500": 1.0}, 500, "api_error"),
        ({"http_429": 1.0}, 429, "rate_limit_error"),
        ({"api_key": "secret"}, 401, "authentication_error"),
    ],
)
def test_errors_of_messages(serve, faults, status, kind) -> None:
    client, _ = serve(**faults)
    answer = client.fetch("/v1/messages", messages("一。"))
    assert (answer.status, answer.json["error"]["type"]) == (status, kind)


@pytest.mark.parametrize("more", [{"temperature": 0.2}, {"max_tokens": None}])
def test_what_messages_do_not_take(serve, more) -> None:
    client, _ = serve()
    assert client.fetch("/v1/messages", messages("一。", **more)).status == 400


def test_an_anthropic_batch_tells_its_ids_when_it_has_ended(serve) -> None:
    client, _ = serve(batch_looks=1, batch_expire=0.25)
    requests = [{"custom_id": f"r{n}", "params": messages(f"第{n}章。")} for n in range(4)]
    batch = client.fetch(BATCHES, {"requests": requests}).json
    assert batch["request_counts"]["processing"] == 4
    assert "r0" not in json.dumps(client.fetch(BATCHES).json)
    client.fetch(f"{BATCHES}/{batch['id']}")
    done = client.fetch(f"{BATCHES}/{batch['id']}").json
    assert done["processing_status"] == "ended"
    assert done["request_counts"] == {
        "processing": 0, "succeeded": 3, "errored": 0, "canceled": 0, "expired": 1,
    }  # fmt: skip
    body = client.fetch(done["results_url"].removeprefix(client.url.removesuffix("/v1"))).body
    rows = [json.loads(row) for row in body.strip().split("\n")]
    assert [row["custom_id"] for row in rows] == ["r3", "r2", "r1", "r0"]
    assert [row["result"]["type"] for row in rows] == ["expired", *["succeeded"] * 3]


def test_settings_of_batches_are_checked() -> None:
    for wrong in ({"batches": "perhaps"}, {"batch_expire": 1.5}, {"batch_broken": -1}):
        with pytest.raises(ValueError, match=r"batch|probabilities"):
            Faults(**wrong)
