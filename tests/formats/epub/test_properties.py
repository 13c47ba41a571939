"""Whatever a translation does, the book stays a book: well-formed, with every id and link."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.formats.epub_samples import CHAPTER_1, CHAPTER_2, page

from storyport.formats.base import Edition
from storyport.formats.epub.reading import read_xhtml
from storyport.formats.epub.writing import Manner, write_xhtml
from storyport.kernel.locales import parse_locale

BOOK = page(CHAPTER_1 + CHAPTER_2.replace('"ch2"', '"ch2b"'), title="青云志").encode()
UNITS = read_xhtml(BOOK, "book").units()

WILD = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["<", "&", "]]>", "-->", "&lt;1>", "&amp;", '"', "'", "\x00", "\ud800", "</p>"]
        ),
        st.builds("<{}>".format, st.integers(0, 5)),
        st.builds("</{}>".format, st.integers(0, 5)),
        st.builds("<{}/>".format, st.integers(0, 5)),
        st.sampled_from(["修真", "岁月", "修真岁月"]),
    ),
    max_size=12,
).map("".join)
TARGETS = st.dictionaries(st.sampled_from([unit.key for unit in UNITS]), WILD)
EDITIONS = st.builds(
    Edition,
    st.just(parse_locale("zh")),
    st.sampled_from([parse_locale(tag) for tag in ("en", "ar", "zh-Hant", "ja")]),
    bilingual=st.booleans(),
    ruby=st.sampled_from(["drop", "keep"]),
)


def ids(root: etree._Element) -> Counter[str]:
    return Counter(one.get("id") for one in root.iter() if one.get("id"))


def links(root: etree._Element) -> Counter[str]:
    return Counter(one.get("href") for one in root.iter("{*}a") if one.get("href"))


def count(root: etree._Element, *names: str) -> list[int]:
    return [sum(1 for _ in root.iter(f"{{*}}{name}")) for name in names]


@settings(deadline=None, max_examples=300)
@given(TARGETS, EDITIONS)
def test_any_translation_leaves_a_sound_document(targets, edition):
    written = write_xhtml(read_xhtml(BOOK, "book"), targets, Manner(edition))

    before, after = etree.fromstring(BOOK), etree.fromstring(written)
    assert ids(after) == ids(before)
    missing = links(before) - links(after)
    assert not missing
    fixed = ("table", "tr", "td", "th", "li", "h1", "aside", "figure", "section", "dt", "dd")
    assert count(after, *fixed) == count(before, *fixed)
    kept = zip(
        count(after, "img", "math", "svg", "code"),
        count(before, "img", "math", "svg", "code"),
        strict=True,
    )
    assert all(new >= old if edition.bilingual else new == old for new, old in kept)
    if not edition.bilingual:
        assert links(after) == links(before)
    assert not list(after.iterfind(".//{*}a//{*}a"))


@settings(deadline=None, max_examples=150)
@given(TARGETS)
def test_untranslated_units_keep_their_octets(targets):
    reading = read_xhtml(BOOK, "book")
    edition = Edition(parse_locale("zh"), parse_locale("en"))
    written = write_xhtml(reading, targets, Manner(edition))

    for text in reading.texts:
        if text.unit.key not in targets and not text.wrappers:
            kept = re.sub(
                r' (alt|lang|xml:lang)="[^"]*"', "", reading.spans.slice(text.start, text.end)
            )
            assert kept in re.sub(r' (alt|lang|xml:lang)="[^"]*"', "", written.decode())


@settings(deadline=None, max_examples=100)
@given(st.sets(st.sampled_from([unit.key for unit in UNITS])))
def test_a_translation_into_itself_says_the_same(chosen):
    reading = read_xhtml(BOOK, "book")
    edition = Edition(parse_locale("zh"), parse_locale("zh-Hant"), ruby="keep")
    same = {unit.key: unit.source for unit in UNITS if unit.key in chosen}

    again = read_xhtml(write_xhtml(reading, same, Manner(edition)), "again")

    assert Counter(unit.source for unit in again.units()) == Counter(unit.source for unit in UNITS)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_each_unit_can_be_translated_alone(unit):
    edition = Edition(parse_locale("zh"), parse_locale("en"))

    written = write_xhtml(read_xhtml(BOOK, "book"), {unit.key: "one & <all>"}, Manner(edition))

    assert (
        etree.tostring(etree.fromstring(written), encoding="unicode").count("one &amp; &lt;all&gt;")
        == 1
    )


TEXTS = ("林风", "走 了", "a", " ", "\n  ", "12", "。", "&amp;", "&lt;1&gt;", "&#160;", "\u3000")
THINGS = (
    "<br/>",
    "<img src='x' alt='图'/>",
    "<a href='#n' epub:type='noteref'>1</a>",
    "<code>x=1</code>",
    "<!-- 注 -->",
    "<a id='k'/>",
    "<wbr/>",
    "<ruby>山<rt>shan</rt></ruby>",
    "<![CDATA[<b>]]>",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
)
PIECES = st.sampled_from([*TEXTS, *THINGS])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    name = st.sampled_from(
        ["em", "b", "span", "i", "sup", "p", "div", "blockquote", "ul", "li", "x-y", "td"]
    )
    content = st.lists(inner, max_size=5).map("".join)
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", name, content)


BODIES = st.lists(st.recursive(PIECES, nested, max_leaves=25), max_size=6).map("".join)


def shape(document: bytes) -> tuple[str, Counter[str]]:
    """Return a body's text, white space left out, and its elements."""
    body = etree.fromstring(document).find("{*}body")
    text = "".join("".join(str(piece) for piece in body.itertext(tag=None)).split())
    return text, Counter(str(one.tag) for one in body.iter() if not str(one.tag).endswith("wbr"))


@settings(deadline=None, max_examples=400)
@given(BODIES)
def test_any_document_survives_being_translated_into_itself(body):
    document = page(f"<p>头</p>{body}").encode()
    reading = read_xhtml(document, "any")
    edition = Edition(parse_locale("zh"), parse_locale("zh-Hant"), ruby="keep")
    same = {unit.key: unit.source for unit in reading.units()}

    written = write_xhtml(reading, same, Manner(edition))

    text, elements = shape(document)
    assert shape(written)[1] == elements
    assert sorted(shape(written)[0]) == sorted(text)
    again = read_xhtml(written, "again").units()
    assert [unit.source for unit in again] == [unit.source for unit in reading.units()]
    assert reading.spans.apply([]) == document
