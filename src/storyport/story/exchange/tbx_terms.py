"""What a termbase says of a language and of a term, before it is an entry's."""

from __future__ import annotations

from dataclasses import dataclass, field

from storyport.story.facts import EvidenceFacts, Status

__all__ = ["Language", "Term", "standing_of"]

# By how the values begin: those of 2008, of 2019 and of the drafts between.
_BANNED = ("deprecated", "superseded", "notrecommended", "obsolete", "forbidden")
_PREFERRED = ("preferred", "standardized", "legal", "regulated")
_ADMITTED = ("admitted", "proposed")


@dataclass
class Term:
    """A `termSec`.

    Attributes:
        standing: banned, preferred, admitted, or empty where it does not say.
        linked: ids of terms, and terms, that it refers to.
    """

    text: str
    name: str
    line: int
    standing: str = ""
    kind: str = ""
    gender: str = ""
    linked: list[str] = field(default_factory=list)
    contexts: list[EvidenceFacts] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """Return how far a rendering is decided; what does not say so is in use."""
        return "proposed" if self.standing == "admitted" else "approved"


@dataclass
class Language:
    """A `langSec`."""

    terms: list[Term] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)


def standing_of(value: str) -> str:
    """Return how a term stands: banned, preferred, admitted, or empty where nobody knows."""
    word = value.strip().lower()
    for standing, beginnings in (
        ("banned", _BANNED),
        ("preferred", _PREFERRED),
        ("admitted", _ADMITTED),
    ):
        if word.startswith(beginnings):
            return standing
    return ""
