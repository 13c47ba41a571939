"""Small EPUB 2 and EPUB 3 books, made here, that hold what real books hold."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
HTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
DATE = (2024, 5, 6, 7, 8, 10)
MODIFIED = "2024-05-06T07:08:09Z"


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files as a book, `mimetype` first and stored."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {"mimetype": "application/epub+zip", **files}.items():
            info = zipfile.ZipInfo(name, DATE)
            stored = name == "mimetype" or name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return path


def unpack(path: Path) -> dict[str, bytes]:
    """Return what stands in a book, by name, in order."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def png() -> bytes:
    """Return a white picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    head = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )


def page(body: str, *, title: str = "书", lang: str = "zh", head: str = "", html: str = "") -> str:
    """Return an EPUB 3 content document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html {HTML} lang="{lang}" xml:lang="{lang}"{html}>\n'
        f"<head><title>{title}</title>{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def package(
    items: str,
    spine: str,
    *,
    title: str = "书",
    creator: str = "作者",
    language: str = "zh",
    metadata: str = "",
    spine_attributes: str = "",
    version: str = "3.0",
    guide: str = "",
) -> str:
    modified = f'<meta property="dcterms:modified">{MODIFIED}</meta>' if version == "3.0" else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="id">urn:uuid:6a1f6a3e-95a7-4bd6-9e1a-2a4f7a1b5c11</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>{creator}</dc:creator>
<dc:language>{language}</dc:language>
{metadata}{modified}
</metadata>
<manifest>
{items}
</manifest>
<spine{spine_attributes}>
{spine}
</spine>
{guide}</package>
"""


def item(name: str, media_type: str = "application/xhtml+xml", extra: str = "") -> str:
    """Return a manifest item whose id is its name without the dots."""
    return f'<item id="{name.replace(".", "-")}" href="{name}" media-type="{media_type}"{extra}/>'


def nav(entries: str, *, lang: str = "zh", title: str = "目录", more: str = "") -> str:
    body = f'<nav epub:type="toc"><h1>{title}</h1><ol>{entries}</ol></nav>{more}'
    return page(body, title=title, lang=lang)


def ncx(points: str, *, title: str = "书", lang: str = ' xml:lang="zh"') -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"{lang}>
<head><meta name="dtb:uid" content="urn:uuid:6a1f6a3e-95a7-4bd6-9e1a-2a4f7a1b5c11"/></head>
<docTitle><text>{title}</text></docTitle>
<docAuthor><text>作者</text></docAuthor>
<navMap>{points}</navMap>
</ncx>
"""


def point(label: str, src: str, order: int) -> str:
    return (
        f'<navPoint id="p{order}" playOrder="{order}"><navLabel><text>{label}</text></navLabel>'
        f'<content src="{src}"/></navPoint>'
    )


def one_page(path: Path, body: str, **more: str) -> Path:
    """Write a book of one chapter, `OEBPS/c1.xhtml`."""
    return one_document(path, page(body, **more))


def one_document(path: Path, document: str | bytes) -> Path:
    items = [
        item("c1.xhtml"),
        item("nav.xhtml", extra=' properties="nav"'),
        item("x.png", "image/png"),
    ]
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package("\n".join(items), '<itemref idref="c1-xhtml"/>'),
        "OEBPS/nav.xhtml": nav('<li><a href="c1.xhtml">正文</a></li>'),
        "OEBPS/c1.xhtml": document,
        "OEBPS/x.png": png(),
    }
    return pack(path, files)


