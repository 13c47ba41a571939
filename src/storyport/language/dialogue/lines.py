"""What flows through the room: people, quotes, lines with their speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Gender", "Person", "Quote", "QuoteKind", "QuotedLine"]

Gender = Literal["female", "male", ""]
QuoteKind = Literal["speech", "thought", "written"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak.

    Attributes:
        name: what a line's speaker is called by.
        forms: name and aliases as the text writes them; the name itself need not be repeated.
        gender: "female", "male" or "" where it is not known.
    """

    name: str
    forms: tuple[str, ...] = ()
    gender: Gender = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words in a paragraph.

    Attributes:
        start, end: the words, without the marks around them.
        kind: said, thought, or written down (a letter, a sign) - where the text around tells.
        closed: whether a closing mark follows; one that is not closed goes on in the next
            paragraph.
        outer_start, outer_end: the words with their marks.
    """

    start: int
    end: int
    kind: QuoteKind = "speech"
    closed: bool = True
    outer_start: int = -1
    outer_end: int = -1


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A quote with its speaker.

    Attributes:
        paragraph: its place in the paragraphs that were given. start, end: within it.
        speaker: a person's name, a role's word (`how` is then "role"), or "" (not decided).
        confidence: 0 to 1; how often such a decision is right on texts with known speakers.
        how: what decided: tag, pronoun, beat, near, vocative, continued, turn, manner, present,
            narrator, role, crowd, none.
        kind: said or thought.
    """

    paragraph: int
    start: int
    end: int
    speaker: str
    confidence: float
    how: str
    kind: QuoteKind = "speech"
