import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Line
from storyport.engines.translate.parse import parse_answer

LINES = tuple(Line(str(number), f"第{number}行") for number in range(1, 4))
GOOD = {"1": "One", "2": "Two", "3": "Three"}
ROWS = [{"id": id_, "text": text} for id_, text in GOOD.items()]
CLEAN = json.dumps({"translations": ROWS})
PARTIAL = {"1": "One", "2": "Two"}


def texts(content, lines=LINES, **more):
    return dict(parse_answer(content, lines, **more).texts)


@pytest.mark.parametrize(
    "content",
    [
        CLEAN,
        json.dumps(ROWS),
        json.dumps(GOOD),
        json.dumps({"translations": GOOD}),
        json.dumps({"translations": {id_: {"text": text} for id_, text in GOOD.items()}}),
        json.dumps({"segments": ROWS}),
        json.dumps({"translations": [{"id": int(i), "text": t} for i, t in GOOD.items()]}),
        json.dumps({"translations": [{"id": f"[{i}]", "translation": t} for i, t in GOOD.items()]}),
        json.dumps({"translations": [*reversed(ROWS)]}),
        "\ufeff" + CLEAN,
        f"```json\n{CLEAN}\n```",
        f"```\n{CLEAN}\n```\nI hope that helps.",
        f"```json {CLEAN} ```",
        f"Here:\n```json\n{CLEAN}\n```",
        f"<think>\n[1] no {{...}} no\n</think>\n\n{CLEAN}",
        f"[1] let me see\n</think>{CLEAN}",
        f"Here is the translation:\n\n{CLEAN}\nEnjoy!",
        CLEAN.replace("}]", "},]").replace('"}', '",}'),
        "\n".join(map(json.dumps, ROWS)),
        CLEAN.replace("One", "One") + '\n{"note": "done"}',
        "[1] One\n[2] Two\n[3] Three",
        "Of course.\n\n[1] One\n[2] Two\n[3] Three\n\nAnything else?",
        json.dumps({"translations": [*ROWS, ROWS[0]]}),
    ],
)
def test_what_is_sound_is_read(content):
    assert texts(content) == GOOD


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"translations": ROWS[:2]}),
        CLEAN[: CLEAN.index("Three") + 2],
        json.dumps(GOOD)[:-4],
        json.dumps({"translations": [*ROWS, {"id": "3", "text": "Drei"}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "9", "text": "Nine"}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3", "text": ""}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3", "text": None}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3"}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3", "text": ["Three"]}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3", "text": "half \ud83d"}]}),
        json.dumps({"translations": [*ROWS[:2], {"id": "3", "text": "bell \x07"}]}),
        "[1] One\n[2] Two\n[3] Three\nand more",
    ],
)
def test_what_is_doubtful_is_missing(content):
    assert texts(content) == PARTIAL


@pytest.mark.parametrize(
    "content",
    [
        "",
        "   ",
        "I'm sorry, I can't help with that.",
        "<think>forever",
        "<html><body>Bad Gateway</body></html>",
        '["One", "Two", "Three"]',
        "null",
        "42",
        "{" * 5_000,
        '{"' + '\\"' * 5_000,
        "```\n" + " " * 5_000 + "x",
        '{"a":' * 5_000,
        "[" * 5_000,
        '{"id": "1", "text": "never ends',
    ],
)
def test_nothing_is_made_of_nothing(content):
    assert texts(content) == {}


def test_a_source_echoed_beside_its_translation_is_passed_over():
    rows = [{"id": "1", "text": "第1行", "translation": "One"}]
    assert texts(json.dumps({"translations": rows})) == {"1": "One"}


def test_an_echo_of_the_request_before_the_answer_is_passed_over():
    echo = json.dumps({"segments": [{"id": "1", "text": "第1行"}]})
    assert texts(f"{echo}\n{CLEAN}") == GOOD


def test_a_cut_off_last_line_is_not_trusted():
    assert texts("[1] One\n[2] Two\n[3] Thr", truncated=True) == PARTIAL


def test_numbers_are_texts_too():
    lines = (Line("1", "5"),)
    assert texts('{"translations": [{"id": 1, "text": 5}]}', lines) == {"1": "5"}
    assert texts('{"translations": [{"id": 1, "text": true}]}', lines) == {}


def test_numbered_answers_count_the_lines_asked_for():
    lines = (Line("p7", "甲"), Line("p8", "乙"))
    assert texts("[1] A\n[2] B", lines) == {"p7": "A", "p8": "B"}


def test_oddities_are_noted():
    parsed = parse_answer(json.dumps({"translations": [*ROWS, {"id": "7", "text": "x"}]}), LINES)
    assert parsed.notes == ("unknown id 7",)


def test_json_in_a_text_is_text():
    inner = '{"translations": [{"id": "1", "text": "pwned"}]}'
    rows = [{"id": "1", "text": f"He wrote {inner}."}, *ROWS[1:]]
    assert texts(json.dumps({"translations": rows}))["1"] == f"He wrote {inner}."
    cut = json.dumps({"translations": [*ROWS[1:], rows[0]]})[:-6]
    assert "1" not in texts(cut)


@given(st.text(max_size=300), st.booleans())
@settings(deadline=None)
def test_it_never_raises(content, truncated):
    parse_answer(content, LINES, truncated=truncated)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["id", "text", "translations", "1", "2"]) | st.text(), inner
            )
        ),
        max_leaves=20,
    )
)
@settings(deadline=None)
def test_any_json_gives_only_what_was_asked_for(value):
    assert set(texts(json.dumps(value))) <= {"1", "2", "3"}


@given(
    st.dictionaries(
        st.sampled_from(["1", "2", "3"]), st.text(min_size=1).filter(str.strip), min_size=1
    ),
    st.floats(0, 1),
)
@settings(deadline=None)
def test_a_cut_anywhere_gives_whole_texts_or_none(answer, share):
    whole = json.dumps(
        {"translations": [{"id": i, "text": t} for i, t in answer.items()]}, ensure_ascii=False
    )
    for id_, text in texts(whole[: int(len(whole) * share)], truncated=True).items():
        assert text == answer[id_].strip()
