"""Spans of XML: every octet has its place, in any encoding."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.xml_spans import Patch, escape_attribute, escape_text, parse_xml, prefix_of
from storyport.formats.xml_tree import Element, Text
from storyport.kernel.errors import BadInput

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


def parse(document: str | bytes):
    data = document.encode() if isinstance(document, str) else document
    return parse_xml(data, "m.xhtml")


def element(spans, name: str) -> Element:
    return next(one for one in spans.root.walk() if one.name == name)


def said(spans, name: str) -> str:
    nodes = spans.nodes(element(spans, name))
    return "".join(spans.text_of(node) for node in nodes if isinstance(node, Text))


def test_elements_know_where_they_stand():
    spans = parse('<a x="1>2"><b/>text<!-- no --><c y=\'">\' >in</c ></a>')

    b, c = spans.root.elements()

    assert spans.slice(spans.root.start, spans.root.inner) == '<a x="1>2">'
    assert spans.slice(b.start, b.end) == "<b/>"
    assert (b.inner, b.inner) == (b.inner_end, b.end)
    assert spans.slice(c.inner, c.inner_end) == "in"
    assert spans.slice(c.inner_end, c.end) == "</c >"
    assert said(spans, "a") == "text"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("gb18030", "gb18030"),
        ("gbk", "gb2312"),
        ("shift_jis", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("big5", "big5"),
    ],
)
def test_patches_land_in_any_encoding(encoding, declared):
    document = f'<?xml version="1.0" encoding="{declared}"?><p k="山">山<b>水</b>火<i/></p>'
    spans = parse(document.encode(encoding))
    b = element(spans, "b")

    patched = spans.apply([Patch(b.inner, b.inner_end, "木𠀀")])

    rest = document.replace("水", "木𠀀").encode(encoding, "xmlcharrefreplace")
    assert rest == patched
    assert document.encode(encoding) == spans.apply([])


@settings(deadline=None, max_examples=80)
@given(TEXTS, TEXTS, st.sampled_from(["utf-8", "utf-16", "gb18030", "euc_jp", "iso-8859-1"]))
def test_untouched_octets_stay(before, after, encoding):
    document = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f"<p>{escape_text(before)}<b>x</b>{escape_text(after)}</p>"
    )
    data = document.encode(encoding, "xmlcharrefreplace")
    spans = parse(data)
    b = element(spans, "b")

    patched = spans.apply([Patch(b.inner, b.inner_end, "new")])

    assert data == spans.apply([])
    mark = "<b>x</b>".encode("utf-16")[2:] if encoding == "utf-16" else b"<b>x</b>"
    new = "<b>new</b>".encode("utf-16")[2:] if encoding == "utf-16" else b"<b>new</b>"
    assert data.replace(mark, new) == patched


@settings(deadline=None)
@given(TEXTS)
def test_escaped_text_reads_back(text):
    spans = parse(f'<p a="{escape_attribute(text)}">{escape_text(text)}</p>')

    assert text == said(spans, "p")
    start, end = spans.attribute_spans(spans.root)["a"]
    assert text == spans.resolve(spans.slice(start, end))


def test_control_characters_and_lone_surrogates_are_left_out():
    assert escape_text("a\x00\x1b\ud800b&]]>\ufffe") == "ab&amp;]]&gt;"


def test_named_entities_need_no_dtd():
    spans = parse("<!DOCTYPE html><p title='&eacute;'>a&nbsp;&hellip;&#x4e2d;&#20013;&amp;</p>")

    assert said(spans, "p") == "a\xa0…中中&"


def test_small_literal_entities_are_read():
    spans = parse('<!DOCTYPE p [<!ENTITY who "林风">]><p>&who;&who;</p>')

    assert said(spans, "p") == "林风林风"


def test_entities_of_xhtml_may_be_declared_by_hand_or_from_outside():
    spans = parse(
        '<!DOCTYPE p [<!ENTITY nbsp "&#160;"><!ENTITY % Latin PUBLIC "x" "y.ent">%Latin;]>'
        "<p>a&nbsp;b&eacute;</p>"
    )

    assert said(spans, "p") == "a\xa0bé"


def test_cdata_is_text_and_comments_are_not():
    spans = parse("<p>a<![CDATA[<b> & ]]>c<!-- d --><?e f?></p>")

    assert said(spans, "p") == "a<b> & c"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">',
        f'<!ENTITY a "{"x" * 65}">',
        '<!ENTITY a "<b/>">',
        '<!ENTITY % a "x">',
    ],
    ids=["nested", "long", "markup", "parameter"],
)
def test_entities_that_could_blow_up_are_refused(declared):
    with pytest.raises(BadInput, match="unsafe entity"):
        parse(f"<!DOCTYPE p [{declared}]><p>x</p>")


def test_external_entities_are_never_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    document = f'<!DOCTYPE p SYSTEM "{secret.as_uri()}" [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>a&x;</p>'

    assert said(parse(document), "p") == "a&x;"


def test_a_mistake_is_named_with_line_and_column():
    with pytest.raises(BadInput) as caught:
        parse("<p>\n<b>x</i></p>")

    assert caught.value.where == "m.xhtml:2:7"
    assert "mismatched tag" in caught.value.what


def test_a_wrong_encoding_is_named():
    with pytest.raises(BadInput, match="not UTF-8") as caught:
        parse("<p>\n林风</p>".encode("gbk"))
    assert caught.value.where == "m.xhtml:2"
    with pytest.raises(BadInput, match="is not shift_jis"):
        parse(b'<?xml version="1.0" encoding="Shift_JIS"?><p>\x81</p>')
    with pytest.raises(BadInput, match="cannot be read here: x-klingon"):
        parse(b'<?xml version="1.0" encoding="x-klingon"?><p/>')


@pytest.mark.parametrize("name", ["utf-7", "hex", "rot13", "idna"])
def test_codecs_that_are_no_encodings_are_refused(name):
    with pytest.raises(BadInput, match="cannot be read here"):
        parse(f'<?xml version="1.0" encoding="{name}"?><p/>')


def test_deep_nesting_is_refused():
    assert parse("<a>" * 256 + "</a>" * 256).root.name == "a"
    with pytest.raises(BadInput, match="deeper than 256"):
        parse("<a>" * 257 + "</a>" * 257)


def test_an_empty_document_is_refused():
    with pytest.raises(BadInput, match="no element found"):
        parse("")


def test_leaves_keep_no_content():
    data = b"<a><m><n>1</n><m/></m><b/></a>"
    spans = parse_xml(data, "x", leaf=lambda _space, name: name == "m")

    assert [one.name for one in spans.root.walk()] == ["a", "m", "b"]
    assert (
        spans.slice(spans.root.children[0].start, spans.root.children[0].end)
        == "<m><n>1</n><m/></m>"
    )
    assert list(spans.nodes(element(spans, "m"))) == []


def test_attributes_change_in_place_and_are_added_once():
    spans = parse("<a  x = '1'\n y=\"2\"/>")

    patches = spans.attribute_patches(spans.root, {"x": "it's <3>", "y": "2", "z": "4"})

    assert spans.apply(patches) == b'<a z="4"  x = \'it&#39;s &lt;3&gt;\'\n y="2"/>'


def test_patches_that_overlap_are_a_mistake_of_ours():
    spans = parse("<a>text</a>")

    with pytest.raises(ValueError, match="Patch"):
        spans.apply([Patch(3, 6, "x"), Patch(4, 7, "y")])


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("p", ""), ("xp:p", "xp:"), ("h:p", "h:"), ("p:p", "p:"), ("xhtml:html", "xhtml:")],
)
def test_a_prefix_is_what_stands_before_the_colon(name, prefix):
    declared = prefix.removesuffix(":")
    space = f' xmlns:{declared}="urn:x"' if declared else ""
    spans = parse(f'<{name}{space} a="b:c"/>')

    assert prefix_of(spans, spans.root) == prefix


def test_what_ascii_lacks_is_written_as_references():
    spans = parse('<?xml version="1.0" encoding="US-ASCII"?><a>x</a>')

    patch = Patch(spans.root.inner, spans.root.inner_end, "é山")

    assert spans.apply([patch]).endswith(b"<a>&#233;&#23665;</a>")
