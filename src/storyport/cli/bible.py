"""`storyport bible`: what the story's names and terms are, and what they are called elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.bible_words import tell_entries
from storyport.cli.console import CONSOLE
from storyport.cli.following import Later, follow
from storyport.cli.stories import locale_or_none, locales_or_none, open_story
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.kernel.locales import LocaleInfo
    from storyport.story.contradictions import Conflict
    from storyport.story.facts import EntryFacts
    from storyport.story.models import Story

__all__ = ["app"]

app = typer.Typer(
    help="The story bible: names and terms, and what they are called in each locale.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Word = Annotated[str, typer.Argument(metavar="WORD", help="A headword, or an alias.")]
_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]
_Kind = Annotated[str, typer.Option(help="Which entry of that name, or what a new one is.")]
_Locale = Annotated[str, typer.Option("--to", help="Locale, such as en.")]
_Locales = Annotated[str, typer.Option("--to", help="Locales, such as en,es; default: all.")]
_Bans = Annotated[list[str] | None, typer.Option("--ban", help="Form not to be used; may repeat.")]
_Form = Annotated[str, typer.Option(help="Headword or alias whose rendering is meant.")]
_Force = Annotated[bool, typer.Option("--force", help="Over locked and approved renderings too.")]


@app.command("list")
def list_entries(
    story: _StoryName,
    text: Annotated[str, typer.Argument(help="Only entries with this in them.")] = "",
    kind: Annotated[str, typer.Option(help="Only entries of this kind.")] = "",
    to: _Locales = "",
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Only what was learned and not yet decided.")
    ] = False,
) -> None:
    """Show entries with their renderings; what was learned, the surest first."""
    from storyport.cli.bible_words import as_value, show_entries
    from storyport.story.reading import load_bible
    from storyport.story.validation import KINDS

    if kind and kind not in KINDS:
        raise BadInput(f"unknown kind {kind!r}.", where="--kind", do=f"One of {', '.join(KINDS)}.")
    locales = locales_or_none(to)
    bible = load_bible(open_story(story))
    entries = [
        entry
        for entry in bible.entries
        if kind in ("", entry.kind)
        and _mentions(entry, text)
        and not (proposed and entry.confidence is None)
    ]
    if proposed:
        entries.sort(key=lambda entry: -(entry.confidence or 0.0))
    show_entries(entries, [locale.tag for locale in locales] or bible.locales())
    CONSOLE.result({"entries": [as_value(entry, locales) for entry in entries]})


@app.command("show")
def show_one(word: _Word, story: _StoryName, kind: _Kind = "") -> None:
    """Show all that is known of an entry, with where it was seen."""
    from storyport.cli.bible_words import as_value, entry_lines
    from storyport.story.finding import need_entry
    from storyport.story.reading import load_bible

    entry = need_entry(load_bible(open_story(story)), word, kind)
    CONSOLE.table(("", str(entry)), entry_lines(entry))
    CONSOLE.result({"entry": as_value(entry)})


@app.command("approve")
def approve_some(
    story: _StoryName,
    word: Annotated[str, typer.Argument(help="A headword, or an alias.")] = "",
    to: _Locale = "",
    kind: _Kind = "",
    everything: Annotated[bool, typer.Option("--all", help="All proposed of --to.")] = False,
    sure: Annotated[
        float, typer.Option(min=0, max=1, help="With --all: learned with this confidence at least.")
    ] = 0.0,
    later: Later = False,
) -> int:
    """Make proposed renderings binding: those of one entry, or all of a locale."""
    from storyport.story.actions.approve import approve, approve_all

    locale = locale_or_none(to)
    if bool(word) == everything:
        raise BadInput("this approves one entry, or all.", do="Give a headword, or --all --to L.")
    if everything and locale is None:
        raise BadInput("--all is for one locale.", where="--all", do="Say which with --to.")
    opened = open_story(story)
    if locale is not None and everything:
        done = approve_all(opened, locale, sure)
    else:
        done = approve(opened, word, kind, locale)
    applied = [] if later else follow(opened, done.entries, locale)
    return _tell_decided(opened, done.entries, done.renderings, "approved", applied)


@app.command("lock")
def lock_one(
    word: _Word,
    story: _StoryName,
    to: _Locale = "",
    kind: _Kind = "",
    off: Annotated[bool, typer.Option("--off", help="Unlock: approved from now on.")] = False,
) -> int:
    """Lock an entry's renderings: nothing replaces them unless it is forced to."""
    from storyport.story.actions.lock import lock, unlock

    opened = open_story(story)
    done = (unlock if off else lock)(opened, word, kind, locale_or_none(to))
    return _tell_decided(opened, done.entries, done.renderings, "unlocked" if off else "locked")


