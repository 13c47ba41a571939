from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.formats.markdown.texts import edition, sources, text


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("word", "1. one", "1\\. one"),
        ("word", "# one", "\\# one"),
        ("word", "- one", "\\- one"),
        ("word", "> one", "\\> one"),
        ("word", "=====", "====="),
        ("word", "-----", "\\-----"),
        ("word", "```", "\\```"),
        ("word", "| a |", "| a |"),
        ("word", "<div>", "\\<div>"),
        ("word", "[a]: b", "\\[a]: b"),
        ("word", "[^1]: b", "\\[^1]: b"),
        ("word", "$$", "$$"),
        ("word", "2 * 3 * 4", "2 * 3 * 4"),
        ("word", "2*3*4", "2\\*3\\*4"),
        ("word", "snake_case_name", "snake_case_name"),
        ("word", "_all_", "\\_all_"),
        ("word", "a [b] c!", "a [b] c!"),
        ("word", "a [b](c)", "a \\[b](c)"),
        ("word", "`x`", "\\`x`"),
        ("word", "AT&T &amp; &lt;b>", "AT&T \\&amp; \\&lt;b>"),
        ("word", "a <b> c < d", "a \\<b> c < d"),
        ("word", "back\\slash \\*", "back\\\\slash \\\\*"),
        ("word", "~~x~~", "\\~~x~~"),
        ("word", "costs $5$", "costs \\$5\\$"),
        ("word", "one\ntwo", "one two"),
        ("# word", "one #", "# one \\#"),
        ("# word", "1. one", "# 1. one"),
        ("| word |\n|---|", "a|b", "| a\\|b |\n|---|"),
        ("- word", "+ x", "- \\+ x"),
        ("> word", "> x", "> \\> x"),
    ],
)  # fmt: skip
def test_targets_stay_text(written: str, target: str, expected: str, tmp_path: Path) -> None:
    assert edition(text(tmp_path, written), lambda _: target) == expected


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("a **b** c", "中<1>文</1>字", "中**文**字"),
        ("a **b** c", "中<1>“文”</1>字", "中<strong>“文”</strong>字"),
        ("a _b_ c", "中<1>文</1>字", "中*文*字"),
        ("a *b* c", "x <1> y </1> z", "x *y* z"),
        ("a *b* c", "x <1></1> z", "x z"),
        ('a [b](u "t") `c`', "<2/> x <1>y</1>", '`c` x [y](u "T t")'),
        ("a [b](u) `c` d", "x", "x[](u)`c`"),
        ("a [b] c\n\n[b]: /u", "x <1>y</1>", "x [y][b]\n\n[b]: /u"),
        ("a [b][] c\n\n[b]: /u", "x <1>y</1>", "x [y][b]\n\n[b]: /u"),
        ("[b][r]\n\n[r]: /u", "y", "[y][r]\n\n[r]: /u"),
        ("*a\\\nb* c", "<1>x<2/>y</1> z", "*x<br>y* z"),
        ("a *b **c** d*", "x <1>y <2>z</1> w</2>", "x *y **z*** w"),
        ("end[^1]\n\n[^1]: n", "x", "x[^1]\n\n[^1]: x"),
    ],
)  # fmt: skip
def test_marks_return(written: str, target: str, expected: str, tmp_path: Path) -> None:
    document = text(tmp_path, written)
    found = edition(document, lambda source: "T t" if source == "t" else target)
    assert found == expected


def test_wrapped_lines_become_one_and_the_rest_stays(tmp_path: Path) -> None:
    written = "Title\r\n=====\r\n\r\n> one\r\n> two  \r\n> three\r\n\r\n*  four\r\n   five\r\n\r\n```\r\ncode"
    assert edition(text(tmp_path, written), str.upper) == (
        "TITLE\r\n=====\r\n\r\n> ONE TWO  \r\n> THREE\r\n\r\n*  FOUR FIVE\r\n\r\n```\r\ncode"
    )


def test_front_matter_is_written_as_it_was(tmp_path: Path) -> None:
    written = '---\ntitle: a\ndescription: "b"\nlang: zh-CN\nid: x\n---\n\ntext'
    found = edition(text(tmp_path, written), lambda source: f'{source}: "x"')
    assert found == (
        '---\ntitle: "a: \\"x\\""\ndescription: "b: \\"x\\""\nlang: en\nid: x\n---\n\ntext: "x"'
    )


def test_words_of_pictures_and_links(tmp_path: Path) -> None:
    document = text(tmp_path, '![a](i.png "b") and ![c][r] ![d]\n\n[r]: /u\n[d]: /v')
    assert edition(document, lambda source: source if "<" in source else f'[{source}] "*') == (
        '![\\[a\\] "*](i.png "[b] \\"*") and ![\\[c\\] "*][r] ![d]\n\n[r]: /u\n[d]: /v'
    )


def test_html_blocks_are_translated_as_html(tmp_path: Path) -> None:
    written = "<div align=center>\n<img alt=a src=i><p>b\n</div>\n\nc\n"
    assert edition(text(tmp_path, written), str.upper) == (
        '<div lang="en" dir="ltr" align=center>\n<img alt="A" src=i><p>B\n</div>\n\nC\n'
    )


