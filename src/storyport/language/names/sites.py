"""Where the names of places and groups with a long ending begin: 走进|拾光咖啡馆."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator

from storyport.language.names.context_words import FUNCTION, NAMES_TOO
from storyport.language.names.lexicon import TOTAL, Lexicon
from storyport.language.names.marking import find_spots
from storyport.language.names.site_words import LONG_GROUP_ENDS, LONG_PLACE_ENDS
from storyport.language.names.story_text import Booleans, StoryText

__all__ = ["begins_of_name", "is_long", "long_ended", "numbered"]

_WIDEST = 6
_REACH = 12
_BEST, _NEAR = 3, 6.0
_NAME, _SIGN, _WORD, _SINGLE = 6.0, 7.2, 5.0, 4.0
_GRAMMAR = FUNCTION - NAMES_TOO
_AGAINST = 6.0
_UNSEEN = -math.log(0.3 / TOTAL)
_ENDS = tuple(sorted(LONG_PLACE_ENDS | LONG_GROUP_ENDS))
_ALL = frozenset(_ENDS)
_DIGITS = "零〇一二三四五六七八九十百"
_ORDINAL = re.compile(rf"第[{_DIGITS}]{{1,3}}\Z")  # 第三人民医院
_NUMBERED = re.compile(
    rf"(?:第?[{_DIGITS}\d]{{1,4}}号|[A-Z]\d?|[A-Z]?\d{{1,3}}号?)"
    r"(?:广场|仓库|公寓|基地|实验室|车间|食堂|码头|公路|高速|国道|矿井|矿坑|营地|别墅|病房|手术室|闸口|影棚|摄影棚|录音棚|空间站|避难所|"
    r"大院|大街|大楼|胡同|桥|楼|院|线|仓|库|棚|厅|馆|井|港|站|门|坑|洞|营|区|岛|星|座|栋|宅|墓|塔)"
    rf"(?![{_DIGITS}\d号])"
)


def long_ended(story: StoryText, free: Booleans, lexicon: Lexicon) -> set[str]:
    """Return every string that ends as companies, houses or lands do, cut where it may begin."""
    found = set()
    for spots in find_spots(story.plain, _ends(lexicon), longest=False):
        for _, start, end in _longest(spots.tolist()):
            for begin in begins_of_name(story, free, lexicon, start, end):
                found.add(story.plain[begin:end])
    return found


@functools.cache
def _ends(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted(_ALL | lexicon.sites))


def is_long(text: str) -> bool:
    """Tell whether a string has one of the endings that stand whole: 医院, 集团."""
    return any(text[start:] in _ALL for start in range(1, len(text) - 1))


def _longest(spots: list[list[int]]) -> Iterator[list[int]]:
    """Keep, of endings that stop at one place, the longest: 茶餐厅, not 餐厅."""
    by_end: dict[int, list[int]] = {}
    for spot in spots:
        kept = by_end.get(spot[2])
        if kept is None or spot[1] < kept[1]:
            by_end[spot[2]] = spot
    yield from by_end.values()


def begins_of_name(
    story: StoryText, free: Booleans, lexicon: Lexicon, start: int, end: int
) -> list[int]:
    """Return where a name with an ending at [start, end) most likely begins, the likeliest first."""
    first = start
    while first > max(0, start - _REACH) and free[first - 1]:
        first -= 1
    if first == start or not free[start:end].all():
        return []
    costs = _costs(story.plain[first:start], lexicon)
    rated = sorted(
        (costs[begin - first] + name_cost(story.plain[begin:start], lexicon), -begin)
        for begin in range(max(first, start - _WIDEST), start)
    )
    begins = [-begin for cost, begin in rated[:_BEST] if cost <= rated[0][0] + _NEAR]
    for begin in begins[:1]:
        ordinal = _ORDINAL.search(story.plain, first, begin)
        if ordinal and free[ordinal.start() : begin].all():
            town = begins_of_name(story, free, lexicon, ordinal.start(), ordinal.end())
            begins = [ordinal.start(), *town[:1]]
    return begins


def _costs(text: str, lexicon: Lexicon) -> list[float]:
    """Return what each beginning of a text costs as a row of ordinary words."""
    best = [0.0] + [math.inf] * len(text)
    words = lexicon.words
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 4), end):
            count = words.get(text[start:end])
            if count is not None:
                cost = -math.log(count / TOTAL)
            elif end - start == 1:
                cost = _UNSEEN
            else:
                continue
            best[end] = min(best[end], best[start] + cost)
    return best


def name_cost(stem: str, lexicon: Lexicon) -> float:
    """Return -log of the probability of what stands before an ending in a name."""
    cost = _NAME + _SIGN * len(stem) + _SINGLE * (len(stem) == 1)
    count = lexicon.words.get(stem) or (60 if stem in lexicon.places else 0)
    if count and len(stem) > 1:
        cost = min(cost, _WORD - math.log(count / TOTAL))
    return cost + _AGAINST * sum(sign in _GRAMMAR for sign in stem)


def numbered(text: str) -> Iterable[str]:
    """Return what has a number or a letter for a name: 三号仓库, A座."""
    return {match[0] for match in _NUMBERED.finditer(text)}
