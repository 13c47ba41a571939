"""`storyport translate` as a person would run it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from benchmarks.endpoint import Endpoint, Faults
from benchmarks.novel import write_epub, write_txt

from storyport.localize.models import Target

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def epub(tmp_path: Path) -> Path:
    path = tmp_path / "墨与云.epub"
    write_epub(path, chapters=2, characters=400)
    return path


@pytest.fixture
def txt(tmp_path: Path) -> Path:
    path = tmp_path / "novel.txt"
    write_txt(path, chapters=2, characters=400)
    return path


@pytest.fixture
def engine(monkeypatch):
    """An endpoint that is configured as a user would configure it."""
    with Endpoint(Faults(api_key="not-a-real-key")) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("OPENAI_API_KEY", "not-a-real-key")
        monkeypatch.setenv("STORYPORT_TRANSLATE", "openai:sim-translator")
        yield endpoint


def test_one_command_makes_a_book_and_a_report(storyport, epub, tmp_path):
    answer = storyport(
        "translate", epub, "--to", "en", "--engine", "fake", "-o", tmp_path / "out", "--json"
    )
    assert answer.code == 0, answer.err
    book = tmp_path / "out" / "墨与云.en.epub"
    assert answer.value["outputs"] == [str(book)]
    assert answer.value["unfinished"] == answer.value["findings"] == 0
    assert answer.value["segments"] == answer.value["translated"] + answer.value["reused"]
    assert zipfile.ZipFile(book).testzip() is None
    assert (
        (tmp_path / "out" / "墨与云.report.html").read_text("utf-8").startswith("<!doctype html>")
    )


def test_the_totals_are_those_of_the_contract(storyport, epub, tmp_path):
    answer = storyport(
        "translate", epub, "--to", "en", "--engine", "fake", "-o", tmp_path, "--json"
    )
    named = "segments translated reused repaired unfinished findings requests source_chars"
    named += " source_chars_sent prompt_chars cost seconds outputs"
    assert set(named.split()) <= set(answer.value)


def test_text_comes_out_as_text_and_as_a_book_in_one_and_in_both_languages(
    storyport, txt, tmp_path
):
    answer = storyport(
        "translate",
        txt,
        "--to",
        "en",
        "--engine",
        "fake",
        "-o",
        tmp_path / "o",
        "--bilingual",
        "--json",
    )
    names = [Path(path).name for path in answer.value["outputs"]]
    assert names == [
        "novel.en.txt",
        "novel.en.epub",
        "novel.en.bilingual.txt",
        "novel.en.bilingual.epub",
    ]


def test_a_configured_endpoint_is_used_by_itself(storyport, epub, engine, tmp_path):
    answer = storyport("translate", epub, "--to", "en,es", "-o", tmp_path, "--json")
    assert answer.code == 0, answer.words()
    assert engine.stats()["requests"] == answer.value["requests"] > 0


def test_without_an_engine_nothing_begins_and_the_cure_is_told(storyport, epub, tmp_path):
    answer = storyport("translate", epub, "--to", "fr", "-o", tmp_path / "o", "--json")
    assert answer.code == 2
    assert "OPENAI_BASE_URL" in answer.value["error"]["do"]
    assert not (tmp_path / "o").exists()
    assert storyport("status", "--json").value["stories"] == []


def test_a_dry_run_needs_no_key_and_makes_no_story(storyport, epub, tmp_path):
    answer = storyport("translate", epub, "--to", "en,es,id", "--dry-run", "--json")
    assert answer.code == 0
    assert [row["locale"] for row in answer.value["locales"]] == ["en", "es", "id"]
    assert answer.value["example"] is True
    assert float(answer.value["cost"]) > 0
    assert storyport("status", "--json").value["stories"] == []


def test_a_dry_run_prices_each_locale_by_its_rule(storyport, epub, tmp_path):
    storyport("translate", epub, "--to", "en", "--engine", "memory", "-o", tmp_path)
    story = storyport("status", "--json").value["stories"][0]["story"]
    storyport("route", "set", "--story", story, "--to", "es", "--engine", "fake")
    answer = storyport("translate", epub, "--to", "es,fr", "--dry-run", "--json")
    by_locale = {row["locale"]: row for row in answer.value["locales"]}
    assert by_locale["es"]["engine"] == "fake"
    assert float(by_locale["es"]["cost"]) == 0 < float(by_locale["fr"]["cost"])


def test_a_dry_run_after_a_run_has_nothing_left(storyport, epub, tmp_path):
    storyport("translate", epub, "--to", "en", "--engine", "fake", "-o", tmp_path)
    answer = storyport("translate", epub, "--to", "en", "--engine", "fake", "--dry-run", "--json")
    assert answer.value["requests"] == 0


def test_a_refused_key_is_exit_4_and_the_key_is_not_shown(
    storyport, epub, engine, monkeypatch, tmp_path
):
    monkeypatch.setenv("OPENAI_API_KEY", "a-wrong-key-that-is-fake")
    answer = storyport("translate", epub, "--to", "en", "-o", tmp_path)
    assert answer.code == 4
    assert "a-wrong-key" not in answer.words()


def test_a_budget_that_is_too_small_is_exit_3(storyport, epub, engine, tmp_path, monkeypatch):
    (tmp_path / "storyport.toml").write_text(
        '[prices."openai:sim-translator"]\ninput = 100\noutput = 100\ncached = 100\n'
    )
    monkeypatch.chdir(tmp_path)
    answer = storyport("translate", epub, "--to", "en", "-o", tmp_path, "--budget", "0.0001")
    assert answer.code == 3
    assert engine.stats()["requests"] == 0


def test_a_budget_without_a_price_is_exit_2(storyport, epub, engine, tmp_path):
    answer = storyport("translate", epub, "--to", "en", "-o", tmp_path, "--budget", "5")
    assert answer.code == 2
    assert "prices" in answer.words()


def test_memory_alone_is_exit_1_and_lists_what_is_left(storyport, epub, tmp_path):
    answer = storyport(
        "translate", epub, "--to", "en", "--engine", "memory", "-o", tmp_path, "--json"
    )
    assert answer.code == 1
    assert answer.value["unfinished"] == answer.value["segments"] > 0


def test_the_same_file_name_with_another_story_in_it_is_refused(storyport, txt, tmp_path):
    storyport("translate", txt, "--to", "en", "--engine", "fake", "-o", tmp_path)
    other = tmp_path / "elsewhere" / "novel.txt"
    other.parent.mkdir()
    other.write_text("第一章 海边\n\n" + "渔夫补好了网，等着潮水退去。\n\n" * 3, encoding="utf-8")
    answer = storyport("translate", other, "--to", "en", "--engine", "fake", "-o", tmp_path)
    assert answer.code == 2
    assert "--story" in answer.words()


def test_a_chapter_in_a_file_of_its_own_joins_its_story(storyport, txt, tmp_path):
    storyport("translate", txt, "--to", "en", "--engine", "fake", "-o", tmp_path)
    more = tmp_path / "chapter3.txt"
    more.write_text("第三章 海边\n\n渔夫补好了网，等着潮水退去。\n", encoding="utf-8")
    answer = storyport(
        "translate",
        more,
        "--to",
        "en",
        "--engine",
        "fake",
        "--story",
        "novel",
        "-o",
        tmp_path,
        "--json",
    )
    assert answer.code == 0
    assert answer.value["segments"] == 2
    assert len(storyport("status", "--json").value["stories"]) == 1


def test_a_folder_is_one_story(storyport, tmp_path):
    folder = tmp_path / "serial"
    folder.mkdir()
    for number in (1, 2, 10):
        (folder / f"{number}.txt").write_text(
            f"第{number}章\n\n渔夫补好了第{number}张网。\n", encoding="utf-8"
        )
    answer = storyport(
        "translate", folder, "--to", "en", "--engine", "fake", "-o", tmp_path / "o", "--json"
    )
    assert answer.code == 0, answer.words()
    assert answer.value["story"] == "serial"
    assert [Path(path).name for path in answer.value["outputs"]][::2] == [
        "1.en.txt",
        "2.en.txt",
        "10.en.txt",
    ]


def test_spanish_goes_into_english_too(storyport, tmp_path):
    book = tmp_path / "lima.txt"
    book.write_text(
        "Capítulo 1\n\nLa niebla de Lima no moja, pero nadie sale sin paraguas cuando ella lo dice.\n"
        "\nEl abuelo contaba las gaviotas y nunca le salía el mismo número.\n",
        encoding="utf-8",
    )
    answer = storyport(
        "translate", book, "--to", "en", "--engine", "fake", "-o", tmp_path, "--json"
    )
    assert answer.code == 0, answer.words()
    assert answer.value["unfinished"] == 0


BAD = {
    "no such file": (["nothing.epub", "--to", "en"], "no such file"),
    "an unknown locale": (["{txt}", "--to", "xx-nowhere"], "unknown locale"),
    "no locale at all": (["{txt}", "--to", ","], "no locale"),
    "an unknown engine": (
        ["{txt}", "--to", "en", "--engine", "babelfish"],
        "unknown translation engine",
    ),
    "an amount that is none": (["{txt}", "--to", "en", "--budget", "much"], "no amount"),
    "chapters that are none": (["{txt}", "--to", "en", "--only", "9-2"], "names no chapters"),
    "no chapters": (["{txt}", "--to", "en", "--only", ","], "names no chapters"),
    "a path for a name": (["{txt}", "--to", "en", "--story", "../x"], "has / in it"),
    "dots for a name": (["{txt}", "--to", "en", "--work", ".."], "is all dots"),
    "its own language": (["{txt}", "--to", "zh-Hans", "--engine", "fake"], "is the language"),
    "another redo": (["{txt}", "--to", "en", "--redo", "life"], "cannot redo"),
    "an empty file": (["{empty}", "--to", "en", "--engine", "fake"], ""),
    "a cut-off zip": (["{cut}", "--to", "en", "--engine", "fake"], ""),
    "a picture": (["{png}", "--to", "en", "--engine", "fake"], ""),
}


@pytest.mark.parametrize(("words", "told"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_exit_2_and_says_what_where_and_what_to_do(
    storyport, epub, txt, tmp_path, words, told
):
    places = {
        "txt": txt,
        "empty": tmp_path / "empty.txt",
        "cut": tmp_path / "cut.epub",
        "png": tmp_path / "a.png",
    }
    places["empty"].write_bytes(b"")
    places["cut"].write_bytes(epub.read_bytes()[:500])
    places["png"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    answer = storyport(
        "translate", *[word.format(**places) for word in words], "-o", tmp_path / "o", "--json"
    )
    assert answer.code == 2, answer.words()
    error = answer.value["error"]
    assert told in error["what"]
    assert error["do"]
    assert not (tmp_path / "o").exists()


def test_a_file_where_the_folder_should_be_is_told_before_anything_is_paid(
    storyport, txt, engine, tmp_path
):
    (tmp_path / "o").write_text("mine")
    for out in (tmp_path / "o", tmp_path / "o" / "deeper"):
        answer = storyport("translate", txt, "--to", "en", "-o", out, "--json")
        assert answer.code == 2
        assert answer.value["error"]["where"] == str(tmp_path / "o")
    assert engine.stats()["requests"] == 0


def test_a_dry_run_counts_what_was_asked_for(storyport, txt, tmp_path):
    def segments(*words: str) -> tuple[int, int]:
        answer = storyport("translate", txt, "--to", "en", "--dry-run", "--json", *words)
        (row,) = answer.value["locales"]
        return row["segments"], row["reused"]

    all_, first, second = segments(), segments("--only", "1"), segments("--only", "2-999999999")
    assert first[0] + second[0] == all_[0]
    assert 0 < first[0] < all_[0]
    storyport("translate", txt, "--to", "en", "--engine", "fake", "-o", tmp_path / "o")
    assert segments("--engine", "fake") == (all_[0], all_[0])
    assert segments("--engine", "fake", "--redo", "all") == all_
    assert segments("--engine", "fake", "--redo", "engine") == (all_[0], all_[0])
    assert segments("--engine", "fake", "--only", "1", "--redo", "all") == first


def test_without_an_engine_chinese_becomes_a_rough_english_draft_and_that_is_said(
    storyport, tmp_path, monkeypatch
):
    book = tmp_path / "b.txt"
    book.write_text("第一章 雪\n\n今天下雪了。\n\n他没有说话。\n", encoding="utf-8")
    answer = storyport("translate", book, "--to", "en", "-o", tmp_path / "o")
    assert "ROUGH DRAFT, not for publication" in answer.words()
    made = Target.objects.exclude(engine="")
    assert set(made.values_list("engine", "publishable", "status")) == {("gloss", False, "draft")}
    assert "snow" in (tmp_path / "o" / "b.en.txt").read_text("utf-8").lower()
    # Nothing is asked for again, and its own draft is not taken for a repeat elsewhere.
    again = storyport("translate", book, "--to", "en", "-o", tmp_path / "o", "--json")
    assert again.value["requests"] == 0
