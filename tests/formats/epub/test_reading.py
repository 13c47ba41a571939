"""XHTML into units."""

from __future__ import annotations

import pytest
from tests.formats.epub_samples import (
    SAMPLES,
    chinese,
    japanese,
    one_document,
    pack,
    page,
    unpack,
)

from storyport.formats.base import Unit
from storyport.formats.epub import EpubDocument
from storyport.formats.epub.reading import read_xhtml
from storyport.formats.structure import count_structure
from storyport.language.marks import plain, well_formed


def units(body: str, **more: str) -> list[Unit]:
    reading = read_xhtml(page(body, **more).encode(), "c.xhtml")
    return [unit for unit in reading.units() if unit.kind != "label"]


def sources(body: str, **more: str) -> list[str]:
    return [unit.source for unit in units(body, **more)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一<em>二</em>三</p>", ["一<1>二</1>三"]),
        ("<p><b>全部</b></p>", ["全部"]),
        ("<p> <i><b>全部</b></i> </p>", ["全部"]),
        ("<p>一<i>二<b>三</b></i>。</p>", ["一<1>二<2>三</2></1>。"]),
        ("<p>一<br/>二<br/><br/>三</p>", ["一", "二", "三"]),
        ("<p><i>一<br/>二</i></p>", ["一", "二"]),
        ("<p><i>一<br/>二</i>：三</p>", ["<1>一<2/>二</1>：三"]),
        ("<div><span>一<br/><br/>二</span>尾</div>", ["一", "二", "尾"]),
        ("<div>前<p>中</p>后</div>", ["前", "中", "后"]),
        ("<blockquote>引<blockquote>内</blockquote></blockquote>", ["引", "内"]),
        ("<ul><li>项<ul><li>子</li></ul>尾</li></ul>", ["项", "子", "尾"]),
        ("<x-card><p>一</p>二</x-card>", ["一", "二"]),
        ("<p>一<x-term>二</x-term></p>", ["一<1>二</1>"]),
        ("<a href='x'><p>一</p></a>", ["一"]),
        ("<p>123 — *** …</p><p>①</p>", []),
        ("<p>一<img src='x' alt=''/>二</p>", ["一<1/>二"]),
        ("<p>一<code>x</code>二<kbd>k</kbd></p>", ["一<1/>二<2/>"]),
        ("<p><code>only()</code></p><pre><code>x</code></pre>", []),
        ("<p translate='no'>一</p><p>二<i translate='no'>三</i></p>", ["二<1/>"]),
        ("<script>var 一;</script><style>p{}</style><p>二</p>", ["二"]),
        ("<p>a  b\n c\t<i> d</i> e</p>", ["a b c <1>d</1> e"]),
        ("<p>山\n    水 a\nb</p>", ["山水 a b"]),
        ("<p>한국\n어</p>", ["한국 어"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<p xml:space='preserve'>a  b</p>", ["a  b"]),
        ("<p>　　缩进</p><p>&#160;缩</p>", ["缩进", "缩"]),
        ("<p>a&amp;b &lt;1&gt; &lt;b&gt;</p>", ["a&b &lt;1> <b>"]),
        ("<p><![CDATA[一 <b>]]>二</p>", ["一 <b>二"]),
        ("<p>一<!-- 注 -->二</p>", ["一二"]),
        ("<h1/><p/><p> </p>", []),
    ],
)
def test_runs_become_units(body, expected):
    assert sources(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>一<a epub:type="noteref" href="#n">1</a>。</p>', ["一<1/>。"]),
        ('<p>一。<a epub:type="noteref" href="#n">1</a></p>', ["一。"]),
        ('<p>一。<a role="doc-noteref" href="#n">[a]</a></p>', ["一。"]),
        ('<p>一<a epub:type="noteref" href="#n">注一</a>。</p>', ["一<1>注一</1>。"]),
        ('<p>一<sup><a href="#n">[1]</a></sup>。</p>', ["一<1/>。"]),
        ('<p>一<a href="#n"><sup>1</sup></a></p>', ["一"]),
        ('<p><a href="#r">1.</a> 注</p>', ["注"]),
        ('<p>见第<a href="c3.xhtml">3</a>章</p>', ["见第<1/>章"]),
        ('<p>见<a href="c3.xhtml">3</a></p>', ["见<1/>"]),
        ("<p>第19<sup>th</sup>，x<sub>2</sub></p>", ["第19<1>th</1>，x<2/>"]),
        ('<p><span epub:type="pagebreak" id="p" title="1">iv</span>一</p>', ["一"]),
        ('<p>一<span role="doc-pagebreak" id="p"/>二</p>', ["一<1/>二"]),
        ('<p><a id="x"/>一<a id="y"></a>二<span id="z"/></p>', ["一<1/>二"]),
        ("<p><b>3</b>个苹果</p>", ["<1>3</1>个苹果"]),
    ],
)
def test_references_and_anchors_are_marks_or_stay_outside(body, expected):
    assert sources(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>向<ruby>林<rt>りん</rt>風<rt>ふう</rt></ruby>は</p>", ["向林風は"]),
        ("<p><ruby>山<rp>(</rp><rt>やま</rt><rp>)</rp></ruby></p>", ["山"]),
        ("<p><ruby><rb>山</rb><rt>やま</rt></ruby>だ</p>", ["山だ"]),
        ("<p><ruby>山<rtc><rt>shan</rt></rtc></ruby>だ</p>", ["山だ"]),
        ("<p>あ<ruby><b>山</b><rt>やま</rt></ruby>だ</p>", ["あ<1>山</1>だ"]),
    ],
)
def test_ruby_is_plain_text_without_readings(body, expected):
    assert sources(body) == expected


