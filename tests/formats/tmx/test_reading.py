from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyport.formats.tmx import TmxCounts, TmxUnit, read_tmx
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

_ZH, _EN = parse_locale("zh-Hans"), parse_locale("en")
_HEAD = '<header creationtool="Other" srclang="*all*"/>'


def _file(
    folder: Path, body: str, *, before: str = "", encoding: str = "utf-8", head=_HEAD
) -> Path:
    path = folder / "some.tmx"
    text = f'{before}<tmx version="1.4">\n{head}\n<body>\n{body}\n</body></tmx>'
    path.write_bytes(text.encode(encoding))
    return path


def _tu(source: str, target: str, source_tag: str = "zh-CN", target_tag: str = "en-US") -> str:
    return (
        f'<tu><tuv xml:lang="{source_tag}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{target_tag}"><seg>{target}</seg></tuv></tu>'
    )


def _units(path: Path, counts: TmxCounts | None = None, target=_EN) -> list[TmxUnit]:
    return [unit for _, unit in read_tmx(path, _ZH, [target], counts)]


def _texts(path: Path) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in _units(path)]


def test_a_unit_and_all_that_is_said_of_it(tmp_path):
    body = """
    <tu creationdate="20200101T000000Z" changedate="20200102T000000Z" creationtool="CAT">
      <note>first</note><prop type="x-status">Reviewed</prop>
      <tuv xml:lang="zh-CN"><seg>山</seg></tuv>
      <tuv xml:lang="en-US" changedate="20210102T000000Z"><note>second</note><seg>mountain</seg></tuv>
    </tu>"""
    assert _units(_file(tmp_path, body)) == [
        TmxUnit(
            source="山",
            target="mountain",
            source_locale="zh-CN",
            target_locale="en-US",
            status="reviewed",
            note="first\nsecond",
            created="20200101T000000Z",
            changed="20210102T000000Z",
            origin="CAT",
        )
    ]


def test_where_nothing_is_said_the_header_names_the_tool(tmp_path):
    body = _tu("山", "mountain").replace("<tu>", '<tu><prop type="x-status">odd</prop>')
    (unit,) = _units(_file(tmp_path, body))
    assert (unit.origin, unit.status, unit.changed) == ("Other", "", "")


@pytest.mark.parametrize(
    ("source_tag", "target_tag"),
    [("zh-CN", "en-US"), ("ZH-cn", "EN"), ("zh", "en_gb"), ("zh-Hans-CN", "en-x-mine")],
)
def test_tags_are_matched_tolerantly(tmp_path, source_tag, target_tag):
    assert _texts(_file(tmp_path, _tu("山", "m", source_tag, target_tag))) == [("山", "m")]


@pytest.mark.parametrize(
    ("source_tag", "target_tag"),
    [("zh-TW", "en"), ("zh-Hant", "en"), ("ja", "en"), ("zh-CN", "fr"), ("zh-CN", "")],
)
def test_other_languages_and_scripts_are_skipped_and_counted(tmp_path, source_tag, target_tag):
    counts = TmxCounts()
    path = _file(tmp_path, _tu("山", "m", source_tag, target_tag) + _tu("水", "water"))
    assert [unit.source for unit in _units(path, counts)] == ["水"]
    assert (counts.units, counts.pairs, counts.skipped) == (2, 1, 1)
    assert counts.locales[source_tag] in {1, 2}


def test_the_nearest_variant_is_taken(tmp_path):
    tags = ["en-GB", "en-US", "en", "fr"]
    variants = "".join(f'<tuv xml:lang="{tag}"><seg>{tag}</seg></tuv>' for tag in tags)
    path = _file(tmp_path, f'<tu>{variants}<tuv xml:lang="zh"><seg>山</seg></tuv></tu>')
    assert _texts(path) == [("山", "en")]
    assert _units(path, target=parse_locale("en-US"))[0].target == "en-US"
    assert _units(path, target=parse_locale("en-AU"))[0].target == "en"


def test_different_regions_are_different(tmp_path):
    path = _file(tmp_path, _tu("山", "montanha", target_tag="pt-PT"))
    assert _units(path, target=parse_locale("pt-BR")) == []


def test_several_targets_in_one_pass(tmp_path):
    body = _tu("山", "m") + _tu("水", "agua", target_tag="es")
    found = read_tmx(_file(tmp_path, body), _ZH, [_EN, parse_locale("es")])
    assert [(locale.tag, unit.target) for locale, unit in found] == [("en", "m"), ("es", "agua")]


def test_a_unit_without_text_is_counted(tmp_path):
    counts = TmxCounts()
    assert _units(_file(tmp_path, _tu("山", "")), counts) == []
    assert (counts.empty, counts.skipped) == (1, 0)


