"""What a reader of one language sees around a quote: mentions and clues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol

__all__ = ["Clue", "Manner", "Mention", "Reader"]


class Mention(NamedTuple):
    """Somebody named in a text.

    Attributes:
        start, end: within the paragraph.
        sort: name, role, pronoun, self (the narrator's own pronoun) or crowd.
        who: ids of the cast it may mean; empty for pronouns and crowds.
        gender: what the word tells.
        subject: 0 to 1, how surely it is what its clause is about.
        clause: where its clause begins.
        vague: whether it is an epithet that may mean anybody of its gender (the young man).
        new: whether it brings somebody in (a young man).
        unlike: ids that it stands beside as another, so does not mean.
    """

    start: int
    end: int
    sort: str
    who: tuple[int, ...]
    gender: str
    subject: float = 1.0
    clause: int = 0
    vague: bool = False
    new: bool = False
    unlike: tuple[int, ...] = ()


class Clue(NamedTuple):
    """What the words before or after a quote say of its speaker.

    Attributes:
        mention: who it is, None where nobody is named.
        how: tag, late, beat, silent, reaction (somebody who hears it), unheard (a crowd spoke),
            somebody (who, is not told), none.
        distance: sentences between the mention and the quote.
        addressed: ids of those who are spoken to.
    """

    mention: Mention | None
    how: str
    distance: int = 0
    addressed: tuple[int, ...] = ()


class Manner(NamedTuple):
    """What the words of a line tell of who speaks and to whom.

    Attributes:
        addressed: ids of those called by name. called: words of address, whoever is meant.
        named: ids spoken of. introduced: ids that name themselves.
        selves: words the speaker uses for himself. gender: what these tell.
        alone: ids whose name is the whole line: called, or the answer to a question.
    """

    addressed: tuple[int, ...] = ()
    called: tuple[str, ...] = ()
    named: tuple[int, ...] = ()
    introduced: tuple[int, ...] = ()
    selves: tuple[str, ...] = ()
    gender: str = ""
    alone: tuple[int, ...] = ()


class Reader(Protocol):
    """Reads paragraphs of one language; `text` is what `prepare` returned.

    Attributes:
        beside: role word -> people whose names were read right after it.
    """

    beside: defaultdict[str, set[int]]

    def prepare(self, texts: Sequence[str]) -> list[str]:
        """Return texts of the same lengths in which words are compared."""

    def mentions(self, text: str, quotes: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return who is mentioned outside of the quotes, in order."""

    def before(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> Clue | None:
        """Return what the narration that ends where a quote opens tells."""

    def after(
        self, text: str, start: int, end: int, mentions: Sequence[Mention], words: str
    ) -> Clue | None:
        """Return what the narration that begins where a quote closes tells."""

    def below(self, text: str, mentions: Sequence[Mention]) -> Clue | None:
        """Return what a paragraph of narration tells of the quote in the one before it."""

    def manner(self, text: str, start: int, end: int) -> Manner:
        """Return what the words of a quote themselves tell."""
