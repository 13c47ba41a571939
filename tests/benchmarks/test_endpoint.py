"""The endpoint simulator: what it answers when nothing is wrong."""

from __future__ import annotations

import json
import re

import pytest
from benchmarks.endpoint.pseudo import render
from benchmarks.endpoint.text import count_han, tokens

HAN = re.compile("[\u4e00-\u9fff]")
GLOSSARIES = (
    [{"source": "林风", "target": "Lin Feng"}],
    [{"term": "林风", "translation": "Lin Feng", "gender": "male"}],
    {"林风": "Lin Feng"},
    [["林风", "Lin Feng"]],
    ["林风 -> Lin Feng"],
    "林风 = Lin Feng",
    "林风 → Lin Feng",
)


def test_json_answer_has_every_id_in_order(serve) -> None:
    client, _ = serve()
    answer = client.ask("他走了。", "“你好，世界！”")
    assert [key for key, _ in answer.rows] == ["1", "2"]
    assert not HAN.search(answer.content)
    assert answer.finish == "stop"
    assert re.fullmatch(r"“[A-Z][a-z]+, [a-z]+!”", answer.texts[1])


def test_schema_of_ours_gives_the_same(serve) -> None:
    client, _ = serve()
    entry = {"type": "object", "properties": {"id": {"type": "string"}, "text": {"type": "string"}}}
    schema = {
        "type": "object",
        "properties": {"translations": {"type": "array", "items": entry}},
    }
    user = json.dumps({"segments": [{"id": 7, "text": "天下。"}]})
    asked = {"type": "json_schema", "json_schema": {"name": "t", "schema": schema}}
    answer = client.say(user, response_format=asked)
    assert [key for key, _ in answer.rows] == [7]


def test_numbered_lines_are_answered_with_numbered_lines(serve) -> None:
    client, endpoint = serve()
    answer = client.say("前文：他来了。\n\n[1] 他走了。\n[2] 第3章")
    lines = answer.content.split("\n")
    assert [line[:4] for line in lines] == ["[1] ", "[2] "]
    assert " 3 " in lines[1]
    assert endpoint.stats()["source_chars"] == 5


@pytest.mark.parametrize("glossary", GLOSSARIES, ids=json.dumps)
def test_glossary_in_the_users_json(serve, glossary) -> None:
    client, endpoint = serve()
    answer = client.ask("那是林风吗？", "林风走了", glossary=glossary)
    assert "Lin Feng?" not in answer.texts[0]
    assert " Lin Feng " in answer.texts[0]
    assert answer.texts[1].startswith("Lin Feng ")
    assert endpoint.stats()["term_occurrences"] == 2


@pytest.mark.parametrize(
    "line",
    [
        "林风 -> Lin Feng",
        "- 林风 = Lin Feng",
        "1. 林风 → Lin Feng (male)",
        "「林风」 => “Lin Feng”",
    ],
)
def test_glossary_lines_in_the_system_message(serve, line) -> None:
    client, _ = serve()
    answer = client.say("[1] 林风走了。", system=f"Translate.\n{line}\nKeep the tags.")
    assert answer.content.startswith("[1] Lin Feng ")
    assert "male" not in answer.content


def test_longest_term_wins(serve) -> None:
    client, _ = serve()
    glossary = {"林风": "Lin Feng", "林风剑": "Galewood Blade"}
    assert client.ask("林风剑", glossary=glossary).texts == ["Galewood Blade"]


def test_latin_term_matches_whole_words_only(serve) -> None:
    client, _ = serve()
    text = client.ask("Ana y Anabel", glossary={"Ana": "Hannah"}).texts[0]
    assert text.startswith("Hannah ")
    assert text.count("Hannah") == 1


def test_placeholders_lookalikes_numbers_and_latin_stay(serve) -> None:
    client, _ = serve()
    source = "他<1>走了</1>，<2/>有10,000块HP &lt;1&gt;吗"
    text = client.ask(source).texts[0]
    assert re.findall(r"<[^>]*>", text) == ["<1>", "</1>", "<2/>"]
    assert "&lt;1&gt;" in text
    assert "10,000" in text
    assert "HP" in text


def test_latin_source_is_respelled() -> None:
    shown = render("El señor Pérez tiene 35 años.", {}, latin=True)
    assert "Pérez" not in shown
    assert "35" in shown
    assert [word[0].isupper() for word in shown.split()[:3]] == [True, False, True]


def test_length_is_that_of_a_translation() -> None:
    source = "".join(map(chr, range(0x4E00, 0x5E00)))
    letters = sum(map(str.isalpha, render(source, {})))
    assert 1.5 <= letters / len(source) <= 3


