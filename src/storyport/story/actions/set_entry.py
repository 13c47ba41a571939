"""Says something about an entry, and makes it where it is not yet known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.actions.clearing import without
from storyport.story.facts import ALWAYS, Bible, EntryFacts, RenderingFacts, Status, Validity
from storyport.story.finding import find_entry
from storyport.story.guide import load_guide
from storyport.story.merging import Kept, forbids_itself, merge
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Saying", "SetResult", "set_entry"]


@dataclass(frozen=True)
class Saying:
    """What a person says about an entry; what is empty is not said.

    Attributes:
        word: headword, or an alias of a known entry.
        kind: which entry of that name, or what a new one is.
        change_kind: what its kind shall be from now on.
        locale: of text, banned and form.
        text: rendering of `form`; without a form, of `word`.
        form: the headword or an alias.
        alias_kind: what sort of forms `aliases` are.
        times: when the aliases are used for it; without aliases, when the entry holds.
        shapes: other shapes of the rendering -> what they are.
        there: what else is said of the locale: gender, pronouns, voice, choice, codex.
        proposed: a hint, not a rule. force: over a locked or an approved rendering too.
        cleared: what was said before and no longer is (see `clearing`), before anything else.
    """

    word: str
    kind: str = ""
    change_kind: str = ""
    gender: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    locale: LocaleInfo | None = None
    text: str = ""
    form: str = ""
    banned: tuple[str, ...] = ()
    alias_kind: str = ""
    times: Validity = ALWAYS
    scale: str = ""
    step: int = 0
    spoiler: int = 0
    speech: str = ""
    shapes: Mapping[str, str] = field(default_factory=dict)
    there: Mapping[str, str] = field(default_factory=dict)
    proposed: bool = False
    force: bool = False
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetResult:
    """The entry as it is now, whether it was made, whether anything is different."""

    entry: EntryFacts
    created: bool
    changed: bool


def set_entry(story: Story, saying: Saying) -> SetResult:
    """Make or change one entry.

    The entry is the one with this headword, else the one with this alias. A kind that no
    entry of this name has makes a new one, except that one of kind `term`, which is what an
    entry is called when nobody said, takes the kind given.

    Raises:
        BadInput: the word names several entries, something cannot be used, a rendering is
            locked, or the entry would ban its own rendering.
    """
    _check_saying(saying)
    said = checked_entry(_as_entry(saying), story.source_locale)
    with changing(story) as bible:
        old = _meant(bible, said)
        base = old or EntryFacts(0, said.headword, said.kind or _kind_in_packs(story, said))
        base = without(base, saying.cleared, saying.locale, saying.aliases)
        said = _on_its_form(base, said, saying)
        merged, kept = merge(base, replace(said, headword=base.headword), force=saying.force)
        merged = _with_kind(bible, merged, saying.change_kind)
        _refuse(merged, kept, saying)
        (stored,) = write_entries(story, bible, [merged])
    return SetResult(entry=stored, created=old is None, changed=stored != old)


def _check_saying(saying: Saying) -> None:
    needs: dict[str, object] = {
        "--text": saying.text,
        "--ban": saying.banned,
        "--form": saying.form,
        "--shape": saying.shapes,
        **{f"--{name}": value for name, value in saying.there.items()},
    }
    for option, value in needs.items():
        if value and saying.locale is None:
            raise BadInput(f"{option} is for one locale.", where=option, do="Say which with --to.")
    if saying.form and not saying.text:
        raise BadInput("--form without --text says nothing.", where="--form", do="Add --text.")


def _as_entry(saying: Saying) -> EntryFacts:
    status: Status = "proposed" if saying.proposed else "approved"
    renderings = {}
    if saying.locale is not None:
        facts = RenderingFacts(
            saying.text, status, saying.banned, forms=saying.shapes, **_there(saying.there)
        )
        if facts.said():
            renderings[saying.locale.tag] = facts
    return EntryFacts(
        id=0,
        headword=saying.word,
        kind=saying.kind,
        gender=saying.gender,
        aliases=saying.aliases,
        note=saying.note,
        renderings=renderings,
        alias_kinds=dict.fromkeys(saying.aliases, saying.alias_kind),
        scale=saying.scale,
        step=saying.step,
        validity=ALWAYS if saying.aliases else saying.times,
        alias_times=dict.fromkeys(saying.aliases, saying.times),
        spoiler=saying.spoiler,
        speech=saying.speech,
    )


def _there(said: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def _meant(bible: Bible, said: EntryFacts) -> EntryFacts | None:
    found = find_entry(bible, said.headword, said.kind)
    if found is not None or not said.kind:
        return found
    untold = [
        e for e in bible.named(said.headword) if (e.headword, e.kind) == (said.headword, "term")
    ]
    return untold[0] if untold else None


def _kind_in_packs(story: Story, said: EntryFacts) -> str:
    """Return what the packs of the story take a word for; empty where they do not know it."""
    known = load_guide(story).named(said.headword)
    return known[0].kind if known else ""


def _on_its_form(entry: EntryFacts, said: EntryFacts, saying: Saying) -> EntryFacts:
    """Move the text to the alias it is for; what was called by an alias speaks of that alias."""
    form = saying.form.strip() or said.headword
    if not saying.text or saying.locale is None or form == entry.headword:
        return said
    if form not in {*entry.aliases, *said.aliases}:
        raise BadInput(
            f"{form} is no alias of {entry}.", where="--form", do=f"Add it: --alias {form}"
        )
    facts = said.renderings[saying.locale.tag]
    moved = replace(facts, text="", status="proposed", aliases={form: (facts.text, facts.status)})
    return replace(said, renderings={saying.locale.tag: moved})


def _with_kind(bible: Bible, entry: EntryFacts, kind: str) -> EntryFacts:
    if not kind:
        return entry
    changed = checked_entry(replace(entry, kind=kind), bible.source)
    if any(
        (other.headword, other.kind) == (changed.headword, changed.kind) and other.id != entry.id
        for other in bible.named(entry.headword)
    ):
        raise BadInput(
            f"there is a {changed} already.", where="--change-kind", do="Remove one of the two."
        )
    return changed


def _refuse(entry: EntryFacts, kept: tuple[Kept, ...], saying: Saying) -> None:
    locale = str(saying.locale)
    for stays in kept:
        raise BadInput(
            f"{stays.locale} {stays.text!r} is {stays.status}"
            + (", and a proposal does not replace it." if saying.proposed else "."),
            where=stays.form or stays.headword,
            do="Say --force to replace it all the same.",
        )
    clash = forbids_itself(entry, locale) if saying.locale is not None else None
    if clash:
        raise BadInput(
            f"{locale} {clash[0]!r} has the banned form {clash[1]!r} in it.",
            where=entry.headword,
            do=f"Lift the ban first: storyport bible remove {entry.headword} --to {locale} "
            f'--ban "{clash[1]}"',
        )