def test_version_1_1_has_lang(tmp_path):
    body = _tu("山", "m").replace("xml:lang", "lang")
    assert _texts(_file(tmp_path, body)) == [("山", "m")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings(tmp_path, encoding):
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    before = f'<?xml version="1.0" encoding="{name}"?>'
    path = _file(tmp_path, _tu("山", "a mountain"), before=before, encoding=encoding)
    assert _texts(path) == [("山", "a mountain")]


def test_utf_16_without_a_declaration(tmp_path):
    assert _texts(_file(tmp_path, _tu("山", "m"), encoding="utf-16")) == [("山", "m")]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for TMX//EN" "http://127.0.0.1:1/tmx14.dtd">',
    ],
)
def test_a_doctype_is_tolerated_and_not_fetched(tmp_path, doctype):
    assert _texts(_file(tmp_path, _tu("山", "m"), before=doctype)) == [("山", "m")]


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        ('<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
        ('<!DOCTYPE tmx [<!ENTITY x "xx">]>', "&x;"),
        ('<!DOCTYPE tmx [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>', "m"),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "&nbsp;"),
    ],
)
def test_entities_are_refused(tmp_path, doctype, text):
    path = _file(tmp_path, _tu("山", text), before=doctype)
    with pytest.raises(BadInput, match="entities of its own") as caught:
        _units(path)
    assert caught.value.where.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("<tmx>\n<body>\n<tu></body></tmx>", 3, "not well-formed XML: mismatched tag."),
        ("<tmx>\n<body>\n<tu>", 3, "not well-formed XML: no element found."),
        ("", 1, "not well-formed XML: no element found."),
        ("<html/>", 1, "not a TMX file: it begins with <html>."),
        ('<?xml version="1.0" encoding="nonsense"?>\n<tmx/>', 1, "unknown encoding"),
        ("plain text", 1, "not well-formed XML: syntax error."),
    ],
)
def test_what_is_no_tmx_is_said_with_its_line(tmp_path, content, line, what):
    path = tmp_path / "bad.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=what) as caught:
        _units(path)
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.do


def test_text_that_is_not_in_the_encoding_declared(tmp_path):
    path = _file(tmp_path, _tu("山", "m"), before='<?xml version="1.0" encoding="big5"?>')
    path.write_bytes(path.read_bytes().replace("山".encode(), b"\xff\xff"))
    with pytest.raises(BadInput, match="cannot be read in the encoding it declares"):
        _units(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="No such file"):
        _units(tmp_path / "none.tmx")


# --- inline codes -------------------------------------------------------------------


def test_codes_become_marks_numbered_in_order_of_the_source(tmp_path):
    source = (
        '<bpt i="7" x="1">&lt;b&gt;</bpt>他<ept i="7">&lt;/b&gt;</ept>说<ph x="2">&lt;br&gt;</ph>。'
    )
    target = '<ph x="2">&lt;br&gt;</ph>Said <bpt i="3" x="1">&lt;b&gt;</bpt>he<ept i="3">&lt;/b&gt;</ept>.'
    assert _texts(_file(tmp_path, _tu(source, target))) == [
        ("<1>他</1>说<2/>。", "<2/>Said <1>he</1>.")
    ]


def test_codes_without_x_are_matched_by_i_then_by_content_then_by_order(tmp_path):
    source = (
        '<bpt i="1">{a</bpt>甲<ept i="1">}</ept><bpt i="2">{b</bpt>乙<ept i="2">}</ept>'
        "<ph>%s</ph><ph>%d</ph><ph>{0}</ph>"
    )
    target = (
        '<ph>%d</ph><ph>%s</ph><bpt i="2">{b</bpt>B<ept i="2">}</ept>'
        '<bpt i="1">{a</bpt>A<ept i="1">}</ept><ph>{1}</ph>'
    )
    assert _texts(_file(tmp_path, _tu(source, target))) == [
        ("<1>甲</1><2>乙</2><3/><4/><5/>", "<4/><3/><2>B</2><1>A</1><5/>")
    ]


def test_a_code_of_the_target_alone_gets_a_number_of_its_own(tmp_path):
    path = _file(tmp_path, _tu("甲<ph>1</ph>", "A<ph>1</ph><ph>2</ph>"))
    assert _texts(path) == [("甲<1/>", "A<1/><2/>")]


def test_highlights_pair_and_stray_codes_stand_alone(tmp_path):
    source = '<hi>甲<ph>x</ph></hi><ut>{</ut><it pos="begin">[b]</it><bpt i="1">(</bpt>'
    target = '<ut>{</ut><hi>A<ph>x</ph></hi><it pos="begin">[b]</it><bpt i="1">(</bpt>'
    assert _texts(_file(tmp_path, _tu(source, target))) == [
        ("<1>甲<2/></1><3/><4/><5/>", "<3/><1>A<2/></1><4/><5/>")
    ]


