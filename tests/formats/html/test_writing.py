from pathlib import Path

import pytest
from lxml import etree, html
from tests.formats.html.pages import edition, page, plain


def test_only_spans_change(tmp_path: Path) -> None:
    markup = (
        "<!DOCTYPE HTML>\r\n<HTML>\r\n<Body  bgcolor=white>\r\n<P Class=a>one &amp; <B>two</B>\r\n"
        "<!-- c --><p>three<hr>\r\n</Body>"
    )
    assert edition(page(tmp_path, markup), str.upper) == (
        '<!DOCTYPE HTML>\r\n<HTML lang="en" dir="ltr">\r\n<Body  bgcolor=white>\r\n'
        "<P Class=a>ONE &amp; <B>TWO</B>\r\n<!-- c --><p>THREE<hr>\r\n</Body>"
    )


def test_marks_may_move(tmp_path: Path) -> None:
    document = page(tmp_path, "<div>a <b class=x>bold</b> and <i>slanted</i> word<img src=i></div>")
    found = edition(document, lambda _: "<2>S</2> & <1>B</1> <3/>end")
    assert found == (
        '<div lang="en" dir="ltr"><i>S</i> &amp; <b class=x>B</b> <img src=i>end</div>'
    )


def test_what_a_target_loses_comes_back(tmp_path: Path) -> None:
    document = page(tmp_path, "<div>see <a href=x id=y>here</a> <img src=i>now</div>")
    assert edition(document, lambda _: "see") == (
        '<div lang="en" dir="ltr">see<a href=x id=y></a><img src=i></div>'
    )


def test_a_target_is_text_and_no_markup(tmp_path: Path) -> None:
    found = edition(page(tmp_path, "<p title=a>b</p>"), lambda _: '<script>"x" & y</script>\0')
    assert "<script>" not in found
    assert "&lt;script&gt;" in found
    assert html.fragment_fromstring(str(found)).get("title") == '<script>"x" & y</script>'


def test_values_without_quotes_get_them(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>x <img alt=one title='two' src=a>")
    for bilingual, alt, title in ((False, "T one", "T two"), (True, "one / T one", "two / T two")):
        written = str(edition(document, bilingual=bilingual))
        image = html.document_fromstring(written).find(".//img")
        assert image is not None
        assert (image.get("alt"), image.get("title"), image.get("src")) == (alt, title, "a")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<html><p>a", '<html lang="ar" dir="rtl"><p>'),
        ("<html lang=zh dir=ltr><p>a", "<html lang=ar dir=rtl><p>"),
        ("<!doctype html>\n<title>a</title><p>b", '<!doctype html><html lang="ar" dir="rtl">\n'),
        ("<div lang=zh><p>a</div>", '<div dir="rtl" lang=ar><p>'),
        ("<p>a<p>b", '<p lang="ar" dir="rtl">'),
        ("<html><div lang=zh>a<i lang=la>b</i>", "<div lang=ar>"),
        ("<html><p style='text-align:left'>a", "text-align:right"),
    ],
)
def test_language_and_direction(markup: str, expected: str, tmp_path: Path) -> None:
    found = edition(page(tmp_path, markup), to="ar")
    assert expected in str(found)


def test_other_languages_keep_their_names(tmp_path: Path) -> None:
    found = str(edition(page(tmp_path, "<html lang=zh><p>a <i lang=la>b</i> c"), to="ar"))
    assert "<i lang=la>" in found


def test_a_bilingual_page_shows_each_block_twice(tmp_path: Path) -> None:
    markup = (
        "<!doctype html><html lang=zh><head><title>t</title></head><body><h1 id=h>a</h1>"
        "<p id=p class=c>b <a id=q href=x>c</a><img src=i><p>d<ul><li>e</ul></body></html>"
    )
    written = str(edition(page(tmp_path, markup), to="ar", bilingual=True))
    root = html.document_fromstring(written)
    assert root.get("lang") == "zh"
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert ids == ["h", "p", "q"]
    targets = root.find_class("storyport-target")
    assert [(one.tag, one.get("lang"), one.get("dir")) for one in targets] == [
        ("span", "ar", "rtl"), ("p", "ar", "rtl"), ("p", "ar", "rtl"), ("span", "ar", "rtl"),
    ]  # fmt: skip
    assert len(root.findall(".//li")) == 1
    assert len(root.findall(".//style")) == 1
    assert root.findtext(".//title") == "t / T t"
    assert len(root.findall(".//img")) == 1
    assert [one.get("href") for one in root.findall(".//a")] == ["x", "x"]


