from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from tests.story.exchange.bibles import bibles

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.export_bible import export_bible
from storyport.story.actions.import_bible import import_bible
from storyport.story.exchange import read_sheet, write_sheet
from storyport.story.facts import EntryFacts, RenderingFacts
from storyport.story.stories import make_story

LIN = {
    "headword": "林风",
    "kind": "character",
    "gender": "male",
    "aliases": [{"text": "小风", "kind": "nickname"}],
    "note": "the hero",
    "renderings": {
        "en": {
            "text": "Lin Feng",
            "status": "approved",
            "banned": ["Lin Wind"],
            "aliases": {"小风": "Little Feng"},
        }
    },
}
_numbers = count()


def file_of(tmp_path, *entries):
    path = tmp_path / "bible.json"
    value = {"format": "storyport-bible", "version": 1, "source": "zh-Hans", "entries": []}
    head = json.dumps(value)[: -len("]}")]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    path.write_text(f"{head}\n{lines}]}}", encoding="utf-8")
    return path


def test_the_shape_is_read_as_written_down(tmp_path):
    sheet = read_sheet(file_of(tmp_path, LIN), "zh-Hans")
    assert [row.entry for row in sheet.rows] == [
        EntryFacts(
            0,
            "林风",
            "character",
            "male",
            ("小风",),
            "the hero",
            {
                "en": RenderingFacts(
                    "Lin Feng", "approved", ("Lin Wind",), {"小风": ("Little Feng", "approved")}
                )
            },
            {"小风": "nickname"},
        )
    ]


def test_what_is_left_out_is_not_said_and_a_text_is_approved(tmp_path):
    entries = [
        {"headword": "青云"},
        {"headword": "林风", "aliases": ["小风"], "renderings": {"en": {"text": "Lin Feng"}}},
        {
            "headword": "天剑",
            "renderings": {
                "en": {
                    "text": "A",
                    "status": "proposed",
                    "aliases": {"剑": {"text": "B", "status": "locked"}},
                }
            },
        },
    ]
    found = [row.entry for row in read_sheet(file_of(tmp_path, *entries), "zh-Hans").rows]
    assert found[0] == EntryFacts(0, "青云")
    assert (found[1].aliases, found[1].renderings["en"].status) == (("小风",), "approved")
    assert found[2].renderings["en"] == RenderingFacts("A", "proposed", (), {"剑": ("B", "locked")})


def test_one_locale_only(tmp_path):
    entry = LIN | {"renderings": {"en": {"text": "A"}, "pt_BR": {"text": "B"}}}
    (row,) = read_sheet(file_of(tmp_path, entry), "zh-Hans", "pt-BR").rows
    assert list(row.entry.renderings) == ["pt-BR"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"headword": "林风", "renderings": {"en": {"txt": "A"}}}, "unknown key 'txt'"),
        ({"headwort": "林风"}, "unknown key 'headwort'"),
        ({"headword": 5}, "headword must be a text"),
        ({"headword": ""}, "headword is empty"),
        ({"headword": "a", "aliases": "b"}, "aliases must be a list"),
        ({"headword": "a", "aliases": [3]}, "an alias must be an object"),
        ({"headword": "a", "renderings": {"en": "A"}}, "en must be an object"),
        ({"headword": "a", "renderings": {"en": {"status": "ok"}}}, "unknown status"),
        ({"headword": "a", "renderings": {"qq": {"text": "A"}}}, "unknown locale"),
        ("林风", "an entry must be an object"),
        (None, "an entry must be an object"),
    ],
)
def test_an_error_names_the_line_its_entry_begins_on(tmp_path, entry, says):
    path = file_of(tmp_path, LIN, entry)
    with pytest.raises(BadInput, match=says) as caught:
        read_sheet(path, "zh-Hans")
    assert caught.value.where == f"{path}:3"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"format":\n "storyport-bible",,}', 2, "not JSON"),
        ("[]", 1, "must be an object"),
        ("{}", 1, "does not say"),
        ('{"format": "storyport-bible", "version": 2}', 1, "version 2"),
        ('{"format": "storyport-bible", "version": 1, "source": "ja", "entries": []}', 1, "'ja'"),
        (
            '{"format": "storyport-bible", "version": 1, "source": "zh", "x": 1}',
            1,
            "unknown key 'x'",
        ),
        ('{"format": "storyport-bible", "version": 1, "source": "zh"}', 1, "must be a list"),
        (
            '{"format":"storyport-bible","version":1,"source":"zh","entries":[\n{"x":1,"x":2}]}',
            2,
            "the key x stands here twice",
        ),
    ],
)
def test_what_is_no_bible_is_refused(tmp_path, text, line, says):
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        read_sheet(path, "zh-Hans")
    assert caught.value.where == f"{path}:{line}"


def test_deep_nesting_is_an_error_and_no_crash(tmp_path):
    path = tmp_path / "b.json"
    path.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(BadInput, match="deeply"):
        read_sheet(path, "zh-Hans")


def test_an_entry_that_stands_twice_is_named_with_both_lines(tmp_path):
    path = tmp_path / "b.json"
    path.write_text(
        '{"format": "storyport-bible", "version": 1, "source": "zh", "entries": [\n'
        '{"headword": "a", "kind": "item"},\n{"headword": "b"},\n{"headword": "b"},\n'
        '{"headword": "a", "kind": "item", "note": "n"}]}',
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match=r"a \(item\) at line 2 and line 5") as caught:
        read_sheet(path, "zh-Hans")
    assert "b at" not in str(caught.value)


@pytest.mark.database
@pytest.mark.django_db
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bible=bibles())
def test_json_to_database_to_json_is_identity(tmp_path, bible):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    assert write_sheet(before, bible) == ()
    story = make_story(f"story {next(_numbers)}", "", parse_locale("zh"), [])
    import_bible(story, before)
    export_bible(story, after)
    assert after.read_bytes() == before.read_bytes()
