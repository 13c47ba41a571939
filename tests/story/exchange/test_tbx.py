from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import etree
from tests.story.exchange.bibles import bibles

from storyport.kernel.errors import BadInput
from storyport.story.exchange import read_sheet, write_sheet
from storyport.story.facts import Bible, EntryFacts, EvidenceFacts, RenderingFacts

TBX = "{urn:iso:std:iso:30042:ed-2}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tbx_basic.rng")))
HEAD = (
    '<tbx type="TBX-Basic" style="dca" xml:lang="zh-Hans" xmlns="urn:iso:std:iso:30042:ed-2">'
    "<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n"
)
END = "</body></text></tbx>"
LIN = (
    '<conceptEntry><langSec xml:lang="zh-CN"><termSec><term>林风</term></termSec></langSec>\n'
    '<langSec xml:lang="en"><termSec><term>Lin Feng</term></termSec></langSec></conceptEntry>\n'
)
FULL = EntryFacts(
    id=0,
    headword="林风",
    kind="character",
    gender="male",
    aliases=("小风", "林先生"),
    note="The hero.\nWry.",
    renderings={
        "en": RenderingFacts(
            "Lin Feng",
            "approved",
            ("Lin Wind",),
            {"小风": ("Little Feng", "proposed")},
            gender="male",
            codex="An ink\napprentice.",
        )
    },
    alias_kinds={"小风": "short"},
    evidence=(EvidenceFacts("第三章 ¶ 4", "林风笑道", "speaks"),),
)


def sheet_of(tmp_path, text, to="", **more):
    path = tmp_path / "b.tbx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(**more))
    return read_sheet(path, "zh-Hans", to)


def entries(tmp_path, text, to=""):
    return [row.entry for row in sheet_of(tmp_path, text, to).rows]


def error_of(tmp_path, text):
    with pytest.raises(BadInput) as caught:
        sheet_of(tmp_path, text)
    assert caught.value.do
    return caught.value


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(bible=bibles())
def test_what_is_written_is_tbx_basic(tmp_path, bible):
    assume(bible.entries)
    path = tmp_path / "b.tbx"
    write_sheet(path, bible)
    tree = etree.parse(path)
    SCHEMA.assertValid(tree)
    names = tree.xpath("//@id")
    assert len(names) == len(set(names))
    assert set(tree.xpath("//@target")) <= set(names)


def test_the_schema_of_these_tests_refuses_what_tbx_basic_has_not():
    def is_valid(old, new):
        text = HEAD + LIN + END
        assert old in text
        return SCHEMA.validate(etree.fromstring(text.replace(old, new)))

    assert is_valid("林风", "林")
    assert not is_valid("termSec", "tig")
    assert not is_valid('style="dca"', "")
    assert not is_valid("<term>林风</term>", "<term>林风</term><termNote type='x'>y</termNote>")
    status = "<termNote type='administrativeStatus'>{}</termNote>"
    for value, right in (("preferredTerm-admn-sts", True), ("preferred", False)):
        noted = f"<term>林风</term>{status.format(value)}"
        assert is_valid("<term>林风</term>", noted) is right
    definition = "<descrip type='definition'>x</descrip>"
    assert is_valid("<conceptEntry>", f"<conceptEntry>{definition}")
    assert not is_valid("<term>林风</term>", f"<term>林风</term>{definition}")


def test_each_thing_has_its_place(tmp_path):
    path = tmp_path / "b.tbx"
    assert write_sheet(path, Bible((FULL,))) == ()
    tree = etree.parse(path)

    def texts(where):
        return [element.text for element in tree.iterfind(where.replace("~", TBX))]

    assert texts(".//~descrip[@type='subjectField']") == ["character"]
    assert texts(".//~conceptEntry/~note") == ["The hero.", "Wry."]
    assert texts(".//~descrip[@type='definition']") == ["An ink", "apprentice."]
    assert texts(".//~termNote[@type='grammaticalGender']") == ["masculine", "masculine"]
    assert texts(".//~termNote[@type='termType']") == ["shortForm"]
    assert texts(".//~descrip[@type='context']") == ["林风笑道"]
    statuses = [
        (term.findtext(f"{TBX}term"), note.text)
        for term in tree.iter(f"{TBX}termSec")
        for note in term.iterfind(f"{TBX}termNote[@type='administrativeStatus']")
    ]
    assert statuses == [
        ("林风", "preferredTerm-admn-sts"),
        ("小风", "admittedTerm-admn-sts"),
        ("林先生", "admittedTerm-admn-sts"),
        ("Lin Feng", "preferredTerm-admn-sts"),
        ("Little Feng", "admittedTerm-admn-sts"),
        ("Lin Wind", "deprecatedTerm-admn-sts"),
    ]
    assert [row.entry for row in read_sheet(path, "zh-Hans").rows] == [FULL]


