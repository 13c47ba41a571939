"""`storyport bible timeline`: where the parts of a work stand in the story."""

from __future__ import annotations

from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.kernel.errors import BadInput

__all__ = ["timeline"]


def timeline(
    story: Annotated[str, typer.Option("--story", help="Name of the story.")],
    work: Annotated[str, typer.Argument(help="Name of a work; default: show all.")] = "",
    anchors: Annotated[
        str | None,
        typer.Option("--map", help="Part=time pairs, such as 1=1,20=35; empty: part n is time n."),
    ] = None,
) -> None:
    """Show, or say, where a work's parts stand in the story: times count the novel's chapters."""
    opened = open_story(story)
    # Models may only be imported once Django is set up.
    from storyport.story.models import Work
    from storyport.story.timeline import set_timeline

    works = list(Work.objects.filter(story=opened).order_by("name"))
    if anchors is not None:
        found = next((each for each in works if each.name == work), None)
        if found is None:
            names = ", ".join(each.name for each in works)
            raise BadInput(
                f"{story} has no work {work!r}.", where="WORK", do=f"It has: {names or 'none'}."
            )
        set_timeline(found, _pairs(anchors))
        works = [found]
    shown = [each for each in works if work in ("", each.name)]
    CONSOLE.table(
        ("work", "medium", "part = time"),
        [
            (
                each.name,
                each.medium,
                ", ".join(f"{part}={time}" for part, time in each.timeline) or "part n is time n",
            )
            for each in shown
        ],
    )
    CONSOLE.result({"works": [{"name": each.name, "timeline": each.timeline} for each in shown]})


def _pairs(text: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        part, _, time = piece.partition("=")
        if not (part.strip().isdecimal() and time.strip().isdecimal()):
            raise BadInput(f"{piece!r} is no PART=TIME.", where="--map", do="Write 1=1,20=35.")
        pairs[int(part)] = int(time)
    return pairs
