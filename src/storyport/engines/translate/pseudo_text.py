"""Pseudo-translation of a text: what means something is replaced, what must stay stays.

Marks, placeholders, links, line breaks and the values of numbers stay; texts that differ in
more than white space, the width of signs, diacritics or the spelling of a number come out
different.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum

from storyport.engines.translate.pseudo import Alphabet, alphabet_of, letters_of
from storyport.kernel.locales import LocaleInfo
from storyport.language.numbers import numbers_of

__all__ = ["PseudoText"]

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
)
# What comes out as it went in: marks, placeholders of games, entities, links, escapes.
_KEPT = (
    r"</?[A-Za-z0-9][^<>\n]{0,300}>|&(?:amp;)*lt;/?\d+/?>|&\#?[A-Za-z0-9]{1,10};|https?://[!-~]+"
    r"|\$?\{[^{}\n]{0,80}\}|\[[A-Za-z_][A-Za-z0-9_.!]*\]|\\[nrt\"'\\]"
    r"|%(?:\([A-Za-z0-9_]+\)|\d+\$)?[-+0#]*\d*(?:\.\d+)?[sdifuxXcge]|%%"
)
_NUMBER = r"[0-9０-９]+(?:[.,:/][0-9０-９]+)*"
_CODE = r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[.,:/'_@-][0-9A-Za-z０-９]+)*"
_OWN = {
    "Latn": "A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1eff\u0300-\u036f",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Arab": "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": "\u0591-\u05f4",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Deva": "\u0900-\u0963",
    "Beng": "\u0981-\u09e3",
    "Taml": "\u0b82-\u0be3",
    "Laoo": "\u0e81-\u0ecd",
    "Khmr": "\u1780-\u17d3",
    "Mymr": "\u1000-\u103f",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0531-\u0588",
    "Ethi": "\u1200-\u135a",
}
_DIGITS_ONLY = re.compile(r"[0-9０-９.,:/' ]+")
# Without one of these a text counts nothing.
_COUNTS = re.compile(r"[0-9０-９十百千万萬亿億〇零一二三四五六七八九]")
_TO_WESTERN = {cp: cp - 0xFEE0 for cp in range(0xFF01, 0xFF5F)} | str.maketrans(
    "。、「」『』《》〈〉【】〔〕〜　—…", ".,“”‘’“”‘’[]()~ —…"
)
_TO_CHINESE = {cp: cp - 0xFEE0 for cp in range(0xFF10, 0xFF1A)} | str.maketrans(
    ".,;:!?()", "。，；：！？（）"
)
_CHINESE = frozenset({"Jpan", "Hans", "Hant"})
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_OPENING = frozenset("(“‘[<{¿¡")
_CLOSING = frozenset(".,;:!?)”’]…")
_ENDING = frozenset(".!?。！？\n")
_MEMO = 200_000
_GROUPED_FROM = 10_000


class _Kind(Enum):
    """How a token behaves towards the spaces and capitals around it."""

    SIGN = "sign"
    WORD = "word"
    AS_IS = "as is"
    """A word whose letters nobody may touch: a rendering, a placeholder, a number."""
    MARK = "mark"


Token = tuple[_Kind, str]


class PseudoText:
    """Writes pseudo-translations from one locale into another; remembers tokens."""

    def __init__(self, source: LocaleInfo, target: LocaleInfo) -> None:
        own = _OWN.get(source.script, "")
        self._source = source
        self._alphabet = alphabet_of(target.script)
        self._letters = letters_of(source.script)
        self._cased = source.script in _CASED
        self._respace = self._alphabet.spaced and not source.spaced
        self._signs = _TO_CHINESE if target.script in _CHINESE else _TO_WESTERN
        self._kept = re.compile(_KEPT)
        self._own = re.compile(f"[{CJK}{own}]")
        words = f"[{own}]+|" if own else ""
        code = _NUMBER if source.script == "Latn" else _CODE
        self._token = re.compile(
            rf"{_KEPT}|{code}|[{CJK}]{{1,2}}|{words}[^\W{CJK}{own}0-9]+|[ \t\u3000]+|.", re.DOTALL
        )
        self._memo: dict[str, Token] = {}

    def write(self, text: str, terms: re.Pattern[str] | None, renderings: Mapping[str, str]) -> str:
        """Return a text's pseudo-translation.

        Args:
            text: the source.
            terms: matches the terms to be rendered, None if there are none.
            renderings: what each becomes.
        """
        tokens: list[Token] = []
        end = 0
        for match in terms.finditer(text) if terms else ():
            tokens += self._read(text[end : match.start()])
            tokens.append((_Kind.AS_IS, renderings[match[0]]))
            end = match.end()
        tokens += self._read(text[end:])
        if self._respace:
            return _spaced_out(tokens, cased=self._cased)
        if self._alphabet.spaced:
            return "".join(shown for _, shown in tokens)
        return _closed_up(tokens)

    def _read(self, text: str) -> list[Token]:
        """Return a text's tokens; numbers in words, or with a word (3 万), become digits."""
        tokens: list[Token] = []
        end = 0
        for number in numbers_of(text, self._source) if _COUNTS.search(text) else ():
            if not number.required or _DIGITS_ONLY.fullmatch(number.text) or number.start < end:
                continue
            tokens += self._read_words(text[end : number.start])
            tokens.append((_Kind.AS_IS, _digits(number.values[0])))
            end = number.end
        return tokens + self._read_words(text[end:])

    def _read_words(self, text: str) -> list[Token]:
        memo = self._memo
        tokens = []
        for written in self._token.findall(text):
            token = memo.get(written)
            if token is None:
                if len(memo) > _MEMO:
                    memo.clear()
                token = memo[written] = self._shown(written)
            tokens.append(token)
        return tokens

    def _shown(self, written: str) -> Token:
        if self._kept.fullmatch(written):
            mark = written.startswith("<")
            return (_Kind.MARK if mark else _Kind.AS_IS), written
        if self._own.match(written):
            return _Kind.WORD, self._word(written)
        shown = written.translate(self._signs)
        if len(written) > 1 or written.isalnum():
            shown = written.translate(_TO_WESTERN)
        return (_Kind.AS_IS if shown[0].isalnum() else _Kind.SIGN), shown

    def _word(self, word: str) -> str:
        if not self._alphabet.letters and self._letters.isascii() and word.isascii():
            return "".join(_chunk(word, at, self._alphabet) for at in range(0, len(word), 2))
        return "".join(map(self._character, word))

    def _character(self, character: str) -> str:
        """Return what one character becomes: for a letter the one seven places on."""
        parts = unicodedata.normalize("NFD", character)
        base, marks = parts[0], parts[1:]
        at = self._letters.find(base.lower())
        if at < 0 or not self._alphabet.letters:
            return self._alphabet.of(character)
        turned = self._alphabet.letters[(at + 7) % len(self._letters)]
        turned = turned.upper() if base.isupper() else turned
        accents = marks if self._alphabet.script == "Latn" else ""
        return unicodedata.normalize("NFC", turned + accents)


