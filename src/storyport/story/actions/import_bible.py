"""Takes a file of entries into a bible: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.exchange import read_sheet
from storyport.story.exchange.base import Row
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.finding import find_entry
from storyport.story.merging import Kept, forbids_itself, merge
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Imported", "import_bible"]


@dataclass(frozen=True)
class Imported:
    """What came of a file.

    Attributes:
        entries: what the file spoke of, as it is now. created, changed: how many of them.
        kept: renderings that stayed although the file offers others.
        notes: what else a person should know, in words.
    """

    entries: tuple[EntryFacts, ...]
    created: int
    changed: int
    kept: tuple[Kept, ...]
    notes: tuple[str, ...]


def import_bible(
    story: Story,
    path: Path,
    to: LocaleInfo | None = None,
    *,
    proposed: bool = False,
    force: bool = False,
) -> Imported:
    """Merge a file into the bible.

    Args:
        to: locale of a plain glossary's target; else, takes this locale only.
        proposed: whatever the file says, its renderings are hints.
        force: over locked and approved renderings too.

    Raises:
        BadInput: the file cannot be read, or an entry of it cannot be used; nothing changed.
    """
    sheet = read_sheet(path, story.source_locale, to.tag if to else "")
    rows = [_proposed(row) for row in sheet.rows] if proposed else list(sheet.rows)
    with changing(story) as bible:
        merging = _Merging(bible, rows, force=force)
        for row in rows:
            merging.add(row)
        stored = write_entries(story, bible, list(merging.entries.values()))
    created = sum(1 for entry in merging.entries.values() if not entry.id)
    changed = sum(
        1 for entry in stored if entry.id in bible.by_id and bible.by_id[entry.id] != entry
    )
    return Imported(
        entries=stored,
        created=created,
        changed=changed,
        kept=tuple(merging.kept),
        notes=(*sheet.notes, *merging.notes),
    )


class _Merging:
    """Rows meeting the bible one after the other."""

    def __init__(self, bible: Bible, rows: Sequence[Row], *, force: bool) -> None:
        self.bible = bible
        self._spoken = Counter(row.entry.headword for row in rows)
        self.force = force
        self.entries: dict[tuple[str, str], EntryFacts] = {}
        self.kept: list[Kept] = []
        self.notes: list[str] = []

    def add(self, row: Row) -> None:
        """Merge one row into the entry it speaks of, or make one."""
        known = self._known(row)
        old = known or EntryFacts(0, row.entry.headword, row.entry.kind)
        # Two rows may speak of one entry: of its headword, and of an alias of it.
        key = (old.headword, old.kind)
        old = self.entries.get(key, old)
        said = _of_alias(old, row.entry)
        merged, kept = merge(old, said, force=self.force)
        _check_bans(merged, said, row.where)
        if known and known.gender and merged.gender != known.gender:
            self.notes.append(f"{known}: {known.gender} before, {merged.gender} now.")
        self.kept += kept
        self.entries[key] = merged

    def _known(self, row: Row) -> EntryFacts | None:
        entry = row.entry
        same = [old for old in self.bible.named(entry.headword) if old.headword == entry.headword]
        exact = next((old for old in same if old.kind == entry.kind), None)
        if exact is not None or not entry.kind:
            return exact or find_entry(self.bible, entry.headword, where=row.where)
        # What nobody gave a kind takes the one that the file gives, unless it gives several.
        untold = next((old for old in same if old.kind == "term"), None)
        return untold if self._spoken[entry.headword] == 1 else None


def _of_alias(old: EntryFacts, said: EntryFacts) -> EntryFacts:
    """A row without a kind whose headword is an alias speaks of the alias's renderings."""
    form = said.headword
    if form == old.headword:
        return said
    return replace(
        said,
        headword=old.headword,
        renderings={
            locale: RenderingFacts(
                banned=facts.banned,
                aliases={form: (facts.text, facts.status), **facts.aliases},
            )
            for locale, facts in said.renderings.items()
        },
    )


def _check_bans(entry: EntryFacts, said: EntryFacts, where: str) -> None:
    for locale in said.renderings:
        clash = forbids_itself(entry, locale)
        if clash:
            raise BadInput(
                f"{locale} {clash[0]!r} has the banned form {clash[1]!r} in it.",
                where=where,
                do="Take the ban out, or change the rendering; nothing was imported.",
            )


def _proposed(row: Row) -> Row:
    renderings = {
        locale: replace(
            facts,
            status="proposed",
            aliases={form: (text, "proposed") for form, (text, _) in facts.aliases.items()},
        )
        for locale, facts in row.entry.renderings.items()
    }
    return replace(row, entry=replace(row.entry, renderings=renderings))