def test_a_unit_without_target_stays_and_says_its_language(tmp_path: Path) -> None:
    document = page(tmp_path, "<html lang=zh><p>one<p>two")
    found = str(edition(document, lambda source: "T" if source == "one" else ""))
    assert '<p>T<p lang="zh-Hans" dir="ltr">two' in found


@pytest.mark.parametrize(
    ("charset", "codec", "to", "expected"),
    [
        ("gb2312", "gb18030", "en", "gb18030"),
        ("gb2312", "gb18030", "ar", "utf-8"),
        ("gb18030", "gb18030", "ar", "gb18030"),
        ("big5", "cp950", "en", "cp950"),
        ("big5", "cp950", "ar", "utf-8"),
        ("shift_jis", "cp932", "ar", "utf-8"),
        ("utf-8", "utf-8", "ar", "utf-8"),
    ],
)
def test_encodings_hold_what_is_written(
    charset: str, codec: str, to: str, expected: str, tmp_path: Path
) -> None:
    target = "مرحبا" if to == "ar" else "hello"
    markup = f"<html><head><meta charset={charset}></head><body><p>山門<p>中文".encode(codec)
    document = page(tmp_path, markup)
    assert plain(document) == ["山門", "中文"]
    written = edition(document, lambda _: target, to=to, raw=True)
    assert isinstance(written, bytes)
    assert target in written.decode(expected)
    named = "utf-8" if expected == "utf-8" else charset
    assert f"charset={named}>".encode() in written
    out = document.path.with_name("same.html")
    document.write_unchanged(out)
    assert out.read_bytes() == markup


def test_an_encoding_in_http_equiv_is_changed_too(tmp_path: Path) -> None:
    markup = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=big5'></head>"
        "<p>山門"
    )
    written = edition(page(tmp_path, markup.encode("cp950")), lambda _: "ñandú")
    assert "content='text/html; charset=utf-8'" in str(written)


def test_an_undeclared_encoding_is_found(tmp_path: Path) -> None:
    text = "他想起昆仑山的三个故事，天色已晚，缓缓走出山门，不知道要到哪里去。"
    document = page(tmp_path, f"<html><body><p>{text}</p></body></html>".encode("gb18030"))
    assert plain(document) == [text]


def test_a_wrong_declaration_is_not_believed(tmp_path: Path) -> None:
    text = "他想起昆仑山的三个故事，天色已晚，缓缓走出山门。"
    document = page(tmp_path, f"<meta charset=gb2312><p>{text}</p>".encode())
    assert plain(document) == [text] or "鏄" in plain(document)[0]
    document = page(tmp_path, f"<meta charset=utf-8><p>{text}</p>".encode("gb18030"))
    assert plain(document) == [text]


def test_octets_that_are_no_text_stay(tmp_path: Path) -> None:
    markup = b"<meta charset=utf-8><p>good text with some letters in it</p><p>bad \xff octet <b>x</b></p>"
    document = page(tmp_path, markup)
    written = edition(document, lambda source: "" if "bad" in source else "fine", raw=True)
    assert isinstance(written, bytes)
    assert b"bad \xff octet" in written
    written = edition(document, lambda source: source, raw=True)
    assert isinstance(written, bytes)
    assert b"bad \xef\xbf\xbd octet" in written  # what was translated is text now
    untouched = tmp_path / "same.html"
    document.write_unchanged(untouched)
    assert untouched.read_bytes() == markup


def test_xhtml_is_closed_where_it_says(tmp_path: Path) -> None:
    markup = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh"><body>'
        '<p>a<a id="x"/>b</p><p/><div>c <![CDATA[d <i> e]]></div></body></html>'
    )
    document = page(tmp_path, markup, "page.xhtml")
    assert plain(document) == ["ab", "c d <i> e"]
    written = str(edition(document))
    assert 'lang="en"' in written
    assert 'xml:lang="en"' in written
    assert "<div>T c d &lt;i&gt; e</div>" in written


LONG = "他想起昆仑山的三个故事，天色已晚，缓缓走出山门，不知道要到哪里去。"


