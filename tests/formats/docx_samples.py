"""Small Word documents, made here, that hold what real ones hold."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.formats.epub_samples import DATE, png

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
SPACES = (
    f'xmlns:r="{_RELATED}" xmlns:wp="{_DRAWING}wordprocessingDrawing" xmlns:a="{_DRAWING}main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_VBA = "http://schemas.microsoft.com/office/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def root(name: str, body: str, *, space: str = TRANSITIONAL) -> str:
    """Return a member whose root is `w:<name>`."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<w:{name} xmlns:w="{space}" {SPACES}>{body}</w:{name}>'
    )


def run(text: str, properties: str = "", more: str = "") -> str:
    """Return a run of text."""
    formatted = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r{more}>{formatted}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; `content` without a tag is one run."""
    content = content if content.startswith("<") else run(content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    formatted = f"<w:pPr>{styled}{properties}</w:pPr>" if styled or properties else ""
    return f"<w:p>{formatted}{content}</w:p>"


def field(code: str, result: str) -> str:
    """Return a complex field, its code split over two runs as Word does it."""
    first, second = code[: len(code) // 2], code[len(code) // 2 :]
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{first}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{second}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


STYLES = root(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="My Own"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="List"><w:name w:val="List Number"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>',
)
SETTINGS = root("settings", '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>')
CORE = (
    '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>青云志</dc:title>'
    "<dc:creator>user</dc:creator><dc:description>一个少年的故事。</dc:description>"
    "</cp:coreProperties>"
)


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files as a zip container."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def package(
    document: str | bytes,
    texts: Mapping[str, str] | None = None,
    *,
    main: str = f"{_MAIN}.document.main+xml",
    related: str = _RELATED,
    relations_more: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Return the files of a document; `texts`: name of a relationship -> member of that name."""
    texts = {"styles": STYLES, "settings": SETTINGS, **(texts or {})}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{related}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for at, name in enumerate(texts)
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "[Content_Types].xml": (
            f'{head}<Types xmlns="{space}/content-types"><Default Extension="xml"'
            f' ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml"'
                f' ContentType="{_MAIN}.{name.rstrip("0123456789")}+xml"/>'
                for name in texts
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'{head}<Relationships xmlns="{space}/relationships">'
            f'<Relationship Id="r1" Type="{related}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="r2" Type="{space}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/></Relationships>'
        ),
        "docProps/core.xml": CORE,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": (
            f'{head}<Relationships xmlns="{space}/relationships">{relations}'
            f'<Relationship Id="link" Type="{related}/hyperlink" Target="https://example.org/"'
            ' TargetMode="External"/>'
            f'<Relationship Id="img" Type="{related}/image" Target="media/x.png"/>'
            f"{relations_more}</Relationships>"
        ),
        **{f"word/{name}.xml": content for name, content in texts.items()},
        "word/media/x.png": png(),
        **(more or {}),
    }


def body(content: str, *, space: str = TRANSITIONAL, section: str = "") -> str:
    """Return document.xml."""
    return root(
        "document", f"<w:body>{content}<w:sectPr>{section}</w:sectPr></w:body>", space=space
    )


def one_body(path: Path, content: str, **more: str) -> Path:
    """Write a document of some paragraphs."""
    return pack(path, package(body(content, **more)))


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="500000" cy="500000"/>'
    '<wp:docPr id="7" name="图片 7" descr="青云山的图"/><a:graphic><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="x.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="img"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="500000" cy="500000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_BOXED = paragraph("框里的话。") + paragraph(run("再一句") + run("重", "<w:b/>") + run("的。"))
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
    '<wp:extent cx="2000000" cy="800000"/><wp:docPr id="9" name="框"/><a:graphic><a:graphicData'
    ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="800000"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>'
    f"<w:txbxContent>{_BOXED}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape style="width:160pt;height:60pt"><v:textbox>'
    f"<w:txbxContent>{_BOXED}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
