"""What is read of a Word document."""

from __future__ import annotations

import pytest
from tests.formats.docx_samples import (
    HINT,
    SAMPLES,
    body,
    field,
    macros,
    one_body,
    pack,
    package,
    paragraph,
    root,
    run,
)

from storyport.formats import open_document
from storyport.formats.base import Edition
from storyport.kernel.locales import parse_locale
from storyport.language import marks


def parts_of(path):
    return list(open_document(path).parts())


def sources(path):
    return [unit.source for part in parts_of(path) if part.story for unit in part.units]


def only(tmp_path, content, **more):
    found = sources(one_body(tmp_path / "a.docx", content, **more))
    assert len(found) == 1, found
    return found[0]


def test_parts_are_properties_chapters_notes_and_running_lines(tmp_path):
    parts = parts_of(SAMPLES["chinese"](tmp_path / "a.docx"))
    assert [(part.key, part.title, part.story) for part in parts] == [
        ("docProps/core.xml", "青云志", False),
        ("word/document.xml#0000", "", False),
        ("word/document.xml#0001", "第一章 青云山", True),
        ("word/document.xml#0002", "第二章", True),
        ("word/header1.xml", "", False),
        ("word/footer1.xml", "", False),
        ("word/footnotes.xml", "", True),
        ("word/endnotes.xml", "", True),
    ]
    assert open_document(tmp_path / "a.docx").title == "青云志"
    assert open_document(tmp_path / "a.docx").language == "zh-Hans"


def test_units_are_paragraphs_across_runs(tmp_path):
    parts = parts_of(SAMPLES["chinese"](tmp_path / "a.docx"))
    assert [(unit.kind, unit.source) for unit in parts[2].units] == [
        ("heading", "第一章 青云山"),
        ("paragraph", "林风抬起头，<1/>看着<2/><3>青云山</3><4/><5/><6/>的方向。"),
        ("paragraph", "后来他去了<1>长安城</1>，见第<2/>页，又见<3>青云</3>。"),
        ("paragraph", "他说<1>真的</1><2/>走了。"),
        ("paragraph", "修真之人，名为<1/>金丹。"),
        ("paragraph", "<1>长安</1>有<2>酒</2>，剑长<3/>尺。"),
        ("paragraph", "山在图中。"),
        ("alt", "青云山的图"),
        ("paragraph", "框里的话。"),
        ("paragraph", "再一句<1>重</1>的。"),
        ("cell", "境界"),
        ("cell", "金丹<1/>三百年"),
        ("paragraph", "这一节完了。"),
    ]


def test_contents_are_labels_that_say_what_the_headings_say(tmp_path):
    front = parts_of(SAMPLES["chinese"](tmp_path / "a.docx"))[1]
    assert [(unit.kind, unit.source) for unit in front.units] == [
        ("heading", "青云志"),
        ("label", "第一章 青云山"),
        ("label", "第二章"),
    ]


def test_comments_are_not_for_readers(tmp_path):
    found = sources(SAMPLES["chinese"](tmp_path / "a.docx"))
    assert "这里要改。" not in found


