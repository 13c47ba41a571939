"""`storyport learn`: names, genders, ranks, idioms and speakers out of a story's own text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.wording import counted, money, usd
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.fiction.learning import Lesson, Taught
    from storyport.story.facts import EntryFacts

__all__ = ["learn"]

_SHOWN = 30


def learn(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Files or folders; default: all of the story."),
    ] = None,
    story: Annotated[
        str | None, typer.Option(help="Story; default: the first file's stem.")
    ] = None,
    to: Annotated[
        str, typer.Option("--to", help="Locales to suggest renderings for, such as en,es.")
    ] = "",
    source: Annotated[
        str | None, typer.Option("--from", help="Source locale; default: as the file says.")
    ] = None,
    engine: Annotated[
        str, typer.Option(help="A chat model that looks at what was found: openai:MODEL.")
    ] = "",
    budget: Annotated[str | None, typer.Option(help="Hard limit in USD, such as 1.00.")] = None,
    translation: Annotated[
        Path | None,
        typer.Option(help="An existing translation (or TMX) to learn renderings from; with --to."),
    ] = None,
    narrator: Annotated[str, typer.Option(help="Who tells it, where it is told by “I”.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Propose anew what was taken out before.")
    ] = False,
) -> int:
    """Propose names, terms, genders and speakers, with evidence; nothing is approved by itself."""
    from storyport.work.database import open_database

    open_database()
    from storyport.fiction.learning import Lesson
    from storyport.kernel.locales import parse_locale, parse_locales
    from storyport.story.naming import checked_name

    if not files and not story:
        raise BadInput("nothing is said to learn from.", do="Name a file, or a story (--story).")
    lesson = Lesson(
        files=tuple(files or ()),
        story=None if story is None else checked_name(story),
        source=parse_locale(source) if source else None,
        locales=tuple(parse_locales(to) if to else ()),
        translation=translation,
        narrator=narrator,
        again=again,
        chooser=_chooser(engine),
        budget=money(budget),
        notify=CONSOLE.warn,
    )
    return _tell(_perform(lesson))


def _chooser(engine: str) -> Any:
    if not engine:
        return None
    from storyport.kernel.settings import read_settings
    from storyport.localize.routing.choosing import Chooser

    settings = read_settings()
    return Chooser(engine, settings, os.environ, settings.workers)


def _perform(lesson: Lesson) -> Taught:
    from storyport.cli.interrupting import stoppable
    from storyport.cli.progress import run_bar
    from storyport.fiction.learning import give_lesson

    with stoppable() as stop, run_bar() as bar:
        return give_lesson(lesson, bar.stage, stop)


def _tell(taught: Taught) -> int:
    learnt = taught.learnt
    story = taught.story.name
    if learnt.entries:
        CONSOLE.table(
            ("name", "kind", "gender", "also", "sure", "as"),
            [_row(entry) for entry in learnt.entries[:_SHOWN]],
        )
    if len(learnt.entries) > _SHOWN:
        more = len(learnt.entries) - _SHOWN
        CONSOLE.say(f"… and {more} more: storyport bible list --proposed --story {story}")
    for note in learnt.notes:
        CONSOLE.say(f"note: {note}")
    if learnt.chapters:
        CONSOLE.say(
            f"{counted(learnt.chapters, 'chapter')}, {learnt.characters:,} characters:"
            f" {learnt.created} new entries, {learnt.changed} changed;"
            f" {learnt.lines:,} quoted lines, {learnt.spoken:,} with a speaker."
        )
    _tell_paired(taught)
    _tell_confirmed(taught)
    CONSOLE.say(
        "What is learned is only proposed. Where a name was seen: storyport bible show WORD --story"
        f" {story}; it is right: storyport bible approve WORD --story {story}"
    )
    if taught.ended is not None:
        CONSOLE.error(taught.ended)
        return taught.ended.exit_code
    CONSOLE.result(_value(taught))
    return 0


def _tell_paired(taught: Taught) -> None:
    paired = taught.paired
    if paired is None:
        return
    for note in paired.notes[:_SHOWN]:
        CONSOLE.say(f"note: {note}")
    if len(paired.notes) > _SHOWN:
        CONSOLE.say(f"… and {len(paired.notes) - _SHOWN} more; --json lists all.")
    CONSOLE.say(
        f"{counted(paired.pairs, 'paragraph')} beside their translation:"
        f" {paired.proposed} renderings proposed, {paired.agreed} as the bible has them."
    )


def _tell_confirmed(taught: Taught) -> None:
    confirmed = taught.confirmed
    if confirmed is None:
        return
    cost = "price not known" if confirmed.cost is None else f"{usd(confirmed.cost)} USD"
    CONSOLE.say(
        f"The model confirmed {confirmed.confirmed}, doubted {confirmed.doubted};"
        f" {counted(confirmed.requests, 'request')}, {cost}."
    )
    if confirmed.unanswered:
        CONSOLE.say(f"It said nothing of use of: {', '.join(confirmed.unanswered[:_SHOWN])}.")


def _row(entry: EntryFacts) -> tuple[str, ...]:
    renderings = (f"{tag}: {facts.text}" for tag, facts in entry.renderings.items() if facts.text)
    return (
        entry.headword,
        entry.kind,
        entry.gender,
        ", ".join(entry.aliases),
        "" if entry.confidence is None else f"{entry.confidence:.2f}",
        "\n".join(renderings),
    )


def _value(taught: Taught) -> dict[str, Any]:
    from storyport.cli.bible_words import as_value

    learnt, confirmed = taught.learnt, taught.confirmed
    return {
        "story": taught.story.name,
        "entries": [as_value(entry) for entry in learnt.entries],
        "created": learnt.created,
        "changed": learnt.changed,
        "chapters": learnt.chapters,
        "characters": learnt.characters,
        "lines": learnt.lines,
        "spoken": learnt.spoken,
        "notes": list(learnt.notes),
        "translation": None if taught.paired is None else vars(taught.paired),
        "model": None
        if confirmed is None
        else {
            "confirmed": confirmed.confirmed,
            "doubted": confirmed.doubted,
            "unanswered": confirmed.unanswered,
            "requests": confirmed.requests,
            "cost": None if confirmed.cost is None else str(confirmed.cost),
        },
    }
