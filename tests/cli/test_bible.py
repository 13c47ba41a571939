from __future__ import annotations

import json

import pytest

from storyport.story.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def bible(storyport):
    storyport("new", "S", "--from", "zh", "--to", "en,es")

    def run(verb, *arguments):
        return storyport("bible", verb, *arguments, "--story", "S")

    return run


@pytest.fixture
def lin(bible):
    answer = bible(
        "set", "林风", "--to", "en", "--text", "Lin Feng", "--kind", "character", "--gender",
        "male", "--alias", "小风", "--alias", "风儿", "--ban", "Lin Wind", "--ban", "Forest", "--json",
    )  # fmt: skip
    assert answer.code == 0
    return answer.value


def test_set_says_the_entry_and_whether_it_changed(bible, lin):
    assert (lin["changed"], lin["created"], lin["conflicts"]) == (True, True, [])
    assert lin["entry"] == {
        "id": Entry.objects.get().pk,
        "headword": "林风",
        "kind": "character",
        "gender": "male",
        "aliases": [{"text": "小风", "kind": ""}, {"text": "风儿", "kind": ""}],
        "note": "",
        "renderings": {
            "en": {
                "text": "Lin Feng",
                "status": "approved",
                "banned": ["Lin Wind", "Forest"],
                "aliases": {},
            }
        },
    }
    again = bible("set", "林风", "--to", "en", "--text", "Lin Feng", "--json").value
    assert (again["changed"], again["created"]) == (False, False)


def test_set_for_a_form_and_as_a_proposal(bible, lin):
    bible("set", "林风", "--form", "小风", "--to", "en", "--text", "Little Feng", "--proposed")
    (entry,) = bible("list", "--json").value["entries"]
    assert entry["renderings"]["en"]["aliases"] == {
        "小风": {"text": "Little Feng", "status": "proposed"}
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("林风", "--text", "A"), "--to"),
        (("林风", "--to", "en", "--text", " "), "the rendering is empty"),
        (("林风", "--to", "xx-yy-zz", "--text", "A"), "unknown locale"),
        (("林风", "--to", "en,es", "--text", "A"), "unknown locale 'en,es'"),
        (("林风", "--kind", "hero"), "unknown kind 'hero'"),
        (("林风", "--gender", "m"), "unknown gender 'm'"),
        (("林风", "--to", "en", "--text", "<1>A</1>"), "inline mark"),
        (("林风", "--to", "en", "--text", "Lin Wind", "--ban", "Lin Wind"), "banned form"),
        ((), "Missing argument 'WORD'"),
    ],
)
def test_set_refuses_what_cannot_be(bible, arguments, says):
    answer = bible("set", *arguments)
    assert answer.code == 2
    assert says in answer.words()
    assert not Entry.objects.exists()


def test_a_contradiction_does_not_pass_silently(bible, lin):
    answer = bible("set", "林峰", "--kind", "character", "--to", "en", "--text", "Lin Feng")
    assert answer.code == 1
    assert "林峰 and 林风 are both 'Lin Feng'" in answer.words()
    assert "settled before translating" in answer.words()
    told = bible("conflicts", "--json")
    assert told.code == 1
    (conflict,) = told.value["conflicts"]
    assert (conflict["kind"], conflict["severity"]) == ("rendering", "major")
    assert conflict["entries"] == ["林峰", "林风"]
    assert bible("conflicts", "--to", "es").words().startswith("No conflicts.")
    bible("remove", "林峰")
    assert bible("conflicts").code == 0


def test_list_shows_forms_marks_and_bans(bible, lin):
    bible("set", "青云", "--kind", "faction", "--to", "es", "--text", "Nube", "--proposed")
    bible("lock", "林风")
    shown = bible("list").out
    for piece in ("林风", "小风", "character", "male", "Lin Feng *", "Nube ?", "- Lin Wind", "es"):
        assert piece in shown
    assert bible("list", "-q").out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["林风", "青云"]),
        (("--kind", "faction"), ["青云"]),
        (("风儿",), ["林风"]),
        (("nube",), ["青云"]),
        (("lin wind",), ["林风"]),
        (("nothing",), []),
    ],
)
def test_list_is_filtered(bible, lin, arguments, expected):
    bible("set", "青云", "--kind", "faction", "--to", "es", "--text", "Nube")
    listed = bible("list", *arguments, "--json").value["entries"]
    assert [entry["headword"] for entry in listed] == expected


def test_list_of_one_locale(bible, lin):
    bible("set", "林风", "--to", "es", "--text", "Viento")
    (entry,) = bible("list", "--to", "es", "--json").value["entries"]
    assert list(entry["renderings"]) == ["es"]
    assert "Lin Feng" not in bible("list", "--to", "es").out
    assert bible("list", "--kind", "hero").code == 2