@app.command("remove")
def remove_one(
    word: _Word,
    story: _StoryName,
    to: _Locale = "",
    kind: _Kind = "",
    alias: Annotated[str, typer.Option(help="This alias only.")] = "",
    form: _Form = "",
    ban: _Bans = None,
    force: _Force = False,
    later: Later = False,
) -> None:
    """Remove an entry; with --to its rendering there, with --alias one alias, with --ban a ban."""
    from storyport.cli.bible_words import as_value
    from storyport.story.actions.remove import Removal, remove
    from storyport.story.finding import find_entry
    from storyport.story.reading import load_bible

    removal = Removal(
        word=word,
        kind=kind,
        locale=locale_or_none(to),
        alias=alias,
        form=form,
        banned=tuple(ban or ()),
        force=force,
    )
    opened = open_story(story)
    before = find_entry(load_bible(opened), word.strip(), kind)
    left = remove(opened, removal)
    CONSOLE.say(f"{word}: removed." if left is None else f"{left}: changed.")
    applied = [] if later or before is None else follow(opened, [before], removal.locale)
    CONSOLE.result(
        {"entry": None if left is None else as_value(left), "changed": True, "applied": applied}
    )


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help=".json, .csv, .tsv, .xlsx or .tbx")],
    story: _StoryName,
    to: Annotated[
        str, typer.Option("--to", help="Locale of a plain glossary, or the only one to take.")
    ] = "",
    proposed: Annotated[bool, typer.Option("--proposed", help="All of it are hints.")] = False,
    force: _Force = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; tell what would come of it.")
    ] = False,
    later: Later = False,
) -> int:
    """Take in a file of entries: all of it, or nothing if a line cannot be used.

    What the file leaves out stays as it is. What is translated follows at once where that costs
    no call.
    """
    from storyport.story.actions.import_bible import import_bible

    opened = open_story(story)
    done = import_bible(
        opened, file, locale_or_none(to), proposed=proposed, force=force, dry=dry_run
    )
    would = " (nothing is changed yet)" if dry_run else ""
    CONSOLE.say(f"{len(done.entries)} entries: {done.created} new, {done.changed} changed{would}.")
    for note in (*done.notes, *map(str, done.kept)):
        CONSOLE.say(note)
    told = {
        "entries": len(done.entries),
        "created": done.created,
        "changed": done.changed,
        "kept": [vars(kept) for kept in done.kept],
        "notes": list(done.notes),
        "applied": [] if dry_run or later else follow(opened, done.different),
    }
    return tell_entries(opened, [] if dry_run else done.entries, told)


@app.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(help=".json, .csv, .tsv, .xlsx or .tbx")],
    story: _StoryName,
    to: _Locales = "",
) -> None:
    """Write the bible to a file; what its format cannot hold is named."""
    from storyport.story.actions.export_bible import export_bible

    done = export_bible(open_story(story), file, locales_or_none(to))
    CONSOLE.say(f"{done.entries} entries: {file}")
    for lost in done.lost:
        CONSOLE.say(lost)
    CONSOLE.result({"entries": done.entries, "lost": list(done.lost), "outputs": [str(file)]})


@app.command("conflicts")
def list_conflicts(
    story: _StoryName,
    to: _Locales = "",
    texts: Annotated[
        bool, typer.Option("--texts", help="Also in what is translated: forms in use, pronouns.")
    ] = False,
) -> int:
    """Show where the bible contradicts itself; exit code 1 if any of it blocks."""
    from storyport.cli.bible_words import conflict_values, show_conflicts
    from storyport.story.conflicts import find_conflicts
    from storyport.story.reading import load_bible

    opened, locales = open_story(story), locales_or_none(to)
    bible = load_bible(opened)
    found = find_conflicts(bible, [locale.tag for locale in locales])
    code = show_conflicts(found)
    in_texts: list[Conflict] = []
    if texts:
        in_texts = _conflicts_in_texts(opened, locales)
        show_conflicts(in_texts, blocks=False)
    if not (found or in_texts):
        CONSOLE.say("No conflicts.")
    CONSOLE.result({"conflicts": conflict_values([*found, *in_texts], bible)})
    return 1 if in_texts and not code else code


def _conflicts_in_texts(story: Story, locales: Sequence[LocaleInfo]) -> list[Conflict]:
    from storyport.cli.progress import run_bar
    from storyport.localize.consistency.conflicts import find_text_conflicts

    with run_bar() as bar:
        return list(find_text_conflicts(story, locales, bar.stage))


def _mentions(entry: EntryFacts, text: str) -> bool:
    texts = [*entry.forms(), entry.note]
    for facts in entry.renderings.values():
        texts += [facts.text, *facts.banned, *(own for own, _ in facts.aliases.values())]
    return any(text.casefold() in each.casefold() for each in texts)


def _tell_decided(
    story: Story,
    entries: Sequence[EntryFacts],
    renderings: int,
    verb: str,
    applied: Sequence[dict[str, Any]] = (),
) -> int:
    from storyport.cli.bible_words import as_value

    CONSOLE.say(f"{renderings} renderings of {len(entries)} entries {verb}.")
    told = {
        "entries": [as_value(entry) for entry in entries],
        "renderings": renderings,
        "applied": list(applied),
    }
    return tell_entries(story, entries, told)
