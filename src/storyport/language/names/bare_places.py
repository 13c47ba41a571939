"""Places without an ending, which only their company shows, and what others are called after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from storyport.language.names.context_words import FUNCTION
from storyport.language.names.grams import Gram, count_forms
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.marking import Marks
from storyport.language.names.people import Found
from storyport.language.names.place_forms import holds_word
from storyport.language.names.place_words import (
    FACTION_ENDS,
    GENRE_WORDS,
    NO_INSIDE,
    PLACE_ENDS,
    STOP_LEFT,
    TOWN_THINGS,
    ends_with,
)
from storyport.language.names.places import choose_places
from storyport.language.names.site_words import LONG_GROUP_ENDS, LONG_PLACE_ENDS, TRADES
from storyport.language.names.standing import Surroundings, stands
from storyport.language.names.story_text import Booleans, StoryText

__all__ = ["find_bare_places", "firms_of"]

_SAME, _HALF = 0.7, 0.5
_FIRM = -9
_WITHIN = frozenset("头边面起侧前后旁里外上下中内")


def find_bare_places(
    story: StoryText,
    marks: Marks,
    around: Surroundings,
    lexicon: Lexicon,
    free: Booleans,
    rest: Iterable[Gram],
    places: Iterable[Found],
    people: Iterable[Found],
) -> list[Found]:
    """Find places without an ending, by where they stand or by what is called after them."""
    towns = {stem for stem, count in _stems(places).items() if count > 1} - lexicon.words.keys()
    groups = _stems(place for place in places if place.kind == "faction")
    pools = {
        "town": count_forms(story, marks, free, towns),
        "bare": {
            gram.text: gram
            for gram in rest
            if gram.text not in groups and gram.text not in towns and _may_be_bare(gram, lexicon)
        },
    }
    named = {one.text: one.score for one in people}
    standing = stands(story, around, list({form for pool in pools.values() for form in pool}))
    return [
        one
        for sort, pool in pools.items()
        for one in choose_places(pool.values(), lexicon, standing, named, sort)
    ]


def firms_of(places: Iterable[Found]) -> set[str]:
    """Return what stands before the endings of companies."""
    return {stem for stem, count in _stems(places).items() if count < 0}


def _stems(places: Iterable[Found]) -> Counter[str]:
    """Count what stands before endings, what a town has twice: 宁埠晚报 comes out in 宁埠."""
    stems: Counter[str] = Counter()
    for place in places:
        end = max(ends_with(place.text, PLACE_ENDS), ends_with(place.text, FACTION_ENDS), key=len)
        stem = place.text.removesuffix(end) if end else ""
        if len(stem) > 1:
            stems[stem] += _FIRM if end in TRADES else 1 + (end in TOWN_THINGS)
    return stems


def _may_be_bare(gram: Gram, lexicon: Lexicon) -> bool:
    """Tell whether a string could be a name of a place that has no ending: 深渡, 云汀."""
    text = gram.text
    if text in GENRE_WORDS or text in lexicon.words or not 2 <= len(text) <= 4:
        return False
    if text in LONG_PLACE_ENDS or text in LONG_GROUP_ENDS or text[0] in STOP_LEFT:
        return False
    if len(text) == 3 and text[-1] == "里":  # 梧桐里, if it stands as lanes do
        return gram.count > 2 and gram["clear"] >= _SAME * gram.count
    if any(sign in FUNCTION or sign in NO_INSIDE for sign in text):
        return False
    if text[-1] in _WITHIN or holds_word(text, lexicon):
        return False
    return (gram.count > 1 or gram["reached"] > 0) and gram["clear"] >= _HALF * gram.count
