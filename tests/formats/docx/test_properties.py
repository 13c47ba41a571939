"""However runs are split, a paragraph reads the same; whatever comes back, it stays a document."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.formats.docx_samples import CHAPTERS, HINT, body, paragraph, run

from storyport.formats.base import Edition
from storyport.formats.docx.reading import read_member
from storyport.formats.docx.styles import Styles
from storyport.formats.docx.writing import write_member
from storyport.kernel.locales import parse_locale

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ZH = parse_locale("zh-Hans")
UNSEEN = st.sampled_from(
    ["", HINT, "<w:noProof/>", '<w:lang w:val="en-US"/>', '<w:kern w:val="2"/>', "<w:bCs/>"]
)
LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>'])
TEXT = st.text(st.sampled_from("他走了山水abc，。<&1>/"), min_size=1, max_size=6)
BETWEEN = st.sampled_from(["", '<w:proofErr w:type="gramEnd"/>'])


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read(content):
    return read_member(body(content).encode(), "a", Styles())


def units(member):
    return [unit.source for _, unit in member.units(lambda one: one.kind)]


def styled(paragraph_):
    """Return the look of each character."""
    return [
        (sign, tuple(etree.QName(one).localname for one in run_.iterfind(f"{W}rPr/*")))
        for run_ in paragraph_.iter(f"{W}r")
        for sign in "".join(run_.itertext(f"{W}t"))
    ]


@st.composite
def split_runs(draw):
    """Return some formatted texts whole, and the same split into runs by chance."""
    whole = draw(st.lists(st.tuples(TEXT, LOOKS), min_size=1, max_size=5))
    split = []
    for text, look in whole:
        cuts = sorted(draw(st.sets(st.integers(1, len(text)), max_size=3)) | {0, len(text)})
        for start, end in pairwise(cuts):
            unseen = draw(UNSEEN)
            split.append(draw(BETWEEN) + run(escaped(text[start:end]), look + unseen))
    return "".join(run(escaped(text), look) for text, look in whole), "".join(split)


@settings(deadline=None, max_examples=300)
@given(split_runs())
def test_split_runs_read_as_if_they_were_whole(runs):
    whole, split = runs
    assert units(read(f"<w:p>{split}</w:p>")) == units(read(f"<w:p>{whole}</w:p>"))


@settings(deadline=None, max_examples=300)
@given(split_runs())
def test_a_unit_written_as_it_was_read_looks_the_same(runs):
    whole, _ = runs
    member = read(f"<w:p>{whole}</w:p>")
    targets = {unit.key: unit.source for _, unit in member.units(lambda one: one.kind)}
    data = write_member(member, targets, Edition(ZH, parse_locale("ja")))
    before = next(etree.fromstring(member.spans.data).iter(f"{W}p"))
    after = next(etree.fromstring(data).iter(f"{W}p"))
    assert styled(after) == styled(before)


MEMBER = read(CHAPTERS)
UNITS = [unit.key for _, unit in MEMBER.units(lambda one: one.kind)]
WILD = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["<", "&", "]]>", "&lt;1>", '"', "\x00", "\ud800", "</w:p>", "修真"]),
        st.builds("<{}>".format, st.integers(0, 6)),
        st.builds("</{}>".format, st.integers(0, 6)),
        st.builds("<{}/>".format, st.integers(0, 6)),
    ),
    max_size=12,
).map("".join)
TARGETS = st.dictionaries(st.sampled_from(UNITS), WILD)
EDITIONS = st.builds(
    Edition,
    st.just(ZH),
    st.sampled_from([parse_locale(tag) for tag in ("en", "ar", "zh-Hant", "th")]),
    bilingual=st.booleans(),
    ruby=st.sampled_from(["drop", "keep"]),
)
ONCE = (
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference tbl tc sectPr"
    " footnoteReference endnoteReference drawing pict txbxContent del ins sdt smartTag"
)


def count(root, name):
    return len(root.findall(f".//{W}{name}"))


@settings(deadline=None, max_examples=300)
@given(TARGETS, EDITIONS)
def test_any_translation_leaves_a_sound_document(targets, edition):
    before = etree.fromstring(MEMBER.spans.data)
    after = etree.fromstring(write_member(MEMBER, targets, edition))
    assert {name: count(after, name) for name in ONCE.split()} == {
        name: count(before, name) for name in ONCE.split()
    }
    assert not after.findall(f".//{W}hyperlink//{W}hyperlink")
    assert not after.findall(f".//{W}r/{W}r")
    roles = Counter(one.get(f"{W}fldCharType") for one in after.iter(f"{W}fldChar"))
    assert roles["begin"] == roles["separate"] == roles["end"]
    if not edition.bilingual:
        assert count(after, "p") == count(before, "p")
        assert count(after, "hyperlink") == count(before, "hyperlink")
    for range_ in ("bookmark", "commentRange"):
        order = [
            (one.get(f"{W}id"), etree.QName(one).localname)
            for one in after.iter(f"{W}{range_}Start", f"{W}{range_}End")
        ]
        starts = [identity for identity, name in order if name.endswith("Start")]
        for identity in starts:
            assert order.index((identity, f"{range_}Start")) < order.index(
                (identity, f"{range_}End")
            )


@settings(deadline=None, max_examples=100)
@given(st.lists(TEXT, min_size=1, max_size=3))
def test_no_change_is_byte_exact(texts):
    member = read("".join(paragraph(run(escaped(text))) for text in texts))
    assert member.spans.apply(()) == member.spans.view.original
