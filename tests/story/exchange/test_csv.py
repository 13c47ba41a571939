from __future__ import annotations

import csv

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

FULL = "source,kind,gender,aliases,note,en,en:status,en:banned\n"


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
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert caught.value.what.splitlines() == [
        "2 places of this file cannot be used:",
        "line 4: 林风 stands here and at line 2, and they differ in en.",
        "line 6: 天剑 stands here and at line 5, and they differ in kind, en.",
    ]


LONG = "原文,en\n林风,A\n青云门,B\n掌门,C\n师父,D\n小师妹,E\n天剑,F\n风雪山庄,G\n大长老,H\n"
TRADITIONAL = LONG.translate(str.maketrans("风云门师长剑庄", "風雲門師長劍莊"))


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (LONG, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (LONG, "utf-16", ""),
        ("\ufeff" + LONG, "gb18030", "GB18030"),
    ],
)
def test_an_encoding_without_doubt_is_taken_and_told(tmp_path, text, encoding, name):
    sheet = read(tmp_path, text, encoding=encoding)
    assert [row.entry for row in sheet.rows] == entries(tmp_path, text)
    notes = (f"the file is not UTF-8; it was read as {name}.",) if name else ()
    assert sheet.notes == notes


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("source,en\n林风,Lin Feng\n", "gb18030", "like .*GB18030"),
        (
            "source,ja\na,リンフォン\nb,青雲門の弟子たち\nc,ひらがなです\n",
            "cp932",
            "like Shift_JIS",
        ),
        (LONG, "utf-16-le", "like UTF-16"),
    ],
)
def test_an_encoding_in_doubt_or_not_taken_is_named(tmp_path, text, encoding, says):
    with pytest.raises(BadInput, match=says) as caught:
        read(tmp_path, text, encoding=encoding)
    assert "UTF-8" in caught.value.do


def test_western_text_is_taken_without_doubt_only(tmp_path):
    rows = "".join(f"w{number},Épée céleste préférée où été fenêtre\n" for number in range(40))
    sheet = read(tmp_path, "source,fr\n" + rows, encoding="cp1252")
    assert sheet.rows[0].entry.renderings["fr"].text == "Épée céleste préférée où été fenêtre"
    assert "windows-1252" in sheet.notes[0]


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
    relation = RelationFacts("师兄", "大师兄", "character")
    evidence = EvidenceFacts("三", "林风笑道")
    entry = EntryFacts(0, "林风", "term", relations=(relation,), evidence=(evidence,) * 2)
    assert write_sheet(tmp_path / "b.csv", Bible((entry,))) == (
        "1 forms of address between entries are not in this file; JSON and XLSX hold them.",
        "2 pieces of evidence are not in this file; JSON and XLSX hold them.",
    )


def header_of(tmp_path, *entries, locales=()):
    path = tmp_path / "b.csv"
    write_sheet(path, Bible(entries), locales)
    return path.read_text("utf-8-sig").splitlines()[0]


def test_a_small_bible_is_a_small_table(tmp_path):
    assert header_of(tmp_path, simple("林风", "Lin Feng", kind="character")) == "source,kind,en"
    proposed = EntryFacts(0, "青云", "term", renderings={"en": RenderingFacts("A", "proposed")})
    assert header_of(tmp_path, proposed, simple("林风", "B", kind="item", step=2)) == (
        "source,kind,step,en,en:status"
    )
    assert header_of(tmp_path, locales=("en",)) == (
        "source,kind,gender,aliases,note,en,en:status,en:banned"
    )


def test_the_rarer_columns(tmp_path):
    text = (
        "source,scale,step,since,until,spoiler,speech,confidence,en,en:forms,en:gender,"
        "en:pronouns,en:voice,en:choice,en:codex\n"
        "筑基,境界,2,3,90,20,wry,0.5,Foundation,Foundations=plural|Found.,Neutral,it,v-2,explain,"
        '"two\nlines"\n'
    )
    facts = RenderingFacts(
        "Foundation",
        "approved",
        forms={"Found.": "", "Foundations": "plural"},
        gender="neutral",
        pronouns="it",
        voice="v-2",
        choice="explain",
        codex="two\nlines",
    )
    assert entries(tmp_path, text) == [
        EntryFacts(
            0,
            "筑基",
            renderings={"en": facts},
            scale="境界",
            step=2,
            validity=Validity(3, 90),
            spoiler=20,
            speech="wry",
            confidence=0.5,
        )
    ]


@pytest.mark.parametrize(
    ("cell", "alias", "kind", "times"),
    [
        ("小风", "小风", "", ()),
        ("小风 [nickname]", "小风", "nickname", ()),
        ("小风[nickname]@20-40", "小风", "nickname", (20, 40)),
        ("小风 @20-", "小风", "", (20, 0)),
        ("小风 @-40", "小风", "", (0, 40)),
        ("小风 @7", "小风", "", (7, 7)),
        ("小风 @20–40", "小风", "", (20, 40)),
        ("me@home", "me@home", "", ()),
        ("a [b] c", "a [b] c", "", ()),
        (r"a \[b]", "a [b]", "", ()),
        (r"a \@3", "a @3", "", ()),
    ],
)
def test_kinds_and_times_of_aliases_share_a_cell(tmp_path, cell, alias, kind, times):
    (entry,) = entries(tmp_path, f"source,aliases\n林风,{cell}\n")
    assert entry.aliases == (alias,)
    assert entry.alias_kinds == ({alias: kind} if kind else {})
    assert entry.alias_times == ({alias: Validity(*times)} if times else {})


def test_renderings_of_aliases_share_a_cell(tmp_path):
    text = "source,en,en:status,en:aliases\n林风,A,locked,小风=B = b|黑衣人=C [proposed]\n"
    (entry,) = entries(tmp_path, text)
    assert entry.renderings["en"].aliases == {
        "小风": ("B = b", "locked"),
        "黑衣人": ("C", "proposed"),
    }


@pytest.mark.parametrize(
    ("header", "cell", "says"),
    [
        ("en:aliases", "Little Feng", "which alias"),
        ("en:choice", "keep", "unknown choice"),
        ("en:gender", "m", "unknown gender"),
        ("step", "two", "the step is 'two'"),
        ("since", "-3", "the beginning is '-3'"),
        ("confidence", "1.5", "from 0 to 1|confidence"),
        ("confidence", "much", "confidence"),
    ],
)
def test_what_a_cell_cannot_say(tmp_path, header, cell, says):
    with pytest.raises(BadInput, match=says) as caught:
        read(tmp_path, f"source,{header}\n林风,{cell}\n")
    assert caught.value.where.endswith(":2")
    assert caught.value.do


def test_all_bad_rows_are_told_at_once(tmp_path):
    bad = "".join(f"名{number},person,A\n" for number in range(30))
    text = f"source,kind,en\n林风,item,A\n{bad}林风,item,B\n"
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    first, *lines, last, _ = caught.value.what.split("\n")
    assert first == "31 places of this file cannot be used:"
    assert lines[0] == "line 3: unknown kind 'person'."
    assert (len(lines), last) == (20, "and 11 more.")
    assert caught.value.do.endswith("Nothing was imported.")


def test_only_known_suffixes(tmp_path):
    with pytest.raises(BadInput, match=r"json, \.csv"):
        read_sheet(tmp_path / "b.doc", "zh-Hans")
