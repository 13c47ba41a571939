from __future__ import annotations

import pytest

from storyport.formats.tmx import TmxUnit, write_tmx

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def memory(storyport):
    storyport("new", "S", "--from", "zh", "--to", "en")

    def run(verb, *arguments):
        return storyport("memory", verb, *arguments, "--story", "S")

    return run


@pytest.fixture
def tmx(tmp_path):
    path = tmp_path / "memory.tmx"
    units = [
        TmxUnit("林风走了。", "Lin Feng left.", "zh-CN", "en-US", "reviewed"),
        TmxUnit("是。", "Yes.", "zh-CN", "en-US"),
        TmxUnit("是。", "Oui.", "zh-CN", "fr"),
    ]
    write_tmx(path, units, "zh-CN")
    return path


def test_import_counts(memory, tmx):
    answer = memory("import", tmx, "--json")
    assert answer.code == 0
    assert answer.value == {
        "units": 3,
        "imported": 2,
        "known": 0,
        "improved": 0,
        "skipped": 1,
        "sub_texts": 0,
        "dropped_characters": 0,
        "locales": {"en": 2},
        "others": {"fr": 1},
    }
    words = memory("import", tmx).words()
    assert "2 were known" in words
    assert "other languages were left out: fr 1." in words


def test_import_of_another_locale(memory, tmx):
    assert memory("import", tmx, "--to", "fr", "--json").value["locales"] == {"fr": 1}
    answer = memory("import", tmx, "--to", "de", "--json")
    assert answer.code == 2
    assert "fr" in answer.value["error"]["do"]


def test_a_broken_file_is_named_with_its_line(memory, tmp_path):
    path = tmp_path / "bad.tmx"
    path.write_text("<tmx>\n<body>\n<tu>", encoding="utf-8")
    answer = memory("import", path, "--json")
    assert answer.code == 2
    assert answer.value["error"]["where"] == f"{path}:3"


def test_export(memory, tmx, tmp_path):
    memory("import", tmx)
    out = tmp_path / "out.tmx"
    answer = memory("export", out, "--to", "en", "--json")
    assert (answer.code, answer.value["units"], answer.value["outputs"]) == (0, 2, [str(out)])
    assert "Lin Feng left." in out.read_text(encoding="utf-8")
    assert "2 units" in memory("export", out).words()


def test_lookup_gives_one_list_per_line(memory, tmx, tmp_path):
    memory("import", tmx)
    lines = tmp_path / "lines.txt"
    lines.write_text("林风走了！\r\n\r\n是。\n", encoding="utf-8")
    answer = memory("lookup", lines, "--to", "en", "--json")
    assert answer.code == 0
    near, none, equal = answer.value["matches"]
    assert near[0]["source"] == "林风走了。"
    assert 0.5 < near[0]["score"] < 1
    assert none == []
    assert (equal[0]["target"], equal[0]["score"]) == ("Yes.", 1.0)
    assert answer.value["mean_ms"] >= 0
    assert answer.value["p95_ms"] >= 0
    assert "80%" in memory("lookup", lines, "--to", "en").words()


def test_lookup_of_an_empty_file(memory, tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_text("", encoding="utf-8")
    answer = memory("lookup", lines, "--to", "en", "--json")
    assert answer.value == {"matches": [], "mean_ms": 0.0, "p95_ms": 0.0}


def test_lookup_of_what_is_no_text(memory, tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_bytes(b"\xff\xfe\x00")
    answer = memory("lookup", lines, "--to", "en")
    assert answer.code == 2
    assert "not UTF-8" in answer.words()


@pytest.mark.parametrize("verb", ["import", "export"])
def test_an_unknown_story_is_named(storyport, tmx, verb):
    answer = storyport("memory", verb, tmx, "--story", "none")
    assert answer.code == 2
    assert "none" in answer.words()
