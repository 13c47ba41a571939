"""One form in targets for two entries, where the source has only one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from storyport.localize.consistency.lines import Line
from storyport.localize.consistency.looking import Looked, Looker, Sighting
from storyport.story.facts import EntryFacts

__all__ = ["Counted", "Split", "SplitTally"]

NAMED = frozenset({"character", "place", "faction"})
EXAMPLES = 2
_LEAST, _SHARE = 3, 0.05


@dataclass
class Counted:
    """How often a form stood for one entry alone, and the first places."""

    lines: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Count one line."""
        self.lines += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(line.where)


@dataclass(frozen=True)
class Split:
    """A form that stands for two entries.

    Attributes:
        owner: whose agreed rendering it is, `own` its lines without the other.
        other: who else it stands for, `strange` those lines. agreed: whether the bible has it so.
        share: of the other's translated lines.
    """

    form: str
    owner: EntryFacts
    own: Counted
    other: EntryFacts
    strange: Counted
    agreed: bool
    share: float


class SplitTally:
    """Counts forms that stand for somebody whose form they are not, and for two at once."""

    def __init__(self, looker: Looker) -> None:
        self._bible = looker.index.bible
        self._looker = looker
        self._heads = {
            entry.id: looker.table.texts(entry.id).get(entry.headword, "")
            for entry in self._bible.entries
            if entry.kind in NAMED
        }
        self._lines: dict[int, int] = {}
        self._agreed: dict[tuple[str, int], Counted] = {}
        self._strange: dict[tuple[str, int, int], Counted] = {}

    def add(self, looked: Looked) -> None:
        """Take one line in."""
        if looked.line.target is None:
            return
        named = [each for each in looked.sightings if each.entry in self._heads]
        here = {each.entry for each in looked.sightings}
        for sighting in named:
            self._lines[sighting.entry] = self._lines.get(sighting.entry, 0) + 1
            self._own(looked.line, sighting, here)
        missing = [each for each in named if each.state == "missing"]
        # With one name gone and one come in, the one stands for the other; else who can tell.
        if len(missing) == 1 and len(looked.strange) == 1:
            form = looked.strange[0].form
            for owner in self._owners(form):
                if owner not in here:
                    key = (form, owner, missing[0].entry)
                    self._strange.setdefault(key, Counted()).add(looked.line)

    def _own(self, line: Line, sighting: Sighting, here: set[int]) -> None:
        head = self._heads[sighting.entry]
        stands = any(use.role == "agreed" and use.form == head for use in sighting.uses)
        if stands and not any(self._heads.get(other) == head for other in here - {sighting.entry}):
            self._agreed.setdefault((head, sighting.entry), Counted()).add(line)

    def _owners(self, form: str) -> list[int]:
        """Return the named entries whose headword is called so."""
        owners = dict.fromkeys(self._looker.table.owners(form))
        return [owner for owner in owners if self._heads.get(owner) == form]

    def splits(self) -> Iterator[Split]:
        """Give the forms that stand for two entries often enough to be no chance."""
        yield from self._by_mistake()
        yield from self._by_agreement()

    def _by_mistake(self) -> Iterator[Split]:
        for (form, owner, other), counted in self._strange.items():
            own = self._agreed.get((form, owner))
            share = counted.lines / self._lines[other]
            if own is not None and counted.lines >= _LEAST and share >= _SHARE:
                by_id = self._bible.by_id
                yield Split(
                    form, by_id[owner], own, by_id[other], counted, agreed=False, share=share
                )

    def _by_agreement(self) -> Iterator[Split]:
        first: dict[str, int] = {}
        for (form, entry), counted in self._agreed.items():
            owner = first.setdefault(form, entry)
            if owner != entry:
                yield Split(
                    form,
                    self._bible.by_id[owner],
                    self._agreed[form, owner],
                    self._bible.by_id[entry],
                    counted,
                    agreed=True,
                    share=counted.lines / self._lines[entry],
                )
