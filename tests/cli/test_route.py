"""`storyport route`, and `translate` by it."""

from __future__ import annotations

import pytest

from storyport.localize.models import Target

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOVEL = "第一章 雪\n\n山门前站着一个少年，他已经等了三天三夜。\n\n没有人开门，只有雪一直落下来。\n"


@pytest.fixture
def novel(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "STORYPORT_TRANSLATE"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "S.txt"
    path.write_text(NOVEL, encoding="utf-8")
    return path


def test_a_story_is_translated_by_its_rules(storyport, novel):
    storyport("new", "S", "--from", "zh", "--to", "en")
    said = storyport("route", "set", "--story", "S", "--engine", "openai:none,fake", "--json")
    assert said.value == {"set": 1}
    rules = storyport("route", "list", "--story", "S", "--json").value["rules"]
    assert rules == [{"locale": "", "kind": "", "engines": ["openai:none", "fake"], "second": ""}]
    done = storyport("translate", novel, "--to", "en")
    assert "openai:none has neither a key nor an address" in done.words()
    assert set(Target.objects.values_list("engine", flat=True)) - {""} == {"fake"}


def test_a_rule_is_removed_once(storyport, novel):
    storyport("new", "S", "--from", "zh", "--to", "en")
    storyport("route", "set", "--story", "S", "--to", "en", "--second", "fake")
    assert storyport("route", "remove", "--story", "S", "--to", "en", "--json").value == {
        "removed": 1
    }
    assert storyport("route", "remove", "--story", "S", "--to", "en").code == 2
    assert "No rules" in storyport("route", "list", "--story", "S").words()


def test_a_story_that_nothing_can_translate_is_not_made(storyport, novel):
    answer = storyport("translate", novel, "--to", "fr", "--json")
    assert answer.code == 2
    assert "no translation engine is configured" in answer.value["error"]["what"]
    assert storyport("route", "list", "--story", "S").code == 2
