"""Words of the source that say whether a person is a woman or a man.

Only words that are rarely used for the other: 先生 and 师父 are not here, for women bear
them too. A form counts when it ends with one (Chinese, Japanese, Korean) or has one as a
word (elsewhere).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from storyport.kernel.locales import parse_locale

__all__ = ["gender_of_form", "gender_of_note"]

_Sex = Literal["female", "male"]

_WORDS: dict[str, dict[_Sex, str]] = {
    "zh": {
        "female": "师姐 师妹 師姐 師妹 师姑 師姑 夫人 公主 郡主 小姐 姑娘 娘娘 皇后 太后 王妃 贵妃 貴妃 妃子"
        " 女侠 女俠 圣女 聖女 仙子 仙女 姐姐 妹妹 大姐 小妹 母亲 母親 娘亲 娘親 妈妈 媽媽 奶奶 外婆 姨娘 姑姑"
        " 婶婶 嬸嬸 嫂子 太太 女王 女帝 少奶奶 丫鬟 侍女 宫女 宮女 女儿 女兒",
        "male": "师兄 师弟 師兄 師弟 师伯 師伯 公子 少爷 少爺 老爷 老爺 王子 太子 皇子 世子 王爷 王爺 侯爷 侯爺"
        " 哥哥 弟弟 大哥 父亲 父親 爹爹 爸爸 爷爷 爺爺 外公 叔叔 伯伯 舅舅 姑爷 姑爺 姐夫 驸马 駙馬 太监 太監"
        " 和尚 少侠 少俠 儿子 兒子",
    },
    "ja": {
        "female": "姫 姫様 お姉さん お姉ちゃん 姉さん 姉ちゃん お嬢様 王女 女王 皇后 夫人 奥様 母さん 婆さん",
        "male": "王子 お兄さん お兄ちゃん 兄さん 兄ちゃん 兄貴 坊ちゃん 父さん 爺さん 親父 皇太子",
    },
    "ko": {
        "female": "공주 부인 아가씨 언니 누나 누님 왕비 황후 왕녀 여왕 소저 사매 사저 어머니 할머니 마님",
        "male": "왕자 도련님 오빠 형님 공자 태자 황자 사형 사제 아버지 할아버지 영감",
    },
    "en": {
        "female": "lady princess queen empress madam mrs miss ms sister mother aunt duchess countess",
        "male": "lord prince king emperor sir mr brother father uncle duke count",
    },
}
_NOTE: dict[_Sex, tuple[str, ...]] = {
    "female": ("female", "woman", "girl", "女", "女性", "女子"),
    "male": ("male", "man", "boy", "男", "男性", "男子"),
}
_UNSPACED_LANGUAGES = frozenset({"zh", "ja", "ko"})


def gender_of_form(form: str, source: str) -> str:
    """Return `female` or `male` where a form in the source says so, else empty."""
    language = parse_locale(source).language
    for sex, pattern in _patterns(language):
        if pattern.search(form):
            return sex
    return ""


def gender_of_note(note: str) -> str:
    """Return `female` or `male` where a note says just that of somebody, else empty.

    A note is free text, so only what stands alone between its commas counts: "male lead" and
    "loves a woman" say nothing of whom the note is about.
    """
    pieces = {piece.strip().casefold() for piece in re.split(r"[,，;；。.、/|\n]", note)}
    said = [sex for sex, words in _NOTE.items() if pieces.intersection(words)]
    return said[0] if len(said) == 1 else ""


@cache
def _patterns(language: str) -> tuple[tuple[_Sex, re.Pattern[str]], ...]:
    words = _WORDS.get(language, {})
    return tuple((sex, _pattern(listed, language)) for sex, listed in words.items())


def _pattern(listed: str, language: str) -> re.Pattern[str]:
    either = "|".join(map(re.escape, listed.split()))
    if language in _UNSPACED_LANGUAGES:
        return re.compile(rf"(?:{either})$")
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