@pytest.mark.parametrize(
    ("content", "source"),
    [
        (run("一", HINT) + run("二", '<w:lang w:eastAsia="zh-CN"/>'), "一二"),
        (run("一", "<w:noProof/>") + "<w:proofErr/>" + run("二", "", ' w:rsidR="1"'), "一二"),
        (run("一", "<w:b/><w:bCs/>") + run("二", "<w:b/>"), "一二"),
        (run("一个") + run("二", "<w:b/>"), "一个<1>二</1>"),
        (run("一个") + run("二", '<w:b w:val="0"/>'), "一个<1>二</1>"),
        (run("一") + run(" ", "<w:b/>") + run("二"), "一 二"),
        (run("一") + run(" ", '<w:u w:val="single"/>') + run("二"), "一<1> </1>二"),
        (
            run("一", "<w:b/>") + '<w:bookmarkStart w:id="1" w:name="x"/>' + run("二", "<w:b/>")
            + run("三三三"),
            "<1>一<2/>二</1>三三三",
        ),
        (run("一&lt;1") + run("&gt;二"), "一&lt;1>二"),
        ("<w:r><w:t>  一</w:t><w:t> 二 </w:t></w:r>", "一二"),
        ("<w:r><w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t><w:softHyphen/></w:r>", "一\u2011二"),
        ("<w:r><w:t>一</w:t><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>", "一二"),
        ("<w:r><w:tab/><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/></w:r>", "一<1/>二"),
        (field(" SEQ 图 ", run("1")) + run("山"), "山"),
        (run("图") + field(" SEQ 图 ", run("1")) + run("山"), "图<1/>山"),
        (field(" PAGE ", run("1")) + run("页"), "<1/>页"),
        (run("见") + field(" REF x ", run("第一章")), "见<1>第一章</1>"),
        ('<w:fldSimple w:instr=" PAGE ">' + run("一") + "</w:fldSimple>" + run("页"), "<1/>页"),
        ('<w:fldSimple w:instr=" TITLE ">' + run("志") + "</w:fldSimple>" + run("页"), "<1>志</1>页"),
        (run("一") + field(' IF 1 = 1 "a" ', run("乙") + field(" PAGE ", run("2"))), "一<1/>"),
        ("<w:moveTo>" + run("一") + "</w:moveTo>" + run("二"), "<1>一</1>二"),
        ('<w:r><w:sym w:char="F04A"/></w:r>' + run("笑"), "<1/>笑"),
        (
            "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("甲")
            + "</w:sdtContent></w:sdt>" + run("乙"),
            "<1/>乙",
        ),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as(tmp_path, content, source):
    assert only(tmp_path, f"<w:p>{content}</w:p>") == source


def test_a_field_code_over_paragraphs_is_no_text(tmp_path):
    content = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1</w:instrText></w:r></w:p>'
        + paragraph("码")
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + paragraph("文")
    )
    assert only(tmp_path, content) == "文"


def test_both_copies_of_a_text_box_are_one_unit(tmp_path):
    found = sources(SAMPLES["chinese"](tmp_path / "a.docx"))
    assert found.count("框里的话。") == 1


def test_a_paragraph_as_long_as_a_chapter_is_split_at_its_line_breaks(tmp_path):
    text = "他走了。" * 150
    content = f"<w:p>{run(text)}<w:r><w:br/></w:r>{run(text)}</w:p>"
    assert sources(one_body(tmp_path / "a.docx", content)) == [text, text]


def test_chapters_are_told_by_the_text_where_no_style_does(tmp_path):
    parts = parts_of(SAMPLES["bare"](tmp_path / "a.docx"))
    assert [part.title for part in parts if part.story] == [
        "", "第一章 少年", "第二章 风起", "第三章 归来",
    ]  # fmt: skip
    assert [part.units[0].kind for part in parts[2:]] == ["heading"] * 3


def test_a_volume_and_its_first_chapter_begin_together(tmp_path):
    level = '<w:outlineLvl w:val="{}"/>'
    content = (
        paragraph("卷一", properties=level.format(0))
        + paragraph("第一章", properties=level.format(1))
        + paragraph("文。")
        + paragraph("节", properties=level.format(2))
        + paragraph("第二章", properties=level.format(1))
        + paragraph("文。")
    )
    parts = [part for part in parts_of(one_body(tmp_path / "a.docx", content)) if part.story]
    assert [part.title for part in parts] == ["第一章", "第二章"]
    assert [unit.kind for unit in parts[0].units] == ["heading", "heading", "paragraph", "heading"]


def test_strict_documents_read_the_same(tmp_path):
    parts = [part for part in parts_of(SAMPLES["strict"](tmp_path / "a.docx")) if part.story]
    assert [(unit.kind, unit.source) for unit in parts[0].units] == [
        ("heading", "第一章"),
        ("paragraph", "他走了。"),
    ]


def test_any_prefix_will_do(tmp_path):
    document = body(paragraph("他走了。")).replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
    files = package(document)
    assert sources(pack(tmp_path / "a.docx", files)) == ["他走了。"]


def test_macros_are_known_and_kept(tmp_path):
    book = macros(tmp_path / "a.docm")
    document = open_document(book)
    assert document.macros
    assert "他走了。" in sources(book)
    document.write_unchanged(tmp_path / "b.docm")
    assert (tmp_path / "b.docm").read_bytes() == book.read_bytes()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The man was not there and he had to go with her to the sea for it.", "en-US"),
        ("他们说这个时候还没有来。", "zh-Hans"),
        ("ذهب الفتى إلى البيت ولم يعد", "ar-SA"),
        ("彼はもういない。", "ja"),
    ],
)
def test_the_language_is_the_texts_own(tmp_path, text, language):
    assert open_document(one_body(tmp_path / "a.docx", paragraph(text))).language == language


