"""Bilingual editions: the source stays, nothing is doubled that may stand only once."""

from __future__ import annotations

import pytest
from tests.formats.epub_samples import chinese, page, unpack

from storyport.formats.base import Edition
from storyport.formats.epub import EpubDocument
from storyport.formats.epub.reading import read_xhtml
from storyport.formats.epub.writing import Manner, write_xhtml
from storyport.kernel.locales import parse_locale

TARGET = 'lang="en" xml:lang="en" dir="ltr" class="storyport-target"'
SPAN = f"<br/><span {TARGET}>"


def bilingual(body: str, *targets: str, target: str = "en", title: str = "1") -> str:
    reading = read_xhtml(page(body, title=title).encode(), "c.xhtml")
    keys = [unit.key for unit in reading.units()]
    edition = Edition(parse_locale("zh"), parse_locale(target), bilingual=True)
    written = write_xhtml(reading, dict(zip(keys, targets, strict=True)), Manner(edition))
    read_xhtml(written, "written.xhtml")
    return written.decode()


@pytest.mark.parametrize(
    ("body", "target", "added"),
    [
        ("<p>一</p>", "One", f"<p>一</p><p {TARGET}>One</p>"),
        (
            '<p class="a b" id="p" epub:type="footnote" style="x:y">一</p>',
            "One",
            '</p><p style="x:y" lang="en" xml:lang="en" dir="ltr" class="a b storyport-target">One</p>',
        ),
        (
            '<p>一<a id="i" href="x">二</a></p>',
            "<1>Two</1>",
            f'<p {TARGET}><a href="x">Two</a></p>',
        ),
        ('<p>一<a epub:type="noteref" href="#n">1</a>。</p>', "One<1/>.", f"<p {TARGET}>One.</p>"),
        ('<p>一<img id="g" src="x" alt=""/>二</p>', "A<1/>B", '>A<img src="x" alt=""/>B</p>'),
        ('<p><img src="x" alt=""/>二</p>', "<1/>B", f"<p {TARGET}>B</p>"),
        ('<p>一<video src="x"/>二</p>', "A<1/>B", f"<p {TARGET}>AB</p>"),
        ("<p><b id='b'>一</b></p>", "One", f"<p {TARGET}><b>One</b></p>"),
        ("<table><tr><td>一</td></tr></table>", "One", f"<td>一{SPAN}One</span></td>"),
        ("<ul><li>一<ul/></li></ul>", "One", f"<li>一{SPAN}One</span><ul/></li>"),
        ("<h1>一<a epub:type='noteref' href='#n'>1</a></h1>", "One", f"1</a>{SPAN}One</span></h1>"),
        ("<dl><dt>一</dt></dl>", "One", f"<dt>一{SPAN}One</span></dt>"),
        ("<figure><figcaption>一</figcaption></figure>", "One", f"一{SPAN}One</span></figcaption>"),
        ("<pre>一</pre>", "One", f"<pre>一\n<span {TARGET}>One</span></pre>"),
        ("<blockquote>一</blockquote>", "One", f"<blockquote>一{SPAN}One</span></blockquote>"),
    ],
)
def test_translations_stand_where_they_are_valid(body, target, added):
    assert added in bilingual(body, target)


def test_copies_speak_the_target_language():
    written = bilingual('<p>一<i lang="zh">二</i><i lang="ja">三</i></p>', "A<1>b</1><2>c</2>")

    assert f'<p {TARGET}>A<i lang="en">b</i><i lang="ja">c</i></p>' in written


def test_lines_are_translated_line_by_line():
    assert f"<p {TARGET}>A<br/>B</p>" in bilingual("<p>一<br/>二</p>", "A", "B")
    assert f"一{SPAN}A</span><br/>二{SPAN}B</span>" in bilingual("<div>一<br/>二</div>", "A", "B")


def test_titles_and_attributes_hold_both():
    written = bilingual('<p><img src="x" alt="图"/></p>', "Book", "Pic", title="书")

    assert "<title>书 / Book</title>" in written
    assert 'alt="图 / Pic"' in written