def test_kinds_say_what_a_unit_is():
    body = (
        "<h2>题</h2><p>文</p><table><tr><th>头</th><td><p>格</p></td></tr></table>"
        '<img src="x" alt="图" title="画"/><p aria-label="读">声</p>'
    )

    assert [(unit.source, unit.kind) for unit in units(body)] == [
        ("题", "heading"),
        ("文", "paragraph"),
        ("头", "cell"),
        ("格", "cell"),
        ("图", "alt"),
        ("画", "alt"),
        ("读", "alt"),
        ("声", "paragraph"),
    ]


def test_file_names_and_numbers_are_no_alternative_texts():
    assert sources('<p><img src="x" alt="cover.jpg"/><img src="x" alt="12"/></p>') == []


def test_other_languages_are_noted():
    body = '<p>中</p><p lang="en">The end</p><blockquote xml:lang="ja"><p>終わり</p></blockquote>'

    assert [unit.note for unit in units(body)] == ["", "language: en", "language: ja"]


def test_named_entities_are_text():
    assert sources("<p>caf&eacute;&nbsp;au&hellip;</p>") == ["café\xa0au…"]


def test_parts_come_in_reading_order(tmp_path):
    document = EpubDocument.open(chinese(tmp_path / "a.epub"))

    parts = list(document.parts())

    assert [(part.key, part.title, part.story) for part in parts] == [
        ("OEBPS/book.opf", "青云志", False),
        ("OEBPS/nav.xhtml", "目录", False),
        ("OEBPS/toc.ncx", "", False),
        ("OEBPS/c1.xhtml", "第一章 青云山", True),
        ("OEBPS/c2.xhtml", "第二章", True),
    ]
    assert (document.language, document.title) == ("zh", "青云志")
    assert {unit.kind for unit in parts[1].units} == {"label"}
    assert "iv" not in [unit.source for unit in parts[1].units]


