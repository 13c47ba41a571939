import asyncio

import pytest

from storyport.engines.base import Line, Refused, Request, Unavailable
from storyport.engines.translate import Settings, describe, make_translator
from storyport.engines.translate.gloss import ATTRIBUTION, GlossTranslator
from storyport.kernel.locales import parse_locale


def request(source, target, *texts):
    lines = tuple(Line(str(number), text) for number, text in enumerate(texts))
    return Request(lines, parse_locale(source), parse_locale(target))


@pytest.mark.parametrize("target", ["en", "en-GB", "en-US"])
@pytest.mark.parametrize("source", ["zh-Hans", "zh-Hant", "zh"])
def test_chinese_to_english_it_can(source, target):
    assert GlossTranslator().cannot(parse_locale(source), parse_locale(target)) == ""


@pytest.mark.parametrize(("source", "target"), [("en", "zh-Hans"), ("zh-Hans", "es"), ("ja", "en")])
def test_all_else_it_cannot(source, target):
    engine = GlossTranslator()
    assert "from Chinese only" in engine.cannot(parse_locale(source), parse_locale(target))
    with pytest.raises(Refused, match="from Chinese only"):
        asyncio.run(engine.translate(request(source, target, "x")))


def test_it_is_a_draft_and_says_so():
    abilities = GlossTranslator.abilities
    assert abilities.draft
    assert not abilities.publishable
    assert abilities.sends == ""
    assert "CC BY-SA 4.0" in abilities.licence
    assert "CC-CEDICT" in ATTRIBUTION


def test_it_is_listed_and_made_by_name():
    assert make_translator("gloss", Settings()).name == "gloss"
    (status,) = (each for each in describe({}) if each.name == "gloss")
    assert status.ready


def test_the_loop_lives_while_it_works():
    async def work():
        engine = GlossTranslator()
        await engine.translate(request("zh-Hans", "en", "热身。"))
        call = asyncio.create_task(
            engine.translate(request("zh-Hans", "en", "他走进房间，看了看书。" * 300))
        )
        turns = 0
        while not call.done():
            await asyncio.sleep(0)
            turns += 1
        answer = await call
        await engine.close()
        return turns, answer.texts["0"]

    turns, text = asyncio.run(work())
    assert turns > 1
    assert text.count("room") >= 300


def test_a_call_can_be_given_up():
    async def work():
        engine = GlossTranslator()
        call = asyncio.create_task(
            engine.translate(request("zh-Hans", "en", *["他走进房间。"] * 2_000))
        )
        await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        again = await engine.translate(request("zh-Hans", "en", "好。"))
        await engine.close()
        return again.texts["0"]

    assert asyncio.run(work())


def test_closing_ends_what_runs():
    async def work():
        engine = GlossTranslator()
        await engine.translate(request("zh-Hans", "en", "好。"))
        call = asyncio.create_task(
            engine.translate(request("zh-Hans", "en", *["他走进房间。"] * 5_000))
        )
        await asyncio.sleep(0)
        await engine.close()
        with pytest.raises((Unavailable, asyncio.CancelledError)):
            await call

    asyncio.run(work())