def test_what_has_no_place_stands_in_notes_for_people(tmp_path):
    path = tmp_path / "b.tbx"
    entry = EntryFacts(
        0, "林风", "character", renderings={"en": RenderingFacts("A", "locked", voice="young-man")}
    )
    told = write_sheet(path, Bible((entry,)))
    assert [words.partition(" stand")[0] for words in told] == [
        "1 locks (they come back as approved)",
        "1 voices",
    ]
    notes = [note.text for note in etree.parse(path).iter(f"{TBX}note")]
    assert notes == ["en voice: young-man", "en locked: A"]
    (row,) = read_sheet(path, "zh-Hans").rows
    assert (row.entry.note, row.entry.renderings["en"].status) == ("", "approved")


def test_nothing_is_written_of_no_entries_or_of_what_xml_cannot_hold(tmp_path):
    path = tmp_path / "b.tbx"
    with pytest.raises(BadInput, match="no entries"):
        write_sheet(path, Bible())
    with pytest.raises(BadInput, match="XML cannot hold"):
        write_sheet(path, Bible((EntryFacts(0, "a\ufffe", "term"),)))
    assert not path.exists()


def test_the_other_style_says_the_same(tmp_path):
    text = (
        '<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" '
        'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
        "<text><body><conceptEntry><min:subjectField>Character</min:subjectField>"
        "<basic:definition>a man\n   of ink</basic:definition>"
        '<langSec xml:lang="en"><termSec><term>\n Lin\n  Feng </term>'
        "<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>"
        "<basic:grammaticalGender>masculine</basic:grammaticalGender></termSec></langSec>"
        '<langSec xml:lang="zh"><termSec><term>林风</term><descripGrp>'
        "<basic:context>林风笑道</basic:context><basic:source>三</basic:source></descripGrp>"
        "</termSec></langSec></conceptEntry></body></text></tbx>"
    )
    assert entries(tmp_path, text) == [
        EntryFacts(
            0,
            "林风",
            "character",
            note="a man of ink",
            renderings={"en": RenderingFacts("Lin Feng", "proposed", gender="male")},
            evidence=(EvidenceFacts("三", "林风笑道"),),
        )
    ]


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body><termEntry id="c1">
<descrip type="subjectField">sword play</descrip>
<langSet xml:lang="zh-CN"><tig><term>天剑</term></tig>
 <ntig><termGrp><term>神剑</term><termNote type="termType">variant</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en"><tig><term>Heaven&nbsp;Sword</term>
 <termNote type="administrativeStatus">preferred</termNote></tig>
 <tig><term>Sky Sword</term><termNote type="administrativeStatus">notRecommended</termNote></tig>
 <tig><term>Celestial Sword</term></tig></langSet>