def test_same_request_same_bytes(serve) -> None:
    first, second = (serve(seed=3, untranslated=0.3, disobey=0.5)[0] for _ in range(2))
    texts = ["林风走了很远的路。"] * 20
    bodies = [client.ask(*texts, glossary={"林风": "Lin Feng"}).body for client in (first, second)]
    assert bodies[0] == bodies[1]


def test_stream(serve) -> None:
    client, _ = serve()
    answer = client.say(
        "[1] 他走了。", stream=True, stream_options={"include_usage": True}
    ).body.split("\n\n")
    events = [json.loads(line.removeprefix("data: ")) for line in answer[:-2]]
    assert answer[-2] == "data: [DONE]"
    assert events[0]["choices"][0]["delta"]["content"].startswith("[1] ")
    assert events[1]["choices"][0]["finish_reason"] == "stop"
    assert events[2]["usage"]["completion_tokens"] > 0


def test_usage_and_cached_tokens(serve) -> None:
    client, _ = serve()
    rules = "规则很长。" * 600
    first = client.say("[1] 一", system=rules + "A").json["usage"]
    second = client.say("[1] 一", system=rules + "B").json["usage"]
    assert first["prompt_tokens"] == tokens(rules + "A") + tokens("[1] 一")
    assert first["prompt_tokens_details"] == {"cached_tokens": 0}
    assert second["prompt_tokens_details"] == {"cached_tokens": tokens(rules)}


def test_short_prefix_is_not_cached(serve) -> None:
    client, _ = serve()
    usages = [client.say("[1] 一", system="rules").json["usage"] for _ in range(2)]
    assert usages[1]["prompt_tokens_details"]["cached_tokens"] == 0


def test_max_tokens_cuts(serve) -> None:
    client, endpoint = serve()
    answer = client.say("[1] 他走了很远很远的路。", max_tokens=2)
    assert answer.finish == "length"
    assert endpoint.stats()["faults"] == {"max_tokens": 1}


@pytest.mark.parametrize(
    ("supports", "status"), [("json_schema", 200), ("json_object", 400), ("none", 400)]
)
def test_unsupported_format(serve, supports, status) -> None:
    client, _ = serve(supports=supports)
    asked = {"type": "json_schema", "json_schema": {"name": "t", "schema": {}}}
    answer = client.say('{"segments":[{"id":"1","text":"一"}]}', response_format=asked)
    assert answer.status == status
    if status == 400:
        assert answer.json["error"]["type"] == "invalid_request_error"
        assert answer.json["error"]["param"] == "response_format"


def test_foreign_schema_is_filled_from_foreign_rows(serve) -> None:
    client, endpoint = serve()
    entry = {
        "type": "object",
        "properties": {"id": {"type": "integer"}, "english": {"type": "string"}},
    }
    schema = {
        "$defs": {"Row": entry},
        "type": "object",
        "properties": {
            "answers": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
            "verdict": {"enum": ["skip", "translate"]},
        },
    }
    rows = [{"id": 0, "text": "他走了。"}, {"id": 1, "text": "好。"}]
    user = "Translate `" + json.dumps({"paragraphs": rows}, ensure_ascii=False) + "` to English."
    asked = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    filled = json.loads(client.say(user, response_format=asked).content)
    assert [row["id"] for row in filled["answers"]] == [0, 1]
    assert not HAN.search(json.dumps(filled, ensure_ascii=False))
    assert filled["verdict"] == "translate"
    assert endpoint.stats()["segments"] == 2


def test_plain_prompt_is_translated_whole_with_lines_and_tags(serve) -> None:
    client, _ = serve()
    answer = client.say("<p>他走了。</p>\n<p>好</p>")
    assert re.fullmatch(r"<p>[A-Za-z ]+\.</p>\n<p>[A-Za-z]+</p>", answer.content)


def test_models(serve) -> None:
    client, _ = serve(models=("a", "b"))
    assert [model["id"] for model in client.fetch("/v1/models").json["data"]] == ["a", "b"]


def test_bad_requests(serve) -> None:
    client, endpoint = serve()
    assert client.fetch("/v1/chat/completions", []).status == 400
    assert client.fetch("/v1/chat/completions", {"messages": []}).status == 400
    assert endpoint.stats()["errors"] == {"400": 2}


def test_counts_of_characters() -> None:
    assert count_han("第3章 Ab，。") == 2
    assert tokens("一" * 10 + "a" * 12) == 10
