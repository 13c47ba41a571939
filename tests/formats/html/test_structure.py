import zipfile
from pathlib import Path

import pytest
from tests.corpus import real_epubs
from tests.formats.html.pages import AR, EN, edition, page
from tests.formats.html_samples import ARTICLE, NOVEL, SOUP

from storyport.engines.translate.pseudo_text import PseudoText
from storyport.formats.base import Edition
from storyport.formats.structure import compare_structure, count_structure


@pytest.mark.parametrize("markup", [ARTICLE, NOVEL, SOUP])
@pytest.mark.parametrize("bilingual", [False, True])
def test_an_edition_keeps_what_a_page_holds(
    markup: str, tmp_path: Path, *, bilingual: bool
) -> None:
    document = page(tmp_path, markup)
    edition(document, bilingual=bilingual)
    before, after = (count_structure(tmp_path / name, "html") for name in ("page.html", "out.html"))
    assert before
    assert compare_structure(before, after, Edition(EN, AR, bilingual=bilingual)) == []


def test_losses_are_seen(tmp_path: Path) -> None:
    page(tmp_path, "<p>a <a href=#x>b</a><p id=x>c")
    before = count_structure(tmp_path / "page.html", "html")
    page(tmp_path, "<p>a <a href=#x>b</a><p>c")
    after = count_structure(tmp_path / "page.html", "html")
    assert compare_structure(before, after, Edition(EN, AR)) == [
        "dangling links: 0 -> 1",
        "ids: 1 -> 0",
    ]


@pytest.mark.parametrize("book", real_epubs(), ids=lambda path: path.stem)
def test_documents_of_real_books_are_pages(book: Path, tmp_path: Path) -> None:
    pseudo = PseudoText(EN, AR)
    with zipfile.ZipFile(book) as container:
        names = [
            name for name in container.namelist() if name.endswith((".xhtml", ".html", ".htm"))
        ]
        for name in names[:6]:
            document = page(tmp_path, container.read(name), "page.xhtml")
            document.write_unchanged(tmp_path / "same.xhtml")
            assert (tmp_path / "same.xhtml").read_bytes() == container.read(name)
            edition(document, lambda source: pseudo.write(source, None, {}), to="ar")
            before = count_structure(tmp_path / "page.xhtml", "html")
            after = count_structure(tmp_path / "out.xhtml", "html")
            assert compare_structure(before, after, Edition(EN, AR)) == []
