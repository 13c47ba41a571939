from __future__ import annotations

import pytest

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_impact_tells_what_a_name_touches_and_what_it_costs(storyport, tmp_path):
    book = tmp_path / "s.txt"
    lines = "".join(f"林风走了{n}里路。\n\n" for n in range(50))
    book.write_text(f"第一章 路\n\n{lines}苏墨没有来。\n", encoding="utf-8")
    storyport("translate", book, "--to", "en", "--engine", "fake", "-o", tmp_path / "o")
    storyport("bible", "set", "林风", "--story", "s", "--to", "en", "--text", "Lin Feng")
    words = ("bible", "impact", "林风", "--story", "s", "--to", "en", "--text", "Lin Phong")
    told = storyport(*words)
    assert told.code == 0
    assert "… and 10 more." in told.out
    assert "50 segments" in told.out
    (row,) = storyport(*words, "--json").value["locales"]
    assert row["total"] == len(row["segments"]) == 50
    counted = [row[name] for name in ("substitute", "redo", "reviewed", "untranslated")]
    assert sum(counted) == 50
    unknown = storyport("bible", "impact", "孙悟空", "--story", "s", "--to", "en", "--json")
    assert unknown.code == 2
