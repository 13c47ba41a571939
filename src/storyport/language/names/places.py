"""Names of places and of groups of people, by how they end and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import Found
from storyport.language.names.place_forms import end_of, is_phrase
from storyport.language.names.place_signs import person_signs, signs_of
from storyport.language.names.place_weights import rate
from storyport.language.names.place_words import (
    FACTION_ENDS,
    HALF_STOP,
    PLACE_ENDS,
)
from storyport.language.names.site_words import OFFICES
from storyport.language.names.standing import NOTHING, Standing

__all__ = ["LAST_SIGNS", "candidates_of", "choose_places", "set_apart"]

LAST_SIGNS = "".join(sorted({end[-1] for end in (*PLACE_ENDS, *FACTION_ENDS)}))
_SAME = 0.7
_LEAST = 2.0  # the bar for every name of a short text
_SPARE = 0.4  # a place is believed at odds of two to three, for a missed one costs more
_GRAMMAR = FUNCTION - NAMES_TOO
_HOUSES = frozenset("宫殿阁楼府寺庄")
_FLOOR = re.compile("第?[一二两三四五六七八九十百几数]+[楼层室排间口家座条道扇]")
_NEVER_INSIDE = frozenset("的了着吗呢们得")
_BEFORE = frozenset("得的了着在到去往从向进至离赴抵是把被将让给对与及")


def choose_places(
    grams: Iterable[Gram],
    lexicon: Lexicon,
    standing: Mapping[str, Standing],
    people: Mapping[str, float],
    sort: str = "place",
) -> list[Found]:
    """Choose, of strings that may be names of places or groups, the ones that are.

    `standing` tells how often they stand beside what shows a place or a group, `people` who has
    been found already, with their scores; `sort` is how the strings were come by: by their ending
    (place), in a dictionary (known), with a number for a name (numbered), by their company (bare),
    or as what other places are called after (town).
    """
    found = []
    for gram, signs in candidates_of(grams, lexicon, standing, people, sort):
        score = rate(signs)
        if score >= -_SPARE:
            by = standing.get(gram.text, NOTHING)
            kind = _kind(gram, by, lexicon)
            found.append(Found(gram.text, kind, _LEAST + _SPARE + score, gram, sort))
    return found


def candidates_of(
    grams: Iterable[Gram],
    lexicon: Lexicon,
    standing: Mapping[str, Standing],
    people: Mapping[str, float],
    sort: str,
) -> Iterator[tuple[Gram, dict[str, float]]]:
    """Yield the strings that may be names at all, with their figures (see `place_weights`)."""
    known = {gram.text: gram for gram in grams}
    for text, gram in known.items():
        if _is_open(text) or is_phrase(text, lexicon):
            continue
        rest = known.get(text[1:])
        yield (
            gram,
            {
                **signs_of(gram, standing.get(text, NOTHING), lexicon),
                **person_signs(text, people, lexicon),
                "comes off": 1.0 - gram.count / rest.count if rest is not None else 0.0,
                **({} if sort == "place" else {sort: 1.0}),
            },
        )


def set_apart(found: Iterable[Found]) -> list[Found]:
    """Keep, of names within one another that nearly always stand together, the likeliest.

    听霜峰, not 霜峰 or 过听霜峰; 沙河口, not 沙河; but 石嘴镇 beside 石嘴镇派出所, where it stands alone.
    """
    kept: list[Found] = []
    counts: dict[str, int] = {}
    held: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (-one.score, -len(one.text))):
        count = one.gram.count
        inner = [counts[part] for part in _parts(one.text) if part in counts]
        if any(count >= _SAME * other for other in inner):
            continue
        if held.get(one.text, 0) >= _SAME * count:
            continue
        kept.append(one)
        counts[one.text] = count
        for part in _parts(one.text):
            held[part] = max(held.get(part, 0), count)
    return kept


def _parts(text: str) -> Iterator[str]:
    for begin in range(len(text)):
        for end in range(begin + 1, len(text) + 1):
            yield text[begin:end]


def _is_open(text: str) -> bool:
    """Tell whether it cannot be a name: it begins with 在 or 是, holds a 的, or counts floors."""
    if text[0] in _BEFORE or (text[0] in _GRAMMAR and text[0] not in HALF_STOP):
        return True
    return bool(_FLOOR.fullmatch(text)) or not _NEVER_INSIDE.isdisjoint(text[1:])


def _kind(gram: Gram, standing: Standing, lexicon: Lexicon) -> str:
    if gram.text in OFFICES:
        return "faction"
    end = end_of(gram.text, lexicon)
    of_group, of_place = FACTION_ENDS.get(end, 0.0), PLACE_ENDS.get(end, 0.0)
    if not of_group or not of_place:
        return "faction" if of_group else "place"
    of_group -= 0.5 * (end in _HOUSES)
    of_group += 1.0 * standing.members + 0.3 * standing.owns + 0.2 * gram["subject"]
    of_place += 0.5 * gram["located"] + 0.5 * gram["locative"] + 0.2 * gram["place"]
    of_place += 0.5 * standing.parts + 0.5 * standing.signs
    return "faction" if of_group > of_place else "place"
