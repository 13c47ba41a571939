"""What is learned about how a translation renders a source form, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Excerpt", "LearnedRendering"]


class Excerpt(NamedTuple):
    """Where a person can see that it is so: the pair's place in the order given, and both texts."""

    pair: int
    source: str
    target: str


@dataclass(frozen=True)
class LearnedRendering:
    """One way in which a form is rendered.

    Attributes:
        text: as it stands most often, without clitics, particles and possessive endings.
        count: pairs that have both the form and this rendering.
        share: of the pairs that have the form, 0 to 1.
        confidence: 0 to 1, that this is what the form became.
        evidence: some of the pairs.
    """

    text: str
    count: int
    share: float
    confidence: float
    evidence: tuple[Excerpt, ...] = ()
