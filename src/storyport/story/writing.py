"""Writes changed entries: compares them with what was read, and stores the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.reading import load_bible

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Alias, Entry, Rendering, RenderingChange, Story

__all__ = ["changing", "remove_entries", "write_entries"]

_BATCH = 2000
_RowKey = tuple[str, str]
_Row = tuple[str, str, list[str]]


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
    stored = _with_ids(story, after)
    difference = _Difference()
    for entry in stored:
        # A new entry's own row is there already; what hangs on it is not.
        bare = replace(entry, aliases=(), alias_kinds={}, renderings={})
        old = before.by_id.get(entry.id, bare)
        if old != entry:
            difference.add(old, entry)
    difference.store()
    return stored


def remove_entries(ids: Sequence[int]) -> None:
    """Remove whole entries with all that hangs on them; call within `changing`."""
    from storyport.story.models import Entry

    Entry.objects.filter(pk__in=ids).delete()


def _with_ids(story: Story, entries: Sequence[EntryFacts]) -> tuple[EntryFacts, ...]:
    from storyport.story.models import Entry

    entries = [entry if entry.kind else replace(entry, kind="term") for entry in entries]
    rows = [
        Entry(
            story=story,
            headword=entry.headword,
            kind=entry.kind,
            gender=entry.gender,
            note=entry.note,
        )
        for entry in entries
        if not entry.id
    ]
    made = iter(Entry.objects.bulk_create(rows, batch_size=_BATCH))
    return tuple(entry if entry.id else replace(entry, id=next(made).pk) for entry in entries)


@dataclass
class _Difference:
    """What has to be stored, gathered over many entries."""

    entries: list[Entry] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)
    lost_aliases: list[tuple[int, str]] = field(default_factory=list)
    renderings: list[Rendering] = field(default_factory=list)
    lost_renderings: list[tuple[int, str, str]] = field(default_factory=list)
    changes: list[RenderingChange] = field(default_factory=list)

    def add(self, old: EntryFacts, new: EntryFacts) -> None:
        """Take up what differs between an entry as it was and as it shall be."""
        from storyport.story.models import Alias, Entry

        if (old.headword, old.kind, old.gender, old.note) != (
            new.headword,
            new.kind,
            new.gender,
            new.note,
        ):
            self.entries.append(
                Entry(
                    pk=new.id,
                    headword=new.headword,
                    kind=new.kind,
                    gender=new.gender,
                    note=new.note,
                )
            )
        before = {alias: old.alias_kinds.get(alias, "") for alias in old.aliases}
        after = {alias: new.alias_kinds.get(alias, "") for alias in new.aliases}
        self.aliases += [
            Alias(entry_id=new.id, text=alias, kind=kind)
            for alias, kind in after.items()
            if before.get(alias) != kind
        ]
        self.lost_aliases += [(new.id, alias) for alias in before if alias not in after]
        self._add_renderings(old, new)

    def _add_renderings(self, old: EntryFacts, new: EntryFacts) -> None:
        from storyport.story.models import Rendering

        before, after = _rows(old.renderings), _rows(new.renderings)
        for (locale, form), row in after.items():
            if before.get((locale, form)) == row:
                continue
            text, status, banned = row
            self.renderings.append(
                Rendering(
                    entry_id=new.id,
                    locale=locale,
                    form=form,
                    text=text,
                    status=status,
                    banned=banned,
                )
            )
        self.lost_renderings += [(new.id, *key) for key in before if key not in after]
        self._add_changes(new.id, before, after)

    def _add_changes(
        self, entry: int, before: Mapping[_RowKey, _Row], after: Mapping[_RowKey, _Row]
    ) -> None:
        from storyport.story.models import RenderingChange

        for locale, form in sorted({*before, *after}):
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

        Entry.objects.bulk_update(
            self.entries, ["headword", "kind", "gender", "note"], batch_size=_BATCH
        )
        _delete(Alias, ("entry_id", "text"), self.lost_aliases)
        _delete(Rendering, ("entry_id", "locale", "form"), self.lost_renderings)
        Alias.objects.bulk_create(
            self.aliases,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["entry", "text"],
            update_fields=["kind"],
        )
        Rendering.objects.bulk_create(
            self.renderings,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["entry", "locale", "form"],
            update_fields=["text", "status", "banned"],
        )
        RenderingChange.objects.bulk_create(self.changes, batch_size=_BATCH)


def _text_of(rows: Mapping[_RowKey, _Row], locale: str, form: str) -> str:
    own = rows.get((locale, form), ("", "", []))[0]
    return own or rows.get((locale, ""), ("", "", []))[0]


def _rows(renderings: Mapping[str, RenderingFacts]) -> dict[_RowKey, _Row]:
    rows: dict[_RowKey, _Row] = {}
    for locale, facts in renderings.items():
        if facts.text or facts.banned:
            rows[locale, ""] = (facts.text, facts.status, list(facts.banned))
        for form, (text, status) in facts.aliases.items():
            rows[locale, form] = (text, status, [])
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
