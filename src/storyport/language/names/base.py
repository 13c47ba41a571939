"""What is learned about the names of a story, and from where."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Evidence",
    "Learned",
    "LearnedAlias",
    "LearnedName",
    "LearnedPhrase",
    "LearnedScale",
    "Passage",
]


@dataclass(frozen=True)
class Passage:
    """One paragraph in reading order, without marks.

    Attributes:
        part: number of the part (a chapter) it stands in. paragraph: its number there.
        text: plain text as the author wrote it.
    """

    part: int
    paragraph: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """Where a person can see that it is so: a short excerpt and what it shows."""

    part: int
    paragraph: int
    excerpt: str
    reason: str


@dataclass(frozen=True)
class LearnedAlias:
    """Another form of a name.

    Attributes:
        kind: short, title, nickname, byname (外号) or reveal (X就是Y).
        confidence: 0 to 1, that it means the same one.
    """

    text: str
    kind: str
    confidence: float
    count: int = 0


@dataclass(frozen=True)
class LearnedName:
    """One entry for the bible, as the text alone shows it.

    Attributes:
        kind: character, place, faction, title (a post used as a name), rank, item or technique.
        gender: male, female or empty, where the text does not tell.
        gender_confidence, confidence: 0 to 1. count: occurrences, aliases included.
    """

    name: str
    kind: str
    gender: str = ""
    gender_confidence: float = 0.0
    confidence: float = 0.0
    count: int = 0
    aliases: tuple[LearnedAlias, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *(alias.text for alias in self.aliases))


@dataclass(frozen=True)
class LearnedScale:
    """An order of ranks, the lowest first."""

    steps: tuple[str, ...]
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class LearnedPhrase:
    """A set phrase or idiom that comes back; `listed` when a dictionary has it."""

    text: str
    count: int
    listed: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Learned:
    """Everything that one look at a story gives, the most frequent first.

    Attributes:
        notes: what was not looked for, and why.
    """

    names: tuple[LearnedName, ...] = ()
    scales: tuple[LearnedScale, ...] = ()
    phrases: tuple[LearnedPhrase, ...] = ()
    notes: tuple[str, ...] = field(default=())
