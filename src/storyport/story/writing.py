"""Writes changed entries: compares them with what was read, and stores the difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from storyport.kernel.errors import BadInput
from storyport.story.background import store_background
from storyport.story.facts import (
    ALWAYS,
    Bible,
    EntryFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)
from storyport.story.reading import load_bible

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Alias, Entry, Rendering, RenderingChange, Story

__all__ = ["changing", "remove_entries", "write_entries"]

_BATCH = 2000
_RowKey = tuple[str, str]
_Row = dict[str, Any]


@contextmanager
def changing(story: Story) -> Iterator[Bible]:
    """Give the bible inside a transaction that nobody else changes it in; all or nothing."""
    from django.db import transaction

    from storyport.story.models import Story as Stories

    with transaction.atomic():
        Stories.objects.select_for_update().get(pk=story.pk)
        yield load_bible(story)


def write_entries(
    story: Story, before: Bible, after: Sequence[EntryFacts]
) -> tuple[EntryFacts, ...]:
    """Store entries as they shall be; call within `changing`.

    Args:
        story: whose. before: as it was read.
        after: the entries that may differ; id 0 makes a new one. What an entry lacks that it
            had before (an alias, a rendering) is removed.

    Returns:
        The entries with their ids, in the order given.
    """
    named = _with_ids(story, after)
    ids = _ids_by_name(before, named)
    kinds = _kinds_by_headword(ids)
    stored = tuple(_with_others(entry, ids, kinds) for entry in named)
    difference = _Difference(story.pk)
    changed = []
    for entry in stored:
        # A new entry's own row is there already; what hangs on it is not.
        bare = replace(entry, renderings={}, relations=(), evidence=(), **_NO_ALIASES)
        old = before.by_id.get(entry.id, bare)
        if old != entry:
            difference.add(old, entry)
            changed.append((old, entry))
    difference.store()
    store_background(changed, ids)
    return stored


_NO_ALIASES: dict[str, Any] = {"aliases": (), "alias_kinds": {}, "alias_times": {}}


def _ids_by_name(before: Bible, after: Sequence[EntryFacts]) -> dict[tuple[str, str], int]:
    entries = {**before.by_id, **{entry.id: entry for entry in after}}
    return {(entry.headword, entry.kind): entry.id for entry in entries.values()}


def _kinds_by_headword(ids: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for headword, kind in ids:
        kinds.setdefault(headword, []).append(kind)
    return kinds


def _with_others(
    entry: EntryFacts, ids: Mapping[tuple[str, str], int], kinds: Mapping[str, Sequence[str]]
) -> EntryFacts:
    """Return the entry with the kinds of those it calls something filled in.

    Raises:
        BadInput: there is no such entry, or there are several of that name.
    """
    if not entry.relations:
        return entry
    relations = [_with_other_kind(entry, relation, ids, kinds) for relation in entry.relations]
    unique = {(one.other, one.other_kind, one.word): one for one in reversed(relations)}
    return replace(entry, relations=tuple(unique[key] for key in sorted(unique)))


def _with_other_kind(
    entry: EntryFacts,
    relation: RelationFacts,
    ids: Mapping[tuple[str, str], int],
    kinds: Mapping[str, Sequence[str]],
) -> RelationFacts:
    if (relation.other, relation.other_kind) in ids:
        return relation
    known = kinds.get(relation.other, ())
    if len(known) != 1 or relation.other_kind:
        lack = "names several entries" if len(known) > 1 else "is no entry"
        raise BadInput(
            f"{entry} calls {relation.other} {relation.word}, and {relation.other} {lack}.",
            where=entry.headword,
            do="Give the headword (and the kind) of an entry that the bible has.",
        )
    return replace(relation, other_kind=known[0])


def remove_entries(ids: Sequence[int]) -> None:
    """Remove whole entries with all that hangs on them; call within `changing`."""
    from storyport.story.models import Entry

    Entry.objects.filter(pk__in=ids).delete()


def _with_ids(story: Story, entries: Sequence[EntryFacts]) -> tuple[EntryFacts, ...]:
    from storyport.story.models import Entry

    entries = [entry if entry.kind else replace(entry, kind="term") for entry in entries]
    rows = [Entry(story=story, **_own(entry)) for entry in entries if not entry.id]
    made = iter(Entry.objects.bulk_create(rows, batch_size=_BATCH))
    return tuple(entry if entry.id else replace(entry, id=next(made).pk) for entry in entries)


_OWN = ("headword", "kind", "gender", "note", "scale", "step", "spoiler", "speech", "confidence")


def _own(entry: EntryFacts) -> dict[str, Any]:
    """Return what stands in an entry's own row."""
    return {name: getattr(entry, name) for name in _OWN} | entry.validity._asdict()


