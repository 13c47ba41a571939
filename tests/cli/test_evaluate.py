from __future__ import annotations

import json

import pytest

_ZH = ["林风走了很远的路。", "她没有说话。", "天黑了，山里没有人。"] * 6
_EN = ["Lin Feng went a long way.", "She did not speak.", "It was dark and nobody was about."] * 6


@pytest.fixture
def files(tmp_path):
    def write(name: str, lines: list[str]):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    worse = [line.replace("Lin Feng", "Linfeng").replace("She", "He") for line in _EN]
    return write("s.zh", _ZH), write("one.en", _EN), write("two.en", worse), write("ref.en", _EN)


def test_systems_side_by_side(storyport, files):
    source, one, two, reference = files
    answer = storyport("evaluate", source, one, two, "--reference", reference)
    assert answer.code == 0
    assert "one is nearest to the reference by chrF." in answer.words()
    assert "nrefs:1|case:mixed" in answer.words()
    value = storyport("evaluate", source, one, two, "--reference", reference, "--json").value
    assert [system["name"] for system in value["systems"]] == ["one", "two", "reference"]
    assert value["systems"][0]["chrf"] == 100.0


@pytest.mark.database
@pytest.mark.django_db
def test_terms_are_those_of_the_storys_bible(storyport, files):
    source, one, two, _ = files
    storyport("new", "S", "--from", "zh", "--to", "en")
    storyport("bible", "set", "林风", "--to", "en", "--text", "Lin Feng", "--story", "S")
    value = storyport("evaluate", source, one, two, "--story", "S", "--json").value
    assert [system["term_consistency"] for system in value["systems"]] == [1.0, 0.0]
    answer = storyport("evaluate", one, source, "--story", "S", "--json")
    assert answer.code == 2
    assert "written in zh" in answer.value["error"]["what"]


def test_a_page_for_people(storyport, files, tmp_path):
    source, one, two, reference = files
    out = tmp_path / "page.html"
    options = ("--reference", reference, "--name", "<b>", "-o", out)
    answer = storyport("evaluate", source, two, one, *options)
    assert answer.code == 0
    page = out.read_text(encoding="utf-8")
    assert "&lt;b&gt;" in page
    assert "<b>:" not in page
    for expected in ("he for she", "林风走了很远的路。", "Linfeng went", "--story", "d-BLEU"):
        assert expected in page


def test_json_in_a_file_and_on_stdout(storyport, files, tmp_path):
    source, one, _, reference = files
    out = tmp_path / "x.json"
    storyport("evaluate", source, one, "--reference", reference, "-o", out)
    said = storyport("evaluate", source, one, "--reference", reference, "--format", "json").out
    assert json.loads(said) == json.loads(out.read_text(encoding="utf-8"))


def test_text_in_a_file(storyport, files, tmp_path):
    source, one, *_ = files
    storyport("evaluate", source, one, "-o", tmp_path / "x.txt")
    assert "System\tchrF" in (tmp_path / "x.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--format", "pdf"), "unknown format"),
        (("--reference", "absent.txt"), "no such file"),
        (("--to", "xx-nowhere"), "unknown locale"),
    ],
)
def test_what_cannot_be_used_is_said(storyport, files, arguments, what):
    answer = storyport("evaluate", files[0], files[1], *arguments)
    assert answer.code == 2
    assert what in answer.words()
