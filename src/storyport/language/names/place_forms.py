"""How a name of a place is made: its ending, by class, and what stands before the ending."""

from __future__ import annotations

import math
import re

from storyport.language.names.address_words import GENERIC_PEOPLE
from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.place_words import (
    FACTION_ENDS,
    GENRE_WORDS,
    NO_INSIDE,
    NO_STEM,
    PLACE_ENDS,
    SOFT_LEFT,
    STOP_LEFT,
    ends_with,
)
from storyport.language.names.site_words import (
    DESCRIBING,
    DIRECTED_ROADS,
    HOUSE_ENDS,
    LONG_GROUP_ENDS,
    LONG_PLACE_ENDS,
    TRADES,
)
from storyport.language.names.sites import name_cost
from storyport.language.names.surnames import SINGLE

__all__ = ["end_of", "form_signs", "holds_word", "is_phrase"]

_USUAL = 60  # a frequency in jieba's list from which a word is everyday
_PER_SIGN = 8.0  # what a character of a text costs on average
_USUAL_SIGN = 9.0
_DESCRIPTION = NO_STEM | GENRE_WORDS | GENERIC_PEOPLE | DESCRIBING
_GRAMMAR = FUNCTION - NAMES_TOO
_COMPLEMENTS = frozenset("下上出进过到起开来去了着得")  # 掉下|水库
_TIMES = frozenset("早晚今昨明")
_EVERY = frozenset("满全整各每某本这那替")
_COUNTED = re.compile(
    "[一二两三四五六七八九十几数整每这那某][座条间家个处道扇栋片所幢口眼层号排辆艘架部群堆株]"
)
_DIRECTIONS = frozenset("东南西北中")
_RELATIVE = frozenset("前后左右内外里旁正侧")  # 后山, 内门: of something else
_GOODS = frozenset("铺店馆房行厂线团社坊肆司组队台间场所校吧")
_ROOMS = frozenset("口台门井路仓库棚院道舱园坛室所厅池水")


def end_of(text: str, lexicon: Lexicon) -> str:
    """Return the ending that tells what a place or a group is, the longest one."""
    ends = (text[-width:] for width in (3, 2) if len(text) > width + 1)
    site = next((end for end in ends if end in lexicon.sites), "")
    return max(site, ends_with(text, PLACE_ENDS), ends_with(text, FACTION_ENDS), key=len)


def form_signs(text: str, end: str, lexicon: Lexicon) -> dict[str, float]:
    """Return the figures of the form alone, by the names in `place_weights`."""
    stem = text.removesuffix(end) if end else ""
    signs = _beginning(text, stem, lexicon) | {f"stem of {min(len(stem), 4)}": 1.0}
    if not end:
        held = float(len(text) > 2 and holds_word(text, lexicon))
        return signs | {"no end": 1.0, "lane": float(text[-1] == "里"), "holds word": held}
    return signs | _ending(end) | _stem(stem, end, lexicon)


def is_phrase(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a string is no name by rule: 楼梯口, 晚|高峰, 儿童医院, 掉下|水库."""
    end = end_of(text, lexicon)
    plain = lexicon.words.get(text, 0) > _USUAL and end and _sort(end) != "land"
    if plain or (text[0] in _TIMES and lexicon.words.get(text[1:], 0) > _USUAL):
        return True
    stem = text.removesuffix(end) if len(end) > 1 else ""
    if len(stem) < 2:
        return False
    falls = stem[-1] in _COMPLEMENTS and lexicon.kinds.get(stem, "")[:1] == "v"
    return falls or stem in DESCRIBING


def holds_word(stem: str, lexicon: Lexicon) -> bool:
    """Tell whether an everyday word begins or ends a stem: 赶紧筑, 鼻子无关."""
    return any(lexicon.words.get(part, 0) > _USUAL for part in (stem[:2], stem[-2:]))


def _beginning(text: str, stem: str, lexicon: Lexicon) -> dict[str, float]:
    """Return what tells a description, or that something else belongs to the string."""
    body = stem or text
    return {
        "describes": float(not {stem, stem[:2], text}.isdisjoint(_DESCRIPTION)),
        "grammar": float(any(sign in _GRAMMAR for sign in body)),
        "directions": float(any(sign in NO_INSIDE for sign in body)),
        "complement": float(stem[-1:] in _COMPLEMENTS),
        "begins otherwise": float(text[0] in STOP_LEFT),
        "number or verb": float(text[0] in SOFT_LEFT),
        "every": float(text[0] in _EVERY),
        "counted": float(bool(_COUNTED.search(body))),
        "first verb": float(lexicon.kinds.get(text[0], "n")[0] in "vpdcr"),
        "word behind": float(len(text) == 3 and lexicon.words.get(text[1:], 0) > _USUAL),
        "strange": (lexicon.ordinary_cost(body) / len(body) - _PER_SIGN) / 2.0,
    }


def _ending(end: str) -> dict[str, float]:
    if end == "站":  # 他站在门口
        return {"stand end": 1.0}
    place, group = PLACE_ENDS.get(end, 0.0), FACTION_ENDS.get(end, 0.0)
    if len(end) > 1:
        return {_long_class(end): 1.0, "longest end": float(len(end) > 2)}
    kind = "sure" if place > 1 else "usual" if place == 1 else "soft" if place else "group's"
    return {f"{kind} end": 1.0, "group too": float(bool(place and group))}


def _long_class(end: str) -> str:
    if end in TRADES:
        return "trade end"
    if end in LONG_GROUP_ENDS:
        return "long group's end"
    return "long end" if end in LONG_PLACE_ENDS else "dictionary end"


def _stem(stem: str, end: str, lexicon: Lexicon) -> dict[str, float]:
    """Return what the stem is made of, by the class of the ending where that matters."""
    sort, length = _sort(end), "long" if len(end) > 1 else "short"
    likelier = (lexicon.ordinary_cost(stem) - name_cost(stem, lexicon)) / 5.0
    signs = {f"likelier a name, {length} end": max(min(likelier, 2.0), -2.0)}
    if len(stem) == 1:
        signs[f"one sign, {sort}"] = 1.0
        signs["direction"] = float(stem in _DIRECTIONS)
        signs["relative"] = float(stem in _RELATIVE)
        signs["rare sign"] = max(lexicon.ordinary_cost(stem) - _USUAL_SIGN, 0.0)
    elif end in DIRECTED_ROADS:
        signs["directed road"] = 1.0
    elif known := lexicon.words.get(stem, 0):
        kind = {"n": "noun", "v": "verb"}.get(lexicon.kinds.get(stem, "")[:1], "other word")
        signs[f"{kind}, {sort}"] = 1.0
        signs["usual stem"] = math.log10(max(known, 10)) - 1.0
    elif len(stem) > 2 and holds_word(stem, lexicon):
        signs[f"holds word, {length} end"] = 1.0
    else:
        signs[f"no word, {sort}"] = 1.0
    signs["after a place"] = float(stem in lexicon.places or stem in lexicon.lands)
    signs["after a surname"] = float(stem[1:] in {"家", "记", "氏"} and stem[0] in SINGLE)
    return signs


def _sort(end: str) -> str:
    """Return the class of an ending: what a common word before it does to it."""
    if end in HOUSE_ENDS or end in LONG_GROUP_ENDS or end[-1] in _GOODS:
        return "goods"  # 钟表铺 tells what is sold
    strength = max(PLACE_ENDS.get(end, 0.0), FACTION_ENDS.get(end, 0.0))
    return "land" if strength >= 1.0 and end not in _ROOMS else "room"
