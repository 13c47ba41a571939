"""Takes a file of entries into a bible: all of it, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.combining import said_of
from storyport.story.exchange import read_sheet
from storyport.story.exchange.base import Row, Troubles, collecting_later
from storyport.story.exchange.doubts import doubts_about
from storyport.story.facts import Bible, EntryFacts
from storyport.story.finding import find_entry
from storyport.story.merging import Kept, forbids_itself, merge
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Imported", "KeptRow", "import_bible"]


@dataclass(frozen=True)
class KeptRow(Kept):
    """A rendering that stayed although a row of the file offers another; `place`: which row."""

    place: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {super().__str__()}"


@dataclass(frozen=True)
class Imported:
    """What came of a file, or would come of it.

    Attributes:
        entries: what the file spoke of, as it is now; after a dry look, new ones have no id.
        created, changed: how many of them. different: those of either sort.
        kept: renderings that stayed although the file offers others.
        notes: what else a person should know, in words.
    """

    entries: tuple[EntryFacts, ...]
    created: int
    changed: int
    kept: tuple[KeptRow, ...]
    notes: tuple[str, ...]
    different: tuple[EntryFacts, ...] = ()


def import_bible(
    story: Story,
    path: Path,
    to: LocaleInfo | None = None,
    *,
    proposed: bool = False,
    force: bool = False,
    dry: bool = False,
) -> Imported:
    """Merge a file into the bible.

    Args:
        to: locale of a plain glossary's target; else, takes this locale only.
        proposed: whatever the file says, its renderings are hints.
        force: over locked and approved renderings too.
        dry: change nothing, and tell what would come of it.

    Raises:
        BadInput: the file cannot be read, or entries of it cannot be used (all of them are
            named); nothing changed.
    """
    with collecting_later():
        sheet = read_sheet(path, story.source_locale, to.tag if to else "")
        rows = [_proposed(row) for row in sheet.rows] if proposed else list(sheet.rows)
        return _imported(story, path, to, rows, sheet.notes, force=force, dry=dry)


def _imported(
    story: Story,
    path: Path,
    to: LocaleInfo | None,
    rows: Sequence[Row],
    notes: tuple[str, ...],
    *,
    force: bool,
    dry: bool,
) -> Imported:
    with changing(story) as bible:
        merging = _Merging(bible, rows, force=force)
        for row in rows:
            merging.add(row)
        merging.check(path)
        stored = write_entries(story, bible, list(merging.entries.values()))
        if dry:
            _undo()
    made = {(entry.headword, entry.kind) for entry in merging.entries.values() if not entry.id}
    different = tuple(entry for entry in stored if bible.by_id.get(entry.id) != entry)
    changed = sum(1 for entry in different if entry.id in bible.by_id)
    if dry:
        stored = tuple(
            entry if entry.id in bible.by_id else replace(entry, id=0) for entry in stored
        )
    return Imported(
        entries=stored,
        created=len(made),
        changed=changed,
        kept=tuple(merging.kept),
        notes=(
            *notes,
            *merging.notes,
            *_nothing_in(to, rows),
            *doubts_about(rows, bible),
        ),
        different=() if dry else different,
    )


def _undo() -> None:
    """Take back what the transaction did; so the look is as true as the deed."""
    from django.db import transaction

    transaction.set_rollback(True)


def _nothing_in(to: LocaleInfo | None, rows: Sequence[Row]) -> tuple[str, ...]:
    if to is None or any(to.tag in row.entry.renderings for row in rows):
        return ()
    return (f"the file has nothing in {to}.",)


class _Merging:
    """Rows meeting the bible one after the other."""

    def __init__(self, bible: Bible, rows: Sequence[Row], *, force: bool) -> None:
        self.bible = bible
        self._rows = rows
        self._spoken = Counter(row.entry.headword for row in rows)
        self.force = force
        self.entries: dict[tuple[str, str], EntryFacts] = {}
        self.kept: list[KeptRow] = []
        self.notes: list[str] = []
        self._wrong: list[tuple[Row, BadInput]] = []
        self._offers: dict[tuple[str, str, str, str], tuple[str, str]] = {}

    def add(self, row: Row) -> None:
        """Merge one row into the entry it speaks of, or make one; keep in mind what is wrong."""
        try:
            self._add(row)
        except BadInput as error:
            self._wrong.append((row, error))

    def check(self, path: Path) -> None:
        """Raise what was wrong with the rows, and with whom they say that they call.

        Raises:
            BadInput: something was.
        """
        troubles = Troubles(path)
        for row, error in self._wrong:
            with troubles.within(row.place):
                raise error
        kinds = self._kinds()
        for row in self._rows:
            for relation in row.entry.relations:
                with troubles.within(row.place):
                    _check_called(row, relation.other, relation.other_kind, kinds)
        troubles.check()

    def _kinds(self) -> dict[str, set[str]]:
        """Return the kinds of the entries that there will be, by headword."""
        after = {entry.id: entry for entry in self.bible.entries}
        after |= {entry.id: entry for entry in self.entries.values() if entry.id}
        made = [entry for entry in self.entries.values() if not entry.id]
        kinds: dict[str, set[str]] = {}
        for entry in (*after.values(), *made):
            kinds.setdefault(entry.headword, set()).add(entry.kind or "term")
        return kinds

    def _add(self, row: Row) -> None:
        known = self._known(row)
        old = known or EntryFacts(0, row.entry.headword, row.entry.kind)
        # Two rows may speak of one entry: of its headword, and of an alias of it.
        key = (old.headword, old.kind)
        old = self.entries.get(key, old)
        # A row without a kind whose headword is an alias speaks of the alias's renderings.
        said = said_of(old.headword, row.entry)
        self._check_offers(key, said, row)
        merged, kept = merge(old, said, force=self.force)
        _check_bans(merged, said, row.where)
        if known and known.gender and merged.gender != known.gender:
            self.notes.append(f"{row.place}: {known}: {known.gender} before, {merged.gender} now.")
        self.kept += [KeptRow(**vars(one), place=row.place) for one in kept]
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

    def _check_offers(self, key: tuple[str, str], said: EntryFacts, row: Row) -> None:
        """Refuse a row that gives a form another rendering than a row before it did."""
        for locale, facts in said.renderings.items():
            told = {form: text for form, (text, _) in facts.aliases.items()}
            for form, text in {**told, "": facts.text}.items():
                if not text:
                    continue
                before, place = self._offers.setdefault((*key, locale, form), (text, row.place))
                if before != text:
                    raise BadInput(
                        f"{form or said.headword} is {text!r} in {locale} here, and {before!r} "
                        f"at {place}.",
                        where=row.where,
                        do="Keep one of the two.",
                    )


def _check_called(row: Row, other: str, kind: str, kinds: dict[str, set[str]]) -> None:
    known = kinds.get(other, set())
    if kind in known or (not kind and len(known) == 1):
        return
    lack = "names several entries" if known and not kind else "is no entry"
    raise BadInput(
        f"{row.entry} calls {other}, and {other}{f' ({kind})' if kind else ''} {lack}.",
        where=row.where,
        do="Give the headword (and the kind) of an entry that the file or the bible has.",
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
    relations = tuple(
        replace(
            one,
            renderings={locale: (text, "proposed") for locale, (text, _) in one.renderings.items()},
        )
        for one in row.entry.relations
    )
    return replace(row, entry=replace(row.entry, renderings=renderings, relations=relations))
