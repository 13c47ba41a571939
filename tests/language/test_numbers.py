from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.chinese_numerals import chinese_numerals, chinese_value
from storyport.language.number_words import word_numbers
from storyport.language.numbers import numbers_agree, numbers_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一百二十三", 123),
        ("三万五千", 35000),
        ("两百", 200),
        ("一百二", 120),
        ("一百零二", 102),
        ("二〇二四", 2024),
        ("一九四九", 1949),
        ("廿三", 23),
        ("十二", 12),
        ("一亿三千万", 130_000_000),
        ("三万亿", 3 * 10**12),
        ("两万五", 25000),
        ("五六", None),
        ("三四十", None),
        ("零" * 400, None),
    ],
)
def test_chinese_value(text, expected):
    assert expected == chinese_value(text)


def _chinese(number: int) -> str:
    """Write a number below a hundred million, as a school book would."""
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]

    def section(value: int) -> str:
        text = ""
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit:
                text += digits[digit] + units[power]
            elif text and not text.endswith("零") and value % 10**power:
                text += "零"
        return text

    high, low = divmod(number, 10**4)
    if not high:
        return section(low)
    return section(high) + "万" + ("零" if 0 < low < 1000 else "") + section(low)


@settings(deadline=None)
@given(st.integers(1, 10**8 - 1))
def test_every_chinese_numeral_reads_back(number):
    assert chinese_value(_chinese(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "千万不要",
        "一心一意",
        "三三两两",
        "万一下雨",
        "一一说明",
        "百分之百",
        "几十万人",
        "二十多个",
        "数百",
        "三",
        "七八个",
        "五六十人",
        "大陆万里",
        "十万火急",
        "一百八十度转弯",
    ],
)
def test_idioms_and_guesses_are_not_exact(text):
    assert not [numeral for numeral in chinese_numerals(text) if numeral.exact]


@pytest.mark.parametrize("text", ["第十二章", "百分之五", "三万五千人", "二十三点五"])
def test_exact_numerals(text):
    assert [numeral.exact for numeral in chinese_numerals(text)] == [True]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "1,234,567.5", (1234567.5,)),
        ("es", "1.000", (1000.0, 1.0)),
        ("en", "１２３", (123.0,)),
        ("zh", "400万", (4_000_000.0,)),
        ("en", "6.3 million", (6_300_000.0,)),
        ("es", "14,7 mil millones", (14.7e9,)),
        ("ar", "١٢٣", (123.0,)),
        ("fr", "1\u202f234", (1234.0,)),
        ("en", "1,00,000", (100_000.0,)),
        ("zh", "160千米", (160.0,)),
    ],
)
def test_values(locale, text, expected):
    assert expected == numbers_of(text, parse_locale(locale))[0].values


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("en", "thirty-five thousand two hundred and six", 35206),
        ("en", "the twelfth", 12),
        ("en", "two hundreds", 200),
        ("es", "doscientos mil treinta y cinco", 200035),
        ("pt", "trinta e cinco mil e duzentos", 35200),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "douzième", 12),
        ("de", "zweihundertfünfunddreißig", 235),
        ("de", "zwölften", 12),
        ("id", "dua puluh tiga", 23),
        ("id", "seratus lima belas", 115),
        ("vi", "một trăm năm mươi lăm", 155),
        ("ru", "двадцати пяти тысяч", 25000),
        ("ru", "триста сорок", 340),
    ],
)
def test_number_words(locale, text, value):
    assert value in word_numbers(text, locale)


@pytest.mark.parametrize(
    ("source_locale", "source", "target_locale", "target", "expected"),
    [
        ("zh", "三个人", "en", "a few people", []),
        ("zh", "他有35块灵石", "en", "He had 53 spirit stones", ["35"]),
        ("zh", "三万五千人", "en", "thirty-five thousand men", []),
        ("zh", "三万五千人", "en", "35,000 men", []),
        ("zh", "三万五千人", "en", "three thousand five hundred men", ["三万五千"]),
        ("zh", "第十二章", "es", "Capítulo XII", []),
        ("zh", "第十二章", "ru", "Глава двенадцатая", []),
        ("zh", "百分之五十", "en", "fifty per cent", []),
        ("zh", "20 世纪 70 年代", "en", "the 1970s", []),
        ("en", "the 1970s", "zh", "20世纪70年代", []),
        ("zh", "16世纪", "en", "the 1500s", []),
        ("zh", "下午3:30", "en", "at 15:30", []),
        ("zh", "9月20日", "en", "September 20", []),
        ("zh", "二十年来", "en", "in two decades", []),
        ("zh", "上午九点半，来了12个人", "en", "At half past nine a dozen people came", []),
        ("en", "1,234 men", "de", "1.234 Mann", []),
        ("en", "COVID-19", "es", "el coronavirus", []),
        ("en", "350 steps", "zh", "三百五十级石阶", []),
        ("en", "12 apples", "th", "แอปเปิลสิบสองผล", []),
        ("en", "1250 apples", "th", "แอปเปิล", ["1250"]),
        ("en", "9" * 400, "es", "", []),
        ("ar", "١٥٠ رجلا", "en", "150 men", []),
        ("zh", "三千两银票", "en", "three thousand taels", []),
        ("zh", "两千两银票", "en", "a thousand taels", ["两千"]),
    ],
)
def test_numbers_agree(source_locale, source, target_locale, target, expected):
    assert expected == numbers_agree(
        source, target, parse_locale(source_locale), parse_locale(target_locale)
    )


@settings(deadline=None)
@given(st.integers(10, 10**9), st.sampled_from(["en", "es", "zh", "de", "fr", "ar", "ja"]))
def test_a_number_agrees_with_itself_however_it_is_grouped(number, locale):
    english, other = parse_locale("en"), parse_locale(locale)
    assert numbers_agree(f"{number} men", f"{number:,} X", english, other) == []
    assert numbers_agree(f"{number:,} men", f"{number} X", english, other) == []
    assert (
        numbers_agree(f"{number} men", f"{number:,}".replace(",", "\u00a0"), english, other) == []
    )


def test_spanish_ordinals_have_two_genders():
    zh, es = parse_locale("zh"), parse_locale("es")
    assert numbers_agree("林风爬到第十一节", "Lin Feng llegó a la undécima", zh, es) == []
    assert numbers_agree("第十二章", "el capítulo duodécimo", zh, es) == []
    assert numbers_agree("第十三天", "la decimotercera noche", zh, es) == []


def test_a_decimal_and_a_scale_make_the_whole_number():
    assert numbers_agree("82亿", "8.2 billion", parse_locale("zh"), parse_locale("en")) == []


def test_a_tael_between_two_numbers_is_neither():
    zh, en = parse_locale("zh"), parse_locale("en")
    assert numbers_agree("一共九锭，一两一锭", "nine sticks of one ounce each", zh, en) == []
    assert numbers_agree("他带了三千两百人", "he brought 3,200 men", zh, en) == []
    assert numbers_agree("他带了三千两百人", "he brought his men", zh, en) != []
    assert numbers_agree("两百年前", "two hundred years ago", zh, en) == []
