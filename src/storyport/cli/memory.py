"""`storyport memory`: what was translated before, in and out of TMX, and looked up."""

from __future__ import annotations

from dataclasses import asdict
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import locale_or_none, open_story
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

__all__ = ["app"]

app = typer.Typer(
    help="Translation memory: pairs from TMX files, finished segments, lookups.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

# Languages that are named one by one.
_NAMED = 8

_File = Annotated[Path, typer.Argument(metavar="FILE.tmx")]
_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]


@app.command("import")
def import_file(
    file: _File,
    story: _StoryName,
    to: Annotated[
        str, typer.Option("--to", help="Locale to take; default: the story's locales.")
    ] = "",
) -> None:
    """Take a TMX file's pairs into the story's memory, all or none of them."""
    locale = locale_or_none(to)
    found = open_story(story)
    from storyport.localize.memory import import_tmx

    done = import_tmx(found, file, locale)
    CONSOLE.say(
        f"{done.units} units: {done.imported} pairs are new, {done.known} were known"
        f" ({done.improved} of them improved), {done.skipped} units have none."
    )
    if done.others:
        shown = [f"{tag or 'no language'} {n}" for tag, n in list(done.others.items())[:_NAMED]]
        more = f" and {len(done.others) - _NAMED} more" if len(done.others) > _NAMED else ""
        CONSOLE.say(f"Texts in other languages were left out: {', '.join(shown)}{more}.")
    if done.dropped_characters:
        CONSOLE.say(f"{done.dropped_characters} characters that XML forbids were left out.")
    if done.sub_texts:
        CONSOLE.say(f"{done.sub_texts} texts inside codes (<sub>) were left out.")
    CONSOLE.result(asdict(done))


@app.command("export")
def export_file(
    file: _File,
    story: _StoryName,
    to: Annotated[str, typer.Option("--to", help="Locale; default: all there are.")] = "",
) -> None:
    """Write finished segments and memory as TMX 1.4."""
    locale = locale_or_none(to)
    found = open_story(story)
    from storyport.localize.memory import export_tmx

    done = export_tmx(found, locale, file)
    CONSOLE.say(f"{done.units} units from {found.source_locale}: {file}")
    if done.dropped_characters:
        CONSOLE.say(f"{done.dropped_characters} characters that XML forbids were left out.")
    CONSOLE.result({**asdict(done), "outputs": [str(file)]})


@app.command("lookup")
def look_up(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Lines of text, UTF-8.")],
    story: _StoryName,
    to: Annotated[str, typer.Option("--to", help="Locale, such as en.")],
    limit: Annotated[int, typer.Option("--limit", help="Matches per line.", min=1, max=100)] = 10,
    lowest: Annotated[
        float, typer.Option("--lowest", help="Least score of a match.", min=0.3, max=1)
    ] = 0.5,
) -> None:
    """Show matches for each line of a file: equal ones first, then those that are alike."""
    locale, lines = parse_locale(to), _lines(file)
    found = open_story(story)
    from storyport.localize.matching import FuzzyIndex, index_memory

    index = index_memory(found, locale, finished=True) or FuzzyIndex()
    matches, times = [], []
    for line in lines:
        began = perf_counter()
        matches.append(index.find(line, limit, lowest))
        times.append((perf_counter() - began) * 1000)
    for line, several in zip(lines, matches, strict=True):
        CONSOLE.say(line)
        for match in several:
            CONSOLE.say(f"  {match.score:>4.0%}  {match.target}    ({match.source})")
    CONSOLE.result(
        {
            "matches": [[asdict(match) for match in several] for several in matches],
            "mean_ms": round(sum(times) / len(times), 4) if times else 0.0,
            "p95_ms": round(sorted(times)[ceil(len(times) * 0.95) - 1], 4) if times else 0.0,
        }
    )


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"this is not UTF-8 (at octet {error.start}).", where=str(file), do="Convert it."
        ) from error
    # Only line ends end a line; str.splitlines would also split at form feeds and the like.
    lines = text.split("\n")
    return lines[:-1] if not lines[-1] else lines
