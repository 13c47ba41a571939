"""Names without a surname in front: 阿渡, 老葛, 小满, 棠, 半耳, and titles behind a name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from storyport.language.names.address_words import (
    AFTER_NAME,
    GENDER_OF,
    GENERIC_PEOPLE,
    HONOURS,
    PERSON_ENDS,
)
from storyport.language.names.context_words import FOLLOWERS, FUNCTION
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import TOTAL, Lexicon
from storyport.language.names.people import Found, acts, company
from storyport.language.names.surnames import COMPOUND, LIKELY, SINGLE
from storyport.language.names.wording import words

__all__ = ["choose_bynames", "choose_honoured", "choose_titled", "titled_form"]

_ENOUGH = 3.0
_COINED, _OFTEN_SEEN = 4.5, 3.1  # what a form with nothing but its company to show has to reach
_LONE = 4.0  # the same for a name of one character
_PREFIX = {"阿": 2.5, "老": 1.0, "小": 0.5}
_USUAL = 60
_LIKE_A_GIVEN = 4.0
_OPENLY = 2
_BURST = 8
_SHORT_TITLES = frozenset("姐哥叔总导嫂婶姨队局处厅工爷伯董")
_NO_NAMES = frozenset("我你他她它您俺咱吾汝朕臣妾孤余某谁人鬼神天云风雨雪雷火水山" + PERSON_ENDS)
_COUNTED = frozenset("二三四五六七八九十")
_GRAMMAR = frozenset("和于向从都有那能时成应连当得上对")
_KIN = frozenset("伯叔婶嫂姨姐哥爷")
_HOUSEHOLD = frozenset(words("伯 叔 婶 嫂 姨 嬷嬷 姑姑"))
_GIVEN_SIGN = -7.0  # how often, as a logarithm, given names have a character
_ATTRIBUTES = frozenset(
    "表堂亲师世叔伯姑舅姨哥嫂弟妹阿那这令家夫他她你我大小老新旧前后女男贵正侧皇王太一二三四五六七八九十几众诸各位个宠爱先"
)
_ORDINALS = "大二三四五六七八九十小老"


def titled_form(text: str) -> tuple[str, str]:
    """Return the name and the title that a form is made of, or nothing twice: 曹会首, 秦三爷."""
    for title in AFTER_NAME:
        name = text.removesuffix(title)
        if name and name != text:
            bare = name[0] + name[1:].strip(_ORDINALS) if len(name) > 1 else name
            if bare in SINGLE or bare in COMPOUND:
                return bare, text[len(bare) :]
    return "", ""


def choose_titled(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose a surname with a title behind it: 方长老, 祝先生, 秦三爷."""
    found = []
    for whole in grams:
        gram = whole.tempered()
        surname, title = titled_form(gram.text)
        # 师爷 is a post, not one Mr. 师.
        if not surname or gram.text in GENERIC_PEOPLE or gram.text in GENDER_OF:
            continue
        if lexicon.words.get(gram.text, 0) > _USUAL:
            continue
        score = _surname_weight(surname) + 0.5 * company(gram)
        score += 0.5 if len(title) > 1 and surname not in LIKELY else 0.0
        score -= 1.5 if len(title) == 1 and title not in _SHORT_TITLES else 0.0
        if gram.count >= 3 and max(gram.left_top, gram.right_top) > 0.9:
            score -= 3.0
        if score >= _ENOUGH:
            found.append(Found(gram.text, "character", score, whole, "titled"))
    return found


