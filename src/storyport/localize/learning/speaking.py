"""Who says each quoted line of a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from storyport.kernel.locales import LocaleInfo
from storyport.language.dialogue import Gender, Person, QuotedLine, attribute_speakers
from storyport.language.terms import TermForm, TermMatcher
from storyport.localize.learning.spoken import SpokenLine
from storyport.localize.learning.texts import Chapter
from storyport.story.facts import Bible, EntryFacts

__all__ = ["attribute_chapter"]

_SEXES = ("female", "male")


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
    segment, text = chapter.segments[line.paragraph], chapter.texts[line.paragraph]
    sure = round(line.confidence, 2)
    return SpokenLine(segment, line.start, line.end, line.speaker, sure, line.how, text)
