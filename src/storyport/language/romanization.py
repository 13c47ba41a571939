"""Chinese names in the letters of other languages, as a first suggestion.

Pinyin without tones for locales in Latin script (GB/T 28039-2011: surname, then the given name as
one word), the Palladius system for Russian, Japanese characters for Japanese. Other scripts need
readings that no table here has (Sino-Vietnamese, Sino-Korean), so nothing is suggested.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable

from storyport.kernel.locales import LocaleInfo
from storyport.language.names.surnames import COMPOUND, SINGLE
from storyport.language.ordinary import simplify

__all__ = ["suggest_name", "syllables_of"]

# Readings of characters that differ where they are surnames.
_SURNAME_READINGS = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "曾": "zeng", "任": "ren", "查": "zha",
    "朴": "piao", "翟": "zhai", "缪": "miao", "冼": "xian", "盖": "ge", "种": "chong", "乐": "yue",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
    "令狐": "ling hu", "呼延": "hu yan", "鲜于": "xian yu", "宿": "su", "洗": "xian", "佴": "nai",
    "覃": "qin", "应": "ying", "宁": "ning", "那": "na", "员": "yun", "黑": "he", "折": "she",
}  # fmt: skip
_VOWELS = "aeo"
_LONGEST_NAME = 4
_NO_PINYIN = frozenset({"vi"})


def suggest_name(name: str, locale: LocaleInfo, *, person: bool = True) -> str:
    """Return a first rendering of a name, empty where none can be suggested.

    Args:
        name: in Chinese characters, simplified or traditional.
        person: surname first, then the given name; else one word.
    """
    if not _is_han(name):
        # What is spelled with dots was another language's name before it was Chinese.
        return ""
    if locale.language == "ja":
        return _japanese(name)
    if locale.language == "ru":
        return _spelled(name, person=person, cyrillic=True)
    if locale.script == "Latn" and locale.language not in _NO_PINYIN:
        return _spelled(name, person=person, cyrillic=False)
    return ""


def syllables_of(text: str, *, cyrillic: bool = False) -> list[str]:
    """Return the readings of Chinese characters, one each, without tones."""
    from pypinyin import Style, lazy_pinyin

    style = Style.CYRILLIC if cyrillic else Style.NORMAL
    read = lazy_pinyin(text, style=style, v_to_u=True)
    return [_bare(syllable) for syllable in read]


def _spelled(name: str, *, person: bool, cyrillic: bool) -> str:
    surname = _surname_of(name) if person else ""
    given = name[len(surname) :]
    words = []
    if surname:
        words.append(_joined(_surname_syllables(surname, cyrillic=cyrillic)))
    if given:
        words.append(_joined(syllables_of(given, cyrillic=cyrillic)))
    return " ".join(word.capitalize() for word in words)


def _surname_of(name: str) -> str:
    plain = simplify(name)
    if plain[:2] in COMPOUND:
        return name[:2]
    if 1 < len(plain) < _LONGEST_NAME and plain[0] in SINGLE:
        return name[0]
    return ""


def _surname_syllables(surname: str, *, cyrillic: bool) -> list[str]:
    known = _SURNAME_READINGS.get(simplify(surname))
    if known is None:
        return syllables_of(surname, cyrillic=cyrillic)
    if not cyrillic:
        return known.split()
    from pypinyin import Style
    from pypinyin.style import convert

    return [
        _bare(convert(f"{syllable}1", style=Style.CYRILLIC, strict=True, default=""))
        for syllable in known.split()
    ]


def _joined(syllables: list[str]) -> str:
    word = ""
    for syllable in syllables:
        word += f"’{syllable}" if word and syllable[:1] in _VOWELS else syllable
    return word


def _bare(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable.rstrip("0123456789"))
    # The two dots of ü tell syllables apart; marks of tone go.
    kept = "".join(
        sign for sign in apart if not unicodedata.combining(sign) or sign in "\u0308\u0306"
    )
    return unicodedata.normalize("NFC", kept)


def _japanese(name: str) -> str:
    traditional, japanese = _to_japanese()
    written = japanese(traditional(name))
    # As a surname 于 is itself, and not the simplified form of 於.
    return f"于{written[1:]}" if name[0] == "于" else written


@functools.cache
def _to_japanese() -> tuple[Callable[[str], str], Callable[[str], str]]:
    from opencc import OpenCC

    return OpenCC("s2t").convert, OpenCC("t2jp").convert


def _is_han(name: str) -> bool:
    return bool(name) and all(unicodedata.name(sign, "").startswith("CJK UNIFIED") for sign in name)
