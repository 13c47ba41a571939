from __future__ import annotations

import json
from dataclasses import replace

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.import_bible import import_bible
from storyport.story.actions.lock import lock
from storyport.story.reading import load_bible

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EN = parse_locale("en")


@pytest.fixture
def take(scribe, tmp_path):
    def from_text(text, **more):
        path = tmp_path / "g.csv"
        path.write_text(text, encoding="utf-8")
        return import_bible(scribe.story, path, **more)

    return from_text


def test_what_a_person_imports_is_approved_unless_it_says_otherwise(scribe, take):
    done = take("source,kind,en,en:status\n林风,character,Lin Feng,\n青云,,Azure,proposed\n")
    assert (done.created, done.changed, done.kept) == (2, 0, ())
    assert scribe.entry("林风").renderings["en"].status == "approved"
    assert scribe.entry("青云").renderings["en"].status == "proposed"
    take("source,en\n天剑,Sword\n", proposed=True)
    assert scribe.entry("天剑").renderings["en"].status == "proposed"


def test_importing_again_changes_nothing(scribe, take):
    text = "source,kind,aliases,en\n林风,character,小风,Lin Feng\n"
    take(text)
    done = take(text)
    assert (len(done.entries), done.created, done.changed) == (1, 0, 0)


def test_what_is_known_is_added_to(scribe, take):
    scribe.say("林风", "Lin Feng", kind="character", gender="male", aliases=("小风",))
    done = take("source,gender,aliases,en,es\n林风,female,风儿,Lin Phong,Lin Feng\n")
    entry = scribe.entry("林风")
    assert (done.created, done.changed) == (0, 1)
    assert done.notes == ("line 2: 林风 (character): male before, female now.",)
    assert (entry.kind, entry.gender, entry.aliases) == ("character", "female", ("小风", "风儿"))
    assert entry.renderings["en"].former == ("Lin Feng",)
    assert entry.renderings["es"].text == "Lin Feng"


def test_locked_and_approved_renderings_stay_and_are_told(scribe, take):
    scribe.say("林风", "Lin Feng")
    lock(scribe.story, "林风")
    scribe.say("青云", "Azure")
    text = "source,en,en:status\n林风,Lin Phong,approved\n青云,Blue,proposed\n"
    done = take(text)
    assert [(kept.headword, kept.status, kept.offered) for kept in done.kept] == [
        ("林风", "locked", "Lin Phong"),
        ("青云", "approved", "Blue"),
    ]
    assert take(text, force=True).changed == 2
    assert scribe.entry("青云").renderings["en"].text == "Blue"


def test_a_glossary_line_of_an_alias_is_the_aliass_rendering(scribe, take):
    scribe.say("林风", "Lin Feng", kind="character", aliases=("小风",))
    take("林风,Lin Phong\n小风,Little Feng\n", to=EN)
    facts = scribe.entry("林风").renderings["en"]
    assert (facts.text, facts.aliases) == ("Lin Phong", {"小风": ("Little Feng", "approved")})
    assert scribe.entries() == ["林风 (character)"]


def test_a_line_with_a_kind_is_an_entry_of_its_own(scribe, take):
    scribe.say("林风", "Lin Feng", kind="character", aliases=("小风",))
    take("source,kind,en\n小风,creature,Breeze\n")
    assert scribe.entries() == ["小风 (creature)", "林风 (character)"]


def test_kinds_meet_what_nobody_gave_a_kind(scribe, take):
    scribe.say("林风", "Lin Feng")
    scribe.say("天剑", "Sword")
    take("source,kind\n林风,character\n天剑,item\n天剑,faction\n")
    assert scribe.entries() == [
        "天剑 (faction)",
        "天剑 (item)",
        "天剑 (term)",
        "林风 (character)",
    ]


def test_a_headword_of_two_entries_needs_the_column(scribe, take):
    scribe.say("天剑", kind="item")
    scribe.say("天剑", kind="faction")
    with pytest.raises(BadInput, match="names 2 entries") as caught:
        take("source,en\n林风,A\n天剑,B\n")
    assert caught.value.where.endswith("g.csv:3")
    assert scribe.entries() == ["天剑 (faction)", "天剑 (item)"]


@pytest.mark.parametrize("line", ["青云,,bad\x07", "青云,Lin Wind,A Lin Wind", "林风,,Lin Wind"])
def test_nothing_is_imported_if_one_line_cannot_be(scribe, take, line):
    scribe.say("林风", "Lin Feng", banned=("Lin Wind",))
    with pytest.raises(BadInput) as caught:
        take(f"source,en:banned,en\n天剑,,Sword\n{line}\n")
    assert caught.value.where.endswith("g.csv:3")
    assert scribe.entries() == ["林风 (term)"]
    assert scribe.entry("林风").renderings["en"].text == "Lin Feng"


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx", ".tbx"])
def test_a_missing_file_is_left_to_the_system(scribe, tmp_path, suffix):
    with pytest.raises(FileNotFoundError):
        import_bible(scribe.story, tmp_path / f"none{suffix}")


