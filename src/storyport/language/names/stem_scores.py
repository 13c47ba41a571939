"""How little what stands before an ending is made of ordinary words: a name, or a description."""

from __future__ import annotations

import math

from storyport.language.names.address_words import GENERIC_PEOPLE
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.place_words import GENRE_WORDS, NO_STEM, PLACE_ENDS, PLAIN_ENDS
from storyport.language.names.site_words import DESCRIBING, DIRECTED_ROADS, GOODS_ENDS, TRADES
from storyport.language.names.surnames import SINGLE

__all__ = ["holds_word", "sort_score", "stem_score"]

_USUAL = 60  # a frequency in jieba's list from which a word is everyday
_RARE_SIGN = 10.5
_DESCRIPTION = NO_STEM | GENRE_WORDS | GENERIC_PEOPLE | DESCRIBING
_NOUNS = frozenset({"n", "nr", "ns", "nz", "nt", "s", "nrt", "i", "l", "m", "mq"})
_COMPLEMENTS = "下上出进过到起开"  # 掉下|水库
_ROOMS = PLAIN_ENDS - frozenset("桥塔关亭")  # 灶房|门
_OPENS = frozenset("去到从在的了着是被把让给")
_CALLED_SO = frozenset("老新")
_PLAIN = frozenset("大小高老新旧前后空破深荒枯冷热")


def sort_score(text: str, stem: str, lexicon: Lexicon) -> float:
    """Return how little what stands before 医院 or 集团 tells its sort."""
    if text in lexicon.places:
        return 2.0
    if stem in _CALLED_SO:
        return -2.5
    if not {stem, stem[:2], text}.isdisjoint(_DESCRIPTION):
        return -6.0
    if usual := lexicon.words.get(text, 0):
        return -3.0 - math.log10(usual)
    return _before_sort(text, stem, lexicon)


def _before_sort(text: str, stem: str, lexicon: Lexicon) -> float:
    trade = text.removeprefix(stem) in TRADES
    if text.removeprefix(stem) in DIRECTED_ROADS or (text[0] == "第" and len(stem) > 2):
        return 1.0
    if len(stem) == 1 or stem[-1] in _COMPLEMENTS or not _OPENS.isdisjoint(stem):
        return -2.0
    known = lexicon.words.get(stem, 0)
    noun = lexicon.kinds.get(stem, "n") in _NOUNS
    if known >= _USUAL:
        return (-0.2 if noun and not trade else -1.5) - 0.4 * math.log10(known / _USUAL)
    if not noun and not trade:
        return -1.5
    return 0.3 if holds_word(stem, lexicon) else 1.0


def stem_score(text: str, stem: str, lexicon: Lexicon) -> float:
    """Return how little the string is made of ordinary words."""
    if text[0] in "东西南北中" and len(text) == 2 and text[1] in "陆荒域疆漠洲州":
        return 1.5
    if text in lexicon.places:
        plain = len(text) == 2 and text[-1] in PLAIN_ENDS
        return -2.5 if plain else -1.5 if stem in _PLAIN else 2.0
    if not {stem, text}.isdisjoint(_DESCRIPTION) or (text.endswith("水") and len(text) > 2):
        return -6.0
    if usual := lexicon.words.get(text, 0):
        return -3.0 - math.log10(usual)
    if len(stem) == 1:
        return _short_score(text, stem, lexicon)
    return _long_score(text, stem, lexicon)


def _long_score(text: str, stem: str, lexicon: Lexicon) -> float:
    if len(stem) == 2 and stem[1] == "家" and stem[0] in SINGLE:
        return 1.5  # 马家铺
    known = lexicon.words.get(stem, 0)
    if not known and text[0] in NO_STEM and lexicon.words.get(text[1:], 0) > _USUAL:
        return -2.0  # 晚|高峰
    if known:
        return _worded_score(text, stem, known, lexicon)
    if len(stem) > 2 and holds_word(stem, lexicon):
        return 0.0 if len(text) - len(stem) > 1 else -1.5
    return 1.0


def _worded_score(text: str, stem: str, known: int, lexicon: Lexicon) -> float:
    """Return the same for a stem that is a word itself."""
    usual = max(math.log10(known / _USUAL), 0.0)
    if text[-1] in GOODS_ENDS:
        return -2.0
    if text[-1] in _ROOMS:
        return -0.7 - 0.5 * usual
    if known < _USUAL:
        held = len(stem) > 2 and holds_word(stem, lexicon)
        return 0.5 if not held else 0.0 if len(text) - len(stem) > 1 else -1.5
    if _names_lands(text[-1], lexicon.kinds.get(stem, "")):
        return -0.2 - 0.4 * usual  # 槐树湾
    return -0.7 - 0.5 * usual


def _short_score(text: str, stem: str, lexicon: Lexicon) -> float:
    """Return the same for a stem of one character: 沔州 is a name, 高台 is a platform."""
    if text[-1] in PLAIN_ENDS or text[-1] not in PLACE_ENDS:
        return -4.0
    if text[-1] == "州":
        return 1.0
    if lexicon.ordinary_cost(stem) > _RARE_SIGN:
        return 0.5
    return -0.8 if PLACE_ENDS[text[-1]] > 1.0 else -1.5


def _names_lands(end: str, kind: str) -> bool:
    """Tell whether a common word may name before an ending: 槐树湾, 执法堂."""
    if kind == "v":
        return end in "堂殿阁司台"
    return kind in _NOUNS and PLACE_ENDS.get(end, 0.0) >= 1.0


def holds_word(stem: str, lexicon: Lexicon) -> bool:
    """Tell whether an everyday word begins or ends a stem: 赶紧筑, 鼻子无关."""
    return any(lexicon.words.get(part, 0) > _USUAL for part in (stem[:2], stem[-2:]))
