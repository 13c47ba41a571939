"""Makes two entries one: the same person under a name and under a title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.story.facts import Bible, EntryFacts, RelationFacts, RenderingFacts, Status
from storyport.story.finding import need_entry
from storyport.story.merging import Kept, merge
from storyport.story.writing import changing, remove_entries, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["join"]


def join(
    story: Story, word: str, into: str, kind: str = "", alias_kind: str = ""
) -> tuple[EntryFacts, tuple[Kept, ...]]:
    """Make an entry's forms those of another one, and take it away.

    Its renderings become those of its forms, with the status they had, so that what was agreed
    still holds; where both say something else of themselves (gender, note, ...) that of the one
    that stays holds.

    Args:
        word, into: headword or alias of the entry that goes, and of the one that stays.
        kind: of the entry that goes, where its word names several.
        alias_kind: sort of form that its headword is from now on.

    Returns:
        the entry as it is now, and what of the other one gave way.

    Raises:
        BadInput: one of them is not there, or both are the same, or their genders contradict.
    """
    with changing(story) as bible:
        goes, stays = need_entry(bible, word, kind), need_entry(bible, into)
        _check(goes, stays)
        joined, kept = merge(stays, _as_forms(goes, stays, alias_kind))
        others = list(_pointing(bible, goes, stays))
        remove_entries([goes.id])
        left = Bible(tuple(e for e in bible.entries if e.id != goes.id), bible.source)
        stored = write_entries(story, left, [joined, *others])
    return stored[0], kept


def _check(goes: EntryFacts, stays: EntryFacts) -> None:
    if goes.id == stays.id:
        raise BadInput(f"{goes} is one entry already.", where=goes.headword)
    sexes = {goes.gender, stays.gender} & {"female", "male"}
    if len(sexes) > 1:
        raise BadInput(
            f"{goes} is {goes.gender}, and {stays} is {stays.gender}.",
            where=goes.headword,
            do=f"If it is one person, say which first: bible set {goes.headword} --gender …",
        )


def _as_forms(goes: EntryFacts, stays: EntryFacts, alias_kind: str) -> EntryFacts:
    """Return what the other entry gets: all forms as aliases, each with its own rendering."""
    times = {form: goes.validity_of(form) for form in goes.forms()}
    return EntryFacts(
        0,
        stays.headword,
        "",
        "" if stays.gender else goes.gender,
        aliases=goes.forms(),
        note="" if stays.note else goes.note,
        renderings={locale: _moved(goes, facts) for locale, facts in goes.renderings.items()},
        alias_kinds={**goes.alias_kinds, goes.headword: alias_kind or goes.kind},
        alias_times={form: one for form, one in times.items() if any(one)},
        speech="" if stays.speech else goes.speech,
        confidence=goes.confidence,
        relations=tuple(one for one in goes.relations if one.other != stays.headword),
        evidence=goes.evidence,
    )


def _moved(goes: EntryFacts, facts: RenderingFacts) -> RenderingFacts:
    own: dict[str, tuple[str, Status]] = {
        form: facts.aliases.get(form, (facts.text, facts.status)) for form in goes.forms()
    }
    return replace(
        facts,
        text="",
        status="proposed",
        aliases={form: said for form, said in own.items() if said[0]},
        former=(),
        former_aliases={},
    )


def _pointing(bible: Bible, goes: EntryFacts, stays: EntryFacts) -> Iterable[EntryFacts]:
    """Give the entries that call the one that goes something, calling the other one that."""
    for entry in bible.entries:
        if entry.id in (goes.id, stays.id):
            continue
        relations = tuple(_turned(one, goes, stays) for one in entry.relations)
        if relations != entry.relations:
            unique = {(one.other, one.other_kind, one.word): one for one in reversed(relations)}
            yield replace(entry, relations=tuple(unique[key] for key in sorted(unique)))


def _turned(relation: RelationFacts, goes: EntryFacts, stays: EntryFacts) -> RelationFacts:
    if (relation.other, relation.other_kind) != (goes.headword, goes.kind):
        return relation
    return replace(relation, other=stays.headword, other_kind=stays.kind)
