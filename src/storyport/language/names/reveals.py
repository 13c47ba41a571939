"""What a story itself calls one: 原来X就是Y, X，外号Y, X……他本名Y."""

from __future__ import annotations

import re
from collections.abc import Iterable

from storyport.language.names.lexicon import Lexicon
from storyport.language.names.mentions import Mentions
from storyport.language.names.people import Found
from storyport.language.names.story_text import StoryText

__all__ = ["find_appositions", "find_reveals"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CUE = re.compile(
    r"(?P<is>就是|正是|便是|竟是|也就是|即是|乃是|原来是)"
    r"|(?:外号|绰号|人称|诨名|诨号|化名|本名|原名|真名|大名|小名|乳名|又名|道号|法号)(?:是|叫|为|唤作)?"
    rf"[“‘「『]?(?P<new>[{_HAN}]{{2,4}})(?=[，。！？；）)”’」』、])"
)
_LEAD = re.compile(r"(?P<pronoun>[他她]的?)$|(?:，|（|\()?(?:其实|原来|居然|竟然?|果然|分明|的)?$")
_NEAR = 8
_CLAUSE = re.compile(r"[，。！？；”\n]")
_USUAL = 60
_LORDS = frozenset("王侯公妃嫔帝后")


def find_reveals(
    story: StoryText, lexicon: Lexicon, mentions: Mentions
) -> list[tuple[str, str, str]]:
    """Return pairs of forms that are one person, with the kind of the second."""
    found = []
    for match in _CUE.finditer(story.plain):
        first = _before(story, mentions, match.start())
        if not first:
            continue
        second = match["new"] or _identified(story, mentions, match.end())
        if second and first != second and lexicon.words.get(second, 0) <= _USUAL:
            found.append((first, second, "reveal" if match["is"] else "byname"))
    return list(dict.fromkeys(found))


def find_appositions(found: Iterable[Found], mentions: Mentions) -> list[tuple[str, str, str]]:
    """Return full names with the title or post right before them: 三长老百里崇, 宁王魏恪."""
    sorts = {one.text: one.sort for one in found}
    return [
        (name, title, "title")
        for title, name in sorted(mentions.adjoining())
        if sorts.get(name) == "full" and _is_post(title, sorts.get(title, ""))
    ]


def _is_post(form: str, sort: str) -> bool:
    return sort in {"kin", "role", "titled"} or (sort == "full" and form[-1] in _LORDS)


def _before(story: StoryText, mentions: Mentions, place: int) -> str:
    """Return whose name the cue speaks of: the form right before it, or the one 他 stands for."""
    begin = max(0, place - 4)
    lead = _LEAD.search(story.plain, begin, place)
    if lead is None:
        return ""
    if lead["pronoun"]:
        return mentions.latest(place, story.start_of(place))
    return mentions.ending_at(lead.start())


def _identified(story: StoryText, mentions: Mentions, begin: int) -> str:
    """Return the form in the same clause, with nothing but a few words before it."""
    clause = _CLAUSE.search(story.plain, begin)
    end = min(clause.start() if clause else len(story), begin + _NEAR)
    form = mentions.within(begin, end)
    # 老周就是许令仪的伞: what belongs to a person is not the person.
    place = story.plain.find(form, begin, end) if form else -1
    return "" if place < 0 or story.plain.startswith("的", place + len(form)) else form
