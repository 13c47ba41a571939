"""Tone: what warms a line and what cools it."""

from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.intensity import tone_of


def heat(tag, text):
    return tone_of(text, parse_locale(tag)).heat


@pytest.mark.parametrize(
    ("tag", "stronger", "weaker"),
    [
        ("en", "Stop!", "Stop."),
        ("en", "Stop!!", "Stop!"),
        ("en", "You did what?!", "You did what!"),
        ("en", "STOP IT RIGHT NOW", "Stop it right now"),
        ("en", "Nooooo.", "No."),
        ("en", "You fucking bastard.", "You idiot."),
        ("en", "This is utterly hopeless.", "This is perhaps utterly hopeless."),
        ("zh", "太可怕了啊！", "可怕。"),
        ("zh", "什么？？", "什么？"),
        ("zh", "满——", "满。"),
        ("ja", "やめろ！", "やめろ。"),
        ("ko", "정말 너무 예뻐요!", "예뻐요."),
        ("th", "สวยมากๆ!", "สวย"),
        ("ar", "«يا إلهي!»", "«إلهان»"),
    ],
)
def test_one_line_is_stronger_than_the_other(tag, stronger, weaker):
    assert heat(tag, stronger) > heat(tag, weaker)


@pytest.mark.parametrize(
    "text", ["Chapter III of www.example", "He works for NASA.", "The UN said so."]
)
def test_acronyms_and_numerals_are_calm(text):
    assert heat("en", text) < 0.5


def test_swearing_has_its_highest_level_and_the_word():
    tone = tone_of("You idiot, you son of a bitch.", parse_locale("en"))
    assert (tone.swearing, tone.sworn) == (3, "son of a bitch")


def test_who_shouts_and_who_whispers():
    tone = tone_of("He roared; she whispered.", parse_locale("en"))
    assert (tone.loud, tone.quiet) == (1, 1)


def test_a_language_without_a_table_has_no_tone():
    assert tone_of("नहीं!", parse_locale("hi")) is None
