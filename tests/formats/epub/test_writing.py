"""Translations into XHTML, OPF and NCX: only spans change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.formats.epub_samples import (
    MODIFIED,
    SAMPLES,
    arabic,
    chinese,
    epub_2,
    japanese,
    pack,
    page,
    unpack,
)

from storyport.formats.base import Edition
from storyport.formats.epub import EpubDocument
from storyport.formats.epub.reading import read_xhtml
from storyport.formats.epub.writing import Manner, write_xhtml
from storyport.kernel.locales import parse_locale


def edition(source: str = "zh", target: str = "en", **more) -> Edition:
    return Edition(parse_locale(source), parse_locale(target), **more)


def translated(body: str, *targets: str, to: Edition | None = None, lang: str = "zh") -> str:
    """Return a body with its units replaced, in order; a target that is empty leaves its unit."""
    reading = read_xhtml(page(body, title="1", lang=lang).encode(), "c.xhtml")
    keys = [unit.key for unit in reading.units()]
    assert len(keys) == len(targets)
    written = write_xhtml(reading, dict(zip(keys, targets, strict=True)), Manner(to or edition()))
    read_xhtml(written, "written.xhtml")
    return written.decode().partition("<body>\n")[2].partition("\n</body>")[0]


@pytest.mark.parametrize(
    ("body", "target", "expected"),
    [
        ("<p class='a'> 一 </p>", "One", "<p class='a'> One </p>"),
        ("<p>一<em id='e'>二</em></p>", "One <1>two</1>", "<p>One <em id='e'>two</em></p>"),
        ("<p><b>一</b><i/></p>", "One", "<p><b>One</b><i/></p>"),
        ("<p>一</p>", "a < b & c ]]> d", "<p>a &lt; b &amp; c ]]&gt; d</p>"),
        ("<p>一 &lt;1></p>", "One &lt;1>", "<p>One &lt;1&gt;</p>"),
        ("<p>一<img src='x' alt=''/>二</p>", "<1/>", "<p>一<img src='x' alt=''/>二</p>"),
        ("<p>一<img src='x' alt=''/>二</p>", "One", "<p>One<img src='x' alt=''/></p>"),
        ("<p>一<a href='x'>二</a>三</p>", "One", "<p>One<a href='x'></a></p>"),
        ("<p>一<b>二</b>三</p>", "One", "<p>One</p>"),
        ("<p>一<b>二</b><i>三</i></p>", "<1>a<2>b</1>c</2>", "<p><b>a<i>b</i></b>c</p>"),
        ("<p>一<b>二</b></p>", "<1>a</1> <1>b</1> <7/>", "<p><b>a</b> b </p>"),
        ("<p>一<b>二</b></p>", "</1>a<1>b", "<p>a<b>b</b></p>"),
        ("<p>一<a href='x'>二</a><a href='y'>三</a></p>", "<1>a<2>b</2></1>",
         "<p><a href='x'>ab</a><a href='y'></a></p>"),
        ("<p>一<a href='x'>二</a><sup><a href='#n'>1</a></sup>三</p>", "<1>a<2/>b</1>",
         "<p><a href='x'>ab</a><sup><a href='#n'>1</a></sup></p>"),
        ("<p>一<!-- 注 -->二</p>", "One", "<p>One<!-- 注 --></p>"),
        ("<p>　　一</p>", "One", "<p>One</p>"),
        ("<p>一</p>", "\x00O\x1bne\ud800", "<p>One</p>"),
        ("<pre>a\n b</pre>", "A\n B", "<pre>A\n B</pre>"),
    ],
)  # fmt: skip
def test_text_is_patched_and_nothing_else(body, target, expected):
    assert translated(body, target) == expected


def test_indents_stay_where_the_target_indents_so_too():
    assert translated("<p>　　一</p>", "壹", to=edition(target="zh-Hant")) == "<p>　　壹</p>"


def test_lines_stay_lines():
    assert translated("<p>一<br/>二<br/>三</p>", "1a", "2b", "3c") == "<p>1a<br/>2b<br/>3c</p>"


def test_ruby_goes_with_its_text_and_its_ids_stay():
    body = "<p>向<ruby id='r'>林<rt id='t'>lin</rt></ruby>风</p>"

    assert translated(body, "Lin") == '<p>Lin<span id="r"></span><span id="t"></span></p>'
    assert translated(body, "") == body


def test_ruby_is_kept_where_its_base_is_unbroken():
    body = "<p><ruby>林風<rt>りん</rt></ruby>と<ruby>山<rt>やま</rt></ruby></p>"

    kept = translated(body, "林風和<1>河", to=edition("ja", "zh-Hant", ruby="keep"), lang="ja")

    assert kept == "<p><ruby>林風<rt>りん</rt></ruby>和河</p>"


def test_attributes_are_translated_within_marks():
    body = '<p>一<img src="x" alt="图&quot;"/>二</p>'

    assert translated(body, "One<1/>", 'pic "') == '<p>One<img src="x" alt="pic &quot;"/></p>'


def test_block_languages_follow_and_others_stay():
    body = (
        '<div lang="zh-CN" dir="ltr"><p xml:lang="zh">一<i lang="zh">二</i><i lang="en">x</i></p></div>'
        '<blockquote lang="ja"><p>三</p></blockquote>'
    )

    assert translated(body, "A<1>b</1><2>x</2>", "C", to=edition(target="ar")) == (
        '<div lang="ar" dir="rtl"><p xml:lang="ar">A<i lang="ar">b</i><i lang="en">x</i></p></div>'
        '<blockquote lang="ja"><p>C</p></blockquote>'
    )


def test_what_stays_in_the_source_says_so():
    body = "<p>一</p><p>二</p><div>三<p>四</p></div><p>五<br/>六</p>"

    assert translated(body, "A", "", "", "D", "", "F") == (
        '<p>A</p><p lang="zh-Hans" xml:lang="zh-Hans" dir="ltr">二</p>'
        '<div><span lang="zh-Hans" xml:lang="zh-Hans" dir="ltr">三</span><p>D</p></div>'
        '<p><span lang="zh-Hans" xml:lang="zh-Hans" dir="ltr">五</span><br/>F</p>'
    )


def test_an_empty_target_loses_no_text():
    assert "二" in translated("<p>一</p><p>二</p>", "A", " \n")


def test_vertical_style_lies_flat():
    body = "<p style=\"writing-mode:vertical-rl;font-family:'山'\">一</p>"

    assert "horizontal-tb;font-family:'山'" in translated(body, "A")
    assert "vertical-rl" in translated(body, "A", to=edition(target="ja"))


def write(tmp_path: Path, book: Path, to: Edition, targets: Mapping[str, str] | None = None):
    document = EpubDocument.open(book)
    parts = {part.key: part for part in document.parts()}
    out = tmp_path / "out.epub"

    def translations(key: str) -> dict[str, str]:
        units = {unit.key: unit.source for unit in parts[key].units}
        return (
            {key: f"T{source}" for key, source in units.items()}
            if targets is None
            else dict(targets)
        )

    document.write(out, translations, to)
    return {name: data.decode("utf-8", "replace") for name, data in unpack(out).items()}


def test_the_package_says_the_new_language(tmp_path):
    opf = write(tmp_path, chinese(tmp_path / "a.epub"), edition())["OEBPS/book.opf"]

    assert "<dc:language>en</dc:language>" in opf
    assert "<dc:title>T青云志</dc:title>" in opf
    assert "urn:uuid:6a1f6a3e-95a7-4bd6-9e1a-2a4f7a1b5c11" in opf
    assert MODIFIED not in opf
    assert re.search(r'dcterms:modified">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<', opf)


def test_a_vertical_book_becomes_a_horizontal_one(tmp_path):
    files = write(tmp_path, japanese(tmp_path / "a.epub"), edition("ja", "en"))

    assert 'page-progression-direction="ltr"' in files["OEBPS/book.opf"]
    assert 'content="horizontal-lr"' in files["OEBPS/book.opf"]
    assert "writing-mode: horizontal-tb }" in files["OEBPS/s.css"]
    assert "/* writing-mode: vertical-rl */" in files["OEBPS/s.css"]


def test_pages_of_pictures_keep_their_order(tmp_path):
    files = unpack(japanese(tmp_path / "a.epub"))
    files["OEBPS/book.opf"] = files["OEBPS/book.opf"].replace(
        b"</metadata>", b'<meta property="rendition:layout">pre-paginated</meta></metadata>'
    )

    written = write(tmp_path, pack(tmp_path / "b.epub", files), edition("ja", "en"))

    assert 'page-progression-direction="rtl"' in written["OEBPS/book.opf"]


def test_a_vertical_target_stays_vertical(tmp_path):
    book = japanese(tmp_path / "a.epub")

    files = write(tmp_path, book, edition("ja", "zh-Hant"))

    assert 'page-progression-direction="rtl"' in files["OEBPS/book.opf"]
    assert files["OEBPS/s.css"].encode() == unpack(book)["OEBPS/s.css"]


def test_arabic_pages_turn_the_other_way(tmp_path):
    files = write(tmp_path, chinese(tmp_path / "a.epub"), edition(target="ar"))

    assert '<spine page-progression-direction="rtl" toc' in files["OEBPS/book.opf"]
    assert re.search(r'<html [^>]*dir="rtl"[^>]* lang="ar" xml:lang="ar"', files["OEBPS/c1.xhtml"])
    assert files["OEBPS/s.css"] == "p { text-align: right } .a { float: left }\n"


def test_a_book_turns_back_from_arabic(tmp_path):
    files = write(tmp_path, arabic(tmp_path / "a.epub"), edition("ar", "en"))

    assert "<html" in files["OEBPS/c1.xhtml"]
    assert 'lang="en" xml:lang="en" dir="ltr"' in files["OEBPS/c1.xhtml"]
    assert "<p dir='ltr'>" in files["OEBPS/c1.xhtml"]
    assert "<bdo dir='rtl'>" in files["OEBPS/c1.xhtml"]
    assert 'page-progression-direction="ltr"' in files["OEBPS/book.opf"]


def test_epub_2_gets_no_attributes_it_does_not_know(tmp_path):
    files = write(tmp_path, epub_2(tmp_path / "a.epub"), edition(target="ar"))

    assert "page-progression-direction" not in files["OEBPS/book.opf"]
    assert ' lang="' not in files["OEBPS/c1.xhtml"]
    assert 'title="T正文"' in files["OEBPS/book.opf"]
    assert 'xml:lang="ar"' in files["OEBPS/toc.ncx"]
    assert "<text>T第一回</text>" in files["OEBPS/toc.ncx"]


def test_documents_without_translations_are_not_touched(tmp_path):
    book = chinese(tmp_path / "a.epub")

    files = write(tmp_path, book, edition(target="ko"), {})

    before = unpack(book)
    changed = {
        name for name, text in files.items() if before[name].decode("utf-8", "replace") != text
    }
    assert changed == {"OEBPS/book.opf", "OEBPS/c2.xhtml"}  # c2: its vertical style


@pytest.mark.parametrize("name", SAMPLES)
def test_a_write_without_change_is_the_same_file(tmp_path, name):
    book = SAMPLES[name](tmp_path / "a.epub")

    EpubDocument.open(book).write_unchanged(tmp_path / "b.epub")

    assert (tmp_path / "b.epub").read_bytes() == book.read_bytes()


def test_other_encodings_are_written_in_themselves():
    text = page("<p>林风</p>").replace("UTF-8", "GB18030")
    reading = read_xhtml(text.encode("gb18030"), "c.xhtml")
    key = reading.units()[-1].key

    written = write_xhtml(reading, {key: "Lâm Phong 𠀀"}, Manner(edition(target="vi")))

    assert "<p>Lâm Phong 𠀀</p>" in written.decode("gb18030")


def test_labels_and_attributes_keep_spaces_that_do_not_break():
    body = '<p><img src="x.png" alt="谁"/></p>'
    reading = read_xhtml(page(body, title="谁").encode(), "c.xhtml")
    targets = {unit.key: " Qui\u00a0?\n\u3000Moi " for unit in reading.units()}

    written = write_xhtml(reading, targets, Manner(edition(target="fr"))).decode()

    assert "<title>Qui\u00a0? \u3000Moi</title>" in written
    assert 'alt="Qui\u00a0? \u3000Moi"' in written
