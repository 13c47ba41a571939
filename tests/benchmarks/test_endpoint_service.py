"""The endpoint simulator: statistics, limits, control, and the process."""

from __future__ import annotations

import json
import signal
import urllib.error
from concurrent.futures import ThreadPoolExecutor

import pytest
from benchmarks.endpoint import Endpoint, Faults, start_process
from benchmarks.endpoint.limits import Bucket, PromptCache
from benchmarks.endpoint.options import arguments, changed
from benchmarks.endpoint.text import tokens


def test_counts_of_requests_and_characters(serve) -> None:
    client, endpoint = serve()
    client.ask("他走了。", "abc de", context="他来了")
    client.ask("他走了。", "好。")
    stats = endpoint.stats()
    assert (stats["requests"], stats["ok"], stats["segments"]) == (2, 2, 4)
    assert stats["source_chars"] == stats["answered_source_chars"] == 3 + 5 + 3 + 1
    assert stats["distinct_source_chars"] == 3 + 5 + 1
    assert stats["distinct_segments"] == 3
    assert stats["han_chars_sent"] == 3 + 3 + 3 + 1
    assert (stats["in_flight"], stats["max_in_flight"]) == (0, 1)
    assert stats["first_request_at"] <= stats["last_answer_at"]
    assert stats["prompt_tokens"] > 0
    assert stats["completion_tokens"] > 0


def test_repeated_segments_count_good_answers_only(serve) -> None:
    client, endpoint = serve(missing_id=1.0)
    client.ask("一。")
    endpoint.configure(missing_id=0.0)
    client.ask("一。", "一。")
    assert endpoint.stats()["repeated_segments"] == 0
    assert endpoint.stats()["repeated_texts"] == 1
    client.ask("一。")
    stats = endpoint.stats()
    assert (stats["repeated_segments"], stats["repeated_segment_answers"]) == (1, 1)
    assert (stats["repeated_texts"], stats["repeated_text_answers"]) == (1, 2)
    assert stats["requests_repeated"] == 0
    client.ask("一。")
    assert endpoint.stats()["requests_repeated"] == 1


def test_reset_zeroes_and_forgets_attempts(serve) -> None:
    client, endpoint = serve(seed=5, http_500=0.5)
    first = [client.ask("一。").status for _ in range(8)]
    assert client.fetch("/reset", {}).status == 200
    assert endpoint.stats()["requests"] == 0
    assert endpoint.log() == []
    assert [client.ask("一。").status for _ in range(8)] == first


def test_stats_log_and_config_over_http(serve) -> None:
    client, endpoint = serve()
    client.ask("一。", "二。")
    assert client.fetch("/stats").json == endpoint.stats()
    (entry,) = client.fetch("/log").json
    assert (entry["n"], entry["status"], entry["ids"], entry["source_chars"]) == (1, "200", 2, 2)
    assert entry["started"] <= entry["ended"]
    assert client.fetch("/config", {"http_500": 1.0, "slow": [0.0, 1.0]}).status == 200
    assert client.ask("一。").status == 500
    assert client.fetch("/config", {"no_such": 1}).status == 400
    assert client.fetch("/config", {"http_500": 3}).status == 400


def test_rpm_is_enforced(serve) -> None:
    client, endpoint = serve(rpm=2)
    answers = [client.ask(str(n)) for n in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) in range(20, 31)
    assert endpoint.stats()["faults"] == {"rpm": 1}


def test_tpm_is_enforced(serve) -> None:
    client, endpoint = serve(tpm=100)
    assert client.say("[1] " + "一" * 100).status == 200
    assert client.say("[1] 一").status == 429
    assert endpoint.stats()["faults"] == {"tpm": 1}


def test_bucket_refills() -> None:
    now = [0.0]
    bucket = Bucket(60, 2.0, lambda: now[0])
    assert bucket.wait(1) == 0
    bucket.take(3)
    assert bucket.wait(1) == 2
    now[0] = 1.5
    assert bucket.wait(1) == 0.5
    now[0] = 60.0
    assert bucket.wait(2) == 0
    assert bucket.wait(99) == 0  # more than the bucket holds: as much as it can


def test_too_many_at_once(serve) -> None:
    client, endpoint = serve(max_concurrent=1, hang=1.0)
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(client.ask, "一。")
        while not endpoint.stats()["in_flight"]:
            pass
        assert client.ask("二。").status == 429
        endpoint.close()
        assert isinstance(hanging.exception(), (urllib.error.URLError, ConnectionError))


def test_cache_finds_the_longest_prefix_and_stays_small() -> None:
    cache = PromptCache()
    rules = "规" * 3000
    for n in range(600):
        cache.cached_tokens(rules[: 2000 + n] + str(n))
    assert cache.cached_tokens(rules[:2300]) == tokens(rules[:2300])
    assert cache.cached_tokens("别" + rules) == 0


def test_log_file_survives(serve, tmp_path) -> None:
    log, dump = tmp_path / "log.jsonl", tmp_path / "dump.jsonl"
    client, endpoint = serve(log=log, dump=dump)
    client.ask("一。")
    endpoint.close()
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert [event["event"] for event in events] == ["start", "end"]
    assert events[1]["status"] == "200"
    assert "translations" in json.loads(dump.read_text())["content"]


def test_command_line_carries_every_setting() -> None:
    faults = Faults(
        latency=0.5, slow=(0.1, 2.0), api_key="k", retry_after=None, rpm=60.0, max_concurrent=3,
        permanent_fail=("甲", "乙"), models=("m",), injection="obey", long_segment=9,
    )  # fmt: skip
    given: dict[str, object] = {}
    for word in arguments(faults):
        name, _, value = word.removeprefix("--").partition("=")
        known = given.setdefault(name.replace("-", "_"), [] if "fail" in name else value)
        if isinstance(known, list):
            known.append(value)
    assert changed(Faults(), given) == faults


def test_process_serves_and_stops() -> None:
    with start_process(Faults(models=("other",), seed=4)) as endpoint:
        assert endpoint.url.startswith("http://127.0.0.1:")
        assert endpoint.stats()["requests"] == 0
        endpoint.configure(latency=0.0)
        endpoint.reset()
        assert endpoint.log() == []
        endpoint.process.send_signal(signal.SIGINT)
        assert endpoint.process.wait(10) == 0


def test_process_stops_by_itself() -> None:
    with start_process(stop_after=0.01) as endpoint:
        assert endpoint.process.wait(10) == 0


def test_port_in_use(serve) -> None:
    client, _ = serve()
    port = int(client.url.removesuffix("/v1").rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use"), Endpoint(port=port):
        pass
