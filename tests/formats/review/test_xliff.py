from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.formats.review.samples import HEAD, REFERENCE, ROWS, head, row

from storyport.formats.review import open_review, write_review
from storyport.formats.review.xliff_inline import _nested, _pairs, write_inline
from storyport.kernel.errors import BadInput
from storyport.language.marks import split

NS = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
_TOKEN = re.compile(r"[-A-Za-z0-9._:]+")
_ATTRIBUTES = {
    "xliff": {"version", "srcLang", "trgLang", "{http://www.w3.org/XML/1998/namespace}space"},
    "file": {"id", "original", "canResegment", "srcDir", "trgDir"},
    "unit": {"id"},
    "segment": {"id", "state", "subState"},
    "note": {"category"},
    "pc": {"id", "canCopy", "canDelete"},
    "ph": {"id", "canCopy", "canDelete"},
    "sc": {"id", "isolated", "canCopy", "canDelete"},
    "ec": {"id", "startRef", "isolated", "canCopy", "canDelete"},
    "cp": {"hex"},
}
_CHILDREN = {
    "xliff": ["file+"],
    "file": ["notes", "unit+"],
    "unit": ["notes?", "segment"],
    "segment": ["source", "target?"],
    "notes": ["note+"],
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "review.xliff"
    write_review(path, HEAD, ROWS)
    return path


def rewritten(path, *changes):
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert re.search(old, text, re.DOTALL), old
        text = re.sub(old, new, text, flags=re.DOTALL)
    path.write_text(text, encoding="utf-8")
    return open_review(path)


def test_it_has_the_structure_of_xliff_2(tmp_path):
    """What the core schema of XLIFF 2.1 asks for (it was run on such files, too)."""
    path = tmp_path / "all.xliff"
    crossing = row(9, "<1>a<2>b</1>c</2><3>", "<4/>x</5>\x00", group="p 3", status="reviewed")
    write_review(path, head("ar"), [*ROWS, crossing])
    root = etree.parse(path).getroot()
    assert dict(root.attrib)["version"] == "2.1"
    for element in root.iter():
        assert etree.QName(element).namespace == NS["x"]
        name = etree.QName(element).localname
        assert set(element.attrib) <= _ATTRIBUTES.get(name, set())
        assert all(_TOKEN.fullmatch(element.get(each, "x")) for each in ("id", "startRef"))
        if name in _CHILDREN:
            pattern = "".join(
                f"(?:{each.rstrip('+?')} ){each[-1] if each[-1] in '+?' else ''}"
                for each in _CHILDREN[name]
            )
            assert re.fullmatch(pattern, "".join(f"{etree.QName(c).localname} " for c in element))
    for parent, child in (("xliff", "file"), ("file", "unit")):
        for each in root.iter(f"{{{NS['x']}}}{parent}"):
            ids = each.xpath(f"x:{child}/@id", namespaces=NS)
            assert len(ids) == len(set(ids))
    for end in root.iter(f"{{{NS['x']}}}ec"):
        assert (end.get("startRef") is None) == (end.get("isolated") == "yes")


def test_states_say_what_they_can(path):
    states = etree.parse(path).xpath("//x:segment/@state", namespaces=NS)
    assert states == ["translated", "translated", "translated", "initial", "final"]
    substates = etree.parse(path).xpath("//x:segment/@subState", namespaces=NS)
    assert substates[-2:] == ["storyport:none", "storyport:locked"]


def test_marks_are_inline_elements(path):
    text = path.read_text(encoding="utf-8")
    assert '<pc id="1" canCopy="no" canDelete="no">Lin Feng</pc> left<ph id="2"' in text
    assert "said &lt;1&gt;." in text
    assert '<cp hex="000B"/><cp hex="D800"/>' in text


def test_only_ids_and_texts_need_to_survive(path):
    file = rewritten(
        path,
        (r"<notes>.*?</notes>", ""),
        (r' (?:original|canResegment|srcDir|trgDir|state|subState|canCopy|canDelete)="[^"]*"', ""),
        (r'<segment id="s"', "<segment"),
        (r' xml:space="preserve"', ""),
        (r"document:2\.0", "document:2.2"),
        (r'version="2\.1"', 'version="2.2"'),
    )
    assert file.head.reference == REFERENCE
    assert file.head.story == ""
    assert [(each.id, each.source, each.target) for each in file.rows()] == [
        (each.id, each.source, each.target) for each in ROWS
    ]


def test_approved_states_are_a_verdict(path):
    file = rewritten(path, (r'state="translated"(.*?Chapter One)', r'state="reviewed"\1'))
    assert [each.verdict for each in file.rows()] == ["ok", "", "", "", "ok"]


def test_a_unit_that_was_cut_is_put_together(path):
    cut = (
        "<segment><source>第</source><target>Chapter</target></segment>"
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>一章</source><target>%s</target></segment>'
    )
    text = path.read_text(encoding="utf-8")
    for target, trouble in (("1", False), ("", True)):
        path.write_text(
            re.sub(r"<segment (?=[^/]*第一章).*?</segment>", cut % target, text, count=1),
            encoding="utf-8",
        )
        first = next(open_review(path).rows())
        assert (first.source, first.target) == ("第 一章", f"Chapter {target}".strip())
        assert bool(first.trouble) == trouble
        assert first.verdict == ""


def test_added_notes_are_comments(path):
    file = rewritten(
        path,
        (r"(<note category=.storyport:findings.>)", r'<note id="n1">Really?</note>\1'),
        (r' category="[^"]*"', ""),
    )
    assert [each.comment for each in file.rows()] == ["", "Really?", "", "", ""]


def test_annotations_of_tools_are_passed_over(path):
    file = rewritten(path, ("Lin Feng</pc>", '<mrk id="m1" type="term">Lin</mrk> Feng</pc><x/>'))
    assert list(file.rows())[1].target == "<1>Lin Feng</1> left<2/>."


def test_codes_of_others_are_marks_that_no_source_has(path):
    file = rewritten(path, ("<target>Chapter", '<target><ph id="added"/>Chapter'))
    assert next(file.rows()).target == "<9999/>Chapter One"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (r"document:2\.0", "document:1.2", "not 2"),
        (r"<xliff (.*)</xliff>", r"<tmx \1</tmx>", "begins with <tmx>"),
        (r'file id="[^"]*"', 'file id="f1"', "which export"),
        (
            r"<xliff ",
            "<!DOCTYPE xliff [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff ",
            "DOCTYPE",
        ),
        (r"</unit>", "</unti>", "broken XML"),
        (r"Chapter One", "&a;", "broken XML"),
    ],
)
def test_what_cannot_be_read_is_told(path, old, new, words):
    with pytest.raises(BadInput, match=words):
        list(rewritten(path, (old, new)).rows())


def test_a_package_is_no_xliff(path):
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(BadInput, match="package"):
        open_review(path)


def test_places_are_lines(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    for each in open_review(path).rows():
        assert each.id in lines[int(each.place.removeprefix("line ")) - 1]


def crossing(pairs):
    """Return the openings that `_nested` leaves out, by comparing every two pairs."""
    return {
        start
        for start, end in pairs.items()
        for other, last in pairs.items()
        if start < other < end < last or other < start < last < end
    }


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=24))
@settings(deadline=None)
def test_pairs_that_cross_are_no_elements(tags):
    text = "".join(f"<{'/' * closing}{number}>" for closing, number in tags)
    pairs = _pairs(split(text))
    assert _nested(pairs) == set(pairs) - crossing(pairs)
    etree.fromstring(f"<a>{write_inline(text)}</a>")
