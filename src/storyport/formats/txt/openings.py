"""What stands at the beginning: a book's title and author, a chapter's title below its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storyport.formats.base import UnitKind
from storyport.formats.txt.lines import BLANK

__all__ = ["Front", "find_front", "find_subtitle"]

_LONGEST_TITLE, _LONGEST_SUBTITLE = 80, 60
_TOP = 6
_CREATOR = re.compile(
    r"(?:作者|作\s+者|著者|原作|文|글|지은이|작가|author|written by|autor|autora|auteur|autore|автор|"
    r"penulis|tác giả|yazar|المؤلف|تأليف|ผู้เขียน|ผู้แต่ง)\s*[:：]\s*\S.{0,60}"
    r"|(?:by|von|par|por|di|oleh|bởi)\s+(?-i:[^\W\d_a-zà-öø-ÿ])\S*(?:\s+\S+){0,5}"
    r"|.{1,30}\s+[著作]",
    re.IGNORECASE,
)
_CREATOR_NAME = re.compile(
    r"^(?:[^:：]{1,12}[:：]|(?:by|von|par|por|di|oleh|bởi)\s)\s*|\s+[著作]$", re.IGNORECASE
)
_TITLE_LABEL = re.compile(
    r"^(?:书名|書名|title|título|titre|titel|제목|название)\s*[:：]\s*", re.IGNORECASE
)
_TITLE_END = tuple("。，；,;:：")
_SENTENCE_END = tuple('。！？.!?…，,；;：:—”’"」』*＊※')
_CONTENTS = re.compile(
    r"[【\[]?(?:目\s*录|目\s*錄|目\s*次|차례|목차|(?:table of )?contents|índice|sommaire|table des matières|"
    r"inhalt(?:sverzeichnis)?|indice|оглавление|содержание|daftar isi|mục lục|สารบัญ|الفهرس|المحتويات)[】\]]?:?",
    re.IGNORECASE,
)
_TITLE_AND_CREATOR = re.compile(r"[《『「【](.+?)[》』」】]\s*(?:作者|著者)\s*[:：]\s*(\S.{0,60})")
_BRACKETED = re.compile(r"[《『「【](.+?)[》』」】]")


@dataclass(frozen=True)
class Front:
    """What is known of a book from its first lines.

    Attributes:
        title, creator: as a reader would write them, or empty.
        kinds: byte offset of a line -> what it is.
    """

    title: str
    creator: str
    kinds: Mapping[int, UnitKind]


def find_front(lines: Iterator[tuple[int, str]], *, headed: bool) -> Front:
    """Read the lines (byte offset, text) before the first heading.

    Args:
        headed: whether a heading follows; where none does, a first line is a title only
            when a line with the author comes next.
    """
    texts = [(offset, text.strip(BLANK)) for offset, text in lines if text.strip(BLANK)]
    kinds: dict[int, UnitKind] = {
        offset: "label" for offset, text in texts if _CONTENTS.fullmatch(text)
    }
    creator = ""
    for offset, text in texts[:_TOP]:
        if not creator and _CREATOR.fullmatch(text):
            kinds[offset] = "creator"
            creator = _CREATOR_NAME.sub("", text).strip()
    if not texts or not (headed or creator) or texts[0][0] in kinds:
        return Front("", creator, kinds)
    offset, text = texts[0]
    title, beside = _title_of(text)
    return Front(title, creator or beside, {offset: "label", **kinds} if title else kinds)


def _title_of(text: str) -> tuple[str, str]:
    """Return title and author of a first line such as `《星河》作者：林某`; empty where it is none."""
    both = _TITLE_AND_CREATOR.fullmatch(text)
    if both:
        return both[1].strip(), both[2].strip()
    if len(text) > _LONGEST_TITLE or text.endswith(_TITLE_END):
        return "", ""
    name = _TITLE_LABEL.sub("", text)
    bracketed = _BRACKETED.match(name)
    return (bracketed[1] if bracketed else name).strip(), ""


def find_subtitle(lines: list[tuple[int, str]], heading: int) -> tuple[int, str] | None:
    """Return byte offset and text of a title that stands alone below `CHAPTER I`, if one does.

    Args:
        lines: of the chapter, from its first. heading: offset of the heading line.
    """
    below = [(offset, text.strip(BLANK)) for offset, text in lines if offset > heading]
    place = next((place for place, (_, text) in enumerate(below[:3]) if text), None)
    if place is None:
        return None
    offset, text = below[place]
    alone = place + 1 < len(below) and not below[place + 1][1]
    short = len(text) <= _LONGEST_SUBTITLE and not text.endswith(_SENTENCE_END)
    return (offset, text) if alone and short and not text[0].islower() else None