def test_a_block_of_html_stays_one(tmp_path: Path) -> None:
    document = text(tmp_path, "<b>\none</b> \\*two\n\nend")
    found = edition(document, lambda source: "fin" if source == "end" else "x <1>y</1> *z*")
    assert found == "<div>x <b>y</b> *z*</div>\n\nfin"


def test_a_bilingual_text_shows_each_block_twice(tmp_path: Path) -> None:
    written = (
        "# 一\n\n二\\\n三\n\n> 四\n\n- 五\n  - 六\n\n1. 七\n\n   八\n\n| 九 | 十 |\n|--|--|\n\n"
        "山[^1]\n\n[^1]: 水\n"
    )
    assert edition(text(tmp_path, written), lambda source: f"T{source}", bilingual=True) == (
        "# 一 / T一\n\n二\\\n三\n\nT二\\\nT三\n\n> 四\n>\n> T四\n\n- 五\\\n  T五\n  - 六\\\n    T六\n\n"
        "1. 七\n\n   T七\n\n   八\n\n   T八\n\n| 九<br>T九 | 十<br>T十 |\n|--|--|\n\n"
        "山[^1]\n\nT山\n\n[^1]: 水\\\n    T水\n"
    )


def test_ideographic_indents_stay_only_where_they_are_used(tmp_path: Path) -> None:
    document = text(tmp_path, "\u3000\u3000他**走**了。\n下雨。\n")
    assert edition(document, lambda _: "He <1>left</1>.") == "He **left**.\n"
    assert edition(document, lambda _: "彼<1>は</1>。", to="ja") == "\u3000\u3000彼**は**。\n"


@pytest.mark.parametrize(
    ("written", "to", "expected"),
    [
        ("&#12288;&#12288;林风走了。", "en", "T林风走了。"),
        ("&#12288;&#12288;林风走了。", "ja", "&#12288;&#12288;T林风走了。"),
        ("甲&#32;", "en", "T甲&#32;"),
        ("&#9;foo", "en", "&#9;Tfoo"),
        ("**&#12288;甲**", "en", "**&#12288;T甲**"),
        ("甲<br>&#12288;乙 &amp; 丙&#9;", "en", "T甲<br>&#12288;T乙 & 丙&#9;"),
        ("- [ ] &emsp;甲", "en", "- [ ] &emsp;T甲"),
    ],
)
def test_blanks_written_as_references_stay_whole(
    written: str, to: str, expected: str, tmp_path: Path
) -> None:
    assert edition(text(tmp_path, written), lambda source: f"T{source}", to=to) == expected


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("# `甲", "`T", "# `甲 / &#96;T"),
        ("`甲\n===", "`T", "`甲 / &#96;T\n==="),
        ("- `甲", "`T", "- `甲\\\n  &#96;T"),
        ("# 甲*乙", "T*t", "# 甲*乙 / T\\*t"),
        ("| 甲*乙 |\n|---|", "T*t", "| 甲*乙<br>T\\*t |\n|---|"),
        ("# <!-- 甲", "T -->", "# <!-- 甲 / T --&gt;"),
        ("# {{甲", "T}}", "# {{甲 / T&#125;&#125;"),
        ("- 甲\\", "T", "- 甲\\ \\\n  T"),
        ("- 甲", "=====", "- 甲\\\n  \\====="),
        ("- `甲 *乙* `` x", "T <1>t``</1>", "- `甲 *乙* `` x\\\n  T *t&#96;&#96;*"),
        ("- `x` `甲", "<1/> T", "- `x` `甲\n\n  `x` T"),
        ("# `x` `甲", "<1/> T", "# `x` `甲 / T"),
        ("甲 `乙", "`T", "甲 `乙\n\n`T"),
    ],
)
def test_a_copy_meets_no_sign_of_its_source(
    written: str, target: str, expected: str, tmp_path: Path
) -> None:
    assert edition(text(tmp_path, written), lambda _: target, bilingual=True) == expected


def test_other_encodings_become_utf8(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_bytes("# 第一章\n\n他走了很远的路，天色已晚。\n".encode("gb18030"))
    from storyport.formats.markdown import MarkdownDocument

    document = MarkdownDocument.open(path)
    assert sources(document) == ["第一章", "他走了很远的路，天色已晚。"]
    assert (
        edition(document, lambda source: source + "x")
        == "# 第一章x\n\n他走了很远的路，天色已晚。x\n"
    )


def test_a_plain_parser_finds_the_same_structure(tmp_path: Path) -> None:
    from tests.formats.markdown_samples import NOVEL

    def shape(written: str) -> list[str]:
        tokens = MarkdownIt("commonmark").enable("table").parse(written.partition("\n---\n")[2])
        return [
            one.type for token in tokens for one in [token, *(token.children or ())]
            if one.type not in {"text", "softbreak", "text_special"}
        ]  # fmt: skip

    # To it, a note without spaces is the definition of a link.
    novel = NOVEL.replace("[^1]", "")
    document = text(tmp_path, novel)
    written = edition(document, lambda source: f"1. *{source} # [x] _y_")
    assert shape(written) == shape(novel)
