"""`storyport bible speakers`: who says each quoted line, as learned and as a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.cli.wording import counted
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.localize.learning.lines import PartLines
    from storyport.localize.learning.spoken import SpokenLine
    from storyport.story.models import Story

__all__ = ["speakers"]

_WIDTH = 40


def speakers(
    story: Annotated[str, typer.Option("--story", help="Name of the story.")],
    line: Annotated[str, typer.Argument(help="Part, or part and line: 3 or 3.12.")] = "1",
    who: Annotated[str, typer.Argument(help="Who says the line: a headword, or an alias.")] = "",
    role: Annotated[str, typer.Option(help="Somebody without a name says it: a waiter.")] = "",
    nobody: Annotated[
        bool, typer.Option("--nobody", help="Nobody in particular, or nobody can tell.")
    ] = False,
    unsure: Annotated[
        float | None, typer.Option(min=0, max=1, help="Show only those less sure than that.")
    ] = None,
) -> None:
    """Show who says the quoted lines of a part, or say who does; a later `learn` keeps that."""
    from storyport.localize.learning.lines import say_speaker

    if sum(map(bool, (who, role, nobody))) > 1:
        raise BadInput("a line has one speaker.", where="WHO", do="Give WHO, --role or --nobody.")
    opened = open_story(story)
    part, number = _place(line)
    found = _lines(opened, part)
    if not (who or role or nobody):
        _show(found, unsure)
        return
    if not number:
        raise BadInput("say which line.", where="LINE", do=f"Such as {part}.1; see them: {part}.")
    done = say_speaker(opened, found, number, who, role)
    CONSOLE.say(f"{part}.{number} {_cut(done.words)}: {done.speaker or 'nobody in particular'}.")
    CONSOLE.result({"line": _value(part, number, done)})


def _place(text: str) -> tuple[int, int]:
    part, _, number = text.partition(".")
    if not part.isdecimal() or not (number or "0").isdecimal() or not int(part):
        raise BadInput(f"{text!r} is no place.", where="LINE", do="Write the part, or 3.12.")
    return int(part), int(number or 0)


def _lines(story: Story, part: int) -> PartLines:
    from storyport.localize.learning.lines import lines_of

    return lines_of(story, part)


def _show(found: PartLines, unsure: float | None) -> None:
    shown = [
        (number, line)
        for number, line in enumerate(found.lines, start=1)
        if unsure is None or line.confidence < unsure
    ]
    CONSOLE.table(
        ("line", "sure", "speaker", "says"),
        [
            (f"{found.number}.{number}", _sure(line), line.speaker or "-", _cut(line.words))
            for number, line in shown
        ],
    )
    CONSOLE.say(f"{found.title}: {counted(len(found.lines), 'quoted line')}.")
    values = [_value(found.number, number, line) for number, line in shown]
    CONSOLE.result({"part": found.number, "title": found.title, "lines": values})


def _sure(line: SpokenLine) -> str:
    from storyport.localize.learning.spoken import DECIDED

    return "said" if line.confidence == DECIDED else f"{line.confidence:.2f}"


def _cut(words: str) -> str:
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"


def _value(part: int, number: int, line: SpokenLine) -> dict[str, Any]:
    return {
        "line": f"{part}.{number}",
        "speaker": line.speaker,
        "confidence": line.confidence,
        "segment": line.segment,
        "words": line.words,
    }