def test_approving(bible):
    for word, text in (("林风", "Lin Feng"), ("青云", "Azure")):
        bible("set", word, "--to", "en", "--text", text, "--proposed")
    assert bible("approve", "林风", "--json").value["renderings"] == 1
    assert bible("approve", "--all", "--to", "en", "--json").value["renderings"] == 1
    assert bible("approve", "--all", "--to", "en", "--json").value["entries"] == []
    for wrong in (("--all",), (), ("林风", "--all", "--to", "en"), ("李",)):
        assert bible("approve", *wrong).code == 2


def test_locking(bible, lin):
    assert bible("lock", "林风", "--to", "en").code == 0
    answer = bible("set", "林风", "--to", "en", "--text", "Lin Phong")
    assert answer.code == 2
    assert "--force" in answer.words()
    assert bible("set", "林风", "--to", "en", "--text", "Lin Phong", "--force").code == 0
    assert bible("lock", "林风", "--off", "--json").value["renderings"] == 1
    assert bible("remove", "林风").code == 0


def test_removing(bible, lin):
    assert bible("remove", "林风", "--alias", "小风", "--json").value["entry"]["aliases"] == [
        {"text": "风儿", "kind": ""}
    ]
    bible("remove", "林风", "--to", "en", "--ban", "Forest")
    left = bible("remove", "林风", "--to", "en", "--form", "林风", "--json").value["entry"]
    assert left["renderings"]["en"]["banned"] == ["Lin Wind"]
    gone = {"entry": None, "changed": True, "applied": []}
    assert bible("remove", "林风", "--json").value == gone
    assert bible("remove", "林风").code == 2


def test_a_file_out_and_into_another_story(bible, lin, storyport, tmp_path):
    file = tmp_path / "new folder" / "bible.json"
    out = bible("export", file, "--json").value
    assert out == {"entries": 1, "lost": [], "outputs": [str(file)]}
    storyport("new", "T", "--from", "zh")
    taken = storyport("bible", "import", file, "--story", "T", "--json")
    assert taken.code == 0
    assert (taken.value["entries"], taken.value["created"], taken.value["changed"]) == (1, 1, 0)
    again = tmp_path / "again.json"
    storyport("bible", "export", again, "--story", "T")
    assert again.read_bytes() == file.read_bytes()


def test_a_glossary_of_two_columns(bible, lin, tmp_path):
    file = tmp_path / "glossary.csv"
    file.write_text("Source;Target\n青云;Azure Cloud\n林风;Lin Phong\n", encoding="utf-8")
    asked = bible("import", file)
    assert asked.code == 2
    assert f"{file}:1" in asked.err.replace("\n", "")
    bible("lock", "林风")
    told = bible("import", file, "--to", "en", "--json").value
    assert (told["created"], told["changed"]) == (1, 0)
    assert [kept["offered"] for kept in told["kept"]] == ["Lin Phong"]
    assert "is locked and stays" in bible("import", file, "--to", "en").words()


def test_what_an_export_loses_is_said(bible, lin, tmp_path):
    bible("call", "林风", "林风", "我", "--to", "en", "--text", "me")
    told = bible("export", tmp_path / "b.csv").words()
    assert "1 forms of address" in told


@pytest.mark.parametrize("name", ["none.csv", "none.json", "b.doc"])
def test_a_file_that_is_not_there_or_not_ours(bible, tmp_path, name):
    answer = bible("import", tmp_path / name)
    assert answer.code == 2
    assert name in answer.err.replace("\n", "")


def test_an_export_that_cannot_be_written(bible, tmp_path):
    (tmp_path / "b.json").mkdir()
    assert bible("export", tmp_path / "b.json").code == 2


def test_an_unknown_story_names_those_there_are(storyport, bible):
    answer = storyport("bible", "list", "--story", "s", "--json")
    assert answer.code == 2
    assert json.loads(answer.out)["error"]["do"] == "Known: S."
    assert storyport("bible", "list").code == 2


def test_set_takes_all_that_an_entry_may_say(bible):
    answer = bible(
        "set", "顾雁", "--kind", "character", "--gender", "female", "--spoiler", "20",
        "--speech", "dry", "--to", "es", "--text", "Gu Yan", "--shape", "las Gu=plural",
        "--pronouns", "ella", "--voice", "mujer-1", "--json",
    )  # fmt: skip
    assert answer.code == 0
    entry = answer.value["entry"]
    assert (entry["spoiler"], entry["speech"]) == (20, "dry")
    there = entry["renderings"]["es"]
    assert (there["forms"], there["pronouns"], there["voice"]) == (
        {"las Gu": "plural"},
        "ella",
        "mujer-1",
    )
    disguise = bible(
        "set", "顾雁", "--alias", "白先生", "--alias-kind", "disguise", "--since", "3", "--json"
    ).value["entry"]
    (alias,) = disguise["aliases"]
    assert (alias["text"], alias["kind"], alias["since"]) == ("白先生", "disguise", 3)


