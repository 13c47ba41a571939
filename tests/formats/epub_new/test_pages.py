import pytest

from storyport.formats.epub_new.pages import is_break
from storyport.formats.epub_new.style import stylesheet
from storyport.formats.epub_new.words import contents_of, cover_of, start_of
from storyport.kernel.locales import parse_locale


@pytest.mark.parametrize(
    "line", ["***", "* * *", "——", "※", "◇◆◇", "* ", "---", "☆", "~~~~", "=====", "＊　＊　＊", "•"]
)
def test_what_parts_scenes(line: str) -> None:
    assert is_break(line)


@pytest.mark.parametrize(
    "line", ["", "……", "...", "—", "-", "?!", "x", "XX", "5", "一", "。", "*a*", "### 1"]
)
def test_what_does_not(line: str) -> None:
    assert not is_break(line)


@pytest.mark.parametrize(
    "target", ["en", "zh-Hans", "zh-Hant", "ja", "ko", "ar", "th", "hi", "vi", "ru", "he"]
)
def test_style_sheets_force_neither_font_nor_colour(target: str) -> None:
    sheet = stylesheet(parse_locale("zh-Hans"), parse_locale(target))
    assert "font-family" not in sheet
    assert "background" not in sheet
    assert "color" not in sheet.replace("color: inherit", "")
    assert sheet.count("{") == sheet.count("}")


def test_words_in_the_reader_s_language() -> None:
    assert contents_of(parse_locale("zh-Hant")) == "目錄"
    assert contents_of(parse_locale("zh-TW")) == "目錄"
    assert cover_of(parse_locale("pt-BR")) == "Capa"
    assert start_of(parse_locale("sw")) == "Beginning"
