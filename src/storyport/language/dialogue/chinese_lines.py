"""What the words of a Chinese line tell: whom it calls, what the speaker calls himself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from storyport.language.dialogue import chinese_words as words
from storyport.language.dialogue.reading import Manner

__all__ = ["read_manner"]

_EDGE = "，,。！!？?…—～~、：:；; ”’』」“‘『「"
_CALLED = re.compile(
    rf"(?:^|(?<=[{_EDGE}]))(?:喂|哎|嘿|哎呀|啊|不|是|好|别|我的|你这|你个|这位|各位|小|老|死)?[，,]?"
    rf"(?P<word>{'|'.join(sorted({*words.KIN, *words.ADDRESSES}, key=len, reverse=True))})"
    rf"(?:啊|呀|呐|哪|哟|们)?(?=[{_EDGE}]|$|你|您)"
)
_SELF = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<first>{'|'.join(sorted(words.SELF_NAMES, key=len, reverse=True))})(?![{_EDGE}]|们)"
    r"|(?P<sure>老夫|老子|本王|本宫|哀家|奴家|妾身|臣妾|奴婢|贫道|贫僧|老衲|本座|本尊|在下|属下|末将|卑职|下官|微臣|晚辈|老身|老朽|寡人|朕|本官|草民|民女)"
)
_INTRODUCES = re.compile(rf"(?:我[叫是]?|本人|我的名字[叫是]|{'|'.join(words.SELF_NAMES)})[名叫]?$")


def read_manner(
    line: str,
    automaton: AhoCorasick,
    patterns: Sequence[str],
    names: Mapping[str, tuple[int, ...]],
) -> Manner:
    """Return what a line's words tell; `names` are the cast's forms among the patterns."""
    addressed: list[int] = []
    named: list[int] = []
    introduced: list[int] = []
    called: list[str] = []
    alone: list[int] = []
    for index, start, end in automaton.find_matches_as_indexes(line):
        form = patterns[index]
        who = names.get(form)
        if not who or (len(form) == 1 and not _alone(line, start, end)):
            continue
        if _INTRODUCES.search(line, 0, start):
            introduced.extend(who)
        elif not line[:start].strip() and line[end:] in {"", "。", ".", "？", "?", "！", "!", "……"}:
            alone.extend(who)
        elif _is_called(line, start, end):
            addressed.extend(who)
            called.append(form)
        else:
            named.extend(who)
    called.extend(match["word"] for match in _CALLED.finditer(line))
    selves = tuple(match["first"] or match["sure"] for match in _SELF.finditer(line))
    gender = next((words.SELF_NAMES[word] for word in selves if words.SELF_NAMES.get(word)), "")
    return Manner(
        tuple(addressed),
        tuple(called),
        tuple(named),
        tuple(introduced),
        selves,
        gender,
        tuple(alone),
    )


def _alone(line: str, start: int, end: int) -> bool:
    return (not start or line[start - 1] in _EDGE) and (end == len(line) or line[end] in _EDGE)


def _is_called(line: str, start: int, end: int) -> bool:
    """Tell whether a name is called: alone between marks, or before 你."""
    if (
        start
        and line[start - 1] not in _EDGE
        and line[max(0, start - 1) : start] not in {"阿", "喂", "哎"}
    ):
        return False
    rest = line[end:].lstrip("啊呀呐哪哟")
    if not rest:
        return True
    if rest[0] in "你您":
        return True
    return rest[0] in "，,！!…—～~" or (rest[0] in "。？?" and start > 0)
