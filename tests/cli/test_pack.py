from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def pack(storyport):
    storyport("new", "S", "--from", "zh-Hans", "--to", "en")

    def run(verb, *arguments):
        return storyport("pack", verb, *arguments, "--story", "S", "--json")

    return run


def test_packs_are_picked_in_order_and_dropped(pack):
    assert pack("use", "martial", "cultivation").value["packs"] == [
        {"name": "martial", "binds": False},
        {"name": "cultivation", "binds": False},
    ]
    assert pack("use", "cultivation", "--bind").value["packs"][1]["binds"]
    assert pack("drop", "martial").value["packs"] == [{"name": "cultivation", "binds": True}]
    listed = {each["name"]: each["picked"] for each in pack("list").value["packs"]}
    assert listed["cultivation"] == "binding"
    assert listed["martial"] == ""


def test_an_unknown_pack_picks_nothing(pack):
    answer = pack("use", "martial", "sea")
    assert answer.code == 2
    assert "no pack 'sea'" in answer.words()
    assert pack("drop", "martial").code == 2


def test_a_story_in_another_language_has_no_packs(storyport):
    storyport("new", "E", "--from", "en", "--to", "zh")
    answer = storyport("pack", "use", "martial", "--story", "E")
    assert answer.code == 2
    assert "Chinese" in answer.words()


def test_a_pack_can_be_read(storyport):
    shown = storyport("pack", "show", "cultivation", "--to", "vi", "--kind", "rank", "--json").value
    said = {term["source"]: term["target"] for term in shown["terms"]}
    assert said["筑基"] == "Trúc Cơ"


def test_pack_terms_are_hints_to_the_engine_and_bind_where_asked(storyport, tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("第一章\n\n他终于筑基了。\n", encoding="utf-8")
    storyport("translate", path, "--to", "en", "--engine", "fake", "-o", tmp_path)
    storyport("pack", "use", "cultivation", "--story", "book")
    before = storyport("bible", "impact", "筑基", "--to", "en", "--story", "book", "--json").value
    assert before["locales"][0]["total"] == 1
    again = storyport("translate", path, "--to", "en", "--engine", "fake", "-o", tmp_path, "--json")
    assert again.value["requests"] == 0
    storyport("pack", "use", "cultivation", "--bind", "--story", "book")
    bound = storyport("translate", path, "--to", "en", "--engine", "fake", "-o", tmp_path, "--json")
    assert bound.value["requests"] == 1
    assert "Foundation Establishment" in (tmp_path / "book.en.txt").read_text(encoding="utf-8")