def _digits(value: float) -> str:
    return f"{value:.15g}" if value < _GROUPED_FROM else f"{value:,.15g}"


def _chunk(word: str, at: int, alphabet: Alphabet) -> str:
    """Return the unit of up to two letters; whether they end the word is a part of it."""
    pair = word[at : at + 2].lower().ljust(2, "`")
    number = (ord(pair[0]) - 96) * 27 + ord(pair[1]) - 96
    return alphabet.unit(number * 4 + 2 * (at + 2 >= len(word)) + word[at].isupper())


def _spaced_out(tokens: Sequence[Token], *, cased: bool) -> str:
    """Return the text with spaces between words, and capitals where sentences begin."""
    out: list[str] = []
    due, begins = False, not cased
    for kind, shown in tokens:
        if kind in {_Kind.WORD, _Kind.AS_IS}:
            capital = begins and kind is _Kind.WORD
            out.append((" " if due else "") + (shown.capitalize() if capital else shown))
            due, begins = True, False
        elif kind is _Kind.MARK:
            opens = not shown.startswith("</") and not shown.endswith("/>")
            out.append(" " + shown if due and opens else shown)
            due = due and not opens
        else:
            opens = shown in _OPENING
            out.append(" " + shown if due and opens else shown)
            due = shown in _CLOSING
            begins = not cased and (begins or shown in _ENDING)
    return "".join(out)


def _closed_up(tokens: Sequence[Token]) -> str:
    """Return the text without the spaces between words; those between as-is ones stay."""
    out: list[str] = []
    for at, (_, shown) in enumerate(tokens):
        if shown == " ":
            around = [tokens[near][0] for near in (at - 1, at + 1) if 0 <= near < len(tokens)]
            if _Kind.WORD in around:
                continue
        out.append(shown)
    return "".join(out)