def test_json_says_all_of_it(scribe, tmp_path):
    path = tmp_path / "b.json"
    rendering = {"text": "Lin Feng", "status": "locked", "aliases": {"小风": "Little Feng"}}
    entry = {"headword": "林风", "aliases": ["小风"], "renderings": {"en": rendering}}
    value = {"format": "storyport-bible", "version": 1, "source": "zh-CN", "entries": [entry]}
    path.write_text(json.dumps(value), encoding="utf-8")
    import_bible(scribe.story, path)
    assert scribe.entry("林风").rendering_of("小风", "en") == ("Little Feng", True)
    import_bible(scribe.story, path, proposed=True, force=True)
    assert scribe.entry("林风").rendering_of("小风", "en") == ("Little Feng", False)


def test_a_dry_look_tells_the_same_and_changes_nothing(scribe, take):
    scribe.say("林风", "Lin Feng", kind="character")
    lock(scribe.story, "林风")
    before = load_bible(scribe.story)
    text = "source,kind,aliases,en\n林风,character,小风,Lin Phong\n高兴,character,,Gao Xing\n"
    look = take(text, dry=True)
    assert load_bible(scribe.story) == before
    assert [entry.id for entry in look.entries] == [before.entries[0].id, 0]
    done = take(text)
    assert (look.created, look.changed) == (done.created, done.changed) == (1, 1)
    assert (look.kept, look.notes) == (done.kept, done.notes)
    assert [replace(entry, id=0) for entry in look.entries] == [
        replace(entry, id=0) for entry in done.entries
    ]


def test_a_dry_look_refuses_what_cannot_be_used(scribe, take):
    with pytest.raises(BadInput, match="unknown kind"):
        take("source,kind\n林风,person\n", dry=True)


def test_what_stays_is_told_by_row(scribe, take):
    scribe.say("林风", "Lin Feng")
    done = take("source,en,en:status\n青云,A,\n林风,Lin Phong,proposed\n")
    (kept,) = done.kept
    assert str(kept) == "line 3: 林风: en 'Lin Feng' is approved and stays ('Lin Phong')"


def test_rows_that_contradict_each_other_are_all_told(scribe, take):
    scribe.say("林风", kind="character", aliases=("小风",), banned=("Lin Wind",))
    text = (
        "source,kind,en,en:aliases\n林风,character,Lin Feng,小风=Little Feng\n小风,,Feng,\n"
        "青云,,A,\n天剑,item,Sword,\n天剑,faction,Sect,\n林风,,Lin Wind,\n小风,,Feng,\n"
    )
    with pytest.raises(BadInput) as caught:
        take(text)
    assert "stands here and at line 2" in caught.value.what
    with pytest.raises(BadInput) as caught:
        take(text.replace("林风,,Lin Wind,\n", "青云,,B,\n").replace("青云,,A,\n", ""))
    assert caught.value.what == "小风 is 'Feng' in en here, and 'Little Feng' at line 2."
    assert caught.value.where.endswith("g.csv:3")
    assert scribe.entries() == ["林风 (character)"]


def test_everything_wrong_with_the_bible_is_told_at_once(scribe, take):
    scribe.say("林风", banned=("Lin Wind",))
    scribe.say("天剑", kind="item")
    scribe.say("天剑", kind="faction")
    with pytest.raises(BadInput) as caught:
        take("source,en\n林风,A Lin Wind\n青云,A\n天剑,B\n")
    assert [line[:6] for line in caught.value.what.splitlines()[1:]] == ["line 2", "line 4"]


def test_whom_one_calls_must_be_there(scribe, tmp_path):
    path = tmp_path / "b.json"
    calls = {"word": "师姐", "renderings": {"en": "Sister"}}
    entries = [
        {"headword": "林风", "kind": "character", "relations": [{"other": "顾雁", **calls}]},
        {"headword": "掌门", "relations": [{"other": "某人", **calls}]},
    ]
    value = {"format": "storyport-bible", "version": 2, "source": "zh-CN", "entries": entries}
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(BadInput, match="顾雁 is no entry") as caught:
        import_bible(scribe.story, path)
    assert "掌门 calls 某人, and 某人 is no entry" in caught.value.what
    scribe.say("顾雁", kind="character")
    entries.pop()
    path.write_text(json.dumps(value), encoding="utf-8")
    import_bible(scribe.story, path, proposed=True)
    (relation,) = scribe.entry("林风").relations
    assert (relation.other_kind, relation.renderings) == (
        "character",
        {"en": ("Sister", "proposed")},
    )


def test_names_to_look_at_are_told_by_row(scribe, take):
    scribe.say("林風", "Lin Feng", kind="character")
    done = take("source,kind,en\n高兴,character,Gao Xing\n师父,address,Master\n林风,character,L\n")
    ordinary, twin = done.notes
    assert ordinary.startswith("line 2: 高兴 is an ordinary word: wherever it stands it counts")
    assert twin.startswith("line 4: 林风 and 林風 (the bible) are one word in two scripts")


def test_nothing_in_the_locale_that_was_asked_for(scribe, take):
    assert take("source,en\n林风,A\n", to=parse_locale("es")).notes == (
        "columns not used: en.",
        "the file has nothing in es.",
    )
