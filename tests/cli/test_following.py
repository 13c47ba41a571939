"""What is translated follows a change of the bible at once, whichever command makes it."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(storyport, tmp_path):
    storyport("new", "S", "--from", "zh", "--to", "en")
    storyport(
        "bible", "set", "林风", "--story", "S", "--to", "en", "--text", "Lin Feng",
        "--kind", "character", "--alias", "小风",
    )  # fmt: skip
    book = tmp_path / "book.txt"
    book.write_text("第一章 路\n\n林风来了。\n\n雪停了。\n\n小风笑了。\n", encoding="utf-8")
    words = ("--story", "S", "--to", "en", "--engine", "fake", "-o", tmp_path / "out")
    assert storyport("translate", book, *words).code == 0

    def run(verb, *arguments):
        return storyport("bible", verb, *arguments, "--story", "S", "--json").value["applied"]

    return run


def test_a_file_that_renames_somebody(told, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("headword,kind,en\n林风,character,Lin Phong\n", encoding="utf-8")
    assert told("import", file, "--dry-run") == []
    assert told("import", file, "--later") == []
    assert told("import", file) == []  # nothing is different from what was imported with --later
    file.write_text("headword,kind,en\n林风,character,Lin Fong\n", encoding="utf-8")
    assert told("import", file, "--force")[0]["substituted"] == 2


def test_another_bible_that_calls_somebody_otherwise(told, storyport, tmp_path):
    file = tmp_path / "theirs.json"
    storyport("bible", "export", file, "--story", "S")
    file.write_text(file.read_text("utf-8").replace("Lin Feng", "Lin Phong"), encoding="utf-8")
    assert told("merge", file, "--theirs")[0]["substituted"] == 2


def test_what_was_proposed_and_is_approved(told):
    told("set", "雪", "--kind", "term", "--to", "en", "--text", "snow", "--proposed")
    (done,) = told("approve", "雪", "--to", "en")
    assert done["stale"] + done["kept"] == 1


def test_what_is_removed(told):
    (done,) = told("remove", "林风")
    assert done["kept"] == 2


def test_two_entries_made_one(told):
    told("set", "雪停", "--kind", "character", "--to", "en", "--text", "Xue Ting")
    (done,) = told("join", "雪停", "林风")
    assert done["kept"] + done["stale"] >= 1


def test_a_term_of_a_pack_taken_over_by_the_story(storyport, tmp_path):
    storyport("new", "S", "--from", "zh", "--to", "en")
    storyport("pack", "use", "cultivation", "--story", "S", "--bind")
    book = tmp_path / "book.txt"
    book.write_text("第一章 丹\n\n他终于结成金丹。\n", encoding="utf-8")
    words = ("--story", "S", "--to", "en", "--engine", "fake", "-o", tmp_path / "out")
    storyport("translate", book, *words)
    change = ("金丹", "--story", "S", "--to", "en", "--text", "Gilded Core", "--json")
    (foreseen,) = storyport("bible", "impact", *change).value["locales"]
    done = storyport("bible", "set", *change).value
    assert foreseen["substitute"] == done["applied"][0]["substituted"] == 1
    assert done["entry"]["kind"] == "rank"


def test_a_slip_of_the_pen_makes_no_entry(told, storyport):
    answer = storyport("bible", "set", "林凤", "--story", "S", "--gender", "male")
    assert answer.code == 2
    assert "neither the bible nor any text" in answer.words()
    assert "Most alike: 林风" in answer.words()
    assert storyport("bible", "set", "林凤", "--story", "S", "--kind", "character").code == 0
    assert storyport("bible", "set", "雪", "--story", "S", "--to", "en", "--text", "snow").code == 0
