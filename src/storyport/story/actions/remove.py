"""Takes an entry out of the bible, or one thing that it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import EntryFacts, RenderingFacts, Status
from storyport.story.finding import need_entry
from storyport.story.writing import changing, remove_entries, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Removal", "remove"]


@dataclass(frozen=True)
class Removal:
    """What is to go; with nothing but the word, the whole entry.

    Attributes:
        word: headword; an alias alone means that alias. kind: which entry of that name.
        locale: its rendering, with those of the aliases and the bans; with `form` or
            `banned` only these.
        alias: an alias, with its renderings.
        force: locked renderings too.
    """

    word: str
    kind: str = ""
    locale: LocaleInfo | None = None
    alias: str = ""
    form: str = ""
    banned: tuple[str, ...] = ()
    force: bool = False


def remove(story: Story, removal: Removal) -> EntryFacts | None:
    """Remove, and return the entry as it is now, None where nothing of it is left.

    Raises:
        BadInput: there is no such thing to remove, or it is locked.
    """
    if (removal.form or removal.banned) and removal.locale is None:
        raise BadInput("a rendering is of one locale.", where="--to", do="Say which with --to.")
    with changing(story) as bible:
        entry = need_entry(bible, removal.word, removal.kind)
        removal = _of_alias(entry, removal)
        after = _without(entry, removal)
        if not removal.force:
            _check_unlocked(entry, after)
        if after is None:
            remove_entries([entry.id])
            if entry.confidence is not None:
                _reject(story, entry.headword)
            return None
        if removal.alias and entry.confidence is not None:
            _reject(story, removal.alias.strip())
        (stored,) = write_entries(story, bible, [after])
    return stored


def _of_alias(entry: EntryFacts, removal: Removal) -> Removal:
    """Return what is meant by one called by an alias, with nothing else said: that alias."""
    word = removal.word.strip()
    bare = not (removal.alias or removal.form or removal.banned or removal.locale)
    return replace(removal, alias=word) if bare and word in entry.aliases else removal


def _reject(story: Story, headword: str) -> None:
    """Remember that what was learned was wrong, so that it is not proposed again."""
    story.refresh_from_db(fields=["rejected"])
    story.rejected = sorted({*story.rejected, headword})
    story.save(update_fields=["rejected"])


def _without(entry: EntryFacts, removal: Removal) -> EntryFacts | None:
    if removal.alias:
        entry = _without_alias(entry, removal.alias.strip())
    if removal.locale is not None:
        return _without_rendering(entry, removal.locale.tag, removal)
    return entry if removal.alias else None


def _without_alias(entry: EntryFacts, alias: str) -> EntryFacts:
    _check(entry, f"no alias {alias}", there=alias in entry.aliases)
    return replace(
        entry,
        aliases=tuple(form for form in entry.aliases if form != alias),
        alias_kinds={form: kind for form, kind in entry.alias_kinds.items() if form != alias},
        alias_times={form: own for form, own in entry.alias_times.items() if form != alias},
        renderings={
            tag: replace(facts, aliases=_less(facts, alias))
            for tag, facts in entry.renderings.items()
        },
    )


def _without_rendering(entry: EntryFacts, locale: str, removal: Removal) -> EntryFacts:
    facts = entry.renderings.get(locale, RenderingFacts())
    _check(entry, f"nothing for {locale}", there=facts.said())
    form = removal.form.strip()
    if removal.banned:
        bans = [ban.strip() for ban in removal.banned]
        for ban in bans:
            _check(entry, f"no {locale} ban {ban!r}", there=ban in facts.banned)
        facts = replace(facts, banned=tuple(ban for ban in facts.banned if ban not in bans))
    if form == entry.headword:
        _check(entry, f"no {locale} rendering", there=bool(facts.text))
        facts = replace(facts, text="", status="proposed")
    elif form:
        _check(entry, f"no {locale} rendering of {form}", there=form in facts.aliases)
        facts = replace(facts, aliases=_less(facts, form))
    if not (form or removal.banned):
        facts = RenderingFacts(former=facts.former, former_aliases=facts.former_aliases)
    return replace(entry, renderings={**entry.renderings, locale: facts})


def _less(facts: RenderingFacts, form: str) -> dict[str, tuple[str, Status]]:
    return {alias: own for alias, own in facts.aliases.items() if alias != form}


def _check(entry: EntryFacts, lack: str, *, there: bool) -> None:
    if not there:
        raise BadInput(
            f"{entry} has {lack}.",
            where=entry.headword,
            do=f"See: storyport bible list {entry.headword}",
        )


def _check_unlocked(before: EntryFacts, after: EntryFacts | None) -> None:
    left = after.renderings if after else {}
    for locale, facts in before.renderings.items():
        now = left.get(locale, RenderingFacts())
        lost = [
            form
            for form, own in facts.aliases.items()
            if form not in now.aliases and own[1] == "locked"
        ]
        if facts.text != now.text and facts.status == "locked":
            lost.insert(0, before.headword)
        if lost:
            raise BadInput(
                f"the {locale} rendering of {lost[0]} is locked.",
                where=before.headword,
                do="Say --force to remove it all the same.",
            )
