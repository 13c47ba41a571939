"""How strongly a line is said, in points that mean the same in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storyport.kernel.locales import LocaleInfo
from storyport.language.intensity.matching import matcher_of
from storyport.language.intensity.punctuation import Punctuation, punctuation_of
from storyport.language.intensity.tables import SWEARING, Entry

__all__ = ["Tone", "tone_of"]

_INTENSE = (0.0, 0.25, 0.75, 1.0)
_CRIED = (0.0, 0.5, 1.0)
_SWORN = (0.0, 0.5, 1.5, 2.5, 3.0)
_PARTICLE, _TRAIL, _DRAWN, _CAPITALS, _LOUD, _SOFT = 0.25, 0.25, 0.75, 2.0, 0.5, 0.5
_MOST_INTENSE, _MOST_CRIED, _MOST_LITTLE, _MOST_SOFT = 1.5, 1.5, 0.75, 1.0


@dataclass(frozen=True, slots=True)
class Tone:
    """What makes a line strong or soft.

    Points: an exclamation mark is 2, a strong intensifier 0.75, a cry 1, a strong swearword 2.5.

    Attributes:
        marks: what the punctuation says.
        intense: points of all intensifiers. strong: of those above mild alone.
        cried: points of interjections.
        particles, softeners, loud, quiet: how many.
        swearing: the highest level, 0 to 4. sworn: that word, as the table has it.
    """

    marks: Punctuation = field(default_factory=Punctuation)
    intense: float = 0.0
    strong: float = 0.0
    cried: float = 0.0
    particles: int = 0
    softeners: int = 0
    loud: int = 0
    quiet: int = 0
    swearing: int = 0
    sworn: str = ""

    @property
    def heat(self) -> float:
        """Points of everything there is, less what softens; hedges do not soften a cry's mark."""
        little = min(_MOST_LITTLE, _PARTICLE * self.particles + _TRAIL * self.marks.trails)
        mild = min(_MOST_INTENSE, self.intense) - min(_MOST_INTENSE, self.strong)
        words = self.felt - self.marks.exclaimed + mild + little + _LOUD * (self.loud > 0)
        return self.marks.exclaimed + max(0.0, words - self.cooling)

    @property
    def felt(self) -> float:
        """Points of what no reader overlooks: all but small words, hedges and who shouts."""
        return (
            self.marks.exclaimed
            + min(_MOST_INTENSE, self.strong)
            + min(_MOST_CRIED, self.cried + _DRAWN * self.marks.drawn)
            + _CAPITALS * (self.marks.capitals > 0)
            + _SWORN[self.swearing]
        )

    @property
    def cooling(self) -> float:
        """Points that hedges take away."""
        return min(_MOST_SOFT, _SOFT * self.softeners)

    @property
    def raised(self) -> bool:
        """Whether more than words alone makes it strong: marks, capitals, swearing."""
        return bool(self.marks.exclaimed or self.marks.capitals or self.swearing)

    @property
    def unsworn(self) -> float:
        """Heat without the swearing."""
        return max(0.0, self.heat - _SWORN[self.swearing])


def tone_of(text: str, locale: LocaleInfo) -> Tone | None:
    """Return the tone of a text without marks, None where its language has no table."""
    matcher = matcher_of(locale)
    if matcher is None:
        return None
    marks = punctuation_of(text)
    found = matcher.find(text)
    return _tone(marks, found) if found else Tone(marks)


def _tone(marks: Punctuation, found: Sequence[Entry]) -> Tone:
    kinds = [entry.kind for entry in found]
    levels = [entry.level for entry in found if entry.kind == "intensifier"]
    worst = max(
        (entry for entry in found if entry.kind in SWEARING),
        key=lambda entry: entry.level,
        default=None,
    )
    return Tone(
        marks=marks,
        intense=sum(_INTENSE[level] for level in levels),
        strong=sum(_INTENSE[level] for level in levels if level > 1),
        cried=sum(_CRIED[entry.level] for entry in found if entry.kind == "interjection"),
        particles=kinds.count("particle"),
        softeners=kinds.count("softener"),
        loud=kinds.count("loud"),
        quiet=kinds.count("quiet"),
        swearing=worst.level if worst else 0,
        sworn=worst.form.strip(" *") if worst else "",
    )
