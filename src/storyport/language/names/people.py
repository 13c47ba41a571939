"""Names of people: a surname and what follows it, forms of address, coined and foreign names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storyport.language.names.address_words import GENDER_OF, GENERIC_PEOPLE
from storyport.language.names.context_words import FOLLOWERS, FUNCTION, NAMES_TOO
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.place_words import PLACE_ENDS, ends_with
from storyport.language.names.surnames import COMPOUND, EVERYDAY, LIKELY, SINGLE

__all__ = [
    "Found",
    "acts",
    "choose_full_names",
    "company",
    "full_name_prior",
    "looks_like_place",
    "surname_of",
]

_SURNAME_COST = {"likely": 5.0, "rare": 8.0, "everyday": 8.5, "compound": 6.5}
_NAME_COST = 4.5  # how rare any name is among words
_ENOUGH = 2.6
_NAMELIKE = 2.5
_SOME = 0.25
_OFTEN = 0.4  # how much of an everyday word's places have to be a person's, 高兴 for a man
_IN_NAMES = frozenset("水山海河江峰岭川林原洲城国阳岩石泉溪湖洋潭星亭轩园堂庭门")
_WHERE = frozenset("上下里中内外边前后头面")
_MOSTLY = 0.6
_WEIGHTS: tuple[tuple[str, float, int], ...] = (
    ("tells", 2.0, 2),
    ("speaker", 1.0, 2),
    ("subject", 1.0, 3),
    ("after_quote", 0.7, 2),
    ("vocative", 1.2, 2),
    ("called", 3.0, 1),
    ("object", 0.5, 3),
    ("body", 0.8, 2),
    ("title", 1.5, 1),
    ("office", 1.0, 2),
    ("measure", -0.8, 3),
    ("located", -0.6, 3),
)


@dataclass(frozen=True)
class Found:
    """A form that is taken for a name, and how strongly (3 is just enough)."""

    text: str
    kind: str
    score: float
    gram: Gram
    sort: str = ""


def company(gram: Gram) -> float:
    """Return what a form's neighbours say for a person's name."""
    gram = gram.tempered()
    weight = sum(value * _counted(gram, name, most) for name, value, most in _WEIGHTS)
    clear = gram["clear"] / gram.count
    crossed = gram["crossed"] / gram.count
    return weight + 3.0 * (clear - 0.6) - 4.0 * crossed + 0.7 * math.log2(gram.count)


def _counted(gram: Gram, name: str, most: int) -> float:
    """Return how often, up to a limit."""
    return min(gram[name], most)


def acts(gram: Gram) -> float:
    """Return how often a form stands where only one who acts or is spoken to stands."""
    return sum(gram[name] for name in ("tells", "subject", "vocative", "speaker", "called"))


def surname_of(name: str) -> str:
    """Return the surname that a name begins with, or nothing."""
    if name[:2] in COMPOUND and len(name) > 2:
        return name[:2]
    return name[0] if name[0] in SINGLE and 2 <= len(name) <= 3 else ""


def full_name_prior(name: str, lexicon: Lexicon) -> float:
    """Return how much likelier a string is as a surname with a given name than as words."""
    surname = surname_of(name)
    given = name[len(surname) :]
    if len(surname) == 2:
        rarity = _SURNAME_COST["compound"]
    elif surname in LIKELY:
        rarity = _SURNAME_COST["likely"]
    else:
        rarity = _SURNAME_COST["everyday" if surname in EVERYDAY else "rare"]
    costs = lexicon.given_cost(given) + rarity + _NAME_COST
    prior = lexicon.ordinary_cost(name) - costs
    prior -= 4.0 * sum(sign in FUNCTION and sign not in NAMES_TOO for sign in given)
    if given in lexicon.words and len(given) > 1:
        prior -= 1.0
    return prior


def choose_full_names(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose, of all strings that begin with a surname, the ones that are names."""
    families: defaultdict[str, list[Gram]] = defaultdict(list)
    for gram in grams:
        if surname_of(gram.text):
            families[_stem(gram.text)].append(gram)
    return [found for family in families.values() for found in _of_family(family, lexicon)]


