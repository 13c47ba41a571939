from __future__ import annotations

import csv
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from tests.story.exchange.bibles import bibles

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.export_bible import export_bible
from storyport.story.actions.import_bible import import_bible
from storyport.story.exchange import read_sheet, write_sheet
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.stories import make_story

FULL = "source,kind,gender,aliases,note,en,en:status,en:banned\n"
_numbers = count()


def read(tmp_path, text, to="", name="g.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_sheet(path, "zh-Hans", to)


def entries(*arguments, **more):
    return [row.entry for row in read(*arguments, **more).rows]


def simple(headword, text, **more):
    return EntryFacts(0, headword, renderings={"en": RenderingFacts(text, "approved")}, **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_all_columns(tmp_path, encoding):
    text = FULL + "林风,character,Male,小风|风儿,the hero,Lin Feng,locked,Lin Wind|Lin Breeze\n"
    assert entries(tmp_path, text, encoding=encoding) == [
        EntryFacts(
            0,
            "林风",
            "character",
            "male",
            ("小风", "风儿"),
            "the hero",
            {"en": RenderingFacts("Lin Feng", "locked", ("Lin Wind", "Lin Breeze"))},
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "source,target\n林风,Lin Feng\n",
        "Source;Target\r\n林风;Lin Feng\r\n",
        "SRC\tDST\n林风\tLin Feng\n",
        "sep=;\nTerm;Translation\n\n林风;Lin Feng",
        "原文,译文\n林风,Lin Feng\n",
        '"source","target"\n"林风","Lin Feng"\n',
        "zh-CN,en\n林风,Lin Feng\n",
        "林风,Lin Feng\n",
        "林风\tLin Feng\n",
        "id,source,target\n1,林风,Lin Feng\n",
    ],
)
def test_a_plain_glossary_as_other_tools_write_it(tmp_path, text):
    assert entries(tmp_path, text, "en") == [simple("林风", "Lin Feng")]


def test_what_is_not_used_is_noted(tmp_path):
    sheet = read(tmp_path, "src,dst,info,regex,fr\n林风,Lin Feng,a man,0,X\n", "en")
    assert sheet.notes == ("columns not used: regex, fr.",)
    assert [row.entry for row in sheet.rows] == [simple("林风", "Lin Feng", note="a man")]


def test_locale_columns_need_no_target(tmp_path):
    (entry,) = entries(tmp_path, "term,EN,pt_br,zh-Hans\n林风,Lin Feng,Vento,x\n")
    assert {tag: facts.text for tag, facts in entry.renderings.items()} == {
        "en": "Lin Feng",
        "pt-BR": "Vento",
    }


@pytest.mark.parametrize(
    ("text", "to", "line", "says"),
    [
        ("", "", None, "empty"),
        ("source,target\n林风,A\n", "", 1, "--to"),
        ("林风,Lin Feng\n", "", 1, "--to"),
        ("a,b,c\n林风,A,B\n", "en", 1, "no column is named source"),
        ("Chinese,English\n林风,A\n", "en", 1, "no column is named source"),
        ("source,src,en\n林风,x,A\n", "", 1, "two columns hold the source"),
        ("source,en,target\n林风,x,A\n", "en", 1, "two columns hold the text of en"),
        ("source,en\n林风,A\n青云,B,C\n", "", 3, "3 cells, and 2"),
        ("source,en\n林风,A\n,B\n", "", 3, "headword is empty"),
        ('source,en\n林风,"A\n\n', "", 2, "quotation mark"),
        ('source,en\n"林\n风",A\n', "", 2, "control character"),
        ('source,note,en\n林风,"two\nlines",A\n青云,,B\x07\n', "", 4, "U\\+0007"),
        ("source,en,en:status\n林风,A,ok\n", "", 2, "unknown status"),
        ("source,kind,en\n林风,person,A\n", "", 2, "unknown kind"),
    ],
)
def test_an_error_names_the_line(tmp_path, text, to, line, says):
    with pytest.raises(BadInput, match=says) as caught:
        read(tmp_path, text, to)
    place = str(tmp_path / "g.csv")
    assert caught.value.where == (f"{place}:{line}" if line else place)
    assert caught.value.do


def test_another_encoding_is_named_with_its_line(tmp_path):
    with pytest.raises(BadInput, match="UTF-8") as caught:
        read(tmp_path, "source,en\nabc,A\n林风,B\n", encoding="gb18030")
    assert caught.value.where.endswith(":3")


def test_entries_that_stand_twice_are_named(tmp_path):
    text = "source,kind,en\n林风,,A\n青云,,B\n林风,,C\n天剑,item,D\n天剑,,E\n青云,,B\n"
    with pytest.raises(BadInput, match=r"林风 at line 2 and line 4; 天剑 at line 5 and line 6"):
        read(tmp_path, text)


def test_one_headword_of_two_kinds_is_two_entries(tmp_path):
    found = entries(tmp_path, "source,kind,en\n天剑,item,A\n天剑,faction,B\n")
    assert [entry.kind for entry in found] == ["item", "faction"]


def test_formulas_are_written_so_that_no_spreadsheet_runs_them(tmp_path):
    texts = ("=1+1", "+1", "-x", "@SUM(A1)", "'=x", "＝x", "'quoted'", "a=b")
    bible = Bible(tuple(simple(text, text, kind="term") for text in texts))
    path = tmp_path / "b.csv"
    write_sheet(path, bible)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row["en"] for row in csv.DictReader(file)]
    assert cells == ["'=1+1", "'+1", "'-x", "'@SUM(A1)", "''=x", "'＝x", "'quoted'", "a=b"]
    assert [row.entry.headword for row in read_sheet(path, "zh-Hans").rows] == list(texts)


def test_a_literal_bar_is_no_boundary(tmp_path):
    aliases = ("a|b", "c\\", "d\\|e", "\\n")
    bible = Bible((EntryFacts(0, "林风", "term", aliases=tuple(sorted(aliases))),))
    path = tmp_path / "b.csv"
    write_sheet(path, bible)
    (row,) = read_sheet(path, "zh-Hans").rows
    assert row.entry.aliases == tuple(sorted(aliases))


def test_what_a_table_cannot_hold_is_told(tmp_path):
    facts = RenderingFacts("A", "approved", (), {"小风": ("B", "approved")})
    entry = EntryFacts(0, "林风", "term", "", ("小风",), "", {"en": facts}, {"小风": "nickname"})
    assert write_sheet(tmp_path / "b.csv", Bible((entry,))) == (
        "1 kinds of aliases are not in this file; JSON holds them.",
        "1 renderings of aliases are not in this file; JSON holds them.",
    )
    assert write_sheet(tmp_path / "b.csv", Bible((entry,)), ("es",)) == (
        "1 kinds of aliases are not in this file; JSON holds them.",
    )


def test_only_known_suffixes(tmp_path):
    with pytest.raises(BadInput, match=r"json, \.csv"):
        read_sheet(tmp_path / "b.doc", "zh-Hans")


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bible=bibles(all_of_it=False))
def test_a_table_loses_nothing_of_what_it_holds(tmp_path, suffix, bible):
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    json = tmp_path / "b.json", tmp_path / "c.json"
    assert write_sheet(first, bible) == ()
    story = make_story(f"story {next(_numbers)}", "", parse_locale("zh"), [])
    import_bible(story, first)
    export_bible(story, second)
    assert second.read_bytes() == first.read_bytes()
    write_sheet(json[0], bible)
    export_bible(story, json[1])
    assert json[1].read_bytes() == json[0].read_bytes()
