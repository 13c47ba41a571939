"""The pseudo-translation: text that looks like the target language, the same every time.

Each Han character (kana and hangul too) becomes a short Latin syllable, two syllables a
word; Chinese punctuation becomes Latin, full-width letters and digits become ASCII. Latin
text and numbers stay. Where the source itself is in Latin script (`latin=True`) every word
is respelled letter by letter, keeping capitals and digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from operator import add

from .text import HAN, KANA_HANGUL, LOOKALIKE, TERMS

_ALNUM = "0-9A-Za-zÀ-ÖØ-öø-ɏ\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"

# Two groups: a run of syllabic letters, or any other token.
TOKEN = re.compile(
    rf"([{HAN}{KANA_HANGUL}]+)|(</?[0-9A-Za-z][^<>\n]{{0,300}}>|{LOOKALIKE}|&\#?\w{{1,8}};|[{{][^{{}}\s]{{1,40}}[}}]"
    rf"|[{TERMS}]|[{_ALNUM}]+(?:[.,:'’_/@-][{_ALNUM}]+)*|…+|[—―]+|\s+|.)"
)


class Kind(Enum):
    """How a token behaves towards the spaces and capitals around it."""

    LATIN = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()
    TAG_OPEN = auto()
    TAG = auto()
    SPACE = auto()
    SYMBOL = auto()


_ENDS = {"。": ".", "！": "!", "？": "?"}
_LATIN = re.compile(f"[{_ALNUM}]")
_CLOSES = {
    "，": ",", "、": ",", "；": ";", "：": ":", "）": ")", "”": "”", "」": "”", "』": "’",
    "》": "”", "〉": "’", "】": "]", "〕": ")", "］": "]", "’": "’",
}  # fmt: skip
_OPENS = {
    "（": "(", "“": "“", "「": "“", "『": "‘", "《": "“", "〈": "‘", "【": "[", "〔": "(",
    "［": "[", "‘": "‘",
}  # fmt: skip
_SYMBOLS = {"～": "~", "〜": "~", "・": "·", "￥": "¥"}
_MARKS = {
    sign: (kind, shown)
    for kind, table in (
        (Kind.END, _ENDS), (Kind.CLOSE, _CLOSES), (Kind.OPEN, _OPENS), (Kind.SYMBOL, _SYMBOLS),
    )
    for sign, shown in table.items()
}  # fmt: skip

_ONSETS = (
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "y", "z",
    "ch", "sh", "dr",
)  # fmt: skip
_VOWELS = ("a", "a", "e", "e", "i", "i", "o", "o", "u", "ai")
_CODAS = ("", "", "", "", "", "", "", "", "n", "r", "l", "m", "s")


def syllable(letter: str, salt: int = 0) -> str:
    """The pseudo-syllable of one source letter (2 to 6 Latin letters, mostly 2 or 3)."""
    mixed = ((ord(letter) + salt * 7919) * 0x9E3779B1) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    onset = _ONSETS[mixed % len(_ONSETS)]
    vowel = _VOWELS[(mixed >> 8) % len(_VOWELS)]
    return onset + vowel + _CODAS[(mixed >> 18) % len(_CODAS)]


class _Letters(dict[int, str]):
    """`str.translate` table which respells letters and leaves everything else alone."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if not letter.isalpha():
            self[code] = letter
            return letter
        vowels, consonants = "aeiou", "bcdfghjklmnpqrstvwxyz"
        low = letter.lower()
        ring = vowels if low in "aeiouáéíóúàèìòùâêîôûäëïöüãõå" else consonants
        at = ring.index(low) if low in ring else code
        shown = ring[(at + 1) % len(ring)]
        self[code] = shown.upper() if letter.isupper() else shown
        return self[code]


_LETTERS = _Letters()


def _ascii(text: str) -> str:
    """Full-width letters, digits and signs of `text` as ASCII."""
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)


def _classify(token: str) -> tuple[Kind, str]:
    """A token's kind and how it is shown in a translation from Chinese."""
    if token in _MARKS:
        return _MARKS[token]
    first = token[0]
    if _LATIN.match(token):
        return Kind.LATIN, _ascii(token)
    if first.isspace():
        return Kind.SPACE, token.replace("\u3000", " ")
    if first == "<" and len(token) > 1:
        opens = token[1] != "/" and token[-2] != "/"
        return (Kind.TAG_OPEN if opens else Kind.TAG), token
    return _classify_sign(token)


def _classify_sign(token: str) -> tuple[Kind, str]:
    """The rest: ellipses, dashes, and signs shown as they are."""
    if token[0] == "…":
        return Kind.CLOSE, "..."
    if token.startswith("&lt;"):
        return (Kind.TAG if token.startswith("&lt;/") else Kind.TAG_OPEN), token
    return Kind.SYMBOL, "—" if token[0] in "—―" else _ascii(token)


class _Memo(dict[str, tuple[Kind, str]]):
    """Token -> (kind, shown); few differ, so almost every look-up hits."""

    def __missing__(self, token: str) -> tuple[Kind, str]:
        if len(self) > 200_000:  # keeps memory bounded on any input
            self.clear()
        found = self[token] = _classify(token)
        return found


_MEMO = _Memo()


class _Syllables(dict[str, str]):
    """Source letter -> its syllable."""

    def __missing__(self, letter: str) -> str:
        found = self[letter] = syllable(letter)
        return found


_SYLLABLES = _Syllables()


def words(run: str) -> str:
    """A run of source letters as pseudo-words of two syllables each (the last may have one)."""
    parts = [_SYLLABLES[letter] for letter in run]
    shown = list(map(add, parts[::2], parts[1::2]))
    if len(parts) % 2:
        shown.append(parts[-1])
    return " ".join(shown)


def render(text: str, terms: Mapping[str, str], *, latin: bool = False) -> str:
    """Pseudo-translate `text`; `terms` maps private-use characters to fixed renderings."""
    out: list[str] = []
    put = out.append
    gap, start = False, True  # a space is due before a word; a sentence begins here
    for run, token in TOKEN.findall(text):
        if run:
            shown = words(run)
            if gap:
                put(" ")
            put(shown[0].upper() + shown[1:] if start else shown)
            gap, start = True, False
            continue
        kind, shown = (Kind.LATIN, terms[token]) if token in terms else _MEMO[token]
        if kind is Kind.LATIN:
            if gap:
                put(" ")
            put(shown.translate(_LETTERS) if latin and token not in terms else shown)
            gap, start = True, False
        elif kind is Kind.CLOSE or kind is Kind.END:
            put(shown)
            gap, start = True, start or kind is Kind.END
        elif kind is Kind.OPEN or kind is Kind.TAG_OPEN:
            put(" " + shown if gap else shown)
            gap = False
        else:
            put(shown)
            if kind is not Kind.TAG:
                gap = False
                start = start or "\n" in shown or shown in ".!?"
    return "".join(out)