def _stem(name: str) -> str:
    return name[: len(surname_of(name)) + 1]


def _of_family(family: list[Gram], lexicon: Lexicon) -> Iterator[Found]:
    """Choose between 林风, 林风说 and 林风铃, which share their beginning."""
    short = next((gram for gram in family if gram.text == _stem(gram.text)), None)
    longer = [_judged(gram, lexicon) for gram in family if gram is not short]
    good = sorted((found for found in longer if found.score >= _ENOUGH), key=_strength)
    if short is None:
        yield from good
        return
    own = _judged(short, lexicon)
    kept = [found for found in good if _is_whole(found, short, own)]
    covered = sum(found.gram.count for found in kept)
    yield from kept
    if own.score >= _ENOUGH and covered < _MOSTLY * short.count and short.right_top < 0.9:
        yield own


def _strength(found: Found) -> float:
    return -found.score


def _is_whole(found: Found, short: Gram, own: Found) -> bool:
    """Tell whether the longer form is the name, and not the shorter with a word behind it."""
    gram = found.gram
    share = gram.count / short.count
    last = gram.text[-1]
    if own.score >= _ENOUGH and share < _SOME:
        return False
    if last in FUNCTION and share < 0.95:
        return False
    if share >= _MOSTLY:
        return last not in FOLLOWERS or share > 0.8 or own.score < found.score
    if last in FOLLOWERS:
        return False
    return own.score < _ENOUGH or (gram.count > 1 and gram["clear"] >= 0.6 * gram.count)


def looks_like_place(gram: Gram) -> bool:
    """Tell whether a string is a place's name, although it begins with a surname: 储秀宫.

    A man may be called 长河 or 万山, so those endings need a place's company too.
    """
    acting = acts(gram) - gram["speaker"]
    if len(gram.text) < 3 or acting or not ends_with(gram.text, PLACE_ENDS):
        return False
    return gram.text[-1] not in _IN_NAMES or gram["place"] + gram["locative"] > 0


def _is_description(text: str) -> bool:
    """Tell whether it is no name but 那女人, 江上."""
    rest = text[1:]
    return text in GENERIC_PEOPLE or rest in GENERIC_PEOPLE or rest in _WHERE


def _judged(whole: Gram, lexicon: Lexicon) -> Found:
    gram, text = whole.tempered(), whole.text
    if text in COMPOUND or text in GENDER_OF or text in lexicon.places or _is_description(text):
        return Found(text, "character", -9.0, whole)
    prior = max(-6.0, min(5.0, full_name_prior(text, lexicon)))
    score = 0.6 * prior + company(gram)
    if text in lexicon.words and acts(gram) + gram["after_quote"] < max(4, _OFTEN * gram.count):
        score -= 6.0
    if looks_like_place(gram):
        score -= 6.0
    lively = acts(gram) + gram["after_quote"] + gram["office"]
    if not lively and (prior < 0.5 or gram.count == 1 > gram["whole"]):
        score -= 1.5
    elif gram.count == 1 and lively + gram["body"] + gram["human"] + gram["title"] < 2:
        # One mention, one sign: the characters themselves have to look like a name.
        score -= 1.5 if prior < _NAMELIKE and not gram["called"] else 0.0
    if len(text) == 2 and text[0] == text[1]:
        score -= 3.0
    if gram.count >= 3 and gram.left_top > 0.8:
        score -= 4.0
    if gram.count == 2 and gram.right_top == 1.0 and gram["follower"] < 2:
        score -= 3.0
    if gram.count >= 3 and gram.right_top > 0.8:
        score -= 3.0
    return Found(text, "character", score, whole, "full")
