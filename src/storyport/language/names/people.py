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
_CHOSEN = 2.0  # how seldom it is just this word
_NAME_COST = 4.5  # how rare any name is among words
_ENOUGH = 2.6
_NAMELIKE, _LIKELY = 2.5, 0.5
_ACTIVE = 2
_SOME = 0.25
_OFTEN = 0.4  # how much of an everyday word's places have to be a person's, 高兴 for a man
_IN_NAMES = frozenset("水山海河江峰岭川林原洲城国阳岩石泉溪湖洋潭星亭轩园堂庭门")
_CLOSED = tuple("rquyp")  # jieba's pronouns, measures and other closed classes
_OF_A_FAMILY = frozenset("氏记家府族部")
_JOINING = frozenset("和与及")
_KIN = frozenset("哥姐叔伯婶嫂姨舅")
_NEVER_GIVEN = frozenset("的了着吗呢吧啊呀们说问喊骂")
_GOODS = frozenset("草丹散丸膏粉")
_WHERE = frozenset("上下里中内外边前后头面")
_MOSTLY = 0.6
_SILENT = 3  # who is named oftener than that does something once
_WEIGHTS: tuple[tuple[str, float, int], ...] = (
    ("tells", 2.0, 2),
    ("speaker", 1.0, 2),
    ("subject", 1.0, 3),
    ("after_quote", 0.7, 2),
    ("vocative", 1.2, 2),
    ("uttered", 0.6, 2),
    ("peer", 3.0, 1),
    ("called", 3.0, 1),
    ("presented", 3.0, 1),
    ("object", 0.5, 3),
    ("body", 0.8, 2),
    ("title", 1.5, 1),
    ("office", 2.0, 2),
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
    return sum(
        gram[name] for name in ("tells", "subject", "vocative", "speaker", "called", "presented")
    )


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
        # Authors make given names of words: 铁柱, 得胜.
        chosen = lexicon.ordinary_cost(given) + _CHOSEN + rarity + _NAME_COST
        prior = max(prior - 1.0, lexicon.ordinary_cost(name) - chosen)
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
    if own.score >= _ENOUGH and covered < _MOSTLY * short.count and _ends_here(short):
        yield own


def _ends_here(short: Gram) -> bool:
    """Tell whether different things follow, or the few that do begin a word of their own."""
    return short.right_top < 0.9 or (short.count < _SILENT and short["clear"] == short.count)


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
    if acting or not ends_with(gram.text, PLACE_ENDS):
        return False
    return gram.text[-1] not in _IN_NAMES or gram["place"] + gram["locative"] > 0


def _is_nobody(text: str, lexicon: Lexicon) -> bool:
    """Tell whether it is no name but 那个, 那女人, 江上, or one of a firm or a clan: 叶记, 拓跋部的."""
    rest = text[len(surname_of(text)) :]
    if text in GENERIC_PEOPLE or rest in GENERIC_PEOPLE or rest in _WHERE:
        return True
    if text in lexicon.words and lexicon.kinds.get(text, "")[:1] in _CLOSED:
        return True
    if rest in _OF_A_FAMILY or rest in COMPOUND or (len(rest) > 1 and rest[-1] in _KIN):
        return True
    return any(sign in _NEVER_GIVEN for sign in rest)


def _judged(whole: Gram, lexicon: Lexicon) -> Found:
    gram, text = whole.tempered(), whole.text
    if text in COMPOUND or text in GENDER_OF or text in lexicon.places or _is_nobody(text, lexicon):
        return Found(text, "character", -9.0, whole)
    prior = max(-6.0, min(5.0, full_name_prior(text, lexicon)))
    score = 0.6 * prior + company(gram) - _doubt(gram, prior, lexicon) - _fixedness(gram)
    return Found(text, "character", score, whole, "full")


def _doubt(gram: Gram, prior: float, lexicon: Lexicon) -> float:
    """Return what speaks against a full name: the word it is, and how little it does."""
    text = gram.text
    doubt = 6.0 if looks_like_place(gram) else 0.0
    shown = gram["called"] + gram["presented"] + gram["office"] + gram["peer"]
    if prior < 0.0 and acts(gram) < _ACTIVE and not shown:
        doubt += 1.5
    if text in lexicon.words and acts(gram) + gram["after_quote"] < max(4, _OFTEN * gram.count):
        doubt += 6.0
    if text[-1] in _GOODS and len(text) > 2 and acts(gram) - gram["vocative"] < _ACTIVE:
        doubt += 3.0  # 雪胆草
    if (len(text) == 2 and text[0] == text[1]) or _joins(gram):
        doubt += 3.0
    signs = sum(gram[name] for name in ("after_quote", "office", "uttered", "peer")) + acts(gram)
    if not signs:
        plain = prior < _LIKELY or gram.count == 1 > gram["whole"]
        silent = gram.count > _SILENT and gram["object"] < _MOSTLY * gram.count
        return doubt + (3.0 if silent else 1.5 if plain else 0.0)
    # The title right before a name and a known name beside it are two signs at once.
    signs += sum(gram[name] for name in ("peer", "office", "body", "human", "title"))
    if gram.count == 1 and signs < _ACTIVE and prior < _NAMELIKE and not gram["called"]:
        # One mention, one sign: the characters themselves have to look like a name.
        doubt += 1.5
    return doubt


def _joins(gram: Gram) -> bool:
    """Tell whether it is 和 before a name, and nobody called 和."""
    return gram.text[0] in _JOINING and gram["start"] < 0.5 * gram.count


def _fixedness(gram: Gram) -> float:
    """Return how much it always stands beside the same character."""
    if gram.count < 3:
        same = gram.count == 2 and gram.right_top == 1.0 and gram["follower"] < 2
        return 3.0 if same else 0.0
    return (4.0 if gram.left_top > 0.8 else 0.0) + (3.0 if gram.right_top > 0.8 else 0.0)