CHAPTER_1 = """<section epub:type="chapter" id="ch1">
<h1 id="h1"><span class="number">第一章</span> 青云山</h1>
<span epub:type="pagebreak" id="page1" title="1"></span>
<p id="p1">林风抬起头，看着<em>青云山</em>的方向<a epub:type="noteref" id="r1" href="#fn1">1</a>。</p>
<p class="first" lang="zh" xml:lang="zh">“你来了。”<b>师父</b>说，<a href="c2.xhtml#p2">后来</a>他再没有开口<sup><a epub:type="noteref" href="#fn2">[2]</a></sup>。</p>
<p>他读到：<i lang="en" xml:lang="en">The end is near</i>，便笑了。<!-- 注 --></p>
<p>床前明月光<br/>疑是地上霜<br/>举头望明月</p>
<blockquote>一封信：<p>见字如面。</p>直接写在块里的话。</blockquote>
<p><ruby>修真<rp>(</rp><rt id="rt1">xiūzhēn</rt><rp>)</rp></ruby>之人，不问<ruby id="ru1">岁月<rt>suìyuè</rt></ruby>。</p>
<figure><img src="x.png" alt="青云山的图"/><figcaption>图一：青云山</figcaption></figure>
<p><img src="x.png" alt="剑"/>他拔剑，剑长<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>尺，<code>print(1)</code>不译。</p>
<table><caption>境界</caption><thead><tr><th>名</th><th>年</th></tr></thead>
<tbody><tr><td>筑基</td><td>100</td></tr><tr><td><p>金丹</p></td><td>三百<br/>年</td></tr></tbody></table>
<ul><li>剑</li><li>符<ul><li>火符</li></ul></li></ul>
<dl><dt>灵石</dt><dd>钱</dd></dl>
<pre>天
  地</pre>
<p>* * *</p>
<p translate="no">不要翻译</p>
<p><a id="empty"></a>&#x3000;&#x3000;首行缩进 &lt;1&gt; &amp; 完。</p>
<aside epub:type="footnote" id="fn1"><p><a href="#r1">1</a> 山名。</p></aside>
<aside epub:type="footnote" id="fn2"><p>没有出处。</p></aside>
</section>"""

CHAPTER_2 = """<section epub:type="chapter" id="ch2"><h1>第二章</h1>
<p id="p2" style="writing-mode: vertical-rl; color: red">回到<a href="c1.xhtml#h1">开头</a>。</p>
<div class="all"><b>他走了。<br/>没有回头。</b></div>
<p><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><title>圆</title><circle r="4"/></svg>一个圆。</p>
</section>"""

_SMIL = """<?xml version="1.0" encoding="UTF-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body>
<par id="m1"><text src="c1.xhtml#p1"/><audio src="a.mp3" clipBegin="0s" clipEnd="1s"/></par>
<par id="m2"><text src="c1.xhtml#fn1"/><audio src="a.mp3" clipBegin="1s" clipEnd="2s"/></par>
</body></smil>
"""


def chinese(path: Path) -> Path:
    """Write an EPUB 3 with notes, tables, pictures, formulas, ruby, overlay, nav and NCX."""
    items = [
        item("c1.xhtml", extra=' properties="mathml" media-overlay="c1-smil"'),
        item("c2.xhtml", extra=' properties="svg"'),
        item("nav.xhtml", extra=' properties="nav"'),
        item("toc.ncx", "application/x-dtbncx+xml"),
        item("c1.smil", "application/smil+xml"),
        item("a.mp3", "audio/mpeg"),
        item("x.png", "image/png", ' properties="cover-image"'),
        item("s.css", "text/css"),
    ]
    metadata = (
        "<dc:description>一个少年的故事。</dc:description><dc:subject>仙侠</dc:subject>"
        '<meta property="media:duration">2s</meta>'
        '<meta property="media:duration" refines="#c1-smil">2s</meta>'
    )
    landmarks = (
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="c1.xhtml">正文</a></li>'
        '</ol></nav><nav epub:type="page-list"><ol><li><a href="c1.xhtml#page1">iv</a></li></ol></nav>'
    )
    entries = '<li><a href="c1.xhtml">第一章 青云山</a></li><li><a href="c2.xhtml">第二章</a></li>'
    points = point("第一章 青云山", "c1.xhtml", 1) + point("第二章", "c2.xhtml", 2)
    style = '<link rel="stylesheet" type="text/css" href="s.css" title="日"/>'
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(
            "\n".join(items),
            '<itemref idref="c1-xhtml"/><itemref idref="c2-xhtml" linear="no"/>',
            title="青云志",
            metadata=metadata,
            spine_attributes=' toc="toc-ncx"',
        ),
        "OEBPS/nav.xhtml": nav(entries, more=landmarks),
        "OEBPS/toc.ncx": ncx(points),
        "OEBPS/c1.xhtml": page(CHAPTER_1, title="青云志", head=style),
        "OEBPS/c2.xhtml": page(CHAPTER_2, title="青云志", head=style),
        "OEBPS/c1.smil": _SMIL,
        "OEBPS/a.mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(64),
        "OEBPS/x.png": png(),
        "OEBPS/s.css": "p { text-align: left } .a { float: right }\n",
    }
    return pack(path, files)


