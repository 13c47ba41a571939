"""`storyport bible slice`: what of a bible a text needs, as JSON for any other program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story

__all__ = ["slice_file"]


def slice_file(
    file: Annotated[Path, typer.Argument(help="A text, book or document in the story's language.")],
    story: Annotated[str, typer.Option("--story", help="Name of the story.")],
    to: Annotated[str, typer.Option("--to", help="Locale, such as en.")],
    time: Annotated[
        int, typer.Option(min=0, help="Story time (chapter) of the text; default: any.")
    ] = 0,
) -> int:
    """Print the terms, people and style that a text needs, as JSON for any prompt or tool."""
    from storyport.formats import open_document
    from storyport.kernel.locales import parse_locale
    from storyport.language.marks import plain
    from storyport.story.matching import load_index
    from storyport.story.slicing import slice_of

    locale = parse_locale(to)
    index = load_index(open_story(story))
    document = open_document(file)
    paragraphs = [plain(unit.source) for part in document.parts() for unit in part.units]
    told = slice_of(index, paragraphs, locale, time).as_dict()
    if not CONSOLE.globals.json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    CONSOLE.result(told)
    return 0
