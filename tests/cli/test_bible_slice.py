from __future__ import annotations

import json

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_text_s_slice_is_json_for_other_programs(storyport, tmp_path):
    storyport("new", "S", "--from", "zh", "--to", "en")
    storyport("bible", "set", "林风", "--to", "en", "--text", "Lin Feng", "--story", "S")
    path = tmp_path / "text.txt"
    path.write_text("林风来了。\n", encoding="utf-8")
    plain = storyport("bible", "slice", path, "--to", "en", "--story", "S")
    told = json.loads(plain.out)
    assert told["terms"][0]["target"] == "Lin Feng"
    assert storyport("bible", "slice", path, "--to", "en", "--story", "S", "--json").value == told


def test_a_file_that_is_not_there_is_bad_usage(storyport, tmp_path):
    storyport("new", "S", "--from", "zh", "--to", "en")
    answer = storyport("bible", "slice", tmp_path / "no.txt", "--to", "en", "--story", "S")
    assert answer.code == 2