def japanese(path: Path) -> Path:
    """Write a vertical EPUB 3 with ruby."""
    items = [
        item("c1.xhtml"),
        item("nav.xhtml", extra=' properties="nav"'),
        item("s.css", "text/css"),
    ]
    css = (
        "/* writing-mode: vertical-rl */\nhtml { -epub-writing-mode: vertical-rl;"
        " -webkit-writing-mode:vertical-rl; writing-mode: vertical-rl }\n"
        ".u { -epub-text-orientation: upright; content: 'direction: ltr' }\n"
    )
    body = (
        "<h1>序</h1><p>　<ruby>林<rt>りん</rt>風<rt>ふう</rt></ruby>は"
        "<a href='#x'><ruby>山<rt>やま</rt></ruby></a>を見た。</p><p id='x'>終わり。</p>"
    )
    style = '<link rel="stylesheet" type="text/css" href="s.css"/>'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(
            "\n".join(items),
            '<itemref idref="c1-xhtml"/>',
            title="林風",
            language="ja",
            metadata='<meta name="primary-writing-mode" content="vertical-rl"/>',
            spine_attributes=' page-progression-direction="rtl"',
        ),
        "OEBPS/nav.xhtml": nav('<li><a href="c1.xhtml">序</a></li>', lang="ja"),
        "OEBPS/c1.xhtml": page(body, lang="ja", head=style),
        "OEBPS/s.css": css,
    }
    return pack(path, files)


def arabic(path: Path) -> Path:
    """Write a right-to-left EPUB 3."""
    items = [
        item("c1.xhtml"),
        item("nav.xhtml", extra=' properties="nav"'),
        item("s.css", "text/css"),
    ]
    body = (
        "<h1>الفصل الأول</h1><p dir='rtl'>ذهب <bdo dir='rtl'>الفتى</bdo> إلى"
        " <span dir='ltr' lang='en' xml:lang='en'>London</span>.</p>"
    )
    style = '<link rel="stylesheet" type="text/css" href="s.css"/>'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(
            "\n".join(items),
            '<itemref idref="c1-xhtml"/>',
            title="الفتى",
            language="ar",
            spine_attributes=' page-progression-direction="rtl"',
        ),
        "OEBPS/nav.xhtml": nav('<li><a href="c1.xhtml">الفصل الأول</a></li>', lang="ar"),
        "OEBPS/c1.xhtml": page(body, lang="ar", head=style, html=' dir="rtl"'),
        "OEBPS/s.css": "p { text-align: right; margin-left: 1em }\n",
    }
    return pack(path, files)


def epub_2(path: Path) -> Path:
    """Write an EPUB 2: NCX only, guide, XHTML 1.1 with named entities."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN"'
        ' "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh">\n'
        "<head><title>老书</title></head>\n<body>\n"
    )
    body = (
        '<h2>第一回</h2><p>话说&nbsp;天下大势，<i>分久必合</i><sup><a href="#n1" id="b1">1</a></sup>。</p>'
        '<p>第二段。</p><blockquote><p>诗曰：<br/>滚滚长江</p></blockquote><p id="n1"><a href="#b1">1</a>&nbsp;注。</p>'
        "<table><tr><td>甲</td><td>乙</td></tr></table>"
    )
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package(
            "\n".join([item("c1.xhtml"), item("toc.ncx", "application/x-dtbncx+xml")]),
            '<itemref idref="c1-xhtml"/>',
            version="2.0",
            spine_attributes=' toc="toc-ncx"',
            guide='<guide><reference type="text" title="正文" href="c1.xhtml"/></guide>\n',
        ),
        "OEBPS/toc.ncx": ncx(point("第一回", "c1.xhtml", 1), lang=""),
        "OEBPS/c1.xhtml": head + body + "\n</body>\n</html>\n",
    }
    return pack(path, files)


SAMPLES = {"chinese": chinese, "japanese": japanese, "arabic": arabic, "epub_2": epub_2}
