"""Scales of rank: 练气、筑基、金丹 in their order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from storyport.language.names.base import LearnedScale
from storyport.language.names.story_text import StoryText

__all__ = ["find_scales"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ITEM = rf"[{_HAN}]{{1,6}}"
_LIST = re.compile(rf"{_ITEM}、{_ITEM}(?:、{_ITEM})+(?:[和与及]{_ITEM})?")
_SENTENCE = re.compile(r"[。！？\n]")
_BEFORE = 40
_LOOSE = frozenset("的了着是")
_CUE = re.compile(
    r"境界|等级|品级|品阶|级别|位阶|军衔|官阶|段位|层次|[一二三四五六七八九十]境|[一二三四五六七八九十]品|"
    r"[一二三四五六七八九十]阶|[一二三四五六七八九十]等|依次|由低到高|从低到高|由下而上|自下而上|由高到低|从高到低|自上而下"
)
_FALLING = re.compile(r"由高到低|从高到低|自上而下|由上而下")
_LEAD = re.compile(r"^.*?(?:是|为|有|分|叫|即|：|:)(?:作|成|了)?")
_STEP = re.compile(
    rf"(?P<low>{_ITEM}?)(?:，|；|。)?(?:再)?(?:之上|往上|上面|上头|以上|之后|过后|接下来)(?:便|就|才|则|乃)?(?:是|叫|为)(?P<high>{_ITEM}(?:、{_ITEM})*)"
)
_TAIL = re.compile(r"[，。；！？、]")


def find_scales(story: StoryText, terms: Mapping[str, str]) -> list[LearnedScale]:
    """Return the scales that the text lists, the lowest step first.

    `terms` are words of the genre whose kind may be `rank`; a list of them needs no other cue.
    """
    ranks = {form for form, kind in terms.items() if kind == "rank"}
    found: dict[tuple[str, ...], LearnedScale] = {}
    for match in _LIST.finditer(story.plain):
        begin, end = match.span()
        before = _SENTENCE.split(story.plain[max(0, begin - _BEFORE) : begin])[-1]
        before += match[0].split("、")[0]
        steps, cue = _steps(match[0]), bool(_CUE.search(before))
        known = sum(step in ranks or step.removesuffix("期") in ranks for step in steps)
        if len(steps) < 3 or not (cue or known >= 2) or any(_LOOSE & {*step} for step in steps):
            continue
        if _FALLING.search(before):
            steps = steps[::-1]
        own = tuple(_own(story, begin, end, step) for step in steps)
        confidence = 0.9 if cue and known else 0.75 if cue else 0.6
        evidence = (story.evidence(begin, end, "listed in order"),)
        found.setdefault(own, LearnedScale(own, confidence, evidence))
    for scale in _climbing(story):
        found.setdefault(scale.steps, scale)
    return _longest(list(found.values()))


def _steps(items: str) -> list[str]:
    steps = re.split("[、和与及]", items)
    # The first item drags along what leads to it: 由低到高是引息.
    steps[0] = _LEAD.sub("", steps[0]) or steps[0]
    width = max(len(step) for step in steps[1:])
    if len(steps[0]) > width:
        steps[0] = steps[0][-width:]
    if len(steps[-1]) > width:
        steps[-1] = steps[-1][: len(steps[-2])]
    return list(dict.fromkeys(steps))


def _own(story: StoryText, begin: int, end: int, step: str) -> str:
    place = story.plain.find(step, begin, end + 6)
    return story.own[place : place + len(step)] if place >= 0 else step


def _climbing(story: StoryText) -> list[LearnedScale]:
    """Follow 新来的是烟子，往上是混烟、清烟；再往上是顶烟 within one paragraph."""
    found = []
    starts = [*story.starts, len(story) + 1]
    for begin, stop in itertools.pairwise(starts):
        text = story.plain[begin : stop - 1]
        if not re.search("往上|之上", text):
            continue
        steps: list[str] = []
        for match in _STEP.finditer(text):
            if not steps:
                low = _before(text, match.start("high"))
                steps += [low] if low else []
            steps += _TAIL.split(match["high"])
        steps = [step for step in dict.fromkeys(steps) if step]
        if len(steps) >= 3:
            own = tuple(_own(story, begin, stop, step) for step in steps)
            found.append(
                LearnedScale(
                    own, 0.7, (story.evidence(begin, min(begin + 20, stop), "one above another"),)
                )
            )
    return found


def _before(text: str, place: int) -> str:
    """Return what the lowest step is called: the words before 往上."""
    head = re.split(r"(?:再)?(?:之上|往上|上面|上头)", text[:place])[0].rstrip("，。；")
    clause = _TAIL.split(head)[-1]
    return re.sub(r"^.*(?:是|叫|为)", "", clause)[-4:]


def _longest(scales: list[LearnedScale]) -> list[LearnedScale]:
    kept: list[LearnedScale] = []
    for scale in sorted(scales, key=lambda scale: (-len(scale.steps), -scale.confidence)):
        if not any(set(scale.steps) <= set(other.steps) for other in kept):
            kept.append(scale)
    return kept
