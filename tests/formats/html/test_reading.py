from pathlib import Path

import pytest
from tests.formats.html.pages import kinds, page, sources

from storyport.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<ul><li>one<li>two<ul><li>three</ul><li>four</ul>", ["one", "two", "three", "four"]),
        ("<dl><dt>one<dd>two<dt>three</dl>", ["one", "two", "three"]),
        (
            "<table><caption>zero<tr><th>one<td>two<tr><td>three</table>four",
            ["zero", "one", "two", "three", "four"],
        ),
        ("<p>one<div>two</div>three", ["one", "two", "three"]),
        ("<p>one<table><tr><td><p>two</table>three", ["one", "two", "three"]),
        ("<select><option>one<option>two</select>", ["one", "two"]),
        ("<p>a <b>bold</b> word", ["a <1>bold</1> word"]),
        ("<p><b>all bold</b></p>", ["all bold"]),
        ("<p>a <b>b <i>c</b> d</i> e", ["a <1>b <2/>c</1> d<3/> e"]),
        ("<p>one <b>two<p>three</b> four", ["one <1/>two", "three<1/> four"]),
        ("<p>see <a href=x>one<a href=y>two</a>", ["see <1/>one<2>two</2>"]),
        ("<p>a<br>b<br/>c</br>d", ["a", "b", "c", "d"]),
        ("<p>AT&amp;T &copy 2020 &#x4e2d;&#128;&bogus;", ["AT&T © 2020 中€&bogus;"]),
        ("<p>a&nbsp;b\n  c", ["a\xa0b c"]),
        ("<p>中\n文", ["中文"]),
        ("<pre>one\n two</pre>", ["one\n two"]),
        ("<p>run <code>ls -l</code> now</p>", ["run <1/> now"]),
        ("<pre><code>code</code></pre><p>text", ["text"]),
        ("<p>a<script>if (a<b) '</p>'</script>b", ["a<1/>b"]),
        ("<p>a<svg><title>no</title><path/></svg>b", ["a<1/>b"]),
        ("<svg><g>no<p>yes", ["yes"]),
        ("<textarea>no</textarea><template><p>no</p></template><p>yes", ["yes"]),
        ("<p translate=no>no<p>yes", ["yes"]),
        ("<p>keep <span translate=no>no</span> this", ["keep <1/> this"]),
        ("<p>a<!-- <p>no</p> -->b", ["ab"]),
        ("<p>1 < 2 and 3 <4 apples", ["1 < 2 and 3 <4 apples"]),
        ("<p>one</div>two", ["one<1/>two"]),
        ("text<!doctype html>more", ["textmore"]),
        ("<p>a <1> b", ["a &lt;1> b"]),
        ("<p>\x00a\x01b&#0;c", ["ab\ufffdc"]),
        ("<p>a</p>b</body></html>c<p>d", ["a", "bc", "d"]),
        ("<head><title>t</title>text<p>p", ["t", "text", "p"]),
        ("<P CLASS=A>one</P><DIV>two</DIV>", ["one", "two"]),
        ("<ruby>昆<rt>kūn<rb>仑<rt>lún</ruby>山", ["昆仑山"]),
        ("<p>a<b/>b", ["a<1/>b"]),
    ],
)  # fmt: skip
def test_units_of_tag_soup(markup: str, expected: list[str], tmp_path: Path) -> None:
    assert sources(page(tmp_path, markup)) == expected


def test_what_a_page_says_besides_its_text(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<title>the title</title><meta name=description content='the description'>"
        "<meta property=og:title content='og title'><meta name=author content='Lin Feng'>"
        "<meta name=viewport content='width=device-width'>"
        "<p><img alt='a picture' src=a.png><input placeholder='your name' value='typed'>"
        "<input type=submit value=Send><a title='a tip' href=x>link</a>"
        "<button aria-label=Close>x</button><abbr title='HyperText'>HT</abbr>",
    )
    found = kinds(document)
    assert found["the title"] == "label"
    assert found["og title"] == "label"
    assert found["the description"] == "meta"
    assert found["Lin Feng"] == "creator"
    alts = {source for source, kind in found.items() if kind == "alt"}
    assert alts == {"a picture", "your name", "Send", "a tip", "Close", "HyperText"}
    assert not any("device-width" in source or source == "typed" for source in found)


