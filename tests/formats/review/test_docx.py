from __future__ import annotations

import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from tests.formats.review.samples import HEAD, REFERENCE, ROWS, head

from storyport.formats.review import open_review, write_review
from storyport.kernel.errors import BadInput

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "review.docx"
    write_review(path, HEAD, ROWS)
    return path


def rewritten(path, old, new, member="word/document.xml"):
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    text = members.get(member, b"").decode()
    assert old in text
    members[member] = text.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in members.items():
            archive.writestr(each, data)
    return open_review(path)


def saved(path, edit):
    """Open and save it by a library of others."""
    document = docx.Document(str(path))
    edit(document)
    document.save(str(path))
    return open_review(path)


def test_the_document_is_pleasant_to_work_in(path):
    document = docx.Document(str(path))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    (table,) = document.tables
    header = table.rows[0]
    assert [cell.text for cell in header.cells] == [
        "ID",
        "Source",
        "Target",
        "Verdict",
        "Comment",
        "Notes",
    ]
    assert header._tr.xpath("w:trPr/w:tblHeader")
    assert {cell.text for cell in table.rows[1].cells} == {"第一章"}
    assert table.rows[2].cells[5].text == "林风 = Lin Feng (not Lin Wind)\n(checked)"
    lines = [each.text for each in document.paragraphs]
    assert lines[0] == "Review: 墨 & 云"
    assert f"Reference: {REFERENCE} (5 rows)" in lines


def test_right_to_left(tmp_path):
    path = tmp_path / "ar.docx"
    write_review(path, head("ar"), ROWS)
    (table,) = docx.Document(str(path)).tables
    assert table._tbl.xpath("w:tblPr/w:bidiVisual")
    source, target = table.rows[2].cells[1:3]
    assert target._tc.xpath(".//w:bidi")
    assert target._tc.xpath(".//w:rtl")
    assert not source._tc.xpath(".//w:bidi")


def test_saved_by_others_it_is_the_same(path):
    before = list(open_review(path).rows())
    assert list(saved(path, lambda document: None).rows()) == before


def test_edits_verdicts_and_new_paragraphs(path):
    def edit(document):
        cells = document.tables[0].rows[2].cells
        cells[2].text = "Chapter I"
        cells[2].add_paragraph("Second")
        cells[3].text, cells[4].text = "ok", "shorter"

    first = next(saved(path, edit).rows())
    assert (first.target, first.verdict, first.comment) == ("Chapter I\nSecond", "ok", "shorter")


def test_tracked_changes_are_read_as_accepted(path):
    run = "<w:r><w:t>Chapter One</w:t></w:r>"
    tracked = (
        "<w:r><w:t>Chapter </w:t></w:r>"
        '<w:del w:id="1" w:author="R"><w:r><w:delText>One</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="R"><w:r><w:t>Fi</w:t><w:noBreakHyphen/><w:t>rst</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="R"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="4" w:author="R"><w:r><w:t>!</w:t></w:r></w:moveTo>'
    )
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    at = text.index("Chapter One")
    start, end = text.rindex("<w:r>", 0, at), text.index("</w:r>", at) + len("</w:r>")
    file = rewritten(path, text[start:end], tracked)
    assert run not in tracked
    assert next(file.rows()).target == "Chapter Fi\u2011rst!"
    list(file.rows())
    assert file.notes == ["it has tracked changes; the text was read as if they were accepted"]


def test_rows_deleted_under_tracking_are_gone(path):
    def edit(document):
        properties = document.tables[0].rows[2]._tr.get_or_add_trPr()
        properties.append(docx.oxml.parse_xml(f'<w:del {W} w:id="1" w:author="R"/>'))

    assert next(each.target for each in saved(path, edit).rows()).startswith("<1>Lin Feng")


def test_pinned_comments_are_taken(path):
    def edit(document):
        runs = document.tables[0].rows[2].cells[2].paragraphs[0].runs
        document.add_comment(runs, text="Why so long?", author="R", initials="R")

    assert next(saved(path, edit).rows()).comment == "Why so long?"


def test_merged_cells_are_told(path):
    def edit(document):
        cells = document.tables[0].rows[2].cells
        cells[1].merge(cells[2])

    first = next(saved(path, edit).rows())
    assert "merged" in first.trouble


def test_other_tables_and_paragraphs_may_stand_around(path):
    def edit(document):
        table = document.add_table(rows=2, cols=2)
        document.tables[0]._tbl.addprevious(table._tbl)

    assert len(list(saved(path, edit).rows())) == 5


def test_a_row_without_an_id_is_given_as_it_is(path):
    def edit(document):
        document.tables[0].rows[3].cells[0].text = ""

    assert [each.id for each in saved(path, edit).rows()][1] == ""


def test_renamed_headers_are_told(path):
    def edit(document):
        document.tables[0].rows[0].cells[2].text = "Ziel"

    with pytest.raises(BadInput, match=r"no column Target.*Ziel"):
        list(saved(path, edit).rows())


def test_the_printed_reference_is_enough(path):
    def edit(document):
        document.core_properties.subject = ""
        document.core_properties.comments = ""

    file = saved(path, edit)
    assert (file.head.story, file.head.reference) == ("墨 & 云", REFERENCE)

    def strip(document):
        for paragraph in document.paragraphs:
            paragraph.text = ""

    with pytest.raises(BadInput, match="which export"):
        saved(path, strip)


def test_a_doctype_is_refused(path):
    with pytest.raises(BadInput, match="DOCTYPE"):
        rewritten(path, "<w:document", "<!DOCTYPE w [<!ENTITY a 'b'>]><w:document")


def test_broken_xml_is_told(path):
    with pytest.raises(BadInput, match="damaged"):
        list(rewritten(path, "</w:tbl>", "</w:tlb>").rows())
