"""`storyport bible set` and `bible call`: what a person says about an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.bible_words import tell_entries
from storyport.cli.console import CONSOLE
from storyport.cli.following import Later, follow
from storyport.cli.stories import locale_or_none, open_story
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.story.models import Story

__all__ = ["call", "join_two", "set_one"]

_Word = Annotated[str, typer.Argument(metavar="WORD", help="A headword, or an alias.")]
_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]
_Since = Annotated[int, typer.Option(help="Story time (chapter of the novel) it begins at.")]
_Until = Annotated[int, typer.Option(help="Last story time at which it holds.")]
_There = "In the locale of --to: "


def set_one(
    word: _Word,
    story: _StoryName,
    to: Annotated[str, typer.Option("--to", help="Locale, such as en.")] = "",
    text: Annotated[str | None, typer.Option(help="What it is called there.")] = None,
    kind: Annotated[str, typer.Option(help="Which entry of that name, or what a new one is.")] = "",
    change_kind: Annotated[str, typer.Option(help="What its kind shall be.")] = "",
    gender: Annotated[str, typer.Option(help="female, male, neutral or unknown.")] = "",
    note: Annotated[str, typer.Option(help="For translators.")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="Another form; may repeat.")] = None,
    alias_kind: Annotated[
        str, typer.Option(help="Sort of --alias: nickname, title, disguise, short, ...")
    ] = "",
    since: _Since = 0,
    until: _Until = 0,
    spoiler: Annotated[
        int, typer.Option(help="Story time before which readers should not know of it.")
    ] = 0,
    scale: Annotated[str, typer.Option(help="Of a rank: its scale.")] = "",
    step: Annotated[int, typer.Option(help="Of a rank: its place on the scale, 1 the lowest.")] = 0,
    speech: Annotated[str, typer.Option(help="How the person speaks, in words.")] = "",
    form: Annotated[str, typer.Option(help="Headword or alias whose rendering is meant.")] = "",
    ban: Annotated[
        list[str] | None, typer.Option("--ban", help="Form not to be used; may repeat.")
    ] = None,
    shape: Annotated[
        list[str] | None,
        typer.Option(help=f"{_There}another shape of the text, such as Inkmasters=plural."),
    ] = None,
    gender_there: Annotated[str, typer.Option(help=f"{_There}its gender.")] = "",
    pronouns: Annotated[str, typer.Option(help=f"{_There}its pronouns, such as she/her.")] = "",
    voice: Annotated[str, typer.Option(help=f"{_There}the voice that speaks it.")] = "",
    choice: Annotated[
        str, typer.Option(help=f"{_There}translate, transliterate or explain a heritage term.")
    ] = "",
    codex: Annotated[str, typer.Option(help=f"{_There}what a reader may look up.")] = "",
    proposed: Annotated[bool, typer.Option("--proposed", help="A hint, not a rule.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Over locked and approved renderings too.")
    ] = False,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear",
            help="Take back: gender, note, speech, scale, step, spoiler, times; with --to: gender,"
            " pronouns, voice, choice, codex, shapes. May repeat.",
        ),
    ] = None,
    later: Later = False,
) -> int:
    """Say something about an entry; it is made if it is not there.

    A word that stands in none of the story's texts is only made where --kind says what it is.
    What is translated follows at once where that costs no call: a new name is put in place of the
    old one where that is safe; the rest is left for the next translation, and counted. --since and
    --until are of the --alias given with them, else of the whole entry.
    """
    from storyport.cli.bible_words import as_value
    from storyport.story.actions.set_entry import Saying, set_entry
    from storyport.story.facts import Validity

    if alias_kind and not alias:
        raise BadInput(
            "--alias-kind is of an alias.", where="--alias-kind", do="Say which with --alias."
        )
    if text is not None and not text.strip():
        raise BadInput(
            "the rendering is empty.", where="--text", do="storyport bible remove takes one away."
        )
    saying = Saying(
        word=word,
        kind=kind,
        change_kind=change_kind,
        gender=gender,
        note=note,
        aliases=tuple(alias or ()),
        alias_kind=alias_kind,
        times=Validity(since, until),
        spoiler=spoiler,
        scale=scale,
        step=step,
        speech=speech,
        locale=locale_or_none(to),
        text=text or "",
        form=form,
        banned=tuple(ban or ()),
        shapes=dict(_shape(each) for each in shape or ()),
        there={
            "gender": gender_there,
            "pronouns": pronouns,
            "voice": voice,
            "choice": choice,
            "codex": codex,
        },
        proposed=proposed,
        force=force,
        cleared=tuple(clear or ()),
    )
    opened = open_story(story)
    _check_word(opened, word.strip(), kind)
    done = set_entry(opened, saying)
    what = "made" if done.created else "changed" if done.changed else "as it was"
    CONSOLE.say(f"{done.entry}: {what}.")
    told: dict[str, Any] = {
        "entry": as_value(done.entry),
        "changed": done.changed,
        "created": done.created,
    }
    if done.changed and not later:
        told["applied"] = follow(opened, [done.entry], saying.locale)
    return tell_entries(opened, [done.entry], told)


def _check_word(story: Story, word: str, kind: str) -> None:
    """Refuse a slip of the pen: what neither the bible nor any text of the story has."""
    from storyport.localize.standing import stands_in
    from storyport.story.finding import alike
    from storyport.story.guide import load_guide

    guide = load_guide(story)
    if kind or guide.named(word) or stands_in(story, word):
        return
    near = alike(guide, word)
    raise BadInput(
        f"{word} is in neither the bible nor any text of the story.",
        where=story.name,
        do=(f"Most alike: {', '.join(near)}. " if near else "")
        + "To make it all the same, say what it is: --kind character.",
    )


def call(
    who: Annotated[str, typer.Argument(help="Who speaks.")],
    whom: Annotated[str, typer.Argument(help="Who is spoken to, or of.")],
    word: Annotated[str, typer.Argument(help="What they are called, such as 师兄.")],
    story: _StoryName,
    to: Annotated[str, typer.Option("--to", help="Locale, such as en.")] = "",
    text: Annotated[str, typer.Option(help="What that becomes there.")] = "",
    since: _Since = 0,
    until: _Until = 0,
    remove: Annotated[bool, typer.Option("--remove", help="They do not, after all.")] = False,
    proposed: Annotated[bool, typer.Option("--proposed", help="A hint, not a rule.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Over what is decided too.")] = False,
) -> int:
    """Say how one calls another: A calls B 师兄, and what that becomes in a locale."""
    from storyport.cli.bible_words import as_value
    from storyport.story.actions.relate import Address, relate, unrelate
    from storyport.story.facts import Validity

    opened = open_story(story)
    if remove:
        entry = unrelate(opened, who, whom, word)
    else:
        times = Validity(since, until)
        locale = locale_or_none(to)
        entry = relate(
            opened, Address(who, whom, word, times, locale, text, proposed=proposed, force=force)
        )
    does = "no longer calls" if remove else "calls"
    CONSOLE.say(f"{who} {does} {whom} {word}{f' = {text}' if text else ''}.")
    return tell_entries(opened, [entry], {"entry": as_value(entry)})


def _shape(said: str) -> tuple[str, str]:
    text, _, what = said.partition("=")
    return text.strip(), what.strip()


def join_two(
    word: Annotated[str, typer.Argument(metavar="WORD", help="The entry that goes.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The entry that stays.")],
    story: _StoryName,
    kind: Annotated[str, typer.Option(help="Kind of WORD's entry, where it names several.")] = "",
    into_kind: Annotated[
        str, typer.Option(help="Kind of INTO's entry, where it names several.")
    ] = "",
    alias_kind: Annotated[
        str, typer.Option(help="What sort of form WORD is then: title, nickname, disguise, ...")
    ] = "",
    later: Later = False,
) -> int:
    """Make two entries one: the same person under a name and under a title."""
    from storyport.cli.bible_words import as_value
    from storyport.story.actions.join import join

    opened = open_story(story)
    entry, kept = join(opened, word, into, (kind, into_kind), alias_kind)
    CONSOLE.say(f"{word} is a form of {entry} now.")
    for stays in kept:
        CONSOLE.say(str(stays))
    told: dict[str, Any] = {"entry": as_value(entry), "kept": [vars(stays) for stays in kept]}
    if not later:
        told["applied"] = follow(opened, [entry])
    return tell_entries(opened, [entry], told)
