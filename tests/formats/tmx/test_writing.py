from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from storyport.formats.tmx import TmxUnit, TmxWritten, read_tmx, write_tmx
from storyport.formats.tmx.inline import read_pair, write_marks
from storyport.formats.tmx.parsing import TmxParser
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.marks import escape, marks_of

_ZH, _EN = parse_locale("zh-Hans"), parse_locale("en")

# What TMX 1.4b says of elements, their order and their attributes, as far as we write them.
_STRUCTURE = """
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu creationdate CDATA #IMPLIED changedate CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT ude EMPTY>
<!ELEMENT seg (#PCDATA | bpt | ept | it | ph)*>
<!ELEMENT bpt (#PCDATA)>
<!ATTLIST bpt i CDATA #REQUIRED x CDATA #IMPLIED>
<!ELEMENT ept (#PCDATA)>
<!ATTLIST ept i CDATA #REQUIRED>
<!ELEMENT it (#PCDATA)>
<!ATTLIST it pos (begin | end) #REQUIRED x CDATA #IMPLIED>
<!ELEMENT ph (#PCDATA)>
<!ATTLIST ph x CDATA #IMPLIED>
"""

_LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    st.sampled_from(["<1>", "&lt;2/>", "&amp;", "\r\n", "\r", "]]>", "<", "&", "\t", " "]),
).map(escape)
_MARKS = st.integers(0, 12).flatmap(
    lambda number: st.sampled_from([f"<{number}>", f"</{number}>", f"<{number}/>"])
)
_ILLEGAL = "".join(map(chr, {*range(32)} - {9, 10, 13})) + "\ufffe\uffff"


def _texts():
    # Literals stand apart, so that two cannot make a third thing together.
    return st.lists(st.tuples(_MARKS, _LITERALS), max_size=8).map(
        lambda pairs: "".join(mark + text for mark, text in pairs)
    )


def _write(path, *units: TmxUnit) -> TmxWritten:
    return write_tmx(path, units, "zh-Hans")


def _unit(source: str, target: str, **known: str) -> TmxUnit:
    return TmxUnit(source, target, "zh-Hans", "en", **known)


_FULL = _unit(
    "<1>他</1>说<2/>",
    "<2/><1>he</1> & I",
    status="reviewed",
    note="a < b",
    created="20200101T000000Z",
    changed="20210101T000000Z",
    origin="openai:some-model",
)


def test_what_was_written_is_read(tmp_path):
    path = tmp_path / "deep" / "out.tmx"
    units = [_FULL, _unit("山", "mountain")]
    assert _write(path, *units) == TmxWritten(units=2)
    read = [unit for _, unit in read_tmx(path, _ZH, [_EN])]
    assert read[0] == _FULL
    assert (read[1].source, read[1].target, read[1].status) == ("山", "mountain", "")


@given(_texts(), _texts())
@settings(deadline=None)
def test_any_text_with_marks_comes_back(source, target):
    for character in _ILLEGAL:
        source, target = source.replace(character, ""), target.replace(character, "")
    written = TmxWritten()
    assert _read_back(source, target, written) == (source, target)
    assert written.dropped_characters == 0


def _read_back(source: str, target: str, written: TmxWritten) -> tuple[str, str]:
    document = (
        "<tmx><body><tu>"
        f'<tuv xml:lang="zh"><seg>{write_marks(source, written.quote)}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{write_marks(target, written.quote)}</seg></tuv>'
        "</tu></body></tmx>"
    )
    (unit,) = _Parser(document).units()
    return read_pair(unit.variants[0].pieces, unit.variants[1].pieces)


class _Parser(TmxParser):
    """Reads from memory: the property needs no disk."""

    def __init__(self, document: str) -> None:
        self._bytes = document.encode()
        super().__init__(self)  # type: ignore[arg-type]

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._bytes)


@given(st.text(st.characters(), max_size=30).map(escape))
@settings(deadline=None)
def test_what_xml_forbids_is_dropped_and_counted(text):
    written = TmxWritten()
    source, _ = _read_back(text, "", written)
    assert written.dropped_characters == len(text) - len(
        "".join(c for c in text if c not in _ILLEGAL and not "\ud800" <= c <= "\udfff")
    )
    assert not marks_of(source)


def test_it_has_the_structure_of_tmx(tmp_path):
    path = tmp_path / "out.tmx"
    _write(path, _FULL, _unit("<1>不<2>齐</1>整</2>", "</3><4>x"), _unit("山", "mountain"))
    document = etree.parse(path)
    structure = etree.DTD(io.StringIO(_STRUCTURE))
    assert structure.validate(document), structure.error_log
    assert document.getroot().get("version") == "1.4"
    header = document.find("header")
    assert header is not None
    assert (header.get("o-tmf"), header.get("segtype")) == ("storyport", "paragraph")
    for segment in document.iter("seg"):
        opened = [code.get("i") for code in segment.iter("bpt")]
        assert opened == [*dict.fromkeys(opened)]
        assert sorted(opened) == sorted(code.get("i") for code in segment.iter("ept"))


def test_the_same_units_give_the_same_bytes(tmp_path):
    one, other = tmp_path / "one.tmx", tmp_path / "other.tmx"
    for path in (one, other):
        _write(path, _FULL, _unit("山", "mountain"))
    assert one.read_bytes() == other.read_bytes()


def test_a_date_that_is_none_is_left_out(tmp_path):
    path = tmp_path / "out.tmx"
    _write(path, _unit("山", "mountain", changed='yesterday"'))
    assert "changedate" not in path.read_text(encoding="utf-8")


def test_forbidden_characters_do_not_spoil_the_file(tmp_path):
    path = tmp_path / "out.tmx"
    written = _write(path, _unit("山\x00", "moun\ufffftain", note="\x1b", origin="\ud800x"))
    assert written.dropped_characters == 4
    ((_, unit),) = read_tmx(path, _ZH, [_EN])
    assert (unit.source, unit.target, unit.origin) == ("山", "mountain", "x")


def test_nothing_is_left_when_the_units_fail(tmp_path):
    def units():
        yield _FULL
        raise BadInput("no more.")

    path = tmp_path / "out.tmx"
    with pytest.raises(BadInput, match="no more"):
        write_tmx(path, units(), "zh-Hans")
    assert list(tmp_path.iterdir()) == []
