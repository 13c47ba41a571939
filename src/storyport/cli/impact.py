"""`storyport bible impact`: what a change would redo, before anything is done."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story

__all__ = ["impact"]

_SHOWN = 40


def impact(
    word: Annotated[str, typer.Argument(help="Headword or alias.")],
    story: Annotated[str, typer.Option(help="The story.")],
    to: Annotated[
        str, typer.Option("--to", help="Locales, such as en,es; default: all there are targets in.")
    ] = "",
    text: Annotated[str | None, typer.Option(help="The new rendering.")] = None,
) -> int:
    """List every segment that a change of a rendering touches, and what redoing costs."""
    from storyport.engines.prices import example_model, price_of
    from storyport.engines.translate import resolve
    from storyport.kernel.errors import BadInput, Unconfigured
    from storyport.kernel.locales import parse_locales
    from storyport.kernel.settings import read_settings

    wanted = parse_locales(to) if to else []
    found = open_story(story)
    from storyport.localize.impact import find_impact
    from storyport.localize.standing import target_locales
    from storyport.story.guide import load_guide

    if not load_guide(found).named(word):
        raise BadInput(
            f"the bible has no {word!r}.",
            where=story,
            do=f"See: storyport bible list --story {story}",
        )
    locales = wanted or target_locales(found)
    if not locales:
        CONSOLE.say("Nothing is translated yet, so nothing is touched.")
    settings = read_settings()
    try:
        engine = resolve(settings.translate, os.environ)
    except Unconfigured:
        engine = example_model()
    price = price_of(engine, settings.prices)
    results = [find_impact(found, word, locale, text=text, price=price) for locale in locales]
    for each in results:
        CONSOLE.table(
            ("work", "part", "action", "source", "target"),
            [
                (row.work, row.part, row.action, row.source, row.target)
                for row in each.rows[:_SHOWN]
            ],
        )
        if each.total > _SHOWN:
            CONSOLE.say(f"… and {each.total - _SHOWN} more.")
        look = each.count("look")
        cost = "price not known" if each.cost is None else f"about {each.cost} USD with {engine}"
        CONSOLE.say(
            f"{each.locale}: {each.total} segments; {each.count('substitute')} without a call,"
            f" {each.count('redo')} to redo ({cost}), {each.count('person')} reviewed,"
            f" {each.count('none')} not translated yet"
            + (f", {look} with the old name though the source has none." if look else ".")
        )
    CONSOLE.result(
        {
            "word": word,
            "locales": [
                {
                    "locale": each.locale,
                    "segments": [vars(row) for row in each.rows],
                    "total": each.total,
                    "substitute": each.count("substitute"),
                    "redo": each.count("redo"),
                    "reviewed": each.count("person"),
                    "untranslated": each.count("none"),
                    "look": each.count("look"),
                    "cost": None if each.cost is None else str(each.cost),
                }
                for each in results
            ],
        }
    )
    return 0
