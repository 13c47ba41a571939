"""`storyport new`: makes a story."""

from __future__ import annotations

from typing import Annotated

import typer

from storyport.cli.console import CONSOLE

__all__ = ["new"]


def new(
    story: Annotated[str, typer.Argument(help="What commands call the story.")],
    source: Annotated[str, typer.Option("--from", help="Locale it is written in: zh-Hans.")],
    title: Annotated[str, typer.Option(help="Its title in the source.")] = "",
    to: Annotated[str, typer.Option(help="Locales it shall go to: en,es.")] = "",
) -> None:
    """Make a story."""
    from storyport.kernel.locales import parse_locale, parse_locales
    from storyport.story.stories import make_story
    from storyport.work.database import open_database

    written_in = parse_locale(source)
    locales = parse_locales(to) if to else []
    open_database()
    made = make_story(story, title, written_in, locales)
    names = ", ".join(locale.name for locale in locales) or "nothing yet"
    CONSOLE.say(f"{made.name}: {written_in.name} into {names}.")
    CONSOLE.say(f"Next: storyport translate FILE --story {made.name!r} --to {to or 'en'}")
    CONSOLE.result(
        {
            "story": {
                "name": made.name,
                "title": made.title,
                "source": made.source_locale,
                "locales": made.locales,
            }
        }
    )
