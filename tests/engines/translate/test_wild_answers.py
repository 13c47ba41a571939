"""Answers as models in the wild give them: the form is off, whose text is whose is clear."""

from __future__ import annotations

import json

import pytest

from storyport.engines.base import Line
from storyport.engines.translate.parse import parse_answer

LINES = (Line("1", "他说：“走。”"), Line("2", "林风来了。"), Line("3", "<1>啊</1>！"))
SAID = {"1": 'He said, "Go."', "2": "Lin Feng came.", "3": "<1>Ah</1>!"}
ITEMS = [{"id": id_, "text": text} for id_, text in SAID.items()]
GOOD = json.dumps({"translations": ITEMS})
PLAIN = {"1": "Go.", "2": "Lin Feng came.", "3": "<1>Ah</1>!"}


def renamed(id_: str, text: str) -> str:
    return json.dumps({"translations": [{id_: key, text: said} for key, said in SAID.items()]})


@pytest.mark.parametrize(
    "content",
    [
        f'<thinking>{{"id": "1", "text": "no"}}</thinking>{GOOD}',
        f"<reasoning>[1] no</reasoning>\n{GOOD}",
        json.dumps(
            {"translations": [{"id": float(key), "text": said} for key, said in SAID.items()]}
        ),
        json.dumps(
            {"translations": [{"id": f"0{key}", "text": said} for key, said in SAID.items()]}
        ),
        json.dumps({"output": ITEMS}),
        json.dumps({"result": {"translations": ITEMS}}),
        json.dumps({"Translations": ITEMS}),
        json.dumps(GOOD),
        *(renamed("id", text) for text in ("target_text", "translated", "translatedText", "en")),
        renamed("segment_id", "text"),
        renamed("index", "translation"),
        renamed("ID", "Text"),
        GOOD.replace('"id"', "“id”").replace('"text"', "“text”"),
        GOOD.replace('": ', '"：').replace("}, {", "}，{").replace('", "text"', '"，"text"'),
        GOOD.replace('\\"Go.\\"', '"Go."'),
        json.dumps({"translations": ITEMS}, indent=2).replace('\\"Go.\\"', '"Go."'),
        GOOD.replace("<1>Ah</1>", "\\<1\\>Ah\\</1\\>"),
    ],
)
def test_json_that_is_not_quite_so(content):
    assert parse_answer(content, LINES).texts == SAID


def test_a_python_literal():
    content = str({"translations": [{"id": key, "text": said} for key, said in PLAIN.items()]})

    assert parse_answer(content, LINES).texts == PLAIN


@pytest.mark.parametrize("form", ["[{}] {}", "[{}]: {}", "[{}]\n{}", "【{}】{}", "**[{}]** {}"])
def test_numbered_lines_in_other_dress(form):
    content = "\n".join(form.format(key, said) for key, said in SAID.items())

    assert parse_answer(content, LINES).texts == SAID


def test_an_echoed_source_is_no_translation():
    content = json.dumps([{"id": "2", "source": "林风来了。"}, {"id": "3", "original": "啊"}])

    assert not parse_answer(content, LINES).texts


def test_two_unknown_texts_beside_an_id_are_none():
    content = json.dumps([{"id": "2", "en": "Lin Feng came.", "draft": "Lin Feng come."}])

    assert not parse_answer(content, LINES).texts


def test_an_item_cut_off_takes_no_other_with_it():
    content = (
        '{"translations": [{"id": "1", "text": "He said, {"id": "2", "text": "Lin "Feng" came."}'
    )

    assert parse_answer(content, LINES).texts == {"2": 'Lin "Feng" came.'}


@pytest.mark.parametrize(
    "content", ["[" * 5000, "{'a':" * 5000, "(" * 300, "'" * 300, '{"id"：' * 3000]
)
def test_hostile_nesting_gives_nothing(content):
    assert not parse_answer(content, LINES).texts
