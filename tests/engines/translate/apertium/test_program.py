"""The real program, where it is installed with English to Spanish."""

import asyncio

import pytest

from storyport.engines.base import Line, Request, Term
from storyport.engines.translate.apertium import SPEC
from storyport.engines.translate.apertium.modes import find_modes
from storyport.engines.translate.spec import Settings
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of

INSTALLED = {mode.name for mode in find_modes()}
EN, ES = parse_locale("en"), parse_locale("es")


def translate(*texts, target=ES, terms=()):
    lines = tuple(Line(str(number), text) for number, text in enumerate(texts, 1))
    engine = SPEC.make("", Settings())

    async def once():
        try:
            return await engine.translate(Request(lines, EN, target, terms=tuple(terms)))
        finally:
            await engine.close()

    return asyncio.run(once())


def needs(mode):
    return pytest.mark.skipif(
        mode not in INSTALLED, reason=f"Apertium's mode {mode} is not installed here"
    )


@needs("eng-spa")
def test_it_translates():
    answer = translate("The old master smiled.", "The red house")
    assert answer.texts == {"1": "El maestro viejo sonrió.", "2": "La casa roja"}


@needs("eng-spa")
def test_marks_terms_and_odd_signs_survive():
    terms = [Term("Lin Feng", "Lin Feng"), Term("Azure Cloud Sect", "Secta de la Nube Azul")]
    texts = [
        "<1>Lin Feng</1> smiled at the <2>disciples</2> of the Azure Cloud Sect.<3/>",
        "He said: “You will die!”\nShe has 12.5 swords, {name} *very* #hash & a_b @x $5 100%.",
        "* [x] ^a$ /b/ <b>c</b> &lt;1> \\ ~ + \u00a0 👩‍👩‍👧 中文",
    ]
    answer = translate(*texts, terms=terms)
    for number, text in enumerate(texts, 1):
        shown = answer.texts[str(number)]
        assert marks_of(shown) == marks_of(text)
        assert shown.count("\n") == text.count("\n")
    assert "Lin Feng" in answer.texts["1"]
    assert "Secta de la Nube Azul" in answer.texts["1"]
    for kept in ("“", "”", "12.5", "{name}", "*", "#hash", "@x", "$5", "100%"):
        assert kept in answer.texts["2"]
    for kept in ("^", "$", "/", "<b>", "&lt;1>", "\\", "~", "+", "👩‍👩‍👧", "中文"):
        assert kept in answer.texts["3"]
    assert answer.notes == ()


@needs("eng-spa")
@needs("es-pt_BR")
def test_a_pivot_is_gone_through():
    answer = translate("The house is <1>red</1>.", target=parse_locale("pt-BR"))
    assert answer.texts["1"] == "A casa é <1>vermelha</1>."


@needs("eng-spa")
def test_many_lines_keep_their_order():
    texts = [f"There are {number} swords." for number in range(1, 301)]
    answer = translate(*texts)
    assert list(answer.texts) == [str(number) for number in range(1, 301)]
    for number, text in answer.texts.items():
        assert number in text.split()
