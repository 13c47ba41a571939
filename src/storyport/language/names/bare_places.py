"""Places without an ending: known ones, numbered ones, and those that only their company shows."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping

from storyport.language.names.context_words import FUNCTION
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import Found
from storyport.language.names.place_words import GENRE_WORDS, NO_INSIDE, STOP_LEFT
from storyport.language.names.site_words import LONG_GROUP_ENDS, LONG_PLACE_ENDS
from storyport.language.names.standing import NOTHING, Standing
from storyport.language.names.stem_scores import holds_word

__all__ = ["choose_bare_places", "choose_known_places", "choose_numbered", "may_be_bare"]

_ENOUGH = 3.0
_SAME, _ALWAYS = 0.7, 0.9


def choose_known_places(
    grams: Iterable[Gram], lexicon: Lexicon, standing: Mapping[str, Standing]
) -> list[Found]:
    """Choose places of the real world, which need to stand where places do."""
    found = []
    for whole in grams:
        gram, by = whole.tempered(), standing.get(whole.text, NOTHING)
        sure = gram.text in lexicon.places
        visited = gram.text in lexicon.famous or _is_visited(gram, by, sure=sure)
        if gram.text in GENRE_WORDS or not visited:
            continue
        score = 1.0 + 1.0 * min(gram["located"], 2) + 0.5 * min(gram["place"] + by.signs, 3)
        score += 0.5 * min(gram["locative"] + by.parts, 3) + 0.8 * math.log2(gram.count)
        score += 0.6 * min(gram["listed"], 2) + 2.0 * (gram["clear"] / gram.count - 0.6)
        score -= 4.0 * gram["crossed"] / gram.count + 1.5 * min(gram["tells"], 2)
        score -= gram["subject"] + gram["vocative"]
        score += 1.5 * (gram.text in lexicon.famous)
        if score >= _ENOUGH:
            found.append(Found(gram.text, "place", score, whole, "known"))
    return found


def _is_visited(gram: Gram, standing: Standing, *, sure: bool) -> bool:
    """Tell whether a known place is one here: somebody is or goes there."""
    signs = gram["place"] + standing.parts + standing.signs
    if gram["located"] or signs > 1:
        return True
    if not sure:
        return False
    return gram["listed"] > 0 or (
        gram.count > 2 and signs + gram["locative"] > 0 and gram["clear"] >= _ALWAYS * gram.count
    )


def choose_numbered(grams: Iterable[Gram], standing: Mapping[str, Standing]) -> list[Found]:
    """Choose what has a number for a name and stands where places do: 三号仓库."""
    found = []
    for gram in grams:
        by = standing.get(gram.text, NOTHING)
        signs = gram["place"] + gram["locative"] + by.parts + by.signs
        if signs and not gram["measure"]:
            score = 2.5 + 0.5 * min(signs, 3) + gram["located"] + 0.8 * math.log2(gram.count)
            if score >= _ENOUGH:
                found.append(Found(gram.text, "place", score, gram, "numbered"))
    return found


def may_be_bare(gram: Gram, lexicon: Lexicon) -> bool:
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
    if gram.count < 2 or text[-1] in "头边面起侧前后旁里外上下中内" or holds_word(text, lexicon):
        return False
    return gram["clear"] >= 0.5 * gram.count


def choose_bare_places(
    grams: Iterable[Gram],
    lexicon: Lexicon,
    standing: Mapping[str, Standing],
    towns: Container[str] = (),
) -> list[Found]:
    """Choose names of places that have no ending. Only where they stand tells.

    `towns` are what other places or groups are called after.
    """
    found = []
    for whole in grams:
        gram, text = whole.tempered(), whole.text
        by = standing.get(text, NOTHING)
        signs = gram["located"] + 0.5 * min(by.parts, 2) + by.signs
        if by.signs:
            signs += 0.5 * min(gram["place"] - gram["located"], 2)
        if text in towns:
            if text not in lexicon.words and signs and not gram["tells"] + gram["subject"]:
                found.append(Found(text, "place", _ENOUGH + 0.2 * signs, whole, "bare"))
            continue
        if (
            signs < 2
            or (text[-1] == "里" and not by.signs)
            or (gram.count < 3 and not by.parts + by.signs)
        ):
            continue
        people = gram["tells"] + gram["subject"] + gram["vocative"] + gram["body"]
        score = 0.8 * min(signs, 4) + 0.3 * min(gram["locative"], 3)
        score += 0.8 * math.log2(gram.count) + (lexicon.ordinary_cost(text) - 19.0) / 3.0
        score -= 1.5 * people + 2.0 * gram["measure"]
        led = gram["place"] < 0.5 * gram.count and gram.left_top > 0.7
        if led or gram.right_top > 0.7:
            score -= 2.0
        if score >= _ENOUGH:
            found.append(Found(text, "place", score, whole, "bare"))
    return found
