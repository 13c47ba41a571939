"""Pronouns of the other gender where only one person can be meant.

A place counts where a line names one person only, in source and target, and a sentence of its
narration that names the person has exactly one pronoun with a gender. It contradicts where that
is the other gender, and the source says no such pronoun itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from storyport.kernel.locales import LocaleInfo
from storyport.language.pronouns import Sex, count_sexes, pronouns_mean_things, tells_sexes
from storyport.language.segmentation import sentences
from storyport.localize.consistency.lines import Line
from storyport.localize.consistency.looking import Looked, Looker, Sighting
from storyport.story.facts import EntryFacts

__all__ = ["PERSONS", "GenderTally", "PersonTally"]

PERSONS = frozenset({"character", "title", "address", "creature"})
EXAMPLES = 2
_LEAST, _SHARE, _SHARE_WITH_THINGS = 3, 0.2, 0.5
_SEXES: dict[str, Sex] = {"female": "female", "male": "male"}
_OTHER: dict[Sex, Sex] = {"female": "male", "male": "female"}
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|\"[^\"]*\"")
_QUOTE = re.compile(r"[“”„«»「」『』\"]")
# A dash that begins a line or stands alone in it: somebody speaks, and who is not told.
_DASHED = re.compile(r"^\s*[—–―-]\s*|\s[—–―]")


@dataclass
class PersonTally:
    """One person: places that count, those that contradict, and the first of these."""

    sex: Sex
    places: int = 0
    against: int = 0
    examples: list[str] = field(default_factory=list)


class GenderTally:
    """Counts pronouns beside persons of a known gender."""

    def __init__(self, looker: Looker) -> None:
        self._bible = looker.index.bible
        self._source = looker.index.source
        self._locale = looker.locale
        self._looker = looker
        self._knows = tells_sexes(looker.locale)
        self._persons: dict[int, PersonTally] = {}
        self._sexes: dict[int, Sex | None] = {}

    def add(self, looked: Looked) -> None:
        """Take one line in."""
        if not self._knows or looked.line.target is None:
            return
        sighting = self._only_person(looked)
        sex = self._sex(sighting.entry) if sighting is not None else None
        if sighting is None or sex is None or not sighting.uses:
            return
        own, against = self._counted(looked.line, sighting, sex)
        if not own and not against:
            return
        person = self._persons.setdefault(sighting.entry, PersonTally(sex))
        person.places += own + against
        person.against += against
        if against and len(person.examples) < EXAMPLES:
            person.examples.append(looked.line.where)

    def contradicted(self) -> Iterator[tuple[EntryFacts, PersonTally]]:
        """Give those whom enough places contradict: three, and a fifth of all that count.

        A half of all in languages in which he and she may be things.
        """
        share = _SHARE_WITH_THINGS if pronouns_mean_things(self._locale) else _SHARE
        for entry, person in self._persons.items():
            if person.against >= _LEAST and person.against >= share * person.places:
                yield self._bible.by_id[entry], person

    def _only_person(self, looked: Looked) -> Sighting | None:
        """Return the one person that a line names, if it is one."""
        persons = [each for each in looked.sightings if self._is_person(each.entry)]
        if len(persons) != 1:
            return None
        others = (
            owner for span in looked.strange for owner in self._looker.table.owners(span.form)
        )
        return None if any(map(self._is_person, others)) else persons[0]

    def _is_person(self, entry: int) -> bool:
        return self._bible.by_id[entry].kind in PERSONS

    def _sex(self, entry: int) -> Sex | None:
        """Return which pronouns are right for a person in the locale, None where that is open."""
        if entry not in self._sexes:
            facts = self._bible.by_id[entry]
            said = count_sexes(facts.pronouns_in(self._locale.tag), self._locale)
            if facts.pronouns_in(self._locale.tag):
                self._sexes[entry] = next(iter(said)) if len(said) == 1 else None
            else:
                self._sexes[entry] = _SEXES.get(facts.gender_in(self._locale.tag))
        return self._sexes[entry]

    def _counted(self, line: Line, sighting: Sighting, sex: Sex) -> tuple[int, int]:
        """Return (places as they should be, places that contradict) of one line, one at most."""
        target = _narration(line.target or "")
        if not count_sexes(target, self._locale):
            return 0, 0
        starts = [use.start for use in sighting.uses]
        found = {self._one(text) for text in _with(target, starts, self._locale)} - {None}
        if len(found) != 1:
            return 0, 0
        if sex in found:
            return 1, 0
        explained = count_sexes(line.source, self._source)[_OTHER[sex]]
        return (0, 0) if explained else (0, 1)

    def _one(self, sentence: str) -> Sex | None:
        counts = count_sexes(sentence, self._locale)
        return next(iter(counts)) if counts.total() == 1 else None


def _narration(text: str) -> str:
    """Return a text with what is said in it blanked out; empty where that cannot be told."""
    if _DASHED.search(text):
        return ""
    blank = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    return "" if _QUOTE.search(blank) else blank


def _with(text: str, starts: Sequence[int], locale: LocaleInfo) -> Iterator[str]:
    """Give the sentences in which any of the places lies."""
    begin = 0
    for sentence in sentences(text, locale):
        end = begin + len(sentence)
        if any(begin <= start < end for start in starts):
            yield sentence
        begin = end