def test_of_crossing_pairs_one_stands_alone(tmp_path):
    crossing = '<bpt i="1">a</bpt>甲<bpt i="2">b</bpt>乙<ept i="1">/a</ept>丙<ept i="2">/b</ept>'
    assert _texts(_file(tmp_path, _tu(crossing, crossing)))[0] == (
        ("<1/>甲<2>乙<3/>丙</2>", "<1/>甲<2>乙<3/>丙</2>")
    )


def test_text_inside_codes_is_dropped_and_counted(tmp_path):
    counts = TmxCounts()
    source = "甲<ph>fn<sub>脚注<ph>x</ph>！</sub>end</ph>乙"
    (unit,) = _units(_file(tmp_path, _tu(source, "A<ph>fn</ph>B")), counts)
    assert (unit.source, unit.target, counts.sub_texts) == ("甲<1/>乙", "A<1/>B", 1)


def test_our_marks_come_back_with_their_numbers(tmp_path):
    source = (
        '<bpt i="1" x="4">&lt;4&gt;</bpt>他<ept i="1">&lt;/4&gt;</ept><ph x="2">&lt;2/&gt;</ph>'
    )
    assert _texts(_file(tmp_path, _tu(source, "<ph>&lt;2/&gt;</ph>"))) == [
        ("<4>他</4><2/>", "<2/>")
    ]


def test_native_codes_beside_our_marks_take_free_numbers(tmp_path):
    path = _file(tmp_path, _tu("<ph>{x}</ph><ph>&lt;1/&gt;</ph>", "<ph>{x}</ph>"))
    assert _texts(path) == [("<2/><1/>", "<2/>")]


def test_text_that_looks_like_a_mark_is_escaped(tmp_path):
    path = _file(tmp_path, _tu("&lt;1&gt;是 &amp;lt;1&gt;", "&lt;1&gt; is"))
    assert _texts(path) == [("&lt;1>是 &amp;lt;1>", "&lt;1> is")]


def test_markup_that_should_not_be_there_is_taken_for_a_pair(tmp_path):
    path = _file(tmp_path, _tu("<b>甲</b>乙", "<b>A</b>B"))
    assert _texts(path) == [("<1>甲</1>乙", "<1>A</1>B")]


def test_memory_stays_flat(tmp_path):
    def peak(units: int) -> int:
        path = _file(tmp_path, "\n".join(_tu("山" * 40, "mountain " * 10) for _ in range(units)))
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_tmx(path, _ZH, [_EN])) == units
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(12_000) < 1.3 * peak(3_000)


_NAMES = ["tu", "tuv", "seg", "prop", "note", "bpt", "ept", "ph", "it", "hi", "ut", "sub", "header"]
_TREES = st.recursive(
    st.sampled_from(["山", "&lt;1&gt;", " "]),
    lambda inner: st.tuples(st.sampled_from(_NAMES), st.lists(inner, max_size=4)).map(
        lambda one: f'<{one[0]} xml:lang="zh" type="t" i="1">{"".join(one[1])}</{one[0]}>'
    ),
    max_leaves=25,
)


