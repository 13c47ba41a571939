"""Books that cannot be read say why, where, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.epub_samples import chinese, pack, page, unpack

from storyport.formats.epub import EpubDocument
from storyport.kernel.errors import BadInput

ENCRYPTED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{algorithm}"/>
<enc:CipherData><enc:CipherReference URI="{member}"/></enc:CipherData>
</enc:EncryptedData></encryption>"""
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def changed(tmp_path: Path, **changes: bytes | None) -> Path:
    """Write the Chinese sample with members replaced, or left out where None."""
    files = unpack(chinese(tmp_path / "whole.epub"))
    names = {name.rpartition("/")[2].partition(".")[0]: name for name in files}
    for key, data in changes.items():
        if data is None:
            del files[names[key]]
        else:
            files[names.get(key, f"META-INF/{key}.xml")] = data
    return pack(tmp_path / "bad.epub", files)


def refused(book: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        list(EpubDocument.open(book).parts())
    assert caught.value.where.startswith(str(book))
    assert caught.value.do
    return caught.value


def test_a_missing_container_file(tmp_path):
    error = refused(changed(tmp_path, container=None))

    assert "no EPUB" in error.what
    assert error.where.endswith("META-INF/container.xml")


def test_a_missing_package(tmp_path):
    assert "OEBPS/book.opf, which is not in the book" in refused(changed(tmp_path, book=None)).what


def test_a_container_file_that_names_nothing(tmp_path):
    assert "names no package" in refused(changed(tmp_path, container=b"<container/>")).what


def test_a_chapter_that_is_missing(tmp_path):
    assert "OEBPS/c2.xhtml, which is missing" in refused(changed(tmp_path, c2=None)).what


def opf(tmp_path: Path) -> bytes:
    return unpack(chinese(tmp_path / "whole.epub"))["OEBPS/book.opf"]


def test_a_spine_that_names_what_the_manifest_does_not(tmp_path):
    broken = opf(tmp_path).replace(b'idref="c1-xhtml"', b'idref="gone"')

    assert "names 'gone' in the spine only" in refused(changed(tmp_path, book=broken)).what


def test_an_empty_spine(tmp_path):
    whole = opf(tmp_path)
    start, end = whole.index(b"<itemref"), whole.index(b"</spine>")

    assert "empty spine" in refused(changed(tmp_path, book=whole[:start] + whole[end:])).what


def test_a_manifest_that_points_outside(tmp_path):
    broken = opf(tmp_path).replace(b'href="x.png"', b'href="../../x.png"')

    assert "outside of the book" in refused(changed(tmp_path, book=broken)).what


def test_broken_xhtml_is_named_by_line_and_column(tmp_path):
    error = refused(
        changed(tmp_path, c2=b"<html xmlns='http://www.w3.org/1999/xhtml'>\n<p>x</b></html>")
    )

    assert error.where.endswith("OEBPS/c2.xhtml:2:7")


def test_a_wrong_encoding_is_named(tmp_path):
    text = page("<p>林风走了</p>").encode("gb18030")

    error = refused(changed(tmp_path, c2=text))

    assert "not UTF-8" in error.what
    assert "OEBPS/c2.xhtml" in error.where


def test_a_prefix_that_is_not_bound_is_broken(tmp_path):
    assert "unbound prefix" in refused(changed(tmp_path, c2=b"<p epub:type='x'/>")).what


def test_drm_is_refused(tmp_path):
    locked = ENCRYPTED.format(algorithm=AES, member="OEBPS/c1.xhtml").encode()

    error = refused(changed(tmp_path, encryption=locked))

    assert "this book is encrypted (DRM)" in error.what


@pytest.mark.parametrize(
    ("algorithm", "member"),
    [
        ("http://www.idpf.org/2008/embedding", "OEBPS/font.otf"),
        ("http://ns.adobe.com/pdf/enc#RC", "OEBPS/font.otf"),
        (AES, "OEBPS/some-font.otf"),
    ],
)
def test_obfuscated_fonts_and_rights_are_no_drm(tmp_path, algorithm, member):
    fonts = ENCRYPTED.format(algorithm=algorithm, member=member).encode()

    document = EpubDocument.open(changed(tmp_path, encryption=fonts, rights=b"<rights/>"))

    assert sum(1 for _ in document.parts()) == 5