@pytest.mark.parametrize(
    ("head", "codec", "declared"),
    [
        ("<meta charset=utf-8>", "gb18030", "<meta charset=utf-8>"),
        ("<meta charset=big5>", "utf-8", "<meta charset=utf-8>"),
        ("<meta charset=us-ascii>", "utf-8", "<meta charset=utf-8>"),
        ("<meta charset=nonsense>", "gb18030", "<meta charset=utf-8>"),
        ("", "gb18030", '<meta charset="utf-8">'),
        ("", "utf-8", '<meta charset="utf-8">'),
        ("<meta charset=gb2312>", "gb18030", "<meta charset=gb2312>"),
    ],
)
def test_a_browser_reads_what_was_written(
    head: str, codec: str, declared: str, tmp_path: Path
) -> None:
    markup = f"<html><head>{head}</head><body><p>{LONG}<p>{LONG}</body></html>".encode(codec)
    document = page(tmp_path, markup)
    written = edition(document, lambda _: "hello", bilingual=True, raw=True)
    assert isinstance(written, bytes)
    text = written.decode("gb18030" if declared == "<meta charset=gb2312>" else "utf-8")
    assert text.count(LONG) == 2
    assert text.count("charset") == 1
    assert f"<head>{declared}" in text
    document.write_unchanged(tmp_path / "same.html")
    assert (tmp_path / "same.html").read_bytes() == markup


def test_a_page_of_ascii_gets_a_declaration_only_where_it_needs_one(tmp_path: Path) -> None:
    markup = "<html><head></head><p>a</p></html>"
    assert "charset" not in str(edition(page(tmp_path, markup), lambda _: "b"))
    assert '<head><meta charset="utf-8">' in str(edition(page(tmp_path, markup), lambda _: "山"))


def test_a_piece_of_a_page_keeps_the_encoding_of_its_page(tmp_path: Path) -> None:
    document = page(tmp_path, f"<p>{LONG}<p>{LONG}".encode("gb18030"))
    written = edition(document, lambda _: "山", raw=True)
    assert isinstance(written, bytes)
    assert "山" in written.decode("gb18030")


def test_what_is_put_into_xhtml_takes_its_prefix(tmp_path: Path) -> None:
    markup = (
        '<?xml version="1.0" encoding="gb18030"?><x:html xmlns:x="http://www.w3.org/1999/xhtml">'
        f"<x:head><x:title>山</x:title></x:head><x:body><x:p>{LONG}</x:p></x:body></x:html>"
    )
    document = page(tmp_path, markup.encode(), "page.xhtml")
    written = edition(document, bilingual=True, raw=True)
    assert isinstance(written, bytes)
    root = etree.fromstring(written)
    assert {one.tag for one in root.iter()} <= {
        f"{{http://www.w3.org/1999/xhtml}}{name}"
        for name in ("html", "head", "title", "style", "body", "p")
    }
    assert b'<?xml version="1.0" encoding="utf-8"?>' in written
    assert b"</x:style></x:head>" in written


def test_a_declaration_put_into_xhtml_is_closed(tmp_path: Path) -> None:
    markup = (
        '<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:head/>'
        f"<x:body><x:p>{LONG}</x:p></x:body></x:html>"
    )
    document = page(tmp_path, markup.encode("gb18030"), "page.xhtml")
    written = edition(document, raw=True)
    assert isinstance(written, bytes)
    assert b'<x:meta charset="utf-8"/>' in written
    etree.fromstring(written)


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_what_is_copied_is_read_out_in_one_language(quote: str, tmp_path: Path) -> None:
    markup = (
        f"<html lang=zh><p title={quote}甲{quote}>子<img alt={quote}乙{quote} src=i>丑"
        f"<a title={quote}丙{quote}>寅</a></p><h1 title={quote}丁{quote}>卯</h1></html>"
    )
    written = str(edition(page(tmp_path, markup), bilingual=True))
    root = html.document_fromstring(written)
    assert [one.get("title") for one in root.iter("p")] == ["甲", "T 甲"]
    assert [one.get("alt") for one in root.iter("img")] == ["乙", "T 乙"]
    assert [one.get("title") for one in root.iter("a")] == ["丙", "T 丙"]
    assert [one.get("title") for one in root.iter("h1")] == ["丁 / T 丁"]
    assert f"<p title={quote}甲{quote}>子<img alt={quote}乙{quote} src=i>" in written
