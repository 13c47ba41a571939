"""Names of techniques and things where their form leaves no doubt: 听霜剑诀, 洗尘丹, 《渡鸦》."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import Found, acts
from storyport.language.names.place_words import NO_INSIDE, NO_STEM, STOP_LEFT, ends_with
from storyport.language.names.wording import words

__all__ = ["ITEM_SIGNS", "choose_items", "is_item", "titled_works"]

_TECHNIQUES = words(
    "诀 剑诀 心法 剑法 刀法 掌法 拳法 枪法 棍法 身法 步法 指法 功法 心经 真经 神功 魔功 大法 秘术 禁术 剑术 刀术 剑意 "
    "刀意 剑式 式 十三式 九式 七式 剑阵 阵法 大阵 步 掌 拳 指"
)
_ITEMS = words(
    "丹 散 符 丸 剑 刀 枪 戟 弓 鼎 炉 幡 珠 印 镜 铃 令牌 令 玉佩 戒 袍 甲 针 匣 琴 笛 卷轴 水晶 法杖 魔杖 圣剑"
)
_ENDS: dict[str, float] = {
    **dict.fromkeys(_ITEMS, 0.4),
    **dict.fromkeys(_TECHNIQUES, 1.0),
    **dict.fromkeys(words("式 步 掌 拳 指 令 水 枪 甲 针"), 0.0),
}
ITEM_SIGNS = "".join(sorted({end[-1] for end in _ENDS}))
_NEVER = (FUNCTION - NAMES_TOO) | NO_INSIDE
_WORK = re.compile(r"《([\u3400-\u4dbf\u4e00-\u9fff·]{2,12})》")
_ENOUGH = 3.4
_USUAL = 60


def is_item(text: str) -> bool:
    """Tell whether a string ends as a name of a technique or a thing does."""
    return bool(ends_with(text, _ENDS))


def choose_items(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose, of strings with such an ending, the ones that are names."""
    kept: dict[str, Found] = {}
    for whole in sorted(grams, key=lambda gram: -len(gram.text)):
        gram, text = whole.tempered(), whole.text
        end = ends_with(text, _ENDS)
        stem = text.removesuffix(end)
        if len(stem) < 2 or text in lexicon.words or stem in NO_STEM or text[0] in STOP_LEFT:
            continue
        if (
            any(sign in _NEVER for sign in text)
            or text[:2] == text[2:]
            or whole.is_fixed
            or _inside(whole, kept)
        ):
            continue
        score = _ENDS[end] + 0.8 * math.log2(gram.count) + 2.0 * gram["left_good"] / gram.count
        score -= 4.0 * gram["crossed"] / gram.count + 1.0 * acts(gram) + 0.8 * gram["measure"]
        score += 0.5 if stem in lexicon.words else 1.0
        score -= 1.5 if lexicon.words.get(stem, 0) > _USUAL else 0.0
        if score >= _ENOUGH:
            kind = "technique" if end in _TECHNIQUES else "item"
            kept[text] = Found(text, kind, score, whole, "item")
    return list(kept.values())


def _inside(gram: Gram, kept: dict[str, Found]) -> bool:
    return any(
        gram.text in text and found.gram.count >= 0.6 * gram.count for text, found in kept.items()
    )


def titled_works(text: str) -> dict[str, str]:
    """Return what stands in 《》, a technique where it ends as one, else a thing."""
    return {
        match[1]: "technique" if ends_with(match[1], dict.fromkeys(_TECHNIQUES, 1.0)) else "item"
        for match in _WORK.finditer(text)
    }