def choose_honoured(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose a title with the name that was given with it: 慧嫔, 玄清真人."""
    found = []
    for whole in grams:
        gram = whole.tempered()
        title = next((title for title in HONOURS if gram.text.endswith(title)), "")
        name = gram.text.removesuffix(title)
        if title in _HOUSEHOLD and not _is_servant(gram, name, lexicon):
            continue
        if not title or not name or len(name) > 2 or titled_form(gram.text)[0]:
            continue
        # 贵妃, 老道人 and 青年居士 are nobody's name.
        plain = any(sign in FUNCTION or sign in _ATTRIBUTES for sign in name)
        if (
            plain
            or gram.text in lexicon.words
            or (len(name) > 1 and lexicon.words.get(name, 0) > _USUAL)
        ):
            continue
        score = 2.0 + 0.5 * company(gram) - 0.8 * gram["measure"]
        if score >= _ENOUGH and gram["clear"] > 0.5 * gram.count:
            found.append(Found(gram.text, "character", score, whole, "honoured"))
    return found


def _is_servant(gram: Gram, name: str, lexicon: Lexicon) -> bool:
    """Tell whether a form of address has a given name before it: 福伯, 春嫂, 云珠姑姑."""
    given = all(lexicon.given.get(sign, -12.5) > _GIVEN_SIGN for sign in name)
    if len(name) > 1 and name in lexicon.words:
        return False
    return given and acts(gram) + gram["human"] + gram["body"] > 0


def _surname_weight(surname: str) -> float:
    if surname in LIKELY or surname in COMPOUND:
        return 3.5
    return 0.5 if surname in _GRAMMAR else 2.0


def choose_bynames(
    grams: Iterable[Gram], lexicon: Lexicon, givens: Mapping[str, str], size: int
) -> list[Found]:
    """Choose names that only their form or their company tells.

    `givens` are the given names of people who are known by their full names; `size` is the
    length of the text.
    """
    judged = [_judged(gram, lexicon, givens, size) for gram in grams]
    good = {found.text: found for found in judged if found is not None}
    return [found for found in good.values() if not _is_part(found, good)]


def _is_part(found: Found, good: Mapping[str, Found]) -> bool:
    """Tell whether it nearly always stands within a longer one, or is a longer one's beginning."""
    text, count = found.text, found.gram.count
    for other in good.values():
        if len(other.text) <= len(text) or text not in other.text:
            continue
        if other.gram.count >= 0.6 * count and (
            other.text[-1] not in FOLLOWERS or other.score > found.score
        ):
            return True
    return any(
        text.startswith(good[part].text) and good[part].gram.count > 1.5 * count
        for part in (text[:width] for width in range(1, len(text)))
        if part in good
    )


def _judged(whole: Gram, lexicon: Lexicon, givens: Mapping[str, str], size: int) -> Found | None:
    found = _weighed(whole.tempered(), lexicon, givens, size / whole.count)
    return replace(found, gram=whole) if found else None


def _weighed(
    gram: Gram, lexicon: Lexicon, givens: Mapping[str, str], spacing: float
) -> Found | None:
    text = gram.text
    if text in GENERIC_PEOPLE or text in COMPOUND or gram.right_top > 0.9 < gram.count / 3:
        return None
    if text in givens:
        return _given(gram, lexicon)
    if len(text) == 1:
        return _lone(gram, lexicon, spacing)
    if text[0] in _PREFIX:
        return _prefixed(gram, lexicon)
    if text[0] in _COUNTED and text[1:] in GENDER_OF:
        return _ordinal(gram, lexicon)
    return _coined(gram, lexicon, spacing)


def _given(gram: Gram, lexicon: Lexicon) -> Found | None:
    score = 3.5 + 0.5 * company(gram) - _plainness(gram.text, lexicon)
    return Found(gram.text, "character", score, gram, "given") if score >= _ENOUGH else None


def _prefixed(gram: Gram, lexicon: Lexicon) -> Found | None:
    text = gram.text
    rest = text[1:]
    if rest[-1] in FUNCTION or rest[0] in FUNCTION or rest in GENDER_OF or len(rest) > 2:
        return None
    signs = acts(gram) + gram["body"] + 2 * gram["office"]
    if text[0] != "阿" and rest not in LIKELY and signs < _OPENLY:
        return None
    score = _PREFIX[text[0]] + company(gram)
    if rest in LIKELY and lexicon.words.get(text, 0) < _USUAL:
        score += 1.5
    else:
        score -= _plainness(text, lexicon)
    score -= 1.0 if len(rest) > 1 and rest in lexicon.words else 0.0
    return Found(text, "character", score, gram, "prefixed") if score >= _ENOUGH else None


def _ordinal(gram: Gram, lexicon: Lexicon) -> Found | None:
    """Judge 三姑, 七叔: an everyday form of address, and a name where it acts again and again."""
    usual = lexicon.words.get(gram.text, 1)
    if usual > _USUAL or gram.count < 3 or acts(gram) + gram["body"] + gram["human"] < 2:
        return None
    score = company(gram) + 0.5
    return Found(gram.text, "character", score, gram, "kin") if score >= _ENOUGH else None


def _lone(gram: Gram, lexicon: Lexicon, spacing: float) -> Found | None:
    """Judge a name of one character: it stands far oftener than the word does elsewhere."""
    text = gram.text
    usual = lexicon.words.get(text, 1)
    if text in FUNCTION or text in FOLLOWERS or text in SINGLE & LIKELY or text in _NO_NAMES:
        return None
    if gram["clear"] < 0.6 * gram.count or gram.count < 3:
        return None
    lively = gram["says"] + gram["human"] + gram["body"] + gram["vocative"] + gram["called"]
    lively += gram["presented"]
    if lively < max(1.0, 0.1 * gram.count):
        return None
    score = company(gram) - max(0.0, math.log10(usual) - 2.0) * 1.5
    score += min(2.0, math.log10(TOTAL / spacing / max(usual, 10)) - 1.0)
    return Found(text, "character", score, gram, "lone") if score >= _LONE else None


def _coined(gram: Gram, lexicon: Lexicon, spacing: float) -> Found | None:
    text = gram.text
    if gram.count < 2 or _is_grammar(gram, lexicon):
        return None
    # Where the text itself says that one is called so, it is no matter what else the word is.
    plain = _plainness(text, lexicon)
    score = company(gram) - (plain / 2 if gram["called"] else plain) - 3.0 * gram["presented"]
    score -= 3.0 if gram.count == 2 and gram.right_top == 1.0 else 0.0
    if gram.count >= 3 and max(gram.left_top, gram.right_top) > 0.7:
        score -= 3.0
    score += _given_weight(text, lexicon) + _burst(gram, lexicon, spacing)
    shown = gram["tells"] + gram["says"] + gram["body"] + gram["called"]
    shown += gram["vocative"] if text in lexicon.givens else 0
    shown += gram["office"] * gram["human"]
    if not shown and gram["subject"] < 3:
        return None
    known = gram["called"] or gram.count >= 5
    active = acts(gram) + gram["after_quote"] + gram["office"]
    if known or text in lexicon.givens:
        active += gram["object"] + gram["body"] + gram["uttered"] + gram["title"]
    if active < 2 or score < (_OFTEN_SEEN if known else _COINED):
        return None
    # 虎子 is a name, 疯婆子 and 汉子 have a word for a person before their ending.
    role = text[-1] in PERSON_ENDS and (text[-1] not in "子儿头" or len(text) > 2)
    role = role and not (gram["called"] and text in lexicon.words)
    role = role or any(text.endswith(title) for title in AFTER_NAME)
    role = role and not (len(text) == 2 and text[-1] in _KIN)  # 猫姨
    sort = "role" if role else "coined"
    return Found(text, "character", score, gram, sort)


def _burst(gram: Gram, lexicon: Lexicon, spacing: float) -> float:
    """Return how much oftener than anywhere else a word stands that does what people do: 石头."""
    lively = gram["human"] + gram["body"] + gram["says"] + gram["vocative"]
    often = gram.count >= _BURST and lively >= max(3, 0.15 * gram.count)
    if not often or gram["clear"] < 0.8 * gram.count or gram["measure"]:
        return 0.0
    usual = max(lexicon.words.get(gram.text, 0), 10)
    return max(0.0, min(4.0, 1.5 * math.log10(TOTAL / spacing / usual)))


def _is_grammar(gram: Gram, lexicon: Lexicon) -> bool:
    """Tell whether a form is made of words that names are not made of: 别先, 走着."""
    text = gram.text
    if text[-1] in "地着了过" or all(lexicon.kinds.get(sign, "n")[0] in "dpcruy" for sign in text):
        return True
    if text[0] in FOLLOWERS and gram["ends"] > 0.2 * gram.count and not gram["called"]:
        return True
    # 不吃香菜 may be what a player calls himself, if the text says so.
    openly = gram["called"] and acts(gram) >= _OPENLY
    return not openly and any(sign in FUNCTION for sign in text)


def _given_weight(text: str, lexicon: Lexicon) -> float:
    """Return how much a form looks like a given name: 秀英."""
    if len(text) != 2 or text in lexicon.words:
        return 0.0
    likelier = lexicon.ordinary_cost(text) - lexicon.given_cost(text)
    return (1.0 if likelier > _LIKE_A_GIVEN else 0.0) + (1.0 if text in lexicon.givens else 0.0)


def _plainness(text: str, lexicon: Lexicon) -> float:
    """Return how much a form is an ordinary word, or a row of them."""
    usual = lexicon.words.get(text)
    if usual is not None:
        kind = lexicon.kinds.get(text, "n")[:1]
        return 2.0 + 1.2 * math.log10(usual) + (0.0 if kind == "n" else 2.0)
    expected = 8.5 * len(text)
    return max(-1.0, min(3.0, (expected - lexicon.ordinary_cost(text)) / 2.0))