def test_the_package_gives_labels_creators_and_descriptions(tmp_path):
    package = next(EpubDocument.open(chinese(tmp_path / "a.epub")).parts())

    assert [(unit.source, unit.kind) for unit in package.units] == [
        ("青云志", "label"),
        ("作者", "creator"),
        ("一个少年的故事。", "meta"),
        ("仙侠", "meta"),
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_keys_are_unique_and_the_same_each_time(tmp_path, name):
    document = EpubDocument.open(SAMPLES[name](tmp_path / "a.epub"))

    parts = list(document.parts())

    assert parts == list(document.parts())
    for part in parts:
        keys = [unit.key for unit in part.units]
        assert len(keys) == len(set(keys))


def test_documents_are_read_only_when_reached(tmp_path):
    book = one_document(tmp_path / "a.epub", b"<html>broken")
    parts = EpubDocument.open(book).parts()

    assert next(parts).key == "OEBPS/book.opf"


def test_content_decides_what_is_a_book(tmp_path):
    book = japanese(tmp_path / "a.zip")

    assert EpubDocument.recognizes(book, book.read_bytes()[:4096])
    assert EpubDocument.recognizes(tmp_path / "x.EPUB", b"")
    assert not EpubDocument.recognizes(tmp_path / "x.docx", b"PK\x03\x04")


def test_multibyte_documents_are_read(tmp_path):
    text = page("<p>林风<i>走</i>了</p>").replace("UTF-8", "GB18030")
    book = one_document(tmp_path / "a.epub", text.encode("gb18030"))

    *_, chapter = EpubDocument.open(book).parts()

    assert chapter.units[-1].source == "林风<1>走</1>了"


def test_names_spelled_in_another_normal_form_are_found(tmp_path):
    files = unpack(one_document(tmp_path / "a.epub", page("<p>一</p>")))
    name = "OEBPS/caf\u00e9.xhtml"
    files["OEBPS/cafe\u0301.xhtml"] = files.pop("OEBPS/c1.xhtml")
    for other in ("OEBPS/book.opf", "OEBPS/nav.xhtml"):
        files[other] = files[other].replace(b"c1.xhtml", name[6:].encode())

    *_, chapter = EpubDocument.open(pack(tmp_path / "b.epub", files)).parts()

    assert chapter.key == "OEBPS/cafe\u0301.xhtml"


def test_a_line_of_ten_thousand_tags_is_split_and_nothing_is_left_out():
    found = sources(f"<p>一{'<i>x</i>' * 10_000}</p><p>二</p>")

    assert found[-1] == "二"
    assert sum(one.count("x") for one in found) == 10_000
    assert all(well_formed(one) for one in found)


def test_a_chapter_in_one_paragraph_is_split_between_sentences():
    sentence = "林风抬起头，看着<em>远方</em>的青山。“走吧。”他说。"

    found = sources(f"<p>{sentence * 1000}</p>")

    assert len(found) > 3
    assert max(map(len, found)) < 6000
    assert all(one.endswith(("。", "”")) for one in found)
    assert (
        "".join(plain(one) for one in found)
        == sentence.replace("<em>", "").replace("</em>", "") * 1000
    )


def test_a_long_paragraph_without_an_end_of_a_sentence_stays_whole():
    assert sources(f"<p>{'青山' * 4000}</p>") == ["青山" * 4000]


def test_ends_of_sentences_are_no_abbreviated_dots():
    found = sources(f"<p>{'He paid 3.50 for it, www.example.org says. ' * 400}</p>")

    assert all(one.endswith("says.") for one in found)


@pytest.mark.parametrize(
    ("href", "member"),
    [
        ("Text/C1.xhtml", "Text/c1.xhtml"),
        ("%E4%B8%80.xhtml", "%E4%B8%80.xhtml"),
        ("a%20b.xhtml", "a b.xhtml"),
    ],
)
def test_names_as_careless_packers_spell_them_are_found_and_counted(tmp_path, href, member):
    files = unpack(one_document(tmp_path / "a.epub", page("<p>一</p>")))
    files["OEBPS/" + member] = files.pop("OEBPS/c1.xhtml")
    for other in ("OEBPS/book.opf", "OEBPS/nav.xhtml"):
        files[other] = files[other].replace(b"c1.xhtml", href.encode())
    book = pack(tmp_path / "b.epub", files)

    *_, chapter = EpubDocument.open(book).parts()

    assert chapter.key == "OEBPS/" + member
    assert count_structure(book)["paragraphs"] == 1


def test_the_book_is_the_first_rendition_that_is_a_package(tmp_path):
    files = unpack(one_document(tmp_path / "a.epub", page("<p>一</p>")))
    pdf = b'<rootfiles><rootfile full-path="x.pdf" media-type="application/pdf"/>'
    container = files["META-INF/container.xml"].replace(b"<rootfiles>", pdf)
    files |= {"META-INF/container.xml": container, "x.pdf": b"%PDF"}
    book = pack(tmp_path / "b.epub", files)

    assert EpubDocument.open(book).package.member == "OEBPS/book.opf"
    assert count_structure(book)["paragraphs"] == 1