</termEntry></body></text></martif>"""


def test_the_older_form_is_read(tmp_path):
    sheet = sheet_of(tmp_path, MARTIF)
    (row,) = sheet.rows
    assert row.entry == EntryFacts(
        0,
        "天剑",
        aliases=("神剑",),
        alias_kinds={"神剑": "variant"},
        renderings={"en": RenderingFacts("Heaven\xa0Sword", "approved", ("Sky Sword",))},
    )
    assert row.place == "line 4"
    assert sheet.notes == (
        "it is TBX of 2008.",
        "not used: subjectField: 1.",
        "line 11: en 'Celestial Sword' is a further synonym, and was not used.",
    )


def test_what_is_not_used_is_named(tmp_path):
    text = (HEAD + LIN + END).replace(
        "<conceptEntry>",
        '<conceptEntry><x:y xmlns:x="urn:x"><x:z/></x:y><descrip type="subjectField">Ink</descrip>'
        '<transacGrp><transac type="transactionType">origination</transac></transacGrp>'
        '<langSec xml:lang="x-klingon"><termSec><term>q</term></termSec></langSec>',
    )
    text = text.replace("<text>", '<w:a xmlns:w="urn:w"/><text>')
    sheet = sheet_of(tmp_path, text)
    assert sheet.notes == (
        "not used: y (urn:x): 1; subjectField: 1; transacGrp: 1; language x-klingon: 1; a (urn:w): 1.",
    )
    assert [row.entry.headword for row in sheet.rows] == ["林风"]


def test_one_locale_and_long_texts(tmp_path):
    long = "长" * 400
    text = (HEAD + LIN + END).replace(
        "<term>林风</term>", f'<term>林风</term><descrip type="context">{long}</descrip>'
    )
    sheet = sheet_of(tmp_path, text, "es")
    (row,) = sheet.rows
    assert row.entry.renderings == {}
    assert len(row.entry.evidence[0].excerpt) == 300
    assert sheet.notes == ("line 3: a text of 400 characters was cut to 300.",)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("<tbx ", "<TBX ", 1, "begins with <TBX>.*2014"),
        ("<tbx ", "<html ", 1, "not a termbase"),
        ("ed-2", "ed-7", 1, "another edition"),
        ('style="dca"', 'style="x"', 1, "unknown style"),
        (' xml:lang="zh-Hans"', "", 1, "does not say its language"),
        ('xml:lang="zh-CN"', "", 3, "does not say its language"),
        ('xml:lang="zh-CN"', 'xml:lang="ja"', 3, "no term in zh-Hans"),
        ('xml:lang="en"', 'xml:lang="zh_CN"', 4, "stands twice"),
        ("<term>Lin Feng</term>", "<term> </term>", 4, "term is empty"),
        ("林风", "林\u202e风", 3, "U\\+202E"),
        ("</termSec></langSec>\n", "</langSec>\n", 3, "broken XML"),
        ("Lin Feng", "Lin &who; Feng", 4, "broken XML"),
    ],
)
def test_an_error_names_the_line(tmp_path, old, new, line, says):
    text = HEAD + LIN + END
    assert old in text
    changed = text.replace(old, new)
    if old == "<tbx ":
        changed = changed.replace("</tbx>", f"</{new[1:].strip()}>")
    found = error_of(tmp_path, changed)
    assert re.search(says, found.what)
    assert found.where == f"{tmp_path / 'b.tbx'}:{line}"


@pytest.mark.parametrize(
    ("doctype", "says"),
    [
        ('<!DOCTYPE tbx [<!ENTITY a "b">]>', "declares an entity"),
        ('<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "declares an entity"),
        ('<!DOCTYPE tbx [<!ENTITY % a SYSTEM "x">%a;]>', "declares an entity"),
        ('<!DOCTYPE tbx SYSTEM "x.dtd">', "&who; is declared elsewhere"),
    ],
)
def test_entities_are_refused(tmp_path, doctype, says):
    text = doctype + HEAD + LIN.replace("Lin Feng", "&who;") + END
    assert says in error_of(tmp_path, text).what


def test_many_bad_concepts_are_told_at_once(tmp_path):
    bad = LIN.replace("zh-CN", "ja")
    found = error_of(tmp_path, HEAD + bad * 30 + LIN + END)
    assert found.what.startswith("30 places of this file cannot be used:\nline 3: this concept")
    assert "and 10 more." in found.what


def test_a_concept_that_stands_twice_and_differs(tmp_path):
    found = error_of(tmp_path, HEAD + LIN + LIN.replace("Lin Feng", "Lin Wind") + END)
    assert "stands here and at line 3, and they differ in en" in found.what
    assert len(entries(tmp_path, HEAD + LIN * 3 + END)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5"])
def test_the_encoding_that_it_declares(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}{LIN}{END}'.replace("林风", "林楓")
    assert entries(tmp_path, text.encode(encoding))[0].headword == "林楓"


def test_lines_beyond_65535_are_counted_right(tmp_path):
    text = HEAD + "\n" * 70_000 + LIN.replace("zh-CN", "ja") + END
    assert error_of(tmp_path, text).where.endswith(":70003")


def test_no_concepts_are_no_termbase(tmp_path):
    assert "no concepts" in error_of(tmp_path, HEAD + END).what
    assert "broken XML" in error_of(tmp_path, "").what
    assert "nested" in error_of(tmp_path, HEAD + "<a>" * 100).what


def test_a_damaged_file_is_an_error_and_no_crash(tmp_path):
    path = tmp_path / "b.tbx"
    write_sheet(path, Bible((FULL,)))
    whole = path.read_bytes()
    chance = random.Random(7)
    read = refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)
        try:
            read_sheet(path, "zh-Hans")
            read += 1
        except BadInput:
            refused += 1
    assert read + refused == 300
    assert refused > read
