import textwrap
from pathlib import Path

import pytest
from tests.corpus import real_file

from storyport.formats import open_document
from storyport.formats.base import Part
from storyport.formats.txt import TxtDocument
from storyport.formats.txt.blocks import LONGEST_UNIT
from storyport.kernel.errors import BadInput
from storyport.language.marks import plain

BODY = "　　天色已晚，林风缓缓走出山门。\n　　“走吧。”他说。\n"


def read(tmp_path: Path, text: str, codec: str = "utf-8") -> list[Part]:
    path = tmp_path / "novel.txt"
    path.write_bytes(text.encode(codec))
    return list(TxtDocument.open(path).parts())


def titles(parts: list[Part]) -> list[str]:
    return [part.title for part in parts]


def test_front_and_chapters(tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(
        f"《星河旧事》\n作者：林某\n简介：一个故事。\n\n第一章 少年\n{BODY}\n第二章 风起\n{BODY}",
        "utf-8",
    )
    document = TxtDocument.open(path)
    front, first, second = document.parts()
    assert (document.title, document.creator) == ("星河旧事", "林某")
    # A title page is no chapter: it does not count among those that --only names.
    assert (front.key, front.story) == ("front", False)
    assert [unit.kind for unit in front.units] == ["label", "creator", "paragraph"]
    assert (first.key, first.title) == ("0001", "第一章 少年")
    assert [unit.kind for unit in first.units] == ["heading", "paragraph", "paragraph"]
    assert first.units[1].source == "天色已晚，林风缓缓走出山门。"
    assert (second.key, second.title) == ("0002", "第二章 风起")


def test_a_front_of_title_and_author_tells_no_story(tmp_path: Path) -> None:
    front, *_ = read(tmp_path, f"书名：星河\n作者：林某\n\n第一章\n{BODY}")
    assert not front.story


def test_by_lines_in_other_languages(tmp_path: Path) -> None:
    for line, name in (
        ("by Jane Doe", "Jane Doe"),
        ("Autor: Juan", "Juan"),
        ("林某 著", "林某"),
        ("지은이: 림", "림"),
    ):
        path = tmp_path / "novel.txt"
        path.write_text(f"A Title\n{line}\n\nChapter 1\n\nIt rained.\n", "utf-8")
        assert TxtDocument.open(path).creator == name


def test_title_and_author_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(f"《星河旧事》作者：林某\n\n第一章\n{BODY}", "utf-8")
    document = TxtDocument.open(path)
    assert (document.title, document.creator) == ("星河旧事", "林某")


def test_a_volume_goes_with_its_first_chapter(tmp_path: Path) -> None:
    parts = read(
        tmp_path,
        f"第一卷 启程\n\n第一章 少年\n{BODY}第二章 风起\n{BODY}第二卷 归来\n卷首语一段。\n第三章 雨\n{BODY}",
    )
    assert titles(parts) == ["第一章 少年", "第二章 风起", "第二卷 归来", "第三章 雨"]
    assert [unit.kind for unit in parts[0].units[:2]] == ["heading", "heading"]


def test_a_heading_said_twice_opens_one_chapter(tmp_path: Path) -> None:
    parts = read(tmp_path, f"第一章 少年\n第一章 少年\n{BODY}第二章 风\n\n第二章 风\n{BODY}")
    assert titles(parts) == ["第一章 少年", "第二章 风"]


def test_a_table_of_contents_is_labels_in_the_front(tmp_path: Path) -> None:
    names = ["第一章 少年", "第二章 风起", "第三章 雨落"]
    listed = "\n".join(names)
    chapters = "".join(f"{name}\n{BODY}\n" for name in names)
    parts = read(tmp_path, f"星河\n\n目录\n{listed}\n\n{chapters}")
    assert titles(parts) == ["", *names]
    assert [unit.kind for unit in parts[0].units] == ["label"] * 5


def test_sentences_that_begin_like_headings_open_nothing(tmp_path: Path) -> None:
    text = (
        f"第一章 少年\n{BODY}　　第一章我看了三遍。\n第二章风起云涌\n{BODY}"
        f"　　第一章我忘了大半\n{BODY}第三章雨落无声\n{BODY}"
    )
    assert titles(read(tmp_path, text)) == ["第一章 少年", "第二章风起云涌", "第三章雨落无声"]


def test_a_doubtful_heading_counts_between_its_neighbours(tmp_path: Path) -> None:
    doubtful = "第二章他站在雨里，看见了一个人"
    text = f"第一章 少年\n{BODY}{doubtful}\n{BODY}第三章 雨落\n{BODY}{doubtful}\n{BODY}"
    assert titles(read(tmp_path, text)) == ["第一章 少年", doubtful, "第三章 雨落"]


def test_the_chapters_of_a_real_book_are_all_found(tmp_path: Path) -> None:
    book = open_document(real_file("epub/moby-dick.epub"))
    lines = [plain(unit.source) for part in book.parts() if part.story for unit in part.units]
    for text in ("\n\n".join(lines), "\n\n".join(textwrap.fill(line, 74) for line in lines)):
        found = titles(read(tmp_path, text))
        assert len([title for title in found if title.startswith("Chapter ")]) == 135
        assert found[0] == ""
        assert found[-1] == "Epilogue"
        assert len(found) == 137


def test_numbers_alone_are_headings_where_they_run_on(tmp_path: Path) -> None:
    body = "It rained.\n\nNobody came.\n\nIt went on raining.\n\n"
    parts = read(tmp_path, "".join(f"{number}\n\n{body}" for number in ("I", "II", "III", "IV")))
    assert titles(parts) == ["I", "II", "III", "IV"]


def test_a_list_in_the_text_is_no_chapters(tmp_path: Path) -> None:
    parts = read(tmp_path, "He had three rules.\n1. Eat.\n2. Sleep.\n3. Run.\nThat was all.\n")
    assert len(parts) == 1


def test_numbered_lists_within_chapters_stay_there(tmp_path: Path) -> None:
    parts = read(tmp_path, "".join(f"第{n}章\n1\n{BODY}2\n{BODY}3\n{BODY}" for n in "一二三"))
    assert titles(parts) == ["第一章", "第二章", "第三章"]


def test_a_title_below_a_bare_chapter_number_is_a_heading(tmp_path: Path) -> None:
    parts = read(
        tmp_path, "CHAPTER I\nDown the Hole\n\nIt rained.\n\nCHAPTER II\n\nIt rained again.\n"
    )
    assert titles(parts) == ["CHAPTER I Down the Hole", "CHAPTER II"]
    assert [unit.kind for unit in parts[0].units] == ["heading", "heading", "paragraph"]
    assert [unit.kind for unit in parts[1].units] == ["heading", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    one = (
        "The sky had darkened over the river and the wind went combing through the\n"
        "reeds along the bank as it had always done, while the boy walked slow-\n"
        "ly out of the mountain gate and did not once turn round to look behind\n"
        "him.\n"
    )
    verse = "    A short line,\n    and another,\n    and the end.\n"
    (part,) = read(tmp_path, f"{one}\n{one}\n{verse}\n{one}")
    sources = [unit.source for unit in part.units]
    assert sources[0].startswith(
        "The sky had darkened over the river and the wind went combing through the reeds"
    )
    assert sources[0].endswith(
        "walked slow-ly out of the mountain gate and did not once turn round to look behind him."
    )
    assert sources[2:5] == ["A short line,", "and another,", "and the end."]
    assert len(sources) == 6


def test_hard_wrapped_chinese_joins_without_spaces(tmp_path: Path) -> None:
    line = "天色已晚林风缓缓走出山门背上一柄长剑始终没有回头风仍旧一遍遍地梳过河岸"
    paragraph = f"　　{line[:-2]}\n{line}\n{line}\n{line[:9]}。\n"
    (part,) = read(tmp_path, paragraph * 4)
    assert [unit.source for unit in part.units] == [f"{line[:-2]}{line}{line}{line[:9]}。"] * 4


def test_a_heading_does_not_begin_within_a_wrapped_paragraph(tmp_path: Path) -> None:
    one = (
        "The sky had darkened over the river and the wind went combing through the\n"
        "reeds along the bank as it had always done, much as he had read it in the\n"
        "Chapter 12\n"
        "of the book, while the boy walked out of the gate and did not once turn\n"
        "round to look behind him.\n\n"
    )
    assert titles(read(tmp_path, f"Chapter 1\n\n{one}{one}Chapter 2\n\n{one}")) == [
        "Chapter 1",
        "Chapter 2",
    ]


def test_slices_of_a_wrapped_text_end_with_a_paragraph(tmp_path: Path) -> None:
    one = (
        "The sky had darkened over the river and the wind went combing through the\n"
        "reeds along the bank as it had always done, much as he had read it in the\n"
        "book, while the boy walked out of the gate and did not once turn round to\n"
        "look behind him.\n\n"
    )
    parts = read(tmp_path, one * 200)
    assert len(parts) > 3
    assert {unit.source for part in parts for unit in part.units} == {
        one.strip().replace("\n", " ")
    }


def test_one_paragraph_a_line_stays_so(tmp_path: Path) -> None:
    (part,) = read(
        tmp_path, "It rained all day long.\nNobody came to the door.\nThe end of it.\n" * 5
    )
    assert len(part.units) == 15


def test_a_paragraph_of_five_megabytes_is_split_at_ends_of_sentences(tmp_path: Path) -> None:
    sentence = "天色已晚，林风缓缓走出山门，背上一柄长剑，始终没有回头。"
    text = sentence * (5_000_000 // len(sentence.encode()))
    (part,) = read(tmp_path, text)
    assert "".join(unit.source for unit in part.units) == text
    assert all(len(unit.source) <= LONGEST_UNIT for unit in part.units)
    assert all(unit.source.endswith("。") for unit in part.units)
    assert len(part.units) < 2 * len(text) / LONGEST_UNIT


def test_text_without_any_end_is_cut_hard(tmp_path: Path) -> None:
    (part,) = read(tmp_path, "x" * 7_000)
    assert [len(unit.source) for unit in part.units] == [2000, 2000, 2000, 1000]


def test_without_headings_a_short_text_is_one_part(tmp_path: Path) -> None:
    parts = read(tmp_path, "一段话。\n" * 4_000)
    assert [part.key for part in parts] == ["0001"]


def test_without_headings_what_is_added_moves_no_earlier_part(tmp_path: Path) -> None:
    text = "".join(f"第{n}天，天色已晚，他走了{n % 7}里路。\n" for n in range(4_000))
    before = read(tmp_path, text)
    after = read(tmp_path, text + "又过了一天，他终于到了。\n" * 2_000)
    assert len(before) > 2
    assert after[: len(before) - 1] == before[:-1]
    assert len(after) > len(before)
    assert all(
        10_000 <= sum(len(u.source) + 1 for u in part.units) < 10_100 for part in before[:-1]
    )


def test_what_looks_like_a_mark_is_escaped(tmp_path: Path) -> None:
    (part,) = read(tmp_path, "他说 <1> 和 &lt;2/> 。\n")
    assert part.units[0].source == "他说 &lt;1> 和 &amp;lt;2/> 。"


def test_blank_lines_and_white_space_make_no_units(tmp_path: Path) -> None:
    (part,) = read(tmp_path, "\n　　\n\t 一 \u3000\n\n\ufeff\n二\u3000")
    assert [unit.source for unit in part.units] == ["一", "二"]


@pytest.mark.parametrize("data", [b"\n\n", "　\n \t".encode(), b"\xef\xbb\xbf"])
def test_white_space_alone_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(data)
    with pytest.raises(BadInput, match="no text"):
        TxtDocument.open(path)


def test_a_file_that_changes_under_way_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "novel.txt"
    path.write_text(f"第一章 少年\n{BODY}", "utf-8")
    document = TxtDocument.open(path)
    path.write_text(f"第一章 少年\n{BODY}{BODY}", "utf-8")
    with pytest.raises(BadInput, match="changed"):
        list(document.parts())


def test_ten_thousand_chapters_have_keys_in_order(tmp_path: Path) -> None:
    parts = read(tmp_path, "".join(f"第{n}章\n他走了。\n" for n in range(1, 10_002)))
    assert [part.key for part in parts] == [f"{n:04d}" for n in range(1, 10_002)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-32"])
def test_line_endings_in_every_width(newline: str, codec: str, tmp_path: Path) -> None:
    text = f"第一章 少年\n{BODY}第二章 风\n{BODY}".replace("\n", newline)
    assert titles(read(tmp_path, text, codec)) == ["第一章 少年", "第二章 风"]