def test_call_says_how_one_calls_another(bible):
    bible("set", "林风", "--kind", "character")
    bible("set", "顾雁", "--kind", "character")
    said = bible("call", "林风", "顾雁", "师姐", "--to", "en", "--text", "Senior Sister", "--json")
    (relation,) = said.value["entry"]["relations"]
    assert relation["other"] == "顾雁"
    assert relation["renderings"]["en"] == {"text": "Senior Sister", "status": "approved"}
    again = bible("call", "林风", "顾雁", "师姐", "--to", "en", "--text", "Sister Gu", "--json")
    assert again.value["entry"]["relations"][0]["renderings"]["en"]["text"] == "Sister Gu"
    assert bible("call", "林风", "顾雁", "师姐", "--text", "x").code == 2
    assert bible("call", "林风", "某人", "师姐").code == 2
    gone = bible("call", "林风", "顾雁", "师姐", "--remove", "--json")
    assert not gone.value["entry"].get("relations")
    assert bible("call", "林风", "顾雁", "师姐", "--remove").code == 2


def test_join_makes_two_entries_one(bible):
    bible("set", "沈青禾", "--kind", "character", "--to", "en", "--text", "Shen Qinghe")
    bible("set", "掌墨师", "--kind", "title", "--to", "en", "--text", "Inkmaster")
    joined = bible("join", "掌墨师", "沈青禾", "--alias-kind", "title", "--json").value["entry"]
    assert joined["headword"] == "沈青禾"
    assert len(bible("list", "--json").value["entries"]) == 1


def test_a_work_s_timeline_is_shown_and_set(bible, storyport, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("第一章\n\n林风来了。\n", encoding="utf-8")
    storyport("learn", path, "--story", "S")
    assert bible("timeline", "novel", "--map", "1=1,20=35", "--json").value["works"] == [
        {"name": "novel", "timeline": [[1, 1], [20, 35]]}
    ]
    assert bible("timeline", "--json").value["works"][0]["timeline"] == [[1, 1], [20, 35]]
    for wrong in ("1", "2=1,1=5x", "1=9,2=3"):
        assert bible("timeline", "novel", "--map", wrong).code == 2
    assert bible("timeline", "film", "--map", "1=1").code == 2


def test_what_is_translated_follows_a_change_at_once(storyport, tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("第一章\n\n林风来了。\n", encoding="utf-8")
    name = ("bible", "set", "林风", "--to", "en", "--story", "book", "--json")
    storyport("new", "book", "--from", "zh-Hans", "--to", "en")
    storyport(*name, "--text", "Lin Feng")
    translate = ("translate", path, "--to", "en", "--engine", "fake", "-o", tmp_path, "--json")
    storyport(*translate)
    (applied,) = storyport(*name, "--text", "Lin Phong").value["applied"]
    assert (applied["substituted"], applied["stale"]) == (1, 0)
    assert "applied" not in storyport(*name, "--text", "Lin Pong", "--later").value
    assert storyport("bible", "impact", "林风", "--story", "book", "--json").value["locales"]
    assert storyport(*translate).value["requests"] == 0
    assert "Lin Pong" in (tmp_path / "book.en.txt").read_text(encoding="utf-8")


def test_another_bible_is_taken_in_and_disagreements_are_listed(bible, storyport, tmp_path):
    bible("set", "林风", "--to", "en", "--text", "Lin Feng")
    path = tmp_path / "theirs.csv"
    path.write_text("source,en\n林风,Lin Fung\n顾雁,Gu Yan\n", encoding="utf-8")
    looked = bible("merge", path, "--dry-run", "--json").value
    assert (looked["created"], len(looked["disagreements"])) == (1, 1)
    assert len(bible("list", "--json").value["entries"]) == 1
    done = bible("merge", path, "--json").value
    assert done["disagreements"][0]["taken"] == "ours"
    assert len(bible("list", "--json").value["entries"]) == 2
    assert (
        bible("merge", path, "--theirs", "--json").value["entries"][0]["renderings"]["en"]["text"]
        == "Lin Fung"
    )
    storyport("new", "T", "--from", "zh", "--to", "en")
    assert storyport("bible", "merge", "S", "--story", "T", "--json").value["created"] == 2
    assert bible("merge", "nobody").code == 2
