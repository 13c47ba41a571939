"""What is said aloud, and the registers of its words."""

from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.intensity import registers_of, spoken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said. “Go.”", "“Yes,” “Go.”"),
        ("「はい」と彼は言った。", "「はい」"),
        ("« Oui », dit-il.", "« Oui »"),
        ("»Ja«, sagte er.", "»Ja«"),
        ("He nodded.", "He nodded."),
    ],
)
def test_quotes(text, expected):
    assert spoken(text) == expected


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("—Vamos —dijo el viejo—. Ya es tarde.", "tarde", "viejo"),
        ("—¿Qué? —dijo ella.", "Qué", "ella"),
        ("— Ну что ж, — сказал он, — пойдём.", "пойдём", "сказал"),
        ("— Pare! — rugiu ele.", "Pare", "rugiu"),
    ],
)
def test_dashes(text, inside, outside):
    assert inside in spoken(text)
    assert outside not in spoken(text)


@pytest.mark.parametrize(
    ("tag", "text", "register"),
    [
        ("en", "Yeah, dude.", "casual"),
        ("en", "Thou art late.", "archaic"),
        ("en", "It hurts my tummy.", "childlike"),
        ("en", "Fuck off.", "vulgar"),
        ("es", "Usted primero.", "polite"),
        ("fr", "Tu viens ?", "familiar"),
        ("de", "Kommst du?", "familiar"),
        ("ja", "参りました。", "polite"),
        ("ko", "갑니다, 폐하. 그렇습니다.", "polite"),
        ("zh", "您请进。", "polite"),
        ("th", "ไปแล้วครับ", "polite"),
        ("vi", "Vâng ạ.", "polite"),
        ("id", "Gue nggak tahu.", "casual"),
        ("pt", "Vossa mercê manda.", "archaic"),
        ("ru", "Чувак, ты где?", "casual"),
        ("ar", "تفضّل يا سيّدي", "polite"),
    ],
)
def test_registers(tag, text, register):
    assert register in registers_of(text, parse_locale(tag))


def test_a_language_without_a_table_has_no_registers():
    assert registers_of("नहीं", parse_locale("hi")) == {}