def test_the_document_keeps_the_source_language_and_says_its_direction():
    assert 'dir="ltr" xmlns=' in bilingual("<p>一</p>", "One")
    assert 'lang="zh" xml:lang="zh"' in bilingual("<p>一</p>", "One")


def test_a_line_of_the_other_direction_stands_at_its_own_side():
    assert 'dir="rtl" style="display:block"' in bilingual("<h1>一</h1>", "ا", target="ar")


def test_untranslated_blocks_are_not_doubled():
    assert bilingual("<p>一</p><p>二</p>", "A", "").count("二") == 1


def test_contents_and_package_hold_both(tmp_path):
    document = EpubDocument.open(chinese(tmp_path / "a.epub"))
    parts = {part.key: part for part in document.parts()}
    edition = Edition(parse_locale("zh"), parse_locale("en"), bilingual=True)

    document.write(
        tmp_path / "b.epub", lambda key: {unit.key: "T" for unit in parts[key].units}, edition
    )

    files = {
        name: data.decode("utf-8", "replace") for name, data in unpack(tmp_path / "b.epub").items()
    }
    assert "<dc:language>en</dc:language><dc:language>zh</dc:language>" in files["OEBPS/book.opf"]
    assert "<dc:title>青云志 / T</dc:title>" in files["OEBPS/book.opf"]
    assert f"第二章 / <span {TARGET}>T</span></a>" in files["OEBPS/nav.xhtml"]
    assert "<text>第二章 / T</text>" in files["OEBPS/toc.ncx"]


def test_a_prefix_that_holds_the_name_of_the_element_is_kept():
    document = (
        '<xp:html xmlns:xp="http://www.w3.org/1999/xhtml" xml:lang="zh"><xp:head><xp:title/></xp:head>'
        "<xp:body><xp:p>一</xp:p><xp:div>二</xp:div></xp:body></xp:html>"
    )
    reading = read_xhtml(document.encode(), "c.xhtml")
    edition = Edition(parse_locale("zh"), parse_locale("en"), bilingual=True)
    targets = {unit.key: "One" for unit in reading.units()}

    written = write_xhtml(reading, targets, Manner(edition))

    again = [unit.source for unit in read_xhtml(written, "written.xhtml").units()]
    assert again == ["一", "One", "二", "One"]
    assert b"<xp:span" in written
    assert b"</xp:style></xp:head>" in written


@pytest.mark.parametrize(
    "note",
    [
        '<a epub:type="noteref" href="#f"><img src="x.png" alt="注"/></a>',
        '<a class="duokan-footnote" href="#f"><img src="x.png" alt="注"/></a>',
        '<sup><a href="#f"><img src="x.png" alt="注"/></a></sup>',
    ],
)
def test_a_note_reference_that_is_a_picture_is_not_repeated(note):
    body = f"<p>一{note}二。{note}</p>"
    reading = read_xhtml(page(body, title="1").encode(), "c.xhtml")
    edition = Edition(parse_locale("zh"), parse_locale("en"), bilingual=True)
    first = reading.texts[0].unit

    written = write_xhtml(reading, {first.key: "One<1/> two."}, Manner(edition)).decode()

    assert first.source == "一<1/>二。"
    assert written.count("<img") == 2
    assert "One two." in written


def test_a_copy_is_read_out_in_the_target_language_alone():
    body = (
        '<p>一<img id="g" src="x" alt="图"/>二<a href="x" title="注">三</a></p>'
        '<p>四<img src="x" alt="像"/>五</p>'
    )

    written = bilingual(body, "A<1/>B<2>C</2>", "Pic &", "Note", "DE", "Other")

    assert 'src="x" alt="图"/>二<a href="x" title="注">三</a></p>' in written
    assert '<img src="x" alt="Pic &amp;"/>B<a href="x" title="Note">C</a></p>' in written
    assert 'alt="像 / Other"' in written  # its picture is not in the translation


def test_what_is_copied_whole_speaks_the_target_language_too():
    body = '<p>一<span class="x"><img src="x" alt="图"/></span>二</p>'

    written = bilingual(body, "A<1/>B", "Pic")

    assert '<span class="x"><img src="x" alt="图"/></span>二</p>' in written
    assert '<span class="x"><img src="x" alt="Pic"/></span>B</p>' in written
