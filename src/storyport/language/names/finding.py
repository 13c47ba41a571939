"""Finding the names of a Chinese text, from the surest to the least sure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from storyport.language.names.address_words import AFTER_NAME, HONOURS, PREFIXES
from storyport.language.names.bare_places import find_bare_places
from storyport.language.names.bynames import (
    choose_bynames,
    choose_honoured,
    choose_titled,
    titled_form,
)
from storyport.language.names.foreign import choose_foreign, dotted_forms, name_parts, sounds
from storyport.language.names.grams import Gram, count_forms, count_grams
from storyport.language.names.items import ITEM_SIGNS, choose_items, is_item, titled_works
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.marking import Marks, find_spots, mark_peers
from storyport.language.names.people import Found, choose_full_names, looks_like_place, surname_of
from storyport.language.names.place_finding import (
    find_families,
    find_foreign_sites,
    find_places,
)
from storyport.language.names.place_words import (
    FACTION_ENDS,
    PLACE_ENDS,
)
from storyport.language.names.standing import look_around
from storyport.language.names.story_text import Booleans, StoryText
from storyport.language.names.surnames import COMPOUND, SINGLE

__all__ = ["find_names"]

_FIRST_SIGNS = "".join(sorted(SINGLE | {surname[0] for surname in COMPOUND}))
_ROUNDS, _SHORT = 3, 300_000  # in a long book nobody depends on one list
_HONOUR_SIGNS = "".join(sorted({title[-1] for title in HONOURS}))
_TITLE_SIGNS = "".join(sorted({title[-1] for title in AFTER_NAME}))


def find_names(
    story: StoryText, marks: Marks, lexicon: Lexicon, taken: Iterable[str] = ()
) -> list[Found]:
    """Return the forms that are names; `taken` are known already and not looked for."""
    free = story.han[: len(story) + 1].copy()
    settled = list(taken)
    whole = free.copy()  # a name of a place may hold a word of the genre: 凤凰岭
    _take(story, free, settled)
    least = _least(len(story))
    foreign = _foreign(story, marks, lexicon, free, least)
    abroad, foreign = find_foreign_sites(story, marks, foreign)
    for free_ in (free, whole):
        _take(story, free_, _texts([*abroad, *foreign]))
    people = _people(story, marks, lexicon, free, least)
    around = look_around(story)
    places = find_places(story, marks, around, lexicon, whole, least, [*people, *foreign])
    people, places = _settle(people, places)
    places += abroad
    places += find_families(story, marks, around, free, people)
    _take(story, free, [found.text for found in (*people, *places)])
    things = _things(story, marks, lexicon, free, least)
    _take(story, free, [found.text for found in things])
    # 常平 shows as a person only where the granary 常平仓 is out of the way.
    people += _more_people(story, marks, lexicon, free, least, _texts(people))
    givens = {
        found.text[len(surname_of(found.text)) :]: found.text
        for found in people
        if found.sort == "full"
    }
    rest = list(_all_grams(story, marks, free, least))
    coined = choose_bynames(rest, lexicon, givens, len(story))
    seen = {found.text for found in coined}
    bare = [
        found
        for found in find_bare_places(story, marks, around, lexicon, free, rest, places, coined)
        if not any(found.text in text or text in found.text for text in seen)
    ]
    found = [*foreign, *people, *places, *things, *coined, *bare]
    return [one for one in found if one.score >= _bar(len(story))]


def _texts(found: Iterable[Found]) -> list[str]:
    return [one.text for one in found]


def _more_people(
    story: StoryText, marks: Marks, lexicon: Lexicon, free: Booleans, least: int, known: list[str]
) -> list[Found]:
    """Find who is named beside a known person; in a list each tells the next: 李铁柱、孙大有."""
    found: list[Found] = []
    for _ in range(_ROUNDS if len(story) < _SHORT else 1):
        peers = mark_peers(story, marks, [*known, *_texts(found)])
        more = _people(story, peers, lexicon, free, least)
        _take(story, free, _texts(more))
        found += more
        if not more:
            break
    return found


def _foreign(
    story: StoryText, marks: Marks, lexicon: Lexicon, free: Booleans, least: int
) -> list[Found]:
    """Find names written by sound, first the ones with dots in them."""
    dotted = count_forms(story, marks, np.ones_like(free), dotted_forms(story.plain, lexicon))
    found = [Found(form, "character", 6.0, gram, "foreign") for form, gram in dotted.items()]
    _take(story, free, dotted)
    parts = {part for form in dotted for part in name_parts(form) if len(part) > 1}
    grams = count_forms(story, marks, free, parts)
    found += [Found(form, "character", 5.0, gram, "foreign") for form, gram in grams.items()]
    _take(story, free, grams)
    signs = np.isin(story.codes[: len(free)], np.array([ord(sign) for sign in sounds(lexicon)]))
    runs: list[Gram] = []
    for width in (2, 3, 4):
        counted = count_grams(story, marks, free & signs, width, least)
        runs += counted.select(counted.sums["clear"] > 0)
    long = {match[0] for match in _long_runs(lexicon).finditer(story.plain)}
    runs += count_forms(story, marks, free, long).values()
    return found + choose_foreign(runs, lexicon)


def _long_runs(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"[{sounds(lexicon)}]{{5,7}}")


def _people(
    story: StoryText, marks: Marks, lexicon: Lexicon, free: Booleans, least: int
) -> list[Found]:
    titled = choose_titled(_titled_grams(story, marks, free, least), lexicon)
    full = choose_full_names(_surnamed_grams(story, marks, free, least), lexicon)
    full = [found for found in full if not titled_form(found.text)[0]]
    honoured = choose_honoured(_honoured_grams(story, marks, free, least), lexicon)
    return [_as_given(found, full) for found in full] + titled + honoured


def _as_given(found: Found, full: list[Found]) -> Found:
    """Take 桂香 for the given name of 王桂香, although 桂 is a surname as well."""
    whole = any(
        other.text != found.text and other.text.removeprefix(surname_of(other.text)) == found.text
        for other in full
    )
    return replace(found, sort="given") if whole else found


def _least(size: int) -> int:
    """Return how often a form has to stand: in a long book once or twice is chance."""
    return 1 + (size > 150_000) + (size > 600_000) + (size > 2_000_000)


def _bar(size: int) -> float:
    """Return what a score has to reach: the longer a book, the more words there are to err in."""
    return 2.0 + max(0.0, 1.2 * math.log10(max(size, 1) / 20_000))


def _take(story: StoryText, free: Booleans, forms: Iterable[str]) -> None:
    wanted = sorted(set(forms), key=len, reverse=True)
    if not wanted:
        return
    for spots in find_spots(story.plain, wanted, longest=True):
        for _, start, end in spots.tolist():
            free[start:end] = False


def _titled_grams(story: StoryText, marks: Marks, free: Booleans, least: int) -> list[Gram]:
    found = []
    for width in (2, 3, 4):
        grams = count_grams(
            story, marks, free, width, least, firsts=_FIRST_SIGNS, lasts=_TITLE_SIGNS
        )
        found += [gram for gram in grams.select(grams.counts > 0) if titled_form(gram.text)[0]]
    return found


def _honoured_grams(story: StoryText, marks: Marks, free: Booleans, least: int) -> list[Gram]:
    found = []
    for width in (2, 3, 4):
        grams = count_grams(story, marks, free, width, least, lasts=_HONOUR_SIGNS)
        found += grams.select(grams.sums["clear"] > 0)
    return found


def _surnamed_grams(story: StoryText, marks: Marks, free: Booleans, least: int) -> list[Gram]:
    found = []
    for width in (2, 3, 4):
        grams = count_grams(story, marks, free, width, least, firsts=_FIRST_SIGNS)
        found += grams.select(grams.sums["clear"] > 0 if width > 2 else grams.counts > 0)
    return found


def _things(
    story: StoryText, marks: Marks, lexicon: Lexicon, free: Booleans, least: int
) -> list[Found]:
    works = titled_works(story.plain)
    grams = count_forms(story, marks, free, works)
    found = [Found(form, works[form], 6.0, gram, "item") for form, gram in grams.items()]
    ending: list[Gram] = []
    for width in (3, 4):
        counted = count_grams(story, marks, free, width, max(least, 2), lasts=ITEM_SIGNS)
        ending += [gram for gram in counted.select(counted.counts > 0) if is_item(gram.text)]
    return found + [one for one in choose_items(ending, lexicon) if one.text not in works]


def _settle(people: list[Found], places: list[Found]) -> tuple[list[Found], list[Found]]:
    """Settle what is both: 陈渡 is not the end of a place 导演陈渡, 白马 is a part of 白马寺."""
    names = {found.text: found for found in people}
    kept_places = []
    for place in places:
        inner = [names[part] for part in _parts(place.text) if part in names and len(part) > 1]
        inner = [person for person in inner if not _yields(person, place)]
        if any(
            person.gram.count > place.gram.count or person.score > place.score for person in inner
        ):
            continue
        kept_places.append(place)
    held = {part: place for place in kept_places for part in _parts(place.text)}
    return [
        person
        for person in people
        if person.text not in held
        or _owns(person.text, held[person.text].text)
        or held[person.text].gram.count < 0.6 * person.gram.count
    ], kept_places


def _yields(person: Found, place: Found) -> bool:
    """Tell whether a place keeps its name: 宁王府 is the house of 宁王, nobody is called 储秀宫."""
    if person.text == place.text:
        return looks_like_place(person.gram)
    return _owns(person.text, place.text)


def _owns(person: str, place: str) -> bool:
    """Tell whether a place is called after a person: 宁王府, 林家."""
    end = place.removeprefix(person)
    return end != place and (end in PLACE_ENDS or end in FACTION_ENDS)


def _parts(text: str) -> list[str]:
    return [
        text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)
    ]


def _all_grams(story: StoryText, marks: Marks, free: Booleans, least: int) -> Iterable[Gram]:
    for width in (1, 2, 3, 4):
        grams = count_grams(story, marks, free, width, least)
        sums = grams.sums
        acts = sums["tells"] + sums["subject"] + sums["vocative"] + sums["called"]
        acts += sums["speaker"] + sums["after_quote"] + sums["object"] + sums["body"]
        acts += sums["located"]
        if least == 1 and width in (2, 3):  # a short story: two signs of a place are enough
            acts += (sums["left_good"] > 0) & (grams.counts > 1)
        # 阿宁 and 老周 show by their form, whatever their company.
        formed = np.isin(grams.first_signs(), np.array([ord(sign) for sign in PREFIXES]))
        yield from grams.select(((acts > 0) | formed) & (sums["clear"] > 0))
