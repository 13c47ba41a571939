"""Which of two bibles holds where both say something; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from storyport.story.facts import BINDING, Status

__all__ = ["NOTHING", "Deciding", "Disagreement", "Text"]

Text: TypeAlias = tuple[str, Status]
NOTHING: Text = ("", "proposed")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Disagreement:
    """Something that two bibles say differently.

    Attributes:
        headword: of our entry. what: gender, rendering, alias, ... locale: of a rendering.
        ours, theirs: what each says. taken: which one stays.
    """

    headword: str
    what: str
    locale: str
    ours: str
    theirs: str
    taken: str

    def __str__(self) -> str:
        where = f" {self.locale}" if self.locale else ""
        return f"{self.headword}: {self.what}{where} {self.ours!r} here, {self.theirs!r} there; {self.taken} stays"


class Deciding:
    """Decides between ours and theirs, and keeps in mind what they disagree about."""

    def __init__(self, *, prefer_theirs: bool) -> None:
        self.prefer_theirs = prefer_theirs
        self.disagreements: list[Disagreement] = []

    def decide(self, headword: str, what: str, locale: str, mine: Text, their: Text) -> Text:
        """Return which text holds: what is decided before what is not, else as `pick` does."""
        if not their[0] or not mine[0]:
            return their if their[0] else mine
        decided, theirs = mine[1] in BINDING, their[1] in BINDING
        if mine[0] == their[0]:
            return mine if decided or not theirs else their
        if decided != theirs:
            return mine if decided else their
        wins = self.prefer_theirs and mine[1] != "locked"
        self.tell(headword, what, locale, mine[0], their[0], "theirs" if wins else "ours")
        return their if wins else mine

    def pick(self, headword: str, what: str, locale: str, own: _Value, other: _Value) -> _Value:
        """Return which of two values holds, and tell where both say something."""
        empty = type(own)()
        if own == empty or other in (empty, own):
            return other if own == empty else own
        wins = self.prefer_theirs
        self.tell(headword, what, locale, str(own), str(other), "theirs" if wins else "ours")
        return other if wins else own

    def picks(
        self, what: str, locale: str, own: Mapping[str, _Value], other: Mapping[str, _Value]
    ) -> dict[str, _Value]:
        """Return which value holds for each form that theirs has one for."""
        return {
            form: self.pick(form, what, locale, own[form], value) if form in own else value
            for form, value in other.items()
        }

    def tell(
        self, headword: str, what: str, locale: str, ours: str, theirs: str, taken: str
    ) -> None:
        """Keep in mind what two bibles say differently."""
        self.disagreements.append(Disagreement(headword, what, locale, ours, theirs, taken))
