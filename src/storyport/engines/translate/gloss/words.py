"""Words of a Chinese text: where they stand and what class they are of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from storyport.engines.base import Term
from storyport.engines.translate.gloss.lexicon import Lexicon
from storyport.language.chinese_numerals import chinese_value

__all__ = ["Word", "cut"]

_NUMERALS = "零〇○一二三四五六七八九十百千万亿两兆壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_HAN = "〇々\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    rf"|(?P<link>(?:https?://|www\.)[^\s{_HAN}，。；！？、）》”]+)"
    r"|(?P<num>[0-9]+(?:[.,:/–-][0-9]+)*)"
    rf"|(?P<word>[^\W\d_{_HAN}]+(?:['’.-][^\W\d_{_HAN}]+)*)|(?P<space>\s+)|(?P<dot>[·•・‧])|(?P<sign>——|……|.)",
    re.DOTALL,
)
_LONGEST = 8
_UNKNOWN = 20.0
_NAME_TWO, _NAME_THREE = 15.5, 19.5
_SPELLED_FIRST, _SPELLED_MORE = 12.0, 3.9
_MOST_SPELLED = 8


@dataclass(frozen=True)
class Word:
    """One word, number, name or sign.

    Attributes:
        start, end: where it stands. text: as written.
        kind: han, num (digits or Chinese numerals), word (of another script), space, sign,
            term (an agreed rendering), name (of a person), spelled (a foreign name).
        tag: jieba's word class, empty for what is not Chinese. target: a term's rendering;
        term: all that is agreed of it.
    """

    start: int
    end: int
    text: str
    kind: str
    tag: str = ""
    target: str = ""
    term: Term | None = None


def cut(text: str, lexicon: Lexicon, terms: Iterable[tuple[int, int, str]] = ()) -> list[Word]:
    """Return the words of a text in order; nothing is left out.

    Args:
        terms: start, end and rendering of agreed terms, in order, without overlaps.
    """
    words: list[Word] = []
    place = 0
    for start, end, target in terms:
        words += _cut_plain(text, place, start, lexicon)
        words.append(Word(start, end, text[start:end], "term", "nz", target))
        place = end
    words += _cut_plain(text, place, len(text), lexicon)
    return words


def _cut_plain(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    words: list[Word] = []
    for match in _PIECE.finditer(text, start, end):
        kind = match.lastgroup or "sign"
        if kind == "han":
            foreign = text[match.start() - 1 : match.start()] in "·•・‧" and match.start() > 0
            foreign = foreign or text[match.end() : match.end() + 1] in {"·", "•", "・", "‧"}
            words += [
                replace(word, start=match.start() + word.start, end=match.start() + word.end)
                for word in _cut_han(match[0], lexicon, foreign)
            ]
        else:
            words.append(
                Word(match.start(), match.end(), match[0], "word" if kind == "link" else kind)
            )
    return words


@functools.lru_cache(maxsize=1 << 12)
def _cut_han(run: str, lexicon: Lexicon, foreign: bool) -> tuple[Word, ...]:
    """Return the cheapest way to cut a run, each word costing -log of its frequency."""
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, len(run) + 1):
        found = (float("inf"), end - 1, "han")
        for start in range(max(0, end - _LONGEST), end):
            for cost, kind in _costs(run, start, end, lexicon, foreign):
                if best[start][0] + cost < found[0]:
                    found = (best[start][0] + cost, start, kind)
        best.append(found)
    words: list[Word] = []
    end = len(run)
    while end:
        _, start, kind = best[end]
        text = run[start:end]
        words.append(Word(start, end, text, kind, _tag(text, kind, lexicon)))
        end = start
    return tuple(reversed(words))


def _tag(text: str, kind: str, lexicon: Lexicon) -> str:
    if kind == "num":
        return "m"
    return "nr" if kind in {"name", "spelled"} else lexicon.word_class(text)


def _costs(
    run: str, start: int, end: int, lexicon: Lexicon, foreign: bool
) -> Iterable[tuple[float, str]]:
    text = run[start:end]
    length = end - start
    cost = lexicon.costs.get(text)
    if cost is not None:
        yield cost, "han"
    elif length == 1:
        yield _UNKNOWN, "han"
    if (
        text[0] in _NUMERALS
        and all(sign in _NUMERALS for sign in text)
        and _is_number(text, lexicon)
    ):
        yield (8.0 if length == 1 else 6.0 + 0.3 * length), "num"
    if length in {2, 3} and text[0] in lexicon.tables["names"]["F"]:
        given = lexicon.tables["names"]["G"]
        if all(sign in given for sign in text[1:]):
            yield (_NAME_TWO if length == 2 else _NAME_THREE), "name"
    if (
        length == 2
        and text[0] in "老小阿"
        and text[1] in lexicon.tables["names"]["F"]
        and cost is None
    ):
        yield _NAME_TWO - 1.0, "name"
    if 2 <= length <= _MOST_SPELLED and all(sign in lexicon.tables["spelling"] for sign in text):
        yield (2.0 if foreign else _SPELLED_FIRST + _SPELLED_MORE * length), "spelled"
    elif foreign and 2 <= length <= _MOST_SPELLED and start == 0 and end == len(run):
        yield 12.0, "spelled"


def _is_number(text: str, lexicon: Lexicon) -> bool:
    """Tell whether numerals count something; 万一 and 千万 are words first."""
    if len(text) == 1:
        return True
    return text not in lexicon.own and text[0] not in "万亿" and chinese_value(text) is not None
