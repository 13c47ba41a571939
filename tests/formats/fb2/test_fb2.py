"""FictionBooks: what is read, what is written, what is refused."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.formats.epub_samples import unpack
from tests.formats.fb2_samples import BODY, SAMPLES, book, packed, plain, windows

from storyport.formats import open_document
from storyport.formats.base import Edition
from storyport.formats.fb2 import Fb2Document
from storyport.formats.fb2.reading import read_book
from storyport.formats.fb2.writing import write_book
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language import marks

RU, EN, AR, ZH = (parse_locale(tag) for tag in ("ru", "en", "ar", "zh-Hans"))
F = "{http://www.gribuser.ru/xml/fictionbook/2.0}"


def edition(target=EN, *, bilingual=False, source=RU):
    return Edition(source, target, bilingual=bilingual)


def written(path, say, how=None):
    document = open_document(path)
    targets = {
        part.key: {unit.key: text for unit in part.units if (text := say(unit.source)) is not None}
        for part in document.parts()
    }
    out = path.with_name("out." + path.name)
    document.write(out, targets.__getitem__, how or edition())
    return out


def test_parts_are_the_description_the_sections_and_the_notes(tmp_path):
    document = open_document(plain(tmp_path / "a.fb2"))
    assert (document.language, document.title) == ("ru", "Первая любовь")
    assert [(part.key, part.title, part.story) for part in document.parts()] == [
        ("description", "Первая любовь", False),
        ("1", "Первая любовь", True),
        ("1.1", "Часть первая", True),
        ("1.1.1", "Глава 1 Утро", True),
        ("1.1.2", "Глава 2", True),
        ("1.2", "Эпилог", True),
        ("2", "Примечания", True),
    ]


def test_units_are_lines_with_marks(tmp_path):
    parts = {part.key: part for part in open_document(plain(tmp_path / "a.fb2")).parts()}
    assert [(unit.kind, unit.source) for unit in parts["description"].units] == [
        ("creator", "Иван Сергеевич Тургенев"),
        ("label", "Первая любовь"),
        ("meta", "Повесть о <1>любви</1>."),
    ]
    assert [(unit.kind, unit.source) for unit in parts["1.1.1"].units] == [
        ("heading", "Глава 1"),
        ("heading", "Утро"),
        ("paragraph", "Он <1>давно</1> ушёл<2/>, а <3>она</3> осталась."),
        ("alt", "Портрет"),
        ("paragraph", "Весь абзац наклонён."),
        ("paragraph", "Смотри <1>начало</1> и <2/> рядом; <3/> не трогай."),
    ]
    assert [(unit.kind, unit.source) for unit in parts["1.1.2"].units] == [
        ("heading", "Глава 2"),
        ("heading", "Вечер"),
        ("heading", "Песня"),
        ("paragraph", "Белеет парус одинокий"),
        ("paragraph", "В тумане моря голубом"),
        ("paragraph", "М. Лермонтов"),
        ("paragraph", "Чужие слова."),
        ("cell", "Имя"),
        ("cell", "Год"),
        ("cell", "Зина"),
        ("paragraph", "Скажем &lt;1> и &\xa0всё."),
        ("paragraph", "Сцена без названия."),
        ("paragraph", "Ещё сцена."),
    ]


@pytest.mark.parametrize("bilingual", [False, True])
@pytest.mark.parametrize("target", [EN, AR, ZH])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_lost(tmp_path, name, target, bilingual):
    path = SAMPLES[name](tmp_path / name)
    how = edition(target, bilingual=bilingual)
    out = written(path, lambda source: source + "译", how)
    assert compare_structure(count_structure(path), count_structure(out), how) == []


def test_the_encoding_stays_while_it_holds_the_text(tmp_path):
    out = written(windows(tmp_path / "a.fb2"), str.upper)
    data = out.read_bytes()
    assert b'encoding="windows-1251"' in data
    assert "ПЕРВАЯ ЛЮБОВЬ".encode("cp1251") in data


def test_text_that_the_encoding_lacks_makes_it_utf_8(tmp_path):
    path = windows(tmp_path / "a.fb2")
    data = written(path, lambda _: "第一章", edition(ZH)).read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\r\n')
    assert "第一章".encode() in data
    assert b"&#" not in data
    before = etree.fromstring(path.read_bytes())
    after = etree.fromstring(data)
    assert after.find(f"{F}binary").text == before.find(f"{F}binary").text


def test_offsets_of_one_octet_encodings_hold_over_long_books():
    lines = "".join(f"<p>Строка {n} — «да»</p>" for n in range(2_000))
    data = book(f"<body><section>{lines}</section></body>", encoding="windows-1251")
    read = read_book(data, "a")
    assert read.spans.apply(()) == data
    targets = {text.unit.key: text.unit.source for one in read.sections for text in one.texts}
    again = write_book(read, targets, edition(RU))
    assert again.replace(b"<src-lang>ru</src-lang>", b"") == data


def test_languages_are_said(tmp_path):
    info = etree.parse(written(plain(tmp_path / "a.fb2"), str.upper)).find(f".//{F}title-info")
    assert [(etree.QName(one).localname, one.text) for one in info][-2:] == [
        ("lang", "en"),
        ("src-lang", "ru"),
    ]


def test_what_a_book_was_translated_from_stays(tmp_path):
    path = tmp_path / "a.fb2"
    path.write_bytes(book(more="<src-lang>fr</src-lang>"))
    root = etree.parse(written(path, str.upper))
    assert [one.text for one in root.iter(f"{F}src-lang")] == ["fr"]


@pytest.mark.parametrize(
    ("author", "source", "target", "names"),
    [
        (("Иван", "Сергеевич", "Тургенев"), "Иван Сергеевич Тургенев", "Ivan Sergeyevich Turgenev",
         ["Ivan", "Sergeyevich", "Turgenev"]),
        (("Лев", None, "Толстой"), "Лев Толстой", "Leo Tolstoy", ["Leo", "Tolstoy"]),
        (("迅", None, "鲁"), "鲁迅", "Lu Xun", ["Xun", "Lu"]),
        ((None, None, "Вольтер"), "Вольтер", "Voltaire", ["Voltaire"]),
    ],
)  # fmt: skip
def test_an_author_is_one_unit_of_several_names(tmp_path, author, source, target, names):
    elements = zip(("first-name", "middle-name", "last-name"), author, strict=True)
    said = "".join(f"<{name}>{text}</{name}>" for name, text in elements if text)
    path = tmp_path / "a.fb2"
    path.write_bytes(book(author=f"<author>{said}</author>"))
    out = etree.parse(written(path, {source: target}.get))
    found = out.find(f".//{F}title-info/{F}author")
    assert [one.text for one in found] == names


def test_a_bilingual_book_repeats_lines_not_ids_or_notes(tmp_path):
    root = etree.parse(written(plain(tmp_path / "a.fb2"), str.upper, edition(bilingual=True)))
    first = next(one for one in root.iter(f"{F}p") if one.text == "Он ")
    copy = first.getnext()
    assert "".join(copy.itertext()) == "ОН ДАВНО УШЁЛ, А ОНА ОСТАЛАСЬ."
    assert copy.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [one.text for one in root.iter(f"{F}td")] == ["Зина / ЗИНА", "1833"]
    assert root.find(f".//{F}title-info/{F}book-title").text == "Первая любовь / ПЕРВАЯ ЛЮБОВЬ"


def test_only_the_book_changes_in_a_container(tmp_path):
    path = tmp_path / "a.fb2.zip"
    packed(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("readme.txt", "x")
    out = written(path, str.upper)
    assert list(unpack(out)) == ["book.fb2", "readme.txt"]
    assert unpack(out)["readme.txt"] == b"x"


def test_recognized_by_content_too(tmp_path):
    path = packed(tmp_path / "book.zip")
    assert Fb2Document.recognizes(path, path.read_bytes()[:4096])
    assert Fb2Document.recognizes(tmp_path / "a.xml", book()[:4096])
    assert Fb2Document.recognizes(tmp_path / "a.xml", book(encoding="utf-16")[:4096])
    assert not Fb2Document.recognizes(tmp_path / "a.xml", b"<html/>")


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "broken XML"),
        (b"<html/>", "no FictionBook"),
        (b"<FictionBook><body></FictionBook>", "broken XML"),
        (b'<?xml version="1.0" encoding="klingon"?><FictionBook/>', "encoding"),
        (book().replace("Утро".encode(), b"\xff\xfe"), "UTF-8"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><FictionBook/>', "unsafe entity"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path, data, match):
    path = tmp_path / "a.fb2"
    path.write_bytes(data)
    with pytest.raises(BadInput, match=match) as caught:
        open_document(path)
    assert str(path) in caught.value.where


@pytest.mark.parametrize("count", [0, 2])
def test_a_container_holds_one_book(tmp_path, count):
    path = tmp_path / "a.fb2.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
        for number in range(count):
            archive.writestr(f"{number}.fb2", book())
    with pytest.raises(BadInput, match="FictionBook"):
        open_document(path)


READ = read_book(book(BODY), "a")
KEYS = [unit.key for one in READ.sections for unit in one.units()]
WILD = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["<", "&", "]]>", "&lt;1>", '"', "\x00", "\ud800", "</p>"]),
        st.builds("<{}>".format, st.integers(0, 4)),
        st.builds("</{}>".format, st.integers(0, 4)),
        st.builds("<{}/>".format, st.integers(0, 4)),
    ),
    max_size=10,
).map("".join)
EDITIONS = st.builds(Edition, st.just(RU), st.sampled_from([EN, AR, ZH]), bilingual=st.booleans())


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(KEYS), WILD), EDITIONS)
def test_any_translation_leaves_a_sound_book(targets, how):
    before = etree.fromstring(READ.spans.data)
    after = etree.fromstring(write_book(READ, targets, how))
    for name in ("section", "title", "td", "binary", "stanza", "empty-line"):
        assert len(after.findall(f".//{F}{name}")) == len(before.findall(f".//{F}{name}"))
    notes = f".//{F}a[@type='note']"
    assert len(after.findall(notes)) == len(before.findall(notes))
    if not how.bilingual:
        for name in ("a", "image", "code", "p"):
            assert len(after.findall(f".//{F}{name}")) == len(before.findall(f".//{F}{name}"))


def test_no_words_are_passed_over_where_they_should_not_stand():
    body = (
        "<body><section><title>Раз</title>Два<p>три<p>четыре</p>пять</p>шесть"
        "<image l:href='#x'/></section></body>"
    )
    read = read_book(book(body), "a")
    units = [unit for one in read.sections[1:] for unit in one.units()]
    assert [unit.source for unit in units] == ["Раз", "Два", "три", "четыре", "пять", "шесть<1/>"]
    assert units[0].kind == "heading"
    targets = {unit.key: f"T{number}" for number, unit in enumerate(units)}
    one = write_book(read, targets, Edition(RU, EN))
    assert etree.fromstring(one).findtext(f".//{F}section/{F}title") == "T0"
    root = etree.fromstring(write_book(read, targets, Edition(RU, EN, bilingual=True)))
    both = "".join(root.find(f"{F}body").itertext())
    assert [both.count(target) for target in targets.values()] == [1] * 6
    places = [both.index(marks.plain(unit.source)) for unit in units]
    assert places == sorted(places)


def test_a_series_and_keywords_are_translated():
    more = '<keywords>магия, мечи</keywords><sequence name="Хроники" number="2"/>'
    data = book(BODY).decode().replace("</title-info>", more + "</title-info>", 1).encode()
    read = read_book(data, "a")
    said = {unit.source: unit for unit in read.sections[0].units()}
    assert said["Хроники"].kind == "label"
    assert said["магия, мечи"].kind == "meta"
    new = write_book(read, {said["Хроники"].key: "Chronicles"}, Edition(RU, EN))
    assert b'<sequence name="Chronicles" number="2"/>' in new


def test_what_is_read_can_be_counted(tmp_path):
    path = tmp_path / "a.fb2"
    path.write_bytes(book("<body><section><p>Раз&nbsp;два &amp;</p></section></body>"))
    assert count_structure(path)["sections"] == 1
    assert count_structure(written(path, lambda _: "One two"))["sections"] == 1