RUBY = (
    '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
    '<w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    "<w:rt><w:r><w:t>xiūzhēn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>修真</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r>"
)
REVISION = 'w:author="编辑" w:date="2024-01-01T00:00:00Z"'
CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
    '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1">'
    f"{run('第一章 青云山')}<w:r><w:tab/></w:r>{field(' PAGEREF _Toc1 ', run('1'))}</w:hyperlink></w:p>"
    f"{paragraph(run('第二章') + '<w:r><w:tab/></w:r>' + field(' PAGEREF _Toc2 ', run('2')), 'TOC1')}"
    '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
)
HINT = '<w:rFonts w:hint="eastAsia"/>'
CHAPTERS = "".join(
    (
        paragraph("青云志", "Title"),
        CONTENTS,
        '<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="1"/></w:pPr><w:bookmarkStart w:id="1" w:name="_Toc1"/>'
        + run("第一章", HINT)
        + run(" 青云山", '<w:lang w:val="en-US"/>', ' w:rsidR="00B2"')
        + '<w:bookmarkEnd w:id="1"/></w:p>',
        paragraph(
            run("林风", HINT)
            + '<w:proofErr w:type="spellStart"/>'
            + run("抬起头，", "", ' w:rsidRPr="00C3"')
            + '<w:commentRangeStart w:id="4"/>'
            + run("看着", "<w:noProof/>")
            + '<w:bookmarkStart w:id="2" w:name="山"/>'
            + run("青云山", "<w:b/><w:bCs/>")
            + '<w:bookmarkEnd w:id="2"/><w:commentRangeEnd w:id="4"/>'
            '<w:r><w:commentReference w:id="4"/></w:r>'
            + run("的方向。")
            + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
        ),
        paragraph(
            run("后来他去了")
            + '<w:hyperlink r:id="link" w:history="1">'
            + run("长安", '<w:rStyle w:val="Hyperlink"/>')
            + run("城", '<w:rStyle w:val="Hyperlink"/>' + HINT)
            + "</w:hyperlink>"
            + run("，见第")
            + field(" PAGEREF 山 ", run("1"))
            + run("页，又见")
            + field(' HYPERLINK \\l "山" ', run("青云"))
            + run("。")
        ),
        paragraph(
            run("他说")
            + f'<w:ins w:id="31" {REVISION}>{run("真的")}</w:ins>'
            + f'<w:del w:id="32" {REVISION}><w:r><w:delText>没有</w:delText></w:r></w:del>'
            + run("走了。")
        ),
        paragraph(run("　　") + RUBY + run("之人，名为") + "<w:r><w:tab/></w:r>" + run("金丹。")),
        paragraph(
            '<w:smartTag w:uri="u" w:element="place">' + run("长安") + "</w:smartTag>" + run("有")
            + '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>' + run("酒", "<w:i/>")
            + "</w:sdtContent></w:sdt>" + run("，剑长")
            + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + run("尺。")
        ),
        paragraph(PICTURE + run("山在图中。")),
        paragraph(BOX),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
        + paragraph("境界") + "</w:tc><w:tc><w:tcPr/>" + paragraph(run("金丹") + "<w:r><w:br/></w:r>" + run("三百年"))
        + "</w:tc></w:tr></w:tbl>",
        paragraph(run("这一节完了。"), properties='<w:keepNext/><w:jc w:val="both"/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:textDirection w:val="tbRl"/></w:sectPr>'),
        '<w:p><w:pPr><w:pStyle w:val="own"/></w:pPr><w:bookmarkStart w:id="3" w:name="_Toc2"/>'
        + run("第二章") + '<w:bookmarkEnd w:id="3"/></w:p>',
        paragraph(run("他数：甲"), "List"),
        paragraph(run("&lt;1&gt; 与 &amp; 都是字。") + '<w:r><w:br w:type="page"/></w:r>'),
        paragraph("* * *"),
        paragraph(run("他走了。") + '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    )
)  # fmt: skip
_SEPARATOR = '<w:{0} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
FOOTNOTES = root(
    "footnotes",
    _SEPARATOR.format("footnote")
    + '<w:footnote w:id="2">' + paragraph("<w:r><w:footnoteRef/></w:r>" + run(" 山名。")) + "</w:footnote>",
)  # fmt: skip
ENDNOTES = root(
    "endnotes",
    _SEPARATOR.format("endnote")
    + '<w:endnote w:id="2">' + paragraph("<w:r><w:endnoteRef/></w:r>" + run(" 全书完。")) + "</w:endnote>",
)  # fmt: skip
COMMENTS = root("comments", f'<w:comment w:id="4" {REVISION}>{paragraph("这里要改。")}</w:comment>')
HEADER = root("hdr", paragraph("青云志"))
FOOTER = root("ftr", paragraph(run("第") + field(" PAGE ", run("1")) + run("页")))
_SECTION = (
    '<w:headerReference w:type="default" r:id="r5"/><w:footerReference w:type="default" r:id="r6"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:docGrid w:linePitch="312"/>'
)


def chinese(path: Path) -> Path:
    """Write a document with all that a novel in Word may have."""
    texts = {
        "footnotes": FOOTNOTES,
        "endnotes": ENDNOTES,
        "comments": COMMENTS,
        "header1": HEADER,
        "footer1": FOOTER,
    }
    return pack(path, package(body(CHAPTERS, section=_SECTION), texts))


def strict(path: Path) -> Path:
    """Write a document in the strict namespaces of ISO/IEC 29500-1."""
    document = body(paragraph("第一章", "1") + paragraph("他走了。"), space=STRICT)
    styles = STYLES.replace(TRANSITIONAL, STRICT)
    related = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return pack(path, package(document, {"styles": styles}, related=related))


def macros(path: Path) -> Path:
    """Write a document that carries macros."""
    relation = f'<Relationship Id="v" Type="{_VBA}/vbaProject" Target="vbaProject.bin"/>'
    files = package(
        body(paragraph("他走了。")),
        main="application/vnd.ms-word.document.macroEnabled.main+xml",
        relations_more=relation,
        more={"word/vbaProject.bin": b"\xcc\x61macro" * 50},
    )
    return pack(path, files)


def bare(path: Path) -> Path:
    """Write a document without styles, of chapters that only their text tells."""
    lines = ["开场白在这里。"]
    for name in ("第一章 少年", "第二章 风起", "第三章 归来"):
        lines += [name, "天色已晚，林风走出山门。", "“走吧。”他说。", "夜里下了雨。"]
    return pack(path, package(body("".join(map(paragraph, lines))), {"styles": root("styles", "")}))


SAMPLES = {"chinese": chinese, "strict": strict, "bare": bare}
