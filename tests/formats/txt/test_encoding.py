from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.txt.encoding import Encoding, detect, looks_like_text, name_of
from storyport.formats.txt.lines import read_lines
from storyport.kernel.errors import BadInput

SHORT = {
    "gb18030": [
        "第一章",
        "楔子\n天色已晚，林风缓缓走出山门。",
        "他笑了笑，没有说话。",
        "陨落的天才",
        "斗之力，三段！",
        "庆历四年春，滕子京谪守巴陵郡。",
        "11 点 20 分",
        "在 1759 年 9 月 24 日，",
        "卡拉OK厅里没有人。",
    ],
    "cp950": [
        "第一章",
        "楔子\n天色已晚，林風緩緩走出山門。",
        "他笑了笑，沒有說話。",
        "隕落的天才",
        "鬥之力，三段！",
    ],
    "cp932": ["第一章", "吾輩は猫である。名前はまだ無い。", "プロローグ", "「はい」"],
    "euc_jp": ["第一章　旅立ち", "吾輩は猫である。名前はまだ無い。", "プロローグ"],
    "cp949": ["제1화", "프롤로그", "그는 웃으며 말했다.", "눈이 내리고 있었다."],
    "cp1251": ["Глава 5", "Он ничего не сказал и вышел из комнаты."],
    "koi8_r": ["Он ничего не сказал и вышел из комнаты."],
    "cp1252": [
        "Capítulo 3",
        "Él se rió. ¿Qué pasó?",
        "Déjà vu, café, naïve — “quoted”",
        "Über die Brücke",
        "L'été est là.",
    ],
    "cp1250": ["Příliš žluťoučký kůň úpěl", "Rozdział 3. Zaczęło się od końca, pomyślał."],
    "cp1253": ["Δεν είπε τίποτα."],
    "cp1254": ["Bölüm 5: Işığın gölgesi"],
    "cp1255": ["הוא לא אמר דבר."],
    "cp1256": ["لم يقل شيئا وخرج من الغرفة."],
    "cp874": ["เขาไม่ได้พูดอะไรเลย"],
    "utf-8": ["第一章", "plain ascii", "Él"],
    "utf-16-le": ["第一章\n他笑了", "Chapter 1\nHello there"],
    "utf-16-be": ["第一章\n他笑了", "Chapter 1\nHello there"],
}
CASES = [(codec, text) for codec, texts in SHORT.items() for text in texts]
MARKS = [
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("utf-32-le", b"\xff\xfe\x00\x00"),
    ("utf-32-be", b"\x00\x00\xfe\xff"),
]


def put(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "novel.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("codec", "text"), CASES)
def test_short_texts_are_told_apart(codec: str, text: str, tmp_path: Path) -> None:
    assert detect(put(tmp_path, text.encode(codec))) == Encoding(codec)


@pytest.mark.parametrize(("codec", "bom"), MARKS)
def test_a_byte_order_mark_decides(codec: str, bom: bytes, tmp_path: Path) -> None:
    found = detect(put(tmp_path, bom + "第一章".encode(codec)))
    assert found == Encoding(codec, bom)


@pytest.mark.parametrize("text", ["Ականջ դիր", "Ωmega", "ñ", "שלום", "नमस्ते"])
def test_few_letters_of_rare_scripts_stay_utf8(text: str, tmp_path: Path) -> None:
    assert detect(put(tmp_path, text.encode())).codec == "utf-8"


def test_pairs_that_are_valid_utf8_by_chance(tmp_path: Path) -> None:
    assert detect(put(tmp_path, "一一一".encode("gb18030"))).codec == "gb18030"


def test_big5_with_hong_kong_signs(tmp_path: Path) -> None:
    text = "第一章\n佢喺嗰度企咗好耐，冇人理佢，啲人都唔知點解。" * 3
    found = detect(put(tmp_path, text.encode("big5hkscs")))
    assert text.encode("big5hkscs").decode(found.codec) == text


def test_the_sample_is_taken_where_the_foreign_letters_are(tmp_path: Path) -> None:
    data = b"All of this is English.\n" * 50_000 + "第一章 他笑了笑，没有说话。".encode("gb18030")
    assert detect(put(tmp_path, data)).codec == "gb18030"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x14\x00\x08\x00\x00\x01", "not a text file"),
        (bytes(range(1, 32)) * 20, "not a text file"),
        (b"abc\0def", "not a text file"),
        (b"\x00\x01\x02\x03\x9f\x84\x00\xff", "not a text file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=what) as caught:
        detect(put(tmp_path, data))
    assert str(tmp_path / "novel.txt") in caught.value.where
    assert caught.value.do


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder"):
        detect(tmp_path)
    with pytest.raises(BadInput, match="no such file"):
        detect(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("good", "bad", "name", "line"),
    [
        ("第一章\n他笑了笑，没有说话。\n".encode("gb18030"), b"\xff\xff", "GB18030", 3),
        ("第一章\r\n他笑了笑，没有说话。\r\n".encode(), b"\xff\xff", "UTF-8", 3),
        ("第一章\r他笑了笑，沒有說話。\r".encode("cp950"), b"\xff\xff", "Big5", 3),
        ("第一章\n他笑了\n".encode("utf-16"), b"\x00\xd8\x0a\x00", "UTF-16-LE", 3),
    ],
)
def test_a_damaged_file_says_line_byte_and_likeness(
    good: bytes, bad: bytes, name: str, line: int, tmp_path: Path
) -> None:
    path = put(tmp_path, good + bad + good)
    encoding = detect(path)
    with pytest.raises(BadInput, match=f"byte {len(good)} ") as caught:
        list(read_lines(path, encoding))
    assert name in caught.value.what
    assert f"line {line}" in caught.value.where
    assert "iconv" in caught.value.do


@pytest.mark.parametrize(("codec", "bom"), MARKS)
def test_a_nul_character_is_refused_behind_a_mark_too(
    codec: str, bom: bytes, tmp_path: Path
) -> None:
    path = put(tmp_path, bom + "第一章\n他\0走了。".encode(codec))
    with pytest.raises(BadInput, match="NUL") as caught:
        list(read_lines(path, detect(path)))
    assert "line 2" in caught.value.where


def test_names_are_those_that_iconv_knows() -> None:
    assert name_of("cp950") == "Big5"
    assert name_of("utf-8") == "UTF-8"


def test_a_head_may_be_text() -> None:
    assert looks_like_text("第一章\n".encode("gb18030"))
    assert looks_like_text("第一章\n".encode("utf-16"))
    assert not looks_like_text(b"")
    assert not looks_like_text(b"PK\x03\x04")


@settings(deadline=None, max_examples=60)
@given(
    st.text(
        st.sampled_from(
            "的一是不了人我在有他这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
        ),
        min_size=8,
        max_size=200,
    )
)
def test_common_simplified_characters_are_gb18030(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = put(tmp_path_factory.mktemp("text"), text.encode("gb18030"))
    assert detect(path).codec == "gb18030"
