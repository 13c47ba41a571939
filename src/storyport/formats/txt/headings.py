"""Whether a line is a chapter heading, and how sure that is from the line alone.

A line is looked at in NFKC, without the ornaments around it. What only begins like a
heading (`第一章我看了三遍。`, `Chapter 12 was her favourite, she said.`) is none, or is
doubtful: `outline` then asks for evidence from the lines around it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from storyport.formats.txt import heading_words as words
from storyport.formats.txt.lines import BLANK
from storyport.formats.txt.numerals import CHINESE, parse_chinese, parse_roman

__all__ = ["DOUBTFUL", "LIKELY", "LONGEST", "SURE", "Heading", "Level", "recognize"]

Level = Literal["volume", "chapter", "special", "bare"]
"""`special` is a prologue and the like; `bare` a number with no word for what it counts."""

SURE, LIKELY, DOUBTFUL = 4, 3, 2
LONGEST = 120
"""No line of more characters is a heading."""
_LONG_TITLE, _LONG_WIDE_TITLE, _LONGEST_WIDE = 60, 25, 50
_FEW_WORDS = 12


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line seems to be.

    Attributes:
        level: what it opens. number: as far as it says one.
        confidence: SURE, LIKELY or DOUBTFUL.
        titled: whether a title follows the number. style: headings of one book share it.
    """

    level: Level
    number: int | None
    confidence: int
    titled: bool = False
    style: str = ""


_LEADING = "☆★◆◇■□●○※◎▲△▼▽♦♠♣♥❖✦=*#~_-—–|·•、. " + BLANK
_ORNAMENT = _LEADING.replace(".", "")
_BRACKETS = {"【": "】", "[": "]", "(": ")", "〔": "〕", "《": "》", "<": ">", "「": "」", "『": "』", "〈": "〉", "«": "»"}  # fmt: skip
_NUMBER = rf"(?:\d{{1,5}}|[{CHINESE}]{{1,9}})"
_BEFORE = r"(?:(?:正文|vip章节|vip卷|默认卷|作品正文)[\s:]*)?"


def _signs(table: dict[str, str]) -> str:
    return "|".join(sign + (f"(?![{bad}])" if bad else "") for sign, bad in table.items())


def _any_of(table: list[str]) -> str:
    normal = {unicodedata.normalize("NFKC", word) for word in table}
    longest_first = sorted(map(re.escape, normal), key=len, reverse=True)
    return "|".join(longest_first)


_CHAPTER_SIGN, _VOLUME_SIGN = _signs(words.CHAPTER_SIGNS), _signs(words.VOLUME_SIGNS)
_CHINESE = re.compile(
    rf"{_BEFORE}第\s*(?P<number>{_NUMBER})\s*(?:(?P<chapter>{_CHAPTER_SIGN})|(?P<volume>{_VOLUME_SIGN}))",
    re.IGNORECASE,
)
_CHINESE_BARE_SIGN = re.compile(rf"(?P<number>{_NUMBER})\s*[章回话話](?![节節])(?=$|[\s:「『(<【])")
_CHINESE_VOLUME = re.compile(
    rf"(?:卷\s*之?\s*(?P<number>{_NUMBER})|(?P<half>[上中下][卷部册冊篇巻]))(?=$|[\s:·「『(<【—-])"
)
_CHINESE_SPECIAL = re.compile(
    rf"{_BEFORE}(?:{_any_of(words.SPECIAL_SIGNS)})(?:[之其]?\s*(?P<number>{_NUMBER}))?"
    r"(?=$|[\s:·「『(<【—-])"
)
_KOREAN = re.compile(
    rf"(?:(?P<the>제)\s*)?(?P<number>\d{{1,5}})\s*(?:(?P<chapter>[{words.KOREAN_SIGNS['chapter']}])"
    rf"|(?P<volume>[{words.KOREAN_SIGNS['volume']}]))(?=$|[\s.:\-–—(<「])"
)
_NUMBER_WORD = rf"(?:{_any_of(list(words.NUMBER_WORDS))})"
_WORD_NUMBER = rf"{_NUMBER_WORD}(?:(?:\s*-\s*|\s+(?:(?:{_any_of(list(words.CONNECTORS))})\s+)?){_NUMBER_WORD}){{0,3}}"
_COUNT = (
    rf"(?:(?P<digits>\d{{1,5}})|(?P<roman>[ivxlcdm]{{1,9}})|(?P<words>{_WORD_NUMBER}))(?![\w'’])"
)
_WORD_FIRST = re.compile(
    rf"(?:(?P<chapter>{_any_of(words.CHAPTER_WORDS)})|(?P<volume>{_any_of(words.VOLUME_WORDS)}))"
    rf"(?:(?=\d)|[\s.:#-]+(?:the\s+|thứ\s+|no\.?\s*|nº\s*|№\s*)?){_COUNT}",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"(?:the\s+)?(?:(?P<digits>\d{{1,5}})(?:\.|st|nd|rd|th|º|ª|ème|er|-[а-яё]{{1,2}})"
    rf"|(?P<words>{_WORD_NUMBER}))\s*"
    rf"(?:(?P<chapter>{_any_of(words.CHAPTER_WORDS)})|(?P<volume>{_any_of(words.VOLUME_WORDS)}))(?!\w)",
    re.IGNORECASE,
)
_SPECIAL_WORD = re.compile(rf"(?:{_any_of(words.SPECIAL_WORDS)})(?:\s+(?P<number>\d{{1,3}}|[ivx]{{1,4}}))?(?![\w'’])", re.IGNORECASE)  # fmt: skip
_BARE = re.compile(
    rf"(?P<open>\()?(?:(?P<digits>\d{{1,4}})|(?P<roman>[IVXLC]{{1,8}})|(?P<chinese>[{CHINESE}]{{1,6}}))"
    r"(?(open)\))(?P<point>[、.:,]?)(?=$|\s|(?<=[、.:,)]))"
)
# First two letters (one, where a word is of one) of everything that may open a heading.
_OPENINGS = frozenset(
    word[:2]
    for table in (words.CHAPTER_WORDS, words.VOLUME_WORDS, words.NUMBER_WORDS,
                  words.SPECIAL_WORDS, words.SPECIAL_SIGNS, ("the",))
    for word in table
)  # fmt: skip
_OPENING_SIGNS = frozenset(
    "第卷上中下正默作制제vVcCIVXLC序跋" + CHINESE + "（［＜" + "".join(_BRACKETS)
)