@given(_TREES, _TREES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_elements_in_any_order_are_read_without_fail(tmp_path, one, other):
    path = _file(tmp_path, one + _tu("山", "mountain") + other)
    assert ("山", "mountain") in _texts(path)


# --- what other tools write ------------------------------------------------------------


@pytest.mark.parametrize(
    "forbidden",
    ["&#x1F;", "&#31;", "&#x0;", "&#xFFFF;", "&#xD800;", "&#x110000;", "\x1f", "\ufffe"],
)
def test_what_xml_forbids_is_dropped_and_counted(tmp_path, forbidden):
    counts = TmxCounts()
    (unit,) = _units(_file(tmp_path, _tu(f"山{forbidden}水", "m&#10;n&#x1F600;")), counts)
    assert (unit.source, unit.target) == ("山水", "m\nn😀")
    assert counts.dropped_characters == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_what_xml_forbids_is_dropped_in_any_encoding(tmp_path, encoding):
    before = f'<?xml version="1.0" encoding="{encoding}"?>'
    path = _file(tmp_path, _tu("山\x0b&#x1b;水", "m"), before=before, encoding=encoding)
    assert _texts(path) == [("山水", "m")]


@pytest.mark.parametrize("shift", range(14))
def test_chunks_may_end_anywhere(tmp_path, monkeypatch, shift):
    monkeypatch.setattr("storyport.formats.tmx.decoding._CHUNK", 13)
    counts = TmxCounts()
    path = _file(tmp_path, " " * shift + _tu("山&#x1F;￥\ufffe&amp;", "m &#x1F600;&#0;"))
    (unit,) = _units(path, counts)
    assert (unit.source, unit.target, counts.dropped_characters) == ("山￥&", "m 😀", 3)


def test_an_ampersand_at_the_end_is_not_well_formed(tmp_path):
    path = tmp_path / "bad.tmx"
    path.write_text("<tmx><body/></tmx>&#12", encoding="utf-8")
    with pytest.raises(BadInput, match="not well-formed"):
        _units(path)


def test_latin_1_keeps_its_letters(tmp_path):
    before = '<?xml version="1.0" encoding="iso-8859-1"?>'
    body = _tu("ï¿¾", "b", "en", "zh")
    path = _file(tmp_path, body, before=before, encoding="iso-8859-1")
    assert [unit.source for _, unit in read_tmx(path, _EN, [_ZH])] == ["ï¿¾"]


def test_of_several_variants_the_newest_with_text_is_taken(tmp_path):
    variants = (
        '<tuv xml:lang="en" changedate="20200101T000000Z"><seg>old</seg></tuv>'
        '<tuv xml:lang="en" changedate="20230101T000000Z"><seg>new</seg></tuv>'
        '<tuv xml:lang="en" creationdate="20240101T000000Z"><seg></seg></tuv>'
        '<tuv xml:lang="en"><seg>undated</seg></tuv>'
    )
    path = _file(tmp_path, f'<tu><tuv xml:lang="zh"><seg>山</seg></tuv>{variants}</tu>')
    assert _texts(path) == [("山", "new")]


def test_two_variants_of_one_language_pair_when_both_sides_are_it(tmp_path):
    path = _file(tmp_path, _tu("colour", "color", "en-GB", "en-US"))
    found = read_tmx(path, parse_locale("en-GB"), [parse_locale("en-US")])
    assert [(unit.source, unit.target) for _, unit in found] == [("colour", "color")]
    found = read_tmx(path, parse_locale("en"), [parse_locale("en")])
    assert [(unit.source, unit.target) for _, unit in found] == [("colour", "color")]


def test_a_person_is_named_before_a_tool(tmp_path):
    body = _tu("山", "m").replace("<tu>", '<tu creationid="Bo" changeid="Ann" creationtool="CAT">')
    assert _units(_file(tmp_path, body))[0].origin == "Ann"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # Trados Studio
        (
            '<bpt i="1" type="bold" x="1" />他<ept i="1" />说<ph x="2" type="linebreak"/>',
            '<bpt i="1" type="bold" x="1" />He<ept i="1" /> said<ph x="2" type="linebreak"/>',
            ("<1>他</1>说<2/>", "<1>He</1> said<2/>"),
        ),
        # Trados 2007
        (
            "<ut>{\\b </ut>他<ut>}</ut>说",
            "<ut>{\\b </ut>He<ut>}</ut> said",
            ("<1/>他<2/>说", "<1/>He<2/> said"),
        ),
        # memoQ
        (
            "<bpt i='1' type='bold'>{}</bpt>他<ept i='1'>{}</ept><ph type='fmt'>{}</ph>",
            "<ph type='fmt'>{}</ph><bpt i='1' type='bold'>{}</bpt>He<ept i='1'>{}</ept>",
            ("<1>他</1><2/>", "<2/><1>He</1>"),
        ),
        # OmegaT
        (
            '<bpt i="0" x="0">&lt;f0&gt;</bpt>他<ept i="0">&lt;/f0&gt;</ept><ph x="1">&lt;t1/&gt;</ph>',
            '<ph x="1">&lt;t1/&gt;</ph><bpt i="0" x="0">&lt;f0&gt;</bpt>He<ept i="0">&lt;/f0&gt;</ept>',
            ("<1>他</1><2/>", "<2/><1>He</1>"),
        ),
        # Okapi
        (
            '<ph x="1" type="x-br">[br]</ph>他<it pos="begin" x="2">[i]</it>',
            'He<it pos="begin" x="2">[i]</it><ph x="1" type="x-br">[br]</ph>',
            ("<1/>他<2/>", "He<2/><1/>"),
        ),
    ],
)
def test_codes_of_other_tools(tmp_path, source, target, expected):
    assert _texts(_file(tmp_path, _tu(source, target))) == [expected]


def test_a_segment_with_more_codes_than_marks_keeps_its_text(tmp_path):
    many = "<ph>a</ph>" * 6_000
    assert _texts(_file(tmp_path, _tu(f"他{many}说", f"He{many} said"))) == [("他说", "He said")]


def test_the_first_of_properties_with_one_name_counts(tmp_path):
    more = '<prop type="x-origin">Ann</prop><prop type="x-origin">Bob</prop>'
    body = _tu("他", "He").replace("<tuv", f"{more}<tuv", 1)
    assert _units(_file(tmp_path, body))[0].origin == "Ann"
