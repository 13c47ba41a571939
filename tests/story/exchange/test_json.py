from __future__ import annotations

import json

import pytest

from storyport.kernel.errors import BadInput
from storyport.story.exchange import read_sheet, write_sheet
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)

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
        ({"headword": "a", "step": "2"}, "step must be a whole number"),
        ({"headword": "a", "step": True}, "step must be a whole number"),
        ({"headword": "a", "since": 5, "until": 3}, "holds from 5 until 3"),
        ({"headword": "a", "confidence": 2}, "confidence must be a number from 0 to 1"),
        ({"headword": "a", "relations": [{"who": "b"}]}, "unknown key 'who'"),
        ({"headword": "a", "relations": [{"other": "b"}]}, "form of address is empty"),
        ({"headword": "a", "evidence": ["b"]}, "a piece of evidence must be an object"),
        ({"headword": "a", "renderings": {"en": {"forms": {"b": 3}}}}, "a shape must be a text"),
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
        ('{"format": "storyport-bible", "version": 3}', 1, "version 3"),
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
    with pytest.raises(
        BadInput, match=r"a \(item\) stands here and at line 2, .* note\."
    ) as caught:
        read_sheet(path, "zh-Hans")
    assert caught.value.where.endswith(":5")


def test_all_bad_entries_are_told_at_once(tmp_path):
    path = file_of(tmp_path, {"x": 1}, LIN, {"headword": ""}, {"headword": "a", "step": -1})
    with pytest.raises(BadInput) as caught:
        read_sheet(path, "zh-Hans")
    assert [line.partition(":")[0] for line in caught.value.what.splitlines()] == [
        "3 places of this file cannot be used",
        "line 2",
        "line 4",
        "line 5",
    ]


FULL = EntryFacts(
    id=0,
    headword="林风",
    kind="character",
    aliases=("小风", "黑衣人"),
    renderings={
        "en": RenderingFacts(
            "Lin Feng",
            "approved",
            aliases={"小风": ("Little Feng", "proposed")},
            forms={"Lin Fengs": "plural"},
            voice="young-man-2",
        ),
        "es": RenderingFacts("Lin Feng", "locked"),
    },
    alias_kinds={"黑衣人": "disguise"},
    step=2,
    validity=Validity(1, 90),
    alias_times={"黑衣人": Validity(20, 40)},
    confidence=0.0,
    relations=(RelationFacts("林风", "我", "character", renderings={"en": ("I", "approved")}),),
    evidence=(EvidenceFacts("三", "林风笑道"),),
)


def test_what_goes_without_saying_is_left_out(tmp_path):
    path = tmp_path / "b.json"
    assert write_sheet(path, Bible((FULL,))) == ()
    value = json.loads(path.read_text(encoding="utf-8"))
    assert value["version"] == 2
    assert value["entries"] == [
        {
            "headword": "林风",
            "kind": "character",
            "aliases": [
                "小风",
                {"text": "黑衣人", "kind": "disguise", "since": 20, "until": 40},
            ],
            "step": 2,
            "since": 1,
            "until": 90,
            "confidence": 0.0,
            "renderings": {
                "en": {
                    "text": "Lin Feng",
                    "aliases": {"小风": {"text": "Little Feng", "status": "proposed"}},
                    "forms": {"Lin Fengs": "plural"},
                    "voice": "young-man-2",
                },
                "es": {"text": "Lin Feng", "status": "locked"},
            },
            "relations": [
                {"other": "林风", "kind": "character", "word": "我", "renderings": {"en": "I"}}
            ],
            "evidence": [{"place": "三", "excerpt": "林风笑道"}],
        }
    ]
    assert [row.entry for row in read_sheet(path, "zh-Hans").rows] == [FULL]


def test_an_empty_bible_is_a_file_too(tmp_path):
    path = tmp_path / "b.json"
    write_sheet(path, Bible())
    assert json.loads(path.read_text(encoding="utf-8"))["entries"] == []
    assert read_sheet(path, "zh-Hans").rows == ()
