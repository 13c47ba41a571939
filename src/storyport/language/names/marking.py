"""Marks beside every place of the text: where words begin and end, and what a name's company is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from storyport.language.names import context_words as company
from storyport.language.names.address_words import (
    AFTER_NAME,
    GENERIC_PEOPLE,
    LONG_OCCUPATION_ENDS,
    OCCUPATION_ENDS,
    TITLE_PATTERN,
)
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.story_text import Booleans, Numbers, StoryText

__all__ = ["Marks", "find_spots", "mark_peers", "mark_story"]

_CHUNK = 200_000
_LONGEST_WORD = 5
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_STOP = r"\s，。！？；：、…—“”‘’「」『』（）《》【】,.!?;:()\[\]\"'~～·-"
_KIN = ("爹", "娘", "爸", "妈", "哥", "姐", "弟", "妹", "叔", "伯", "舅", "姑", "姨", "妻")
_OFFICES = tuple(word for word in {*AFTER_NAME, *GENERIC_PEOPLE} if len(word) > 1) + tuple(
    owner + kin for owner in "他她我你" for kin in _KIN
)
_SAYS = "说|道|问|答|喊|叫|骂|嚷|笑|念|应|劝|叹|吩咐|回答|解释|开口|嘀咕|嘟囔|追问|反问|提醒|喃喃|补充|冷笑|苦笑|大笑"
# A clause that ends in a verb of speech, or in a colon and a quotation, tells who speaks.
_SPEAKING = re.compile(
    rf"(?<=[{_STOP}])[{_HAN}]{{2,16}}?(?:(?:{_SAYS})(?:了一?[句声]|起来)?(?=[：:，,。！…“「\"])|(?=[：:][“「\"‘『]))"
)


@dataclass(frozen=True)
class Marks:
    """One truth value for every place of the text.

    A mark of a left neighbour stands at a name's first character, one of a right neighbour
    behind its last.

    Attributes:
        inside: within a dictionary's word by reading from the left and from the right;
            half_inside: by one of them. begins, ends: a word of two characters or more does here.
        start: a clause begins here. stop: one ends. quote_open: a quotation mark is
            to the left. after_quote: the clause follows a quotation. speaking: the clause tells
            of speech. person, place, naming, measure: such a word is to the left; toward: one of
            being or going somewhere beyond doubt. lone: a verb or particle of one character is.
        says, human, body, title, locative, follower: such a word is to the right.
        listed: a sign of a list is beside it. called_to: a sign that follows an address.
        office: a title or a word for a person is to the left. last_in_quote, closing: a comma
            within speech is to the left, the end of a quotation to the right. dubbed: a verb of
            naming is to the left; presented: 我是, 臣; of: 的 is to the right.
        peer_before, peer_after: 和 or a comma of a list stands between it and a known name.
    """

    inside: Booleans
    half_inside: Booleans
    begins: Booleans
    ends: Booleans
    start: Booleans
    stop: Booleans
    after_quote: Booleans
    quote_open: Booleans
    speaking: Booleans
    person: Booleans
    place: Booleans
    toward: Booleans
    lone: Booleans
    naming: Booleans
    measure: Booleans
    says: Booleans
    human: Booleans
    body: Booleans
    title: Booleans
    locative: Booleans
    follower: Booleans
    listed: Booleans
    called_to: Booleans
    office: Booleans
    last_in_quote: Booleans
    closing: Booleans
    dubbed: Booleans
    presented: Booleans
    of: Booleans
    peer_before: Booleans
    peer_after: Booleans


def mark_story(story: StoryText, lexicon: Lexicon) -> Marks:
    """Mark a whole story."""
    size = len(story) + 1
    ahead, back, begins, ends = _word_marks(story.plain, lexicon, size)
    codes = story.codes[:size]
    han = story.han[:size]
    before_han = np.concatenate(([False], han[:-1]))
    previous = np.concatenate((np.array([10], dtype=codes.dtype), codes[:-1]))
    says = _starts(story.plain, company.SPEECH_VERBS, size)
    says |= _led_by(story.plain, company.ADVERBS, says, size)
    says |= _led_by(story.plain, company.ADVERBS, says, size) | _manner(codes, says)
    human = _starts(story.plain, company.HUMAN_VERBS, size)
    body = _starts(story.plain, ["的" + word for word in company.BODY], size)
    place = _stops(story.plain, company.BEFORE_PLACE, size)
    naming = _stops(story.plain, company.NAMING, size)
    naming |= _repeated(codes)
    # 邢万里。 is all that is said, or its last words.
    ending = np.isin(codes, _codes("。？！…—，,!?"))
    closing = ending & np.isin(np.append(codes[1:], codes[-1:]), _codes('”」』"’'))
    return Marks(
        inside=ahead & back,
        half_inside=ahead | back,
        begins=begins,
        ends=ends,
        start=~before_han,
        stop=~han,
        after_quote=np.isin(previous, _codes('”」』"’')),
        quote_open=np.isin(previous, _codes('“「『"‘')),
        speaking=_speaking(story.plain, size),
        person=_stops(story.plain, company.BEFORE_PERSON, size),
        place=place,
        toward=place & ~_stops(story.plain, company.NOT_TOWARD, size),
        lone=_after_lone(codes, ahead | back, lexicon),
        naming=naming,
        measure=np.isin(previous, _codes(company.MEASURES)) & ~naming,
        says=says,
        human=human,
        body=body,
        title=_starts(story.plain, [], size, pattern=TITLE_PATTERN),
        locative=_starts(story.plain, company.PLACE_AFTER, size),
        follower=np.isin(codes, _codes("".join(company.FOLLOWERS | _verbs(lexicon)))),
        office=_stops(story.plain, _offices(lexicon), size),
        called_to=np.isin(codes, _codes("，！…—,!")),
        last_in_quote=(previous == ord("，")) & story.speech[:size],
        closing=closing,
        dubbed=naming & np.isin(previous, _codes("叫做作名唤号")),
        presented=_stops(story.plain, company.SELF, size),
        of=codes == ord("的"),
        peer_before=np.zeros(size, dtype=np.bool_),
        peer_after=np.zeros(size, dtype=np.bool_),
        listed=np.isin(previous, _codes("、和与")) | np.isin(codes, _codes("、和与")),
    )


def _repeated(codes: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> Booleans:
    """Mark where one gives a surname and then the whole name: 姓江，江月娥; “乔……乔三元！”."""
    found = np.zeros(len(codes), dtype=np.bool_)
    for width, pause in ((1, "，"), (2, "…")):
        at = width + 2
        again = np.isin(codes[:-at], _codes("姓“「『")) & (codes[1 : 1 - at] == codes[at:])
        for place in range(2, at):
            again &= codes[place : place - at] == ord(pause)
        found[at:] |= again
    return found


def mark_peers(story: StoryText, marks: Marks, names: Iterable[str]) -> Marks:
    """Mark what is coordinated with names that are known: 赵小军、黄丽丽和方汀."""
    size = len(marks.start)
    before, after = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    wanted = sorted(set(names), key=lambda name: (-len(name), name))
    codes = story.codes[:size]
    joined, comma = np.isin(codes, _codes("、和与跟及")), codes == ord("，")
    for spots in find_spots(story.plain, wanted, longest=True) if wanted else ():
        starts, ends = spots[:, 1], spots[:, 2]
        # 黄丽丽，方汀，: a clause that is nothing but a name is an item of a list.
        item = comma[ends] & marks.start[starts] & ~marks.quote_open[starts]
        before[ends[joined[ends] | (item & ~story.speech[ends])] + 1] = True
        after[starts[joined[starts - 1] & (starts > 0)] - 1] = True
    return replace(marks, peer_before=before, peer_after=after)


@functools.cache
def _offices(lexicon: Lexicon) -> tuple[str, ...]:
    """Return titles, words for people and every occupation that the dictionary has: 服务员, 校尉."""
    nouns = (word for word, kind in lexicon.kinds.items() if kind[:1] == "n" and len(word) > 1)
    occupations = {
        word
        for word in nouns
        if word.endswith(OCCUPATION_ENDS) or (len(word) > 2 and word.endswith(LONG_OCCUPATION_ENDS))
    }
    return tuple(sorted(occupations.union(_OFFICES)))


def _verbs(lexicon: Lexicon) -> frozenset[str]:
    """Return the characters that are verbs, adverbs or particles by themselves."""
    return frozenset(
        word
        for word, kind in lexicon.kinds.items()
        if len(word) == 1 and kind in {"v", "d", "p", "c", "r"}
    )


def _after_lone(
    codes: np.ndarray[tuple[int], np.dtype[np.uint32]], half: Booleans, lexicon: Lexicon
) -> Booleans:
    """Mark what stands behind a character that is a verb or a particle, and no part of a word."""
    alone = np.isin(codes, _codes("".join(_verbs(lexicon)))) & ~half
    found = np.zeros_like(half)
    found[1:] = alone[:-1] & ~half[1:]
    return found


def _codes(signs: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([ord(sign) for sign in signs], dtype=np.uint32)


def _word_marks(
    text: str, lexicon: Lexicon, size: int
) -> tuple[Booleans, Booleans, Booleans, Booleans]:
    """Return what is inside a word reading ahead, and reading back; where words begin and end."""
    ahead, back = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    begins, ends = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    forward, backward = _automata(lexicon)
    for begin, end in _chunks(text):
        piece = text[begin:end]
        spans = np.array(forward.find_matches_as_indexes(piece), dtype=np.int64).reshape(-1, 3)
        starts, stops = spans[:, 1] + begin, spans[:, 2] + begin
        _fill(ahead, starts, stops)
        begins[starts], ends[stops] = True, True
        spans = np.array(backward.find_matches_as_indexes(piece[::-1]), dtype=np.int64)
        spans = spans.reshape(-1, 3)
        starts, stops = end - spans[:, 2], end - spans[:, 1]
        _fill(back, starts, stops)
        begins[starts], ends[stops] = True, True
    return ahead, back, begins, ends


def _fill(inside: Booleans, starts: np.ndarray, stops: np.ndarray) -> None:
    for offset in range(1, _LONGEST_WORD):
        places = starts + offset
        inside[places[places < stops]] = True


def _chunks(text: str) -> Iterable[tuple[int, int]]:
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK)
        end = len(text) if end < 0 else end
        yield begin, end
        begin = end + 1


@functools.cache
def _automata(lexicon: Lexicon) -> tuple[AhoCorasick, AhoCorasick]:
    kept = [word for word in lexicon.words if 2 <= len(word) <= _LONGEST_WORD]
    return tuple(  # type: ignore[return-value]
        AhoCorasick(
            patterns,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )
        for patterns in (kept, [word[::-1] for word in kept])
    )


def _starts(text: str, forms: Sequence[str], size: int, *, pattern: str = "") -> Booleans:
    """Mark where any of the forms begins."""
    found = np.zeros(size, dtype=np.bool_)
    for places in _finds(text, forms, pattern):
        found[places[:, 0]] = True
    return found


def _stops(text: str, forms: Sequence[str], size: int) -> Booleans:
    """Mark the places right behind any of the forms."""
    found = np.zeros(size, dtype=np.bool_)
    for places in _finds(text, forms, ""):
        found[places[:, 1]] = True
    return found


def _led_by(text: str, forms: Sequence[str], mark: Booleans, size: int) -> Booleans:
    """Mark the forms that stand right before a mark."""
    found = np.zeros(size, dtype=np.bool_)
    for places in _finds(text, forms, ""):
        found[places[mark[places[:, 1]], 0]] = True
    return found


def _finds(text: str, forms: Sequence[str], pattern: str) -> Iterable[np.ndarray]:
    for spots in find_spots(text, tuple(forms) if forms else pattern.split("|")):
        yield spots[:, 1:]


def find_spots(text: str, forms: Sequence[str], *, longest: bool = False) -> Iterable[Numbers]:
    """Return rows of form's index, start and end; overlapping ones too unless `longest`."""
    automaton = _automaton(tuple(forms), longest)
    for begin, end in _chunks(text):
        matches = automaton.find_matches_as_indexes(text[begin:end], overlapping=not longest)
        spots = np.array(matches, dtype=np.int64).reshape(-1, 3)
        spots[:, 1:] += begin
        yield spots


@functools.lru_cache(maxsize=32)
def _automaton(forms: tuple[str, ...], longest: bool) -> AhoCorasick:
    kind = MatchKind.LeftmostLongest if longest else MatchKind.Standard
    return AhoCorasick(forms, matchkind=kind, implementation=Implementation.ContiguousNFA)


def _manner(codes: np.ndarray, says: Booleans) -> Booleans:
    """Mark 冷冷地说, 慢条斯理地说: a manner of two or four characters before 地 and a verb."""
    places = np.flatnonzero((codes[:-1] == ord("地")) & says[1:])
    found = np.zeros_like(says)
    for width in (2, 4):
        found[np.maximum(places - width, 0)] = True
    return found


def _speaking(text: str, size: int) -> Booleans:
    found = np.zeros(size, dtype=np.bool_)
    for match in _SPEAKING.finditer(text):
        found[match.start()] = True
    return found
