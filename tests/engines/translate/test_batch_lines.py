import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Answer, BadAnswer, Line, TooLarge
from storyport.engines.translate.batch_lines import answers_of, lines_of, packed


async def pieces(data, size):
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def rows_of(data, size):
    return [row async for row in lines_of(pieces(data, size), "the answers")]


async def given_by(rows, lines, **settings_):
    async def feed():
        for number, row in enumerate(rows, start=1):
            yield f"line {number} of the answers", row

    def read(data, of):
        return None if data.get("skip") else Answer({of[0].id: data["text"]})

    requests = {id_: id_ for id_ in lines}
    return [each async for each in answers_of(feed(), requests, lines, read, **settings_)]


def row(id_, **more):
    return json.dumps({"custom_id": id_, **more}, ensure_ascii=False).encode()


LINES = {id_: (Line("1", "山"),) for id_ in ("a", "b", "c")}


@settings(deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=20), max_size=8),
    st.integers(1, 9),
    st.booleans(),
)
def test_lines_survive_however_they_arrive(texts, size, closed):
    rows = [json.dumps(text, ensure_ascii=False).encode("utf-8", "replace") for text in texts]
    data = b"\n".join(rows) + (b"\n" if closed else b"")
    found = asyncio.run(rows_of(data, size))
    assert [line for _, line in found] == rows
    assert [place for place, _ in found] == [
        f"line {number} of the answers" for number in range(1, len(rows) + 1)
    ]


def test_other_line_separators_do_not_split():
    data = json.dumps("a\u2028b\x85c", ensure_ascii=False).encode() + b"\n\n"
    assert len(asyncio.run(rows_of(data, 3))) == 1


def test_packed_lines_are_read_back():
    bodies = [{"custom_id": "a", "text": "山\n水"}, {"custom_id": "b", "text": "\u2028"}]
    assert [json.loads(line) for line in packed(bodies, 9, 999).split(b"\n")[:-1]] == bodies
    with pytest.raises(TooLarge):
        packed(bodies, 1, 999)
    with pytest.raises(TooLarge):
        packed(bodies, 9, 40)


def test_each_request_is_told_of_once_and_strangers_never():
    rows = [row("b", text="B"), row("x", text="X"), row("a", text="A"), row("b", text="again")]
    found = dict(asyncio.run(given_by(rows, LINES)))
    assert {id_: answer.texts["1"] for id_, answer in found.items()} == {"a": "A", "b": "B"}


def test_what_was_not_done_is_not_told():
    rows = [row("a", text="A"), row("b", skip=True)]
    assert [id_ for id_, _ in asyncio.run(given_by(rows, LINES))] == ["a"]


def test_a_broken_line_with_an_id_is_its_requests():
    rows = [row("a", text="A")[:-4], row("b", text="B")]
    found = dict(asyncio.run(given_by(rows, LINES)))
    assert type(found["a"]) is BadAnswer
    assert "line 1 of the answers" in found["a"].message
    assert set(found) == {"a", "b"}


def test_a_broken_line_without_an_id_is_told_of_whoever_is_missing():
    rows = [row("a", text="A"), b'text": "B"}', b"[]", row("b", skip=True)]
    found = dict(asyncio.run(given_by(rows, LINES)))
    assert set(found) == {"a", "c"}
    assert "line 2 of the answers, line 3 of the answers" in found["c"].message


def test_what_was_never_sent_is_answered_all_the_same():
    lines = {"a": (Line("1", " "), Line("2", ""))}
    assert asyncio.run(given_by([], lines)) == [("a", Answer({"1": " ", "2": ""}, requests=0))]


def test_a_mark_is_taken_off():
    found = asyncio.run(given_by([row("m-a", text="A")], LINES, key=lambda id_: id_[2:]))
    assert [id_ for id_, _ in found] == ["a"]
