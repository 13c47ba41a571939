import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.dialogue import find_quotes

CHINESE = parse_locale("zh-Hans")


def found(text: str, tag: str = "zh-Hans") -> list[tuple[str, str]]:
    return [
        (text[quote.start : quote.end], quote.kind)
        for quote in find_quotes(text, parse_locale(tag))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“走吧。”林风说。", ["走吧。"]),
        ("林风说：“走吧。”", ["走吧。"]),
        ("“走吧，”林风说，“天黑了。”", ["走吧，", "天黑了。"]),
        ("林风放下碗。“走吧。”", ["走吧。"]),
        ("「走吧。」林風說。", ["走吧。"]),
        ("『走吧。』林風說。", ["走吧。"]),
        ("「他說『走吧』就走了。」", ["他說『走吧』就走了。"]),
        ("“他说‘走吧’就走了。”", ["他说‘走吧’就走了。"]),
        ('"走吧。"林风说。', ["走吧。"]),
        ("他喊了一声“爹”，没人应。", ["爹"]),
        ("“嗯”", ["嗯"]),
    ],
)
def test_speech_in_chinese(text, words):
    assert [(word, "speech") for word in words] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "匾上有“听松坊”三个字。",
        "这就是所谓的“高手”。",
        "“哎”一嗓子出去，对岸的狗全醒了。",
        "“聚”“宝”两个字都歪了。",
        "他走了。",
        "",
        "“”",
        "【叮！任务完成。】",
    ],
)
def test_words_for_their_own_sake_are_no_speech(text):
    assert found(text) == []


def test_thoughts_and_writing_are_told_apart():
    assert found("“就是这里。”他心想。") == [("就是这里。", "thought")]
    assert found("信上写着：“今晚三更。”") == [("今晚三更。", "written")]
    assert found("他指着那封信：“这是谁写的？”") == [("这是谁写的？", "speech")]
    assert found("The sign read “No Entry.”", "en") == [("No Entry.", "written")]


def test_a_quote_without_a_closing_mark_goes_on():
    (quote,) = find_quotes("“第一段还没有说完。", CHINESE)
    assert not quote.closed
    assert (quote.start, quote.end) == (1, 10)


@pytest.mark.parametrize(
    ("text", "tag", "words"),
    [
        ("“Go,” he said. “Now.”", "en", ["Go,", "Now."]),
        ('"Go," he said.', "en", ["Go,"]),
        ("‘Nobody’s here,’ said Tom.", "en", ["Nobody’s here,"]),
        ("The so-called “expert” left.", "en", []),
        ("—Hola —dijo Juan—. Adiós.", "es", ["Hola", "Adiós."]),
        ("— Olá — disse João.", "pt", ["Olá"]),
        ("— Вернулся, — сказала Анна. — Не ждала.", "ru", ["Вернулся,", "Не ждала."]),
        ("— Tu es revenu, dit Anne. Entre.", "fr", ["Tu es revenu,", "Entre."]),
        ("« Entre », dit-elle.", "fr", ["Entre"]),
        ("„Komm“, sagte Anna.", "de", ["Komm"]),
        ("»Komm«, sagte Anna.", "de", ["Komm"]),
        ("「来たのか」と林が言った。", "ja", ["来たのか"]),
        ("A dash — like this — is no dialogue.", "es", []),
    ],
)
def test_speech_in_other_languages(text, tag, words):
    assert words == [word for word, _ in found(text, tag)]


@settings(deadline=None)
@given(st.text(alphabet='“”‘’「」『』«»„"—- 林说道：，。！a\n', max_size=60))
@pytest.mark.parametrize("tag", ["zh-Hans", "en", "es", "fr", "de", "ru", "ja"])
def test_quotes_stand_in_order_inside_their_marks(tag, text):
    end = 0
    for quote in find_quotes(text, parse_locale(tag)):
        assert end <= quote.outer_start <= quote.start <= quote.end <= quote.outer_end <= len(text)
        end = quote.outer_end
