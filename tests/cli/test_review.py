from __future__ import annotations

import openpyxl
import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TEXT = "第一章 松烟\n\n林风走进了听松坊的大门。\n\n山里的雾很重很冷，看不见路。\n\n外面下着今年的第一场雪。\n"


@pytest.fixture
def book(storyport, tmp_path):
    """Translate a small book; gives what runs a command on it."""
    source = tmp_path / "book.txt"
    source.write_text(TEXT, encoding="utf-8")

    def run(*arguments):
        return storyport(*arguments, "--story", "S", "--to", "en")

    def translate():
        run("translate", source, "--from", "zh-Hans", "--engine", "fake", "-o", tmp_path / "out")
        return (tmp_path / "out" / "book.en.txt").read_text(encoding="utf-8")

    run.translate = translate
    translate()
    return run


def edit(path, **cells):
    workbook = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        workbook["Review"][cell] = value
    workbook.save(path)


def test_out_and_back_into_the_book(book, tmp_path):
    path = tmp_path / "review.xlsx"
    answer = book("review", "export", path, "--json")
    assert (answer.code, answer.value["rows"], answer.value["outputs"]) == (0, 4, [str(path)])
    edit(path, D4="Heavy, cold fog lay in the hills; no road was to be seen.", E5="ok", F5="fine")
    answer = book("review", "import", path, "--json")
    assert answer.code == 0
    assert {name: answer.value[name] for name in ("rows", "taken", "edited", "approved")} == {
        "rows": 4,
        "taken": 2,
        "edited": 1,
        "approved": 1,
    }
    # The fake engine's text may not be published, so memory does not take what came of it.
    assert (answer.value["comments"], answer.value["remembered"]) == (1, 0)
    assert "Heavy, cold fog lay in the hills" in book.translate()
    assert "unchanged" in book("review", "import", path).words()


def test_what_is_refused_is_listed_with_its_row(book, tmp_path):
    path = tmp_path / "review.xlsx"
    book("review", "export", "-o", path)
    edit(path, D3="<1>Lin Feng</1> went in.", D4="", E5="hm")
    answer = book("review", "import", path, "--json")
    assert answer.code == 1
    assert [(row["row"], bool(row["why"])) for row in answer.value["refused"]] == [
        ("row 3", True),
        ("row 5", True),
    ]
    assert [row["row"] for row in answer.value["emptied"]] == ["row 4"]
    said = book("review", "import", path).words()
    assert "2 cannot be used" in said
    assert "row 3, refused: Marks are not in the source" in said


def test_a_column_sorted_alone_is_bad_input(book, tmp_path):
    path = tmp_path / "review.xlsx"
    book("review", "export", path)
    sheet = openpyxl.load_workbook(path)["Review"]
    edit(path, C3=sheet["C4"].value, C4=sheet["C3"].value)
    answer = book("review", "import", path, "--json")
    assert answer.code == 2
    assert answer.value["error"]["where"] == f"{path}: row 3, row 4"


def test_the_whole_file_was_read(book, tmp_path):
    path = tmp_path / "review.xliff"
    book("review", "export", path)
    assert book("review", "import", path, "--all-reviewed", "--json").value["approved"] == 4
    answer = book("review", "export", path, "--what", "open", "--json")
    assert (answer.code, answer.value["rows"], answer.value["outputs"]) == (0, 0, [])
    assert book("review", "export", path, "--status", "reviewed", "--json").value["rows"] == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "one file is needed"),
        (("x.xlsx", "-o", "y.xlsx"), "one file is needed"),
        (("x.ods",), "Save it as .xlsx"),
        (("x.xlsx", "--status", "fine"), "unknown status 'fine'"),
        (("x.xlsx", "--what", "some"), "unknown choice 'some'"),
        (("x.xlsx", "--only", "9"), "no such chapters"),
    ],
)
def test_what_cannot_be_exported(book, arguments, words):
    answer = book("review", "export", *arguments)
    assert answer.code == 2
    assert words in answer.words()


def test_another_story_is_named(book, storyport, tmp_path):
    path = tmp_path / "review.docx"
    book("review", "export", path)
    storyport("new", "T", "--from", "zh-Hans", "--to", "en")
    answer = storyport("review", "import", path, "--story", "T", "--to", "en")
    assert answer.code == 2
    assert "of the story S, not of T" in answer.words()
