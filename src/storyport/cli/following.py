"""What a change of the bible does at once to what is translated, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.wording import counted
from storyport.kernel.errors import Busy

if TYPE_CHECKING:
    from storyport.kernel.locales import LocaleInfo
    from storyport.localize.applying import Applied
    from storyport.story.facts import EntryFacts
    from storyport.story.models import Story

__all__ = ["Later", "follow"]

Later = Annotated[
    bool, typer.Option("--later", help="Leave what is translated to the next translation.")
]


def follow(
    story: Story, entries: Sequence[EntryFacts], locale: LocaleInfo | None = None
) -> list[dict[str, Any]]:
    """Carry what is translated over to a change, and say what came of it.

    Args:
        entries: what changed, with the forms it had before too. locale: the only one of the
            change; None: all that the story has targets in.
    """
    from storyport.localize.applying import apply_change
    from storyport.localize.standing import target_locales

    if not entries:
        return []
    locales = [each for each in target_locales(story) if locale in (None, each)]
    try:
        applied = [each for each in apply_change(story, entries, locales) if any(_counts_of(each))]
    except Busy:
        CONSOLE.say("A run is at work in the story; what is translated follows with the next one.")
        return []
    for each in applied:
        CONSOLE.say(
            f"{each.locale}: {counted(each.substituted, 'segment')} changed without a call,"
            f" {each.kept} right already, {each.stale} for the next translation,"
            f" {each.held} reviewed and left alone."
        )
        if each.unsure:
            CONSOLE.say(
                f"{each.locale}: {counted(each.unsure, 'segment')} with the old name where the"
                f" source has none, left alone: storyport bible report shows them."
            )
    return [vars(each) for each in applied]


def _counts_of(applied: Applied) -> tuple[int, ...]:
    """Return what a change came to, in numbers."""
    return (applied.substituted, applied.kept, applied.stale, applied.held, applied.unsure)
