import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from storyport.formats.epub_new.cover import draw_cover, width_in_em, wrap_title
from storyport.kernel.locales import parse_locale

SVG = "{http://www.w3.org/2000/svg}"
EN, ZH, AR = parse_locale("en"), parse_locale("zh-Hans"), parse_locale("ar")


def texts(title: str, creator: str, locale: str) -> list[str]:
    drawing = etree.fromstring(draw_cover(title, creator, parse_locale(locale)).encode())
    return [one.text or "" for one in drawing.iter(f"{SVG}text")]


def test_a_title_keeps_its_cover() -> None:
    assert draw_cover("The River", "Lin", EN) == draw_cover("The River", "Lin", EN)
    assert draw_cover("The River", "Lin", EN) != draw_cover("The Sea", "Lin", EN)


def test_a_short_chinese_title_runs_downwards() -> None:
    assert texts("星河旧事", "林某", "zh-Hans") == ["星", "河", "旧", "事", "林某"]


def test_a_title_across_keeps_all_its_words() -> None:
    *lines, creator = texts("The Old Tale of the River of Stars", "Lin & Co", "en")
    assert " ".join(lines) == "The Old Tale of the River of Stars"
    assert creator == "Lin & Co"
    assert len(lines) > 1


def test_the_direction_is_set() -> None:
    assert 'direction="rtl"' in draw_cover("نهر النجوم", "لين", AR)


@pytest.mark.parametrize(
    "title", ["A", "Donaudampfschifffahrtsgesellschaft", "One two three", "一" * 30, "จ" * 40]
)
def test_lines_fit_the_space(title: str) -> None:
    lines, size = wrap_title(title, 1300, 600)
    assert all(width_in_em(line) * size <= 1300 for line in lines)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")


@settings(deadline=None, max_examples=60)
@given(title=st.text(), creator=st.text())
def test_any_title_makes_a_drawing(title: str, creator: str) -> None:
    for locale in (EN, ZH, AR):
        etree.fromstring(draw_cover(title, creator, locale).encode("utf-8"))
