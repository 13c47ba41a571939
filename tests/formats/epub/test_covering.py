"""A book without a cover gets one in its edition, and only there."""

from __future__ import annotations

import re
import zipfile

import pytest
from tests.formats.epub_samples import one_page

from storyport.formats import open_document
from storyport.formats.base import Edition
from storyport.formats.epub.covering import COVER, cover_patches, lacks_cover
from storyport.formats.xml_spans import parse_xml
from storyport.kernel.locales import parse_locale

EDITION = Edition(parse_locale("zh-Hans"), parse_locale("en"))
OPF = """<?xml version="1.0"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf" version="2.0">
<opf:metadata><opf:meta name="x" content="y"/></opf:metadata>
<opf:manifest>{item}</opf:manifest></opf:package>"""


def written(book, out, translate=True):
    document = open_document(book)
    texts = {
        part.key: {unit.key: f"T{n}" for n, unit in enumerate(part.units)}
        for part in document.parts()
    }
    document.write(out, lambda key: texts.get(key, {}) if translate else {}, EDITION)
    with zipfile.ZipFile(out) as file:
        assert file.testzip() is None
        opf = next(name for name in file.namelist() if name.endswith(".opf"))
        covers = [name for name in file.namelist() if name.endswith(COVER)]
        return file.read(opf).decode(), [file.read(name).decode() for name in covers]


def test_the_edition_names_a_cover_with_its_own_title(tmp_path):
    book = one_page(tmp_path / "b.epub", "<p>他在徽州住了很久。</p>")
    opf, covers = written(book, tmp_path / "out.epub")
    assert len(covers) == 1
    assert re.search(r">T\d", covers[0])
    assert opf.count(COVER) == 1
    assert 'properties="cover-image"' in opf


def test_without_a_translation_nothing_is_added(tmp_path):
    book = one_page(tmp_path / "b.epub", "<p>他在徽州住了很久。</p>")
    assert written(book, tmp_path / "out.epub", translate=False)[1] == []


def test_an_edition_of_an_edition_keeps_its_cover(tmp_path):
    book = one_page(tmp_path / "b.epub", "<p>他在徽州住了很久。</p>")
    first = written(book, tmp_path / "one.epub")
    second = written(tmp_path / "one.epub", tmp_path / "two.epub")
    assert second[1] == first[1]
    assert second[0].count(COVER) == 1


@pytest.mark.parametrize(
    "item",
    [
        '<opf:item id="i" href="Images/Cover.jpg" media-type="image/jpeg"/>',
        '<opf:item id="cover" href="a.jpg" media-type="image/jpeg"/>',
        '<opf:item id="i" href="a.jpg" properties="cover-image" media-type="image/jpeg"/>',
    ],
)
def test_what_is_called_a_cover_is_one(item):
    assert not lacks_cover(parse_xml(OPF.format(item=item).encode(), "opf"))


def test_prefixes_and_old_versions_are_kept_to():
    spans = parse_xml(OPF.format(item="<opf:item/>").encode(), "opf")
    assert lacks_cover(spans)
    made = spans.apply(cover_patches(spans)).decode()
    assert f'<opf:item id="storyport-cover" href="{COVER}" media-type="image/svg+xml"/>' in made
    assert '<opf:meta name="cover" content="storyport-cover"/>' in made
    assert cover_patches(parse_xml(b"<package><manifest/></package>", "opf")) == []
