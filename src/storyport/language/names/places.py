"""Names of places and of groups of people, by how they end and where they stand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import Found
from storyport.language.names.place_words import (
    FACTION_ENDS,
    HALF_STOP,
    NO_INSIDE,
    PLACE_ENDS,
    SOFT_LEFT,
    STOP_LEFT,
    ends_with,
)
from storyport.language.names.site_words import (
    LONG_GROUP_ENDS,
    LONG_PLACE_ENDS,
    OFFICES,
)
from storyport.language.names.sites import is_long
from storyport.language.names.standing import NOTHING, Standing
from storyport.language.names.stem_scores import sort_score, stem_score

__all__ = ["LAST_SIGNS", "choose_places"]

LAST_SIGNS = "".join(sorted({end[-1] for end in (*PLACE_ENDS, *FACTION_ENDS)}))
_ENOUGH, _BETWEEN, _LESS = 3.0, 2.3, 2.0
_HALF, _SAME = 0.5, 0.7
_ALWAYS = 0.9
_GRAMMAR = FUNCTION - NAMES_TOO
_ALSO_WORDS = frozenset("嘴站")  # 罗大嘴, 宁王站
_HOUSES = frozenset("宫殿阁楼府寺庄")
_COUNTED = frozenset("座层条间家个处道扇栋片级丈里尺步张面")


def choose_places(
    grams: Iterable[Gram], lexicon: Lexicon, standing: Mapping[str, Standing]
) -> list[Found]:
    """Choose, of all strings with an ending of places or groups, the ones that are names.

    `standing` tells how often they stand beside what shows a place or a group.
    """
    known = {gram.text: gram for gram in grams}
    wider: defaultdict[str, list[Gram]] = defaultdict(list)
    for gram in known.values():
        wider[gram.text[1:]].append(gram)
    found = []
    for text, gram in known.items():
        if _is_open(gram, known, lexicon) or any(
            _swallows(other, gram, lexicon) for other in wider[text]
        ):
            continue
        judged = _judged(gram, lexicon, standing.get(text, NOTHING))
        if judged.score >= _bar(gram, standing.get(text, NOTHING)):
            found.append(judged)
    return [one for one in found if not _goes_on(one, found)]


def _bar(gram: Gram, standing: Standing) -> float:
    """Return what a score has to reach: less where the ending and the company agree."""
    if gram.count > 1:
        return _LESS
    placed = gram["located"] + standing.parts + standing.signs + standing.members
    if not placed and len(gram.text) == 2 and PLACE_ENDS.get(gram.text[-1], 0.0) <= 1.0:
        return _ENOUGH + 1.0
    return _BETWEEN if placed else _ENOUGH


def _goes_on(one: Found, found: Iterable[Found]) -> bool:
    """Tell whether it is only ever the beginning of a longer one: 沙河 of 沙河口."""
    return any(
        other.text.startswith(one.text)
        and other.text != one.text
        and other.gram.count >= _ALWAYS * one.gram.count
        for other in found
    )


def _is_open(gram: Gram, known: Mapping[str, Gram], lexicon: Lexicon) -> bool:
    """Tell whether it begins with a word that stands before a name: 在听霜峰, 爬莲花峰."""
    text = gram.text
    stem = text[:-2] if is_long(text) else text[:-1]
    if text[0] in FUNCTION or any(sign in _GRAMMAR for sign in stem):
        return text[0] not in HALF_STOP or not is_long(text)
    if is_long(text) and text[0] in STOP_LEFT - HALF_STOP:
        return True
    # The beginning of a long one has been weighed already.
    if (
        text[0] in STOP_LEFT
        and not is_long(text)
        and (
            text[0] not in HALF_STOP
            or len(text) < 3
            or (gram["left_good"] < _HALF * gram.count and text[:2] not in lexicon.words)
        )
    ):
        return True
    if text[0] in SOFT_LEFT and (len(text) == 2 or text[1] in _COUNTED):
        return True
    rest = known.get(text[1:])
    soft = text[0] in SOFT_LEFT or text[0] in HALF_STOP
    return soft and rest is not None and gram.count < _ALWAYS * rest.count


def _swallows(wider: Gram, gram: Gram, lexicon: Lexicon) -> bool:
    """Tell whether the name reaches one further to the left: 霜峰 is the end of 听霜峰."""
    if wider.text[0] in STOP_LEFT or any(sign in _GRAMMAR for sign in wider.text[:-1]):
        return False
    soft = wider.text[0] in SOFT_LEFT
    if wider.count < (_ALWAYS if soft else _SAME) * gram.count:
        return False
    # Where an ordinary word ends right before it, the name begins here: 经过|落星渊.
    return gram["ends"] < 0.5 * gram.count or wider.text[:2] in lexicon.words


def _judged(whole: Gram, lexicon: Lexicon, standing: Standing) -> Found:
    gram, text = whole.tempered(), whole.text
    place, faction = ends_with(text, PLACE_ENDS), ends_with(text, FACTION_ENDS)
    end = max(place, faction, key=len)
    stem = text.removesuffix(end)
    strength = max(PLACE_ENDS.get(end, 0.0), FACTION_ENDS.get(end, 0.0))
    long = end in LONG_PLACE_ENDS or end in LONG_GROUP_ENDS
    score = (sort_score if long else stem_score)(text, stem, lexicon) + strength
    if text.endswith("门关") and gram["locative"]:  # 车门|关上
        score -= 3.0
    if end in _ALSO_WORDS and not gram["located"]:
        score -= 4.0
    if text in OFFICES:
        end, score = "司", 3.0
    elif gram.count < 3 and not long:
        score -= 3.0 * any(sign in NO_INSIDE for sign in stem) + 1.0 * (
            strength < 1.0 and len(end) == 1
        )
        score -= 1.0 * (len(stem) > 2 and len(end) == 1)
    score += _company(gram, standing, grouped=not PLACE_ENDS.get(end), long=long)
    if gram.is_fixed or (gram.count >= 3 and gram.left_top > 0.8):
        score -= 4.0
    if gram.count > 1 and gram.right_top > _ALWAYS and not gram["located"]:
        score -= 2.0
    return Found(text, _kind(gram, end, standing), score, whole, "place")


def _company(gram: Gram, standing: Standing, *, grouped: bool, long: bool) -> float:
    """Return what the neighbours say for a name of a place or a group."""
    located = gram["place"] + gram["locative"] + standing.parts + standing.signs
    group = standing.members + standing.owns
    score = 0.8 * min(gram["located"], 2) + 0.4 * min(located, 4) + 0.8 * math.log2(gram.count)
    score += 0.8 * min(group, 3) + 1.5 * min(gram["called"], 1)
    score += 0.8 * min(gram["whole"], 1)
    # The ending itself shows where it stops: 新安江|亮了出来.
    score += 2.0 * (gram["left_good"] / gram.count - 0.5)
    score -= (1.0 if long else 4.0) * gram["crossed"] / gram.count
    score -= 0.8 * min(gram["measure"], 3)
    people = 0.0 if grouped else min(gram["subject"] + gram["vocative"] - standing.signs, 3)
    return score - 1.2 * min(gram["tells"], 3) - 0.7 * max(people, 0)


def _kind(gram: Gram, end: str, standing: Standing) -> str:
    of_group, of_place = FACTION_ENDS.get(end, 0.0), PLACE_ENDS.get(end, 0.0)
    if not of_group or not of_place:
        return "faction" if of_group else "place"
    of_group -= 0.5 * (end in _HOUSES)
    of_group += 1.0 * standing.members + 0.3 * standing.owns + 0.2 * gram["subject"]
    of_place += 0.5 * gram["located"] + 0.5 * gram["locative"] + 0.2 * gram["place"]
    of_place += 0.5 * standing.parts + 0.5 * standing.signs
    return "faction" if of_group > of_place else "place"