def recognize(line: str) -> Heading | None:
    """Return what heading a line (with or without its ending) is, None where it is none."""
    if len(line) > LONGEST:
        return None
    text = line.lstrip(_LEADING).rstrip(_ORNAMENT)
    if not text or not _may_open(text):
        return None
    text = unicodedata.normalize("NFKC", text).strip(_ORNAMENT)
    return _unbracketed(text) or _plain(text)


def _may_open(text: str) -> bool:
    return text[0] in _OPENING_SIGNS or text[0].isnumeric() or text[:2].casefold() in _OPENINGS


def _unbracketed(text: str) -> Heading | None:
    """Read `【第一章】`, `《第一章 风起》`, `[Chapter 1] Title`."""
    closing = _BRACKETS.get(text[:1])
    end = text.find(closing, 1) if closing else -1
    if end < 0:
        return None
    inner, title = text[1:end].strip(), text[end + 1 :].strip(" :")
    heading = _plain(inner)
    if heading is None or heading.level == "bare":
        # 《书名》第一章: what stands in the brackets is the book's title.
        rest = _plain(title) if title else None
        return rest if rest and rest.level != "bare" else None
    confidence = min(heading.confidence, _title(f" {title}"))
    return replace(heading, confidence=confidence, titled=bool(title)) if confidence else None


def _plain(text: str) -> Heading | None:
    for read in (_chinese, _chinese_other, _korean, _spaced, _special, _bare):
        heading = read(text)
        if heading:
            return heading
    return None


def _chinese(text: str) -> Heading | None:
    match = _CHINESE.match(text)
    if match is None:
        return None
    tail = text[match.end() :]
    inner = _CHINESE.search(tail) if match["volume"] and tail[:1] in {" ", ":"} else None
    if inner and inner["chapter"] and tail[inner.start() - 1] == " ":  # 第三卷 风起 第一百章 归来
        match, tail = inner, tail[inner.end() :]
    level: Level = "chapter" if match["chapter"] else "volume"
    return _made(
        level, parse_chinese(match["number"]), tail, f"第{match['chapter'] or match['volume']}"
    )


def _chinese_other(text: str) -> Heading | None:
    for pattern, level in (
        (_CHINESE_SPECIAL, "special"),
        (_CHINESE_VOLUME, "volume"),
        (_CHINESE_BARE_SIGN, "chapter"),
    ):
        match = pattern.match(text)
        if match:
            number = parse_chinese(match["number"]) if match["number"] else None
            return _made(level, number, text[match.end() :], level)  # type: ignore[arg-type]
    return None


def _korean(text: str) -> Heading | None:
    match = _KOREAN.match(text)
    if match is None:
        return None
    heading = _made(
        "chapter" if match["chapter"] else "volume", int(match["number"]), text[match.end() :], "제"
    )
    if heading and heading.titled and not match["the"]:
        return replace(heading, confidence=min(heading.confidence, LIKELY))
    return heading


def _spaced(text: str) -> Heading | None:
    """Read the languages that set words apart: `Chapter 12`, `12. Kapitel`, `Первая глава`."""
    match = _WORD_FIRST.match(text) or _NUMBER_FIRST.match(text)
    if match is None:
        return None
    groups = match.groupdict()
    tail = text[match.end() :]
    roman = groups.get("roman")
    number = (groups["words"] or "").casefold()
    if ((roman and roman.islower()) or number in words.AMBIGUOUS) and tail[:1].isspace():
        return None  # "part mix of", "Kapitel um Kapitel"
    level: Level = "chapter" if groups["chapter"] else "volume"
    return _made(level, _count(groups), tail, (groups["chapter"] or groups["volume"]).casefold())


