"""Pseudo-words: text of any script from text of any other, the same each time.

Characters become units, fixed in length per target script, so that different texts stay
different: a common Chinese character, a kana or a common Korean syllable is one unit, whatever
else is two, the first of them from a range kept for that. "Common" is level 1 of GB 2312-80 and
the syllables of KS X 1001, both read from Python's codecs.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Alphabet", "alphabet_of", "letters_of"]

_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
_VOWELS = "aeiou"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Per script 26 letters that stand for a to z.
_SCRIPTS = {
    "Cyrl": "абцдефгхижклмнопщрстувшыюз",
    "Grek": "αβψδεφγηιξκλμνοπθρστυςωχζά",
    "Arab": "ابجدهفغحيزكلمنوقصرستثذضخشع",
    "Hebr": "אבגדהוזחטיךכלםמןנסעףפץצקרש",
    "Thai": "กขคฆงจฉชซญฎฏฐณดตถทธนบปผพภม",
    "Deva": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथद",
    "Beng": "অআইঈউঊএঐওঔকখগঘচছজঝটঠডঢণতথদ",
    "Taml": "அஆஇஈஉஊஎஏஐஒஓஔகஙசஞடணதநபமயரலவ",
    "Laoo": "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອ",
    "Khmr": "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយ",
    "Mymr": "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယ",
    "Geor": "აბგდევზთიკლმნოპჟრსტუფქღყშჩ",
    "Armn": "աբգդեզէըթժիլխծկհձղճմյնշոչպ",
    "Ethi": "ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገ",
}
_HIRAGANA = "".join(map(chr, range(0x3042, 0x3094)))
_UNSPACED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Jpan", "Hans", "Hant", "Tibt"})
_KANA = 0x3040
_HANGUL = 0xAC00


@dataclass(frozen=True)
class Alphabet:
    """How pseudo-words of one script are made.

    Attributes:
        script: ISO 15924.
        spaced: whether words are set apart by spaces.
        size: how many units there are. unit: number -> unit.
        letters: what stands for a to z; empty where single letters cannot be had.
    """

    script: str
    spaced: bool
    size: int
    unit: Callable[[int], str]
    letters: str = ""

    def of(self, character: str) -> str:
        """Return what a character becomes: one unit if it is a common one, else two."""
        number = _common().get(character)
        if number is not None:
            # Multiplying spreads neighbours; 7919 is prime and so divides no size here.
            return self.unit(number * 7919 % _shorts())
        prefix, rest = divmod(ord(character), self.size)
        return self.unit(_shorts() + prefix) + self.unit(rest)


@functools.cache
def alphabet_of(script: str) -> Alphabet:
    """Return the alphabet of a script; Latin where none of its own is kept."""
    if script == "Jpan":
        syllables = len(_HIRAGANA)
        return Alphabet(script, False, syllables**2, _pairs_of(_HIRAGANA))
    if script == "Kore":
        return Alphabet(script, True, 11_172, lambda number: chr(_HANGUL + number))
    if script in {"Hans", "Hant"}:
        han = _hant() if script == "Hant" else _hans()
        return Alphabet(script, False, len(han), han.__getitem__)
    letters = _SCRIPTS.get(script, _LETTERS)
    table = str.maketrans(_LETTERS, letters)
    return Alphabet(
        script if script in _SCRIPTS else "Latn",
        script not in _UNSPACED,
        2 * len(_CONSONANTS) * len(_VOWELS) * len(_LETTERS),
        lambda number: _latin_unit(number).translate(table),
        letters,
    )


def letters_of(script: str) -> str:
    """Return the 26 letters by which a script's words are turned; Latin's by default."""
    return _SCRIPTS.get(script, _LETTERS)


def _latin_unit(number: int) -> str:
    """Return consonant-vowel-letter or vowel-consonant-letter."""
    number, last = divmod(number, len(_LETTERS))
    number, vowel = divmod(number, len(_VOWELS))
    number, consonant = divmod(number, len(_CONSONANTS))
    pair = (_CONSONANTS[consonant], _VOWELS[vowel])
    return "".join(reversed(pair) if number else pair) + _LETTERS[last]


def _pairs_of(syllables: str) -> Callable[[int], str]:
    def unit(number: int) -> str:
        first, second = divmod(number, len(syllables))
        return syllables[first] + syllables[second]

    return unit


@functools.cache
def _common() -> dict[str, int]:
    """Return the common characters' numbers; Korean ones share those of Chinese ones."""
    numbers = {character: n for n, character in enumerate(_hans()[:3755])}
    numbers |= {chr(_KANA + n): 3755 + n for n in range(0xC0)}
    return numbers | {character: n for n, character in enumerate(_hangul())}


@functools.cache
def _shorts() -> int:
    return 3755 + 0xC0


@functools.cache
def _hans() -> str:
    return _codec("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))


@functools.cache
def _hant() -> str:
    # Its 5,401 frequent characters; what follows in the last row is no Han.
    return _codec("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))[:5401]


@functools.cache
def _hangul() -> str:
    return _codec("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF))


def _codec(name: str, rows: Sequence[int], columns: Sequence[int]) -> str:
    """Return the characters of a double-byte set, in its order."""
    return bytes(b for row in rows for column in columns for b in (row, column)).decode(
        name, "ignore"
    )
