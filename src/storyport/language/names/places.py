"""Names of places and of groups of people, by how they end and where they stand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from storyport.language.names.address_words import GENERIC_PEOPLE
from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import Found
from storyport.language.names.place_words import (
    FACTION_ENDS,
    GENRE_WORDS,
    NO_INSIDE,
    NO_STEM,
    PLACE_ENDS,
    PLAIN_ENDS,
    SOFT_LEFT,
    STOP_LEFT,
    ends_with,
)

__all__ = ["LAST_SIGNS", "choose_bare_places", "choose_known_places", "choose_places"]

LAST_SIGNS = "".join(sorted({end[-1] for end in (*PLACE_ENDS, *FACTION_ENDS)}))
_ENOUGH, _LESS = 3.0, 2.0
_SAME = 0.7
_ALWAYS = 0.9
_GRAMMAR = FUNCTION - NAMES_TOO
_NOBODY = NO_STEM | GENRE_WORDS | GENERIC_PEOPLE
_PLAIN = frozenset("高老新旧前后空破深荒枯冷热")
_COUNTED = frozenset("座层条间家个处道扇栋片级丈里尺步张面")
_RARE_SIGN = 10.5
_USUAL = 60  # a frequency in jieba's list from which a word is everyday


def choose_places(
    grams: Iterable[Gram], lexicon: Lexicon, groups: Mapping[str, int]
) -> list[Found]:
    """Choose, of all strings with an ending of places or groups, the ones that are names.

    `groups` tells how often something that belongs to a group follows: 弟子, 掌门.
    """
    known = {gram.text: gram for gram in grams}
    wider: defaultdict[str, list[Gram]] = defaultdict(list)
    for gram in known.values():
        wider[gram.text[1:]].append(gram)
    found = []
    for text, gram in known.items():
        if _is_open(gram, known) or any(_swallows(other, gram, lexicon) for other in wider[text]):
            continue
        judged = _judged(gram, lexicon, groups.get(text, 0))
        if judged.score >= (_ENOUGH if gram.count == 1 else _LESS):
            found.append(judged)
    return [one for one in found if not _goes_on(one, found)]


def _goes_on(one: Found, found: Iterable[Found]) -> bool:
    """Tell whether it is only ever the beginning of a longer one: 沙河 of 沙河口."""
    return any(
        other.text.startswith(one.text)
        and other.text != one.text
        and other.gram.count >= _ALWAYS * one.gram.count
        for other in found
    )


def _is_open(gram: Gram, known: Mapping[str, Gram]) -> bool:
    """Tell whether it begins with a word that stands before a name: 在听霜峰, 爬莲花峰."""
    text = gram.text
    if text[0] in STOP_LEFT or text[0] in FUNCTION or any(sign in _GRAMMAR for sign in text[:-1]):
        return True
    if text[0] in SOFT_LEFT and (len(text) == 2 or text[1] in _COUNTED):
        return True
    rest = known.get(text[1:])
    return text[0] in SOFT_LEFT and rest is not None and gram.count < _ALWAYS * rest.count


def _swallows(wider: Gram, gram: Gram, lexicon: Lexicon) -> bool:
    """Tell whether the name reaches one further to the left: 霜峰 is the end of 听霜峰."""
    if wider.text[0] in STOP_LEFT or any(sign in _GRAMMAR for sign in wider.text[:-1]):
        return False
    soft = wider.text[0] in SOFT_LEFT
    if wider.count < (_ALWAYS if soft else _SAME) * gram.count:
        return False
    # Where an ordinary word ends right before it, the name begins here: 经过|落星渊.
    return gram["ends"] < 0.5 * gram.count or wider.text[:2] in lexicon.words


def _judged(whole: Gram, lexicon: Lexicon, group: int) -> Found:
    gram, text = whole.tempered(), whole.text
    place, faction = ends_with(text, PLACE_ENDS), ends_with(text, FACTION_ENDS)
    end = max(place, faction, key=len)
    stem = text.removesuffix(end)
    strength = max(PLACE_ENDS.get(end, 0.0), FACTION_ENDS.get(end, 0.0))
    score = _stem_score(text, stem, lexicon) + strength
    if gram.count < 3:
        score -= 3.0 * any(sign in NO_INSIDE for sign in stem) + 1.0 * (
            strength < 1.0 and len(end) == 1
        )
        score -= 1.0 * (len(stem) > 2 and len(end) == 1)
    located = gram["place"] + gram["locative"]
    score += 0.8 * min(gram["located"], 2) + 0.4 * min(located, 4) + 0.8 * math.log2(gram.count)
    score += 0.8 * min(group, 3) + 1.5 * min(gram["called"], 1)
    # The ending itself shows where it stops: 新安江|亮了出来.
    score += 2.0 * (gram["left_good"] / gram.count - 0.5) - 4.0 * gram["crossed"] / gram.count
    score -= 0.8 * min(gram["measure"], 3)
    score -= 1.2 * min(gram["tells"], 3) + 0.7 * min(gram["subject"] + gram["vocative"], 3)
    if gram.is_fixed or (gram.count >= 3 and gram.left_top > 0.8):
        score -= 4.0
    return Found(text, _kind(gram, end, group), score, whole, "place")


def _stem_score(text: str, stem: str, lexicon: Lexicon) -> float:
    """Return how little the string is made of ordinary words."""
    if text in lexicon.places:
        plain = len(text) == 2 and text[-1] in PLAIN_ENDS
        return -2.5 if plain else 0.0 if stem in _PLAIN else 2.0
    if not {stem, text}.isdisjoint(_NOBODY) or (text.endswith("水") and len(text) > 2):
        return -6.0
    if usual := lexicon.words.get(text, 0):
        return -3.0 - math.log10(usual)
    if len(stem) == 1:
        return _short_stem_score(text, stem, lexicon)
    return _long_stem_score(text, stem, lexicon)


def _long_stem_score(text: str, stem: str, lexicon: Lexicon) -> float:
    known = lexicon.words.get(stem, 0)
    if known >= _USUAL:
        return -0.7 - 0.5 * math.log10(known / _USUAL)
    if len(stem) > 2 and _holds_word(stem, lexicon):
        return 0.0 if len(text) - len(stem) > 1 else -1.5
    return 1.0 if not known else 0.5


def _short_stem_score(text: str, stem: str, lexicon: Lexicon) -> float:
    """Return the same for a stem of one character: 沔州 is a name, 高台 is a platform."""
    if text[-1] in PLAIN_ENDS or text[-1] not in PLACE_ENDS:
        return -4.0
    if text[-1] == "州":
        return 1.0
    if lexicon.ordinary_cost(stem) > _RARE_SIGN:
        return 0.5
    return -0.8 if PLACE_ENDS[text[-1]] > 1.0 else -1.5


def _holds_word(stem: str, lexicon: Lexicon) -> bool:
    """Tell whether an everyday word begins or ends a stem: 赶紧筑, 鼻子无关."""
    return any(lexicon.words.get(part, 0) > _USUAL for part in (stem[:2], stem[-2:]))


def _kind(gram: Gram, end: str, group: int) -> str:
    of_group, of_place = FACTION_ENDS.get(end, 0.0), PLACE_ENDS.get(end, 0.0)
    if not of_group or not of_place:
        return "faction" if of_group else "place"
    of_group += 1.0 * group + 0.2 * gram["subject"]
    of_place += 0.5 * gram["located"] + 0.5 * gram["locative"] + 0.2 * gram["place"]
    return "faction" if of_group > of_place else "place"


def choose_known_places(grams: Iterable[Gram]) -> list[Found]:
    """Choose places of the real world, which need to stand where places do."""
    found = []
    for whole in grams:
        gram = whole.tempered()
        if gram.text in GENRE_WORDS or not gram["located"] + gram["listed"] + (gram["place"] > 1):
            continue
        score = 1.0 + 1.0 * min(gram["located"], 2) + 0.5 * min(gram["place"], 3)
        score += 0.5 * min(gram["locative"], 3) + 0.8 * math.log2(gram.count)
        score += 0.6 * min(gram["listed"], 2) + 2.0 * (gram["clear"] / gram.count - 0.6)
        score -= 4.0 * gram["crossed"] / gram.count + 1.5 * min(gram["tells"], 2)
        score -= gram["subject"] + gram["vocative"]
        if score >= _ENOUGH:
            found.append(Found(gram.text, "place", score, whole, "known"))
    return found


def choose_bare_places(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose names of places that have no ending: 深渡, 云汀. Only where they stand tells."""
    found = []
    for whole in grams:
        gram, text = whole.tempered(), whole.text
        if text in GENRE_WORDS:
            continue
        if text in lexicon.words or any(sign in FUNCTION or sign in NO_INSIDE for sign in text):
            continue
        if (
            gram.count < 3
            or text[-1] in "头边面起侧前后旁里外上下中内"
            or _holds_word(text, lexicon)
        ):
            continue
        if gram["located"] < 2 or gram["clear"] < 0.6 * gram.count or text[0] in STOP_LEFT:
            continue
        people = gram["tells"] + gram["subject"] + gram["vocative"] + gram["body"]
        score = 0.8 * min(gram["located"], 4) + 0.3 * min(gram["locative"], 3)
        score += 0.8 * math.log2(gram.count) + (lexicon.ordinary_cost(text) - 19.0) / 3.0
        score -= 1.5 * people + 2.0 * gram["measure"]
        led = gram["place"] < 0.5 * gram.count and gram.left_top > 0.7
        if led or gram.right_top > 0.7:
            score -= 2.0
        if score >= _ENOUGH:
            found.append(Found(text, "place", score, whole, "bare"))
    return found