def _count(groups: dict[str, str | None]) -> int | None:
    if groups.get("digits"):
        return int(groups["digits"] or "")
    if groups.get("roman"):
        return parse_roman(groups["roman"] or "")
    total = 0
    for word in re.split(r"[\s-]+", (groups["words"] or "").casefold()):
        value = words.NUMBER_WORDS.get(word, 0)
        total = total * value if value == 100 and total else total + value
    return total or None


def _special(text: str) -> Heading | None:
    match = _SPECIAL_WORD.match(text)
    return _made("special", None, text[match.end() :], "special") if match else None


def _bare(text: str) -> Heading | None:
    match = _BARE.match(text)
    if match is None:
        return None
    title = text[match.end() :].strip()
    if not match["point"] and not match["open"] and title and match["roman"]:
        return None  # "I went home"
    if title and _title(f": {title}") < SURE:
        return None
    kind = "digits" if match["digits"] else "roman" if match["roman"] else "chinese"
    value = match[kind]
    number = parse_roman(value) if kind == "roman" else parse_chinese(value)
    style = f"{kind}{'(' if match['open'] else match['point']}{'title' if title else ''}"
    return Heading("bare", number, DOUBTFUL, bool(title), style) if number is not None else None


def _made(level: Level, number: int | None, tail: str, style: str) -> Heading | None:
    confidence = _title(tail)
    titled = bool(tail.strip(_LEADING + ":"))
    return Heading(level, number, confidence, titled, style) if confidence else None


_SEPARATED = re.compile(r"\s*[:.|·•~、「『【《〈(<\[\u2013\u2014-]\s*|\s+")
_SENTENCE_GOES_ON = re.compile(r"\s*[,;，；…]|\.\.\.|[的是了里裡中就也都讲講写寫说說把被]")
_PRONOUN = re.compile(r"[我你他她它这這那在看读讀还還已和与與到]")
_STOPS = (".", "。", "。」", "。”", '."', ".”", "।")
_OPEN_END = (",", ";", "，", "；", "、", "：", ":")
_SPOKEN = re.compile(
    r"[\"”»]\s*\w+|[,，]\s*(?:\w+\s+){0,2}(?:said|asked|dijo|dit|sagte|сказал)", re.IGNORECASE
)
_INNER_STOP = re.compile(r"[。！？]\s*[^。！？\s」』”)]|[.!?]\s+\S+\s+\S+\s+\S")
_CHINESE_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WIDE = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff]")


def _title(tail: str) -> int:
    """Return how well a tail goes on as a title; 0 where the line is a sentence."""
    title = tail.strip(_LEADING + ":")
    if not title:
        return SURE
    separated = _SEPARATED.match(tail)
    if separated is None:
        return _attached(tail)
    if title.endswith(_OPEN_END) or _SPOKEN.search(tail):
        return 0
    if not separated[0].strip() and title[0].islower():
        return 0  # "Chapter 12 was her favourite"
    return min(_by_length(title), _by_ending(tail.rstrip(), title))


def _attached(tail: str) -> int:
    """Judge `第十二章风起云涌`: only East Asian scripts write so."""
    if (
        not _WIDE.match(tail)
        or _SENTENCE_GOES_ON.match(tail)
        or tail.endswith((*_STOPS, *_OPEN_END))
    ):
        return 0
    if _PRONOUN.match(tail) or re.search(r"[,，。;；]", tail):
        return DOUBTFUL if len(tail) <= _LONG_WIDE_TITLE else 0
    return min(LIKELY, _by_length(tail))


def _by_length(title: str) -> int:
    if len(_WIDE.findall(title)) * 2 > len(title):
        if len(title) > _LONGEST_WIDE:
            return 0
        return SURE if len(title) <= _LONG_WIDE_TITLE else DOUBTFUL
    return SURE if len(title) <= _LONG_TITLE else DOUBTFUL


def _by_ending(tail: str, title: str) -> int:
    if _INNER_STOP.search(title):
        return DOUBTFUL
    # "الفصل الأول كان طويلا." and "제3장 남았다." are sentences, for all that their letters show.
    caseless = tail[:1].isspace() and title[0].isalpha() and title[0].lower() == title[0].upper()
    if not tail.endswith(_STOPS):
        # Scripts without capitals give no sign that a title begins after mere white space.
        return LIKELY if caseless and not _CHINESE_OR_KANA.match(title) else SURE
    if caseless and not _CHINESE_OR_KANA.match(title):
        return 0
    return (
        LIKELY
        if len(title.split()) <= _FEW_WORDS and len(title) <= _LONG_WIDE_TITLE * 2
        else DOUBTFUL
    )
