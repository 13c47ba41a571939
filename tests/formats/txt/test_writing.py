from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.base import Edition
from storyport.formats.txt import TxtDocument
from storyport.formats.txt.lines import split_lines
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

CODECS = {
    "utf-8": None,
    "utf-8-sig": None,
    "utf-16": None,
    "gb18030": None,
    "gbk": None,
    "cp950": None,
    "cp932": None,
    "euc_jp": None,
    "cp949": None,
    "cp1251": None,
    "cp1252": None,
}
PIECES = [
    "第一章 少年\n",
    "　　他走了。\r\n",
    "\n",
    "“走吧。”他说。\n",
    "Chapter 2\n",
    "***\n",
    "<1>\n",
    "x" * 2_500 + "\n",
]


def edition(target: str = "en", *, bilingual: bool = False) -> Edition:
    return Edition(parse_locale("zh-Hans"), parse_locale(target), bilingual=bilingual)


def opened(folder: Path, data: bytes) -> TxtDocument:
    path = folder / "novel.txt"
    path.write_bytes(data)
    return TxtDocument.open(path)


def written(document: TxtDocument, targets: dict[str, dict[str, str]], what: Edition) -> str:
    out = document.path.with_name("out.txt")
    document.write(out, lambda key: targets.get(key, {}), what)
    return out.read_bytes().decode("utf-8")


def shouted(document: TxtDocument) -> dict[str, dict[str, str]]:
    return {
        part.key: {unit.key: f"[{unit.source}]" for unit in part.units} for part in document.parts()
    }


@settings(deadline=None)
@given(text=st.text(min_size=1), codec=st.sampled_from(sorted(CODECS)))
def test_any_text_in_any_encoding_comes_back_byte_for_byte(
    text: str, codec: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = text.encode(codec, "ignore")
    folder = tmp_path_factory.mktemp("text")
    try:
        document = opened(folder, data)
    except BadInput:
        return  # empty, control bytes, or too little to tell: refused, never garbled
    document.write_unchanged(folder / "out.txt")
    assert (folder / "out.txt").read_bytes() == data
    list(document.parts())


@settings(deadline=None)
@given(data=st.binary(min_size=1, max_size=200))
def test_any_bytes_come_back_or_are_refused(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    try:
        document = opened(folder, data)
    except BadInput:
        return
    document.write_unchanged(folder / "out.txt")
    assert (folder / "out.txt").read_bytes() == data


@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), data=st.data())
def test_patching_some_units_changes_their_lines_only(
    pieces: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    document = opened(tmp_path_factory.mktemp("some"), text.encode("gb18030"))
    sources = [(part.key, unit) for part in document.parts() for unit in part.units]
    chosen = data.draw(
        st.lists(st.sampled_from(sources), unique_by=lambda one: (one[0], one[1].key))
    )
    targets: dict[str, dict[str, str]] = {}
    for part, unit in chosen:
        targets.setdefault(part, {})[unit.key] = "TARGET"
    before = split_lines(text)
    after = split_lines(written(document, targets, edition("zh-Hant")))
    assert len(after) == len(before)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert all("TARGET" in line for line in changed)
    assert sum(line.count("TARGET") for line in after) == len(chosen)
    kept = [old for old, new in zip(before, after, strict=True) if "TARGET" not in new]
    assert kept == [new for new in after if "TARGET" not in new]


def test_indents_are_dropped_where_the_target_has_none(tmp_path: Path) -> None:
    document = opened(tmp_path, "第一章\r\n　　他走了。  \r\n\r\n    又来了。".encode("gb18030"))
    targets = shouted(document)
    assert written(document, targets, edition("en")) == "[第一章]\r\n[他走了。]  \r\n\r\n[又来了。]"
    assert (
        written(document, targets, edition("ja"))
        == "[第一章]\r\n　　[他走了。]  \r\n\r\n    [又来了。]"
    )


def test_bilingual_sets_the_target_below_its_source(tmp_path: Path) -> None:
    document = opened(tmp_path, "第一章\r\n　　他走了。\r\n\r\n又来了。".encode())
    targets = shouted(document)
    del targets["0001"]["2"]
    found = written(document, targets, edition("en", bilingual=True))
    assert found == "第一章\r\n[第一章]\r\n　　他走了。\r\n\r\n又来了。\r\n[又来了。]"


def test_an_edition_is_utf8_without_a_mark(tmp_path: Path) -> None:
    document = opened(tmp_path, "第一章\n他走了。\n".encode("utf-16"))
    document.write(tmp_path / "out.txt", lambda _: {}, edition())
    assert (tmp_path / "out.txt").read_bytes() == "第一章\n他走了。\n".encode()


def test_units_of_one_long_line_are_joined_again(tmp_path: Path) -> None:
    document = opened(tmp_path, ("他走了。" * 1_500 + "\n尾。\n").encode("gb18030"))
    targets = {"0001": {"1": "One.", "2": "Two.", "3": "Three.", "4": "End."}}
    assert written(document, targets, edition("en")) == "One. Two. Three.\nEnd.\n"
    assert written(document, targets, edition("ja")) == "One.Two.Three.\nEnd.\n"
    del targets["0001"]["2"]
    assert (
        written(document, targets, edition("en", bilingual=True)).splitlines()[1] == "One. Three."
    )
    assert written(document, targets, edition("en")).startswith("One. 他走了。他")


def test_a_wrapped_paragraph_becomes_one_line(tmp_path: Path) -> None:
    paragraph = (
        "The sky had darkened over the river and the wind went combing through the\n"
        "reeds along the bank as it had always done, while the boy walked slowly\n"
        "out of the mountain gate and did not once turn round to look behind him.\n"
    )
    document = opened(tmp_path, f"{paragraph}\n{paragraph}\n{paragraph}".encode())
    found = written(document, {"0001": {"2": "Zwei."}}, edition("de"))
    assert found == f"{paragraph}\nZwei.\n\n{paragraph}"


def test_a_target_stays_on_one_line_and_loses_its_escapes(tmp_path: Path) -> None:
    document = opened(tmp_path, "他说 <1>。\n".encode())
    targets = {"0001": {"1": "He said\r\n &lt;1>. <2>x</2>\0"}}
    assert written(document, targets, edition("en")) == "He said &lt;1>. x\n".replace("&lt;", "<")


def test_a_file_can_be_written_over_itself(tmp_path: Path) -> None:
    document = opened(tmp_path, "第一章\n他走了。\n".encode("gb18030"))
    document.write(document.path, shouted(document).__getitem__, edition())
    assert document.path.read_bytes().decode() == "[第一章]\n[他走了。]\n"


@pytest.mark.parametrize("codec", ["cp932", "big5hkscs", "gb18030"])
def test_bytes_with_two_spellings_of_a_character_survive(codec: str, tmp_path: Path) -> None:
    twins = {
        "cp932": b"\xed\x40\xfa\x5c",
        "big5hkscs": b"\xa1\xc3\xa2\xcc",
        "gb18030": b"\xa8\xbc\xa6\xd9",
    }
    words = {
        "cp932": "彼女は言った。",
        "big5hkscs": "佢喺嗰度企咗好耐，",
        "gb18030": "他笑了笑，没有说话，",
    }
    line = words[codec].encode(codec) * 400 + twins[codec]
    document = opened(tmp_path, line * 3 + b"\n")
    document.write_unchanged(tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == line * 3 + b"\n"
    assert "".join(unit.source for part in document.parts() for unit in part.units) == (
        line * 3
    ).decode(document.encoding.codec)
