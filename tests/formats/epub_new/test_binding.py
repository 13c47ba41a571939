import datetime as dt
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from storyport.formats import open_document
from storyport.formats.epub_new import Block, Book, Chapter, bind_epub
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def chapters() -> list[Chapter]:
    return [
        Chapter(
            "Chapter 1: The Boy",
            [
                Block("第一卷", "heading", "Volume One"),
                Block("第一章 少年", "heading", "Chapter 1: The Boy"),
                Block("他走了。", "paragraph", "He left & never <1> came back."),
                Block("***", "paragraph", "***"),
                Block("没有译出。"),
            ],
        ),
        Chapter("", [Block("第二章。", "paragraph", "The second.")]),
    ]


def book(target: str = "en", **changes: object) -> Book:
    made = Book(
        title="The River of Stars",
        creator="Lin Mou",
        source=parse_locale("zh-Hans"),
        target=parse_locale(target),
        chapters=chapters(),
        modified=dt.datetime(2025, 5, 1, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))),
        source_title="星河旧事",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def bound(folder: Path, made: Book) -> dict[str, bytes]:
    out = folder / "book.epub"
    bind_epub(out, made)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(members: dict[str, bytes], name: str = "text/00001.xhtml") -> etree._Element:
    return etree.fromstring(members[f"EPUB/{name}"])


