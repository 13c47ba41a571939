"""Finding places and groups: by ending, by number, by what is known, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from storyport.language.names.bare_places import (
    choose_bare_places,
    choose_known_places,
    choose_numbered,
    may_be_bare,
)
from storyport.language.names.grams import Gram, count_forms, count_grams
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.marking import Marks
from storyport.language.names.people import Found, surname_of
from storyport.language.names.place_words import FACTION_ENDS, PLACE_ENDS, TOWN_THINGS, ends_with
from storyport.language.names.places import LAST_SIGNS, choose_places
from storyport.language.names.site_words import TRADES
from storyport.language.names.sites import is_long, long_ended, numbered
from storyport.language.names.standing import NOTHING, Standing, Surroundings, stands
from storyport.language.names.story_text import Booleans, StoryText

__all__ = ["find_bare_places", "find_families", "find_places"]


def find_places(
    story: StoryText,
    marks: Marks,
    around: Surroundings,
    lexicon: Lexicon,
    free: Booleans,
    least: int,
) -> list[Found]:
    """Find what ends as places or groups do, or is a place of the real world."""
    ending: list[Gram] = []
    for width in (2, 3, 4):
        grams = count_grams(story, marks, free, width, least, lasts=LAST_SIGNS)
        ending += [
            gram
            for gram in grams.select(grams.sums["left_good"] > 0)
            if not is_long(gram.text)
            and (ends_with(gram.text, PLACE_ENDS) or ends_with(gram.text, FACTION_ENDS))
        ]
    long = count_forms(story, marks, free, long_ended(story, free, lexicon))
    ending += [gram for gram in long.values() if gram.count >= min(least, 2)]
    found = choose_places(ending, lexicon, stands(story, around, [gram.text for gram in ending]))
    known = count_forms(story, marks, free, lexicon.places | lexicon.lands)
    with_numbers = count_forms(story, marks, free | _numerals(story), numbered(story.plain))
    forms = [*known, *with_numbers]
    standing = stands(story, around, forms)
    more = choose_known_places(known.values(), lexicon, standing)
    more += choose_numbered(with_numbers.values(), standing)
    seen = {one.text for one in found}
    found += [one for one in more if one.text not in seen]
    firms = {stem for stem, count in _stems(found).items() if count < 0}
    return [one for one in found if one.text not in firms]  # 恒屿 of 恒屿集团 is no island


def _numerals(story: StoryText) -> Booleans:
    codes = story.codes[: len(story) + 1]
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    capitals = (codes >= ord("A")) & (codes <= ord("Z"))
    return digits | capitals


def find_bare_places(
    story: StoryText,
    marks: Marks,
    around: Surroundings,
    lexicon: Lexicon,
    free: Booleans,
    rest: Iterable[Gram],
    places: Iterable[Found],
) -> list[Found]:
    """Find places without an ending, by where they stand or by what is called after them."""
    towns = _towns(places)
    groups = _stems(place for place in places if place.kind == "faction")
    grams = {
        gram.text: gram for gram in rest if may_be_bare(gram, lexicon) and gram.text not in groups
    }
    grams.update(count_forms(story, marks, free, towns))
    return choose_bare_places(grams.values(), lexicon, stands(story, around, list(grams)), towns)


def _towns(places: Iterable[Found]) -> set[str]:
    """Return what comes back before several endings, or before what only a town has: 宁埠晚报."""
    return {stem for stem, count in _stems(places).items() if count > 1}


def _stems(places: Iterable[Found]) -> Counter[str]:
    """Count what stands before endings, what a town has twice."""
    stems: Counter[str] = Counter()
    for place in places:
        end = max(ends_with(place.text, PLACE_ENDS), ends_with(place.text, FACTION_ENDS), key=len)
        stem = place.text.removesuffix(end) if end else ""
        if len(stem) > 1:
            stems[stem] += -9 if end in TRADES else 1 + (end in TOWN_THINGS)
    return stems


def find_families(
    story: StoryText,
    marks: Marks,
    around: Surroundings,
    free: Booleans,
    people: Iterable[Found],
) -> list[Found]:
    """Find houses that are called after a surname of the story: 沈家, 百里家."""
    surnames = {surname_of(one.text) for one in people if one.sort == "full"} - {""}
    forms = [surname + end for surname in surnames for end in ("家",)]
    grams = count_forms(story, marks, free, forms)
    standing = stands(story, around, list(grams))
    return [
        Found(form, "faction", 3.0 + 0.2 * gram.count, gram, "family")
        for form, gram in grams.items()
        if gram["left_good"] >= 0.5 * gram.count
        and gram.count + _owned(standing.get(form, NOTHING)) > 1
    ]


def _owned(standing: Standing) -> int:
    """Return how often people or things of a house stand behind it."""
    return standing.members + standing.owns + standing.parts
