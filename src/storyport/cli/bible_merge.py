"""`storyport bible merge`: another bible taken in, and what the two disagree about."""

from __future__ import annotations

from typing import Annotated

import typer

from storyport.cli.bible_words import tell_entries
from storyport.cli.console import CONSOLE
from storyport.cli.following import Later, follow
from storyport.cli.stories import open_story
from storyport.cli.wording import counted

__all__ = ["merge"]

_SHOWN = 40


def merge(
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="A file of a bible, or the name of a story.")
    ],
    story: Annotated[str, typer.Option("--story", help="Name of the story it is taken into.")],
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where both decided, theirs holds; locked stays.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; tell what would come of it.")
    ] = False,
    later: Later = False,
) -> int:
    """Take another bible in; what the two disagree about is listed, and stays as it is here."""
    from storyport.cli.bible_words import as_value
    from storyport.story.actions.merge_bible import merge_bible, other_bible

    opened = open_story(story)
    done = merge_bible(opened, other_bible(opened, other), prefer_theirs=theirs, dry=dry_run)
    if done.disagreements:
        CONSOLE.table(
            ("entry", "what", "locale", "here", "there", "stays"),
            [
                (each.headword, each.what, each.locale, each.ours, each.theirs, each.taken)
                for each in done.disagreements[:_SHOWN]
            ],
        )
    if len(done.disagreements) > _SHOWN:
        CONSOLE.say(f"… and {len(done.disagreements) - _SHOWN} more; --json lists all.")
    would = " (nothing is changed yet)" if dry_run else ""
    CONSOLE.say(
        f"{done.created} new entries, {done.changed} changed,"
        f" {counted(len(done.disagreements), 'disagreement')}{would}."
    )
    told = {
        "entries": [as_value(entry) for entry in done.entries],
        "created": done.created,
        "changed": done.changed,
        "disagreements": [vars(each) for each in done.disagreements],
        "applied": [] if dry_run or later else follow(opened, done.entries),
    }
    return tell_entries(opened, [] if dry_run else done.entries, told)