def test_styles_in_a_ring_do_no_harm(tmp_path):
    ring = root(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    files = package(body(paragraph("文。", "A")), {"styles": ring})
    assert sources(pack(tmp_path / "a.docx", files)) == ["文。"]


_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_QUOTE = f'{_BEGIN}<w:r><w:instrText> QUOTE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize("depth", [2, 20, 21, 2_000])
def test_fields_in_fields_are_read_at_any_depth(tmp_path, depth):
    content = f"<w:p>{_QUOTE * depth}{run('他走了。')}{_END * depth}</w:p>"
    assert "他走了。" in [
        marks.plain(source) for source in sources(one_body(tmp_path / "a.docx", content))
    ]


def test_fields_that_never_end_and_blanks_take_no_longer_than_they_are_long(tmp_path):
    blanks = "<w:r><w:tab/></w:r>" * 20_000
    content = f"<w:p>{run('甲')}{_BEGIN * 20_000}{run('乙')}</w:p><w:p>{run('丙')}{blanks}{run('丁')}</w:p>"
    assert parts_of(one_body(tmp_path / "a.docx", content))


def test_what_stands_between_texts_looks_like_both_or_like_neither(tmp_path):
    tab = "<w:r><w:tab/></w:r>"
    bold = run("乙", "<w:b/>") + tab + run("丙", "<w:b/>") + tab
    assert (
        only(tmp_path, f"<w:p>{run('甲甲甲甲')}{bold}{run('丁')}</w:p>")
        == "甲甲甲甲<1>乙<2/>丙</1><3/>丁"
    )


@pytest.mark.parametrize(
    ("kind", "target", "word"),
    [
        ("chart", "charts/chart1.xml", "charts"),
        ("diagramData", "diagrams/data1.xml", "diagrams"),
        ("aFChunk", "chunk.html", "inserted as a whole"),
    ],
)
def test_what_stays_without_a_word_is_told(tmp_path, kind, target, word):
    relation = f'<Relationship Id="c" Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    files = package(
        body(paragraph("他走了。")), relations_more=relation, more={f"word/{target}": "<a>图</a>"}
    )
    (notice,) = open_document(pack(tmp_path / "a.docx", files)).notices
    assert word in notice
    assert notice.endswith(".")


def test_a_chart_in_a_header_is_told_too(tmp_path):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="c" Target="charts/chart1.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/chart"/></Relationships>'
    )
    files = package(
        body(paragraph("他走了。")),
        {"header1": root("hdr", paragraph("书"))},
        more={"word/_rels/header1.xml.rels": relations, "word/charts/chart1.xml": "<a/>"},
    )
    assert len(open_document(pack(tmp_path / "a.docx", files)).notices) == 1


def test_a_document_that_hides_nothing_has_no_notices(tmp_path):
    assert open_document(SAMPLES["chinese"](tmp_path / "a.docx")).notices == ()


def test_a_paragraph_with_more_marks_than_there_are_numbers_is_lines(tmp_path):
    content = "".join(run(f"{at}字", "<w:b/>" if at % 2 else "") for at in range(20_100))
    book = one_body(tmp_path / "a.docx", paragraph(content))
    found = [text for text in sources(book) if "字" in text]
    assert len(found) > 1
    assert "".join(map(marks.plain, found)) == "".join(f"{at}字" for at in range(20_100))
    document = open_document(book)
    targets = {
        part.key: {unit.key: unit.source.replace("字", "W") for unit in part.units}
        for part in document.parts()
    }
    edition = Edition(parse_locale("zh"), parse_locale("en"))
    document.write(tmp_path / "b.docx", targets.__getitem__, edition)
    again = [marks.plain(text) for text in sources(tmp_path / "b.docx")]
    assert "".join(again) == "".join(f"{at}W" for at in range(20_100))