def package(members: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(members["EPUB/package.opf"])


def test_the_container_begins_as_the_standard_asks(tmp_path: Path) -> None:
    bind_epub(tmp_path / "book.epub", book())
    head = (tmp_path / "book.epub").read_bytes()[:58]
    assert head[30:] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_equal_books_have_equal_bytes(tmp_path: Path) -> None:
    bind_epub(tmp_path / "a.epub", book())
    bind_epub(tmp_path / "b.epub", book())
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()


def test_the_identifier_follows_from_the_content(tmp_path: Path) -> None:
    found = {
        package(bound(tmp_path, one)).findtext(f".//{DC}identifier")
        for one in (book(), book("es"), book(title="Another"), book(chapters=chapters()[:1]))
    }
    assert len(found) == 4
    assert all(one and one.startswith("urn:uuid:") for one in found)
    own = package(bound(tmp_path, book(identifier="urn:isbn:9780000000001")))
    assert own.findtext(f".//{DC}identifier") == "urn:isbn:9780000000001"


def test_metadata(tmp_path: Path) -> None:
    found = package(bound(tmp_path, book(description="A <blurb> & more.")))
    assert found.findtext(f".//{DC}title") == "The River of Stars"
    assert found.findtext(f".//{DC}creator") == "Lin Mou"
    assert found.findtext(f".//{DC}description") == "A <blurb> & more."
    assert [one.text for one in found.iter(f"{DC}language")] == ["en"]
    metas = {one.get("property"): one.text for one in found.iter(f"{OPF}meta")}
    assert metas["dcterms:modified"] == "2025-05-01T00:00:00Z"


def test_a_bilingual_book_names_both_languages(tmp_path: Path) -> None:
    found = package(bound(tmp_path, book(bilingual=True)))
    assert [one.text for one in found.iter(f"{DC}language")] == ["en", "zh-Hans"]


def test_a_chapter_in_one_language(tmp_path: Path) -> None:
    body = page(bound(tmp_path, book()))
    assert body.get("lang") == body.get(XML_LANG) == "en"
    assert [one.text for one in body.iter(f"{XHTML}h1")] == ["Volume One"]
    assert [one.text for one in body.iter(f"{XHTML}h2")] == ["Chapter 1: The Boy"]
    paragraphs = list(body.iter(f"{XHTML}p"))
    assert [one.text for one in paragraphs] == [
        "He left & never <1> came back.",
        "***",
        "没有译出。",
    ]
    assert [one.get("class") for one in paragraphs] == [None, "break", None]
    assert [one.get("lang") for one in paragraphs] == [None, None, "zh-Hans"]


def test_a_chapter_in_two_languages(tmp_path: Path) -> None:
    body = page(bound(tmp_path, book("ar", bilingual=True)))
    assert body.get("dir") == "rtl"
    (pair,) = body.iter(f"{XHTML}div")
    assert [(one.get("lang"), one.get("dir"), one.text) for one in pair] == [
        ("zh-Hans", "ltr", "他走了。"),
        ("ar", "rtl", "He left & never <1> came back."),
    ]
    heading = next(body.iter(f"{XHTML}h2"))
    assert [(one.get("lang"), one.text) for one in heading] == [
        ("zh-Hans", "第一章 少年"),
        ("ar", "Chapter 1: The Boy"),
    ]


@pytest.mark.parametrize(
    ("target", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ja", "ltr")]
)
def test_pages_turn_the_way_the_target_is_read(target: str, direction: str, tmp_path: Path) -> None:
    spine = package(bound(tmp_path, book(target))).find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == direction


def test_contents_in_both_forms(tmp_path: Path) -> None:
    members = bound(tmp_path, book("es"))
    nav = page(members, "nav.xhtml")
    toc = next(nav.iter(f"{XHTML}nav"))
    links = [(one.get("href"), one.text) for one in toc.iter(f"{XHTML}a")]
    assert links == [("text/00001.xhtml", "Chapter 1: The Boy"), ("text/00002.xhtml", "2")]
    assert toc.findtext(f"{XHTML}h1") == "Índice"
    ncx = etree.fromstring(members["EPUB/toc.ncx"])
    assert [one.get("src") for one in ncx.iter("{*}content")] == [link for link, _ in links]


def test_a_long_chapter_is_several_files_with_one_entry(tmp_path: Path) -> None:
    blocks = [Block("字" * 1_000, "paragraph", "word " * 1_000) for _ in range(120)]
    members = bound(tmp_path, book(chapters=[Chapter("One", blocks), Chapter("Two", blocks[:1])]))
    files = [name for name in members if name.startswith("EPUB/text/0")]
    assert files == [
        "EPUB/text/00001.xhtml",
        "EPUB/text/00001-2.xhtml",
        "EPUB/text/00001-3.xhtml",
        "EPUB/text/00002.xhtml",
    ]
    assert all(len(members[name]) < 300_000 for name in files)
    nav = page(members, "nav.xhtml")
    assert len(list(next(nav.iter(f"{XHTML}nav")).iter(f"{XHTML}a"))) == 2


def test_chapters_are_taken_one_at_a_time(tmp_path: Path) -> None:
    alive = 0

    def one(number: int) -> Iterator[Block]:
        nonlocal alive
        alive += 1
        assert alive == 1
        yield Block("一", "paragraph", f"Chapter {number}.")
        alive -= 1

    members = bound(
        tmp_path,
        book(chapters=(Chapter(f"{n}", one(n)) for n in itertools.islice(itertools.count(1), 50))),
    )
    assert len([name for name in members if name.startswith("EPUB/text/0")]) == 50


def test_a_book_without_chapters_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs a chapter"):
        bind_epub(tmp_path / "book.epub", book(chapters=[]))
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None, max_examples=40)
@given(text=st.text(min_size=1), translation=st.none() | st.text(), title=st.text())
def test_any_text_makes_well_formed_pages(
    text: str, translation: str | None, title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = book(
        title=title,
        bilingual=True,
        description=text,
        chapters=[
            Chapter(
                title, [Block(text, "heading", translation), Block(text, "paragraph", translation)]
            )
        ],
    )
    for name, data in bound(tmp_path_factory.mktemp("any"), made).items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".svg", ".xml")):
            etree.fromstring(data)


def test_our_own_reader_reads_it(tmp_path: Path) -> None:
    bind_epub(tmp_path / "book.epub", book())
    document = open_document(tmp_path / "book.epub")
    sources = [unit.source for part in document.parts() for unit in part.units]
    assert "Chapter 1: The Boy" in sources
    assert document.title == "The River of Stars"
