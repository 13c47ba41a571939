from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def speakers(storyport, tmp_path):
    book = tmp_path / "s.txt"
    lines = "林风走进来。“你来了。”苏晴说。\n\n林风说：“走。”\n\n“好。”\n\n苏晴笑了。\n\n"
    book.write_text(f"第一章 路\n\n{lines * 3}", encoding="utf-8")
    storyport("learn", book, "--from", "zh")
    for name in ("林风", "苏晴"):
        storyport("bible", "set", name, "--story", "s", "--kind", "character")

    def run(*arguments):
        return storyport("bible", "speakers", *arguments, "--story", "s")

    return run


def test_lines_are_shown_and_said(speakers):
    assert "1.2" in speakers().out
    (_, second, *_) = speakers("1", "--json").value["lines"]
    assert (second["line"], second["words"], second["speaker"]) == ("1.2", "走。", "林风")
    assert speakers("1.2", "苏晴", "--json").value["line"]["speaker"] == "苏晴"
    assert "said" in speakers("1").out
    assert speakers("1.1", "--role", "门房").out.strip() == "1.1 你来了。: 门房."
    assert "nobody in particular" in speakers("1.1", "--nobody").out
    assert speakers("--unsure", "0.01", "--json").value["lines"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("1", "苏晴"), "say which line"),
        (("x.1",), "is no place"),
        (("1.1", "苏晴", "--nobody"), "one speaker"),
        (("9",), "no part 9"),
        (("1.99", "苏晴"), "quoted lines"),
    ],
)
def test_what_cannot_be_meant_is_refused(speakers, arguments, says):
    answer = speakers(*arguments)
    assert answer.code == 2
    assert says in answer.words()
