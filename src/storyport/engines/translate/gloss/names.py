"""Names that no dictionary has: Chinese ones by their readings, foreign ones by their sounds."""

from __future__ import annotations

import functools
import re
import unicodedata

from storyport.engines.translate.gloss.lexicon import Lexicon

__all__ = ["HAN", "name_of", "read_out", "spelled"]

HAN = re.compile("[々〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_NO_READING = "□"
_CALLED = {"老": "Old", "小": "Little", "阿": "Ah"}


@functools.lru_cache(maxsize=1 << 14)
def syllables(text: str) -> tuple[str, ...]:
    """Return the readings of characters without tones; □ for one that has none."""
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(text)
    if len(read) != len(text):  # what has no reading comes back in one piece
        read = [lazy_pinyin(sign)[0] for sign in text]
    return tuple(HAN.sub(_NO_READING, _bare(syllable)) for syllable in read)


def _bare(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def read_out(text: str) -> str:
    """Return characters as one word of pinyin."""
    return _joined(syllables(text))


def name_of(text: str, lexicon: Lexicon) -> str:
    """Return a Chinese name: family name, given name."""
    names = lexicon.tables["names"]
    read = syllables(text)
    if len(text) > 2 and text[:2] in names["C"] and names["C"].index(text[:2]) % 2 == 0:
        return f"{_joined(read[:2]).title()} {_joined(read[2:]).capitalize()}"
    if (
        len(text) == 2
        and text[0] in _CALLED
        and text[1] in names["F"]
        and text[0] not in names["F"]
    ):
        return f"{_CALLED[text[0]]} {read[1].capitalize()}"
    if 2 <= len(text) <= 3 and text[0] in names["F"]:
        return f"{read[0].capitalize()} {_joined(read[1:]).capitalize()}"
    return _joined(read).capitalize()


def spelled(text: str, lexicon: Lexicon) -> str:
    """Return a foreign name as its characters sound."""
    table = lexicon.tables["spelling"]
    sounds = [table.get(sign) or read_out(sign) for sign in text]
    return "".join(sounds).capitalize()


def _joined(read: tuple[str, ...]) -> str:
    """Set an apostrophe before a vowel that would run into the syllable before: Xi'an."""
    out = ""
    for syllable in read:
        out += ("'" if out and syllable[:1] in "aeo" else "") + syllable
    return out
