"""What cannot be read says so: what, where, what to do."""

from __future__ import annotations

import struct
import zipfile

import pytest
from tests.formats.docx_samples import body, one_body, pack, package, paragraph

from storyport.formats import open_document
from storyport.formats.docx import DocxDocument
from storyport.kernel.errors import BadInput


def refused(path, match):
    with pytest.raises(BadInput, match=match) as caught:
        list(open_document(path).parts())
    assert caught.value.do
    return caught.value


def compound(path, *streams):
    """Write an OLE compound file of some empty streams."""
    entries = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + struct.pack("<H", 2) + bytes(62)
        for name in ("Root Entry", *streams)
    )
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries)
    return path


def test_a_password_is_named(tmp_path):
    book = compound(tmp_path / "a.docx", "EncryptionInfo", "EncryptedPackage")
    assert "password" in refused(book, "protected by a password").do


@pytest.mark.parametrize("name", ["a.docx", "a.doc"])
def test_an_old_word_file_is_named(tmp_path, name):
    assert ".docx" in refused(compound(tmp_path / name, "WordDocument"), "Word 97").do


def test_another_compound_file_is_no_word_file(tmp_path):
    refused(compound(tmp_path / "a.docx", "Workbook"), "old Office file")


@pytest.mark.parametrize(
    ("kind", "match"), [("spreadsheetml.sheet", "Excel"), ("presentationml.slide", "PowerPoint")]
)
def test_another_office_file_is_named(tmp_path, kind, match):
    main = f"application/vnd.openxmlformats-officedocument.{kind}.main+xml"
    refused(pack(tmp_path / "a.docx", package(body(""), main=main)), match)


def without(name):
    files = package(body(paragraph("文。")))
    del files[name]
    return files


def test_what_is_missing_is_named(tmp_path):
    refused(pack(tmp_path / "a.docx", without("[Content_Types].xml")), "Content_Types")
    refused(pack(tmp_path / "b.docx", without("_rels/.rels")), "names no document")
    refused(pack(tmp_path / "c.docx", without("word/document.xml")), "word/document.xml")


def test_a_relationship_that_leads_nowhere_does_no_harm(tmp_path):
    gone = (
        '<Relationship Id="g" Target="header9.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/header"/>'
    )
    path = pack(tmp_path / "a.docx", package(body(paragraph("文。")), relations_more=gone))
    document = open_document(path)
    assert [part.key for part in document.parts()] == [
        "docProps/core.xml",
        "word/document.xml#0000",
    ]
    document.write_unchanged(tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes() == path.read_bytes()


def test_broken_xml_is_named_by_member_and_line(tmp_path):
    document = body(paragraph("文。")).replace("</w:body>", "\n</w:bod>")
    error = refused(pack(tmp_path / "a.docx", package(document)), "broken XML")
    assert "word/document.xml:3:" in error.where


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">',
        f'<!ENTITY a "{"a" * 5000}">',
    ],
)
def test_entities_that_blow_up_are_refused(tmp_path, declaration):
    doctype = f"<!DOCTYPE x [{declaration}]><w:document"
    document = body(paragraph("文。")).replace("<w:document", doctype, 1)
    path = pack(tmp_path / "a.docx", package(document))
    assert "word/document.xml" in refused(path, "unsafe entity").where


def test_an_external_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("ROOT", encoding="utf-8")
    document = body(paragraph("文&s;。")).replace(
        "<w:document", f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret}">]><w:document', 1
    )
    parts = list(open_document(pack(tmp_path / "a.docx", package(document))).parts())
    assert "ROOT" not in str(parts)


def test_a_name_twice_is_refused(tmp_path):
    path = one_body(tmp_path / "a.docx", paragraph("文。"))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", body(paragraph("武。")))
    assert "word/document.xml" in refused(path, "twice").where


def test_a_bomb_is_refused(tmp_path):
    huge = zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED)
    with huge as archive:
        for name, data in package(body(paragraph("文。"))).items():
            archive.writestr(name, data)
        with archive.open("word/media/big.bin", "w", force_zip64=True) as file:
            for _ in range(300):
                file.write(bytes(1 << 20))
    refused(tmp_path / "a.docx", "bomb")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello"])
def test_no_container_is_refused(tmp_path, data):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    refused(path, "zip")


def test_recognized_by_content_too(tmp_path):
    path = one_body(tmp_path / "a.bin", paragraph("文。"))
    head = path.read_bytes()[:4096]
    assert DocxDocument.recognizes(path, head)
    assert not DocxDocument.recognizes(tmp_path / "a.epub", b"PK\x03\x04mimetype")
