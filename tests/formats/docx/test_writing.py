"""What is written of a Word document: patches on the original, and nothing lost."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from tests.formats.docx_samples import SAMPLES, body, one_body, pack, package, paragraph, root, run
from tests.formats.epub_samples import unpack

from storyport.formats import open_document
from storyport.formats.base import Edition
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.locales import parse_locale

ZH, EN, AR, JA = (parse_locale(tag) for tag in ("zh-Hans", "en", "ar", "ja"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edition(target=EN, *, source=ZH, bilingual=False, ruby="drop"):
    return Edition(source, target, bilingual=bilingual, ruby=ruby)


def written(path, targets, how=None):
    """Write with targets by source text, or for all units by a function; return the members."""
    document = open_document(path)
    say = targets if callable(targets) else targets.get
    by_part = {
        part.key: {unit.key: text for unit in part.units if (text := say(unit.source)) is not None}
        for part in document.parts()
    }
    out = path.with_name(f"out{path.suffix}")
    document.write(out, by_part.__getitem__, how or edition())
    return unpack(out)


def document_of(path, targets, how=None):
    return etree.fromstring(written(path, targets, how)["word/document.xml"])


def looks(paragraph_):
    """Return (text, names of the properties) of each run."""
    return [
        (
            "".join(run_.itertext(f"{W}t")),
            [etree.QName(one).localname for one in run_.iterfind(f"{W}rPr/*")],
        )
        for run_ in paragraph_.iter(f"{W}r")
    ]


def first(path, targets, how=None):
    return next(document_of(path, targets, how).iter(f"{W}p"))


def upper(source):
    return re.sub(r"[^\W\d_]", "x", source)


@pytest.mark.parametrize("bilingual", [False, True])
@pytest.mark.parametrize("target", [EN, AR, JA])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_lost(tmp_path, name, target, bilingual):
    path = SAMPLES[name](tmp_path / "a.docx")
    how = edition(target, bilingual=bilingual)
    written(path, upper, how)
    before, after = count_structure(path), count_structure(tmp_path / "out.docx")
    assert (
        compare_structure(before, after, Edition(ZH, target, bilingual=bilingual, ruby="drop"))
        == []
    )


def test_members_without_text_keep_their_octets(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    before, after = unpack(path), written(path, upper)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {
        "docProps/core.xml", "word/document.xml", "word/styles.xml", "word/settings.xml",
        "word/footnotes.xml", "word/endnotes.xml", "word/header1.xml", "word/footer1.xml",
    }  # fmt: skip


def test_a_paragraph_without_a_target_keeps_its_octets(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    after = written(path, {"这一节完了。": "It ends."})["word/document.xml"].decode()
    before = unpack(path)["word/document.xml"].decode()
    assert before.split("<w:tbl>")[0] == after.split("<w:tbl>")[0]
    assert "It ends." in after


def test_runs_keep_their_look(tmp_path):
    path = one_body(
        tmp_path / "a.docx", f"<w:p>{run('他')}{run('走', '<w:b/>')}{run('了。')}</w:p>"
    )
    found = looks(first(path, {"他<1>走</1>了。": "He <1>left</1> it."}))
    assert found == [("He ", []), ("left", ["b"]), (" it.", [])]


def test_marks_move_with_the_words(tmp_path):
    content = run("看") + run("山", "<w:b/>") + run("和") + run("水", "<w:i/>") + run("的人。")
    path = one_body(tmp_path / "a.docx", f"<w:p>{content}</w:p>")
    target = "<2>Water</2>, <1>hills</1>"
    found = looks(first(path, {"看<1>山</1>和<2>水</2>的人。": target}))
    assert found == [("Water", ["i"]), (", ", []), ("hills", ["b"])]


def test_what_a_translation_loses_comes_back(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    written(path, lambda _: "Nothing is left of it")
    before, after = count_structure(path), count_structure(tmp_path / "out.docx")
    lost = compare_structure(before, after, edition())
    assert [one.partition(":")[0] for one in lost] == ["emphasis"]


def test_a_range_never_ends_before_it_starts(tmp_path):
    content = (
        run("看") + '<w:bookmarkStart w:id="1" w:name="x"/>' + run("山")
        + '<w:bookmarkEnd w:id="1"/>' + run("水")
    )  # fmt: skip
    path = one_body(tmp_path / "a.docx", f"<w:p>{content}</w:p>")
    after = first(path, {"看<1/>山<2/>水": "Water<2/> and<1/> hills"})
    names = [etree.QName(one).localname for one in after]
    assert names == ["r", "bookmarkStart", "bookmarkEnd", "r", "r"]


def test_both_copies_of_a_text_box_stay_the_same(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    boxes = document_of(path, {"框里的话。": "In the box."}).findall(f".//{W}txbxContent")
    texts = ["".join(box.itertext(f"{W}t")) for box in boxes]
    assert texts == ["In the box.再一句重的。"] * 2


def test_the_font_hint_goes_with_the_characters_it_was_for(tmp_path):
    fonts = '<w:rFonts w:eastAsia="宋体" w:hint="eastAsia"/>'
    content = paragraph(run("他说", fonts))
    path = one_body(tmp_path / "a.docx", content)
    after = written(path, {"他说": "“He said”"})["word/document.xml"].decode()
    assert '<w:rFonts w:eastAsia="宋体"/>' in after
    assert "hint" in written(path, {"他说": "彼"}, edition(JA))["word/document.xml"].decode()


def test_right_to_left_is_said_of_paragraphs_runs_tables_and_sections(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    after = document_of(path, upper, edition(AR))
    said = [
        one
        for one in after.iter(f"{W}p")
        if "x" in "".join(one.itertext(f"{W}t")) and one.find(f".//{W}txbxContent") is None
    ]
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in said)
    assert all(
        one.find(f"{W}rPr/{W}rtl") is not None
        for one in after.iter(f"{W}r")
        if "x" in "".join(text.text for text in one.iterfind(f"{W}t"))
    )
    assert after.find(f".//{W}tbl/{W}tblPr/{W}bidiVisual") is not None
    assert all(one.find(f"{W}bidi") is not None for one in after.iter(f"{W}sectPr"))


def test_properties_stand_in_the_order_of_the_schema(tmp_path):
    content = paragraph(run("他", '<w:b/><w:sz w:val="20"/><w:lang w:eastAsia="zh-CN"/>'),
                        properties='<w:keepNext/><w:jc w:val="both"/>')  # fmt: skip
    after = first(one_body(tmp_path / "a.docx", content), {"他": "هو"}, edition(AR))
    assert [etree.QName(one).localname for one in after.find(f"{W}pPr")] == [
        "keepNext",
        "bidi",
        "jc",
    ]
    assert looks(after) == [("هو", ["b", "bCs", "sz", "szCs", "rtl", "lang"])]


def test_left_to_right_is_said_where_the_source_was_not(tmp_path):
    content = paragraph(run("ذهب", "<w:rtl/>"), properties="<w:bidi/>")
    after = first(one_body(tmp_path / "a.docx", content), {"ذهب": "Gone"}, edition(source=AR))
    assert after.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"
    assert looks(after) == [("Gone", [])]


@pytest.mark.parametrize(("target", "value"), [(EN, "lrTb"), (JA, "tbRl")])
def test_vertical_text_lies_flat_where_nobody_writes_so(tmp_path, target, value):
    after = document_of(SAMPLES["chinese"](tmp_path / "a.docx"), upper, edition(target))
    assert after.find(f".//{W}textDirection").get(f"{W}val") == value


@pytest.mark.parametrize(
    ("target", "lang", "theme"),
    [
        (parse_locale("es"), 'w:val="es" w:eastAsia="zh-CN" w:bidi="ar-SA"', 'w:val="es"'),
        (parse_locale("he"), 'w:val="en-US" w:eastAsia="zh-CN" w:bidi="he"', 'w:bidi="he"'),
        (JA, 'w:val="en-US" w:eastAsia="ja" w:bidi="ar-SA"', 'w:eastAsia="ja"'),
    ],
)
def test_languages_are_said_by_script(tmp_path, target, lang, theme):
    after = written(SAMPLES["chinese"](tmp_path / "a.docx"), upper, edition(target))
    assert f"<w:lang {lang}/>" in after["word/styles.xml"].decode()
    assert theme in after["word/settings.xml"].decode()


@pytest.mark.parametrize(("ruby", "kept"), [("keep", 1), ("drop", 0)])
def test_ruby_stays_where_its_base_does(tmp_path, ruby, kept):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    targets = {"修真之人，名为<1/>金丹。": "他是修真者，<1/>金丹。"}
    after = document_of(path, targets, edition(parse_locale("zh-Hant"), ruby=ruby))
    assert len(after.findall(f".//{W}ruby")) == kept
    assert "修真" in "".join(after.itertext(f"{W}t"))


def test_an_indent_of_ideographic_spaces_goes(tmp_path):
    path = one_body(tmp_path / "a.docx", paragraph("　　他走了。"))
    assert looks(first(path, {"他走了。": "Gone."})) == [("Gone.", [])]
    assert looks(first(path, {"他走了。": "彼は"}, edition(JA))) == [("　　", []), ("彼は", [])]


def test_a_paragraph_copy_has_nothing_twice(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    after = document_of(path, upper, edition(bilingual=True))
    for name in ("bookmarkStart", "commentReference", "footnoteReference", "drawing", "sectPr"):
        before = etree.fromstring(unpack(path)["word/document.xml"])
        assert len(after.findall(f".//{W}{name}")) == len(before.findall(f".//{W}{name}")), name
    source = next(
        one for one in after.iter(f"{W}p") if "".join(one.itertext(f"{W}t")) == "这一节完了。"
    )
    copy = source.getnext()
    assert "".join(copy.itertext(f"{W}t")) == upper("这一节完了。")
    assert source.find(f"{W}pPr/{W}sectPr") is None
    assert copy.find(f"{W}pPr/{W}sectPr") is not None
    assert copy.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"


def test_a_bilingual_list_counts_each_item_once(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    after = document_of(path, {"他数：甲": "He counts: A"}, edition(bilingual=True))
    numbers = [one.get(f"{W}val") for one in after.findall(f".//{W}numPr/{W}numId")]
    assert numbers == ["0"]


def test_a_bilingual_heading_stays_one_heading(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    written(path, {"第二章": "Chapter 2"}, edition(bilingual=True))
    parts = list(open_document(tmp_path / "out.docx").parts())
    headings = [unit.source for part in parts for unit in part.units if unit.kind == "heading"]
    assert headings[-1] == "第二章<1/>Chapter 2"


def test_a_default_namespace_gets_its_attributes_named(tmp_path):
    document = body(paragraph("他走了。")).replace("<w:", "<").replace("</w:", "</")
    document = document.replace("xmlns:w=", "xmlns=")
    files = package(document, {"styles": root("styles", "")})
    path = pack(tmp_path / "a.docx", files)
    after = first(path, {"他走了。": "ذهب"}, edition(AR))
    assert "".join(after.itertext(f"{W}t")) == "ذهب"


def test_the_title_goes_and_the_account_stays(tmp_path):
    path = SAMPLES["chinese"](tmp_path / "a.docx")
    core = written(path, {"青云志": "The Azure & Cloud"})["docProps/core.xml"].decode()
    assert "<dc:title>The Azure &amp; Cloud</dc:title><dc:creator>user</dc:creator>" in core