def test_language_and_title(tmp_path: Path) -> None:
    assert page(tmp_path, "<html lang=zh-TW><title>T</title><p>a").language == "zh-TW"
    assert page(tmp_path, "<body lang=ja><p>a").language == "ja"
    meta = "<head><meta http-equiv=content-language content='de, en'></head><p>a"
    assert page(tmp_path, meta).language == "de"
    assert page(tmp_path, "<html lang=en><title>T &amp; U</title><h1>H</h1>").title == "T & U"
    assert page(tmp_path, "<h1>H</h1><p>a").title == "H"


def test_chapters_are_parts_and_an_article_is_one(tmp_path: Path) -> None:
    chapters = "".join(f"<h2>Chapter {number}</h2><p>text" for number in (1, 2, 3))
    novel = list(page(tmp_path, f"<title>B</title><h1>Book</h1><p>by me{chapters}").parts())
    assert [(part.key, part.title, part.story) for part in novel] == [
        ("page", "B", False),
        ("front", "Book", True),
        ("0001", "Chapter 1", True),
        ("0002", "Chapter 2", True),
        ("0003", "Chapter 3", True),
    ]
    article = list(page(tmp_path, "<h1>A</h1><h2>First</h2><p>a<h2>Second</h2><p>b").parts())
    assert [part.key for part in article] == ["0001"]


def test_volumes_open_their_first_chapter(tmp_path: Path) -> None:
    book = "<h1>第一卷 山</h1><h2>第一章 风</h2><p>风<h2>第二章 雨</h2><p>雨<h1>第二卷 水</h1><h2>第三章 雪</h2><p>雪"
    parts = list(page(tmp_path, book).parts())
    assert [[unit.source for unit in part.units] for part in parts] == [
        ["第一卷 山", "第一章 风", "风"],
        ["第二章 雨", "雨"],
        ["第二卷 水", "第三章 雪", "雪"],
    ]
    assert [part.title for part in parts] == ["第一章 风", "第二章 雨", "第三章 雪"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div>" * 100_000 + "deep" + "</div>" * 100_000, ["deep"]),
        ("<b>" * 100_000 + "deep", ["deep"]),
        ("<p>text</p>" + "<!--" * 50_000, ["text"]),
        ("<p>text</p>" + "<a " * 50_000, ["text"]),
        ("<p>text" + "<a b='" * 50_001, None),
        ("<p>&#" + "9" * 10_000 + ";text", ["\ufffdtext"]),
        ("<meta charset=utf-8><p>" + "中" * 40 + "\ud800b", ["中" * 40 + "\ufffd\ufffd\ufffdb"]),
        ("</p></div></table></b>text", ["<1/><2/><3/>text"]),
        ("<table>" * 1_000 + "deep", ["deep"]),
        ("<svg>" * 1_000 + "<p>text", ["text"]),
    ],
)
def test_hostile_pages_are_read(markup: str, expected: list[str] | None, tmp_path: Path) -> None:
    document = page(tmp_path, markup)
    if expected is not None:
        found = sources(document)
        assert [one.replace("<1/><2/><3/>", "") for one in found] == [
            one.replace("<1/><2/><3/>", "") for one in expected
        ]
    out = tmp_path / "out.html"
    document.write_unchanged(out)
    assert out.read_bytes() == document.path.read_bytes()


@pytest.mark.parametrize("octets", [b"", bytes(range(1, 32)) * 20 + b"\xff\xfe"])
def test_what_is_no_page_is_refused(octets: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        page(tmp_path, octets)


def test_pages_are_known_by_name_and_by_their_beginning() -> None:
    from storyport.formats.html import HtmlDocument

    assert HtmlDocument.recognizes(Path("a.HTM"), b"")
    assert HtmlDocument.recognizes(Path("saved.txt"), b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html>")
    assert not HtmlDocument.recognizes(Path("a.txt"), b"<p>text")
    assert not HtmlDocument.recognizes(Path("a.md"), b"<!DOCTYPE html>")
