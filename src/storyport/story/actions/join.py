"""Makes two entries one: the same person under a name and under a title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storyport.kernel.errors import BadInput
from storyport.story.facts import Bible, EntryFacts, RelationFacts, RenderingFacts, Status
from storyport.story.finding import need_entry
from storyport.story.merging import Kept, contains, merge
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, remove_entries, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["join"]


def join(
    story: Story, word: str, into: str, kinds: tuple[str, str] = ("", ""), alias_kind: str = ""
) -> tuple[EntryFacts, tuple[Kept, ...]]:
    """Make an entry's forms those of another one, and take it away.

    Its renderings become those of its forms, with the status they had, so that what was agreed
    still holds; what the one that stays says of itself holds, the other fills in what it lacks.

    Args:
        word, into: headword or alias of the entry that goes, and of the one that stays.
        kinds: of the two, where a word names several; empty for any.
        alias_kind: sort of form that its headword is from now on.

    Returns:
        the entry as it is now, and what of the other one gave way.

    Raises:
        BadInput: one of them is not there, or both are the same, or their genders contradict.
    """
    with changing(story) as bible:
        goes, stays = need_entry(bible, word, kinds[0]), need_entry(bible, into, kinds[1])
        _check(goes, stays)
        mine = replace(stays, relations=tuple(_without(stays, goes)))
        joined, kept = merge(mine, _as_forms(goes, stays, alias_kind))
        joined = checked_entry(joined, story.source_locale)
        others = list(_pointing(bible, goes, stays))
        remove_entries([goes.id])
        left = Bible(tuple(e for e in bible.entries if e.id != goes.id), bible.source)
        stored = write_entries(story, left, [joined, *others])
    return stored[0], (*kept, *_given_way(goes, stays))


def _check(goes: EntryFacts, stays: EntryFacts) -> None:
    if goes.id == stays.id:
        raise BadInput(f"{goes} is one entry already.", where=goes.headword, do="Name two entries.")
    sexes = {goes.gender, stays.gender} & {"female", "male"}
    if len(sexes) > 1:
        raise BadInput(
            f"{goes} is {goes.gender}, and {stays} is {stays.gender}.",
            where=goes.headword,
            do=f"If it is one person, say which first: bible set {goes.headword} --gender …",
        )


def _forms(goes: EntryFacts, stays: EntryFacts) -> tuple[str, ...]:
    return tuple(form for form in goes.forms() if form != stays.headword)


def _without(entry: EntryFacts, other: EntryFacts) -> Iterable[RelationFacts]:
    """Give the relations of an entry but for those to another one."""
    for one in entry.relations:
        if (one.other, one.other_kind) != (other.headword, other.kind):
            yield one


def _as_forms(goes: EntryFacts, stays: EntryFacts, alias_kind: str) -> EntryFacts:
    """Return what the other entry gets: all forms as aliases, each with its own rendering."""
    forms = _forms(goes, stays)
    times = {form: goes.validity_of(form) for form in forms}
    kinds = {**goes.alias_kinds, goes.headword: alias_kind or goes.kind}
    lent: dict[str, Any] = {name: getattr(goes, name) for name in _LENT if not getattr(stays, name)}
    return replace(
        EntryFacts(0, stays.headword),
        aliases=forms,
        renderings={
            locale: _moved(goes, stays, locale, facts) for locale, facts in goes.renderings.items()
        },
        alias_kinds={form: kinds[form] for form in forms if kinds.get(form)},
        alias_times={form: one for form, one in times.items() if any(one)},
        confidence=goes.confidence,
        relations=tuple(_without(goes, stays)),
        evidence=goes.evidence,
        **lent,
    )


_LENT = ("gender", "note", "speech", "scale", "step", "spoiler")
_LENT_THERE = ("gender", "pronouns", "voice", "choice", "codex")


def _moved(
    goes: EntryFacts, stays: EntryFacts, locale: str, facts: RenderingFacts
) -> RenderingFacts:
    here = stays.renderings.get(locale, RenderingFacts())
    own: dict[str, tuple[str, Status]] = {}
    for form in _forms(goes, stays):
        found = facts.aliases.get(form)
        if found is None and goes.rendering_of(form, locale) is not None:
            found = (facts.text, facts.status)
        if found and found[0]:
            own[form] = found
    texts = [text for text in (here.text, *(text for text, _ in here.aliases.values())) if text]
    texts += [text for text, _ in own.values()]
    said: dict[str, Any] = {name: "" for name in _LENT_THERE if getattr(here, name)}
    return replace(
        facts,
        text="",
        status="proposed",
        banned=tuple(
            ban for ban in facts.banned if not any(contains(text, ban, locale) for text in texts)
        ),
        aliases=own,
        former=(),
        former_aliases={},
        **said,
    )


def _given_way(goes: EntryFacts, stays: EntryFacts) -> Iterable[Kept]:
    """Give what the one that goes called the one that stays, where that calls itself otherwise."""
    for locale, facts in goes.renderings.items():
        said, _ = facts.aliases.get(stays.headword, ("", "proposed"))
        here = stays.renderings.get(locale, RenderingFacts())
        if said and here.text and said != here.text:
            yield Kept(stays.headword, locale, "", here.text, here.status, said)


def _pointing(bible: Bible, goes: EntryFacts, stays: EntryFacts) -> Iterable[EntryFacts]:
    """Give the entries that call the one that goes something, calling the other one that."""
    for entry in bible.entries:
        if entry.id in (goes.id, stays.id):
            continue
        relations = tuple(_turned(one, goes, stays) for one in entry.relations)
        if relations != entry.relations:
            yield replace(entry, relations=relations)


def _turned(relation: RelationFacts, goes: EntryFacts, stays: EntryFacts) -> RelationFacts:
    if (relation.other, relation.other_kind) != (goes.headword, goes.kind):
        return relation
    return replace(relation, other=stays.headword, other_kind=stays.kind)
