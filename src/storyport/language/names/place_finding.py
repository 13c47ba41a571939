"""Finding places and groups: by ending, by number, by what is known, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from storyport.language.names.bare_places import firms_of
from storyport.language.names.grams import Gram, count_forms, count_grams
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.marking import Marks, find_spots
from storyport.language.names.people import Found, surname_of
from storyport.language.names.place_words import FACTION_ENDS, PLACE_ENDS, ends_with
from storyport.language.names.places import LAST_SIGNS, choose_places, set_apart
from storyport.language.names.site_words import LONG_GROUP_ENDS, LONG_PLACE_ENDS, WORLDS
from storyport.language.names.sites import is_long, long_ended, numbered
from storyport.language.names.standing import NOTHING, Standing, Surroundings, stands
from storyport.language.names.story_text import Booleans, StoryText

__all__ = ["find_families", "find_foreign_sites", "find_places"]


def find_places(
    story: StoryText,
    marks: Marks,
    around: Surroundings,
    lexicon: Lexicon,
    free: Booleans,
    least: int,
    people: Iterable[Found],
) -> list[Found]:
    """Find what ends as places or groups do, has a number, or is a place of the real world."""
    named = {one.text: one.score for one in people}
    pools = {
        "place": _ending(story, marks, lexicon, free, least),
        "known": count_forms(story, marks, free, lexicon.places | lexicon.lands | WORLDS),
        "numbered": count_forms(story, marks, free | _numerals(story), numbered(story.plain)),
    }
    standing = stands(story, around, list({form for pool in pools.values() for form in pool}))
    found: dict[str, Found] = {}
    for sort, pool in pools.items():
        grams = [gram for text, gram in pool.items() if text not in found]
        chosen = choose_places(grams, lexicon, standing, named, sort)
        found.update((one.text, one) for one in chosen)
    places = set_apart(found.values())
    firms = firms_of(places) - lexicon.places - lexicon.lands
    return [one for one in places if one.text not in firms]  # 恒屿 of 恒屿集团 is no island


def _ending(
    story: StoryText, marks: Marks, lexicon: Lexicon, free: Booleans, least: int
) -> dict[str, Gram]:
    """Return strings that end as places or groups do, where they may begin and stop."""
    found: dict[str, Gram] = {}
    for width in (2, 3, 4):
        grams = count_grams(story, marks, free, width, least, lasts=LAST_SIGNS)
        for gram in grams.select(grams.sums["left_good"] + grams.sums["lone"] > 0):
            ended = ends_with(gram.text, PLACE_ENDS) or ends_with(gram.text, FACTION_ENDS)
            if ended and not is_long(gram.text):
                found[gram.text] = gram
    long = count_forms(story, marks, free, long_ended(story, free, lexicon))
    return found | {text: gram for text, gram in long.items() if gram.count >= min(least, 2)}


def find_foreign_sites(
    story: StoryText, marks: Marks, foreign: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Find what is called after a name written by sound, and those names that stand by themselves.

    斯蒂克尼船坞 is a dockyard, and nobody is called 斯蒂克尼 who never comes without it.
    """
    names = [one.text for one in foreign]
    after: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for spots in find_spots(story.plain, names) if names else ():
        for which, start, end in spots.tolist():
            for width in (4, 3, 2):
                site = story.plain[end : end + width]
                if site in LONG_PLACE_ENDS or site in LONG_GROUP_ENDS:
                    forms[story.plain[start : end + width]] = site
                    after[names[which]] += 1
                    break
    grams = count_forms(story, marks, story.han[: len(story) + 1] | True, forms)
    kinds = {
        form: "place" if site in LONG_PLACE_ENDS else "faction" for form, site in forms.items()
    }
    sites = [Found(form, kinds[form], 5.0, gram, "place") for form, gram in grams.items()]
    return sites, [one for one in foreign if after[one.text] < one.gram.count]


def _numerals(story: StoryText) -> Booleans:
    codes = story.codes[: len(story) + 1]
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    capitals = (codes >= ord("A")) & (codes <= ord("Z"))
    return digits | capitals


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
