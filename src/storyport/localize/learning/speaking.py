"""Who says each quoted line of a story, kept with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from storyport.kernel.locales import LocaleInfo
from storyport.language.dialogue import Gender, Person, QuotedLine, attribute_speakers
from storyport.language.terms import TermForm, TermMatcher
from storyport.localize.learning.texts import Chapter
from storyport.story.facts import Bible, EntryFacts
from storyport.story.models import Part

__all__ = ["SpokenLine", "attribute_chapter", "speakers_of_part", "store_speakers"]

_ANALYSIS = "speakers"
_SEXES = ("female", "male")
# Less sure than that, a speaker is told to nobody.
_SURE = 0.5


@dataclass(frozen=True)
class SpokenLine:
    """A quoted line: in which segment, from where to where, by whom, and how sure that is."""

    segment: int
    start: int
    end: int
    speaker: str
    confidence: float
    how: str


def attribute_chapter(
    chapter: Chapter, bible: Bible, locale: LocaleInfo, *, time: int = 0, narrator: str = ""
) -> list[SpokenLine]:
    """Return the quoted lines of a chapter with their speakers.

    Args:
        time: story time of the chapter; forms that do not hold then name nobody.
        narrator: headword of a first-person narrator.
    """
    people = _present(chapter.texts, bible, locale, time)
    lines = attribute_speakers(chapter.texts, people, locale, narrator=narrator)
    return [_spoken(line, chapter) for line in lines]


def _present(texts: Sequence[str], bible: Bible, locale: LocaleInfo, time: int) -> list[Person]:
    """Return the people whose forms stand in a chapter: nobody else can be meant by name."""
    people = [entry for entry in bible.entries if entry.kind == "character"]
    matcher = TermMatcher([TermForm(form) for each in people for form in each.forms()], locale)
    counts = matcher.count("\n".join(texts))
    return [
        Person(entry.headword, forms, _gender(entry))
        for entry in people
        if (forms := tuple(f for f in entry.forms() if f in counts and entry.holds(f, time)))
    ]


def _gender(entry: EntryFacts) -> Gender:
    return cast("Gender", entry.gender if entry.gender in _SEXES else "")


def _spoken(line: QuotedLine, chapter: Chapter) -> SpokenLine:
    segment = chapter.segments[line.paragraph]
    return SpokenLine(
        segment, line.start, line.end, line.speaker, round(line.confidence, 2), line.how
    )


def store_speakers(chapter: Chapter, lines: Sequence[SpokenLine]) -> None:
    """Keep the speakers of a part's lines with the part, for its text of today."""
    part = Part.objects.get(pk=chapter.part)
    told = [[line.segment, line.start, line.end, line.speaker, line.confidence] for line in lines]
    part.analysis = {**part.analysis, _ANALYSIS: {"of": part.digest, "lines": told}}
    part.save(update_fields=["analysis"])


def speakers_of_part(part: Part) -> dict[int, tuple[str, ...]]:
    """Return {segment id: who speaks in it}, surely enough; none where the text has changed."""
    kept: dict[str, Any] = part.analysis.get(_ANALYSIS) or {}
    if kept.get("of") != part.digest:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for segment, _, _, speaker, confidence in kept.get("lines", ()):
        if speaker and confidence >= _SURE and speaker not in found.get(segment, ()):
            found[segment] = (*found.get(segment, ()), speaker)
    return found
