"""Set phrases that come back: idioms of the dictionaries, and what the author says again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from storyport.language.names.base import LearnedPhrase
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.marking import find_spots
from storyport.language.names.story_text import StoryText

__all__ = ["find_phrases"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CLAUSE = re.compile(rf"[{_HAN}]{{4,16}}")
_PAIR = re.compile(rf"(?=(?<![{_HAN}])([{_HAN}]{{3,10}}[，；][{_HAN}]{{3,10}})(?![{_HAN}]))")
_IDIOM = ("i", "l")
_MOST = 200


def find_phrases(story: StoryText, lexicon: Lexicon, names: Iterable[str]) -> list[LearnedPhrase]:
    """Return phrases of four characters and more that stand twice or oftener, names left out."""
    held = sorted(set(names))
    counts, places = _idioms(story, lexicon)
    listed = set(counts)
    for pattern in (_CLAUSE, _PAIR):
        for match in pattern.finditer(story.plain):
            phrase = match[match.lastindex or 0]
            if phrase not in listed:
                counts[phrase] += 1
                places.setdefault(phrase, match.start())
    found = [
        LearnedPhrase(
            story.own_form(places[phrase], places[phrase] + len(phrase)),
            count,
            phrase in listed,
            (story.evidence(places[phrase], places[phrase] + len(phrase), "stands again"),),
        )
        for phrase, count in counts.most_common(_MOST * 3)
        if count > 1 and not any(name in phrase for name in held)
    ]
    return _whole(found)[:_MOST]


def _idioms(story: StoryText, lexicon: Lexicon) -> tuple[Counter[str], dict[str, int]]:
    idioms = [word for word, kind in lexicon.kinds.items() if kind in _IDIOM and len(word) >= 4]
    counts: Counter[str] = Counter()
    places: dict[str, int] = {}
    for spots in find_spots(story.plain, idioms, longest=True):
        for index, start, _ in spots.tolist():
            counts[idioms[index]] += 1
            places.setdefault(idioms[index], start)
    return counts, places


def _whole(phrases: list[LearnedPhrase]) -> list[LearnedPhrase]:
    """Leave out what only stands within a longer phrase."""
    return [
        phrase
        for phrase in phrases
        if not any(
            phrase.text != other.text and phrase.text in other.text and other.count >= phrase.count
            for other in phrases
        )
    ]
