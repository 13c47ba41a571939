from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

SOURCE = """第一章

林风走进来。

“林师兄，你来了。”苏晴说。

林风点点头。“林师兄！”她叫道。

林师兄笑了。林风说：“走。”

苏晴看着林师兄，她笑道：“你饿不饿？”

林风答道：“不饿。”他跟着苏晴走了。
"""


@pytest.fixture
def novel(tmp_path):
    path = tmp_path / "novel.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_what_was_learned_is_told_as_plain_data(storyport, novel):
    done = storyport("--json", "learn", novel, "--to", "en")
    assert done.code == 0, done.words()
    value = done.value
    assert set(value) == {
        "story",
        "entries",
        "created",
        "changed",
        "chapters",
        "characters",
        "lines",
        "spoken",
        "notes",
        "translation",
        "model",
    }
    assert value["created"] == len(value["entries"]) > 0
    assert "林风" in {entry["headword"] for entry in value["entries"]}
    assert (value["translation"], value["model"]) == (None, None)
    assert 0 < value["spoken"] <= value["lines"]
    again = storyport("--json", "learn", "--story", value["story"], "--to", "en").value
    assert (again["created"], again["changed"]) == (0, 0)


def test_the_memory_is_no_model(storyport, novel):
    done = storyport("learn", novel, "--to", "en", "--engine", "memory")
    assert done.code == 2
    assert "openai:MODEL" in done.words()


def test_a_model_needs_a_locale(storyport, novel):
    done = storyport("learn", novel, "--engine", "openai:some")
    assert done.code == 2
    assert "--to" in done.words()


def test_a_translation_says_what_it_calls_things(storyport, novel, tmp_path):
    translation = tmp_path / "novel.en.txt"
    lines = (
        "Chapter 1",
        "Lin Feng came in.",
        "“Senior Brother Lin, you are here,” said Su Qing.",
        "Lin Feng nodded. “Senior Brother Lin!” she called.",
        "Senior Brother Lin laughed. Lin Feng said, “Let's go.”",
        "Su Qing looked at Senior Brother Lin and laughed. “Are you hungry?”",
        "Lin Feng answered, “No.” He followed Su Qing out.",
    )
    translation.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    refused = storyport("learn", novel, "--translation", translation)
    assert refused.code == 2
    done = storyport("--json", "learn", novel, "--to", "en", "--translation", translation)
    assert done.code == 0, done.words()
    assert done.value["translation"]["pairs"] > 0


def test_nothing_to_learn_from_is_said(storyport):
    assert storyport("learn").code == 2


def test_a_translation_beside_a_story_with_a_bible_is_only_looked_at(storyport, novel, tmp_path):
    storyport("learn", novel, "--story", "S")
    before = storyport("--json", "status", "--story", "S").value
    volume, translation = tmp_path / "volume.txt", tmp_path / "volume.en.txt"
    volume.write_text(novel.read_text(encoding="utf-8"), encoding="utf-8")
    translation.write_text(novel.read_text(encoding="utf-8"), encoding="utf-8")
    learn = ("--json", "learn", volume, "--story", "S", "--to", "en", "--translation", translation)
    assert storyport(*learn).value["chapters"] == 0
    assert storyport("--json", "status", "--story", "S").value == before


def test_a_translation_in_another_language_is_refused(storyport, novel, tmp_path):
    translation = tmp_path / "novel.en.txt"
    line = "El hombre que llegó a la casa de los faroles no era quien había dicho que sería."
    translation.write_text("\n\n".join([line] * 9), encoding="utf-8")
    done = storyport("learn", novel, "--to", "en", "--translation", translation)
    assert done.code == 2
    assert "looks like Spanish, not English" in done.words()
    assert "--to" in done.words()


def test_an_engine_that_only_translates_is_refused_before_anything_is_learned(storyport, novel):
    done = storyport("learn", novel, "--story", "S", "--to", "en", "--engine", "gloss")
    assert done.code == 2
    assert "does not answer questions" in done.words()
    assert storyport("bible", "list", "--story", "S", "--json").value["entries"] == []
