from __future__ import annotations

import json

import pytest

from storyport.cli.bible_report import report
from storyport.cli.console import CONSOLE, Globals
from storyport.kernel.errors import BadInput

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(storyport, tmp_path):
    book = tmp_path / "s.txt"
    book.write_text("第一章 路\n\n林风走了。\n\n苏墨没有来。\n", encoding="utf-8")
    storyport("bible", "set", "林风", "--story", "s", "--kind", "character")
    storyport("translate", book, "--to", "en,es", "--engine", "fake", "-o", tmp_path / "o")
    storyport(
        "bible", "set", "林风", "--story", "s", "--kind", "character", "--to", "en",
        "--text", "Lin Feng",
    )  # fmt: skip
    return "s"


@pytest.fixture
def say(monkeypatch, capsys):
    def run(*arguments, as_json: bool = False, **options):
        monkeypatch.setattr(CONSOLE, "globals", Globals(json=as_json))
        capsys.readouterr()
        assert report(*arguments, **options) == 0
        out = capsys.readouterr().out
        return json.loads(out.splitlines()[-1]) if as_json else out

    return run


def test_it_shows_a_summary_and_writes_a_page(story, say, tmp_path):
    page = tmp_path / "page.html"
    told = say(story, out=page)
    assert (
        "English: 1 of 1 entry in the text, 1 occurrence; 0.0 % of the lines of 1 decided entry as agreed."
        in told
    )
    assert "1 missing" in told
    assert "Lin Feng  0 of 1     missing ×1" in told
    assert (
        "Spanish: 1 of 1 entry in the text, 1 occurrence; nothing decided stands in a translated line yet."
        in told
    )
    assert str(page) in told
    assert "<title>" in page.read_text(encoding="utf-8")


def test_json_holds_the_same(story, say, tmp_path):
    page = tmp_path / "page.html"
    value = say(story, to="en", out=page, kind="character, place", as_json=True)
    assert value["kinds"] == ["character", "place"]
    assert value["outputs"] == [str(page)]
    (english,) = value["locales"]
    assert english["verdicts"] == {"missing": 1}
    assert english["uses"][0]["headword"] == "林风"
    assert say(story, to="en", kind="place", as_json=True)["locales"][0]["uses"] == []


def test_a_kind_that_is_none_and_a_story_without_targets(storyport, say):
    storyport("new", "empty", "--title", "空", "--from", "zh-Hans", "--to", "en")
    with pytest.raises(BadInput, match="unknown kind 'hero'"):
        say("empty", kind="hero")
    with pytest.raises(BadInput, match="nothing of it is translated"):
        say("empty")
