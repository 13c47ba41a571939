import pytest

from storyport.formats.txt.numerals import parse_chinese, parse_roman


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百二十三", 123), ("一百零五", 105),
        ("一千零一", 1001), ("一万二千", 12000), ("两百", 200), ("一二三", 123), ("五六", 56),
        ("二〇", 20), ("廿三", 23), ("卅", 30), ("壹佰贰拾", 120), ("12", 12), ("１２", 12),
        ("零", 0), ("貳拾參", 23), ("٣", 3), ("๑๒", 12),
    ],
)  # fmt: skip
def test_chinese_and_digits(text: str, value: int) -> None:
    assert parse_chinese(text) == value


@pytest.mark.parametrize("text", ["", "章", "一章", "a1"])
def test_what_is_no_chinese_numeral(text: str) -> None:
    assert parse_chinese(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("iv", 4), ("XII", 12), ("XLIX", 49), ("MCMXC", 1990), ("Ⅻ", 12), ("IIII", 4)],
)
def test_roman(text: str, value: int) -> None:
    assert parse_roman(text) == value


@pytest.mark.parametrize("text", ["", "IC", "VX", "mixed"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert parse_roman(text) is None