def _alias_rows(entry: EntryFacts) -> dict[str, tuple[str, Validity]]:
    return {
        alias: (entry.alias_kinds.get(alias, ""), entry.alias_times.get(alias, ALWAYS))
        for alias in entry.aliases
    }


@dataclass
class _Difference:
    """What has to be stored, gathered over many entries."""

    story: int
    entries: list[Entry] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    lost_aliases: list[tuple[int, str]] = field(default_factory=list)
    renderings: list[Rendering] = field(default_factory=list)
    lost_renderings: list[tuple[int, str, str]] = field(default_factory=list)
    changes: list[RenderingChange] = field(default_factory=list)

    def add(self, old: EntryFacts, new: EntryFacts) -> None:
        """Take up what differs between an entry as it was and as it shall be."""
        from storyport.story.models import Alias, Entry

        if _own(old) != _own(new):
            self.entries.append(Entry(pk=new.id, story_id=self.story, **_own(new)))
        before, after = _alias_rows(old), _alias_rows(new)
        self.aliases += [
            Alias(entry_id=new.id, text=alias, kind=kind, **times._asdict())
            for alias, (kind, times) in after.items()
            if before.get(alias) != (kind, times)
        ]
        self.lost_aliases += [(new.id, alias) for alias in before if alias not in after]
        self._add_renderings(old, new)

    def _add_renderings(self, old: EntryFacts, new: EntryFacts) -> None:
        from storyport.story.models import Rendering

        before, after = _rows(old.renderings), _rows(new.renderings)
        for (locale, form), row in after.items():
            if before.get((locale, form)) == row:
                continue
            self.renderings.append(Rendering(entry_id=new.id, locale=locale, form=form, **row))
        self.lost_renderings += [(new.id, *key) for key in before if key not in after]
        self._add_changes(new.id, before, after, {"", *old.aliases})

    def _add_changes(
        self,
        entry: int,
        before: Mapping[_RowKey, _Row],
        after: Mapping[_RowKey, _Row],
        known: Collection[str],
    ) -> None:
        from storyport.story.models import RenderingChange

        for locale, form in sorted({*before, *after}):
            if form not in known:
                continue  # it was not this entry's, so nothing of it was said
            # An alias that gets, or loses, a rendering of its own had, or has, the headword's.
            old = _text_of(before, locale, form)
            new = _text_of(after, locale, form)
            if old and old != new:
                self.changes.append(
                    RenderingChange(entry_id=entry, locale=locale, form=form, old=old, new=new)
                )

    def store(self) -> None:
        """Store all of it in a fixed number of statements per batch."""
        from storyport.story.models import Alias, Entry, Rendering, RenderingChange

        # Far quicker than an update, which sends a CASE for each column.
        Entry.objects.bulk_create(
            self.entries,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*_OWN, "since", "until"],
        )
        _delete(Alias, ("entry_id", "text"), self.lost_aliases)
        _delete(Rendering, ("entry_id", "locale", "form"), self.lost_renderings)
        Alias.objects.bulk_create(
            self.aliases,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["entry", "text"],
            update_fields=["kind", "since", "until"],
        )
        Rendering.objects.bulk_create(
            self.renderings,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["entry", "locale", "form"],
            update_fields=["text", "status", "banned", "forms", *_DESCRIBED],
        )
        RenderingChange.objects.bulk_create(self.changes, batch_size=_BATCH)


def _text_of(rows: Mapping[_RowKey, _Row], locale: str, form: str) -> str:
    own = rows.get((locale, form), {}).get("text")
    return str(own or rows.get((locale, ""), {}).get("text", ""))


_DESCRIBED = ("gender", "pronouns", "voice", "choice", "codex")


def _rows(renderings: Mapping[str, RenderingFacts]) -> dict[_RowKey, _Row]:
    rows: dict[_RowKey, _Row] = {}
    for locale, facts in renderings.items():
        if facts.text or facts.banned or facts.forms or facts.described():
            rows[locale, ""] = {
                "text": facts.text,
                "status": facts.status,
                "banned": list(facts.banned),
                "forms": dict(facts.forms),
                **{name: getattr(facts, name) for name in _DESCRIBED},
            }
        for form, (text, status) in facts.aliases.items():
            rows[locale, form] = {"text": text, "status": status}
    return rows


def _delete(
    model: type[Alias | Rendering],
    fields: Sequence[str],
    keys: Sequence[tuple[int | str, ...]],
) -> None:
    wanted = set(keys)
    entries = list(dict.fromkeys(key[0] for key in keys))
    for start in range(0, len(entries), _BATCH):
        chunk = entries[start : start + _BATCH]
        rows = model.objects.filter(entry_id__in=chunk).values_list("pk", *fields)
        lost = [row[0] for row in rows if tuple(row[1:]) in wanted]
        model.objects.filter(pk__in=lost).delete()
