from pathlib import Path

import pytest
from tests.formats.markdown.texts import sources, text

from storyport.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("中\n文", ["中文"]),
        ("# One #\n\nTwo\n===\n\n## Three {#id}", ["One", "Two", "Three"]),
        ("> one\n> two\n\n> > three", ["one two", "three"]),
        ("- one\n  two\n- three\n\n  four\n  1. five", ["one two", "three", "four", "five"]),
        ("- [ ] task\n- [x] done", ["task", "done"]),
        ("> [!NOTE]\n> words", ["words"]),
        ("::: warning\nwords\n:::", ["words"]),
        ("a **b *c* d** ~~e~~", ["a <1>b <2>c</2> d</1> <3>e</3>"]),
        ("**all bold**", ["all bold"]),
        ("see [here](x) and [there][r].\n\n[r]: /u", ["see <1>here</1> and <2>there</2>."]),
        ("press `ls` at <http://a.b> or $x^2$", ["press <1/> at <2/> or <3/>"]),
        ("pay $5 and $6 or US$7", ["pay $5 and $6 or US$7"]),
        ("one  \ntwo\\\nthree<br>four", ["one", "two", "three", "four"]),
        ("*one  \ntwo*", ["one<1/>two"]),
        ("a <b>bold</b> <kbd>Q</kbd> <!-- no --> z", ["a <1>bold</1> <2/> <3/> z"]),
        ("<ruby>昆<rt>kūn</rt></ruby>山", ["<1>昆<2/></1>山"]),
        ("AT&amp;T \\*not\\* &lt;1> <1>", ["AT&T *not* &lt;1> &lt;1>"]),
        ("word[^1] end[^2]\n\n[^1]: note *one*\n    more\n[^2]: two", ["word<1/> end", "note <1>one</1> more", "two"]),
        ("| a | b |\n|---|:-:|\n| c\\|d | `e` |\n| f |", ["a", "b", "c|d", "f"]),
        ("> a | b\n> --|--\n> c | d", ["a", "b", "c", "d"]),
        ("![alt](a.png 'title') text", ["<1/> text", "alt", "title"]),
        ("word ![one  \ntwo](u)", ["word <1/>", "one two"]),
        ("[![alt](a.png)](x)", ["alt"]),
        ("```\ncode\n```\n\n    code\n\n~~~ x\ncode\n~~~\ntext", ["text"]),
        ("$$\nx\n$$\ntext", ["text"]),
        ("<div>\n<p>html <b>text</b></p>\n</div>\n\ntext", ["html <1>text</1>", "text"]),
        ("<!-- no -->\n\ntext {{ kept }}.", ["text <1/>."]),
        ("[a]: /u 'kept'\n\ntext", ["text"]),
        ("\ttab code\n\n-\ttab item", ["tab item"]),
        ("***\n\n---\n\ntext", ["text"]),
    ],
)  # fmt: skip
def test_units(written: str, expected: list[str], tmp_path: Path) -> None:
    assert sources(text(tmp_path, written)) == expected


def test_front_matter(tmp_path: Path) -> None:
    document = text(
        tmp_path,
        "---\ntitle: 'It''s'  # c\nlang: zh\ntags: [a, b]\ndescription: >\n  folded\n---\n# H\n\ntext",
    )
    assert sources(document) == ["It's", "H", "text"]
    assert (document.title, document.language) == ("It's", "zh")
    toml = text(tmp_path, '+++\ntitle = "A \\"B\\""\nweight = 3\n+++\ntext')
    assert sources(toml) == ['A "B"', "text"]
    assert sources(text(tmp_path, "---\nno end\n\ntext")) == ["no end", "text"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("---\ndescription: 丙\n  丁\ntitle: 甲\n---\n乙", ["甲", "乙"]),
        ("---\r\ntitle: 甲\r\n\r\n  丁\r\n---\r\n乙", ["乙"]),
        ("---\r\ntitle: 甲\r\n\r\nlang: zh\r\n---\r\n乙", ["甲", "乙"]),
        ("---\ntitle: 甲\n  # no text\n---\n乙", ["甲", "乙"]),
        ("---\ntitle: 甲\n...\n\n乙", ["甲", "乙"]),
        ("---\n# no text\n\ntitle: 甲\n---\n乙", ["甲", "乙"]),
        ('+++\n\ntitle = "甲"\n  weight = 3\n+++\n乙', ["甲", "乙"]),
        ("---\n\n甲\n\n---\n\n乙", ["甲", "乙"]),
        ("---\n甲\n\n---\n\n乙", ["甲", "乙"]),
        ("---\n# 甲\n---\n\n乙", ["甲", "乙"]),
    ],
)
def test_front_matter_and_rules(written: str, expected: list[str], tmp_path: Path) -> None:
    assert sources(text(tmp_path, written)) == expected


def test_lists_in_lists_are_read(tmp_path: Path) -> None:
    written = "".join("  " * depth + f"- a{depth}\n" for depth in range(40))
    document = text(tmp_path, written)
    assert sources(document) == [f"a{depth}" for depth in range(40)]
    assert document.notices == ()


def test_what_stands_too_deep_is_said(tmp_path: Path) -> None:
    document = text(tmp_path, "---\ntitle: a\n---\n\nb\n\n" + ">" * 200 + " c\n")
    assert sources(document) == ["a", "b"]
    (notice,) = document.notices
    assert notice.startswith("1 passage stays untranslated")
    assert notice.endswith("(line 7).")


def test_only_markdowns_white_space_parts_a_title(tmp_path: Path) -> None:
    assert sources(text(tmp_path, '[l](/u\xa0"t")')) == ["l"]
    assert sources(text(tmp_path, '[l](/u\n"t")')) == ["l", "t"]


def test_chapters_are_parts(tmp_path: Path) -> None:
    document = text(tmp_path, "# 书\n\n引\n\n## 第一章 风\n\n风\n\n## 第二章 雨\n\n雨\n")
    parts = list(document.parts())
    assert [(part.key, part.title) for part in parts] == [
        ("front", "书"),
        ("0001", "第一章 风"),
        ("0002", "第二章 雨"),
    ]
    assert document.title == "书"


def test_a_long_paragraph_is_cut_between_sentences(tmp_path: Path) -> None:
    found = sources(text(tmp_path, "他走了很远的路。" * 2_000))
    assert len(found) > 3
    assert "".join(found) == "他走了很远的路。" * 2_000


@pytest.mark.parametrize(
    "written",
    [
        ">" * 20_000 + " text",
        "".join(" " * depth + "- a\n" for depth in range(300)),
        "[" * 20_000 + " text",
        "*a_ " * 5_000,
        "`a" * 10_000,
        "$$\na\n\n" * 3_000,
        "many words of text, then \ud800 and then \x01 and more words and words and words",
        "<b>x <i>y " * 2_000,
        "![" * 2_000,
    ],
)
def test_hostile_texts_come_back(written: str, tmp_path: Path) -> None:
    document = text(tmp_path, written)
    out = tmp_path / "same.md"
    document.write_unchanged(out)
    assert out.read_bytes() == document.path.read_bytes()
    assert not any("\x00" in source or "\ud800" in source for source in sources(document))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="empty"):
        text(tmp_path, "")
    with pytest.raises(BadInput, match="not a text"):
        text(tmp_path, "".join(map(chr, range(1, 9))) * 50)
